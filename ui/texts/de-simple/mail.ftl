mail-title = Post
mail-empty = Sie haben keine Post
mail-empty-hint = Die Stadt schickt hier noch keine Briefe.
mail-honest-title = Was bedeutet das?
mail-honest-text = Wichtige Briefe bekommen Sie weiter auf Papier. Haben Sie etwas gemeldet? Die Antwort steht bei Ihrer Meldung.
mail-to-reports = Meine Meldungen
