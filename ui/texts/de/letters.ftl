# Briefe des Rathauses mit einem Code.
# $town Name der Stadt, $name Name der Person, $until letzter Tag, $address Internet-Adresse, $phone Telefon

letters-date = Datum: { $date }
letters-phone = Telefon: { $phone }
letters-page = Seite { $page } von { $pages }
letters-foot = { $town } · Telefon { $phone } · { $address } · Dieser Brief wurde maschinell erstellt und gilt ohne Unterschrift.

letters-identity-subject = Ihr Code für das digitale Rathaus
letters-identity-before =
    Guten Tag { $name },

    für Ihr Konto im digitalen Rathaus wurde dieser Code angefordert. Mit ihm bestätigen Sie Ihren Namen und Ihre Anschrift:
letters-identity-after =
    So geht es: Melden Sie sich im digitalen Rathaus an ({ $address }), öffnen Sie „Mein Konto“ und dann „Identität“. Geben Sie dort den Code ein.

    Der Code gilt einmal und bis zum { $until }. Geben Sie ihn niemandem weiter. Wir fragen Sie nie am Telefon danach.

    Haben Sie keinen Code angefordert? Dann werfen Sie diesen Brief weg. Es passiert nichts. Fragen beantworten wir unter { $phone }.

letters-recovery-subject = Ihr Code, um wieder in Ihr Konto zu kommen
letters-recovery-before =
    Guten Tag { $name },

    jemand hat angegeben, keinen Zugang mehr zu Ihrem Konto im digitalen Rathaus zu haben. Wenn Sie das waren, hilft Ihnen dieser Code:
letters-recovery-after =
    So geht es: Öffnen Sie { $address }, wählen Sie „Ich komme nicht mehr in mein Konto“ und geben Sie den Code ein. Danach warten Sie 72 Stunden. In dieser Zeit fragen wir auf allen Wegen nach, ob Sie es wirklich sind. Dann geben Sie den Code noch einmal ein und richten Ihr neues Gerät ein.

    Der Code gilt bis zum { $until }. Geben Sie ihn niemandem weiter. Wir fragen Sie nie am Telefon danach.

    Waren Sie das nicht? Dann vernichten Sie diesen Brief und rufen Sie uns an: { $phone }.

letters-export-title = Was die Stadt über Sie weiß
letters-export-introduction = Auskunft der { $town } vom { $date }. Fragen beantworten wir unter { $phone }.
letters-export-person = Person und Kontakt
letters-export-proofs = Nachweise der Identität
letters-export-ways-in = Passkeys und Geräte
letters-export-reports = Meldungen
letters-export-letters = Briefe im Postfach
letters-export-mail-choices = Digitale Post
letters-export-consent = zugestimmt
letters-export-reference = verknüpftes Aktenzeichen
letters-export-helpers = Vertretungen
letters-export-helps-me = für Sie handelt:
letters-export-i-help = Sie handeln für:
letters-export-cut-off = hier stehen nur die neuesten 5.000; die übrigen nennen wir Ihnen auf Anfrage
letters-export-read-mail = Post lesen
letters-export-file-reports = Melden
letters-export-fill-applications = Anträge ausfüllen
letters-export-invited = auf Einladung
letters-export-parent = Elternteil
letters-export-guardian = Vormund
letters-export-carer = rechtliche Betreuung
letters-export-log = Wer hat nachgesehen
letters-export-proven = nachgewiesen
letters-export-stated = Ihre Angabe
letters-export-name = Anzeigename
letters-export-given-name = Vornamen
letters-export-family-name = Familienname
letters-export-birth-date = Geburtsdatum
letters-export-address = Anschrift
letters-export-phone = Telefon
letters-export-email = E-Mail
letters-export-language = Sprache
letters-export-created = Konto seit
letters-export-until = gilt bis
letters-export-letter-code = Code per Brief
letters-export-counter = am Schalter geprüft
letters-export-eid = elektronischer Ausweis
letters-export-none = kein Niveau
letters-export-basic = Niveau normal
letters-export-substantial = Niveau substanziell
letters-export-high = Niveau hoch
letters-export-passkey = Passkey
letters-export-device = Gerät
letters-export-photos = Fotos
letters-export-opened = geöffnet:
letters-export-searched = gesucht:
letters-export-exported = ausgegeben:
letters-export-created-entry = angelegt:
letters-export-changed = geändert:
letters-export-ended = beendet:
letters-export-words-erased = Texte gelöscht:

letters-cover = Guten Tag,

    anbei erhalten Sie das Schreiben, das diesem Blatt folgt.
letters-reference = Möchten Sie Post zu diesem Zeichen beim nächsten Mal digital erhalten? Melden Sie sich im digitalen Rathaus an ({ $address }), öffnen Sie „Post“, dann „Papierbrief verknüpfen“, und geben Sie diesen Code ein: { $code }

    Der Code gilt einmal und nur für dieses Zeichen. Geben Sie ihn niemandem.
letters-remedy-title = Rechtsbehelfsbelehrung
letters-remedy-objection = Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Widerspruch erhoben werden. Der Widerspruch ist einzulegen bei: { $body }, { $seat }.
letters-remedy-court_action = Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Klage erhoben werden. Die Klage ist zu erheben bei: { $body }, { $seat }.
letters-remedy-objection_or_court_action = Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe entweder Widerspruch eingelegt oder unmittelbar Klage erhoben werden. Zuständig ist: { $body }, { $seat }.
letters-remedy-forms = Zulässige Formen: { $forms }.
letters-form-written = schriftlich
letters-form-electronic = elektronisch in der gesetzlich vorgesehenen Form (eine einfache E-Mail genügt nicht)
letters-form-for_record = zur Niederschrift
letters-kind-info = Mitteilung
letters-kind-request = Anfrage
letters-kind-decision = Bescheid
letters-kind-invoice = Rechnung
letters-kind-reminder = Erinnerung
letters-kind-receipt = Quittung
letters-calendar = Frist: { $kind } ({ $office })
letters-next-time = Scannen Sie das Bild mit Ihrem Telefon, oder geben Sie den Code im digitalen Rathaus unter „Post“ ein. Er gilt einmal und nur für dieses Zeichen. Geben Sie ihn niemandem.
letters-next-time-alt = Code zum Scannen: Post zu diesem Zeichen beim nächsten Mal digital erhalten
letters-pay = So zahlen Sie
letters-pay-payee = Empfänger: { $payee }
letters-pay-iban = IBAN: { $iban }
letters-pay-amount = Betrag: { $amount } €
letters-pay-purpose = Verwendungszweck: { $purpose }
letters-pay-due = Zahlbar bis { $due }
letters-pay-alt = Code zum Scannen mit der App Ihrer Bank: Überweisung mit diesen Angaben
letters-tasks = Was Sie tun können
letters-task-due = { $what }, bis { $due }
letters-task-url = { $what }: { $url }
letters-task-reply = Antworten
letters-task-book = Termin buchen
letters-task-upload = Unterlagen schicken
letters-task-open = Seite öffnen
letters-to-mailbox = An das digitale Postfach
letters-file-number = Zeichen
