//! Ids as newtypes over UUID, so that two of them can never be swapped.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = Uuid)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id that sorts by the time of its making (UUIDv7, RFC 9562).
            #[must_use]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            /// A new id that tells nothing about when it was made (UUIDv4, RFC 9562).
            #[must_use]
            pub fn random() -> Self {
                Self(Uuid::new_v4())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id! {
    /// A resident's account. Random: it is also the WebAuthn user handle.
    AccountId
}
id! {
    /// A person who works in the town hall. Random: it is also the WebAuthn user handle.
    StaffId
}
id! {
    /// One signed-in device: a session of a resident or of a staff member.
    DeviceId
}
id! {
    /// One WebAuthn ceremony between start and finish, five minutes at most.
    CeremonyId
}
id! {
    /// A new device on its way to a passkey of its own, five minutes at most.
    LinkId
}
id! {
    /// What the town hall works on. A report has the id of the case it opened.
    CaseId
}
id! {
    /// A picture that belongs to a report, or waits for one for at most a day.
    PhotoId
}
id! {
    /// A piece of work the server does later.
    JobId
}
id! {
    /// A note or an answer on a case.
    EntryId
}
id! {
    /// A proof of identity. Random: the resident sees it.
    ProofId
}
id! {
    /// A recovery of an account.
    RecoveryId
}
id! {
    /// Somebody standing in for an absent colleague.
    SubstitutionId
}
id! {
    /// A right to act for somebody else.
    RepresentationId
}
id! {
    /// A code that one person shows another.
    ShownCodeId
}
id! {
    /// A letter of the town hall.
    LetterId
}
id! {
    /// A PDF of a letter.
    LetterDocumentId
}
id! {
    /// A question about a letter, or its answer.
    LetterQuestionId
}
id! {
    /// A reference that is linked to a mailbox.
    ReferenceId
}
id! {
    /// Many letters that are handed over at once.
    RunId
}
