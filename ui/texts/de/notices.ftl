# E-Mails des Rathauses. Sie enthalten nur Nummer und Link: Sie laufen über fremde Rechner.
# $number Nummer der Meldung, $link Adresse der Statusseite, $town Name der Stadt

notices-report-received-subject = Ihre Meldung { $number } ist angekommen
notices-report-received-body =
    Guten Tag,

    Ihre Meldung mit der Nummer { $number } ist bei uns angekommen.

    Hier sehen Sie jederzeit, wie es weitergeht:
    { $link }

    Der Link gehört Ihnen. Wer ihn kennt, kann Ihre Meldung lesen. Geben Sie ihn deshalb nur weiter,
    wenn Sie das möchten. Auf der Seite können Sie ihn auch sperren.

    Mit freundlichen Grüßen
    { $town }

    Diese Nachricht wurde automatisch verschickt. Bitte antworten Sie nicht darauf.

notices-report-answered-subject = Antwort auf Ihre Meldung { $number }
notices-report-answered-body =
    Guten Tag,

    zu Ihrer Meldung mit der Nummer { $number } gibt es eine Antwort.

    Hier können Sie die Antwort lesen:
    { $link }

    Mit freundlichen Grüßen
    { $town }

    Diese Nachricht wurde automatisch verschickt. Bitte antworten Sie nicht darauf.

notices-report-status-subject = Neuer Stand Ihrer Meldung { $number }
notices-report-status-body =
    Guten Tag,

    bei Ihrer Meldung mit der Nummer { $number } gibt es einen neuen Stand.

    Hier sehen Sie ihn:
    { $link }

    Mit freundlichen Grüßen
    { $town }

    Diese Nachricht wurde automatisch verschickt. Bitte antworten Sie nicht darauf.
