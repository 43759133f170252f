# What may happen to an account, told wherever the person is. Loaded when it happens.
frame-news-recovery = Jemand stellt Ihr Konto wieder her. Waren Sie das?
frame-news-passkey = Ihr Konto hat einen neuen Passkey
