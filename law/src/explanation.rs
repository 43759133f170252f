//! "Why this date?": every step from the event to the end, as codes and days. The words stand in catalogues.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::Obstacle;
use crate::code::codes;
use crate::period::Period;
use crate::regime::DeliveryRegime;
use crate::statute::Statute;

codes! {
    /// What happened on the day of a step.
    "step" StepCode {
        /// The letter was handed to the post.
        Posted = "posted",
        /// The document was sent electronically.
        Sent = "sent",
        /// The message was put into the mailbox.
        Provided = "provided",
        /// The notice that something is there was sent.
        NoticeSent = "notice_sent",
        /// The recipient, or a representative, opened the message.
        Retrieved = "retrieved",
        /// The day written on the deed of formal service.
        DeedDated = "deed_dated",
        /// The law takes the notice for served on this day, so many days after the event.
        ServedByPresumption = "served_by_presumption",
        /// The notice counts as served on the day after its retrieval.
        ServedAfterRetrieval = "served_after_retrieval",
        /// The notice was served with its retrieval, because the notice in advance did not arrive in time.
        ServedOnRetrieval = "served_on_retrieval",
        /// The notice was served on the day of the deed.
        ServedByDeed = "served_by_deed",
        /// The notice arrived on this day, later than the law presumes.
        ServedOnArrival = "served_on_arrival",
        /// The day of service is no working day and stays where it is.
        ServiceStays = "service_stays",
        /// The day of service moved to the next working day.
        ServiceMoved = "service_moved",
        /// The period begins; the day of service does not count.
        PeriodStarts = "period_starts",
        /// The period ends on the day with the same number.
        PeriodEnds = "period_ends",
        /// The period ends on the last day of a month that has no day with that number.
        PeriodEndsInShortMonth = "period_ends_in_short_month",
        /// The end moved to the next working day.
        EndMoved = "end_moved",
    }
}

codes! {
    /// Why a later end is plausible too, or why the act may not be served at all.
    "doubt" Doubt {
        /// A minority moves the day of service to the next working day.
        DayOfService = "day_of_service",
        /// OZG 9(1): third or fourth day.
        OzgDays = "ozg_days",
        /// Somebody says that it arrived later or never.
        ArrivalDisputed = "arrival_disputed",
        /// AO 122a: from the provision or from the notice.
        ProvisionOrNotice = "provision_or_notice",
        /// OZG 9(1): the notice was not sent by the day of the provision.
        NoticeLate = "notice_late",
        /// No notice was sent.
        NoticeMissing = "notice_missing",
        /// Retrieved between the earlier and the later end of the window; provide it again.
        WindowEnd = "window_end",
        /// The remedy notice may be incomplete or wrong, so that a year is open.
        RemedyNotice = "remedy_notice",
    }
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Step {
    /// What happened.
    pub code: StepCode,
    /// On which day.
    pub on: Date,
    /// By which rule; events have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statute: Option<Statute>,
    /// The time that was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The days that moved it, or that would have moved it elsewhere ([`StepCode::ServiceStays`]).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obstacles: Vec<Obstacle>,
}

impl Step {
    pub(crate) fn event(code: StepCode, on: Date) -> Self {
        Self { code, on, statute: None, period: None, obstacles: Vec::new() }
    }

    pub(crate) fn by(code: StepCode, on: Date, statute: Statute) -> Self {
        Self { statute: Some(statute), ..Self::event(code, on) }
    }

    pub(crate) fn counting(self, period: Period) -> Self {
        Self { period: Some(period), ..self }
    }

    pub(crate) fn past(self, obstacles: Vec<Obstacle>) -> Self {
        Self { obstacles, ..self }
    }
}

/// Why a deadline ends on its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// The regime by which it was served.
    pub regime: DeliveryRegime,
    /// Where the rule of service stands.
    pub service: Statute,
    /// Where the period stands.
    pub period: Statute,
    /// From the event to `safe_until`, in the order of thought. The last step has that day.
    pub steps: Vec<Step>,
    /// From the event to `final_after`, when that is another day. The last step has that day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub latest_steps: Vec<Step>,
    /// Why the two ends differ, or why there is no `final_after`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<Doubt>,
}
