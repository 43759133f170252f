//! The live stream: what changed, never what it says.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// A report arrived.
    ReportFiled,
    /// A case got another status.
    StatusChanged,
    /// Somebody in the town hall took the case.
    CaseTaken,
    /// Somebody in the town hall let go of the case.
    CaseReleased,
    /// The town hall answered in public.
    AnswerGiven,
    /// A note for colleagues was written.
    NoteWritten,
    /// The status link of a report was revoked.
    LinkRevoked,
    /// An account was made.
    AccountCreated,
    /// A device signed in.
    DeviceSignedIn,
    /// A device was signed out.
    DeviceSignedOut,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was taken away.
    PasskeyRemoved,
    /// A new device showed the code of a link and waits for its owner.
    LinkEntered,
    /// Somebody's identity was proven.
    IdentityProven,
    /// A resident's profile changed.
    ProfileChanged,
    /// Somebody began to recover an account.
    RecoveryStarted,
    /// A recovery was stopped by the account's owner.
    RecoveryStopped,
    /// An account was recovered: new passkey, old ones gone.
    AccountRecovered,
    /// An account was blocked with the code of its card.
    AccountBlocked,
    /// A blocked account was opened again.
    AccountUnblocked,
    /// A resident deleted the account.
    AccountDeleted,
    /// A member of staff was invited.
    StaffInvited,
    /// An administrator withdrew an invitation before anybody accepted it.
    StaffInvitationWithdrawn,
    /// A member of staff accepted the invitation.
    StaffJoined,
    /// A member of staff got another role, office or name.
    StaffChanged,
    /// A member of staff left.
    StaffLeft,
    /// Somebody may act for the resident from now on.
    RepresentationBegan,
    /// Somebody may not act for the resident any more.
    RepresentationEnded,
    /// A letter was put into the resident's mailbox.
    LetterProvided,
    /// A letter in the mailbox still waits to be opened.
    LetterReminded,
    /// The town hall withdrew a letter.
    LetterWithdrawn,
    /// The town hall answered a question about a letter.
    LetterAnswered,
    /// A resident asked about a letter.
    LetterAsked,
    /// A letter changed, as the desk sees it.
    LetterChanged,
    /// A run of letters changed or went on.
    RunChanged,
    /// A job failed for good.
    JobFailed,
    /// A failed job was started again.
    JobRetried,
}

impl EventKind {
    /// All kinds.
    pub const ALL: &'static [EventKind] = &[
        Self::ReportFiled,
        Self::StatusChanged,
        Self::CaseTaken,
        Self::CaseReleased,
        Self::AnswerGiven,
        Self::NoteWritten,
        Self::LinkRevoked,
        Self::AccountCreated,
        Self::DeviceSignedIn,
        Self::DeviceSignedOut,
        Self::PasskeyAdded,
        Self::PasskeyRemoved,
        Self::LinkEntered,
        Self::IdentityProven,
        Self::ProfileChanged,
        Self::RecoveryStarted,
        Self::RecoveryStopped,
        Self::AccountRecovered,
        Self::AccountBlocked,
        Self::AccountUnblocked,
        Self::AccountDeleted,
        Self::StaffInvited,
        Self::StaffInvitationWithdrawn,
        Self::StaffJoined,
        Self::StaffChanged,
        Self::StaffLeft,
        Self::RepresentationBegan,
        Self::RepresentationEnded,
        Self::LetterProvided,
        Self::LetterReminded,
        Self::LetterWithdrawn,
        Self::LetterAnswered,
        Self::LetterAsked,
        Self::LetterChanged,
        Self::RunChanged,
        Self::JobFailed,
        Self::JobRetried,
    ];

    /// The kind as it stands on the wire and in the database.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::ReportFiled => "report_filed",
            Self::StatusChanged => "status_changed",
            Self::CaseTaken => "case_taken",
            Self::CaseReleased => "case_released",
            Self::AnswerGiven => "answer_given",
            Self::NoteWritten => "note_written",
            Self::LinkRevoked => "link_revoked",
            Self::AccountCreated => "account_created",
            Self::DeviceSignedIn => "device_signed_in",
            Self::DeviceSignedOut => "device_signed_out",
            Self::PasskeyAdded => "passkey_added",
            Self::PasskeyRemoved => "passkey_removed",
            Self::LinkEntered => "link_entered",
            Self::IdentityProven => "identity_proven",
            Self::ProfileChanged => "profile_changed",
            Self::RecoveryStarted => "recovery_started",
            Self::RecoveryStopped => "recovery_stopped",
            Self::AccountRecovered => "account_recovered",
            Self::AccountBlocked => "account_blocked",
            Self::AccountUnblocked => "account_unblocked",
            Self::AccountDeleted => "account_deleted",
            Self::StaffInvited => "staff_invited",
            Self::StaffInvitationWithdrawn => "staff_invitation_withdrawn",
            Self::StaffJoined => "staff_joined",
            Self::StaffChanged => "staff_changed",
            Self::StaffLeft => "staff_left",
            Self::RepresentationBegan => "representation_began",
            Self::RepresentationEnded => "representation_ended",
            Self::LetterProvided => "letter_provided",
            Self::LetterReminded => "letter_reminded",
            Self::LetterWithdrawn => "letter_withdrawn",
            Self::LetterAnswered => "letter_answered",
            Self::LetterAsked => "letter_asked",
            Self::LetterChanged => "letter_changed",
            Self::RunChanged => "run_changed",
            Self::JobFailed => "job_failed",
            Self::JobRetried => "job_retried",
        }
    }

    /// The kind of a text, if there is one.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.text() == text)
    }
}

/// One server-sent event; `id:` of the stream is `seq`, and `Last-Event-ID` resumes after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LiveEvent {
    /// Counts up without gaps in the order of commits.
    pub seq: i64,
    /// What happened.
    pub kind: EventKind,
    /// Id of the case (or other object) it happened to.
    pub object: String,
    /// When.
    pub at: Timestamp,
    /// The resident wants no notice of this on devices, or none now: pages are refreshed, nobody rings.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub quiet: bool,
}
