# E-Mails in Leichter Sprache. Sie enthalten nur Nummer und Link.
# $number Nummer der Meldung, $link Adresse der Statusseite, $town Name der Stadt

notices-report-received-subject = Ihre Meldung { $number } ist da
notices-report-received-body =
    Guten Tag,

    Sie haben uns etwas gemeldet.
    Ihre Meldung ist da.
    Ihre Meldung hat die Nummer { $number }.

    Auf dieser Seite sehen Sie:
    Was passiert mit Ihrer Meldung?
    { $link }

    Der Link ist nur für Sie.
    Wer den Link hat, kann Ihre Meldung lesen.

    Viele Grüße
    { $town }

    Ein Computer hat diese E-Mail geschickt.
    Bitte antworten Sie nicht auf diese E-Mail.

notices-report-answered-subject = Antwort auf Ihre Meldung { $number }
notices-report-answered-body =
    Guten Tag,

    Sie haben uns etwas gemeldet.
    Ihre Meldung hat die Nummer { $number }.
    Wir haben Ihnen geantwortet.

    Hier steht die Antwort:
    { $link }

    Viele Grüße
    { $town }

    Ein Computer hat diese E-Mail geschickt.
    Bitte antworten Sie nicht auf diese E-Mail.

notices-report-status-subject = Neues zu Ihrer Meldung { $number }
notices-report-status-body =
    Guten Tag,

    Sie haben uns etwas gemeldet.
    Ihre Meldung hat die Nummer { $number }.
    Es gibt etwas Neues.

    Hier steht, was neu ist:
    { $link }

    Viele Grüße
    { $town }

    Ein Computer hat diese E-Mail geschickt.
    Bitte antworten Sie nicht auf diese E-Mail.
