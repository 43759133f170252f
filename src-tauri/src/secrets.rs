//! The operating system's keyring as a [`SecretStore`], and memory in its place where there is none.

use std::sync::OnceLock;

use keyring::{Entry, Error};
use rathaus_client::{MemoryStore, SecretError, SecretName, SecretStore};

/// Under this name other programs (seahorse, for example) show our entries to their owner.
const SERVICE: &str = "de.rathaus.app";

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
        match Self::entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(explain(error)),
        }
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
#[derive(Default)]
pub(crate) struct DeviceStore {
    chosen: OnceLock<Box<dyn SecretStore>>,
}

impl DeviceStore {
    fn chosen(&self) -> &dyn SecretStore {
        self.chosen
            .get_or_init(|| match Entry::store_status() {
                Ok(()) => Box::new(Keyring::default()),
                Err(error) => {
                    tracing::warn!(%error, "no keyring: nothing secret outlives this process");
                    Box::new(MemoryStore::default())
                }
            })
            .as_ref()
    }

    /// Whether a secret written now would be there after a restart; if not, why.
    pub(crate) fn check(&self) -> Result<(), SecretError> {
        if !self.chosen().outlives_process() {
            return Err(SecretError::NoStore);
        }
        self.chosen().get(&SecretName::new("probe", "readable")).map(drop)
    }
}

impl SecretStore for DeviceStore {
    fn get(&self, name: &SecretName) -> Result<Option<String>, SecretError> {
        self.chosen().get(name)
    }

    fn set(&self, name: &SecretName, value: &str) -> Result<(), SecretError> {
        self.chosen().set(name, value)
    }

    fn delete(&self, name: &SecretName) -> Result<(), SecretError> {
        self.chosen().delete(name)
    }

    fn outlives_process(&self) -> bool {
        self.chosen().outlives_process()
    }
}
