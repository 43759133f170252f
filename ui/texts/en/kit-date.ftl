# Words of a day in three fields.
kit-date-day = Day
kit-date-month = Month
kit-date-year = Year
