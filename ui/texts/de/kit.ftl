# Words of the building blocks.
kit-optional = (freiwillig)
kit-close = Schließen
kit-cancel = Abbrechen
kit-change = Ändern
kit-copy = Kopieren
kit-copied = Kopiert
kit-copy-refused = Kopieren ist hier nicht erlaubt. Der Link ist markiert: Kopieren Sie ihn mit Strg+C oder durch langes Drücken.
kit-retry = Noch einmal versuchen
kit-wait-left = Noch { $wait }.
kit-wait-over = Sie können es jetzt noch einmal versuchen.
kit-loading = Wird geladen
kit-failed = Das hat nicht geklappt
kit-offline = Keine Verbindung
kit-empty = Hier ist noch nichts
kit-reference = Nummer für Rückfragen: { $reference }
kit-unread = Ungelesen:
kit-step = Schritt { $current } von { $total }
kit-step-next = (kommt noch)
kit-characters-left = { $count ->
    [one] Noch 1 Zeichen
   *[other] Noch { $count } Zeichen
}
kit-characters-over = { $count ->
    [one] 1 Zeichen zu viel
   *[other] { $count } Zeichen zu viel
}
kit-error-summary = { $count ->
    [one] Bitte prüfen Sie diese Angabe
   *[other] Bitte prüfen Sie diese { $count } Angaben
}
kit-photos-list = Ihre Fotos
kit-photo-alt = Foto { $number }: { $name }
kit-photo-remove = Foto { $number } entfernen
kit-photo-more = Weiteres Foto
kit-photo-pick = Foto aufnehmen oder auswählen
kit-photo-busy = Foto wird vorbereitet
kit-photo-hint = Bis zu { $max } Fotos als JPEG, PNG oder WebP
kit-photo-count = { $count ->
    [one] 1 Foto ausgewählt.
   *[other] { $count } Fotos ausgewählt.
} { $left ->
    [0] Mehr Fotos nimmt die Meldung nicht.
    [one] Noch 1 Foto ist möglich.
   *[other] Noch { $left } Fotos sind möglich.
}
kit-photo-refused-heic = „{ $name }“ hat das Format HEIC. Das können wir nicht öffnen. Stellen Sie in der Kamera „Maximal kompatibel“ oder „JPEG“ ein. Oder machen Sie ein Bildschirmfoto von dem Bild.
kit-photo-refused-type = „{ $name }“ ist kein Foto, das wir öffnen können. Bitte nehmen Sie JPEG, PNG oder WebP.
kit-photo-refused-unreadable = „{ $name }“ ist beschädigt oder leer. Bitte nehmen Sie ein anderes Foto.
kit-photo-refused-too-large = „{ $name }“ ist zu groß. Bitte nehmen Sie ein kleineres Foto.
kit-photo-refused-too-many = { $name } wurde nicht genommen: Mehr Fotos nimmt die Meldung nicht.
kit-map-label = Karte. Mit den Pfeiltasten bewegen Sie die Nadel. Mit Plus und Minus ändern Sie den Ausschnitt.
kit-map-fixed-label = Karte mit dem Ort. Mit Plus und Minus ändern Sie den Ausschnitt.
kit-map-loading = Karte wird geladen
kit-map-failed = Die Karte lässt sich gerade nicht laden
kit-map-failed-hint = Geben Sie den Ort als Adresse oder mit Worten an. Das genügt.
kit-map-zoom-in = Karte vergrößern
kit-map-zoom-out = Karte verkleinern
kit-map-move = Nadel bewegen
kit-map-up = Nadel nach oben
kit-map-down = Nadel nach unten
kit-map-left = Nadel nach links
kit-map-right = Nadel nach rechts
kit-map-pin-set = Die Nadel ist gesetzt.
kit-map-pin-none = Tippen Sie auf die Karte, um die Nadel zu setzen.
kit-address-hits = { $count ->
    [0] Keine Adresse gefunden. Ihr Text bleibt stehen.
    [one] 1 Adresse gefunden.
   *[other] { $count } Adressen gefunden.
}
kit-address-taken = { $label } übernommen.
kit-pin-choose = App-PIN festlegen
kit-pin-enter = App-PIN eingeben
kit-pin-choose-hint = Dieses Gerät kann nicht selbst prüfen, wer es bedient. Deshalb schützt eine PIN Ihren Zugang. Wählen Sie mindestens { $digits } Ziffern.
kit-pin-enter-hint = Die PIN haben Sie auf diesem Gerät festgelegt.
kit-pin-label = PIN
kit-pin-again = PIN wiederholen
kit-pin-show = PIN anzeigen
kit-pin-continue = Weiter
kit-pin-short = Geben Sie mindestens { $digits } Ziffern ein.
kit-pin-differs = Die beiden Eingaben sind verschieden. Bitte geben Sie die PIN noch einmal ein.
kit-pin-forgotten = PIN vergessen?
kit-pin-forgotten-title = PIN zurücksetzen
kit-pin-forgotten-what = Niemand kann Ihnen die alte PIN sagen, auch das Rathaus nicht. Sie können eine neue wählen. Dabei löschen wir alle Passkeys dieser App auf diesem Gerät.
kit-pin-forgotten-price = Ein Konto, das Sie nur mit diesem Gerät öffnen, ist danach für Sie verschlossen. Seine Meldungen bleiben im Rathaus. Mit ihrem Statuslink können Sie sie weiter lesen.
kit-pin-forgotten-back = Zurück
kit-pin-forgotten-reset = Passkeys löschen
kit-sign-in = Anmelden
kit-home = Zur Startseite
kit-reload = Neu laden
kit-date-day = Tag
kit-date-month = Monat
kit-date-year = Jahr
kit-time-left = Noch { $time } Minuten
kit-left = Noch { $left }.
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
kit-address-street = Straße und Hausnummer
kit-address-street-required = Geben Sie Straße und Hausnummer ein.
kit-address-postcode = Postleitzahl
kit-address-postcode-wrong = Die Postleitzahl hat fünf Ziffern.
kit-address-place = Ort
kit-address-place-required = Geben Sie den Ort ein.
