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

notices-email-code-subject = Ihr Code für diese E-Mail-Adresse
notices-email-code-body =
    Guten Tag,

    das ist Ihr Code:

    { $code }

    Sie können den Code 1 Stunde lang benutzen.
    Wollten Sie keinen Code?
    Dann löschen Sie diese E-Mail.

    Viele Grüße
    { $town }

    Ein Computer hat diese E-Mail geschickt.
    Bitte antworten Sie nicht auf diese E-Mail.

notices-passkey-added-subject = Ein neuer Schlüssel für Ihr Konto
notices-passkey-added-body =
    Guten Tag,

    Ihr Konto hat einen neuen Schlüssel.
    Hier sehen Sie alle Schlüssel:
    { $link }

    Waren Sie das nicht?
    Dann rufen Sie uns an: { $phone }.

    Viele Grüße
    { $town }

    Ein Computer hat diese E-Mail geschickt.
    Bitte antworten Sie nicht auf diese E-Mail.

notices-identity-proven-subject = Wir wissen jetzt: Das sind Sie
notices-identity-proven-body =
    Guten Tag,

    jemand hat gezeigt: Das ist mein Konto.
    Hier sehen Sie mehr:
    { $link }

    Waren Sie das nicht?
    Dann rufen Sie uns an: { $phone }.

    Viele Grüße
    { $town }

    Ein Computer hat diese E-Mail geschickt.
    Bitte antworten Sie nicht auf diese E-Mail.

notices-email-changed-subject = Eine neue E-Mail-Adresse für Ihr Konto
notices-email-changed-body =
    Guten Tag,

    jemand hat eine neue E-Mail-Adresse für Ihr Konto genannt.
    Hier ist Ihr Konto:
    { $link }

    Waren Sie das nicht?
    Dann rufen Sie uns an: { $phone }.

    Viele Grüße
    { $town }

    Ein Computer hat diese E-Mail geschickt.
    Bitte antworten Sie nicht auf diese E-Mail.

notices-email-removed-subject = Ihre E-Mail-Adresse ist gelöscht
notices-email-removed-body =
    Guten Tag,

    jemand hat diese E-Mail-Adresse aus Ihrem Konto gelöscht.
    Wir schicken keine E-Mails mehr an diese Adresse.
    Hier ist Ihr Konto:
    { $link }

    Waren Sie das nicht?
    Dann rufen Sie uns an: { $phone }.

    Viele Grüße
    { $town }

    Ein Computer hat diese E-Mail geschickt.
    Bitte antworten Sie nicht auf diese E-Mail.

notices-recovery-started-subject = Jemand möchte in Ihr Konto
notices-recovery-started-body =
    Guten Tag,

    jemand möchte in Ihr Konto.
    Waren Sie das?
    Dann müssen Sie nichts tun.

    Waren Sie das nicht?
    Dann klicken Sie sofort hier:
    { $link }

    Oder rufen Sie uns an: { $phone }.

    Viele Grüße
    { $town }

    Ein Computer hat diese E-Mail geschickt.
    Bitte antworten Sie nicht auf diese E-Mail.

notices-account-recovered-subject = Ihr Konto hat ein neues Gerät
notices-account-recovered-body =
    Guten Tag,

    Ihr Konto hat jetzt ein neues Gerät.
    Die alten Geräte sind abgemeldet.
    { $link }

    Waren Sie das nicht?
    Dann rufen Sie uns sofort an: { $phone }.

    Viele Grüße
    { $town }

    Ein Computer hat diese E-Mail geschickt.
    Bitte antworten Sie nicht auf diese E-Mail.

notices-account-blocked-subject = Ihr Konto ist gesperrt
notices-account-blocked-body =
    Guten Tag,

    jemand hat Ihr Konto mit Ihrer Karte gesperrt.
    Keiner kann mehr in Ihr Konto.
    { $link }

    Waren Sie das nicht?
    Dann rufen Sie uns an: { $phone }.

    Viele Grüße
    { $town }

    Ein Computer hat diese E-Mail geschickt.
    Bitte antworten Sie nicht auf diese E-Mail.

notices-account-unblocked-subject = Ihr Konto ist wieder offen
notices-account-unblocked-body =
    Guten Tag,

    Ihr Konto ist nicht mehr gesperrt.
    { $link }

    Waren Sie das nicht?
    Dann rufen Sie uns an: { $phone }.

    Viele Grüße
    { $town }

    Ein Computer hat diese E-Mail geschickt.
    Bitte antworten Sie nicht auf diese E-Mail.

notices-letter-subject = Neue Post für Sie
notices-letter-body =
    Guten Tag,

    im digitalen Rathaus ist Post für Sie. Sie können die Post hier lesen:
    { $link }

    Viele Grüße
    { $town }

    Ein Computer hat diese E-Mail geschickt. Bitte antworten Sie nicht.

notices-letter-news-subject = Etwas Neues in Ihrem Postfach
notices-letter-news-body =
    Guten Tag,

    in Ihrem Postfach im digitalen Rathaus gibt es etwas Neues. Sie sehen es hier:
    { $link }

    Viele Grüße
    { $town }

    Ein Computer hat diese E-Mail geschickt. Bitte antworten Sie nicht.
