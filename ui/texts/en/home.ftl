home-title = Home
home-welcome = Welcome to the town hall
home-greeting = Good day, { $name }
home-lead-guest = Report what is broken in town. You do not need an account for that.
home-lead-nothing = There is nothing you need to do right now.
home-lead-draft = You have started a report. You can continue here.
home-lead-news = { $count ->
    [one] There is news about your report.
   *[other] There is news about { $count } of your reports.
}
home-lead-looking = Looking whether there is news for you.
home-lead-unknown = Whether there is news cannot be checked right now.
home-action-report = Report something
home-action-draft = Continue the report
home-action-news = See the news
home-sign-in = Sign in or create an account
home-tiles-title = What would you like to do?
home-tile-report = Report something
home-tile-report-hint = With a photo and a place
home-tile-reports = My reports
home-tile-reports-hint = Status and answers
home-tile-services = Services
home-tile-services-hint = What works online already
home-tile-mail = Mail
home-tile-mail-hint = Letters from the town
home-contact-title = How to reach us
home-contact-hours = Opening hours
home-missing-title = This page does not exist
home-missing-text = The link may be old or misspelt. Nothing has been lost.
home-missing-home = Go to the home page
home-missing-report = Report something
home-unreachable = We cannot check right now whether you are signed in. You can still prepare a report.
