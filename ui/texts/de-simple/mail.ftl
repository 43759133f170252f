mail-title = Post
mail-title-of = Post von { $person }
mail-letter-title = Brief
mail-lead = { $count ->
    [0] Alle Briefe sind offen.
    [one] 1 Brief ist noch zu.
   *[other] { $count } Briefe sind noch zu.
}
mail-shown = { $count ->
    [0] Keine Briefe.
    [one] Sie sehen 1 Brief.
   *[other] Sie sehen { $count } Briefe.
} { $more ->
    [0] { "" }
   *[other] Es gibt noch ältere Briefe.
}
mail-loading = Wir holen Ihre Briefe
mail-age = So war es um diese Zeit: { $time }.
mail-empty = Sie haben keine Post
mail-empty-hint = Schickt die Stadt Ihnen einen Brief? Dann ist er hier.
mail-archive-empty = Hier ist nichts
mail-archive-empty-hint = Hier sind Briefe, die Sie weg·gelegt haben.
mail-none-found = Wir finden keinen Brief
mail-none-found-hint = Vielleicht haben Sie ihn weg·gelegt. Oder Sie suchen zu genau.
mail-signed-out = Ihre Post ist nur für Sie
mail-signed-out-hint = Melden Sie sich an. Dann sehen Sie Ihre Briefe.
mail-more = 50 mehr zeigen
mail-back = Zurück zur Post
mail-town-hall = Rathaus
mail-to-reports = Zu meinen Meldungen
mail-about = Gut zu wissen
mail-about-open = Ein Brief gilt erst, wenn Sie ihn öffnen. Vorher sehen Sie nur den Umschlag.
mail-about-notice = Sie öffnen den Brief nicht? Dann kommt er mit der Post. Er geht nicht verloren.
mail-about-reports = Haben Sie etwas gemeldet? Die Antwort steht bei Ihrer Meldung.
mail-consent-missing = Briefe hier bekommen
mail-consent-missing-text = Jetzt kommen Ihre Briefe auf Papier. Sie können das ändern. Und Sie können immer wieder zurück.
mail-consent-go = Was bedeutet das?
mail-consent-given = Ihre Briefe kommen hierher
mail-consent-given-text = Sie haben Ja gesagt. Sie können das immer ändern.
mail-consent-look = Das habe ich erlaubt
mail-code-go = Code aus einem Brief
mail-search = Suchen: Titel oder Nummer vom Brief
mail-filter-only = Nur das zeigen
mail-filter-unread = Noch zu
mail-filter-starred = Gemerkt
mail-filter-deadline = Mit letztem Tag
mail-filter-more = Genauer suchen
mail-filter-more-set = Genauer suchen ({ $count } gewählt)
mail-filter-reset = Alles wieder zeigen
mail-box = Wo
mail-box-inbox = Post
mail-box-archive = Weg·gelegt
mail-box-all = Alles
mail-kind = Was es ist
mail-office = Amt
mail-year = Jahr
mail-any = Alle
mail-kind-info = Information
mail-kind-request = Bitte
mail-kind-decision = Bescheid
mail-kind-invoice = Rechnung
mail-kind-reminder = Mahnung
mail-kind-receipt = Bestätigung
mail-row-detail = { $kind } · { $office } · { $day }
mail-row-open-until = Öffnen bis: { $day }
mail-row-until = Letzter Tag: { $day }
mail-row-until-over = Letzter Tag war: { $day }
mail-row-reply-by = Antworten bis: { $day }
mail-row-reply-over = Antworten war bis: { $day }
mail-starred = Gemerkt
mail-archived = Weg·gelegt
mail-stage-on_paper = Kommt mit der Post
mail-stage-withdrawn = Die Stadt hat ihn zurück·genommen
mail-stage-ended = Nicht mehr da
mail-letter-lead = { $kind } · { $office }
mail-envelope = Der Brief ist noch zu
mail-envelope-facts = Das steht auf dem Umschlag
mail-envelope-told = Sie öffnen den Brief? Dann weiß die Stadt das. Nur anschauen ändert nichts.
mail-envelope-counts = Der Brief gilt einen Tag, nachdem Sie ihn öffnen.
mail-envelope-decision = Ein Bescheid ist ein wichtiger Brief. Er gilt einen Tag, nachdem Sie ihn öffnen. Dann haben Sie eine bestimmte Zeit. In dieser Zeit können Sie Nein sagen. Wir sagen Ihnen den letzten Tag.
mail-envelope-until = Sie können den Brief bis { $day } öffnen. Danach kommt er auf Papier.
mail-envelope-helps = Das ist die Post von { $person }. Hat { $person } Sie um Hilfe gebeten? Dann öffnen Sie nur eine Kopie. Der Brief gilt dann noch nicht. Sagt das Gesetz, dass Sie für { $person } handeln? Dann gilt der Brief.
mail-open = Brief öffnen
mail-open-again = Brief noch einmal öffnen
mail-open-until = Öffnen bis
mail-level-title = Wir müssen erst wissen: Sind Sie das?
mail-level-none = Der Brief geht gerade nicht auf.
mail-level-basic = Zeigen Sie uns erst: Das ist Ihre Adresse. Dann geht der Brief auf.
mail-level-substantial = Zeigen Sie uns erst Ihren Ausweis. Dann geht der Brief auf.
mail-level-high = Der Brief geht nur mit dem Online-Ausweis auf.
mail-level-waits = Der Brief bleibt so lange zu. Sie verlieren keine Zeit.
mail-level-letter = Brief mit Code bestellen
mail-level-counter = Im Rathaus zeigen
mail-level-ways = Alle Wege zeigen
mail-summary = Das steht im Brief
mail-read-letter = Brief lesen
mail-download-letter = Brief speichern
mail-deadline = Letzter Tag
mail-deadline-title = { $what } geht bis
mail-deadline-left = { $days ->
    [0] Heute ist der letzte Tag.
    [one] Sie haben noch 1 Tag.
   *[other] Sie haben noch { $days } Tage.
}
mail-deadline-over = Die Zeit ist vorbei.
mail-remedy-where = { $what }: Dahin müssen Sie schreiben
mail-remedy-forms = So können Sie es machen: { $forms }.
mail-remedy-no-mail = Eine normale E-Mail reicht nicht. Eine Frage hier auf der Seite reicht auch nicht.
mail-calendar = In den Kalender
mail-calendar-file = letzter-tag.ics
mail-todo = Das müssen Sie tun
mail-todo-failed = Das geht gerade nicht. Laden Sie die Seite neu.
mail-action-pay = Bezahlen
mail-action-pay-amount = { $amount } bezahlen
mail-action-reply = Antworten
mail-action-book = Termin machen
mail-action-upload = Papiere schicken
mail-action-open = Seite öffnen
mail-action-due = Bis { $day }
mail-action-go = Weiter zu { $host }
mail-action-reply-go = Der Stadt schreiben
mail-pay-payee = An wen
mail-pay-iban = Konto·nummer (IBAN)
mail-pay-remittance = Wofür
mail-pay-code = Bild für die App von Ihrer Bank
mail-pay-code-hint = Fotografieren Sie das Bild mit der App von Ihrer Bank.
mail-documents = Papiere
mail-document-facts = { $role } · { $pages ->
    [one] 1 Seite
   *[other] { $pages } Seiten
} · { $size }
mail-role-main = Brief
mail-role-attachment = Dazu
mail-document-show = Anschauen
mail-document-download = Speichern
mail-saved = Das ist gespeichert.
mail-saved-at = Das ist hier gespeichert: { $place }
mail-pdf-smaller = Kleiner
mail-pdf-larger = Größer
mail-pdf-print = Drucken
mail-pdf-close = Zumachen
mail-pdf-loading = Gleich sehen Sie das Papier
mail-pdf-failed = Das geht hier nicht. Speichern Sie das Papier. Dann können Sie es öffnen.
mail-pdf-pages = Seiten von { $name }
mail-pdf-page = Seite { $page } von { $pages }
mail-facts = Das wissen wir über den Brief
mail-fact-decided = Die Stadt hat entschieden am
mail-fact-provided = Der Brief liegt hier seit
mail-fact-retrieved = Der Brief ist offen seit
mail-fact-served = Der Brief gilt ab
mail-fact-reference = Nummer vom Brief
mail-questions = Fragen zum Brief
mail-question = Ihre Frage
mail-question-hint = Das Amt antwortet hier. Wollen Sie Nein sagen zu dem Bescheid? Das geht hier nicht.
mail-question-required = Schreiben Sie bitte Ihre Frage.
mail-question-send = Frage schicken
mail-question-sent = Das Amt hat Ihre Frage.
mail-simple = Bitte in Leichter Sprache
mail-simple-sent = Das Amt weiß: Sie wollen den Brief in Leichter Sprache.
mail-simple-asked = Sie haben um Leichte Sprache gebeten. Das Amt antwortet hier.
mail-asked-simple = Bitte in Leichter Sprache
mail-by-you = Sie
mail-by-resident = Die Person, die den Brief bekommt
mail-by-representative = Jemand, der hilft
mail-tools = Mit diesem Brief
mail-star = Merken
mail-star-done = Der Brief ist gemerkt.
mail-star-off-done = Der Brief ist nicht mehr gemerkt.
mail-archive = Weg·legen
mail-archive-done = Der Brief ist weg·gelegt.
mail-archive-off = Zurück·holen
mail-archive-off-done = Der Brief ist wieder in der Post.
mail-erase = Löschen
mail-erase-title = Wollen Sie den Brief hier löschen?
mail-erase-text = Dann sehen Sie den Brief hier nicht mehr. Aber der Brief gilt weiter. Die Stadt behält ihn. Brauchen Sie den Brief noch? Dann speichern Sie ihn zuerst.
mail-erase-yes = Ja, löschen
mail-erased = Der Brief ist hier gelöscht.
mail-withdrawn = Die Stadt hat den Brief zurück·genommen
mail-withdrawn-at = Das war am { $time }.
mail-withdrawn-why = Darum: { $reason }
mail-superseded = Es gibt einen neuen Brief
mail-superseded-text = Der neue Brief gilt. Dieser hier gilt nicht mehr.
mail-superseded-go = Den neuen Brief anschauen
mail-supersedes-go = Vorher gab es einen anderen Brief. Den anderen Brief anschauen
mail-on-paper-text = Sie haben den Brief nicht geöffnet. Darum schicken wir ihn auf Papier.
mail-ended-text = Der Brief geht nicht mehr auf. Er gilt nicht.
mail-again = Vielleicht kommt der Brief noch einmal
mail-again-text = Sie haben den Brief sehr spät geöffnet. Sie können ihn weiter lesen.
