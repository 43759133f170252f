kit-optional = (Sie müssen das nicht ausfüllen)
kit-close = Zumachen
kit-cancel = Abbrechen
kit-change = Ändern
kit-copy = Kopieren
kit-copied = Ist kopiert
kit-copy-refused = Bitte kopieren Sie den Link selbst. Der Link ist schon markiert. Drücken Sie Strg und C.
kit-retry = Noch einmal versuchen
kit-wait-left = Bitte warten Sie noch { $wait }.
kit-wait-over = Jetzt können Sie es noch einmal versuchen.
kit-loading = Bitte warten
kit-failed = Das hat nicht geklappt
kit-offline = Keine Verbindung ins Internet
kit-empty = Hier ist noch nichts
kit-reference = Diese Nummer hilft uns bei Fragen: { $reference }
kit-unread = Noch nicht gelesen:
kit-step = Schritt { $current } von { $total }
kit-step-next = (das kommt noch)
kit-characters-left = { $count ->
    [one] Sie können noch 1 Zeichen schreiben.
   *[other] Sie können noch { $count } Zeichen schreiben.
}
kit-characters-over = { $count ->
    [one] Der Text ist 1 Zeichen zu lang.
   *[other] Der Text ist { $count } Zeichen zu lang.
}
kit-error-summary = { $count ->
    [one] Hier fehlt noch etwas. Bitte schauen Sie noch einmal.
   *[other] Hier fehlen noch { $count } Sachen. Bitte schauen Sie noch einmal.
}
kit-photos-list = Ihre Fotos
kit-photo-alt = Foto { $number }: { $name }
kit-photo-remove = Foto { $number } wegnehmen
kit-photo-more = Noch ein Foto
kit-photo-pick = Ein Foto machen oder aussuchen
kit-photo-busy = Bitte warten. Das Foto wird fertig gemacht.
kit-photo-hint = Sie können bis zu { $max } Fotos schicken.
kit-photo-count = { $count ->
    [one] Sie haben 1 Foto.
   *[other] Sie haben { $count } Fotos.
} { $left ->
    [0] Mehr Fotos gehen nicht.
    [one] 1 Foto geht noch.
   *[other] { $left } Fotos gehen noch.
}
kit-photo-refused-heic = Wir können das Foto „{ $name }“ nicht öffnen. Das Foto ist im Format HEIC gespeichert. Tipp: Machen Sie ein Bildschirm·foto von dem Foto. Das Bildschirm·foto können Sie schicken.
kit-photo-refused-type = Wir können „{ $name }“ nicht öffnen. Das ist kein Foto. Bitte nehmen Sie ein anderes Foto.
kit-photo-refused-unreadable = Das Foto „{ $name }“ ist kaputt. Bitte nehmen Sie ein anderes Foto.
kit-photo-refused-too-large = Das Foto „{ $name }“ ist zu groß. Bitte nehmen Sie ein anderes Foto.
kit-photo-refused-too-many = { $name } ist nicht dabei. Mehr Fotos gehen nicht.
kit-map-label = Das ist eine Karte. Auf der Karte ist eine Nadel. Mit den Pfeil·tasten bewegen Sie die Nadel. Mit Plus und Minus machen Sie die Karte größer oder kleiner.
kit-map-fixed-label = Das ist eine Karte. Die Nadel zeigt den Ort. Mit Plus und Minus machen Sie die Karte größer oder kleiner.
kit-map-loading = Bitte warten. Die Karte kommt.
kit-map-failed = Die Karte geht gerade nicht
kit-map-failed-hint = Schreiben Sie die Adresse auf. Oder schreiben Sie mit eigenen Wörtern, wo es ist. Das reicht.
kit-map-zoom-in = Karte größer machen
kit-map-zoom-out = Karte kleiner machen
kit-map-move = Nadel bewegen
kit-map-up = Nadel nach oben
kit-map-down = Nadel nach unten
kit-map-left = Nadel nach links
kit-map-right = Nadel nach rechts
kit-map-pin-set = Die Nadel steckt in der Karte.
kit-map-pin-none = Tippen Sie auf die Karte. Dann kommt dort eine Nadel.
kit-address-hits = { $count ->
    [0] Wir finden keine Adresse. Ihr Text bleibt stehen.
    [one] Wir haben 1 Adresse gefunden.
   *[other] Wir haben { $count } Adressen gefunden.
}
kit-address-taken = Sie haben ausgesucht: { $label }.
kit-pin-choose = Denken Sie sich eine PIN aus
kit-pin-enter = Bitte die PIN eingeben
kit-pin-choose-hint = Eine PIN ist eine Geheim·zahl. Die PIN schützt Ihr Konto. Nur Sie kennen die PIN. Die PIN hat { $digits } Ziffern oder mehr.
kit-pin-enter-hint = Sie haben sich die PIN auf diesem Gerät ausgedacht.
kit-pin-label = PIN
kit-pin-again = Die PIN noch einmal
kit-pin-show = PIN zeigen
kit-pin-continue = Weiter
kit-pin-short = Die PIN ist zu kurz. Sie braucht { $digits } Ziffern oder mehr.
kit-pin-differs = Die beiden Zahlen sind nicht gleich. Bitte geben Sie die PIN noch einmal ein.
kit-pin-forgotten = PIN vergessen?
kit-pin-forgotten-title = Neue PIN machen
kit-pin-forgotten-what = Niemand weiß Ihre alte PIN. Auch das Rathaus nicht. Sie können eine neue PIN machen. Dann löscht die App alle Schlüssel auf diesem Gerät.
kit-pin-forgotten-price = Die Schlüssel sind dann weg. Sie kommen vielleicht nicht mehr in Ihr Konto. Ihre Meldungen bleiben im Rathaus. Haben Sie den Link zur Meldung? Dann können Sie die Meldung noch lesen.
kit-pin-forgotten-back = Zurück
kit-pin-forgotten-reset = Schlüssel löschen
kit-sign-in = Anmelden
kit-home = Zurück zum Start
kit-reload = Neu laden
kit-date-day = Tag
kit-date-month = Monat
kit-date-year = Jahr
kit-time-left = Noch so viele Minuten: { $time }
kit-left = Es dauert noch { $left }.
kit-left-seconds = { $seconds ->
    [one] 1 Sekunde
   *[other] { $seconds } Sekunden
}
kit-left-minutes = { $minutes ->
    [one] 1 Minute
   *[other] { $minutes } Minuten
}
kit-left-hours = { $hours ->
    [one] 1 Stunde
   *[other] { $hours } Stunden
} und { $minutes ->
    [one] 1 Minute
   *[other] { $minutes } Minuten
}
kit-left-days = { $days ->
    [one] 1 Tag
   *[other] { $days } Tage
} und { $hours ->
    [one] 1 Stunde
   *[other] { $hours } Stunden
}
kit-address-street = Straße und Haus·nummer
kit-address-street-required = Bitte schreiben Sie die Straße und die Haus·nummer auf.
kit-address-postcode = Post·leit·zahl
kit-address-postcode-wrong = Die Post·leit·zahl hat 5 Zahlen.
kit-address-place = Ort
kit-address-place-required = Bitte schreiben Sie den Ort auf.
