# The system's browser lets the app in.
applogin-title = In der Rathaus-App anmelden
applogin-lead = Sie wollen die App auf diesem Gerät benutzen. Darf die App in Ihr Konto?
applogin-as = Danach sind Sie in der App angemeldet. Ihr Name ist: { $name }.
applogin-only-you = Haben Sie die App gerade selbst geöffnet? Nur dann sagen Sie Ja.
applogin-yes = Ja, App anmelden
applogin-no = Nein
applogin-again = Vielleicht fragt Ihr Gerät noch einmal: Sind Sie das?
applogin-sign-in-first = Bitte melden Sie sich zuerst hier an.
applogin-strange = Diese Frage kommt nicht von unserer App
applogin-strange-text = Wir haben nichts gemacht. Öffnen Sie die App. Fangen Sie dort noch einmal an.
applogin-done-yes = Die App ist angemeldet
applogin-done-no = Die App ist nicht angemeldet
applogin-close = Gehen Sie zurück zur App. Sie können dieses Fenster zu machen.
