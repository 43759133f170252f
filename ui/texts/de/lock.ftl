# The lock of the app, and signing in by the browser beside it.
lock-title = Die App ist gesperrt
lock-text = Was Sie geschrieben haben, ist noch da. Geben Sie Ihre App-PIN ein.
lock-reset-done = Die PIN ist zurückgesetzt, und Sie sind auf diesem Gerät abgemeldet. Fügen Sie es von einem anderen Gerät aus neu hinzu.
lock-section = App sperren
lock-section-text = Die App sperrt sich nach fünf Minuten im Hintergrund von selbst und bei jedem Start. Sie können sie auch sofort sperren.
lock-section-none = Mit einer App-PIN sperrt sich die App, wenn Sie nicht da sind. Noch gibt es keine.
lock-now = Jetzt sperren
lock-choose = App-PIN festlegen
lock-chosen = Die App-PIN ist festgelegt.
lock-browser = Im Browser anmelden
lock-browser-text = Liegt Ihr Passkey im Browser oder auf dem Handy? Dann melden Sie sich dort an. Danach geht es hier weiter.
lock-browser-waiting = Wir warten auf Ihren Browser. Melden Sie dort die App an.
lock-browser-refused = Sie haben im Browser Nein gesagt. Es ist niemand angemeldet.
lock-gone = Der Schlüssel dieses Geräts ist gelöscht
lock-gone-add = Dieses Gerät neu hinzufügen
lock-gone-lost = Zugang verloren
