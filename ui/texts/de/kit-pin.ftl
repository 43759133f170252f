# Words of the app PIN.
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
kit-pin-last = { $tries ->
    [one] Noch ein Versuch
   *[other] Noch { $tries } Versuche
}
kit-pin-last-text = Danach löscht die App ihren Schlüssel auf diesem Gerät und meldet Sie ab.
kit-pin-finger-touch = Legen Sie den Finger auf den Sensor, oder geben Sie die PIN ein.
kit-pin-finger-again = Der Sensor hat zu wenig gesehen. Legen Sie den Finger noch einmal auf.
kit-pin-finger-no-match = Diesen Finger kennt das Gerät nicht. Versuchen Sie es noch einmal.
kit-pin-finger-failed = Der Fingerabdruck ging nicht. Geben Sie die PIN ein.
