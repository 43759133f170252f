# What may happen to an account, told wherever the person is. Loaded when it happens.
frame-news-recovery = Somebody is recovering your account. Was that you?
frame-news-passkey = Your account has a new passkey
frame-news-acting-for = You are acting for { $person }.
frame-news-acting-label = You are acting for somebody else
frame-news-acting-stop = Act for myself again
frame-news-acting-stopped = You act for yourself again.
frame-news-acting-ended = { $person } ended your help. You act for yourself again.
frame-news-letter-provided = There is a new letter from the town.
frame-news-letter-reminded = A letter waits for you to open it.
frame-news-letter-withdrawn = The town has withdrawn a letter.
frame-news-letter-answered = The office has answered your question about a letter.
