# What may happen to an account, told wherever the person is. Loaded when it happens.
frame-news-recovery = Somebody is recovering your account. Was that you?
frame-news-passkey = Your account has a new passkey
