//! The operating system's keyring as a [`SecretStore`], and memory in its place where there is none.

use std::sync::OnceLock;

use keyring_core::{Entry, Error};
use rathaus_client::{MemoryStore, SecretError, SecretName, SecretStore};

/// Under this name other programs (seahorse, for example) show our entries to their owner.
const SERVICE: &str = "de.rathaus.app";

/// More items of one name than any keyring was seen to hold.
const COPIES_MAX: usize = 5;

/// The keyring of macOS, Windows or the Secret Service.
#[derive(Default)]
struct Keyring {
    /// Set after an entry could be written: only then "no entry" can be believed.
    proved: OnceLock<()>,
}

impl Keyring {
    fn entry(name: &SecretName) -> Result<Entry, SecretError> {
        Entry::new(SERVICE, name.as_str()).map_err(explain)
    }

    /// A Secret Service that nobody unlocked answers reads with "no entry", which looks like "not signed in".
    /// Only writing tells the two apart.
    fn prove(&self) -> Result<(), SecretError> {
        if self.proved.get().is_none() {
            Self::entry(&SecretName::new("probe", "writable"))?.set_password("1").map_err(explain)?;
            let _ = self.proved.set(());
        }
        Ok(())
    }
}

impl SecretStore for Keyring {
    fn get(&self, name: &SecretName) -> Result<Option<String>, SecretError> {
        match Self::entry(name)?.get_password() {
            Ok(text) => Ok(Some(text)),
            Err(Error::NoEntry) => self.prove().map(|()| None),
            Err(error) => Err(explain(error)),
        }
    }

    fn set(&self, name: &SecretName, value: &str) -> Result<(), SecretError> {
        Self::entry(name)?.set_password(value).map_err(explain)
    }

    fn delete(&self, name: &SecretName) -> Result<(), SecretError> {
        // A keyring may hold more than one item that answers to a name: gone is what none of them tells any more.
        for _ in 0..COPIES_MAX {
            match Self::entry(name)?.delete_credential() {
                Ok(()) => {}
                Err(Error::NoEntry) => return Ok(()),
                Err(error) => return Err(explain(error)),
            }
        }
        Err(SecretError::Failed("an entry comes back".to_owned()))
    }

    fn outlives_process(&self) -> bool {
        true
    }
}

/// The text of an error may name entries but never holds a secret: only the kind goes on.
fn explain(error: Error) -> SecretError {
    match error {
        Error::NoDefaultStore => SecretError::NoStore,
        Error::NoStorageAccess(_) => SecretError::Locked,
        Error::PlatformFailure(cause) => SecretError::Failed(format!("platform: {cause}")),
        Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            SecretError::Failed("unreadable entry".to_owned())
        }
        other => SecretError::Failed(other.to_string()),
    }
}

/// This device's store of secrets. Which one it is is found out at first use, not at start: asking the keyring
/// costs a round trip over D-Bus, and may make the system ask for a password.
pub(crate) struct DeviceStore {
    /// The keyring, from the first time it could be reached. Until then every use tries again: after a login its
    /// service may come up later than this app.
    keyring: OnceLock<Keyring>,
    /// What was written while there was no keyring.
    memory: MemoryStore,
    connect: fn() -> Result<(), Error>,
}

impl Default for DeviceStore {
    fn default() -> Self {
        Self { keyring: OnceLock::new(), memory: MemoryStore::default(), connect }
    }
}

#[cfg(target_os = "linux")]
fn connect() -> Result<(), Error> {
    keyring_core::set_default_store(zbus_secret_service_keyring_store::Store::new()?);
    Ok(())
}

/// The keyrings of other systems are part of the system: they are there, or never.
#[cfg(not(target_os = "linux"))]
fn connect() -> Result<(), Error> {
    keyring::Entry::store_status().as_ref().copied().map_err(|_| Error::NoDefaultStore)
}

impl DeviceStore {
    fn keyring(&self) -> Option<&Keyring> {
        if let Some(keyring) = self.keyring.get() {
            return Some(keyring);
        }
        match (self.connect)() {
            Ok(()) => Some(self.keyring.get_or_init(Keyring::default)),
            Err(error) => {
                tracing::warn!(%error, "no keyring: nothing secret outlives this process");
                None
            }
        }
    }

    /// Whether a secret written now would be there after a restart; if not, why.
    pub(crate) fn check(&self) -> Result<(), SecretError> {
        let keyring = self.keyring().ok_or(SecretError::NoStore)?;
        keyring.get(&SecretName::new("probe", "readable")).map(drop)
    }
}

impl SecretStore for DeviceStore {
    /// Without a keyring nobody knows what it holds: only what is found in memory is an answer.
    fn get(&self, name: &SecretName) -> Result<Option<String>, SecretError> {
        match self.keyring() {
            Some(keyring) => keyring.get(name),
            None => self.memory.get(name)?.map(Some).ok_or(SecretError::NoStore),
        }
    }

    fn set(&self, name: &SecretName, value: &str) -> Result<(), SecretError> {
        match self.keyring() {
            Some(keyring) => keyring.set(name, value),
            None => self.memory.set(name, value),
        }
    }

    fn delete(&self, name: &SecretName) -> Result<(), SecretError> {
        self.memory.delete(name)?;
        self.keyring().map_or(Ok(()), |keyring| keyring.delete(name))
    }

    fn outlives_process(&self) -> bool {
        self.keyring().is_some()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    #[test]
    fn a_keyring_that_comes_up_late_is_used_from_then_on() {
        static UP: AtomicBool = AtomicBool::new(false);
        fn connect() -> Result<(), Error> {
            if !UP.load(Ordering::SeqCst) {
                return Err(Error::NoDefaultStore);
            }
            keyring_core::set_default_store(keyring_core::mock::Store::new()?);
            Ok(())
        }
        let store = DeviceStore { connect, ..DeviceStore::default() };
        let name = SecretName::new("session", "https://rathaus.example.de");
        assert_eq!(store.get(&name), Err(SecretError::NoStore), "nobody can say yet");
        store.set(&name, "for now").expect("kept in memory");
        assert_eq!(store.get(&name), Ok(Some("for now".to_owned())));
        assert!(!store.outlives_process());
        UP.store(true, Ordering::SeqCst);
        assert_eq!(store.check(), Ok(()));
        assert_eq!(store.get(&name), Ok(None), "the keyring's own answer");
        assert!(store.outlives_process());
    }
}
