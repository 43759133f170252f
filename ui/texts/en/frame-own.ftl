# The frame around pages about the signed-in person.
frame-own-signed-out = Please sign in
frame-own-signed-out-hint = This page is only for yourself.
frame-own-age = You see how it was at { $time }.
frame-own-locked = Still locked
frame-own-locked-hint = You got your access back. So that nobody else reads along, this page stays closed until you have proven your identity as well as before.
frame-own-prove = Prove your identity
