mail-title = Post
mail-title-of = Post von { $person }
mail-letter-title = Brief
mail-lead = { $count ->
    [0] Sie haben alle Briefe geöffnet.
    [one] 1 Brief wartet darauf, dass Sie ihn öffnen.
   *[other] { $count } Briefe warten darauf, dass Sie sie öffnen.
}
mail-shown = { $count ->
    [0] Keine Briefe.
    [one] 1 Brief wird gezeigt.
   *[other] { $count } Briefe werden gezeigt.
} { $more ->
    [0] { "" }
   *[other] Es gibt ältere.
}
mail-loading = Briefe werden geladen
mail-age = Das war der Stand um { $time }.
mail-empty = Sie haben keine Post
mail-empty-hint = Schickt Ihnen die Stadt einen digitalen Brief, liegt er hier.
mail-archive-empty = Nichts abgelegt
mail-archive-empty-hint = Hier liegen Briefe, die Sie aus der Post weggelegt haben.
mail-none-found = Kein Brief passt dazu
mail-none-found-hint = Vielleicht liegt er im Archiv, oder ein Filter ist zu eng.
mail-signed-out = Ihre Post sehen nur Sie
mail-signed-out-hint = Melden Sie sich an, dann sehen Sie Ihre Briefe.
mail-more = Weitere 50 anzeigen
mail-back = Zur Post
mail-town-hall = Rathaus
mail-to-reports = Zu meinen Meldungen
mail-about = Gut zu wissen
mail-about-open = Ein Brief gilt erst, wenn Sie ihn öffnen. Vorher sehen Sie nur den Umschlag.
mail-about-notice = Öffnen Sie einen Brief nicht, kommt er mit der Post. Es geht nichts verloren.
mail-about-reports = Antworten auf Meldungen stehen bei der Meldung.
mail-consent-missing = Briefe digital bekommen
mail-consent-missing-text = Bisher kommen Ihre Briefe auf Papier. Sie können das ändern und jederzeit zurück.
mail-consent-go = Was heißt das für mich?
mail-consent-given = Ihre Briefe kommen hierher
mail-consent-given-text = Sie haben zugestimmt. Das können Sie jederzeit ändern.
mail-consent-look = Zustimmung ansehen
mail-code-go = Code aus einem Brief
mail-search = In Betreff und Aktenzeichen suchen
mail-filter-only = Nur zeigen
mail-filter-unread = Ungelesen
mail-filter-starred = Gemerkt
mail-filter-deadline = Mit Frist
mail-filter-more = Mehr Filter
mail-filter-more-set = Mehr Filter ({ $count } gesetzt)
mail-filter-reset = Filter löschen
mail-box = Ablage
mail-box-inbox = Post
mail-box-archive = Archiv
mail-box-all = Post und Archiv
mail-kind = Art
mail-office = Amt
mail-year = Jahr
mail-any = Alle
mail-kind-info = Information
mail-kind-request = Bitte um etwas
mail-kind-decision = Bescheid
mail-kind-invoice = Rechnung
mail-kind-reminder = Mahnung
mail-kind-receipt = Bestätigung
mail-row-detail = { $kind } · { $office } · { $day }
mail-row-open-until = Öffnen bis { $day }
mail-row-until = Frist bis { $day }
mail-row-until-over = Frist war am { $day }
mail-row-reply-by = Antwort bis { $day }
mail-row-reply-over = Antwort war bis { $day }
mail-starred = Gemerkt
mail-archived = Archiv
mail-stage-on_paper = Kommt mit der Post
mail-stage-withdrawn = Zurückgezogen
mail-stage-ended = Nicht mehr bereitgestellt
mail-letter-lead = { $kind } · { $office }
mail-envelope = Noch nicht geöffnet
mail-envelope-facts = Auf dem Umschlag
mail-envelope-told = Öffnen Sie den Brief, erfährt die Stadt den Zeitpunkt. Ansehen allein ändert nichts.
mail-envelope-counts = Einen Tag nach dem Öffnen gilt der Brief als bekannt gegeben.
mail-envelope-decision = Einen Tag nach dem Öffnen gilt der Bescheid als bekannt gegeben. Dann beginnt die Frist, in der Sie sich wehren können. Wir rechnen sie Ihnen vor.
mail-envelope-until = Sie können ihn bis { $day } öffnen. Danach schicken wir ihn auf Papier.
mail-envelope-helps = Sie lesen die Post von { $person }. Hat { $person } Sie eingeladen, öffnen Sie eine Kopie: Es beginnt keine Frist. Vertreten Sie { $person } nach dem Gesetz, zählt Ihr Öffnen.
mail-open = Brief öffnen
mail-open-again = Brief erneut öffnen
mail-open-until = Zu öffnen bis
mail-level-title = Für diesen Brief müssen wir wissen, wer Sie sind
mail-level-none = Dieser Brief lässt sich gerade nicht öffnen.
mail-level-basic = Er öffnet sich, wenn Ihre Anschrift bestätigt ist.
mail-level-substantial = Er öffnet sich, wenn Sie Ihren Ausweis gezeigt haben.
mail-level-high = Er öffnet sich nur mit dem Online-Ausweis.
mail-level-waits = Der Brief bleibt so lange ungeöffnet liegen. Es beginnt keine Frist.
mail-level-letter = Brief mit Code bestellen
mail-level-counter = Im Rathaus zeigen
mail-level-ways = Alle Wege ansehen
mail-summary = Kurz erklärt
mail-read-letter = Brief lesen
mail-download-letter = Brief herunterladen
mail-deadline = Frist
mail-deadline-title = { $what } möglich bis
mail-deadline-left = { $days ->
    [0] Heute ist der letzte Tag.
    [one] Noch 1 Tag.
   *[other] Noch { $days } Tage.
}
mail-deadline-over = Diese Frist ist vorbei.
mail-remedy-where = { $what } richten Sie an:
mail-remedy-forms = So geht es: { $forms }.
mail-remedy-no-mail = Eine einfache E-Mail oder eine Frage hier auf der Seite genügt nicht.
mail-calendar = In den Kalender
mail-calendar-file = frist.ics
mail-todo = Was zu tun ist
mail-todo-failed = Das lässt sich gerade nicht zeigen. Laden Sie die Seite neu.
mail-action-pay = Bezahlen
mail-action-pay-amount = { $amount } bezahlen
mail-action-reply = Antworten
mail-action-book = Termin buchen
mail-action-upload = Unterlagen schicken
mail-action-open = Seite öffnen
mail-action-due = Bis { $day }
mail-action-go = Weiter zu { $host }
mail-action-reply-go = Der Stadt schreiben
mail-pay-payee = Empfänger
mail-pay-iban = IBAN
mail-pay-remittance = Verwendungszweck
mail-pay-code = Code für Banking-Apps mit allen Angaben der Überweisung
mail-pay-code-hint = Mit der Banking-App abfotografieren.
mail-documents = Dokumente
mail-document-facts = { $role } · { $pages ->
    [one] 1 Seite
   *[other] { $pages } Seiten
} · { $size }
mail-role-main = Brief
mail-role-attachment = Anlage
mail-document-show = Ansehen
mail-document-download = Herunterladen
mail-saved = Die Datei ist gespeichert.
mail-saved-at = Gespeichert: { $place }
mail-pdf-smaller = Kleiner
mail-pdf-larger = Größer
mail-pdf-print = Drucken
mail-pdf-close = Dokument schließen
mail-pdf-loading = Das Dokument wird gezeichnet
mail-pdf-failed = Das Dokument lässt sich hier nicht zeigen. Laden Sie es herunter.
mail-pdf-pages = Seiten von { $name }
mail-pdf-page = Seite { $page } von { $pages }
mail-facts = Angaben zum Brief
mail-fact-decided = Entschieden
mail-fact-provided = Ins Postfach gelegt
mail-fact-retrieved = Geöffnet
mail-fact-served = Gilt als bekannt gegeben
mail-fact-reference = Aktenzeichen
mail-questions = Fragen zu diesem Brief
mail-question = Ihre Frage
mail-question-hint = Das Amt antwortet hier. Ein Widerspruch ist das nicht.
mail-question-required = Schreiben Sie bitte, was Sie wissen möchten.
mail-question-send = Frage senden
mail-question-sent = Ihre Frage ist beim Amt.
mail-simple = In Leichter Sprache erklären lassen
mail-simple-sent = Das Amt weiß, dass Sie den Brief in Leichter Sprache möchten.
mail-simple-asked = Sie haben um Leichte Sprache gebeten. Das Amt meldet sich hier.
mail-asked-simple = Bitte in Leichter Sprache
mail-by-you = Sie
mail-by-resident = Empfängerin oder Empfänger
mail-by-representative = Jemand in Vertretung
mail-tools = Diesen Brief
mail-star = Merken
mail-star-done = Der Brief ist gemerkt.
mail-star-off-done = Der Brief ist nicht mehr gemerkt.
mail-archive = Ins Archiv legen
mail-archive-done = Der Brief liegt im Archiv.
mail-archive-off = Zurück in die Post
mail-archive-off-done = Der Brief liegt wieder in der Post.
mail-erase = Meine Kopie löschen
mail-erase-title = Ihre Kopie löschen?
mail-erase-text = Sie sehen den Brief hier nicht mehr. Er gilt trotzdem weiter, und die Stadt behält ihre Akte. Laden Sie ihn vorher herunter, wenn Sie ihn brauchen.
mail-erase-yes = Kopie löschen
mail-erased = Ihre Kopie ist gelöscht.
mail-withdrawn = Die Stadt hat diesen Brief zurückgezogen
mail-withdrawn-at = Zurückgezogen am { $time }.
mail-withdrawn-why = Grund: { $reason }
mail-superseded = Es gibt einen neueren Brief
mail-superseded-text = Er ersetzt diesen hier.
mail-superseded-go = Neuen Brief öffnen
mail-supersedes-go = Dieser Brief ersetzt einen früheren. Früheren Brief ansehen
mail-on-paper-text = Dieser Brief lag ungeöffnet, bis seine Zeit vorbei war. Wir schicken ihn auf Papier.
mail-ended-text = Dieser Brief lässt sich nicht mehr öffnen. Er gilt nicht als bekannt gegeben.
mail-again = Vielleicht kommt dieser Brief noch einmal
mail-again-text = Er wurde ganz am Ende seiner Zeit geöffnet. Lesen können Sie ihn weiterhin.
