# Words of the map.
kit-map-label = Karte. Mit den Pfeiltasten bewegen Sie die Nadel. Mit Plus und Minus ändern Sie den Ausschnitt.
kit-map-fixed-label = Karte mit dem Ort. Mit Plus und Minus ändern Sie den Ausschnitt.
kit-map-loading = Karte wird geladen
kit-map-failed = Die Karte lässt sich gerade nicht laden
kit-map-failed-hint = Geben Sie den Ort als Adresse oder mit Worten an. Das genügt.
kit-map-zoom-in = Karte vergrößern
kit-map-zoom-out = Karte verkleinern
kit-map-move = Nadel bewegen
kit-map-up = Nadel nach oben
kit-map-down = Nadel nach unten
kit-map-left = Nadel nach links
kit-map-right = Nadel nach rechts
kit-map-pin-set = Die Nadel ist gesetzt.
kit-map-pin-none = Tippen Sie auf die Karte, um die Nadel zu setzen.
