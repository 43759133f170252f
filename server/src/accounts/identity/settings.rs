//! Identity proofs in the configuration file.

use std::{collections::BTreeMap, fmt};

use rathaus_api::{
    identity::{Means, TrustLevel},
    town::Texts,
};
use serde::Deserialize;

/// How long proofs count, and the eID broker.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct IdentitySettings {
    /// Days a code by letter counts.
    pub letter_days: u32,
    /// Days a check at the counter counts.
    pub counter_days: u32,
    /// Days a proof by eID counts.
    pub eid_days: u32,
    /// The broker; without it there is no eID.
    pub eid: Option<EidSettings>,
}

impl Default for IdentitySettings {
    fn default() -> Self {
        Self { letter_days: 730, counter_days: 1825, eid_days: 730, eid: None }
    }
}

impl IdentitySettings {
    /// How long a proof counts, in milliseconds.
    #[must_use]
    pub fn validity_ms(&self, means: Means) -> i64 {
        let days = match means {
            Means::LetterCode => self.letter_days,
            Means::Counter => self.counter_days,
            Means::Eid => self.eid_days,
        };
        i64::from(days) * 24 * 3_600_000
    }
}

/// An OpenID provider that knows people by their electronic identity, for example BundID.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EidSettings {
    /// Issuer, letter by letter as its metadata says (OpenID Connect Discovery, 4.3).
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// Our secret there.
    pub client_secret: String,
    /// Its name for people, by language.
    pub name: Texts,
    /// What its `acr` values are worth. Others are worth nothing.
    pub acr: BTreeMap<String, TrustLevel>,
    /// Scopes beside `openid`.
    #[serde(default = "scopes")]
    pub scopes: Vec<String>,
    /// Other hosts the broker uses for its addresses; nothing else is ever asked.
    #[serde(default)]
    pub hosts: Vec<String>,
}

/// The secret never stands in a log.
impl fmt::Debug for EidSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("EidSettings").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

fn scopes() -> Vec<String> {
    ["profile", "address"].map(str::to_owned).to_vec()
}
