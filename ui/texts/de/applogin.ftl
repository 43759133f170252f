# The system's browser lets the app in.
applogin-title = Rathaus-App anmelden
applogin-lead = Die App auf diesem Gerät möchte sich mit Ihrem Konto anmelden.
applogin-as = In der App sind Sie danach als { $name } angemeldet.
applogin-only-you = Sagen Sie nur Ja, wenn Sie die App gerade selbst geöffnet haben.
applogin-yes = App anmelden
applogin-no = Nicht anmelden
applogin-again = Zur Sicherheit fragt Ihr Gerät vielleicht noch einmal nach Ihrem Passkey.
applogin-sign-in-first = Melden Sie sich zuerst hier im Browser an.
applogin-strange = Diese Anfrage kommt nicht von unserer App
applogin-strange-text = Wir haben nichts angemeldet. Öffnen Sie die App und beginnen Sie dort noch einmal.
applogin-done-yes = Die App ist angemeldet
applogin-done-no = Die App wurde nicht angemeldet
applogin-close = Gehen Sie zurück zur App. Dieses Fenster können Sie schließen.
