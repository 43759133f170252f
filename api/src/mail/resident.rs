//! Letters as residents read them.

use jiff::{Timestamp, civil::Date};
use rathaus_law::{Answer, RemedyNotice};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{LetterAction, LetterDocument, LetterKind, LetterQuestion, QuestionKind};
use crate::{
    accounts::Language,
    identity::TrustLevel,
    ids::{LetterId, ReferenceId},
};

words! {
    /// Which letters somebody looks at.
    LetterBox {
        /// Those that are not put away.
        Inbox = "inbox",
        /// Those that are.
        Archive = "archive",
        /// Both.
        All = "all",
    }
}

words! {
    /// Where a letter stands, as its recipient sees it.
    LetterStage {
        /// It can be opened.
        Provided = "provided",
        /// It was opened; this started what its opening starts.
        Retrieved = "retrieved",
        /// It waited too long and goes by post.
        OnPaper = "on_paper",
        /// The town hall withdrew it.
        Withdrawn = "withdrawn",
        /// It is not provided any more.
        Ended = "ended",
    }
}

/// A line of the mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LetterRow {
    /// The letter.
    pub id: LetterId,
    /// What it is.
    pub kind: LetterKind,
    /// Subject.
    pub subject: String,
    /// Key of the office.
    pub office: String,
    /// What one finds on paper letters (file number, Kassenzeichen); empty without one.
    pub reference: String,
    /// When it was put into the mailbox.
    pub provided_at: Timestamp,
    /// Where it stands.
    pub stage: LetterStage,
    /// Waits to be opened; after a new provision also what was opened before.
    pub unread: bool,
    /// Whether the one who asks opened it: content is there.
    pub opened: bool,
    /// Marked.
    pub starred: bool,
    /// Put away.
    pub archived: bool,
    /// Until when one may object, if that runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub safe_until: Option<Date>,
    /// Until when the town hall waits for a reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_by: Option<Date>,
    /// Last day on which it can be opened for sure, while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_until: Option<Date>,
}

/// A page of the mailbox.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LetterPage {
    /// Newest first, 50 at most.
    pub letters: Vec<LetterRow>,
    /// Ask for the next page with it; nothing on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// How many letters of the inbox wait to be opened.
    pub unread: i64,
}

/// The window in which a letter must be retrieved (VwVfG 41(2a)), as its recipient is told: the earlier of two plausible
/// ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenWindow {
    /// The day the notice was sent.
    pub notice_sent_on: Date,
    /// The last day on which opening surely counts.
    pub open_until: Date,
}

/// A letter: its envelope, and its content once it was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Letter {
    /// The line of the mailbox.
    pub envelope: LetterRow,
    /// Which level of identity opens it.
    pub min_level: TrustLevel,
    /// The window in which it must be retrieved (VwVfG 41(2a)), if its way of service has one and the notice was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<OpenWindow>,
    /// When the recipient first opened it by the last provision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retrieved_at: Option<Timestamp>,
    /// The letter it replaces, if that lies in the same mailbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<LetterId>,
    /// The letter that replaced it, if that lies in the same mailbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<LetterId>,
    /// When and why the town hall withdrew it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Withdrawn>,
    /// Until when one may object, with every step; nothing where no remedy is named, or before the opening.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Answer>,
    /// Only after opening.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<LetterContent>,
}

/// The town hall withdrew a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Withdrawn {
    /// When.
    pub at: Timestamp,
    /// Why, in the town hall's words.
    pub reason: String,
}

/// What a letter says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LetterContent {
    /// Plain text; paragraphs are separated by an empty line.
    pub summary: String,
    /// The letter itself, then what comes along.
    pub documents: Vec<LetterDocument>,
    /// What one can do.
    pub actions: Vec<LetterAction>,
    /// What one may do against it, with a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<RemedyNotice>,
    /// When it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Date>,
    /// The thread with the office, oldest first.
    pub questions: Vec<LetterQuestion>,
}

/// Mark a letter; what is missing stays.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkLetter {
    /// Mark it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starred: Option<bool>,
    /// Put it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
}

/// Ask the office about a letter.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskAboutLetter {
    /// `question` or `simple_language`.
    pub kind: QuestionKind,
    /// 1 to 4,000 characters; may be empty with `simple_language`.
    #[serde(default)]
    pub text: String,
}

/// Consent to digital service: nothing is provided digitally without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MailConsent {
    /// What was agreed to; nothing without consent, or after it was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<ConsentGiven>,
}

/// A consent that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConsentGiven {
    /// When.
    pub at: Timestamp,
    /// Version of the wording.
    pub version: String,
    /// Language in which it was shown.
    pub locale: Language,
}

/// A consent that holds or held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConsentKept {
    /// What was agreed to.
    pub given: ConsentGiven,
    /// When it was revoked, or replaced by one to a newer wording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Timestamp>,
}

/// Agree to digital letters.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveConsent {
    /// Version of the wording that was shown, for example `2026-11`; only the one of today is taken.
    pub version: String,
    /// SHA-256 of the wording that was shown (UTF-8, its paragraphs joined by an empty line), as 64 hexadecimal digits.
    pub wording_sha256: String,
    /// Language in which it was shown.
    pub locale: Language,
}

/// A reference whose letters go to this mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LinkedReference {
    /// The link.
    pub id: ReferenceId,
    /// Key of the office.
    pub office: String,
    /// File number or Kassenzeichen.
    pub reference: String,
    /// Since when.
    pub linked_at: Timestamp,
}

/// The references of a mailbox.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LinkedReferences {
    /// Newest first, 100 at most.
    pub references: Vec<LinkedReference>,
}

/// Get what stands under this reference digitally next time.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkReference {
    /// The code of the paper letter; typing is forgiven.
    pub code: String,
}
