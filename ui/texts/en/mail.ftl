mail-title = Mail
mail-empty = You have no mail
mail-empty-hint = The town does not send letters through this app yet.
mail-honest-title = What does that mean for you?
mail-honest-text = Official notices and invoices still come on paper. Answers to reports are shown with the report.
mail-to-reports = My reports
