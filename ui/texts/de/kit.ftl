# Words of the building blocks.
kit-optional = (freiwillig)
kit-close = Schließen
kit-cancel = Abbrechen
kit-change = Ändern
kit-copy = Kopieren
kit-copied = Kopiert
kit-copy-refused = Kopieren ist hier nicht erlaubt. Der Text ist markiert: Kopieren Sie ihn mit Strg+C oder durch langes Drücken.
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
kit-sign-in = Anmelden
kit-home = Zur Startseite
kit-reload = Neu laden
kit-address-hits = { $count ->
    [0] Keine Adresse gefunden. Ihr Text bleibt stehen.
    [one] 1 Adresse gefunden.
   *[other] { $count } Adressen gefunden.
}
kit-address-taken = { $label } übernommen.
