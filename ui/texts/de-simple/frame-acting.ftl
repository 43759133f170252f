# For whom somebody acts.
frame-acting-for = Sie helfen gerade: { $person }.
frame-acting-label = Sie helfen jemandem
frame-acting-stop = Fertig mit Helfen
frame-acting-stopped = Sie machen jetzt wieder alles für sich selbst.
frame-acting-ended = { $person } braucht Ihre Hilfe nicht mehr. Sie machen jetzt wieder alles für sich selbst.
