mail-title = Mail
mail-title-of = Mail of { $person }
mail-letter-title = Letter
mail-lead = { $count ->
    [0] You have opened all letters.
    [one] 1 letter waits for you to open it.
   *[other] { $count } letters wait for you to open them.
}
mail-shown = { $count ->
    [0] No letters.
    [one] 1 letter shown.
   *[other] { $count } letters shown.
} { $more ->
    [0] { "" }
   *[other] There are older ones.
}
mail-loading = Loading letters
mail-age = This is how it was at { $time }.
mail-empty = You have no mail
mail-empty-hint = When the town sends you a digital letter, it will be here.
mail-archive-empty = Nothing put away
mail-archive-empty-hint = Letters that you put away from your mail are kept here.
mail-none-found = No letter fits
mail-none-found-hint = It may be in the archive, or a filter is too narrow.
mail-signed-out = Only you see your mail
mail-signed-out-hint = Sign in to see your letters.
mail-more = Show 50 more
mail-back = Back to mail
mail-town-hall = Town hall
mail-to-reports = To my reports
mail-about = Good to know
mail-about-open = A letter counts only once you open it. Before that you see just the envelope.
mail-about-notice = If you do not open a letter, it comes by post. Nothing is lost.
mail-about-reports = Answers to reports are shown with the report.
mail-consent-missing = Get letters digitally
mail-consent-missing-text = So far your letters come on paper. You can change that, and change it back at any time.
mail-consent-go = What does it mean for me?
mail-consent-given = Your letters come here
mail-consent-given-text = You have agreed. You can change that at any time.
mail-consent-look = See my consent
mail-code-go = Code from a letter
mail-search = Search in subject and reference
mail-filter-only = Show only
mail-filter-unread = Unread
mail-filter-starred = Marked
mail-filter-deadline = With a deadline
mail-filter-more = More filters
mail-filter-more-set = More filters ({ $count } set)
mail-filter-reset = Clear filters
mail-box = Folder
mail-box-inbox = Mail
mail-box-archive = Archive
mail-box-all = Mail and archive
mail-kind = Kind
mail-office = Office
mail-year = Year
mail-any = All
mail-kind-info = Information
mail-kind-request = Request
mail-kind-decision = Official notice
mail-kind-invoice = Invoice
mail-kind-reminder = Payment reminder
mail-kind-receipt = Confirmation
mail-row-detail = { $kind } · { $office } · { $day }
mail-row-open-until = Open by { $day }
mail-row-until = Deadline { $day }
mail-row-until-over = Deadline was { $day }
mail-row-reply-by = Reply by { $day }
mail-row-reply-over = Reply was due { $day }
mail-starred = Marked
mail-archived = Archive
mail-stage-on_paper = Comes by post
mail-stage-withdrawn = Withdrawn
mail-stage-ended = No longer provided
mail-letter-lead = { $kind } · { $office }
mail-envelope = Not opened yet
mail-envelope-facts = On the envelope
mail-envelope-told = When you open the letter, the town learns when. Just looking changes nothing.
mail-envelope-counts = One day after you open it, the letter counts as served.
mail-envelope-decision = One day after you open it, the notice counts as served. Then the time begins in which you can object. We work it out for you.
mail-envelope-until = You can open it until { $day }. After that we send it on paper.
mail-envelope-helps = You are reading the mail of { $person }. If { $person } invited you, you open a copy and no deadline begins. If you represent { $person } by law, your opening counts.
mail-open = Open letter
mail-open-again = Open letter again
mail-open-until = To be opened by
mail-level-title = For this letter we need to know who you are
mail-level-none = This letter cannot be opened right now.
mail-level-basic = It opens once your address is confirmed.
mail-level-substantial = It opens once you have shown your identity card.
mail-level-high = It opens only with the online identity card.
mail-level-waits = Until then the letter stays unopened. No deadline begins.
mail-level-letter = Order a letter with a code
mail-level-counter = Show it at the town hall
mail-level-ways = See all ways
mail-summary = In short
mail-read-letter = Read the letter
mail-download-letter = Download the letter
mail-deadline = Deadline
mail-deadline-title = { $what } possible until
mail-deadline-left = { $days ->
    [0] Today is the last day.
    [one] 1 day left.
   *[other] { $days } days left.
}
mail-deadline-over = This deadline has passed.
mail-remedy-where = { $what }: address it to
mail-remedy-forms = Ways to do it: { $forms }.
mail-remedy-no-mail = A plain e-mail or a question on this page is not enough.
mail-calendar = Add to calendar
mail-calendar-file = deadline.ics
mail-todo = What to do
mail-todo-failed = This cannot be shown right now. Please reload the page.
mail-action-pay = Pay
mail-action-pay-amount = Pay { $amount }
mail-action-reply = Reply
mail-action-book = Book an appointment
mail-action-upload = Send documents
mail-action-open = Open page
mail-action-due = By { $day }
mail-action-go = Continue to { $host }
mail-action-reply-go = Write to the town
mail-pay-payee = Payee
mail-pay-iban = IBAN
mail-pay-remittance = Payment reference
mail-pay-code = Code for banking apps with all details of the transfer
mail-pay-code-hint = Scan it with your banking app.
mail-documents = Documents
mail-document-facts = { $role } · { $pages ->
    [one] 1 page
   *[other] { $pages } pages
} · { $size }
mail-role-main = Letter
mail-role-attachment = Attachment
mail-document-show = View
mail-document-download = Download
mail-saved = The file is saved.
mail-saved-at = Saved: { $place }
mail-pdf-smaller = Smaller
mail-pdf-larger = Larger
mail-pdf-print = Print
mail-pdf-close = Close document
mail-pdf-loading = Drawing the document
mail-pdf-failed = The document cannot be shown here. Please download it.
mail-pdf-pages = Pages of { $name }
mail-pdf-page = Page { $page } of { $pages }
mail-facts = About this letter
mail-fact-decided = Decided
mail-fact-provided = Put into your mailbox
mail-fact-retrieved = Opened
mail-fact-served = Counts as served
mail-fact-reference = Reference
mail-questions = Questions about this letter
mail-question = Your question
mail-question-hint = The office answers here. This is not an objection.
mail-question-required = Please write what you would like to know.
mail-question-send = Send question
mail-question-sent = Your question is with the office.
mail-simple = Have it explained in easy language
mail-simple-sent = The office knows that you want the letter in easy language.
mail-simple-asked = You asked for easy language. The office will answer here.
mail-asked-simple = Please in easy language
mail-by-you = You
mail-by-resident = Recipient
mail-by-representative = Somebody on your behalf
mail-tools = This letter
mail-star = Mark
mail-star-done = The letter is marked.
mail-star-off-done = The letter is no longer marked.
mail-archive = Put into the archive
mail-archive-done = The letter is in the archive.
mail-archive-off = Back to mail
mail-archive-off-done = The letter is back in your mail.
mail-erase = Delete my copy
mail-erase-title = Delete your copy?
mail-erase-text = You will not see the letter here any more. It still counts, and the town keeps its file. Download it first if you need it.
mail-erase-yes = Delete copy
mail-erased = Your copy is deleted.
mail-withdrawn = The town has withdrawn this letter
mail-withdrawn-at = Withdrawn on { $time }.
mail-withdrawn-why = Reason: { $reason }
mail-superseded = There is a newer letter
mail-superseded-text = It replaces this one.
mail-superseded-go = Open the new letter
mail-supersedes-go = This letter replaces an earlier one. See the earlier letter
mail-on-paper-text = This letter lay unopened until its time was over. We send it on paper.
mail-ended-text = This letter can no longer be opened. It does not count as served.
mail-again = This letter may come once more
mail-again-text = It was opened at the very end of its time. You can still read it.
