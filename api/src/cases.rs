//! What the town hall works on.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    events::EventKind,
    ids::{CaseId, EntryId, JobId, StaffId},
};

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Arrived, nobody has looked yet.
    Received,
    /// Somebody looks at it.
    InReview,
    /// Somebody works on it.
    InProgress,
    /// Finished. Needs a text.
    Done,
    /// Somebody else is responsible. Needs a text that says who. Forwarded is not done.
    NotResponsible,
    /// The town hall will not act. Needs a text that says why.
    Rejected,
}

impl Status {
    /// All statuses in the order of a case's life.
    pub const ALL: &'static [Status] =
        &[Self::Received, Self::InReview, Self::InProgress, Self::Done, Self::NotResponsible, Self::Rejected];

    /// The status as it stands on the wire and in the database.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::InReview => "in_review",
            Self::InProgress => "in_progress",
            Self::Done => "done",
            Self::NotResponsible => "not_responsible",
            Self::Rejected => "rejected",
        }
    }

    /// The status of a text, if there is one.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|status| status.text() == text)
    }

    /// Whether the town hall has finished with the case.
    #[must_use]
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Done | Self::NotResponsible | Self::Rejected)
    }

    /// Whether the resident is owed a text with this status.
    #[must_use]
    pub fn needs_text(self) -> bool {
        self.is_closed()
    }

    /// Who has the ball.
    #[must_use]
    pub fn awaiting(self) -> Awaiting {
        if self.is_closed() { Awaiting::Nobody } else { Awaiting::TownHall }
    }
}

/// Who has the ball.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Awaiting {
    /// The town hall must act next.
    TownHall,
    /// Nothing is left to do.
    Nobody,
}

/// A step of a case that the resident sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimelineStep {
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub kind: EventKind,
    /// The status from then on, with `status_changed` and `report_filed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// What the town hall wrote, with an answer or a closing status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Office that acted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
}

/// A row of the clerk's queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CaseRow {
    /// The case.
    pub id: CaseId,
    /// As people say it on the phone, for example `2026-004711`.
    pub number: String,
    /// Category of the report.
    pub category: String,
    /// The place, up to 120 characters; nothing where there is only a pin.
    pub summary: String,
    /// Where it stands.
    pub status: Status,
    /// Key of the office.
    pub office: String,
    /// Who took it.
    pub assignee: Option<Assignee>,
    /// When it arrived.
    pub received_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// Counts up with each change.
    pub revision: i64,
}

/// The last thing the town hall told the resident about a case. Notes and other inner work are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct News {
    /// `answer_given` or `status_changed`.
    pub kind: EventKind,
    /// When.
    pub at: Timestamp,
}

/// Who took a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Assignee {
    /// The person.
    pub id: StaffId,
    /// As colleagues read it.
    pub display_name: String,
}

/// A page of the clerk's queue.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CasePage {
    /// Newest first, 50 at most.
    pub cases: Vec<CaseRow>,
    /// Ask for the next page with it; nothing on the last page.
    pub next_cursor: Option<String>,
    /// How many cases of one's offices are in each open status.
    pub open: OpenCounts,
}

/// How many cases are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct OpenCounts {
    /// Nobody has looked yet.
    pub received: i64,
    /// Somebody looks.
    pub in_review: i64,
    /// Somebody works.
    pub in_progress: i64,
}

/// Whose cases the queue shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssigneeFilter {
    /// My own.
    Me,
    /// Nobody took them yet.
    Nobody,
    /// All.
    Any,
}

/// A change that is refused when somebody else was faster.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    /// The revision the clerk looked at.
    pub revision: i64,
}

/// Set the status.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetStatus {
    /// The new status.
    pub status: Status,
    /// For the resident; up to 4,000 characters; required with a closing status.
    #[serde(default)]
    pub text: String,
    /// The revision the clerk looked at.
    pub revision: i64,
}

/// Write something on a case.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Write {
    /// 1 to 4,000 characters.
    pub text: String,
}

/// The case after a change.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CaseChanged {
    /// The row as the queue shows it now.
    pub case: CaseRow,
}

/// A note or an answer as colleagues see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Entry {
    /// The entry.
    pub id: EntryId,
    /// When.
    pub at: Timestamp,
    /// What it belongs to.
    pub kind: EventKind,
    /// The status from then on, with a status change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The words; empty when the status changed without any.
    pub text: String,
    /// Who wrote it; nothing when it was the resident.
    pub author: Option<Assignee>,
    /// Whether the resident reads it.
    pub public: bool,
}

/// A piece of work that failed for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FailedJob {
    /// The job.
    pub id: JobId,
    /// What it does, for example `email`.
    pub kind: String,
    /// The case it is about, where there is one.
    pub case: Option<CaseId>,
    /// When it was last tried.
    pub failed_at: Timestamp,
    /// How often it was tried.
    pub attempts: i64,
    /// What went wrong, in English, without personal data.
    pub reason: String,
}

/// Work that failed for good, waiting for somebody's decision.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FailedJobs {
    /// Newest first, 50 at most.
    pub jobs: Vec<FailedJob>,
}

/// A pin of the clerk's map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Pin {
    /// The report.
    pub id: CaseId,
    /// As people say it on the phone.
    pub number: String,
    /// Key of its category.
    pub category: String,
    /// Where it stands.
    pub status: Status,
    /// Latitude, WGS 84.
    pub lat: f64,
    /// Longitude, WGS 84.
    pub lon: f64,
}

/// What lies in a part of the map.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Pins {
    /// Newest first, 50 at most.
    pub pins: Vec<Pin>,
    /// Whether there are more than these.
    pub more: bool,
}
