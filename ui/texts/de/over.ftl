# Signing in again over the page that is open.
over-title = Bitte melden Sie sich wieder an
over-text = Ihre Anmeldung ist zu Ende. Ihre Eingaben bleiben auf dieser Seite, und danach machen Sie hier weiter.
over-go = Mit Passkey anmelden
over-elsewhere = Anders anmelden
over-wait = Das Rathaus ist gerade nicht erreichbar. Sie können es gleich noch einmal versuchen.
over-other = Auf diesem Gerät gibt es keinen Passkey mehr. Melden Sie sich im Browser an, oder fügen Sie das Gerät von einem anderen aus neu hinzu.
over-done = Sie sind wieder angemeldet.
over-session-ended = Ihre Anmeldung ist abgelaufen. Ihre Eingaben bleiben auf diesem Gerät erhalten.
over-session-sign-in = Wieder anmelden
over-session-soon = { $minutes ->
    [one] Ihre Anmeldung endet in 1 Minute.
   *[other] Ihre Anmeldung endet in { $minutes } Minuten.
} Was Sie schreiben, bleibt auf diesem Gerät. Danach melden Sie sich einfach wieder an.
over-leave-title = Diese Seite verlassen?
over-leave-text = Für andere Wege müssen Sie diese Seite verlassen. Was Sie hier eingegeben haben, geht dabei verloren. Nur eine angefangene Meldung bleibt auf diesem Gerät.
over-stay = Hier bleiben
over-leave = Trotzdem verlassen
