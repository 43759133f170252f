//! What cannot be answered.

use jiff::civil::Date;

use crate::regime::DeliveryRegime;

/// Why there is no answer. None of these is a deadline of zero: whoever gets one hands the case to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LawError {
    /// The tables begin on 1990-01-01 and take events up to 2100-12-31.
    #[error("{0} lies outside the years 1990 to 2100")]
    OutOfRange(Date),
    /// The regime did not exist on the day of the event.
    #[error("{regime:?} was not in force on {on}")]
    NotInForce {
        /// The regime asked for.
        regime: DeliveryRegime,
        /// The day of the event.
        on: Date,
    },
    /// The regime counts from another event, for example a letter was "provided".
    #[error("{0:?} does not count from this event")]
    EventDoesNotFit(DeliveryRegime),
    /// The town has not switched the regime on.
    #[error("{0:?} is switched off in the profile of the town")]
    SwitchedOff(DeliveryRegime),
    /// Two days stand in an impossible order, for example a retrieval before the provision.
    #[error("{later} cannot come before {earlier}")]
    WrongOrder {
        /// The day that has to be first.
        earlier: Date,
        /// The day that was given an earlier date.
        later: Date,
    },
}
