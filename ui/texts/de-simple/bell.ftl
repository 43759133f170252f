bell-title = Nachrichten
bell-lead = Hier steht, was die Stadt zu Ihren Meldungen gesagt hat.
bell-empty = Es gibt noch keine Nachrichten
bell-empty-hint = Antwortet die Stadt? Dann steht es hier.
bell-row = { $category } { $number }, { $time }
bell-read-all = Ich habe alles gelesen
bell-all-read = Alle Nachrichten gelten jetzt als gelesen.
bell-signed-out = Für Nachrichten brauchen Sie ein Konto
bell-signed-out-hint = Bitte melden Sie sich an. Dann sehen Sie hier die Antworten.
bell-sign-in = Anmelden oder ein Konto machen
bell-allow-title = Wir können Ihnen Bescheid sagen
bell-allow-text = Ihr Gerät kann Ihnen eine Nachricht zeigen. Das Rathaus muss dafür offen sein.
bell-allow = Nachrichten erlauben
bell-denied-title = Nachrichten sind ausgeschaltet
bell-denied-text = Sie können das in den Einstellungen ändern. Auf dieser Seite sehen Sie trotzdem alles.
bell-granted-title = Nachrichten sind eingeschaltet
bell-granted-text = Das Rathaus muss offen sein. Dann sagt Ihr Gerät Bescheid.
bell-letters = { $count ->
    [one] 1 Brief ist noch zu
   *[other] { $count } Briefe sind noch zu
}
