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

notices-email-code-subject = Ihr Code für diese E-Mail-Adresse
notices-email-code-body =
    Guten Tag,

    mit diesem Code bestätigen Sie Ihre E-Mail-Adresse:

    { $code }

    Er gilt eine Stunde. Haben Sie das nicht veranlasst? Dann löschen Sie diese E-Mail.

    Mit freundlichen Grüßen
    { $town }

    Diese Nachricht wurde automatisch verschickt. Bitte antworten Sie nicht darauf.

notices-passkey-added-subject = Neuer Schlüssel an Ihrem Konto
notices-passkey-added-body =
    Guten Tag,

    an Ihrem Konto wurde ein neuer Passkey eingerichtet. Hier sehen Sie alle Schlüssel und Geräte:
    { $link }

    Waren Sie das nicht? Dann rufen Sie uns an: { $phone }.

    Mit freundlichen Grüßen
    { $town }

    Diese Nachricht wurde automatisch verschickt. Bitte antworten Sie nicht darauf.

notices-identity-proven-subject = Ihre Identität wurde bestätigt
notices-identity-proven-body =
    Guten Tag,

    für Ihr Konto wurde eine Identität bestätigt. Hier sehen Sie die Einzelheiten:
    { $link }

    Waren Sie das nicht? Dann rufen Sie uns an: { $phone }.

    Mit freundlichen Grüßen
    { $town }

    Diese Nachricht wurde automatisch verschickt. Bitte antworten Sie nicht darauf.

notices-email-changed-subject = Ihre E-Mail-Adresse soll geändert werden
notices-email-changed-body =
    Guten Tag,

    für Ihr Konto wurde eine andere E-Mail-Adresse angegeben. Hier sehen Sie Ihr Konto:
    { $link }

    Waren Sie das nicht? Dann rufen Sie uns an: { $phone }.

    Mit freundlichen Grüßen
    { $town }

    Diese Nachricht wurde automatisch verschickt. Bitte antworten Sie nicht darauf.

notices-email-removed-subject = Ihre E-Mail-Adresse wurde entfernt
notices-email-removed-body =
    Guten Tag,

    diese E-Mail-Adresse gehört nicht mehr zu Ihrem Konto. Wir schreiben Ihnen hierher nicht mehr.
    Hier sehen Sie Ihr Konto:
    { $link }

    Waren Sie das nicht? Dann rufen Sie uns an: { $phone }.

    Mit freundlichen Grüßen
    { $town }

    Diese Nachricht wurde automatisch verschickt. Bitte antworten Sie nicht darauf.

notices-recovery-started-subject = Jemand möchte wieder in Ihr Konto
notices-recovery-started-body =
    Guten Tag,

    jemand möchte ohne Ihre Schlüssel wieder in Ihr Konto kommen. Waren Sie das? Dann müssen Sie nichts tun.

    Waren Sie das nicht? Dann halten Sie es hier sofort an:
    { $link }

    Oder rufen Sie uns an: { $phone }.

    Mit freundlichen Grüßen
    { $town }

    Diese Nachricht wurde automatisch verschickt. Bitte antworten Sie nicht darauf.

notices-account-recovered-subject = Ihr Konto hat ein neues Gerät
notices-account-recovered-body =
    Guten Tag,

    Ihr Konto wurde wiederhergestellt. Alle früheren Geräte sind abgemeldet, alle früheren Schlüssel gelöscht.
    { $link }

    Waren Sie das nicht? Dann rufen Sie uns sofort an: { $phone }.

    Mit freundlichen Grüßen
    { $town }

    Diese Nachricht wurde automatisch verschickt. Bitte antworten Sie nicht darauf.

notices-account-blocked-subject = Ihr Konto ist gesperrt
notices-account-blocked-body =
    Guten Tag,

    Ihr Konto wurde mit dem Code Ihrer Karte gesperrt. Niemand ist mehr angemeldet.
    { $link }

    Waren Sie das nicht? Dann rufen Sie uns an: { $phone }.

    Mit freundlichen Grüßen
    { $town }

    Diese Nachricht wurde automatisch verschickt. Bitte antworten Sie nicht darauf.

notices-account-unblocked-subject = Ihr Konto ist wieder offen
notices-account-unblocked-body =
    Guten Tag,

    die Sperre Ihres Kontos wurde aufgehoben.
    { $link }

    Waren Sie das nicht? Dann rufen Sie uns an: { $phone }.

    Mit freundlichen Grüßen
    { $town }

    Diese Nachricht wurde automatisch verschickt. Bitte antworten Sie nicht darauf.

notices-letter-subject = Neue Post im digitalen Rathaus
notices-letter-body =
    Guten Tag,

    in Ihrem Postfach im digitalen Rathaus wartet Post auf Sie. Sie können sie hier lesen:
    { $link }

    Freundliche Grüße
    { $town }

    Diese Nachricht wurde automatisch verschickt. Bitte antworten Sie nicht darauf.

notices-letter-news-subject = Neuigkeit in Ihrem Postfach
notices-letter-news-body =
    Guten Tag,

    in Ihrem Postfach im digitalen Rathaus gibt es eine Neuigkeit. Sie sehen sie hier:
    { $link }

    Freundliche Grüße
    { $town }

    Diese Nachricht wurde automatisch verschickt. Bitte antworten Sie nicht darauf.
