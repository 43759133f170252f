# The frame around every page of the residents.
frame-product = Digitales Rathaus
frame-title = { $page } – { $town }
frame-skip = Zum Inhalt springen
frame-navigation = Hauptnavigation
frame-nav-home = Start
frame-nav-services = Dienste
frame-nav-report = Melden
frame-nav-mail = Post
frame-nav-me = Ich
frame-to-home = zur Startseite
frame-reading = Sprache und Darstellung
frame-notices = { $count ->
    [0] Mitteilungen
    [one] Mitteilungen, 1 neue
   *[other] Mitteilungen, { $count } neue
}
frame-footer = Rechtliches und Hilfe
frame-imprint = Impressum
frame-privacy = Datenschutz
frame-accessibility = Barrierefreiheit
frame-feedback = Barriere melden
frame-simple = Leichte Sprache
frame-standard = Standardsprache
frame-demo = Vorführung: Die Stadt ist erfunden. Bitte keine echten Daten eingeben.
frame-demo-label = Hinweis zur Vorführung
frame-notes-label = Hinweise
frame-page-failed = Diese Seite ließ sich nicht laden
frame-page-failed-hint = Prüfen Sie Ihre Verbindung. Ihre Eingaben sind noch da.
frame-offline = Keine Verbindung. Was Sie schreiben, bleibt auf diesem Gerät.
frame-reading-language = Sprache
frame-reading-theme = Farben
frame-reading-theme-auto = Wie auf dem Gerät
frame-reading-theme-light = Hell
frame-reading-theme-dark = Dunkel
frame-reading-contrast = Kontrast
frame-reading-contrast-normal = Normal
frame-reading-contrast-strong = Stark
frame-reading-size = Schriftgröße
frame-reading-size-normal = Normal
frame-reading-size-large = Groß
frame-reading-size-larger = Größer
frame-reading-size-largest = Am größten
frame-reading-done = Fertig
frame-language-de = Deutsch
frame-language-de-simple = Leichte Sprache
frame-language-en = English
frame-notice-answer = Die Stadt hat Ihnen geantwortet
frame-notice-status = Bei Ihrer Meldung gibt es etwas Neues
frame-notice-open = Meldung ansehen
