problem-malformed = Our server did not understand the request. Nothing was saved. Please reload the page.
problem-idempotency-key-reused = These details were already sent in another form. Please reload the page.
problem-not-signed-in = You are no longer signed in. What you typed stays on this device. Please sign in again.
problem-passkey-refused = This passkey does not belong to an account here. Use another one or create an account.
problem-forbidden = This account may not do that.
problem-origin-refused = The request came from another website, so we did not carry it out. Please open the town hall again.
problem-not-found = There is nothing here. The link may be old or switched off.
problem-timeout = The connection was too slow. Nothing was saved twice. Please try again.
problem-stale-revision = Somebody else changed something in the meantime. Please load the current version.
problem-wrong-state = This step is not possible now. Please load the current version.
problem-ceremony-expired = That took too long. Please start signing in again.
problem-invitation-invalid = This invitation is no longer valid. Please ask for a new one.
problem-too-large = That is too large. Please shorten the text or use a smaller photo.
problem-unsupported-media = We cannot open this format. Please use JPEG, PNG or WebP.
problem-picture-heic = The photo is a HEIC file, which we cannot open. Set your camera to “JPEG” or take a screenshot.
problem-picture-unreadable = The photo is damaged. Please choose another one.
problem-picture-too-many-pixels = The photo has too many pixels. Please choose a smaller one.
problem-invalid-fields = Some answers are missing or wrong. We show you which.
problem-outside-town = The place is outside the town. Another municipality is responsible.
problem-outside-town-confirm = The place is outside the town or close to its border. Is that right?
problem-rate-limited = Too many attempts. Please wait { $wait }.
problem-wait = { $hours ->
    [0] { $minutes ->
        [0] { $seconds ->
            [one] 1 second
           *[other] { $seconds } seconds
        }
        [one] 1 minute
       *[other] { $minutes } minutes
    }
    [one] 1 hour
   *[other] { $hours } hours
}
problem-internal = Something went wrong on our side. Do try again: nothing is saved twice.
problem-unavailable = The town hall cannot be reached right now. What you typed stays on this device. Please try again in a moment.
problem-storage-full = Our storage is full. We are working on it. What you typed stays on this device.
problem-offline = You have no connection right now. What you typed stays on this device.
problem-strange = We got an answer we do not understand. Your Wi-Fi may ask you to sign in. Please try again.
problem-cancelled = You cancelled. You can try again.
problem-pin-wrong = This PIN is not right.
problem-pin-length = This PIN is too short or too long.
problem-pin-blocked = The PIN was wrong too often. Please wait { $wait }.
problem-no-town = Choose your town first.
problem-no-keyring = This device has no secure key store, so you cannot stay signed in here.
problem-no-passkey = There is no passkey for this town on this device. Please create an account.
problem-not-a-town = We found no town hall at this address. Please check the spelling.
problem-denied = The device did not allow it. You can change that in the device's settings.
problem-field-required = Please fill in this field.
problem-field-too-long = That is too long. At most { $limit } characters are possible.
problem-field-too-short = That is too short. At least { $limit } characters are needed.
problem-field-too-many = Those are too many. At most { $limit } are possible.
problem-field-out-of-range = This value is not possible.
problem-field-unknown = This choice no longer exists. Please choose again.
problem-field-format = Please check the spelling.
problem-field-gone = This is no longer there. Please add it again.
problem-idempotency-key-missing = Our server did not understand the request. Nothing was saved. Please reload the page.
problem-method-not-allowed = Our server did not understand the request. Nothing was saved. Please reload the page.
problem-step-up-required = We need your passkey once more for this. Please try again.
problem-level-required = For this we have to know for certain who you are. The page “Me” says how to prove it.
problem-reason-required = This case belongs to another office. Please write why you open it.
problem-last-way-in = This is your last passkey. Without it you could not get into your account any more. Add another one first.
problem-last-admin = This is the last person with administrator rights. Give these rights to somebody else first.
problem-code-invalid = This code is not valid, or not any more. Please check the spelling or get a new one.
problem-too-many-tries = There were too many wrong tries. Please wait { $wait }. You may need a new code.
problem-field-proven = This detail has been proven. It changes only with a new proof.
problem-passkey-exists = There is a passkey for your account on this device already. Use another device or a security key.
problem-consent-required = For this you have to agree to digital letters on the page “Mail”.
problem-document-refused = We do not accept this PDF: it is damaged or contains scripts or files.
