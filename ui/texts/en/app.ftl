# What the app's shell says itself: the menu of its icon, and notices of the operating system.
# Notices lie open on the screen: they never say what about.
app-tray-open = Open
app-tray-quit = Quit
app-notice-title = New message from the town hall
app-notice-body = Open the app to read it.
app-notice-open = Open
app-background-title = The town hall stays in reach
app-background-body = The app keeps running in the background and tells you when there is news. Quit it from its icon.
