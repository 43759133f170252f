# Signing in again over the page that is open.
over-title = Please sign in again
over-text = Your session has ended. What you typed stays on this page, and you go on from here.
over-go = Sign in with a passkey
over-elsewhere = Sign in another way
over-wait = The town hall cannot be reached right now. You can try again in a moment.
over-other = There is no passkey on this device any more. Sign in with your browser, or add this device again from another one.
over-done = You are signed in again.
over-session-ended = Your sign-in has expired. What you typed stays on this device.
over-session-sign-in = Sign in again
over-session-soon = { $minutes ->
    [one] Your sign-in ends in 1 minute.
   *[other] Your sign-in ends in { $minutes } minutes.
} What you write stays on this device. Afterwards you simply sign in again.
over-leave-title = Leave this page?
over-leave-text = For other ways you have to leave this page. What you entered here is lost then. Only a report you began stays on this device.
over-stay = Stay here
over-leave = Leave anyway
