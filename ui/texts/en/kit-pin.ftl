# Words of the app PIN.
kit-pin-choose = Choose an app PIN
kit-pin-enter = Enter your app PIN
kit-pin-choose-hint = This device cannot check who is using it, so a PIN protects your access. Choose at least { $digits } digits.
kit-pin-enter-hint = You chose this PIN on this device.
kit-pin-label = PIN
kit-pin-again = Repeat the PIN
kit-pin-show = Show the PIN
kit-pin-continue = Continue
kit-pin-short = Enter at least { $digits } digits.
kit-pin-differs = The two entries are different. Please enter the PIN again.
kit-pin-forgotten = Forgot your PIN?
kit-pin-forgotten-title = Reset the PIN
kit-pin-forgotten-what = Nobody can tell you the old PIN, not even the town hall. You can choose a new one. That deletes every passkey of this app on this device.
kit-pin-forgotten-price = An account that you open with this device only will then be closed to you. Its reports stay at the town hall. You can still read them with their status link.
kit-pin-forgotten-back = Back
kit-pin-forgotten-reset = Delete the passkeys
kit-pin-last = { $tries ->
    [one] One try left
   *[other] { $tries } tries left
}
kit-pin-last-text = After that the app deletes its key on this device and signs you out.
kit-pin-finger-touch = Put your finger on the sensor, or enter the PIN.
kit-pin-finger-again = The sensor saw too little. Put your finger on it again.
kit-pin-finger-no-match = This device does not know that finger. Try again.
kit-pin-finger-failed = The fingerprint did not work. Enter the PIN.
