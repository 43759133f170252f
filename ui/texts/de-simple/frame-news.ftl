# What may happen to an account, told wherever the person is. Loaded when it happens.
frame-news-recovery = Jemand will in Ihr Konto. Sind Sie das?
frame-news-passkey = Ihr Konto hat einen neuen Pass·key
