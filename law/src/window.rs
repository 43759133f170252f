//! The ten days in which a message of the town's mailbox must be retrieved (VwVfG 41(2a) sentence 4).

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::calendar::{Obstacle, next_working_day};
use crate::days::{event_day, later};
use crate::error::LawError;
use crate::regime::DeliveryRegime;
use crate::state::Place;
use crate::statute::{Act, Statute};

/// One row: the length of the window by the day of the notice.
struct Row {
    valid_from: Date,
    valid_to: Option<Date>,
    days: u8,
    statute: Statute,
}

/// In force since 2017-01-01 (act of 2016-07-18, BGBl. I p. 1679).
static ROWS: &[Row] = &[Row {
    valid_from: date(2017, 1, 1),
    valid_to: None,
    days: 10,
    statute: Statute::new(Act::VwVfG, "41", "2a"),
}];

/// The window. Its end is unsettled when the tenth day is no working day: a period in which somebody has to act moves to
/// the next working day (VwVfG 31(3)), the end of a provision by the authority does not. The mailbox stays open to the
/// later day; a retrieval after the earlier one may not serve the notice, so it is provided again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Window {
    /// The day the notice was sent; the ten days begin on the next one (BGB 187(1)).
    pub notice_sent_on: Date,
    /// The tenth day.
    pub earlier_end: Date,
    /// The tenth day or the working day after it. Provision ends after this day.
    pub later_end: Date,
    /// What moved the later end.
    pub obstacles: Vec<Obstacle>,
    /// Where the rule stands.
    pub statute: Statute,
}

/// Where a day stands in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Up to the earlier end: a retrieval serves the notice.
    Open,
    /// After the earlier and up to the later end: a retrieval may serve it.
    Doubtful,
    /// After the later end: nothing is served, provision has ended.
    Closed,
}

impl Window {
    /// The window that a notice opens.
    ///
    /// # Errors
    /// [`LawError::OutOfRange`] for a notice outside 1990 to 2100, [`LawError::NotInForce`] before 2017.
    pub fn after_notice(notice_sent_on: Date, authority: Place) -> Result<Self, LawError> {
        let on = event_day(notice_sent_on)?;
        let row = ROWS.iter().find(|row| row.valid_from <= on && row.valid_to.is_none_or(|to| on <= to));
        let row = row.ok_or(LawError::NotInForce { regime: DeliveryRegime::RetrievalVwVfG, on })?;
        let earlier_end = later(on, row.days);
        let shifted = next_working_day(earlier_end, authority)?;
        Ok(Self {
            notice_sent_on,
            earlier_end,
            later_end: shifted.on,
            obstacles: shifted.obstacles,
            statute: row.statute,
        })
    }

    /// Where a day stands.
    #[must_use]
    pub fn standing_on(&self, day: Date) -> Standing {
        if day <= self.earlier_end {
            Standing::Open
        } else if day <= self.later_end {
            Standing::Doubtful
        } else {
            Standing::Closed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::State;

    #[test]
    fn a_tenth_day_that_is_a_working_day_ends_the_window_for_sure() {
        let window = Window::after_notice(date(2026, 3, 10), Place::new(State::SaxonyAnhalt)).unwrap();
        assert_eq!((window.earlier_end, window.later_end), (date(2026, 3, 20), date(2026, 3, 20)));
        assert_eq!(window.standing_on(date(2026, 3, 20)), Standing::Open);
        assert_eq!(window.standing_on(date(2026, 3, 21)), Standing::Closed);
    }

    #[test]
    fn over_easter_the_end_is_doubtful_for_four_days() {
        // Tenth day: Good Friday 2026-04-03.
        let window = Window::after_notice(date(2026, 3, 24), Place::new(State::SaxonyAnhalt)).unwrap();
        assert_eq!((window.earlier_end, window.later_end), (date(2026, 4, 3), date(2026, 4, 7)));
        assert_eq!(window.standing_on(date(2026, 4, 4)), Standing::Doubtful);
        assert_eq!(window.standing_on(date(2026, 4, 7)), Standing::Doubtful);
        assert_eq!(window.obstacles.len(), 4);
    }
}
