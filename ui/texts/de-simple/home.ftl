home-title = Start
home-welcome = Willkommen im Rathaus
home-greeting = Guten Tag, { $name }
home-lead-guest = Ist in der Stadt etwas kaputt? Das können Sie hier melden. Sie brauchen dafür kein Konto.
home-lead-nothing = Sie müssen gerade nichts tun.
home-lead-draft = Sie haben eine Meldung angefangen. Hier können Sie weiter·machen.
home-lead-news = { $count ->
    [one] Bei Ihrer Meldung gibt es etwas Neues.
   *[other] Bei { $count } Ihrer Meldungen gibt es etwas Neues.
}
home-lead-looking = Wir sehen nach: Gibt es etwas Neues?
home-lead-unknown = Wir wissen gerade nicht, ob es etwas Neues gibt.
home-action-report = Etwas melden
home-action-draft = Weiter·machen
home-action-news = Neues lesen
home-sign-in = Anmelden oder ein Konto machen
home-tiles-title = Was wollen Sie machen?
home-tile-report = Etwas melden
home-tile-report-hint = Sie machen ein Foto und sagen, wo es ist
home-tile-reports = Meine Meldungen
home-tile-reports-hint = Was ist passiert?
home-tile-services = Dienste
home-tile-services-hint = Was hier schon geht
home-tile-mail = Post
home-tile-mail-hint = Briefe von der Stadt
home-contact-title = So erreichen Sie uns
home-contact-hours = Wann haben wir auf?
home-missing-title = Diese Seite gibt es nicht
home-missing-text = Vielleicht ist der Link falsch. Es ist nichts verloren.
home-missing-home = Zurück zum Start
home-missing-report = Etwas melden
home-unreachable = Wir können gerade nicht sehen, ob Sie angemeldet sind. Sie können trotzdem eine Meldung schreiben.
