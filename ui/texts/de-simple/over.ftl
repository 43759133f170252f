# Signing in again over the page that is open.
over-title = Bitte melden Sie sich wieder an
over-text = Ihre Anmeldung ist zu Ende. Ihr Text bleibt auf dieser Seite. Nach dem Anmelden machen Sie hier weiter.
over-go = Mit Passkey anmelden
over-elsewhere = Anders anmelden
over-wait = Das Rathaus antwortet nicht. Versuchen Sie es gleich noch einmal.
over-other = Auf diesem Gerät gibt es keinen Passkey mehr. Melden Sie sich im Browser an. Oder fügen Sie das Gerät mit einem anderen Gerät wieder hinzu.
over-done = Sie sind wieder angemeldet.
over-session-ended = Ihre Anmeldung ist abgelaufen. Ihr Text ist noch da.
over-session-sign-in = Wieder anmelden
over-session-soon = { $minutes ->
    [one] In 1 Minute sind Sie abgemeldet.
   *[other] In { $minutes } Minuten sind Sie abgemeldet.
} Ihr Text bleibt auf diesem Gerät. Melden Sie sich dann wieder an.
over-leave-title = Diese Seite verlassen?
over-leave-text = Für andere Wege geht diese Seite zu. Dann ist weg, was Sie hier geschrieben haben. Nur eine angefangene Meldung bleibt.
over-stay = Hier bleiben
over-leave = Trotzdem weg·gehen
