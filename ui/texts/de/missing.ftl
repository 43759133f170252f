missing-title = Diese Seite gibt es nicht
missing-text = Vielleicht ist der Link alt oder falsch geschrieben. Es ist nichts verloren gegangen.
missing-home = Zur Startseite
missing-report = Etwas melden
