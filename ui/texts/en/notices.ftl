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
