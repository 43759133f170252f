# The frame around pages about the signed-in person.
frame-own-signed-out = Bitte melden Sie sich an
frame-own-signed-out-hint = Diese Seite zeigt nur Ihnen selbst, was hier steht.
frame-own-age = Sie sehen den Stand von { $time }.
frame-own-locked = Noch gesperrt
frame-own-locked-hint = Sie haben Ihren Zugang wiederbekommen. Damit niemand anderes mitliest, bleibt diese Seite zu, bis Sie Ihre Identität wieder so gut nachgewiesen haben wie früher.
frame-own-prove = Identität nachweisen
