//! From service to the end of the remedy period: what the resident is shown, and when the act is final.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::next_working_day;
use crate::days::later;
use crate::delivery::{Delivery, Failed, Served, Service, Waiting, serve};
use crate::error::LawError;
use crate::explanation::{Doubt, Explanation, Step, StepCode};
use crate::period::Period;
use crate::profile::Profile;
use crate::regime::DeliveryRegime;
use crate::remedy::{NoticeState, RemedyTerm, Term, term};
use crate::state::Place;
use crate::statute::{Act, Statute};

const BGB_187_1: Statute = Statute::new(Act::Bgb, "187", "1");
/// The end of a period that is no working day moves.
pub(crate) const VWVFG_31_3: Statute = Statute::new(Act::VwVfG, "31", "3");

/// Everything a deadline depends on, besides the town's [`Profile`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Circumstances {
    /// The way of service.
    pub regime: DeliveryRegime,
    /// What the town can prove about it.
    pub delivery: Delivery,
    /// Where the authority has its seat.
    pub authority: Place,
    /// What the resident may do, and where.
    pub remedy: RemedyTerm,
}

/// The answer to "until when?".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// There is a deadline.
    Deadline(Deadline),
    /// The notice is not served yet: no deadline runs.
    NotYet(Waiting),
    /// The notice was not served: no deadline will run from this delivery.
    NotServed(Failed),
}

/// A remedy period and its two ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Deadline {
    /// The day the notice counts as served: the earliest plausible one.
    pub served_on: Date,
    /// The earliest plausible end. This is what the resident is shown.
    pub safe_until: Date,
    /// The latest plausible end: after this day the town may treat the act as final. Never shown as time left. Nothing: not
    /// for the recipient's eyes, or it may turn out that the act was never served, so it never becomes final by this delivery.
    pub final_after: Option<Date>,
    /// The delivery may be void: provide the message again, or print it.
    pub provide_again: bool,
    /// Why these days.
    pub explanation: Explanation,
}

impl Answer {
    /// What the recipient may be told: without the later end, which must never look like time left.
    #[must_use]
    pub fn for_recipient(self) -> Self {
        match self {
            Self::Deadline(mut deadline) => {
                deadline.final_after = None;
                deadline.explanation.latest_steps.clear();
                Self::Deadline(deadline)
            }
            other => other,
        }
    }
}

impl Deadline {
    /// Days left for the resident after `today`: 0 on the last day, negative afterwards.
    #[must_use]
    pub fn days_left(&self, today: Date) -> i32 {
        (self.safe_until - today).get_days()
    }

    /// Whether the town may treat the act as final on `today`.
    #[must_use]
    pub fn is_final(&self, today: Date) -> bool {
        self.final_after.is_some_and(|end| today > end)
    }
}

/// Computes when a notice counts as served and until when the resident may act, with every step.
///
/// `asked_on` is today; only a message that waits in the window of VwVfG 41(2a) depends on it.
///
/// # Errors
/// See [`LawError`]. None of them means "no deadline": the case goes to a person.
pub fn deadline(
    circumstances: &Circumstances,
    profile: &Profile,
    asked_on: Date,
) -> Result<Answer, LawError> {
    let Circumstances { regime, delivery, authority, remedy } = circumstances;
    match serve(*regime, delivery, *authority, profile, asked_on)? {
        Service::NotYet(waiting) => Ok(Answer::NotYet(waiting)),
        Service::NotServed(failed) => Ok(Answer::NotServed(failed)),
        Service::Served(served) => running(*regime, served, *remedy).map(Answer::Deadline),
    }
}

/// The end of the remedy period after a day of service that is known, for example from the file: the one the resident
/// is shown.
///
/// # Errors
/// [`LawError::OutOfRange`] for a day before 1990, or an end after 2102.
pub fn remedy_end(served_on: Date, remedy: RemedyTerm) -> Result<End, LawError> {
    let mut steps = Vec::new();
    let on = end(served_on, &terms(remedy).0, remedy.place, &mut steps)?;
    Ok(End { on, steps })
}

/// The term that ends first and the one that ends last. A year runs when the remedy notice is missing or wrong (VwGO
/// 58(2), SGG 66(2), AO 356(2)); while that is in doubt, the resident is shown the month.
fn terms(remedy: RemedyTerm) -> (Term, Term) {
    let (regular, without_notice) = term(remedy.jurisdiction, remedy.kind);
    match remedy.notice {
        NoticeState::Complete => (regular, regular),
        NoticeState::Doubtful => (regular, without_notice),
        NoticeState::Missing => (without_notice, without_notice),
    }
}

fn running(regime: DeliveryRegime, served: Served, remedy: RemedyTerm) -> Result<Deadline, LawError> {
    let Served { on, latest, mut steps, mut latest_steps, mut doubts, statute } = served;
    let (earliest_term, latest_term) = terms(remedy);
    if latest_steps.is_empty() && latest.is_some() {
        latest_steps.clone_from(&steps);
    }
    let safe_until = end(on, &earliest_term, remedy.place, &mut steps)?;
    let final_after =
        latest.map(|day| end(day, &latest_term, remedy.place, &mut latest_steps)).transpose()?;
    if remedy.notice == NoticeState::Doubtful {
        doubts.push(Doubt::RemedyNotice);
    }
    if final_after == Some(safe_until) {
        latest_steps.clear();
        doubts.clear();
    }
    Ok(Deadline {
        served_on: on,
        safe_until,
        final_after,
        provide_again: doubts.contains(&Doubt::WindowEnd),
        explanation: Explanation {
            regime,
            service: statute,
            period: earliest_term.statute,
            steps,
            latest_steps,
            doubts,
        },
    })
}

/// The end of a term after a day of service, with its steps.
fn end(served_on: Date, term: &Term, place: Place, steps: &mut Vec<Step>) -> Result<Date, LawError> {
    let counted = term.period.end_after(served_on)?;
    steps.push(Step::by(StepCode::PeriodStarts, later(served_on, 1), BGB_187_1));
    let code =
        if counted.month_was_too_short { StepCode::PeriodEndsInShortMonth } else { StepCode::PeriodEnds };
    steps.push(Step::by(code, counted.on, counted.statute).counting(term.period));
    let shifted = next_working_day(counted.on, place)?;
    if !shifted.obstacles.is_empty() {
        steps.push(Step::by(StepCode::EndMoved, shifted.on, term.shift).past(shifted.obstacles));
    }
    Ok(shifted.on)
}

/// The end of a period, with its steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct End {
    /// The last day.
    pub on: Date,
    /// The steps; the last has that day.
    pub steps: Vec<Step>,
}

/// The end of a period that an event starts, moved to the next working day (BGB 187(1), 188, 193, VwVfG 31).
///
/// # Errors
/// [`LawError::OutOfRange`] for an event before 1990, or an end after 2102.
pub fn end_of_period(event: Date, period: Period, place: Place) -> Result<End, LawError> {
    let mut steps = Vec::new();
    let term = Term { period, statute: VWVFG_31_3, shift: VWVFG_31_3 };
    let on = end(event, &term, place, &mut steps)?;
    Ok(End { on, steps })
}
