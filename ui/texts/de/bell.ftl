# What the bell in the header leads to.
bell-title = Mitteilungen
bell-lead = Was die Stadt zu Ihren Meldungen zuletzt gesagt hat.
bell-empty = Noch keine Mitteilungen
bell-empty-hint = Antwortet die Stadt, steht es hier sofort.
bell-row = { $category } { $number }, { $time }
bell-read-all = Alle als gelesen markieren
bell-all-read = Alles ist als gelesen markiert.
bell-signed-out = Mitteilungen gibt es mit einem Konto
bell-signed-out-hint = Wenn Sie angemeldet sind, erfahren Sie hier sofort von Antworten.
bell-sign-in = Anmelden oder Konto erstellen
bell-allow-title = Auch außerhalb dieser Seite
bell-allow-text = Ihr Gerät kann Ihnen Mitteilungen zeigen, solange das Rathaus geöffnet ist.
bell-allow = Mitteilungen erlauben
bell-denied-title = Mitteilungen sind ausgeschaltet
bell-denied-text = Sie können das in den Einstellungen ändern. Auf dieser Seite sehen Sie alles trotzdem.
bell-granted-title = Mitteilungen sind erlaubt
bell-granted-text = Ihr Gerät zeigt sie, solange das Rathaus geöffnet ist.
bell-letters = { $count ->
    [one] 1 Brief wartet darauf, dass Sie ihn öffnen
   *[other] { $count } Briefe warten darauf, dass Sie sie öffnen
}
