# Words of the app PIN.
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
kit-pin-last = { $tries ->
    [one] Noch 1 Versuch
   *[other] Noch { $tries } Versuche
}
kit-pin-last-text = Danach löscht die App ihren Schlüssel. Dann sind Sie abgemeldet.
kit-pin-finger-touch = Legen Sie den Finger auf den Sensor. Oder geben Sie die PIN ein.
kit-pin-finger-again = Das hat nicht geklappt. Legen Sie den Finger noch einmal auf.
kit-pin-finger-no-match = Das Gerät kennt diesen Finger nicht. Versuchen Sie es noch einmal.
kit-pin-finger-failed = Der Finger-Sensor geht nicht. Geben Sie die PIN ein.
