filed-title = Danke, Ihre Meldung ist da
filed-nothing = Hier gibt es keine gesendete Meldung
filed-start = Etwas melden
filed-number = Ihre Nummer
filed-at = Eingegangen am { $time }
filed-link-title = Ihr Statuslink
filed-link-text = Mit diesem Link sehen Sie jederzeit den Stand und die Antwort. Heben Sie ihn auf: In einer Stunde zeigt ihn auch dieses Gerät nicht mehr. Wer den Link hat, kann die Meldung lesen.
filed-link = Link zu Ihrer Meldung
filed-link-save = Als Datei speichern
filed-link-saved = Gespeichert: { $path }
filed-link-unsaved = Die Datei ließ sich nicht speichern. Bitte kopieren Sie den Link.
filed-to-report = Meldung ansehen
filed-file =
    Meldung { $number }

    Stand und Antwort: { $link }
filed-next-title = Wie geht es weiter?
filed-next-read = Jemand im Rathaus liest Ihre Meldung.
filed-next-work = Die zuständige Stelle kümmert sich darum.
filed-next-answer = Die Antwort steht bei Ihrer Meldung.
filed-again = Noch etwas melden
