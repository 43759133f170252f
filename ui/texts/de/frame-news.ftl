# What may happen to an account, told wherever the person is. Loaded when it happens.
frame-news-recovery = Jemand stellt Ihr Konto wieder her. Waren Sie das?
frame-news-passkey = Ihr Konto hat einen neuen Passkey
frame-news-acting-for = Sie handeln für { $person }.
frame-news-acting-label = Sie handeln für jemand anderen
frame-news-acting-stop = Wieder für mich selbst
frame-news-acting-stopped = Sie handeln wieder für sich selbst.
frame-news-acting-ended = { $person } hat Ihre Hilfe beendet. Sie handeln wieder für sich selbst.
frame-news-letter-provided = Ein neuer Brief der Stadt ist da.
frame-news-letter-reminded = Ein Brief wartet darauf, dass Sie ihn öffnen.
frame-news-letter-withdrawn = Die Stadt hat einen Brief zurückgezogen.
frame-news-letter-answered = Das Amt hat auf Ihre Frage zu einem Brief geantwortet.
