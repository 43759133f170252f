//! Locks: one kind of authenticated encryption (AES-256-GCM, NIST SP 800-38D), and what each lock belongs to.
//!
//! Everything sealed is `scheme (1 byte) | nonce (12, random) | ciphertext | tag (16)`. What it belongs to is associated
//! data: moved to another place, it does not open. A data key seals one object and at most two parts of it; an owner's key
//! wraps one data key for each object; so no key comes near the 2^32 random nonces at which they might meet.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use super::VaultError;

const KEY_BYTES: usize = 32;
/// First byte of everything sealed; another way of sealing gets another one.
const SCHEME: u8 = 1;
const HEAD: usize = 1 + NONCE_LEN;

/// 32 random bytes that lock and unlock.
#[derive(Clone)]
pub(super) struct Key([u8; KEY_BYTES]);

impl Drop for Key {
    fn drop(&mut self) {
        // As far as safe code can: what is freed holds no key.
        self.0.fill(0);
        std::hint::black_box(&self.0);
    }
}

/// Nobody reads a key in a log.
impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Key")
    }
}

impl Key {
    pub(super) fn random() -> Self {
        Self(rand::random())
    }

    pub(super) fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    pub(super) fn of_text(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    fn lock(&self) -> LessSafeKey {
        LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &self.0).expect("AES-256 takes keys of 32 bytes"))
    }

    fn seal(&self, place: &[&str], plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE_LEN] = rand::random();
        let mut sealed = Vec::with_capacity(HEAD + plain.len() + AES_256_GCM.tag_len());
        sealed.push(SCHEME);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(plain);
        let nonce = Nonce::assume_unique_for_key(nonce);
        let tag = self.lock().seal_in_place_separate_tag(nonce, about(place), &mut sealed[HEAD..]);
        sealed.extend_from_slice(tag.expect("nobody seals 64 GiB at once").as_ref());
        sealed
    }

    fn open(&self, place: &[&str], mut sealed: Vec<u8>) -> Result<Vec<u8>, VaultError> {
        let nonce = match sealed.get(..HEAD) {
            Some([SCHEME, nonce @ ..]) => Nonce::try_assume_unique_for_key(nonce),
            _ => return Err(VaultError::Sealed),
        };
        let nonce = nonce.map_err(|_| VaultError::Sealed)?;
        let opened = self.lock().open_within(nonce, about(place), &mut sealed, HEAD..);
        let length = opened.map_err(|_| VaultError::Sealed)?.len();
        sealed.truncate(length);
        Ok(sealed)
    }

    pub(super) fn wrap(&self, place: &[&str], key: &Self) -> String {
        URL_SAFE_NO_PAD.encode(self.seal(place, &key.0))
    }

    pub(super) fn unwrap_key(&self, place: &[&str], wrapped: &str) -> Result<Self, VaultError> {
        let sealed = URL_SAFE_NO_PAD.decode(wrapped).map_err(|_| VaultError::Sealed)?;
        let bytes = self.open(place, sealed)?;
        bytes.try_into().map(Self).map_err(|_| VaultError::Sealed)
    }
}

/// The place as associated data. No part holds the zero byte between them: kinds are ours, ids are ids.
fn about(place: &[&str]) -> Aad<Vec<u8>> {
    Aad::from(place.join("\0").into_bytes())
}

/// Who holds a key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Owner(String);

impl Owner {
    /// An owner by a kind and an id.
    #[must_use]
    pub fn new(kind: &'static str, id: impl fmt::Display) -> Self {
        Self(format!("{kind}/{id}"))
    }

    pub(super) fn of_text(text: String) -> Self {
        Self(text)
    }

    /// `kind/id`
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object(String);

impl Object {
    /// An object by a kind and an id.
    #[must_use]
    pub fn new(kind: &'static str, id: impl fmt::Display) -> Self {
        Self(format!("{kind}/{id}"))
    }
}

/// The key of one owner, unlocked for as long as one request or job takes.
#[derive(Debug, Clone)]
pub struct OwnerKey {
    pub(super) owner: Owner,
    pub(super) key: Key,
}

impl OwnerKey {
    fn place<'a>(&'a self, object: &'a Object) -> [&'a str; 3] {
        ["data key", self.owner.as_str(), &object.0]
    }

    /// Locks the key of an object for this owner.
    #[must_use]
    pub fn wrap(&self, data: &DataKey) -> String {
        self.key.wrap(&self.place(&data.object), &data.key)
    }

    /// The key of an object that was locked for this owner.
    ///
    /// # Errors
    /// [`VaultError::Sealed`] for a wrap of another object or owner, and one that was changed.
    pub fn unwrap(&self, object: Object, wrap: &str) -> Result<DataKey, VaultError> {
        let key = self.key.unwrap_key(&self.place(&object), wrap)?;
        Ok(DataKey { object, key })
    }
}

/// The key of one object.
#[derive(Debug, Clone)]
pub struct DataKey {
    object: Object,
    key: Key,
}

impl DataKey {
    /// A new one, for a new content.
    #[must_use]
    pub fn new(object: Object) -> Self {
        Self { object, key: Key::random() }
    }

    fn place<'a>(&'a self, part: &'a str) -> [&'a str; 3] {
        ["content", &self.object.0, part]
    }

    /// Seals a part of the object.
    #[must_use]
    pub fn seal(&self, part: &str, plain: &[u8]) -> Vec<u8> {
        self.key.seal(&self.place(part), plain)
    }

    /// Opens a part of the object.
    ///
    /// # Errors
    /// [`VaultError::Sealed`] for another part or object, and one that was changed.
    pub fn open(&self, part: &str, sealed: Vec<u8>) -> Result<Vec<u8>, VaultError> {
        self.key.open(&self.place(part), sealed)
    }

    /// Seals a text, as base64url.
    #[must_use]
    pub fn seal_text(&self, part: &str, plain: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.seal(part, plain.as_bytes()))
    }

    /// Opens a text.
    ///
    /// # Errors
    /// As [`DataKey::open`].
    pub fn open_text(&self, part: &str, sealed: &str) -> Result<String, VaultError> {
        let sealed = URL_SAFE_NO_PAD.decode(sealed).map_err(|_| VaultError::Sealed)?;
        String::from_utf8(self.open(part, sealed)?).map_err(|_| VaultError::Sealed)
    }
}
