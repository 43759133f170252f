# The frame around pages about the signed-in person.
frame-own-signed-out = Bitte melden Sie sich an
frame-own-signed-out-hint = Diese Seite ist nur für Sie.
frame-own-age = Das war um diese Zeit so: { $time }.
frame-own-locked = Diese Seite ist noch zu
frame-own-locked-hint = Ihr Zugang war weg. Jetzt ist er wieder da. Zeigen Sie uns noch: Sind Sie das wirklich? Dann geht diese Seite wieder auf.
frame-own-prove = Zeigen, wer ich bin
