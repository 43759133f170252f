kit-optional = (optional)
kit-close = Close
kit-cancel = Cancel
kit-change = Change
kit-copy = Copy
kit-copied = Copied
kit-copy-refused = Copying is not allowed here. The link is selected: copy it with Ctrl+C or by a long press.
kit-retry = Try again
kit-wait-left = { $wait } left.
kit-wait-over = You can try again now.
kit-loading = Loading
kit-failed = That did not work
kit-offline = No connection
kit-empty = Nothing here yet
kit-reference = Reference number: { $reference }
kit-unread = Unread:
kit-step = Step { $current } of { $total }
kit-step-next = (still to come)
kit-characters-left = { $count ->
    [one] 1 character left
   *[other] { $count } characters left
}
kit-characters-over = { $count ->
    [one] 1 character too many
   *[other] { $count } characters too many
}
kit-error-summary = { $count ->
    [one] Please check this answer
   *[other] Please check these { $count } answers
}
kit-photos-list = Your photos
kit-photo-alt = Photo { $number }: { $name }
kit-photo-remove = Remove photo { $number }
kit-photo-more = Another photo
kit-photo-pick = Take or choose a photo
kit-photo-busy = Preparing the photo
kit-photo-hint = Up to { $max } photos as JPEG, PNG or WebP
kit-photo-count = { $count ->
    [one] 1 photo chosen.
   *[other] { $count } photos chosen.
} { $left ->
    [0] No more can be added.
    [one] 1 more can be added.
   *[other] { $left } more can be added.
}
kit-photo-refused-heic = “{ $name }” is a HEIC file, which we cannot open. Set your camera to “Most Compatible” or “JPEG”, or take a screenshot of the picture.
kit-photo-refused-type = “{ $name }” is not a photo we can open. Please use JPEG, PNG or WebP.
kit-photo-refused-unreadable = “{ $name }” is damaged or empty. Please choose another photo.
kit-photo-refused-too-large = “{ $name }” is too large. Please choose a smaller photo.
kit-photo-refused-too-many = { $name } was left out: the report takes no more photos.
kit-map-label = Map. Use the arrow keys to move the pin, and plus and minus to zoom.
kit-map-fixed-label = Map showing the place. Use plus and minus to zoom.
kit-map-loading = Loading the map
kit-map-failed = The map cannot be loaded right now
kit-map-failed-hint = Give the place as an address or in your own words. That is enough.
kit-map-zoom-in = Zoom in
kit-map-zoom-out = Zoom out
kit-map-move = Move the pin
kit-map-up = Move the pin up
kit-map-down = Move the pin down
kit-map-left = Move the pin left
kit-map-right = Move the pin right
kit-map-pin-set = The pin is set.
kit-map-pin-none = Tap the map to set the pin.
kit-address-hits = { $count ->
    [0] No address found. Your text is kept.
    [one] 1 address found.
   *[other] { $count } addresses found.
}
kit-address-taken = { $label } chosen.
kit-pin-choose = Choose an app PIN
kit-pin-enter = Enter your app PIN
kit-pin-choose-hint = This device cannot check who is using it, so a PIN protects your access. Choose at least { $digits } digits.
kit-pin-enter-hint = You chose this PIN on this device.
kit-pin-label = PIN
kit-pin-again = Repeat the PIN
kit-pin-show = Show the PIN
kit-pin-continue = Continue
kit-pin-short = Enter at least { $digits } digits.
kit-pin-differs = The two entries are different. Please enter the PIN again.
kit-pin-forgotten = Forgot your PIN?
kit-pin-forgotten-title = Reset the PIN
kit-pin-forgotten-what = Nobody can tell you the old PIN, not even the town hall. You can choose a new one. That deletes every passkey of this app on this device.
kit-pin-forgotten-price = An account that you open with this device only will then be closed to you. Its reports stay at the town hall. You can still read them with their status link.
kit-pin-forgotten-back = Back
kit-pin-forgotten-reset = Delete the passkeys
kit-sign-in = Sign in
kit-home = Go to the home page
kit-reload = Reload
kit-date-day = Day
kit-date-month = Month
kit-date-year = Year
kit-time-left = { $time } minutes left
kit-left = { $left } left.
kit-left-seconds = { $seconds ->
    [one] 1 second
   *[other] { $seconds } seconds
}
kit-left-minutes = { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}
kit-left-hours = { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
} and { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}
kit-left-days = { $days ->
    [one] 1 day
   *[other] { $days } days
} and { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
}
kit-address-street = Street and house number
kit-address-street-required = Enter street and house number.
kit-address-postcode = Postcode
kit-address-postcode-wrong = The postcode has five digits.
kit-address-place = Town
kit-address-place-required = Enter the town.
