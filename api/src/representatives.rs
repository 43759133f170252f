//! People who act for somebody else: invited by the person, or by law and proven at the counter.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::{RepresentationId, ShownCodeId};

/// What somebody may do for somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RepresentationScope {
    /// Read letters.
    ReadMail,
    /// File reports, and read the person's reports.
    FileReports,
    /// Fill in applications.
    FillApplications,
}

impl RepresentationScope {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::ReadMail, Self::FileReports, Self::FillApplications];

    /// As it stands on the wire and in the database.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::ReadMail => "read_mail",
            Self::FileReports => "file_reports",
            Self::FillApplications => "fill_applications",
        }
    }
}

/// Why somebody may act for somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RepresentationBasis {
    /// The person wished it; she can end it at once.
    Invited,
    /// A parent (BGB 1629).
    Parent,
    /// A guardian of a minor (BGB 1773, 1789).
    Guardian,
    /// A legal carer (BGB 1814, 1823).
    Carer,
}

impl RepresentationBasis {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Invited, Self::Parent, Self::Guardian, Self::Carer];

    /// As it stands on the wire and in the database.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Parent => "parent",
            Self::Guardian => "guardian",
            Self::Carer => "carer",
        }
    }

    /// The basis of a text, if there is one.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|basis| basis.text() == text)
    }
}

/// Ask somebody to help. The code is shown in person.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InviteRepresentative {
    /// What she may do; at least one.
    pub scopes: Vec<RepresentationScope>,
    /// Until when, two years from now at most.
    pub ends_at: Timestamp,
}

/// A code to show in person. It works once.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ShownCode {
    /// Names the code for its owner.
    pub id: ShownCodeId,
    /// `ABCD-EFGH-JKMN-P`; typing is forgiven. Shown this once only.
    pub code: String,
    /// A quarter of an hour from now.
    pub expires_at: Timestamp,
}

/// A code that waits.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct WaitingCode {
    /// Names the code for its owner.
    pub id: ShownCodeId,
    /// What it would allow; empty when it only shows the person to a clerk.
    pub scopes: Vec<RepresentationScope>,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// Accept an invitation to help.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptRepresentation {
    /// As the person showed it.
    pub code: String,
}

/// Somebody may act for somebody else.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Representation {
    /// Goes into the header `Rathaus-For` of what is done for the person.
    pub id: RepresentationId,
    /// Name of the person who is helped.
    pub person: String,
    /// Name of the one who helps.
    pub representative: String,
    /// Why.
    pub basis: RepresentationBasis,
    /// What she may do.
    pub scopes: Vec<RepresentationScope>,
    /// Since when.
    pub since: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// Whether the one who asks can end it now: what is proven by law ends at the counter.
    pub can_end: bool,
}

/// Who may act for me, and for whom I may act. Nobody inherits a level of trust.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Representations {
    /// People who act for me.
    pub for_me: Vec<Representation>,
    /// People I act for.
    pub by_me: Vec<Representation>,
    /// Codes of mine that nobody has used yet.
    pub codes: Vec<WaitingCode>,
}

/// Rights by law that hold now, for the counter.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RecordedRepresentations {
    /// Newest first, 20 a page.
    pub representations: Vec<Representation>,
    /// The next page begins here.
    pub next_cursor: Option<RepresentationId>,
}

/// Whom a representation by law is for.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Represented {
    /// Somebody with an account, who shows a code.
    Code(String),
    /// Somebody without (a child, say): an account without a way in is made under this name, 1 to 100 characters.
    Name(String),
}

/// Record a representation by law, seen at the counter.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordRepresentation {
    /// The code the representative shows.
    pub representative_code: String,
    /// Whom it is for.
    pub represented: Represented,
    /// `parent`, `guardian` or `carer`.
    pub basis: RepresentationBasis,
    /// What she may do; at least one.
    pub scopes: Vec<RepresentationScope>,
    /// Until when: of age, or the end of the appointment; 18 years from now at most.
    pub ends_at: Timestamp,
    /// What was shown: 3 to 200 characters, no numbers of documents.
    pub shown: String,
}
