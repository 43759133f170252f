# A postal address in three fields.
address-street = Straße und Haus·nummer
address-street-required = Bitte schreiben Sie die Straße und die Haus·nummer auf.
address-postcode = Post·leit·zahl
address-postcode-wrong = Die Post·leit·zahl hat 5 Zahlen.
address-place = Ort
address-place-required = Bitte schreiben Sie den Ort auf.
