bell-title = Notices
bell-lead = What the town last said about your reports.
bell-empty = No notices yet
bell-empty-hint = When the town answers, it appears here at once.
bell-row = { $category } { $number }, { $time }
bell-read-all = Mark all as read
bell-all-read = Everything is marked as read.
bell-signed-out = Notices come with an account
bell-signed-out-hint = When you are signed in, you learn about answers here at once.
bell-sign-in = Sign in or create an account
bell-allow-title = Outside this page as well
bell-allow-text = Your device can show you notices while the town hall is open.
bell-allow = Allow notices
bell-denied-title = Notices are switched off
bell-denied-text = You can change that in the settings. On this page you still see everything.
bell-granted-title = Notices are allowed
bell-granted-text = Your device shows them while the town hall is open.
bell-letters = { $count ->
    [one] 1 letter waits for you to open it
   *[other] { $count } letters wait for you to open them
}
