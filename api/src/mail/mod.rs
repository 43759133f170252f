//! Letters of the town hall: one message, one recipient. Residents read them, the desk writes and sends them.
//!
//! Four days are never mixed up: decided (`decided_on`), provided (`provided_at`), retrieved (`retrieved_at`) and served
//! (`served_on`, which only [`rathaus_law`] knows).

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:tt,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// As it stands on the wire and in the database.
            #[must_use]
            pub fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// What a text means, if anything.
            #[must_use]
            pub fn of_text(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.text() == text)
            }
        }
    };
}

mod desk;
mod resident;
mod runs;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::{LetterDocumentId, LetterQuestionId};

pub use desk::*;
pub use resident::*;
pub use runs::*;

words! {
    /// What a letter is.
    LetterKind {
        /// Something to know.
        Info = "info",
        /// The town hall wants something.
        Request = "request",
        /// An administrative act; it starts a remedy period.
        Decision = "decision",
        /// Something to pay.
        Invoice = "invoice",
        /// Something is overdue.
        Reminder = "reminder",
        /// Something arrived or was paid.
        Receipt = "receipt",
    }
}

words! {
    /// How a letter reaches its recipient.
    LetterChannel {
        /// The town's own mailbox.
        Digital = "digital",
        /// By post.
        Paper = "paper",
    }
}

words! {
    /// Where a letter stands, as the desk sees it.
    LetterState {
        /// Being written.
        Draft = "draft",
        /// Will be sent at a time, or is being sent now.
        Scheduled = "scheduled",
        /// In the mailbox, unread.
        Provided = "provided",
        /// Opened by the recipient, or by somebody with a right by law.
        Retrieved = "retrieved",
        /// Somebody must decide; `doubt` says why.
        NeedsClerk = "needs_clerk",
        /// On its way to the print shelf.
        Printing = "printing",
        /// On the print shelf.
        Printed = "printed",
        /// Withdrawn. Only evidence follows.
        Cancelled = "cancelled",
        /// Given up by a clerk's decision.
        Ended = "ended",
    }
}

words! {
    /// Why somebody must decide.
    LetterDoubt {
        /// Two accounts could be the recipient's.
        TwoCandidates = "two_candidates",
        /// Nobody's mailbox, and no address for paper.
        NoAddress = "no_address",
        /// The account of the case is not proven well enough.
        NotProven = "not_proven",
        /// Choosing the channel failed.
        Error = "error",
        /// Opened after the earlier and before the later end of the window: provide it again.
        WindowEnd = "window_end",
        /// The notice reached nobody.
        NoticeFailed = "notice_failed",
        /// The paper could not be made.
        PrintFailed = "print_failed",
        /// The paper letter came back.
        Returned = "returned",
    }
}

words! {
    /// Why a letter goes this way.
    ChannelReason {
        /// A mailbox whose owner is proven to be the recipient.
        Person = "person",
        /// A mailbox to which the recipient linked the reference.
        Reference = "reference",
        /// The mailbox of the case's reporter.
        Case = "case",
        /// Nobody with this name, day of birth and address has a mailbox.
        NoMailbox = "no_mailbox",
        /// The owner of the mailbox did not consent to digital letters, or not any more.
        NoConsent = "no_consent",
        /// The owner of the mailbox has not the level that the letter asks for.
        LevelTooLow = "level_too_low",
        /// This way of service is none for a mailbox.
        Regime = "regime",
        /// Nobody retrieved it within the window.
        WindowEnded = "window_ended",
        /// A clerk decided so.
        Clerk = "clerk",
        /// Two accounts could be the recipient's.
        TwoCandidates = "two_candidates",
        /// Nobody's mailbox, and no address for paper.
        NoAddress = "no_address",
        /// The account of the case is not proven well enough.
        NotProven = "not_proven",
        /// It could not be found out.
        Error = "error",
    }
}

words! {
    /// What a document is in its letter.
    DocumentRole {
        /// The letter itself.
        Main = "main",
        /// Comes along.
        Attachment = "attachment",
    }
}

words! {
    /// What one can do with a letter.
    LetterActionKind {
        /// Pay.
        Pay = "pay",
        /// Reply.
        Reply = "reply",
        /// Book an appointment.
        Book = "book",
        /// Send documents.
        Upload = "upload",
        /// Open a page.
        Open = "open",
    }
}

words! {
    /// What somebody wants to know about a letter.
    QuestionKind {
        /// A question.
        Question = "question",
        /// Say it in Leichte Sprache.
        SimpleLanguage = "simple_language",
        /// An answer of the town hall.
        Answer = "answer",
    }
}

words! {
    /// Who wrote in a thread.
    QuestionBy {
        /// The resident.
        Resident = "resident",
        /// Somebody who acts for the resident.
        Representative = "representative",
        /// The town hall.
        TownHall = "town_hall",
    }
}

/// Something one can do with a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterAction {
    /// What.
    pub kind: LetterActionKind,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// How much, with `pay`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_cents: Option<i64>,
    /// Where to, with `pay`: an IBAN without blanks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iban: Option<String>,
    /// To whom, with `pay`: 1 to 70 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payee: Option<String>,
    /// What for, with `pay`: up to 140 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remittance: Option<String>,
    /// Where it is done: an `https` address of up to 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A PDF of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LetterDocument {
    /// The document.
    pub id: LetterDocumentId,
    /// Letter or attachment.
    pub role: DocumentRole,
    /// Name of the file for people.
    pub name: String,
    /// Its pages.
    pub pages: u32,
    /// Its size.
    pub bytes: i64,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

/// One entry of the thread about a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LetterQuestion {
    /// The entry.
    pub id: LetterQuestionId,
    /// When.
    pub at: Timestamp,
    /// Question or answer.
    pub kind: QuestionKind,
    /// Who wrote it.
    pub by: QuestionBy,
    /// Name of the person in the town hall, with an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The words; may be empty with `simple_language`.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_on_the_wire_and_in_the_database() {
        for state in LetterState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.text());
            assert_eq!(LetterState::of_text(state.text()), Some(*state));
        }
        assert_eq!(LetterKind::of_text("postcard"), None);
    }
}
