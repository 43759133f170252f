# Words of the photo picker.
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
