//! Where secrets wait between two starts: the operating system's keyring, or only memory.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Why a secret could not be read or written. "Nothing stored" is not an error, it is `None`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// This computer runs no keyring at all.
    #[error("there is no keyring on this computer")]
    NoStore,
    /// There is a keyring, but it is locked and nobody unlocked it.
    #[error("the keyring is locked")]
    Locked,
    /// The keyring answered something else; the text is for the log.
    #[error("the keyring failed: {0}")]
    Failed(String),
}

/// Under which name a secret is stored; made of parts that contain no secret themselves.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SecretName(String);

impl SecretName {
    /// A name out of the kind of secret and what it belongs to, such as `session` and a town's origin.
    #[must_use]
    pub fn new(kind: &str, owner: &str) -> Self {
        Self(format!("{kind}:{owner}"))
    }

    /// The name as the store sees it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Keeps small texts out of reach of other programs. Calls may block for milliseconds (a keyring is asked over
/// D-Bus), so async code calls them on a blocking thread.
pub trait SecretStore: Send + Sync {
    /// The stored text, or `None` when nothing is stored under that name.
    fn get(&self, name: &SecretName) -> Result<Option<String>, SecretError>;
    /// Stores or replaces the text.
    fn set(&self, name: &SecretName, value: &str) -> Result<(), SecretError>;
    /// Removes the text; removing nothing is fine.
    fn delete(&self, name: &SecretName) -> Result<(), SecretError>;
    /// Whether what is stored outlives this process.
    fn outlives_process(&self) -> bool;
}

/// For a computer without a keyring: everything is forgotten when the process ends.
#[derive(Default)]
pub struct MemoryStore(Mutex<HashMap<SecretName, String>>);

impl SecretStore for MemoryStore {
    fn get(&self, name: &SecretName) -> Result<Option<String>, SecretError> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned())
    }

    fn set(&self, name: &SecretName, value: &str) -> Result<(), SecretError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.clone(), value.to_owned());
        Ok(())
    }

    fn delete(&self, name: &SecretName) -> Result<(), SecretError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Ok(())
    }

    fn outlives_process(&self) -> bool {
        false
    }
}
