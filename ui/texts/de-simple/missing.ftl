missing-title = Diese Seite gibt es nicht
missing-text = Vielleicht ist der Link falsch. Es ist nichts verloren.
missing-home = Zurück zum Start
missing-report = Etwas melden
