//! The shelf of places where immutable objects (pictures, later letters) are kept.
//!
//! An object is written once under a random name and never changed; what it is, whose it is and the SHA-256
//! of its content stand in a database row, never in the name. Order of a write: a row that nobody can see yet, then
//! bytes, fsync, rename, fsync of the folder, and only then the answer that lets somebody name the object. What a
//! crash in between leaves behind is known to the database and erased with its row; objects without any row (from a
//! restored backup, say) are strays.
//!
//! Each item of the shelf is a module with the same functions (`put`, `get`, `delete`, `strays`): `folder` today.

mod folder;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub use folder::Folder;

/// Random bytes in a name: 128 bits, so two objects never meet and nobody guesses one.
const NAME_BYTES: usize = 16;

/// Name of one object: 32 lowercase hexadecimal digits, drawn at random.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BlobName(String);

impl BlobName {
    /// A new name from the operating system's randomness.
    #[must_use]
    pub fn random() -> Self {
        use std::fmt::Write;
        let mut name = String::with_capacity(NAME_BYTES * 2);
        for byte in rand::random::<[u8; NAME_BYTES]>() {
            write!(name, "{byte:02x}").expect("writing to a String cannot fail");
        }
        Self(name)
    }

    /// The name as a number: half the memory where many are held.
    #[must_use]
    pub fn number(&self) -> u128 {
        u128::from_str_radix(&self.0, 16).expect("32 hexadecimal digits are 128 bits")
    }

    /// The name as it stands in a row.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BlobName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<BlobName> for String {
    fn from(name: BlobName) -> Self {
        name.0
    }
}

/// The text is not the name of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a stored object (32 hexadecimal digits)")]
pub struct NotABlobName;

impl FromStr for BlobName {
    type Err = NotABlobName;

    fn from_str(text: &str) -> Result<Self, NotABlobName> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<String> for BlobName {
    type Error = NotABlobName;

    fn try_from(text: String) -> Result<Self, NotABlobName> {
        let digits = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if digits && text.len() == NAME_BYTES * 2 { Ok(Self(text)) } else { Err(NotABlobName) }
    }
}

/// What can happen to an object on its way to or from its shelf.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// No space (or quota) is left: the caller answers "later", and someone must make room.
    #[error("no space left for stored objects")]
    Full(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// No object has this name.
    #[error("no stored object of this name")]
    Missing,
    /// The shelf cannot be used at all: wrong path, missing rights, broken disk.
    #[error("stored objects cannot be reached")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}
