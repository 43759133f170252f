//! Periods of days, weeks, months and years (BGB 187 to 193, VwVfG 31).

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::days::{LAST_DAY, known_day, later};
use crate::error::LawError;
use crate::statute::{Act, Statute};

/// A length of time as the law says it: months and years of the calendar, never 30 or 365 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "unit", content = "amount", rename_all = "snake_case")]
pub enum Period {
    /// Days (BGB 188(1)).
    Days(u16),
    /// Weeks (BGB 188(2)).
    Weeks(u16),
    /// Months (BGB 188(2) and (3)).
    Months(u16),
    /// Years (BGB 188(2) and (3)).
    Years(u16),
}

/// Where a period ends by the calendar alone, before weekends and holidays are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodEnd {
    /// The last day.
    pub on: Date,
    /// The month of the end has no day with the same number, so it is its last day (BGB 188(3)).
    pub month_was_too_short: bool,
    /// Where the rule stands.
    pub statute: Statute,
}

const BGB_188_1: Statute = Statute::new(Act::Bgb, "188", "1");
const BGB_188_2: Statute = Statute::new(Act::Bgb, "188", "2");
const BGB_188_3: Statute = Statute::new(Act::Bgb, "188", "3");

impl Period {
    /// The end of a period that an event starts. The day of the event does not count (BGB 187(1)); weeks, months and
    /// years end on the day with the same name or number (BGB 188(2)).
    ///
    /// # Errors
    /// [`LawError::OutOfRange`] for an event before 1990, or an end after 2102.
    pub fn end_after(self, event: Date) -> Result<PeriodEnd, LawError> {
        let end = self.same_number(known_day(event)?).ok_or(LawError::OutOfRange(event))?;
        let by_number = matches!(self, Self::Months(_) | Self::Years(_));
        let month_was_too_short = by_number && end.day() != event.day();
        let statute = match self {
            Self::Days(_) => BGB_188_1,
            Self::Weeks(_) | Self::Months(_) | Self::Years(_) if !month_was_too_short => BGB_188_2,
            Self::Weeks(_) | Self::Months(_) | Self::Years(_) => BGB_188_3,
        };
        Ok(PeriodEnd { on: end, month_was_too_short, statute })
    }

    /// The end of a period that begins with a day, which counts (BGB 187(2)): the day before the one with the same
    /// number. A month that begins on 1 March ends on 31 March.
    ///
    /// When the month of the end has no such day, it ends with that month (BGB 188(3)): a month that begins on 31 January
    /// ends on the last day of February.
    ///
    /// # Errors
    /// [`LawError::OutOfRange`] for a first day before 1990, or an end after 2102.
    pub fn end_from(self, first: Date) -> Result<PeriodEnd, LawError> {
        let end = self.end_after(first)?;
        if end.month_was_too_short {
            return Ok(end);
        }
        // A period without length ends before it begins; the day itself is what is left.
        let on = end.on.yesterday().unwrap_or(end.on).max(first);
        Ok(PeriodEnd { on, ..end })
    }

    fn same_number(self, event: Date) -> Option<Date> {
        let span = match self {
            Self::Days(days) => Span::new().try_days(days),
            Self::Weeks(weeks) => Span::new().try_weeks(weeks),
            // `Date::checked_add` takes the last day of a month that is too short.
            Self::Months(months) => Span::new().try_months(months),
            Self::Years(years) => Span::new().try_years(years),
        };
        event.checked_add(span.ok()?).ok().filter(|end| *end <= LAST_DAY)
    }
}

/// The first day of a period that an event starts (BGB 187(1)).
///
/// # Errors
/// [`LawError::OutOfRange`] for an event before 1990 or after 2102.
pub fn first_day_after(event: Date) -> Result<Date, LawError> {
    Ok(later(known_day(event)?, 1))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn check(event: Date, period: Period, end: Date, too_short: bool) {
        let found = period.end_after(event).unwrap();
        assert_eq!((found.on, found.month_was_too_short), (end, too_short), "{event} and {period:?}");
    }

    #[test]
    fn a_month_ends_on_the_same_number_or_the_last_day() {
        check(date(2026, 1, 6), Period::Months(1), date(2026, 2, 6), false);
        check(date(2025, 1, 31), Period::Months(1), date(2025, 2, 28), true);
        check(date(2024, 1, 30), Period::Months(1), date(2024, 2, 29), true);
        // Not the last day of March: only the number counts.
        check(date(2025, 2, 28), Period::Months(1), date(2025, 3, 28), false);
        check(date(2025, 12, 31), Period::Months(2), date(2026, 2, 28), true);
    }

    #[test]
    fn a_year_after_a_leap_day_ends_on_28_february() {
        check(date(2024, 2, 29), Period::Years(1), date(2025, 2, 28), true);
        check(date(2023, 2, 28), Period::Years(1), date(2024, 2, 28), false);
    }

    #[test]
    fn days_and_weeks_leave_the_event_out() {
        check(date(2026, 4, 1), Period::Days(10), date(2026, 4, 11), false);
        check(date(2026, 4, 1), Period::Weeks(2), date(2026, 4, 15), false);
        assert_eq!(first_day_after(date(2026, 2, 28)), Ok(date(2026, 3, 1)));
    }

    #[test]
    fn a_period_that_begins_with_a_day_counts_it() {
        let end = |first, period: Period| period.end_from(first).unwrap().on;
        assert_eq!(end(date(2026, 3, 1), Period::Months(1)), date(2026, 3, 31));
        assert_eq!(end(date(2026, 1, 1), Period::Years(1)), date(2026, 12, 31));
        for day in 29..=31 {
            assert_eq!(end(date(2026, 1, day), Period::Months(1)), date(2026, 2, 28));
        }
        assert_eq!(end(date(2026, 1, 28), Period::Months(1)), date(2026, 2, 27));
        assert_eq!(end(date(2024, 1, 29), Period::Months(1)), date(2024, 2, 28));
        assert_eq!(end(date(2026, 1, 5), Period::Weeks(1)), date(2026, 1, 11));
        assert_eq!(end(date(2026, 1, 5), Period::Days(0)), date(2026, 1, 5));
    }

    #[test]
    fn an_endless_period_is_an_error_and_no_panic() {
        for period in [
            Period::Days(u16::MAX),
            Period::Weeks(u16::MAX),
            Period::Months(u16::MAX),
            Period::Years(u16::MAX),
        ] {
            assert_eq!(period.end_after(date(2026, 1, 1)), Err(LawError::OutOfRange(date(2026, 1, 1))));
        }
    }

    #[test]
    fn a_period_reads_the_same_after_storage() {
        let json = serde_json::to_string(&Period::Months(1)).unwrap();
        assert_eq!(json, r#"{"unit":"months","amount":1}"#);
        assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), Period::Months(1));
    }
}
