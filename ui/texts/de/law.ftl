# What the law crate answers, in words: its codes, and how a deadline is explained.
law-why = Warum dieses Datum?
law-intro = So haben wir gerechnet:
law-sure = Das ist sicher
law-sure-text = Das Gesetz lässt hier keinen Zweifel. Es gilt dieser Tag.
law-unsettled = Nicht ganz geklärt
law-unsettled-text = Nicht jede Frage dazu ist im Recht geklärt. Wir zeigen Ihnen das früheste Ende. Halten Sie sich daran, dann sind Sie auf der sicheren Seite.
law-doubts = Was nicht geklärt ist
law-basis = So wurde bekannt gegeben: { $regime }
law-statute-section = § { $section } { $act }
law-statute-paragraph = § { $section } Absatz { $paragraph } { $act }
law-statute-article = Artikel { $section } { $act }
law-statute-article-paragraph = Artikel { $section } Absatz { $paragraph } { $act }
law-skipped = Kein Werktag: { $days }
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
law-holiday-womens_day = Internationaler Frauentag
law-holiday-good_friday = Karfreitag
law-holiday-easter_sunday = Ostersonntag
law-holiday-easter_monday = Ostermontag
law-holiday-labour_day = Tag der Arbeit
law-holiday-liberation_day = Tag der Befreiung
law-holiday-ascension = Christi Himmelfahrt
law-holiday-whit_sunday = Pfingstsonntag
law-holiday-whit_monday = Pfingstmontag
law-holiday-corpus_christi = Fronleichnam
law-holiday-seventeenth_of_june = 17. Juni, Feiertag zum Aufstand von 1953
law-holiday-peace_festival = Augsburger Friedensfest
law-holiday-assumption_day = Mariä Himmelfahrt
law-holiday-childrens_day = Weltkindertag
law-holiday-german_unity = Tag der Deutschen Einheit
law-holiday-reformation_day = Reformationstag
law-holiday-all_saints = Allerheiligen
law-holiday-repentance_day = Buß- und Bettag
law-holiday-christmas_day = Erster Weihnachtstag
law-holiday-second_christmas_day = Zweiter Weihnachtstag
law-regime-paper_vwvfg = Brief mit der Post
law-regime-electronic_vwvfg = Elektronisch zugesandt
law-regime-retrieval_vwvfg = Abruf aus dem Postfach der Stadt
law-regime-mailbox_ozg = Postfach des Nutzerkontos des Bundes
law-regime-paper_ao = Steuerbescheid mit der Post
law-regime-electronic_ao = Steuerbescheid, elektronisch zugesandt
law-regime-provision_ao = Steuerbescheid, zum Abruf bereitgestellt
law-regime-paper_sgb_x = Sozialleistungsbescheid mit der Post
law-regime-electronic_sgb_x = Sozialleistungsbescheid, elektronisch zugesandt
law-regime-provision_sgb_x = Sozialleistungsbescheid, zum Abruf bereitgestellt
law-regime-formal_deed = Förmliche Zustellung mit Urkunde
law-regime-formal_registered = Förmliche Zustellung per Einschreiben
law-step-posted = Die Stadt hat den Brief zur Post gegeben.
law-step-sent = Die Stadt hat das Dokument elektronisch abgeschickt.
law-step-provided = Die Stadt hat den Brief in das Postfach gelegt.
law-step-notice_sent = Die Stadt hat mitgeteilt, dass ein Brief da ist.
law-step-retrieved = Der Brief wurde geöffnet.
law-step-deed_dated = Dieser Tag steht auf der Urkunde der Zustellung.
law-step-served_by_presumption = Das Gesetz nimmt an: { $period } später ist der Brief angekommen. Ab jetzt gilt er als bekannt gegeben.
law-step-served_after_retrieval = Am Tag nach dem Öffnen gilt der Brief als bekannt gegeben.
law-step-served_on_retrieval = Der Brief gilt mit dem Öffnen als bekannt gegeben, weil die Mitteilung darüber nicht rechtzeitig ankam.
law-step-served_by_deed = An diesem Tag wurde der Brief zugestellt.
law-step-served_on_arrival = Der Brief kam später an, als das Gesetz annimmt. Es zählt der Tag, an dem er ankam.
law-step-service_stays = Dieser Tag liegt auf einem Wochenende oder Feiertag. Für die Bekanntgabe zählt er trotzdem.
law-step-service_moved = Der Tag der Bekanntgabe verschiebt sich auf den nächsten Werktag.
law-step-period_starts = Die Frist beginnt. Der Tag der Bekanntgabe zählt nicht mit.
law-step-period_ends = Nach dem Kalender endet die Frist nach { $period }.
law-step-period_ends_in_short_month = Nach dem Kalender endet die Frist nach { $period }. In diesem Monat fehlt der Tag mit derselben Zahl, deshalb zählt der letzte Tag.
law-step-end_moved = Das Ende liegt auf einem Wochenende oder Feiertag. Es verschiebt sich auf den nächsten Werktag.
law-doubt-day_of_service = Ob die Bekanntgabe an einem Wochenende oder Feiertag zählt, ist umstritten.
law-doubt-ozg_days = Ob der dritte oder der vierte Tag zählt, ist nicht geklärt.
law-doubt-arrival_disputed = Wann der Brief ankam, ist umstritten.
law-doubt-provision_or_notice = Ob die Bereitstellung zählt oder die Mitteilung darüber, ist nicht geklärt.
law-doubt-notice_late = Die Mitteilung über den Brief ging später hinaus als der Brief selbst.
law-doubt-notice_missing = Über den Brief wurde keine Mitteilung verschickt.
law-doubt-window_end = Der Brief wurde ganz am Ende der Abrufzeit geöffnet. Vielleicht stellt die Stadt ihn noch einmal bereit.
law-doubt-remedy_notice = Vielleicht ist die Belehrung über den Rechtsbehelf nicht vollständig.
law-waiting-retrieval = Es läuft noch keine Frist. Sie beginnt erst, wenn Sie den Brief öffnen.
law-waiting-notice = Es läuft noch keine Frist. Die Mitteilung über diesen Brief ist noch nicht verschickt.
law-waiting-authority = Es läuft noch keine Frist. Geöffnet hat bisher nur jemand, der Ihnen hilft.
law-failure-window_ended = Der Brief wurde nicht rechtzeitig geöffnet. Er gilt nicht als bekannt gegeben, es läuft keine Frist.
law-failure-retrieved_too_late = Der Brief wurde erst nach der Abrufzeit geöffnet. Er gilt nicht als bekannt gegeben, es läuft keine Frist.
law-failure-returned = Der Brief kam zurück. Er gilt nicht als bekannt gegeben, es läuft keine Frist.
law-remedy-objection = { $jurisdiction ->
    [fiscal] Einspruch
   *[other] Widerspruch
}
law-remedy-court_action = Klage
law-remedy-objection_or_court_action = Widerspruch oder Klage
law-jurisdiction-administrative = Verwaltungsgerichte
law-jurisdiction-social = Sozialgerichte
law-jurisdiction-fiscal = Finanzgerichte
law-notice-state-complete = Belehrung vollständig
law-notice-state-doubtful = Belehrung zweifelhaft
law-notice-state-missing = Belehrung fehlt oder ist falsch
law-notice-part-remedy = Rechtsbehelf
law-notice-part-body = Stelle, bei der er eingelegt wird
law-notice-part-seat = Sitz dieser Stelle
law-notice-part-period = Frist
law-notice-part-forms = Form
law-form-written = schriftlich
law-form-electronic = elektronisch, aber nicht mit einfacher E-Mail
law-form-for_record = zur Niederschrift im Amt
law-subject-general = Allgemein
law-subject-municipal_levies = Gebühren, Beiträge, örtliche Steuern
law-subject-real_taxes = Grundsteuer und Gewerbesteuer
law-subject-building = Bauen und Planen
law-subject-environment = Umwelt, Abfall, Wasser, Naturschutz
law-subject-schools = Schule und Schulweg
law-subject-professional_exams = Berufliche Prüfungen
law-subject-maintenance_advance = Unterhaltsvorschuss
law-subject-housing_benefit = Wohngeld
law-subject-youth_welfare = Kinder- und Jugendhilfe
law-subject-education_grants = BAföG
law-subject-civil_servants = Beamtinnen und Beamte der Stadt
law-subject-residence = Aufenthalt
law-subject-social_assistance = Bürgergeld und Sozialhilfe
law-confidence-sure = Das steht so im Gesetz.
law-confidence-confirm = Das muss die Rechtsstelle der Stadt bestätigen.
