# The system's browser lets the app in.
applogin-title = Sign in to the Rathaus app
applogin-lead = The app on this device wants to sign in with your account.
applogin-as = You will be signed in to the app as { $name }.
applogin-only-you = Say yes only if you opened the app yourself just now.
applogin-yes = Sign the app in
applogin-no = Do not sign in
applogin-again = To be safe, your device may ask for your passkey once more.
applogin-sign-in-first = Sign in here in the browser first.
applogin-strange = This request does not come from our app
applogin-strange-text = We did not sign anything in. Open the app and start again there.
applogin-done-yes = The app is signed in
applogin-done-no = The app was not signed in
applogin-close = Go back to the app. You can close this window.
