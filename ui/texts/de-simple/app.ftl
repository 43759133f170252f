# What the app's shell says itself: the menu of its icon, and notices of the operating system.
# Notices lie open on the screen: they never say what about.
app-tray-open = Öffnen
app-tray-quit = Beenden
app-notice-title = Das Rathaus hat Ihnen geschrieben
app-notice-body = Öffnen Sie die App. Dann können Sie die Nachricht lesen.
app-notice-open = Öffnen
app-background-title = Die App ist noch an
app-background-body = Sie sehen das Fenster nicht mehr. Aber die App sagt Ihnen Bescheid, wenn es etwas Neues gibt. Sie möchten die App ganz ausmachen? Dann klicken Sie auf das Zeichen von der App. Und dann auf: Beenden.
