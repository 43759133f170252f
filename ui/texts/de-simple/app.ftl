# What the app's shell says itself: the menu of its icon, and notices of the operating system.
# Notices lie open on the screen: they never say what about.
app-tray-open = Öffnen
app-tray-quit = Beenden
app-notice-title = Das Rathaus hat Ihnen geschrieben
app-notice-body = Öffnen Sie die App. Dann können Sie die Nachricht lesen.
app-notice-open = Öffnen
app-background-title = Die App ist noch an
app-background-body = Sie sehen das Fenster nicht mehr. Aber die App sagt Ihnen Bescheid, wenn es etwas Neues gibt. Sie möchten die App ganz ausmachen? Dann klicken Sie auf das Zeichen von der App. Und dann auf: Beenden.
app-background-body-no-icon = Sie sehen das Fenster nicht mehr. Aber die App sagt Ihnen Bescheid, wenn es etwas Neues gibt. Sie möchten die App ganz ausmachen? Dann suchen Sie das Rathaus in der Liste von Ihren Programmen. Klicken Sie mit der rechten Maus-Taste darauf. Und dann auf: Beenden.
app-signed-out-title = Bitte melden Sie sich neu an
app-signed-out-body = Sie sind nicht mehr angemeldet. Die App kann Ihnen nicht mehr Bescheid sagen.
# What the browser shows when it comes back to the app after signing in.
app-browser-done = Die App ist angemeldet.
app-browser-refused = Die App ist nicht angemeldet.
app-browser-next = Gehen Sie zurück zur App. Schließen Sie dieses Fenster.
app-errand-done = Hier sind Sie fertig.
app-errand-refused = Hier wurde nichts gemacht.
# What a list of programs says about the app: the desktop entry and the packages carry these words, a test compares them.
app-kind = Digitales Rathaus
app-summary = Das Rathaus auf Ihrem Gerät
app-description = Sagen Sie dem Rathaus, was kaputt ist. Lesen Sie die Antwort vom Rathaus.
app-keywords = Stadt;Gemeinde;Mängelmelder;
