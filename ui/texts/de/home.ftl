home-title = Start
home-welcome = Willkommen im Rathaus
home-greeting = Guten Tag, { $name }
home-lead-guest = Melden Sie, was in der Stadt kaputt ist. Ein Konto brauchen Sie dafür nicht.
home-lead-nothing = Für Sie gibt es gerade nichts zu tun.
home-lead-draft = Sie haben eine Meldung angefangen. Sie können hier weitermachen.
home-lead-news = { $count ->
    [one] Es gibt Neues zu Ihrer Meldung.
   *[other] Es gibt Neues zu { $count } Ihrer Meldungen.
}
home-lead-looking = Wir sehen nach, ob es für Sie Neues gibt.
home-lead-unknown = Ob es Neues gibt, lässt sich gerade nicht prüfen.
home-action-report = Etwas melden
home-action-draft = Meldung fortsetzen
home-action-news = Neues ansehen
home-sign-in = Anmelden oder Konto erstellen
home-tiles-title = Was möchten Sie tun?
home-tile-report = Etwas melden
home-tile-report-hint = Mit Foto und Ort
home-tile-reports = Meine Meldungen
home-tile-reports-hint = Stand und Antworten
home-tile-services = Dienste
home-tile-services-hint = Was online schon geht
home-tile-mail = Post
home-tile-mail-hint = Briefe der Stadt
home-contact-title = So erreichen Sie uns
home-contact-hours = Öffnungszeiten
home-missing-title = Diese Seite gibt es nicht
home-missing-text = Vielleicht ist der Link alt oder falsch geschrieben. Es ist nichts verloren gegangen.
home-missing-home = Zur Startseite
home-missing-report = Etwas melden
home-unreachable = Ob Sie angemeldet sind, lässt sich gerade nicht prüfen. Etwas melden können Sie trotzdem vorbereiten.
