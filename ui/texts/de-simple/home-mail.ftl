# Unread letters on the start page; loaded with them, so the start itself stays small.
home-mail-title = Briefe, die noch zu sind
home-mail-title-of = Briefe von { $person }, die noch zu sind
home-mail-lead = { $count ->
    [one] Die Stadt hat Ihnen einen Brief geschickt. Er ist noch zu.
   *[other] Die Stadt hat Ihnen { $count } Briefe geschickt. Sie sind noch zu.
}
home-mail-action = Zu den Briefen
home-mail-loading = Wir schauen: Ist Post für Sie da?
home-mail-empty = Sie haben alle Briefe geöffnet
home-mail-empty-hint = Schickt die Stadt Ihnen einen Brief? Dann steht er hier.
home-mail-more = { $count ->
    [one] Noch 1 Brief anschauen
   *[other] Noch { $count } Briefe anschauen
}
home-mail-all = Alle Briefe anschauen
