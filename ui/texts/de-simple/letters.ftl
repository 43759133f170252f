# Briefe in Leichter Sprache mit einem Code.
# $town Name der Stadt, $name Name der Person, $until letzter Tag, $address Internet-Adresse, $phone Telefon

letters-date = Datum: { $date }
letters-phone = Telefon: { $phone }
letters-page = Seite { $page } von { $pages }
letters-foot = { $town } · Telefon { $phone } · { $address } · Ein Computer hat diesen Brief gemacht.

letters-identity-subject = Ihr Code für das digitale Rathaus
letters-identity-before =
    Guten Tag { $name },

    Sie haben ein Konto im digitalen Rathaus. Sie wollen zeigen: Das ist mein Name. Und hier wohne ich. Dafür brauchen Sie diesen Code:
letters-identity-after =
    So geht es: Gehen Sie auf die Internet-Seite { $address }. Melden Sie sich an. Gehen Sie zu „Mein Konto“. Gehen Sie dann zu „Identität“. Schreiben Sie dort den Code hinein.

    Sie können den Code 1 Mal benutzen. Das geht bis zum { $until }. Geben Sie den Code keinem anderen Menschen. Wir fragen Sie nie am Telefon nach dem Code.

    Wollten Sie keinen Code? Dann werfen Sie den Brief weg. Es passiert nichts. Haben Sie Fragen? Rufen Sie uns an: { $phone }.

letters-recovery-subject = Ihr Code für Ihr Konto
letters-recovery-before =
    Guten Tag { $name },

    jemand hat uns gesagt: Ich komme nicht mehr in mein Konto. Waren Sie das? Dann brauchen Sie diesen Code:
letters-recovery-after =
    So geht es: Gehen Sie auf die Internet-Seite { $address }. Wählen Sie „Ich komme nicht mehr in mein Konto“. Schreiben Sie den Code hinein. Dann müssen Sie 3 Tage warten. In den 3 Tagen fragen wir Sie: Sind Sie das wirklich? Danach schreiben Sie den Code noch 1 Mal hinein. Dann können Sie Ihr neues Gerät benutzen.

    Der Code geht bis zum { $until }. Geben Sie den Code keinem anderen Menschen. Wir fragen Sie nie am Telefon nach dem Code.

    Waren Sie das nicht? Dann werfen Sie den Brief weg. Und rufen Sie uns an: { $phone }.

letters-export-title = Das weiß die Stadt über Sie
letters-export-introduction = Das hat die { $town } am { $date } aufgeschrieben. Haben Sie Fragen? Rufen Sie uns an: { $phone }.
letters-export-person = Das sind Sie
letters-export-proofs = So haben Sie gezeigt: Das bin ich
letters-export-ways-in = Ihre Schlüssel und Geräte
letters-export-reports = Ihre Meldungen
letters-export-letters = Briefe im Postfach
letters-export-mail-choices = Digitale Post
letters-export-consent = zugestimmt
letters-export-reference = verbundenes Akten·zeichen
letters-export-helpers = Wer für wen handelt
letters-export-helps-me = Diese Person hilft Ihnen:
letters-export-i-help = Sie helfen dieser Person:
letters-export-cut-off = hier stehen nur die neuesten 5.000. Fragen Sie uns nach den anderen
letters-export-read-mail = Post lesen
letters-export-file-reports = Melden
letters-export-fill-applications = Anträge ausfüllen
letters-export-invited = eingeladen
letters-export-parent = Vater oder Mutter
letters-export-guardian = Vormund
letters-export-carer = rechtliche Betreuung
letters-export-log = Wer hat nachgesehen?
letters-export-proven = geprüft
letters-export-stated = von Ihnen
letters-export-name = Ihr Name im Rathaus
letters-export-given-name = Vornamen
letters-export-family-name = Nachname
letters-export-birth-date = Geburtstag
letters-export-address = Adresse
letters-export-phone = Telefon
letters-export-email = E-Mail
letters-export-language = Sprache
letters-export-created = Konto seit
letters-export-until = gilt bis
letters-export-letter-code = Code mit der Post
letters-export-counter = im Rathaus geprüft
letters-export-eid = Ausweis im Internet
letters-export-none = nicht geprüft
letters-export-basic = einfach geprüft
letters-export-substantial = gut geprüft
letters-export-high = sehr gut geprüft
letters-export-passkey = Schlüssel
letters-export-device = Gerät
letters-export-photos = Fotos
letters-export-opened = geöffnet:
letters-export-searched = gesucht:
letters-export-exported = herausgegeben:
letters-export-created-entry = neu gemacht:
letters-export-changed = geändert:
letters-export-ended = beendet:
letters-export-words-erased = Texte gelöscht:

letters-cover = Guten Tag,

    hinter diesem Blatt ist ein Brief für Sie.
letters-reference = Möchten Sie diese Post das nächste Mal digital? Melden Sie sich im digitalen Rathaus an: { $address } Öffnen Sie „Post“. Wählen Sie „Papier·brief verknüpfen“. Geben Sie diesen Code ein: { $code }

    Der Code geht nur ein·mal. Zeigen Sie den Code niemandem.
letters-remedy-title = Sie sind nicht einverstanden? Das können Sie tun
letters-remedy-objection = Sie können gegen den Bescheid Widerspruch einlegen. Das heißt: Sie schreiben, dass Sie nicht einverstanden sind. Sie haben dafür 1 Monat Zeit. Der Monat beginnt mit der Bekannt·gabe. Der Widerspruch muss hierhin: { $body }, { $seat }.
letters-remedy-court_action = Sie können gegen den Bescheid klagen. Das heißt: Ein Gericht prüft den Bescheid. Sie haben dafür 1 Monat Zeit. Der Monat beginnt mit der Bekannt·gabe. Die Klage muss hierhin: { $body }, { $seat }.
letters-remedy-objection_or_court_action = Sie können gegen den Bescheid Widerspruch einlegen. Oder Sie können gleich klagen. Sie haben dafür 1 Monat Zeit. Der Monat beginnt mit der Bekannt·gabe. Zuständig ist: { $body }, { $seat }.
letters-remedy-forms = So geht es: { $forms }.
letters-form-written = als Brief
letters-form-electronic = digital, so wie es im Gesetz steht (eine einfache E-Mail reicht nicht)
letters-form-for_record = Sie gehen hin, und jemand schreibt es auf
letters-kind-info = Nachricht
letters-kind-request = Frage an Sie
letters-kind-decision = Bescheid
letters-kind-invoice = Rechnung
letters-kind-reminder = Erinnerung
letters-kind-receipt = Quittung
letters-calendar = Letzter Tag: { $kind } ({ $office })
letters-next-time = Möchten Sie diese Post das nächste Mal auf dem Handy lesen? Dann scannen Sie das Bild. Oder geben Sie den Code im digitalen Rathaus ein. Der Code geht nur 1 Mal. Geben Sie den Code keiner anderen Person.
letters-next-time-alt = Bild zum Scannen: diese Post das nächste Mal digital bekommen
letters-pay = So bezahlen Sie
letters-pay-payee = Empfänger: { $payee }
letters-pay-iban = IBAN: { $iban }
letters-pay-amount = Betrag: { $amount } Euro
letters-pay-purpose = Verwendungs-Zweck: { $purpose }
letters-pay-due = Bezahlen Sie bis zum { $due }
letters-pay-alt = Bild zum Scannen mit der App von Ihrer Bank: eine Überweisung mit diesen Angaben
letters-tasks = Das können Sie tun
letters-task-due = { $what }, bis { $due }
letters-task-url = { $what }: { $url }
letters-task-reply = Antworten
letters-task-book = Termin machen
letters-task-upload = Papiere schicken
letters-task-open = Seite öffnen
letters-to-mailbox = An das digitale Post-Fach
letters-file-number = Zeichen
