# For whom somebody acts.
frame-acting-for = You are acting for { $person }.
frame-acting-label = You are acting for somebody else
frame-acting-stop = Act for myself again
frame-acting-stopped = You act for yourself again.
frame-acting-ended = { $person } ended your help. You act for yourself again.
