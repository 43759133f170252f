# The lock of the app, and signing in by the browser beside it.
lock-title = The app is locked
lock-text = What you wrote is still there. Enter your app PIN.
lock-reset-done = The PIN is reset and you are signed out on this device. Add it again from another device.
lock-section = Lock the app
lock-section-text = The app locks itself after five minutes in the background and at every start. You can also lock it now.
lock-section-none = With an app PIN the app locks itself while you are away. There is none yet.
lock-now = Lock now
lock-choose = Choose an app PIN
lock-chosen = The app PIN is set.
lock-browser = Sign in with the browser
lock-browser-text = Is your passkey in your browser or on your phone? Then sign in there and come back here.
lock-browser-waiting = We are waiting for your browser. Sign the app in there.
lock-browser-refused = You said no in the browser. Nobody is signed in.
lock-gone = The key of this device is deleted
lock-gone-add = Add this device again
lock-gone-lost = Lost access
