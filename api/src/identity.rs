//! How well the town hall knows who somebody is, and the ways to prove it.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::ProofId;

/// Level of a proof of identity, lowest first: the levels of assurance of Regulation (EU) 910/2014 (eIDAS), article 8,
/// with `basic` for its "low" and `none` for nobody having looked.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum TrustLevel {
    /// Somebody said so.
    #[default]
    None,
    /// A code reached the registered address.
    Basic,
    /// Checked in person, or by an eID of level substantial.
    Substantial,
    /// The online function of an identity card.
    High,
}

impl TrustLevel {
    /// All levels, lowest first.
    pub const ALL: &'static [TrustLevel] = &[Self::None, Self::Basic, Self::Substantial, Self::High];

    /// The level as it stands on the wire and in the database.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Basic => "basic",
            Self::Substantial => "substantial",
            Self::High => "high",
        }
    }

    /// The level of a text, if there is one.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|level| level.text() == text)
    }
}

/// A way to prove who one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// A code by letter to the address: basic.
    LetterCode,
    /// A document shown at the counter of the town hall: substantial.
    Counter,
    /// An electronic identity through a broker (OpenID Connect): the level it asserts.
    Eid,
}

impl Means {
    /// All ways.
    pub const ALL: &'static [Means] = &[Self::LetterCode, Self::Counter, Self::Eid];

    /// The way as it stands on the wire and in the database.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::LetterCode => "letter_code",
            Self::Counter => "counter",
            Self::Eid => "eid",
        }
    }

    /// The way of a text, if there is one.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|means| means.text() == text)
    }
}

/// What was shown at the counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Document {
    /// Identity card.
    IdCard,
    /// Passport.
    Passport,
    /// Residence permit.
    ResidencePermit,
    /// Another official document with a photo.
    Other,
}

impl Document {
    /// All documents.
    pub const ALL: &'static [Document] = &[Self::IdCard, Self::Passport, Self::ResidencePermit, Self::Other];

    /// The document as it stands on the wire and in the database.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::IdCard => "id_card",
            Self::Passport => "passport",
            Self::ResidencePermit => "residence_permit",
            Self::Other => "other",
        }
    }

    /// The document of a text, if there is one.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|document| document.text() == text)
    }
}

/// Where somebody lives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Street and number, 1 to 100 characters.
    pub street: String,
    /// 5 digits.
    pub postcode: String,
    /// 1 to 100 characters.
    pub place: String,
}

/// Who somebody is, as a document says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// 1 to 100 characters.
    pub given_name: String,
    /// 1 to 100 characters.
    pub family_name: String,
    /// Day of birth.
    pub birth_date: Date,
    /// Where the person lives.
    pub address: Address,
}

/// One proof of identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Proof {
    /// The proof.
    pub id: ProofId,
    /// How it was proven.
    pub means: Means,
    /// How well.
    pub level: TrustLevel,
    /// When.
    pub at: Timestamp,
    /// After this it does not count any more.
    pub valid_until: Timestamp,
    /// Whether it counts now.
    pub counts: bool,
    /// Who looked at the document, for a check at the counter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_by: Option<String>,
    /// What was shown at the counter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
}

/// A letter with a code on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LetterOnItsWay {
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// Its code works until then.
    pub expires_at: Timestamp,
    /// Wrong tries that are left, of five.
    pub tries_left: u32,
    /// Where it goes.
    pub address: Address,
}

/// A way to a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Way {
    /// The way.
    pub means: Means,
    /// The highest level it leads to.
    pub level: TrustLevel,
    /// Name of the broker by language, for `eid`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub name: Option<crate::town::Texts>,
}

/// How well the town hall knows the resident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Identity {
    /// The highest level that is proven and counts now.
    pub proven: TrustLevel,
    /// The level of this session: the lower one of what is proven and of what a passkey can show.
    pub level: TrustLevel,
    /// After a recovery: mail and profile stay locked until this level is proven again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked_until: Option<TrustLevel>,
    /// Newest first.
    pub proofs: Vec<Proof>,
    /// A letter on its way, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<LetterOnItsWay>,
    /// Ways this town offers, the easiest first.
    pub ways: Vec<Way>,
}

/// Ask for a letter with a code. The name must be the one on the letter box.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestLetter {
    /// 1 to 100 characters.
    pub given_name: String,
    /// 1 to 100 characters.
    pub family_name: String,
    /// Where the letter goes; proven when its code comes back.
    pub address: Address,
}

/// A code that somebody typed: case, blanks and hyphens do not matter.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnterCode {
    /// As it stands on paper or screen.
    pub code: String,
}

/// A code to show at the counter.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CounterCode {
    /// `ABCD-EFGH`.
    pub code: String,
    /// It works once, until then.
    pub expires_at: Timestamp,
}

/// What the clerk sees after entering the code of a resident in front of her.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CheckOpened {
    /// How the town hall addresses the person.
    pub display_name: String,
    /// What the person stated or proved before; empty where nothing is known.
    pub given_name: String,
    /// As above.
    pub family_name: String,
    /// As above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
    /// As above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
}

/// The clerk looked at a document and at the person.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordCheck {
    /// The code on the resident's screen; used up by this.
    pub code: String,
    /// What was shown.
    pub document: Document,
    /// What the document says.
    pub person: Person,
    /// The family name changed since the last proof (marriage, say); the document shows the former one.
    #[serde(default)]
    pub family_name_changed: bool,
}

/// Leave for the eID broker.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartEid {
    /// Only for the app, which leaves by the system's browser: the loopback address it waits on,
    /// `http://127.0.0.1:<port>/back` (RFC 8252, 7.3). Up to 300 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_to: Option<String>,
}

/// The way to the eID broker; open it in the browser.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct EidStarted {
    /// Address at the broker.
    pub redirect: String,
    /// For somebody who comes back without a session: whoever left shows it on the way back. Keep it in the window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// The person must be back by then.
    pub expires_at: Timestamp,
}

/// What the broker sent along when the person came back (RFC 6749, 4.1.2; RFC 9207).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FinishEid {
    /// `code` of the return address.
    pub code: String,
    /// `state` of the return address.
    pub state: String,
    /// `iss` of the return address, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iss: Option<String>,
    /// The claim of [`EidStarted`], where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
}

/// Somebody is back from the broker in a browser that did not leave: where did they leave from?
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskEidReturn {
    /// `state` of the return address.
    pub state: String,
}

/// Where the person left from.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct EidReturn {
    /// The address of the app on this device that waits for `code`, `state` and `iss`.
    pub return_to: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_ordered_and_found_by_their_text() {
        assert!(TrustLevel::None < TrustLevel::Basic && TrustLevel::Substantial < TrustLevel::High);
        for level in TrustLevel::ALL {
            assert_eq!(TrustLevel::of_text(level.text()), Some(*level));
        }
    }
}
