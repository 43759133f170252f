# Unread letters on the start page; loaded with them, so the start itself stays small.
home-mail-title = Ungelesene Briefe
home-mail-title-of = Ungelesene Briefe von { $person }
home-mail-lead = { $count ->
    [one] 1 Brief der Stadt ist noch nicht geöffnet.
   *[other] { $count } Briefe der Stadt sind noch nicht geöffnet.
}
home-mail-action = Zur Post
home-mail-loading = Wir sehen nach, ob Briefe da sind
home-mail-empty = Alle Briefe sind geöffnet
home-mail-empty-hint = Neue Briefe der Stadt stehen hier.
home-mail-more = { $count ->
    [one] 1 weiteren Brief ansehen
   *[other] { $count } weitere Briefe ansehen
}
home-mail-all = Alle Briefe ansehen
