kit-optional = (optional)
kit-close = Close
kit-cancel = Cancel
kit-change = Change
kit-copy = Copy
kit-copied = Copied
kit-copy-refused = Copying is not allowed here. The link is selected: copy it with Ctrl+C or by a long press.
kit-retry = Try again
kit-wait-left = { $wait } left.
kit-wait-over = You can try again now.
kit-loading = Loading
kit-failed = That did not work
kit-offline = No connection
kit-empty = Nothing here yet
kit-reference = Reference number: { $reference }
kit-unread = Unread:
kit-step = Step { $current } of { $total }
kit-step-next = (still to come)
kit-characters-left = { $count ->
    [one] 1 character left
   *[other] { $count } characters left
}
kit-characters-over = { $count ->
    [one] 1 character too many
   *[other] { $count } characters too many
}
kit-error-summary = { $count ->
    [one] Please check this answer
   *[other] Please check these { $count } answers
}
kit-photos-list = Your photos
kit-sign-in = Sign in
kit-home = Go to the home page
kit-reload = Reload
kit-address-hits = { $count ->
    [0] No address found. Your text is kept.
    [one] 1 address found.
   *[other] { $count } addresses found.
}
kit-address-taken = { $label } chosen.
