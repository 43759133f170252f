//! The chain: what each hash covers.
//!
//! Every field goes in with its length before it, so that moving a letter from one field to the next changes the hash.

use sha2::{Digest, Sha256};

use crate::keys::hex;

/// One link, as it is stored. Ids only.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Link {
    /// Number without gaps, beginning with 1.
    pub seq: i64,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Kind of the actor.
    pub actor_kind: String,
    /// Id of the actor, if it is a person.
    pub actor_id: Option<String>,
    /// Office of the actor.
    pub office: Option<String>,
    /// What was done.
    pub action: String,
    /// Why.
    pub purpose: String,
    /// Kind of what it was done to.
    pub object_kind: String,
    /// Its id.
    pub object_id: String,
    /// The resident concerned.
    pub account: Option<String>,
    /// Hash of the words, which may be gone.
    pub words_hash: String,
    /// Hash of all this and of the link before.
    pub hash: String,
}

/// Names and texts of a link, erasable.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Words {
    /// Number of the link.
    pub seq: i64,
    /// Keeps short names from being guessed out of their hash once they are erased.
    pub salt: String,
    /// Name of the actor.
    pub actor_name: String,
    /// How people call the object.
    pub label: String,
    /// Reason somebody gave.
    pub reason: String,
}

/// The newest link, sealed with the server's key.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Head {
    /// Its number, 0 before the first.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
    /// Keyed hash of both.
    pub seal: String,
}

struct Fields(Vec<u8>);

impl Fields {
    fn new(domain: &str) -> Self {
        Self(Vec::with_capacity(512)).text(domain)
    }

    fn text(mut self, text: &str) -> Self {
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    fn maybe(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text("1").text(text),
            None => self.text("0"),
        }
    }

    fn end(self) -> String {
        hex(&Sha256::digest(&self.0))
    }
}

impl Words {
    /// What the link keeps of them.
    #[must_use]
    pub fn hash(&self) -> String {
        let Self { seq, salt, actor_name, label, reason } = self;
        let fields = Fields::new("rathaus audit words 1").text(&seq.to_string());
        fields.text(salt).text(actor_name).text(label).text(reason).end()
    }
}

impl Link {
    /// The hash it must have after a link with the hash `before` (empty for the first).
    #[must_use]
    pub fn hash_after(&self, before: &str) -> String {
        let fields = Fields::new("rathaus audit entry 1").text(before).text(&self.seq.to_string());
        fields
            .text(&self.at.to_string())
            .text(&self.actor_kind)
            .maybe(self.actor_id.as_deref())
            .maybe(self.office.as_deref())
            .text(&self.action)
            .text(&self.purpose)
            .text(&self.object_kind)
            .text(&self.object_id)
            .maybe(self.account.as_deref())
            .text(&self.words_hash)
            .end()
    }
}
