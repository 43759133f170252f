# What the law crate answers, in words: its codes, and how a deadline is explained.
law-why = Why this date?
law-intro = How we counted:
law-sure = This is sure
law-sure-text = The law leaves no doubt here. This day counts.
law-unsettled = Not quite settled
law-unsettled-text = Not every question about it is settled in law. We show you the earliest end. Keep to it and you are on the safe side.
law-doubts = What is not settled
law-basis = How it was served: { $regime }
law-statute-section = section { $section } { $act }
law-statute-paragraph = section { $section }({ $paragraph }) { $act }
law-statute-article = article { $section } { $act }
law-statute-article-paragraph = article { $section }({ $paragraph }) { $act }
law-skipped = Not a working day: { $days }
law-period-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
law-period-weeks = { $count ->
    [one] 1 week
   *[other] { $count } weeks
}
law-period-months = { $count ->
    [one] 1 month
   *[other] { $count } months
}
law-period-years = { $count ->
    [one] 1 year
   *[other] { $count } years
}
law-obstacle-saturday = Saturday
law-obstacle-sunday = Sunday
law-holiday-new_year = New Year’s Day
law-holiday-epiphany = Epiphany
law-holiday-womens_day = International Women’s Day
law-holiday-good_friday = Good Friday
law-holiday-easter_sunday = Easter Sunday
law-holiday-easter_monday = Easter Monday
law-holiday-labour_day = Labour Day
law-holiday-liberation_day = Liberation Day
law-holiday-ascension = Ascension Day
law-holiday-whit_sunday = Whit Sunday
law-holiday-whit_monday = Whit Monday
law-holiday-corpus_christi = Corpus Christi
law-holiday-seventeenth_of_june = 17 June, in memory of the uprising of 1953
law-holiday-peace_festival = Augsburg Peace Festival
law-holiday-assumption_day = Assumption Day
law-holiday-childrens_day = World Children’s Day
law-holiday-german_unity = Day of German Unity
law-holiday-reformation_day = Reformation Day
law-holiday-all_saints = All Saints’ Day
law-holiday-repentance_day = Day of Repentance and Prayer
law-holiday-christmas_day = Christmas Day
law-holiday-second_christmas_day = Second day of Christmas
law-regime-paper_vwvfg = Letter by post
law-regime-electronic_vwvfg = Sent electronically
law-regime-retrieval_vwvfg = Opened in the town’s mailbox
law-regime-mailbox_ozg = Mailbox of the federal user account
law-regime-paper_ao = Tax notice by post
law-regime-electronic_ao = Tax notice, sent electronically
law-regime-provision_ao = Tax notice, provided for retrieval
law-regime-paper_sgb_x = Social benefits notice by post
law-regime-electronic_sgb_x = Social benefits notice, sent electronically
law-regime-provision_sgb_x = Social benefits notice, provided for retrieval
law-regime-formal_deed = Formal service with a certificate
law-regime-formal_registered = Formal service by registered letter
law-step-posted = The town posted the letter.
law-step-sent = The town sent the document electronically.
law-step-provided = The town put the letter into the mailbox.
law-step-notice_sent = The town sent word that a letter is there.
law-step-retrieved = The letter was opened.
law-step-deed_dated = This day stands on the certificate of service.
law-step-served_by_presumption = The law assumes that the letter has arrived { $period } later. It counts as served from now on.
law-step-served_after_retrieval = The letter counts as served on the day after it was opened.
law-step-served_on_retrieval = The letter counts as served when it was opened, because word about it did not arrive in time.
law-step-served_by_deed = The letter was served on this day.
law-step-served_on_arrival = The letter arrived later than the law assumes. The day of its arrival counts.
law-step-service_stays = This day is at a weekend or a public holiday. For service it counts all the same.
law-step-service_moved = The day of service moves to the next working day.
law-step-period_starts = The period begins. The day of service does not count.
law-step-period_ends = By the calendar the period ends after { $period }.
law-step-period_ends_in_short_month = By the calendar the period ends after { $period }. This month has no day with the same number, so its last day counts.
law-step-end_moved = The end is at a weekend or a public holiday. It moves to the next working day.
law-doubt-day_of_service = It is disputed whether service at a weekend or on a public holiday counts.
law-doubt-ozg_days = It is not settled whether the third or the fourth day counts.
law-doubt-arrival_disputed = It is disputed when the letter arrived.
law-doubt-provision_or_notice = It is not settled whether the provision counts or the notice about it.
law-doubt-notice_late = The notice about the letter was sent later than the letter itself.
law-doubt-notice_missing = No notice about the letter was sent.
law-doubt-window_end = The letter was opened at the very end of its time. The town may provide it again.
law-doubt-remedy_notice = The instructions on how to object may not be complete.
law-waiting-retrieval = No deadline is running yet. It begins only when you open the letter.
law-waiting-notice = No deadline is running yet. The notice about this letter has not been sent.
law-waiting-authority = No deadline is running yet. Only somebody who helps you has opened it so far.
law-failure-window_ended = The letter was not opened in time. It does not count as served, and no deadline is running.
law-failure-retrieved_too_late = The letter was opened after its time. It does not count as served, and no deadline is running.
law-failure-returned = The letter came back. It does not count as served, and no deadline is running.
law-remedy-objection = { $jurisdiction ->
    [fiscal] Objection to the tax office (Einspruch)
   *[other] Objection (Widerspruch)
}
law-remedy-court_action = Court action (Klage)
law-remedy-objection_or_court_action = Objection or court action
law-jurisdiction-administrative = Administrative courts
law-jurisdiction-social = Social courts
law-jurisdiction-fiscal = Fiscal courts
law-notice-state-complete = Instructions complete
law-notice-state-doubtful = Instructions doubtful
law-notice-state-missing = Instructions missing or wrong
law-notice-part-remedy = Remedy
law-notice-part-body = Body it goes to
law-notice-part-seat = Seat of that body
law-notice-part-period = Period
law-notice-part-forms = Form
law-form-written = in writing
law-form-electronic = electronically, but not by plain e-mail
law-form-for_record = spoken, for the record at the office
law-subject-general = General
law-subject-municipal_levies = Fees, contributions, local taxes
law-subject-real_taxes = Property tax and trade tax
law-subject-building = Building and planning
law-subject-environment = Environment, waste, water, nature
law-subject-schools = Schools and the way to school
law-subject-professional_exams = Professional examinations
law-subject-maintenance_advance = Advance on child maintenance
law-subject-housing_benefit = Housing benefit
law-subject-youth_welfare = Child and youth welfare
law-subject-education_grants = Education grants (BAföG)
law-subject-civil_servants = Civil servants of the town
law-subject-residence = Residence
law-subject-social_assistance = Basic income support and social assistance
law-confidence-sure = The law says so.
law-confidence-confirm = The town’s lawyer must confirm this.
