# What the app's shell says itself: the menu of its icon, and notices of the operating system.
# Notices lie open on the screen: they never say what about.
app-tray-open = Open
app-tray-quit = Quit
app-notice-title = New message from the town hall
app-notice-body = Open the app to read it.
app-notice-open = Open
app-background-title = The town hall stays in reach
app-background-body = The app keeps running in the background and tells you when there is news. Quit it from its icon.
app-background-body-no-icon = The app keeps running in the background and tells you when there is news. To quit it, right-click Rathaus in your list of programs.
app-signed-out-title = Please sign in again
app-signed-out-body = Your sign-in has expired. Until then the app cannot tell you about news.
# What the browser shows when it comes back to the app after signing in.
app-browser-done = The app is signed in
app-browser-refused = The app was not signed in
app-browser-next = Go back to the app. You can close this window.
app-errand-done = All done here
app-errand-refused = Nothing was done here
# What a list of programs says about the app: the desktop entry and the packages carry these words, a test compares them.
app-kind = Digital town hall
app-summary = Your town hall on your own device
app-description = Report what is broken in town, see what became of it, read the town hall's answers.
app-keywords = town;report;municipality;
