//! Civil days: the range of the tables, and the day of a moment in Germany.

use jiff::civil::{Date, date};
use jiff::tz::TimeZoneDatabase;
use jiff::{Span, Timestamp};

use crate::error::LawError;

/// First day the tables know.
pub const FIRST_DAY: Date = date(1990, 1, 1);
/// Last day an event may have.
pub const LAST_EVENT_DAY: Date = date(2100, 12, 31);
/// Last day the calendar knows: a year and its shifts after [`LAST_EVENT_DAY`] still have an end.
pub const LAST_DAY: Date = date(2102, 12, 31);

/// The day of an event, when the tables know it.
pub(crate) fn event_day(day: Date) -> Result<Date, LawError> {
    if (FIRST_DAY..=LAST_EVENT_DAY).contains(&day) { Ok(day) } else { Err(LawError::OutOfRange(day)) }
}

/// A day of the calendar, when the tables know it.
pub(crate) fn known_day(day: Date) -> Result<Date, LawError> {
    if (FIRST_DAY..=LAST_DAY).contains(&day) { Ok(day) } else { Err(LawError::OutOfRange(day)) }
}

/// The day `count` days later. Callers stay inside [`LAST_DAY`] plus a few days, far from the end of time.
pub(crate) fn later(day: Date, count: u8) -> Date {
    day.saturating_add(Span::new().days(count))
}

/// The day on which a moment falls in Germany.
///
/// Deadlines count civil days at the place of the authority, never UTC days: a letter opened at 00:30 in July was
/// opened on that day, not on the day before.
///
/// # Panics
/// Never: the time zone database is compiled in.
#[must_use]
pub fn day_in_germany(moment: Timestamp) -> Date {
    let berlin =
        TimeZoneDatabase::bundled().get("Europe/Berlin").expect("the bundled database has Europe/Berlin");
    moment.to_zoned(berlin).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_after_midnight_in_summer_is_already_the_next_day() {
        let day = |text: &str| day_in_germany(text.parse().unwrap());
        assert_eq!(day("2026-07-01T22:30:00Z"), date(2026, 7, 2));
        assert_eq!(day("2026-01-01T22:30:00Z"), date(2026, 1, 1));
        assert_eq!(day("2026-01-01T23:00:00Z"), date(2026, 1, 2));
        // The hour that exists twice.
        assert_eq!(day("2026-10-25T00:30:00Z"), date(2026, 10, 25));
    }

    #[test]
    fn the_range_has_hard_ends() {
        assert!(event_day(FIRST_DAY).is_ok() && event_day(LAST_EVENT_DAY).is_ok());
        assert_eq!(event_day(date(1989, 12, 31)), Err(LawError::OutOfRange(date(1989, 12, 31))));
        assert!(event_day(date(2101, 1, 1)).is_err() && known_day(date(2101, 1, 1)).is_ok());
        assert!(known_day(date(2103, 1, 1)).is_err());
    }
}
