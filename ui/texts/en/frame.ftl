frame-product = Digital town hall
frame-title = { $page } – { $town }
frame-skip = Skip to content
frame-navigation = Main navigation
frame-nav-home = Home
frame-nav-services = Services
frame-nav-report = Report
frame-nav-mail = Mail
frame-nav-me = Me
frame-to-home = go to the home page
frame-reading = Language and display
frame-notices = { $count ->
    [0] Notices
    [one] Notices, 1 new
   *[other] Notices, { $count } new
}
frame-footer = Legal and help
frame-imprint = Legal notice
frame-privacy = Privacy
frame-accessibility = Accessibility
frame-feedback = Report a barrier
frame-simple = Leichte Sprache
frame-standard = Alltagssprache
frame-demo = Demonstration: the town is fictional. Please enter no real data.
frame-demo-label = About this demonstration
frame-notes-label = Notes
frame-page-failed = This page could not be loaded
frame-page-failed-hint = Check your connection. What you typed is still there.
frame-session-ended = Your sign-in has expired. What you typed stays on this device.
frame-session-sign-in = Sign in again
frame-offline = No connection. What you type stays on this device.
frame-reading-language = Language
frame-reading-theme = Colours
frame-reading-theme-auto = Same as the device
frame-reading-theme-light = Light
frame-reading-theme-dark = Dark
frame-reading-contrast = Contrast
frame-reading-contrast-normal = Normal
frame-reading-contrast-strong = Strong
frame-reading-size = Text size
frame-reading-size-normal = Normal
frame-reading-size-large = Large
frame-reading-size-larger = Larger
frame-reading-size-largest = Largest
frame-reading-done = Done
frame-language-de = Deutsch
frame-language-de-simple = Leichte Sprache
frame-language-en = English
frame-notice-answer = The town has answered you
frame-notice-status = There is news about your report
frame-notice-open = View the report
frame-session-soon = { $minutes ->
    [one] Your sign-in ends in 1 minute.
   *[other] Your sign-in ends in { $minutes } minutes.
} What you write stays on this device. Afterwards you simply sign in again.
