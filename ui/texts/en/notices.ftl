# E-mails of the town hall. Number and link only: they travel through other people's machines.
# $number number of the report, $link address of its status page, $town name of the town

notices-report-received-subject = Your report { $number } has arrived
notices-report-received-body =
    Hello,

    your report with the number { $number } has reached us.

    You can see at any time what is happening here:
    { $link }

    The link is yours. Whoever knows it can read your report, so pass it on only if you want to.
    You can also revoke it on that page.

    Kind regards
    { $town }

    This message was sent automatically. Please do not reply to it.

notices-report-answered-subject = Answer to your report { $number }
notices-report-answered-body =
    Hello,

    there is an answer to your report with the number { $number }.

    You can read the answer here:
    { $link }

    Kind regards
    { $town }

    This message was sent automatically. Please do not reply to it.

notices-report-status-subject = News about your report { $number }
notices-report-status-body =
    Hello,

    there is something new about your report with the number { $number }.

    You can see it here:
    { $link }

    Kind regards
    { $town }

    This message was sent automatically. Please do not reply to it.

notices-email-code-subject = Your code for this e-mail address
notices-email-code-body =
    Hello,

    this code confirms your e-mail address:

    { $code }

    It works for an hour. Was that not you? Then delete this e-mail.

    Kind regards
    { $town }

    This message was sent automatically. Please do not reply to it.

notices-passkey-added-subject = New key for your account
notices-passkey-added-body =
    Hello,

    a new passkey was added to your account. Here you see all keys and devices:
    { $link }

    Was that not you? Then call us: { $phone }.

    Kind regards
    { $town }

    This message was sent automatically. Please do not reply to it.

notices-identity-proven-subject = Your identity was confirmed
notices-identity-proven-body =
    Hello,

    an identity was confirmed for your account. Here you see the details:
    { $link }

    Was that not you? Then call us: { $phone }.

    Kind regards
    { $town }

    This message was sent automatically. Please do not reply to it.

notices-email-changed-subject = Your e-mail address is to be changed
notices-email-changed-body =
    Hello,

    another e-mail address was given for your account. Here you see your account:
    { $link }

    Was that not you? Then call us: { $phone }.

    Kind regards
    { $town }

    This message was sent automatically. Please do not reply to it.

notices-email-removed-subject = Your e-mail address was removed
notices-email-removed-body =
    Hello,

    this e-mail address does not belong to your account any more. We will not write to it again.
    Here you see your account:
    { $link }

    Was that not you? Then call us: { $phone }.

    Kind regards
    { $town }

    This message was sent automatically. Please do not reply to it.

notices-recovery-started-subject = Somebody wants to get back into your account
notices-recovery-started-body =
    Hello,

    somebody wants to get back into your account without your keys. Was that you? Then there is nothing to do.

    Was that not you? Then stop it here at once:
    { $link }

    Or call us: { $phone }.

    Kind regards
    { $town }

    This message was sent automatically. Please do not reply to it.

notices-account-recovered-subject = Your account has a new device
notices-account-recovered-body =
    Hello,

    your account was recovered. All former devices are signed out, all former keys are gone.
    { $link }

    Was that not you? Then call us at once: { $phone }.

    Kind regards
    { $town }

    This message was sent automatically. Please do not reply to it.

notices-account-blocked-subject = Your account is blocked
notices-account-blocked-body =
    Hello,

    your account was blocked with the code of your card. Nobody is signed in any more.
    { $link }

    Was that not you? Then call us: { $phone }.

    Kind regards
    { $town }

    This message was sent automatically. Please do not reply to it.

notices-account-unblocked-subject = Your account is open again
notices-account-unblocked-body =
    Hello,

    your account is not blocked any more.
    { $link }

    Was that not you? Then call us: { $phone }.

    Kind regards
    { $town }

    This message was sent automatically. Please do not reply to it.

notices-letter-subject = New mail in the digital town hall
notices-letter-body =
    Hello,

    mail waits for you in your mailbox at the digital town hall. You can read it here:
    { $link }

    Kind regards
    { $town }

    This message was sent automatically. Please do not reply to it.

notices-letter-news-subject = News in your mailbox
notices-letter-news-body =
    Hello,

    there is something new in your mailbox at the digital town hall. You can see it here:
    { $link }

    Kind regards
    { $town }

    This message was sent automatically. Please do not reply to it.
