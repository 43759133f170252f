# What the app's shell says itself: the menu of its icon, and notices of the operating system.
# Notices lie open on the screen: they never say what about.
app-tray-open = Öffnen
app-tray-quit = Beenden
app-notice-title = Neue Nachricht aus dem Rathaus
app-notice-body = Öffnen Sie die App, um sie zu lesen.
app-notice-open = Öffnen
app-background-title = Das Rathaus bleibt erreichbar
app-background-body = Die App läuft im Hintergrund weiter und meldet sich bei Neuigkeiten. Ganz beenden können Sie sie über ihr Symbol.
