//! Secrets of the server, and what is derived from secrets.
//!
//! Nothing is shipped: the first start makes the server's key and stores it readable by its own user only.

use std::{io::Write, path::Path};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sha2::{Digest, Sha256};

/// Each hash of a secret is one event of this target, without a word about it: a test counts them.
const HASHES: &str = "rathaus::hash";

/// The server's own key, 32 bytes.
#[derive(Clone)]
pub struct ServerKey([u8; 32]);

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("the key file {0} cannot be used: {1}")]
    File(String, std::io::Error),
    /// The file holds something else.
    #[error("the key file {0} does not hold a key of 32 bytes in base64url; restore it from the backup")]
    Damaged(String),
}

impl ServerKey {
    /// Reads the key, or makes it at the very first start.
    ///
    /// # Errors
    /// When the file cannot be used or is damaged. A damaged key is never replaced in silence.
    pub fn load_or_make(path: &Path) -> Result<Self, KeyError> {
        let name = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => {
                let bytes = URL_SAFE_NO_PAD.decode(text.trim()).ok();
                let key = bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
                key.map(Self).ok_or(KeyError::Damaged(name))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let key = Self(rand::random());
                key.store(path).map_err(|error| KeyError::File(name, error))?;
                Ok(key)
            }
            Err(error) => Err(KeyError::File(name, error)),
        }
    }

    fn store(&self, path: &Path) -> std::io::Result<()> {
        write_private(path, &URL_SAFE_NO_PAD.encode(self.0))
    }

    /// A secret for one purpose and object, the same each time, 32 bytes in base64url.
    #[must_use]
    pub fn derive(&self, purpose: &str, object: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.derived(purpose, object))
    }

    fn derived(&self, purpose: &str, object: &str) -> [u8; 32] {
        tracing::trace!(target: HASHES, "keyed");
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(object.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// The key pair that signs for one purpose, the same each time.
    ///
    /// # Panics
    /// Never: every 32 bytes are a seed (RFC 8032, 5.1.5).
    #[must_use]
    pub fn signing(&self, purpose: &str) -> SigningKey {
        let seed = self.derived("signing", purpose);
        SigningKey(Ed25519KeyPair::from_seed_unchecked(&seed).expect("a seed has 32 bytes"))
    }
}

/// Writes a file that only the server's own user reads, whole or not at all.
///
/// # Errors
/// As the disk says.
pub fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // Written aside and renamed: a crash leaves no key or a whole one.
    let aside = path.with_extension("new");
    let _ = std::fs::remove_file(&aside);
    let mut file = options.open(&aside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&aside, path)?;
    // Without this a power cut may take the name back, and the next start would make another key in silence.
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// An Ed25519 key pair (RFC 8032).
pub struct SigningKey(Ed25519KeyPair);

impl SigningKey {
    /// The public key, 32 bytes in base64url.
    #[must_use]
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.public_key())
    }

    /// The signature of a message, 64 bytes in base64url.
    #[must_use]
    pub fn sign(&self, message: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.0.sign(message.as_bytes()))
    }

    /// Whether this key signed the message.
    #[must_use]
    pub fn signed(&self, message: &str, signature: &str) -> bool {
        let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else { return false };
        let public = UnparsedPublicKey::new(&ED25519, self.0.public_key());
        public.verify(message.as_bytes(), &signature).is_ok()
    }
}

/// 32 random bytes in base64url.
#[must_use]
pub fn random_secret() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// What is stored of a secret: its SHA-256 in hexadecimal.
#[must_use]
pub fn secret_hash(secret: &str) -> String {
    tracing::trace!(target: HASHES, "plain");
    hex(&Sha256::digest(secret.as_bytes()))
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_the_first_start_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("server.key");
        let first = ServerKey::load_or_make(&path).unwrap();
        let second = ServerKey::load_or_make(&path).unwrap();
        assert_eq!(first.derive("a", "b"), second.derive("a", "b"));
        assert_ne!(first.derive("a", "b"), first.derive("ab", ""));
    }

    #[test]
    fn a_signature_belongs_to_one_message_and_one_purpose() {
        let folder = tempfile::tempdir().unwrap();
        let key = ServerKey::load_or_make(&folder.path().join("server.key")).unwrap();
        let signature = key.signing("log").sign("message");
        assert!(key.signing("log").signed("message", &signature));
        assert!(!key.signing("log").signed("massage", &signature));
        assert!(!key.signing("receipt").signed("message", &signature));
        assert!(!key.signing("log").signed("message", "AAAA"));
    }

    #[test]
    fn a_damaged_key_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("server.key");
        std::fs::write(&path, "nonsense").unwrap();
        assert!(matches!(ServerKey::load_or_make(&path), Err(KeyError::Damaged(_))));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "nonsense");
    }
}
