# Letters of the town hall with a code.
# $town name of the town, $name name of the person, $until last day, $address internet address, $phone telephone

letters-date = Date: { $date }
letters-phone = Telephone: { $phone }
letters-page = Page { $page } of { $pages }
letters-foot = { $town } · Telephone { $phone } · { $address } · This letter was made by a computer and is valid without a signature.

letters-identity-subject = Your code for the digital town hall
letters-identity-before =
    Hello { $name },

    this code was asked for your account at the digital town hall. It confirms your name and your address:
letters-identity-after =
    How it works: sign in to the digital town hall ({ $address }), open “My account”, then “Identity”, and enter the code there.

    The code works once, until { $until }. Do not give it to anybody. We never ask for it on the phone.

    Did you not ask for a code? Then throw this letter away; nothing happens. We answer questions at { $phone }.

letters-recovery-subject = Your code to get back into your account
letters-recovery-before =
    Hello { $name },

    somebody said that they cannot get into your account at the digital town hall any more. If that was you, this code helps:
letters-recovery-after =
    How it works: open { $address }, choose “I cannot get into my account” and enter the code. Then wait for 72 hours. In that time we ask on all channels whether it is really you. After that enter the code once more and set up your new device.

    The code works until { $until }. Do not give it to anybody. We never ask for it on the phone.

    Was that not you? Then destroy this letter and call us: { $phone }.

letters-export-title = What the town knows about you
letters-export-introduction = Given by { $town } on { $date }. We answer questions at { $phone }.
letters-export-person = Person and contact
letters-export-proofs = Proofs of identity
letters-export-ways-in = Passkeys and devices
letters-export-reports = Reports
letters-export-letters = Letters in the mailbox
letters-export-mail-choices = Digital letters
letters-export-consent = agreed
letters-export-reference = linked reference
letters-export-helpers = People who help
letters-export-helps-me = acts for you:
letters-export-i-help = you act for:
letters-export-cut-off = only the newest 5,000 stand here; ask us for the others
letters-export-read-mail = read letters
letters-export-file-reports = report
letters-export-fill-applications = fill applications
letters-export-invited = by invitation
letters-export-parent = parent
letters-export-guardian = guardian
letters-export-carer = legal carer
letters-export-log = Who looked
letters-export-proven = proven
letters-export-stated = stated by you
letters-export-name = Name on screen
letters-export-given-name = Given names
letters-export-family-name = Family name
letters-export-birth-date = Date of birth
letters-export-address = Address
letters-export-phone = Telephone
letters-export-email = E-mail
letters-export-language = Language
letters-export-created = Account since
letters-export-until = valid until
letters-export-letter-code = code by letter
letters-export-counter = checked at the counter
letters-export-eid = electronic identity
letters-export-none = no level
letters-export-basic = level basic
letters-export-substantial = level substantial
letters-export-high = level high
letters-export-passkey = Passkey
letters-export-device = Device
letters-export-photos = Photos
letters-export-opened = opened:
letters-export-searched = searched:
letters-export-exported = exported:
letters-export-created-entry = made:
letters-export-changed = changed:
letters-export-ended = ended:
letters-export-words-erased = texts erased:

letters-cover = Hello,

    please find the letter behind this sheet.
letters-reference = Would you like to get letters with this reference digitally next time? Sign in to the digital town hall ({ $address }), open “Mail”, then “Link a paper letter”, and enter this code: { $code }

    The code works once, for this reference only. Do not give it to anybody.
letters-remedy-title = What you can do against this decision
letters-remedy-objection = An objection to this decision can be lodged within one month of its service. It goes to: { $body }, { $seat }.
letters-remedy-court_action = An action against this decision can be brought within one month of its service. It goes to: { $body }, { $seat }.
letters-remedy-objection_or_court_action = Within one month of its service either an objection to this decision can be lodged or an action against it can be brought. It goes to: { $body }, { $seat }.
letters-remedy-forms = Ways that count: { $forms }.
letters-form-written = in writing
letters-form-electronic = electronically in the form the law asks for (a plain e-mail is not enough)
letters-form-for_record = spoken, for the record
letters-kind-info = information
letters-kind-request = request
letters-kind-decision = decision
letters-kind-invoice = invoice
letters-kind-reminder = reminder
letters-kind-receipt = receipt
letters-calendar = Deadline: { $kind } ({ $office })
letters-next-time = Scan the picture with your phone, or enter the code in the digital town hall under “Mail”. It works once, for this reference only. Give it to nobody.
letters-next-time-alt = Code to scan: get mail about this reference digitally next time
letters-pay = How to pay
letters-pay-payee = Payee: { $payee }
letters-pay-iban = IBAN: { $iban }
letters-pay-amount = Amount: € { $amount }
letters-pay-purpose = Purpose: { $purpose }
letters-pay-due = Due by { $due }
letters-pay-alt = Code to scan with your bank’s app: a transfer with these details
letters-tasks = What you can do
letters-task-due = { $what }, by { $due }
letters-task-url = { $what }: { $url }
letters-task-reply = Reply
letters-task-book = Book an appointment
letters-task-upload = Send documents
letters-task-open = Open page
letters-to-mailbox = To the digital mailbox
letters-file-number = Reference
