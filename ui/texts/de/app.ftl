# What the app's shell says itself: the menu of its icon, and notices of the operating system.
# Notices lie open on the screen: they never say what about.
app-tray-open = Öffnen
app-tray-quit = Beenden
app-notice-title = Neue Nachricht aus dem Rathaus
app-notice-body = Öffnen Sie die App, um sie zu lesen.
app-notice-open = Öffnen
app-background-title = Das Rathaus bleibt erreichbar
app-background-body = Die App läuft im Hintergrund weiter und meldet sich bei Neuigkeiten. Ganz beenden können Sie sie über ihr Symbol.
app-background-body-no-icon = Die App läuft im Hintergrund weiter und meldet sich bei Neuigkeiten. Zum Beenden klicken Sie das Rathaus in der Liste Ihrer Programme mit der rechten Maustaste an.
app-signed-out-title = Bitte melden Sie sich wieder an
app-signed-out-body = Ihre Anmeldung ist abgelaufen. Bis dahin meldet sich die App nicht bei Neuigkeiten.
# What the browser shows when it comes back to the app after signing in.
app-browser-done = Die App ist angemeldet
app-browser-refused = Die App wurde nicht angemeldet
app-browser-next = Gehen Sie zurück zur App. Dieses Fenster können Sie schließen.
app-errand-done = Hier ist alles erledigt
app-errand-refused = Hier wurde nichts erledigt
# What a list of programs says about the app: the desktop entry and the packages carry these words, a test compares them.
app-kind = Digitales Rathaus
app-summary = Das Rathaus auf dem eigenen Gerät
app-description = Melden, was in der Stadt kaputt ist, sehen, was daraus wird, und die Antworten des Rathauses lesen.
app-keywords = Stadt;Gemeinde;Mängelmelder;
