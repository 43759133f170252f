# A postal address in three fields.
address-street = Straße und Hausnummer
address-street-required = Geben Sie Straße und Hausnummer ein.
address-postcode = Postleitzahl
address-postcode-wrong = Die Postleitzahl hat fünf Ziffern.
address-place = Ort
address-place-required = Geben Sie den Ort ein.
