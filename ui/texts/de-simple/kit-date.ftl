# Words of a day in three fields.
kit-date-day = Tag
kit-date-month = Monat
kit-date-year = Jahr
