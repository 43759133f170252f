//! How well the town hall knows who somebody is.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
