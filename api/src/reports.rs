//! Issues in public space: what a resident reports, and what comes of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    accounts::Language,
    cases::{Awaiting, CaseRow, Entry, News, Status, TimelineStep},
    ids::{CaseId, PhotoId},
};

/// A picture was taken in, without its metadata.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Photo {
    /// Name it in the report within 24 hours; single use.
    pub id: PhotoId,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// SHA-256 of the stored picture, in hexadecimal.
    pub sha256: String,
}

/// How the place of a report was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaceSource {
    /// The resident put the pin.
    Pin,
    /// The device said where it is.
    Device,
    /// The photo said where it was taken, and the resident agreed.
    Photo,
    /// An address of the town.
    Address,
    /// Only words.
    Words,
}

/// Where it is. A point, an address or words: one of them is enough.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Latitude, WGS 84, -90 to 90; together with `lon` or not at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Longitude, WGS 84, -180 to 180.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Radius in metres within which the device is sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy_m: Option<f64>,
    /// Address, up to 200 characters.
    #[serde(default)]
    pub address: String,
    /// Words, up to 500 characters, for example `behind the school, at the second bench`.
    #[serde(default)]
    pub description: String,
    /// How the place was found.
    pub source: PlaceSource,
}

/// A resident reports something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileReport {
    /// Key of a category of the town.
    pub category: String,
    /// What is wrong; may be empty when there is a photo.
    #[serde(default)]
    pub text: String,
    /// Where it is.
    pub place: Place,
    /// Pictures taken in before, in order.
    #[serde(default)]
    pub photos: Vec<PhotoId>,
    /// Where the status link and the answer go, if the resident wants that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The resident knows that the place is outside the town or near its border.
    #[serde(default)]
    pub outside_confirmed: bool,
    /// Language of e-mails about the report.
    #[serde(default)]
    pub language: Language,
}

/// The report is stored for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportFiled {
    /// The report, which is also the case.
    pub id: CaseId,
    /// As people say it on the phone.
    pub number: String,
    /// When the server stored it.
    pub received_at: Timestamp,
    /// Secret of the status link; stands behind the `#` of `/meldung#…`, is stored only as a hash. Empty for who files for
    /// somebody else.
    pub secret: String,
    /// SHA-256 of the body of the request that filed it, in hexadecimal.
    pub sha256: String,
}

/// Look up a report by the secret of its link.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LookUp {
    /// What stands behind the `#`.
    pub secret: String,
}

/// A row of one's own reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportRow {
    /// The report.
    pub id: CaseId,
    /// As people say it on the phone.
    pub number: String,
    /// Key of its category.
    pub category: String,
    /// Place or first words, up to 120 characters.
    pub summary: String,
    /// Where it stands.
    pub status: Status,
    /// Who has the ball.
    pub awaiting: Awaiting,
    /// When it arrived.
    pub received_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// The last thing the town hall said about it; nothing while it has said nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub news: Option<News>,
}

/// One's own reports.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ReportPage {
    /// Newest first, 50 at most.
    pub reports: Vec<ReportRow>,
    /// Ask for the next page with it; nothing on the last page.
    pub next_cursor: Option<String>,
}

/// A report as its reporter sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Report {
    /// The report.
    pub id: CaseId,
    /// As people say it on the phone.
    pub number: String,
    /// Key of its category.
    pub category: String,
    /// What is wrong.
    pub text: String,
    /// Where it is.
    pub place: Place,
    /// Its pictures, in order.
    pub photos: Vec<Photo>,
    /// Where it stands.
    pub status: Status,
    /// Who has the ball.
    pub awaiting: Awaiting,
    /// Key of the office that works on it.
    pub office: String,
    /// When it arrived.
    pub received_at: Timestamp,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineStep>,
    /// Whether the status link works.
    pub link_active: bool,
}

/// How a report reached the town hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The resident sent it.
    Online,
    /// By telephone.
    Phone,
    /// In person at the counter.
    Counter,
    /// On paper.
    Paper,
    /// By e-mail.
    Email,
}

impl Channel {
    /// All channels.
    pub const ALL: &'static [Channel] = &[Self::Online, Self::Phone, Self::Counter, Self::Paper, Self::Email];

    /// The channel as it stands on the wire and in the database.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Phone => "phone",
            Self::Counter => "counter",
            Self::Paper => "paper",
            Self::Email => "email",
        }
    }

    /// The channel of a text, if there is one.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|channel| channel.text() == text)
    }
}

/// A clerk records what somebody said on the phone, at the counter or on paper.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordReport {
    /// How it came in; not `online`.
    pub channel: Channel,
    /// Who said it and how to reach the person, up to 200 characters; may be empty.
    #[serde(default)]
    pub reporter: String,
    /// What was said. Limits as for residents.
    pub report: FileReport,
}

/// A report as the clerk sees it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DeskReport {
    /// The case with status, office, assignee and revision.
    pub case: CaseRow,
    /// How it came in.
    pub channel: Channel,
    /// Name of the account, or what the clerk noted; nothing when nobody said.
    pub reporter: Option<String>,
    /// The reporter's e-mail address, if one was given.
    pub email: Option<String>,
    /// What is wrong.
    pub text: String,
    /// Where it is.
    pub place: Place,
    /// Whether the place lies outside the town or near its border.
    pub outside: bool,
    /// Its pictures, in order.
    pub photos: Vec<Photo>,
    /// What happened and was written, oldest first.
    pub entries: Vec<Entry>,
}
