# What may happen to an account, told wherever the person is. Loaded when it happens.
frame-news-recovery = Jemand will in Ihr Konto. Sind Sie das?
frame-news-passkey = Ihr Konto hat einen neuen Pass·key
frame-news-acting-for = Sie helfen gerade: { $person }.
frame-news-acting-label = Sie helfen jemandem
frame-news-acting-stop = Fertig mit Helfen
frame-news-acting-stopped = Sie machen jetzt wieder alles für sich selbst.
frame-news-acting-ended = { $person } braucht Ihre Hilfe nicht mehr. Sie machen jetzt wieder alles für sich selbst.
frame-news-letter-provided = Sie haben einen neuen Brief von der Stadt.
frame-news-letter-reminded = Ein Brief ist noch zu. Bitte öffnen Sie ihn.
frame-news-letter-withdrawn = Die Stadt hat einen Brief zurück·genommen.
frame-news-letter-answered = Das Amt hat auf Ihre Frage geantwortet.
