#![doc = include_str!("../README.md")]
#![warn(missing_docs)]
#![forbid(unsafe_code)]

mod calendar;
mod code;
mod days;
mod deadline;
mod delivery;
mod easter;
mod error;
mod explanation;
mod period;
mod profile;
mod regime;
mod remedy;
mod state;
mod statute;
mod window;

pub use calendar::{
    Holiday, HolidayKind, Obstacle, Shifted, add_working_days, holiday_on, holidays_of_year, is_working_day,
    next_working_day, obstacle_on,
};
pub use code::catalogue_keys;
pub use days::{FIRST_DAY, LAST_DAY, LAST_EVENT_DAY, day_in_germany};
pub use deadline::{Answer, Circumstances, Deadline, End, deadline, end_of_period, remedy_end};
pub use delivery::{
    Arrival, Delivery, Failed, Failure, Retrieval, Retriever, Served, Service, Waiting, WaitingFor, serve,
};
pub use error::LawError;
pub use explanation::{Doubt, Explanation, Step, StepCode};
pub use period::{Period, PeriodEnd, first_day_after};
pub use profile::{OzgDays, Profile};
pub use regime::DeliveryRegime;
pub use remedy::{
    Confidence, Form, Jurisdiction, NoticeFindings, NoticePart, NoticeState, RemedyKind, RemedyNotice,
    RemedyRule, RemedyTerm, Subject, remedy,
};
pub use state::{Place, State, UnknownState};
pub use statute::{Act, Mark, Statute};
pub use window::{Standing, Window};
