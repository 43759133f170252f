missing-title = This page does not exist
missing-text = The link may be old or misspelt. Nothing has been lost.
missing-home = Go to the home page
missing-report = Report something
