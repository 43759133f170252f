# Words of the photo picker.
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
