# Unread letters on the start page; loaded with them, so the start itself stays small.
home-mail-title = Unread letters
home-mail-title-of = Unread letters of { $person }
home-mail-lead = { $count ->
    [one] 1 letter from the town is not opened yet.
   *[other] { $count } letters from the town are not opened yet.
}
home-mail-action = To the mail
home-mail-loading = Looking whether there are letters
home-mail-empty = All letters are opened
home-mail-empty-hint = New letters from the town appear here.
home-mail-more = { $count ->
    [one] See 1 more letter
   *[other] See { $count } more letters
}
home-mail-all = See all letters
