mail-title = Post
mail-empty = Sie haben keine Post
mail-empty-hint = Die Stadt verschickt über diese App noch keine Briefe.
mail-honest-title = Was heißt das für Sie?
mail-honest-text = Bescheide und Rechnungen bekommen Sie weiterhin auf Papier. Antworten auf Meldungen stehen bei der Meldung.
mail-to-reports = Meine Meldungen
