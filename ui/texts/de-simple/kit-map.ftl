# Words of the map.
kit-map-label = Das ist eine Karte. Auf der Karte ist eine Nadel. Mit den Pfeil·tasten bewegen Sie die Nadel. Mit Plus und Minus machen Sie die Karte größer oder kleiner.
kit-map-fixed-label = Das ist eine Karte. Die Nadel zeigt den Ort. Mit Plus und Minus machen Sie die Karte größer oder kleiner.
kit-map-loading = Bitte warten. Die Karte kommt.
kit-map-failed = Die Karte geht gerade nicht
kit-map-failed-hint = Schreiben Sie die Adresse auf. Oder schreiben Sie mit eigenen Wörtern, wo es ist. Das reicht.
kit-map-zoom-in = Karte größer machen
kit-map-zoom-out = Karte kleiner machen
kit-map-move = Nadel bewegen
kit-map-up = Nadel nach oben
kit-map-down = Nadel nach unten
kit-map-left = Nadel nach links
kit-map-right = Nadel nach rechts
kit-map-pin-set = Die Nadel steckt in der Karte.
kit-map-pin-none = Tippen Sie auf die Karte. Dann kommt dort eine Nadel.
