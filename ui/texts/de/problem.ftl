# One sentence for each problem code: what happened, what is safe, what to do.
problem-malformed = Unser Server hat die Anfrage nicht verstanden. Es wurde nichts gespeichert. Laden Sie die Seite bitte neu.
problem-idempotency-key-reused = Diese Angaben wurden schon einmal anders gesendet. Laden Sie die Seite bitte neu.
problem-not-signed-in = Sie sind nicht mehr angemeldet. Was Sie eingegeben haben, bleibt auf diesem Gerät. Melden Sie sich bitte wieder an.
problem-passkey-refused = Dieser Passkey gehört zu keinem Konto bei uns. Nehmen Sie einen anderen oder erstellen Sie ein Konto.
problem-forbidden = Das dürfen Sie mit diesem Konto nicht.
problem-origin-refused = Die Anfrage kam von einer fremden Seite. Wir haben sie nicht ausgeführt. Öffnen Sie das Rathaus bitte neu.
problem-not-found = Das gibt es hier nicht. Vielleicht ist der Link alt oder wurde abgeschaltet.
problem-timeout = Die Verbindung war zu langsam. Es wurde nichts doppelt gespeichert. Versuchen Sie es noch einmal.
problem-stale-revision = In der Zwischenzeit hat jemand anderes etwas geändert. Laden Sie den neuen Stand.
problem-wrong-state = Dieser Schritt ist jetzt nicht möglich. Laden Sie den neuen Stand.
problem-ceremony-expired = Das hat zu lange gedauert. Bitte fangen Sie die Anmeldung noch einmal an.
problem-invitation-invalid = Diese Einladung gilt nicht mehr. Bitten Sie um eine neue.
problem-too-large = Das ist zu groß. Bitte kürzen Sie den Text oder nehmen Sie ein kleineres Foto.
problem-unsupported-media = Dieses Format können wir nicht öffnen. Bitte nehmen Sie JPEG, PNG oder WebP.
problem-picture-heic = Das Foto hat das Format HEIC. Das können wir nicht öffnen. Stellen Sie in der Kamera „JPEG“ ein oder machen Sie ein Bildschirmfoto.
problem-picture-unreadable = Das Foto ist beschädigt. Bitte nehmen Sie ein anderes.
problem-picture-too-many-pixels = Das Foto hat zu viele Bildpunkte. Bitte nehmen Sie ein kleineres.
problem-invalid-fields = Einige Angaben fehlen oder stimmen nicht. Wir zeigen Ihnen, welche.
problem-outside-town = Der Ort liegt außerhalb der Stadt. Dafür ist eine andere Gemeinde zuständig.
problem-outside-town-confirm = Der Ort liegt außerhalb der Stadt oder nahe an der Grenze. Ist das richtig?
problem-rate-limited = Das waren zu viele Versuche. Bitte warten Sie { $wait }.
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
problem-internal = Bei uns ist ein Fehler passiert. Versuchen Sie es ruhig noch einmal: Es wird nichts doppelt gespeichert.
problem-unavailable = Das Rathaus ist gerade nicht erreichbar. Ihre Eingaben bleiben auf diesem Gerät. Versuchen Sie es gleich noch einmal.
problem-storage-full = Unser Speicher ist voll. Wir kümmern uns darum. Ihre Eingaben bleiben auf diesem Gerät.
problem-offline = Sie haben gerade keine Verbindung. Ihre Eingaben bleiben auf diesem Gerät.
problem-strange = Wir haben eine unverständliche Antwort bekommen. Vielleicht verlangt Ihr WLAN eine Anmeldung. Versuchen Sie es noch einmal.
problem-cancelled = Sie haben abgebrochen. Sie können es noch einmal versuchen.
problem-pin-wrong = Diese PIN stimmt nicht.
problem-pin-length = Diese PIN ist zu kurz oder zu lang.
problem-pin-blocked = Die PIN war zu oft falsch. Bitte warten Sie { $wait }.
problem-no-town = Wählen Sie zuerst Ihre Stadt.
problem-no-keyring = Dieses Gerät hat keinen sicheren Schlüsselbund. Deshalb können wir Sie hier nicht dauerhaft anmelden.
problem-no-passkey = Auf diesem Gerät gibt es keinen Passkey für diese Stadt. Erstellen Sie ein Konto.
problem-not-a-town = Unter dieser Adresse haben wir kein Rathaus gefunden. Bitte prüfen Sie die Schreibweise.
problem-denied = Das Gerät hat es nicht erlaubt. Sie können es in den Einstellungen des Geräts ändern.
problem-field-required = Bitte füllen Sie dieses Feld aus.
problem-field-too-long = Das ist zu lang. Höchstens { $limit } Zeichen sind möglich.
problem-field-too-short = Das ist zu kurz. Es müssen mindestens { $limit } Zeichen sein.
problem-field-too-many = Das sind zu viele. Höchstens { $limit } sind möglich.
problem-field-out-of-range = Dieser Wert ist nicht möglich.
problem-field-unknown = Diese Auswahl gibt es nicht mehr. Bitte wählen Sie neu.
problem-field-format = Bitte prüfen Sie die Schreibweise.
problem-field-gone = Das ist nicht mehr da. Bitte fügen Sie es noch einmal hinzu.
problem-idempotency-key-missing = Unser Server hat die Anfrage nicht verstanden. Es wurde nichts gespeichert. Laden Sie die Seite bitte neu.
problem-method-not-allowed = Unser Server hat die Anfrage nicht verstanden. Es wurde nichts gespeichert. Laden Sie die Seite bitte neu.
problem-step-up-required = Dafür brauchen wir noch einmal Ihren Passkey. Bitte versuchen Sie es noch einmal.
problem-level-required = Dafür müssen wir sicher wissen, wer Sie sind. Auf der Seite „Ich“ können Sie das nachweisen.
problem-reason-required = Dieser Vorgang gehört zu einem anderen Amt. Bitte schreiben Sie, warum Sie ihn öffnen.
problem-last-way-in = Das ist Ihr letzter Passkey. Ohne ihn kämen Sie nicht mehr in Ihr Konto. Fügen Sie zuerst einen anderen hinzu.
problem-last-admin = Das ist die letzte Person mit Verwaltungsrechten. Geben Sie diese Rechte zuerst jemand anderem.
problem-code-invalid = Dieser Code gilt nicht oder nicht mehr. Bitte prüfen Sie die Schreibweise oder holen Sie einen neuen.
problem-too-many-tries = Das waren zu viele falsche Versuche. Bitte warten Sie { $wait }. Vielleicht brauchen Sie einen neuen Code.
problem-field-proven = Diese Angabe ist nachgewiesen. Sie ändert sich nur mit einem neuen Nachweis.
problem-passkey-exists = Auf diesem Gerät gibt es schon einen Passkey für Ihr Konto. Nehmen Sie ein anderes Gerät oder einen Sicherheitsschlüssel.
problem-consent-required = Dafür müssen Sie auf der Seite „Post“ digitalen Briefen zustimmen.
problem-document-refused = Dieses PDF nehmen wir nicht an: Es ist beschädigt oder enthält Skripte oder Dateien.
