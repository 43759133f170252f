# What only an app has to say when something fails.
problem-app-pin-wiped = Die PIN war 10-mal falsch. Die App hat ihren Schlüssel gelöscht. Sie sind abgemeldet. Nehmen Sie ein anderes Gerät. Fügen Sie damit dieses Gerät wieder hinzu. Haben Sie kein anderes Gerät? Dann drücken Sie auf „Zugang verloren“.
problem-app-answer-lost = Die Antwort ist nicht angekommen. Versuchen Sie es sofort noch einmal. Vielleicht müssen Sie sich neu anmelden. Ihr Text bleibt.
