//! Letters as the desk writes and sends them.

use jiff::{Timestamp, civil::Date};
use rathaus_law::{Answer, DeliveryRegime, RemedyNotice, Subject, Window};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    ChannelReason, LetterAction, LetterChannel, LetterDocument, LetterDoubt, LetterKind, LetterQuestion,
    LetterState,
};
use crate::{
    identity::{Person, TrustLevel},
    ids::{CaseId, LetterId, LetterQuestionId},
    problem::FieldError,
};

/// Who gets a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LetterRecipient {
    /// The reporter of a case.
    Case(CaseId),
    /// Somebody by name, day of birth and address.
    Person(Person),
    /// Whoever linked this reference of the office.
    Reference(String),
}

/// What stands in a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftLetter {
    /// What it is.
    pub kind: LetterKind,
    /// 1 to 150 characters.
    pub subject: String,
    /// What it says, in plain words: 1 to 4,000 characters, paragraphs separated by an empty line.
    #[serde(default)]
    pub summary: String,
    /// Text of the letter, up to 20,000 characters; becomes the main document where none is uploaded.
    #[serde(default)]
    pub body: String,
    /// Key of the office; one's own, or one that one stands in for.
    pub office: String,
    /// Who gets it.
    pub to: LetterRecipient,
    /// File number or Kassenzeichen, up to 60 characters.
    #[serde(default)]
    pub reference: String,
    /// When it was decided; needed with a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Date>,
    /// How it is served.
    #[serde(default = "default_regime")]
    pub regime: DeliveryRegime,
    /// What a decision is about, as the law of remedies sees it; needed with a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law_subject: Option<Subject>,
    /// Which level of identity opens it: `none` to `substantial`.
    #[serde(default)]
    pub min_level: TrustLevel,
    /// The remedy notice; needed with a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<RemedyNotice>,
    /// Until when the town hall waits for a reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_by: Option<Date>,
    /// What the recipient can do, 10 at most.
    #[serde(default)]
    pub actions: Vec<LetterAction>,
    /// The letter it replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<LetterId>,
}

pub(super) fn default_regime() -> DeliveryRegime {
    DeliveryRegime::RetrievalVwVfG
}

/// Change a draft.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeDraft {
    /// The revision the clerk looked at.
    pub revision: i64,
    /// All of it.
    pub letter: DraftLetter,
}

/// A line of the desk's list. Nothing in it names the recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeskLetterRow {
    /// The letter.
    pub id: LetterId,
    /// Where it stands.
    pub state: LetterState,
    /// Why somebody must decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<LetterDoubt>,
    /// What it is.
    pub kind: LetterKind,
    /// Key of the office.
    pub office: String,
    /// Subject.
    pub subject: String,
    /// File number or Kassenzeichen.
    pub reference: String,
    /// How it went last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<LetterChannel>,
    /// When it is sent, if later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_at: Option<Timestamp>,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// Counts up with each change.
    pub revision: i64,
    /// A question waits for an answer.
    pub asked: bool,
}

/// A page of the desk's letters.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct DeskLetterPage {
    /// Newest first, 50 at most.
    pub letters: Vec<DeskLetterRow>,
    /// Ask for the next page with it; nothing on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// How many of one's offices wait for a decision.
    pub needs_clerk: i64,
    /// How many of one's offices have a question without an answer.
    pub asked: i64,
}

/// One delivery of a letter. A later one follows when nobody retrieved it, it came back, or a clerk decided so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LetterDelivery {
    /// Counts up, beginning with 1.
    pub round: i64,
    /// How; decided once.
    pub channel: LetterChannel,
    /// Why.
    pub why: ChannelReason,
    /// When that was decided.
    pub decided_at: Timestamp,
    /// When it was put into the mailbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provided_at: Option<Timestamp>,
    /// When the notice about that was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_sent_at: Option<Timestamp>,
    /// The window for its retrieval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// When it was retrieved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retrieved_at: Option<Timestamp>,
    /// When it was laid onto the print shelf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed_at: Option<Timestamp>,
    /// The day it was posted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted_on: Option<Date>,
    /// The day it came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned_on: Option<Date>,
    /// When this delivery ended without effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
}

/// A letter with everything the desk knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeskLetter {
    /// The line of the list.
    pub row: DeskLetterRow,
    /// What stands in it; it stays as it is once it was sent.
    pub letter: DraftLetter,
    /// Its documents.
    pub documents: Vec<LetterDocument>,
    /// How it was delivered, oldest first.
    pub deliveries: Vec<LetterDelivery>,
    /// The thread with the recipient, oldest first.
    pub questions: Vec<LetterQuestion>,
    /// What the law says about the last delivery, with a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Answer>,
    /// Reason of the withdrawal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<super::Withdrawn>,
}

words! {
    /// How a letter would go if it were sent now.
    CheckedChannel {
        /// Into a mailbox.
        Digital = "digital",
        /// By post.
        Paper = "paper",
        /// Onto the list of doubts.
        Clerk = "clerk",
    }
}

/// What would happen if the letter were sent now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LetterCheck {
    /// How it would go.
    pub channel: CheckedChannel,
    /// Why.
    pub why: ChannelReason,
    /// What hinders sending; pointers into the draft.
    pub missing: Vec<FieldError>,
    /// With a decision: until when one could object if it were retrieved, or posted, today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview: Option<Answer>,
    /// The window it would have if the notice went out today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
}

/// Send a letter.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendLetter {
    /// The revision the clerk looked at.
    pub revision: i64,
    /// Later than now, a year at most; at once without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_at: Option<Timestamp>,
}

/// Withdraw a letter.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelLetter {
    /// For the recipient: 3 to 500 characters.
    pub reason: String,
}

words! {
    /// What becomes of a letter that waits for a clerk.
    LetterDecision {
        /// By post.
        Print = "print",
        /// Into the mailbox, with a new notice and a new window.
        ProvideAgain = "provide_again",
        /// Nothing more.
        GiveUp = "give_up",
    }
}

/// Decide about a letter.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideLetter {
    /// What.
    pub what: LetterDecision,
    /// Why, for the evidence: 3 to 500 characters.
    pub reason: String,
}

/// A paper letter came back.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterReturned {
    /// On this day.
    pub on: Date,
    /// What stands on the envelope: 3 to 500 characters.
    pub reason: String,
}

/// A paper letter was handed to the post.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterPosted {
    /// On this day.
    pub on: Date,
}

/// Answer in the thread of a letter.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerAboutLetter {
    /// 1 to 4,000 characters.
    pub text: String,
    /// The newest question that was seen: one that came later still waits for an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<LetterQuestionId>,
}

words! {
    /// What is proven.
    EvidenceKind {
        /// A clerk sent it.
        Sent = "sent",
        /// The channel was decided.
        ChannelDecided = "channel_decided",
        /// It was put into the mailbox.
        Provided = "provided",
        /// A notice about that was sent.
        NoticeSent = "notice_sent",
        /// A notice about that could not be sent.
        NoticeFailed = "notice_failed",
        /// A reminder was sent.
        Reminded = "reminded",
        /// It was opened with effect.
        Retrieved = "retrieved",
        /// Somebody without such a right opened a copy.
        CopyOpened = "copy_opened",
        /// The provision ended unread.
        ProvisionEnded = "provision_ended",
        /// It was laid onto the print shelf.
        Printed = "printed",
        /// It could not be printed.
        PrintFailed = "print_failed",
        /// It was handed to the post.
        Posted = "posted",
        /// It came back.
        Returned = "returned",
        /// A clerk must decide.
        NeedsClerk = "needs_clerk",
        /// A clerk decided.
        Decided = "decided",
        /// It was withdrawn.
        Cancelled = "cancelled",
        /// This evidence was exported.
        Exported = "exported",
        /// The recipient erased her copy.
        CopyErased = "copy_erased",
    }
}

/// One entry of the evidence. Nothing is ever changed or erased in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EvidenceEntry {
    /// Counts up, beginning with 1.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: EvidenceKind,
    /// The delivery it belongs to.
    pub round: i64,
    /// `resident`, `staff` or `system`.
    pub actor: String,
    /// Id of who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_id: Option<String>,
    /// The level of identity, with an opening.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<TrustLevel>,
    /// `app` or `browser`, with an opening.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// Codes and days that belong to it; of a reason its salted hash, `reason_sha256`.
    #[schema(value_type = Object)]
    pub detail: serde_json::Value,
    /// SHA-256 over the letter, this entry and the hash before it.
    pub hash: String,
    /// What somebody gave as a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// All evidence of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LetterEvidence {
    /// The letter.
    pub letter: LetterId,
    /// When this copy was made.
    pub made_at: Timestamp,
    /// What was delivered.
    pub documents: Vec<LetterDocument>,
    /// Oldest first.
    pub entries: Vec<EvidenceEntry>,
    /// Whether every hash is what its entry says, and the last entry is the one that was sealed.
    pub sound: bool,
}
