# What the law crate answers, in words: its codes, and how a deadline is explained.
law-why = Warum dieser Tag?
law-intro = So haben wir gerechnet:
law-sure = Das ist sicher
law-sure-text = Das Gesetz ist hier klar. Es gilt dieser Tag.
law-unsettled = Nicht ganz sicher
law-unsettled-text = Im Gesetz ist hier nicht alles klar. Wir zeigen Ihnen den frühesten letzten Tag. Halten Sie diesen Tag ein. Dann sind Sie sicher.
law-doubts = Das ist nicht ganz klar
law-basis = So kam der Brief: { $regime }
law-statute-section = Gesetz: § { $section } { $act }
law-statute-paragraph = Gesetz: § { $section } Absatz { $paragraph } { $act }
law-statute-article = Gesetz: Artikel { $section } { $act }
law-statute-article-paragraph = Gesetz: Artikel { $section } Absatz { $paragraph } { $act }
law-skipped = Diese Tage zählen nicht: { $days }
law-period-days = { $count ->
    [one] 1 Tag
   *[other] { $count } Tage
}
law-period-weeks = { $count ->
    [one] 1 Woche
   *[other] { $count } Wochen
}
law-period-months = { $count ->
    [one] 1 Monat
   *[other] { $count } Monate
}
law-period-years = { $count ->
    [one] 1 Jahr
   *[other] { $count } Jahre
}
law-obstacle-saturday = Samstag
law-obstacle-sunday = Sonntag
law-holiday-new_year = Neujahr
law-holiday-epiphany = Heilige Drei Könige
law-holiday-womens_day = Frauen·tag
law-holiday-good_friday = Kar·freitag
law-holiday-easter_sunday = Oster·sonntag
law-holiday-easter_monday = Oster·montag
law-holiday-labour_day = Tag der Arbeit
law-holiday-liberation_day = Tag der Befreiung
law-holiday-ascension = Christi Himmel·fahrt
law-holiday-whit_sunday = Pfingst·sonntag
law-holiday-whit_monday = Pfingst·montag
law-holiday-corpus_christi = Fron·leichnam
law-holiday-seventeenth_of_june = Feiertag am 17. Juni
law-holiday-peace_festival = Friedens·fest in Augsburg
law-holiday-assumption_day = Mariä Himmel·fahrt
law-holiday-childrens_day = Welt·kinder·tag
law-holiday-german_unity = Tag der Deutschen Einheit
law-holiday-reformation_day = Reformations·tag
law-holiday-all_saints = Aller·heiligen
law-holiday-repentance_day = Buß- und Bettag
law-holiday-christmas_day = 1. Weihnachts·tag
law-holiday-second_christmas_day = 2. Weihnachts·tag
law-regime-paper_vwvfg = Mit der Post
law-regime-electronic_vwvfg = Über das Internet
law-regime-retrieval_vwvfg = Sie öffnen den Brief im Postfach der Stadt
law-regime-mailbox_ozg = Im Postfach vom Bund
law-regime-paper_ao = Steuer·brief mit der Post
law-regime-electronic_ao = Steuer·brief über das Internet
law-regime-provision_ao = Steuer·brief im Postfach
law-regime-paper_sgb_x = Brief vom Sozial·amt mit der Post
law-regime-electronic_sgb_x = Brief vom Sozial·amt über das Internet
law-regime-provision_sgb_x = Brief vom Sozial·amt im Postfach
law-regime-formal_deed = Die Post bringt den Brief und schreibt den Tag auf
law-regime-formal_registered = Ein·schreiben mit der Post
law-step-posted = Die Stadt hat den Brief zur Post gebracht.
law-step-sent = Die Stadt hat den Brief über das Internet geschickt.
law-step-provided = Die Stadt hat den Brief in das Postfach gelegt.
law-step-notice_sent = Die Stadt hat Bescheid gesagt: Sie haben Post.
law-step-retrieved = Der Brief wurde aufgemacht.
law-step-deed_dated = Diesen Tag hat die Post aufgeschrieben.
law-step-served_by_presumption = Das Gesetz sagt: { $period } später ist der Brief da. Ab diesem Tag gilt der Brief.
law-step-served_after_retrieval = Der Brief gilt einen Tag nach dem Öffnen.
law-step-served_on_retrieval = Der Brief gilt seit dem Öffnen. Wir haben vorher nicht früh genug Bescheid gesagt.
law-step-served_by_deed = An diesem Tag hat die Post den Brief gebracht.
law-step-served_on_arrival = Der Brief kam später an. Dieser Tag zählt.
law-step-service_stays = An diesem Tag ist Wochenende oder Feiertag. Der Brief gilt trotzdem ab diesem Tag.
law-step-service_moved = Der Brief gilt erst am nächsten Tag, an dem gearbeitet wird.
law-step-period_starts = Ab hier zählen wir. Der Tag davor zählt nicht mit.
law-step-period_ends = Sie haben { $period } Zeit. So kommen wir zu diesem Tag.
law-step-period_ends_in_short_month = Sie haben { $period } Zeit. Dieser Monat ist kürzer. Darum zählt der letzte Tag im Monat.
law-step-end_moved = An diesem Tag ist Wochenende oder Feiertag. Darum haben Sie länger Zeit: bis zum nächsten Tag, an dem gearbeitet wird.
law-doubt-day_of_service = Nicht alle sagen das Gleiche: Zählt ein Tag am Wochenende oder Feiertag?
law-doubt-ozg_days = Nicht alle sagen das Gleiche: Zählt der 3. Tag oder der 4. Tag?
law-doubt-arrival_disputed = Nicht alle sagen das Gleiche: Wann kam der Brief an?
law-doubt-provision_or_notice = Nicht alle sagen das Gleiche: Zählt der Brief oder die Nachricht über den Brief?
law-doubt-notice_late = Die Nachricht über den Brief kam erst nach dem Brief.
law-doubt-notice_missing = Es gab keine Nachricht über den Brief.
law-doubt-window_end = Sie haben den Brief sehr spät aufgemacht. Vielleicht schickt die Stadt ihn noch einmal.
law-doubt-remedy_notice = Vielleicht fehlt etwas in dem Text: Das können Sie gegen den Brief tun.
law-waiting-retrieval = Noch gibt es keinen letzten Tag. Die Zeit fängt erst an, wenn Sie den Brief öffnen.
law-waiting-notice = Noch gibt es keinen letzten Tag. Wir haben noch nicht Bescheid gesagt, dass der Brief da ist.
law-waiting-authority = Noch gibt es keinen letzten Tag. Nur eine Person, die Ihnen hilft, hat den Brief aufgemacht.
law-failure-window_ended = Sie haben den Brief nicht früh genug aufgemacht. Der Brief gilt nicht. Vielleicht kommt er noch einmal.
law-failure-retrieved_too_late = Sie haben den Brief zu spät aufgemacht. Der Brief gilt nicht. Vielleicht kommt er noch einmal.
law-failure-returned = Der Brief kam zurück. Der Brief gilt nicht. Vielleicht kommt er noch einmal.
law-remedy-objection = { $jurisdiction ->
    [fiscal] Ein·spruch
   *[other] Wider·spruch
}
law-remedy-court_action = Klage bei Gericht
law-remedy-objection_or_court_action = Wider·spruch oder Klage bei Gericht
law-jurisdiction-administrative = Verwaltungs·gerichte
law-jurisdiction-social = Sozial·gerichte
law-jurisdiction-fiscal = Finanz·gerichte
law-notice-state-complete = Der Text ist vollständig
law-notice-state-doubtful = Der Text ist vielleicht falsch
law-notice-state-missing = Der Text fehlt oder ist falsch
law-notice-part-remedy = Was man tun kann
law-notice-part-body = Wohin man schreiben muss
law-notice-part-seat = Adresse davon
law-notice-part-period = Wie viel Zeit man hat
law-notice-part-forms = Wie man es machen kann
law-form-written = als Brief mit Unter·schrift
law-form-electronic = über das Internet, aber nicht mit einer normalen E-Mail
law-form-for_record = im Amt sagen, und das Amt schreibt es auf
law-subject-general = Alles andere
law-subject-municipal_levies = Gebühren und Steuern von der Stadt
law-subject-real_taxes = Grund·steuer und Gewerbe·steuer
law-subject-building = Bauen
law-subject-environment = Umwelt und Müll
law-subject-schools = Schule
law-subject-professional_exams = Prüfungen im Beruf
law-subject-maintenance_advance = Unterhalts·vorschuss
law-subject-housing_benefit = Wohn·geld
law-subject-youth_welfare = Jugend·amt
law-subject-education_grants = BAföG
law-subject-civil_servants = Beamte der Stadt
law-subject-residence = Aufenthalt in Deutschland
law-subject-social_assistance = Bürger·geld und Sozial·hilfe
law-confidence-sure = Das steht im Gesetz.
law-confidence-confirm = Das muss eine Fach·person für Recht prüfen.
