//! When a notice counts as served.
//!
//! Two readings are followed at once: the earliest plausible day, from which the resident's time is reckoned, and the
//! latest, from which the town may call the act final. Where the law is sure they are the same day.

mod by_mailbox;
mod by_post;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::next_working_day;
use crate::code::codes;
use crate::days::{event_day, later};
use crate::error::LawError;
use crate::explanation::{Doubt, Step, StepCode};
use crate::period::Period;
use crate::profile::Profile;
use crate::regime::{CountedFrom, DayOfService, DeliveryRegime, Rule, rule};
use crate::state::Place;
use crate::statute::Statute;
use crate::window::Window;

/// What is known about the arrival of a letter, of a transmission, or of the notice that a message waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Arrival {
    /// Nothing: the presumption of the law holds.
    #[default]
    Presumed,
    /// The recipient says that it arrived later; the authority would have to prove the opposite.
    ClaimedLater {
        /// The day claimed.
        on: Date,
    },
    /// The recipient says that it never arrived.
    ClaimedNever,
    /// The day of arrival is proven. An arrival before the presumed day changes nothing.
    Proven {
        /// The day.
        on: Date,
    },
    /// It came back.
    Returned,
}

/// Who opened a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Retriever {
    /// The authenticated recipient, who consented.
    Recipient,
    /// A representative with a recorded authority (VwVfG 14).
    Representative,
    /// A helper without one: sees a copy, and no deadline starts.
    HelperWithoutAuthority,
}

/// The opening of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Retrieval {
    /// The day in Germany ([`day_in_germany`](crate::day_in_germany)).
    pub on: Date,
    /// Who opened it.
    pub by: Retriever,
}

/// What the town can prove about the way of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Delivery {
    /// A letter was handed to the post.
    Posted {
        /// On this day.
        on: Date,
        /// What is known about its arrival.
        #[serde(default)]
        arrival: Arrival,
    },
    /// A document was sent electronically.
    Sent {
        /// On this day.
        on: Date,
        /// What is known about its arrival.
        #[serde(default)]
        arrival: Arrival,
    },
    /// A message was put into a mailbox.
    Provided {
        /// On this day.
        on: Date,
        /// The day the notice was sent that it is there.
        notice_sent_on: Option<Date>,
        /// What is known about the arrival of that notice. Counts for AO 122a and SGB X 37(2a).
        #[serde(default)]
        notice_arrival: Arrival,
        /// The first opening.
        retrieval: Option<Retrieval>,
    },
    /// A deed or a return receipt carries the day.
    Deed {
        /// That day.
        on: Date,
    },
}

impl Delivery {
    /// The day of the event, by which the law in force is chosen.
    #[must_use]
    pub const fn on(&self) -> Date {
        match self {
            Self::Posted { on, .. }
            | Self::Sent { on, .. }
            | Self::Provided { on, .. }
            | Self::Deed { on } => *on,
        }
    }
}

/// Whether a notice is served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "service", rename_all = "snake_case")]
pub enum Service {
    /// It is, or will be on a day that is certain already.
    Served(Served),
    /// It is not, and may still be.
    NotYet(Waiting),
    /// It is not and will not be this way: provide it again, or print.
    NotServed(Failed),
}

/// A notice that is served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Served {
    /// The earliest plausible day, by the prevailing view.
    pub on: Date,
    /// The latest plausible day. Nothing: it may turn out not to be served at all.
    pub latest: Option<Date>,
    /// The steps to `on`.
    pub steps: Vec<Step>,
    /// The steps to `latest`, when that is another day.
    pub latest_steps: Vec<Step>,
    /// Why the days differ.
    pub doubts: Vec<Doubt>,
    /// Where the rule stands.
    pub statute: Statute,
}

codes! {
    /// What a notice that is not served yet waits for.
    "waiting" WaitingFor {
        /// Its retrieval.
        Retrieval = "retrieval",
        /// The dispatch of the notice that it is there.
        Notice = "notice",
        /// A helper without authority opened it; its retrieval by the recipient or a representative.
        Authority = "authority",
    }
}

codes! {
    /// Why a notice is not served.
    "failure" Failure {
        /// Nobody retrieved it in the window.
        WindowEnded = "window_ended",
        /// It was opened after the later end of the window.
        RetrievedTooLate = "retrieved_too_late",
        /// It came back.
        Returned = "returned",
    }
}

/// A notice that is not served yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Waiting {
    /// What it waits for.
    pub waiting_for: WaitingFor,
    /// The window that is open, if the regime has one and the notice was sent.
    pub window: Option<Window>,
}

/// A notice that was not served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Failed {
    /// Why.
    pub failure: Failure,
    /// The window that has ended, if the regime has one.
    pub window: Option<Window>,
}

/// When a notice counts as served.
///
/// `authority` is the place whose holidays count. `asked_on` is today; only the window of VwVfG 41(2a) looks at it.
///
/// # Errors
/// See [`LawError`]: days outside the tables or in an impossible order, a regime that was not in force, is switched off,
/// or counts from another event.
pub fn serve(
    regime: DeliveryRegime,
    delivery: &Delivery,
    authority: Place,
    profile: &Profile,
    asked_on: Date,
) -> Result<Service, LawError> {
    let rule = rule(regime, event_day(delivery.on())?, profile)?;
    match (rule.row.from_event, *delivery) {
        (CountedFrom::Posting, Delivery::Posted { on, arrival }) => {
            by_post::presumed(&rule, authority, StepCode::Posted, on, arrival)
        }
        (CountedFrom::Sending, Delivery::Sent { on, arrival }) => {
            by_post::presumed(&rule, authority, StepCode::Sent, on, arrival)
        }
        (CountedFrom::Deed, Delivery::Deed { on }) => Ok(by_deed(&rule, on)),
        // The return receipt of a registered letter proves the day (VwZG 4(2) sentence 1).
        (CountedFrom::Posting, Delivery::Deed { on }) if regime == DeliveryRegime::FormalRegistered => {
            Ok(by_deed(&rule, on))
        }
        (CountedFrom::Retrieval, Delivery::Provided { on, notice_sent_on, retrieval, .. }) => {
            by_mailbox::retrieved(&rule, authority, (on, notice_sent_on), retrieval, asked_on)
        }
        (
            CountedFrom::Provision | CountedFrom::Notice | CountedFrom::ProvisionOrNotice,
            Delivery::Provided { on, notice_sent_on, notice_arrival, retrieval },
        ) => by_mailbox::provided(&rule, authority, (on, notice_sent_on), notice_arrival, retrieval),
        _ => Err(LawError::EventDoesNotFit(regime)),
    }
}

fn by_deed(rule: &Rule, on: Date) -> Service {
    let event = Step::event(StepCode::DeedDated, on);
    let served = Step::by(StepCode::ServedByDeed, on, rule.row.statute);
    Reading { on, steps: vec![event, served] }.alone(rule)
}

/// One reading of the law: a day and the steps to it.
#[derive(Debug, Clone)]
struct Reading {
    on: Date,
    steps: Vec<Step>,
}

impl Reading {
    /// The day so many days after an event, with what becomes of a weekend.
    fn counting(
        rule: &Rule,
        authority: Place,
        event: Step,
        (days, code): (u8, StepCode),
        moves_by_minority: bool,
    ) -> Result<Self, LawError> {
        let on = later(event.on, days);
        let served = Step::by(code, on, rule.row.statute).counting(Period::Days(u16::from(days)));
        let reading = Self { on, steps: vec![event, served] };
        let shifted = next_working_day(on, authority)?;
        if shifted.obstacles.is_empty() {
            return Ok(reading);
        }
        let moved_by = match rule.row.day_of_service {
            DayOfService::Moves(statute) => Some(statute),
            DayOfService::StaysByPrevailingView if moves_by_minority => Some(crate::deadline::VWVFG_31_3),
            DayOfService::StaysByPrevailingView | DayOfService::Stays => None,
        };
        Ok(match moved_by {
            Some(statute) => {
                let step = Step::by(StepCode::ServiceMoved, shifted.on, statute).past(shifted.obstacles);
                reading.then(step)
            }
            None => {
                let stays = Step::by(StepCode::ServiceStays, on, rule.row.statute);
                // Only the day itself: it does not look further.
                reading.then(stays.past(shifted.obstacles.into_iter().take(1).collect()))
            }
        })
    }

    fn then(mut self, step: Step) -> Self {
        self.on = step.on;
        self.steps.push(step);
        self
    }

    /// The same way, but it arrived later than the law presumes.
    fn arrived(event: Step, on: Date, statute: Statute) -> Self {
        Self { on, steps: vec![event, Step::by(StepCode::ServedOnArrival, on, statute)] }
    }

    /// The only reading there is.
    fn alone(self, rule: &Rule) -> Service {
        let latest = Some(self.clone());
        self.and(latest, Vec::new(), rule)
    }

    fn moved(&self) -> bool {
        self.steps.last().is_some_and(|step| step.code == StepCode::ServiceMoved)
    }

    /// The earliest reading beside the latest.
    fn and(self, latest: Option<Self>, mut doubts: Vec<Doubt>, rule: &Rule) -> Service {
        let unsettled = rule.row.day_of_service == DayOfService::StaysByPrevailingView;
        if unsettled && latest.as_ref().is_some_and(|latest| latest.moved() && latest.on != self.on) {
            doubts.insert(0, Doubt::DayOfService);
        }
        let latest_on = latest.as_ref().map(|latest| latest.on);
        let latest_steps =
            latest.filter(|latest| latest.on != self.on).map_or_else(Vec::new, |latest| latest.steps);
        Service::Served(Served {
            on: self.on,
            latest: latest_on,
            steps: self.steps,
            latest_steps,
            doubts,
            statute: rule.row.statute,
        })
    }
}

/// Fails unless `second` is the same day as `first` or later.
fn in_order(first: Date, second: Date) -> Result<(), LawError> {
    event_day(second)?;
    if first <= second { Ok(()) } else { Err(LawError::WrongOrder { earlier: first, later: second }) }
}
