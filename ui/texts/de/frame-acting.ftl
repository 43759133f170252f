# For whom somebody acts.
frame-acting-for = Sie handeln für { $person }.
frame-acting-label = Sie handeln für jemand anderen
frame-acting-stop = Wieder für mich selbst
frame-acting-stopped = Sie handeln wieder für sich selbst.
frame-acting-ended = { $person } hat Ihre Hilfe beendet. Sie handeln wieder für sich selbst.
