filed-title = Thank you, your report has arrived
filed-nothing = There is no report that was just sent
filed-start = Report something
filed-number = Your number
filed-at = Received on { $time }
filed-link-title = Your status link
filed-link-text = This link shows you the status and the answer at any time. Keep it: in an hour this device will no longer show it either. Whoever has the link can read the report.
filed-link = Link to your report
filed-link-save = Save as a file
filed-link-saved = Saved: { $path }
filed-link-unsaved = The file could not be saved. Please copy the link.
filed-to-report = View the report
filed-file =
    Report { $number }

    Status and answer: { $link }
filed-next-title = What happens next?
filed-next-read = Somebody at the town hall reads your report.
filed-next-work = The office in charge takes care of it.
filed-next-answer = The answer is shown with your report.
filed-again = Report something else
