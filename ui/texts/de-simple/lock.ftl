# The lock of the app, and signing in by the browser beside it.
lock-title = Die App ist gesperrt
lock-text = Ihr Text ist noch da. Geben Sie Ihre App-PIN ein.
lock-reset-done = Die PIN ist weg. Sie sind hier abgemeldet. Nehmen Sie ein anderes Gerät. Fügen Sie damit dieses Gerät wieder hinzu.
lock-section = App sperren
lock-section-text = Die App sperrt sich selbst. Das passiert bei jedem Start. Und es passiert nach 5 Minuten, wenn Sie etwas anderes tun. Sie können die App auch sofort sperren.
lock-section-none = Sie haben noch keine App-PIN. Mit einer PIN sperrt sich die App.
lock-now = Jetzt sperren
lock-choose = App-PIN festlegen
lock-chosen = Die App-PIN ist gespeichert.
lock-browser = Im Browser anmelden
lock-browser-text = Ist Ihr Passkey im Browser? Oder auf dem Handy? Dann melden Sie sich im Browser an.
lock-browser-waiting = Wir warten auf Ihren Browser. Melden Sie dort die App an.
lock-browser-refused = Sie haben im Browser Nein gesagt. Niemand ist angemeldet.
lock-gone = Der Schlüssel ist gelöscht
lock-gone-add = Dieses Gerät wieder hinzufügen
lock-gone-lost = Zugang verloren
