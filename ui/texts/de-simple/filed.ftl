filed-title = Danke! Ihre Meldung ist da.
filed-nothing = Hier ist keine Meldung
filed-start = Etwas melden
filed-number = Ihre Nummer
filed-at = Ihre Meldung ist angekommen am { $time }
filed-link-title = Ihr Link
filed-link-text = Mit dem Link sehen Sie: Was ist mit meiner Meldung passiert? Bitte heben Sie den Link auf. Nach einer Stunde zeigen wir den Link nicht mehr. Bitte geben Sie den Link nicht weiter. Andere Personen können sonst Ihre Meldung lesen.
filed-link = Link zu Ihrer Meldung
filed-link-save = Als Datei speichern
filed-link-saved = Die Datei ist hier: { $path }
filed-link-unsaved = Wir konnten die Datei nicht speichern. Bitte kopieren Sie den Link.
filed-to-report = Meldung anschauen
filed-file =
    Meldung { $number }

    Hier sehen Sie die Antwort: { $link }
filed-next-title = Was passiert jetzt?
filed-next-read = Eine Person im Rathaus liest Ihre Meldung.
filed-next-work = Dann kümmert sich das Rathaus.
filed-next-answer = Die Antwort steht bei Ihrer Meldung.
filed-again = Noch etwas melden
