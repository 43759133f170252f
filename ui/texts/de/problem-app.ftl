# What only an app has to say when something fails.
problem-app-pin-wiped = Die PIN war zehnmal falsch. Die App hat ihren Schlüssel auf diesem Gerät gelöscht und Sie abgemeldet. Fügen Sie dieses Gerät von einem anderen aus neu hinzu, oder nehmen Sie den Weg „Zugang verloren“.
problem-app-answer-lost = Die Antwort des Rathauses ist unterwegs verloren gegangen. Versuchen Sie es innerhalb einer Minute noch einmal. Sonst melden Sie sich neu an; Ihre Eingaben bleiben.
