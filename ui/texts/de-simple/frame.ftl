frame-product = Rathaus im Internet
frame-title = { $page } – { $town }
frame-skip = Zum Text springen
frame-navigation = Haupt·menü
frame-nav-home = Start
frame-nav-services = Dienste
frame-nav-report = Melden
frame-nav-mail = Post
frame-nav-me = Ich
frame-to-home = zurück zum Start
frame-reading = Sprache und Aussehen
frame-notices = { $count ->
    [0] Nachrichten
    [one] Nachrichten, 1 ist neu
   *[other] Nachrichten, { $count } sind neu
}
frame-footer = Regeln und Hilfe
frame-imprint = Impressum
frame-privacy = Daten·schutz
frame-accessibility = Barriere·freiheit
frame-feedback = Ein Hindernis melden
frame-simple = Leichte Sprache
frame-standard = Alltags·sprache
frame-demo = Das ist zum Ausprobieren. Die Stadt gibt es nicht. Bitte keine echten Daten schreiben.
frame-demo-label = Hinweis
frame-notes-label = Hinweise
frame-page-failed = Die Seite geht gerade nicht
frame-page-failed-hint = Haben Sie Internet? Ihr Text ist noch da.
frame-session-ended = Ihre Anmeldung ist abgelaufen. Ihr Text ist noch da.
frame-session-sign-in = Wieder anmelden
frame-offline = Sie haben kein Internet. Ihr Text bleibt auf diesem Gerät.
frame-reading-language = Sprache
frame-reading-theme = Farben
frame-reading-theme-auto = Wie auf dem Gerät
frame-reading-theme-light = Hell
frame-reading-theme-dark = Dunkel
frame-reading-contrast = Wie stark sind die Farben?
frame-reading-contrast-normal = Normal
frame-reading-contrast-strong = Stark
frame-reading-size = Wie groß ist die Schrift?
frame-reading-size-normal = Normal
frame-reading-size-large = Groß
frame-reading-size-larger = Größer
frame-reading-size-largest = Sehr groß
frame-reading-done = Fertig
frame-language-de = Deutsch
frame-language-de-simple = Leichte Sprache
frame-language-en = English
frame-notice-answer = Die Stadt hat Ihnen geantwortet
frame-notice-status = Bei Ihrer Meldung ist etwas Neues passiert
frame-notice-open = Meldung ansehen
frame-session-soon = { $minutes ->
    [one] In 1 Minute sind Sie abgemeldet.
   *[other] In { $minutes } Minuten sind Sie abgemeldet.
} Ihr Text bleibt auf diesem Gerät. Melden Sie sich dann wieder an.
