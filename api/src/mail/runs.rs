//! Runs: a town hands over many letters once, a second person releases them, and each recipient gets exactly one channel.
//!
//! A run is made with what all its letters have in common, then gets an archive (ZIP) with PDFs and a list of recipients
//! (`recipients.csv` or `recipients.json`). The server checks everything and counts how it would go; nothing is sent before
//! somebody else of the office releases it with the counts she saw.

use jiff::{Timestamp, civil::Date};
use rathaus_law::{DeliveryRegime, RemedyNotice, Subject};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ChannelReason, CheckedChannel, LetterAction, LetterKind};
use crate::{
    identity::TrustLevel,
    ids::{LetterId, RunId},
};

words! {
    /// Where a run stands.
    RunState {
        /// Waits for its archive.
        Waiting = "waiting",
        /// The server looks through the archive.
        Checking = "checking",
        /// The archive as a whole cannot be used; the doubts say why. Another one may be sent.
        Refused = "refused",
        /// Looked through and counted; waits for the release by somebody else.
        Checked = "checked",
        /// Released; letters are being sent.
        Working = "working",
        /// Released and stopped for now, by somebody or because of `trouble`.
        Paused = "paused",
        /// Every recipient has a channel or waits for a clerk.
        Done = "done",
        /// Given up before the release.
        Cancelled = "cancelled",
    }
}

words! {
    /// What is doubtful. Codes for the archive as a whole refuse it; codes for a row exclude the row, where not said otherwise.
    RunDoubtCode {
        /// Archive: not a ZIP, or damaged.
        ArchiveDamaged = "archive_damaged",
        /// Archive: something in it needs a password.
        ArchiveEncrypted = "archive_encrypted",
        /// Archive: too many files.
        TooManyFiles = "too_many_files",
        /// Archive: it unpacks to more than is allowed, or one of its files does.
        UnpacksTooLarge = "unpacks_too_large",
        /// Archive: a name that leads elsewhere, or a link.
        UnsafeName = "unsafe_name",
        /// Archive: two files have one name.
        DuplicateFile = "duplicate_file",
        /// Archive: another archive is in it.
        NestedArchive = "nested_archive",
        /// Archive: there is neither `recipients.csv` nor `recipients.json`, or there are both.
        NoRecipients = "no_recipients",
        /// Archive: the list of recipients cannot be read: not UTF-8, a column that is missing or unknown, no JSON.
        RecipientsUnreadable = "recipients_unreadable",
        /// Archive: the list is empty.
        NoRows = "no_rows",
        /// Archive: the list is too long.
        TooManyRows = "too_many_rows",
        /// Row: it has too few or too many fields, or a field of another type.
        UnreadableRow = "unreadable_row",
        /// Row: no external id, or a too long one.
        MissingId = "missing_id",
        /// Row: an external id that stands in another row too.
        DuplicateId = "duplicate_id",
        /// Row: a name is missing, or cannot be stored.
        MissingName = "missing_name",
        /// Row: street, postcode or place is missing, or cannot be stored.
        MissingAddress = "missing_address",
        /// Row: no day of birth, or one that cannot be.
        InvalidDate = "invalid_date",
        /// Row: neither row nor run has a subject, or it is too long.
        InvalidSubject = "invalid_subject",
        /// Row: a reference that is too long.
        InvalidReference = "invalid_reference",
        /// Row: the archive has no such file.
        MissingFile = "missing_file",
        /// Row: a file that another row names too.
        FileNamedTwice = "file_named_twice",
        /// Row: the PDF is not accepted.
        RefusedFile = "refused_file",
        /// Row: a decision without a complete remedy notice.
        NoRemedyText = "no_remedy_text",
        /// Row: the letter lacks something else.
        Incomplete = "incomplete",
        /// Row, not excluded: two accounts could be the recipient's; it goes to a clerk.
        TwoCandidates = "two_candidates",
        /// Row, not excluded: it goes to a clerk for another reason.
        NeedsClerk = "needs_clerk",
        /// File: no row names it. Nothing is excluded.
        UnusedFile = "unused_file",
    }
}

impl RunDoubtCode {
    /// Whether the archive cannot be used at all.
    #[must_use]
    pub fn refuses_archive(self) -> bool {
        use RunDoubtCode as Code;
        matches!(
            self,
            Code::ArchiveDamaged
                | Code::ArchiveEncrypted
                | Code::TooManyFiles
                | Code::UnpacksTooLarge
                | Code::UnsafeName
                | Code::DuplicateFile
                | Code::NestedArchive
                | Code::NoRecipients
                | Code::RecipientsUnreadable
                | Code::NoRows
                | Code::TooManyRows
        )
    }

    /// Whether a row with it is left out of the run.
    #[must_use]
    pub fn excludes_row(self) -> bool {
        !self.refuses_archive() && !matches!(self, Self::TwoCandidates | Self::NeedsClerk | Self::UnusedFile)
    }
}

words! {
    /// Why a run stopped by itself.
    RunTrouble {
        /// The archive is not the one that was looked through, or cannot be read any more.
        ArchiveChanged = "archive_changed",
        /// A step failed again and again.
        Failed = "failed",
    }
}

words! {
    /// What became of a recipient; exactly one of these.
    RunOutcome {
        /// Provided in the mailbox, opened or not.
        Digital = "digital",
        /// On the print shelf.
        Printed = "printed",
        /// Somebody must decide, or send it by hand: excluded rows too.
        NeedsClerk = "needs_clerk",
        /// Withdrawn or given up by a clerk after it was sent.
        Withdrawn = "withdrawn",
        /// On its way; at the end there is none.
        Pending = "pending",
    }
}

/// What all letters of a run have in common; as in a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RunLetter {
    /// What they are.
    pub kind: LetterKind,
    /// 1 to 150 characters, for rows without a subject of their own; `{reference}` in it becomes the row's reference.
    pub subject: String,
    /// What they say, in plain words: 1 to 4,000 characters, paragraphs separated by an empty line.
    pub summary: String,
    /// When it was decided; needed with a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Date>,
    /// How they are served.
    #[serde(default = "super::desk::default_regime")]
    pub regime: DeliveryRegime,
    /// What a decision is about, as the law of remedies sees it; needed with a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law_subject: Option<Subject>,
    /// Which level of identity opens them: `none` to `substantial`.
    #[serde(default)]
    pub min_level: TrustLevel,
    /// The remedy notice; needed with a decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<RemedyNotice>,
    /// Until when the town hall waits for a reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_by: Option<Date>,
    /// What the recipients can do, 10 at most.
    #[serde(default)]
    pub actions: Vec<LetterAction>,
}

/// Begin a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRun {
    /// Key of the office; one's own, or one that one stands in for.
    pub office: String,
    /// What the desk calls it: 1 to 100 characters.
    pub name: String,
    /// What its letters have in common.
    pub letter: RunLetter,
}

/// How the rows of a run would go, counted when the archive was looked through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RunForecast {
    /// Into a mailbox.
    pub digital: i64,
    /// By post.
    pub paper: i64,
    /// To a clerk, without the excluded ones.
    pub clerk: i64,
    /// Rows with an error; they are left out and wait for a clerk.
    pub excluded: i64,
}

impl RunForecast {
    /// All rows.
    #[must_use]
    pub fn rows(&self) -> i64 {
        self.digital + self.paper + self.clerk + self.excluded
    }
}

/// What became of the rows so far. `digital + printed + needs_clerk + withdrawn + pending` are all rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RunCounts {
    /// All rows.
    pub rows: i64,
    /// Provided in mailboxes.
    pub digital: i64,
    /// On the print shelf.
    pub printed: i64,
    /// Wait for a clerk, excluded ones included.
    pub needs_clerk: i64,
    /// Withdrawn or given up afterwards.
    pub withdrawn: i64,
    /// On their way.
    pub pending: i64,
    /// Of those that wait for a clerk: left out by the release.
    pub excluded: i64,
}

impl RunCounts {
    /// Whether every row is counted once.
    #[must_use]
    pub fn add_up(&self) -> bool {
        let parts = [self.digital, self.printed, self.needs_clerk, self.withdrawn, self.pending];
        parts.iter().sum::<i64>() == self.rows && (0..=self.needs_clerk).contains(&self.excluded)
    }

    /// Counts one more row.
    pub fn count(&mut self, outcome: RunOutcome, excluded: bool) {
        self.rows += 1;
        self.excluded += i64::from(excluded);
        match outcome {
            RunOutcome::Digital => self.digital += 1,
            RunOutcome::Printed => self.printed += 1,
            RunOutcome::NeedsClerk => self.needs_clerk += 1,
            RunOutcome::Withdrawn => self.withdrawn += 1,
            RunOutcome::Pending => self.pending += 1,
        }
    }
}

/// The archive of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RunArchive {
    /// Its size.
    pub bytes: i64,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// When it was taken in.
    pub at: Timestamp,
    /// Name of who sent it.
    pub by: String,
}

/// A run. Nothing in it names a recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Run {
    /// The run.
    pub id: RunId,
    /// Where it stands.
    pub state: RunState,
    /// Why it stopped by itself, with `paused`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<RunTrouble>,
    /// Key of the office.
    pub office: String,
    /// What the desk calls it.
    pub name: String,
    /// What its letters have in common.
    pub letter: RunLetter,
    /// Name of who made it.
    pub created_by: String,
    /// When.
    pub created_at: Timestamp,
    /// Its archive, once it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive: Option<RunArchive>,
    /// Rows of the list of recipients, once it was read.
    pub rows: i64,
    /// How many of them are done with the step of now: looked through with `checking`, sent with `working` and `paused`.
    pub progress: i64,
    /// How many doubts there are.
    pub doubts: i64,
    /// How the rows would go, once everything was looked through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast: Option<RunForecast>,
    /// What became of them, once it was released.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<RunCounts>,
    /// Name of who released it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released_by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released_at: Option<Timestamp>,
    /// When every row was sent, or it was given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// Whether whoever asks may release it, by role and as somebody else than who made it or sent its archive.
    pub may_release: bool,
    /// Counts up with each change of its state; progress changes nothing.
    pub revision: i64,
}

/// A page of runs.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RunPage {
    /// Newest first, 50 at most. Without `counts`.
    pub runs: Vec<Run>,
    /// Ask for the next page with it; nothing on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// Something doubtful about a run. Names no recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RunDoubt {
    /// Counts up, beginning with 1.
    pub seq: i64,
    /// What.
    pub code: RunDoubtCode,
    /// Whether its row is left out.
    pub excludes: bool,
    /// Row of the list, beginning with 1 and without the line of column names; nothing for the archive or a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<i64>,
    /// External id of the row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Name of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// In English, for whoever made the archive.
    pub detail: String,
}

/// A page of doubts.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RunDoubtPage {
    /// In their order, 50 at most.
    pub doubts: Vec<RunDoubt>,
    /// Ask for the next page with it; nothing on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// Check again, pause, resume or give up a run.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeRun {
    /// The revision the clerk looked at.
    pub revision: i64,
}

/// Release a run: with the counts that were seen, and knowing which rows are left out.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseRun {
    /// The revision the clerk looked at.
    pub revision: i64,
    /// The counts she saw.
    pub forecast: RunForecast,
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RunPiece {
    /// Row of the list, beginning with 1.
    pub row: i64,
    /// As it stood in the list; may be empty or stand twice where the row is excluded.
    pub external_id: String,
    /// Name of the PDF in the archive.
    pub file: String,
    /// What became of it.
    pub outcome: RunOutcome,
    /// Left out by the release.
    pub excluded: bool,
    /// How it was to go when it was looked through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast: Option<CheckedChannel>,
    /// Why it goes this way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<ChannelReason>,
    /// The letter it became.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<LetterId>,
    /// SHA-256 of the PDF, in hexadecimal digits; nothing where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// The reconciliation of a run: what became of each recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RunReport {
    /// Of this document: 1.
    pub version: u32,
    /// The run.
    pub run: RunId,
    /// What the desk calls it.
    pub name: String,
    /// Key of the office.
    pub office: String,
    /// SHA-256 of the archive.
    pub archive_sha256: String,
    /// When this report was made; what it says is of this moment.
    pub made_at: Timestamp,
    /// Whether nothing is on its way any more.
    pub complete: bool,
    /// The counts; they add up to the rows.
    pub counts: RunCounts,
    /// SHA-256 of the lines `row TAB external_id TAB outcome TAB letter TAB sha256 LF` of all pieces, in their order, in
    /// UTF-8; what is missing is empty, and so is a TAB, CR or LF inside.
    pub pieces_sha256: String,
    /// Ed25519 key of the town hall's server, 32 bytes in base64url.
    pub public_key: String,
    /// Signature, 64 bytes in base64url, of the lines `rathaus run report 1`, `run`, `made_at`, `archive_sha256`, the
    /// counts `rows digital printed needs_clerk withdrawn pending excluded` separated by blanks, and `pieces_sha256`,
    /// separated by LF.
    pub signature: String,
    /// One for each row, in the order of the list.
    pub pieces: Vec<RunPiece>,
}
