problem-malformed = Unser Computer hat das nicht verstanden. Wir haben nichts gespeichert. Bitte laden Sie die Seite neu.
problem-idempotency-key-reused = Das haben Sie schon einmal geschickt. Bitte laden Sie die Seite neu.
problem-not-signed-in = Sie sind nicht mehr angemeldet. Ihr Text ist noch da. Bitte melden Sie sich wieder an.
problem-passkey-refused = Wir kennen diesen Schlüssel nicht. Bitte nehmen Sie einen anderen Schlüssel. Oder machen Sie ein neues Konto.
problem-forbidden = Das dürfen Sie mit diesem Konto nicht machen.
problem-origin-refused = Etwas ist falsch. Wir haben nichts gemacht. Bitte öffnen Sie das Rathaus neu.
problem-not-found = Das gibt es hier nicht. Vielleicht ist der Link alt.
problem-timeout = Das Internet war zu langsam. Es ist nichts doppelt. Bitte versuchen Sie es noch einmal.
problem-stale-revision = Eine andere Person hat hier etwas geändert. Bitte laden Sie die Seite neu.
problem-wrong-state = Das geht jetzt nicht. Bitte laden Sie die Seite neu.
problem-ceremony-expired = Das hat zu lange gedauert. Bitte fangen Sie noch einmal an.
problem-invitation-invalid = Die Einladung ist zu alt. Bitte fragen Sie nach einer neuen Einladung.
problem-too-large = Das ist zu groß. Bitte schreiben Sie weniger. Oder nehmen Sie ein kleineres Foto.
problem-unsupported-media = Wir können das nicht öffnen. Bitte nehmen Sie ein anderes Foto.
problem-picture-heic = Wir können dieses Foto nicht öffnen. Tipp: Machen Sie ein Bildschirm·foto von dem Foto.
problem-picture-unreadable = Das Foto ist kaputt. Bitte nehmen Sie ein anderes Foto.
problem-picture-too-many-pixels = Das Foto ist zu groß. Bitte nehmen Sie ein kleineres Foto.
problem-invalid-fields = Etwas fehlt noch. Oder etwas ist falsch. Wir zeigen Ihnen, was.
problem-outside-town = Der Ort ist nicht in unserer Stadt. Eine andere Stadt kümmert sich darum.
problem-outside-town-confirm = Der Ort ist vielleicht nicht in unserer Stadt. Stimmt der Ort?
problem-rate-limited = Das war zu oft. Bitte warten Sie { $wait }.
problem-wait = { $hours ->
    [0] { $minutes ->
        [0] { $seconds ->
            [one] 1 Sekunde
           *[other] { $seconds } Sekunden
        }
        [one] 1 Minute
       *[other] { $minutes } Minuten
    }
    [one] 1 Stunde
   *[other] { $hours } Stunden
}
problem-internal = Bei uns ist ein Fehler passiert. Bitte versuchen Sie es noch einmal. Ihr Text kommt trotzdem nur einmal an.
problem-unavailable = Das Rathaus geht gerade nicht. Ihr Text ist noch da. Bitte versuchen Sie es gleich noch einmal.
problem-storage-full = Unser Speicher ist voll. Wir arbeiten daran. Ihr Text ist noch da.
problem-offline = Sie haben gerade kein Internet. Ihr Text ist noch da.
problem-strange = Wir verstehen die Antwort nicht. Vielleicht müssen Sie sich im WLAN anmelden. Bitte versuchen Sie es noch einmal.
problem-cancelled = Sie haben abgebrochen. Sie können es noch einmal versuchen.
problem-pin-wrong = Die PIN ist falsch.
problem-pin-length = Diese PIN ist zu kurz oder zu lang.
problem-pin-blocked = Die PIN war zu oft falsch. Bitte warten Sie { $wait }.
problem-no-town = Bitte wählen Sie zuerst Ihre Stadt.
problem-no-keyring = Dieses Gerät kann Ihren Schlüssel nicht sicher speichern. Darum können Sie hier nicht angemeldet bleiben.
problem-no-passkey = Auf diesem Gerät ist kein Schlüssel. Sie können ein neues Konto machen.
problem-not-a-town = Wir finden dort kein Rathaus. Bitte schauen Sie noch einmal: Ist die Adresse richtig?
problem-denied = Das Gerät erlaubt das nicht. Sie können das in den Einstellungen ändern.
problem-field-required = Bitte füllen Sie das aus.
problem-field-too-long = Das ist zu lang. Es gehen { $limit } Zeichen.
problem-field-too-short = Das ist zu kurz. Es braucht { $limit } Zeichen oder mehr.
problem-field-too-many = Das sind zu viele. Es gehen { $limit }.
problem-field-out-of-range = Das geht nicht. Bitte ändern Sie es.
problem-field-unknown = Das gibt es nicht mehr. Bitte suchen Sie etwas anderes aus.
problem-field-format = Ist das richtig geschrieben? Bitte schauen Sie noch einmal.
problem-field-gone = Das ist nicht mehr da. Bitte machen Sie es noch einmal.
problem-idempotency-key-missing = Unser Computer hat das nicht verstanden. Wir haben nichts gespeichert. Bitte laden Sie die Seite neu.
problem-method-not-allowed = Unser Computer hat das nicht verstanden. Wir haben nichts gespeichert. Bitte laden Sie die Seite neu.
problem-step-up-required = Wir müssen noch einmal prüfen: Sind Sie das? Bitte versuchen Sie es noch einmal.
problem-level-required = Dafür müssen wir sicher wissen, wer Sie sind. Auf der Seite „Ich“ steht, wie das geht.
problem-reason-required = Das gehört zu einem anderen Amt. Bitte schreiben Sie: Warum wollen Sie das lesen?
problem-last-way-in = Das ist Ihr letzter Pass·key. Ohne ihn kommen Sie nicht mehr in Ihr Konto. Machen Sie zuerst einen neuen Pass·key.
problem-last-admin = Nur noch diese Person darf alles verwalten. Geben Sie dieses Recht zuerst einer anderen Person.
problem-code-invalid = Dieser Code ist falsch. Oder er ist zu alt. Bitte prüfen Sie den Code. Oder holen Sie einen neuen Code.
problem-too-many-tries = Der Code war zu oft falsch. Bitte warten Sie { $wait }. Vielleicht brauchen Sie einen neuen Code.
problem-field-proven = Das haben wir schon geprüft. Sie können es nur mit einem neuen Nachweis ändern.
problem-passkey-exists = Auf diesem Gerät ist schon ein Pass·key für Ihr Konto. Nehmen Sie ein anderes Gerät. Oder nehmen Sie einen Schlüssel zum Einstecken.
problem-consent-required = Sie müssen auf der Seite „Post“ erst Ja sagen.
problem-document-refused = Diese Datei geht nicht. Sie ist kaputt oder nicht sicher.
