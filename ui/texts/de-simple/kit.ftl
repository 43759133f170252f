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
kit-sign-in = Anmelden
kit-home = Zurück zum Start
kit-reload = Neu laden
kit-address-hits = { $count ->
    [0] Wir finden keine Adresse. Ihr Text bleibt stehen.
    [one] Wir haben 1 Adresse gefunden.
   *[other] Wir haben { $count } Adressen gefunden.
}
kit-address-taken = Sie haben ausgesucht: { $label }.
