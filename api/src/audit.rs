//! Who looked: each look into and each change of what belongs to a resident, as the resident reads it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:tt,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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

words! {
    /// What somebody did.
    AccessAction {
        /// Opened it and could read it.
        Opened = "opened",
        /// Looked for it.
        Searched = "searched",
        /// Took a copy out of the program.
        Exported = "exported",
        /// Made it.
        Created = "created",
        /// Changed it: status, answer, note, who works on it, rights.
        Changed = "changed",
        /// Ended it.
        Ended = "ended",
        /// Erased the names and texts of older entries.
        WordsErased = "words_erased",
    }
}

words! {
    /// Why it was done. Each person at the desk acts for one of these (GDPR article 5 (1) b).
    AccessPurpose {
        /// Work of one's own office.
        Processing = "processing",
        /// Standing in for an absent colleague.
        Substitution = "substitution",
        /// Another office's matter; the reason says why.
        OtherOffice = "other_office",
        /// Checking who somebody is.
        Identity = "identity",
        /// Running the town hall: people, roles, rights.
        Administration = "administration",
        /// Acting for the resident, with the right to do so.
        Representation = "representation",
        /// The resident's own wish.
        OwnWish = "own_wish",
        /// The law asks for erasing.
        Erasure = "erasure",
    }
}

words! {
    /// What it was done to.
    AccessObject {
        /// A case: a report, an application.
        Case = "case",
        /// A picture of a report.
        Photo = "photo",
        /// The queue's search.
        Queue = "queue",
        /// A letter.
        Letter = "letter",
        /// Many letters that were handed over at once.
        Run = "run",
        /// A resident's account and what it says about the person.
        Account = "account",
        /// A proof of identity.
        IdentityProof = "identity_proof",
        /// A right to act for somebody.
        Representation = "representation",
        /// Somebody who works in the town hall.
        StaffMember = "staff_member",
        /// Standing in for somebody.
        Substitution = "substitution",
        /// This log itself.
        Log = "log",
    }
}

/// What kind of person it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccessBy {
    /// Somebody in the town hall.
    Staff,
    /// Somebody who may act for the resident.
    Representative,
    /// The server itself.
    System,
}

/// One look or change, for the resident: "Building office, Mrs K., opened your report 2026-000042 on 3 March:
/// processing".
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AccessLogEntry {
    /// Number of the entry, for talking about it.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What kind of person it was.
    pub by: AccessBy,
    /// Name of the person; nothing once it was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Key of the person's office at that time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// What was done.
    pub action: AccessAction,
    /// Why.
    pub purpose: AccessPurpose,
    /// What it was done to.
    pub object: AccessObject,
    /// Id of that, to link to.
    pub object_id: String,
    /// How people call it, for example the number of a case; nothing once it was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The reason somebody of another office gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Who looked.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AccessLog {
    /// Newest first, 50 a page.
    pub entries: Vec<AccessLogEntry>,
    /// Of the next page, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_on_the_wire_and_in_the_database() {
        for action in AccessAction::ALL {
            assert_eq!(serde_json::to_value(action).unwrap(), action.text());
            assert_eq!(AccessAction::of_text(action.text()), Some(*action));
        }
        assert_eq!(AccessPurpose::of_text("curiosity"), None);
    }
}
