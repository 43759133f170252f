# A postal address in three fields.
address-street = Street and house number
address-street-required = Enter street and house number.
address-postcode = Postcode
address-postcode-wrong = The postcode has five digits.
address-place = Town
address-place-required = Enter the town.
