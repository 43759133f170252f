//! Passkeys in a [`SecretStore`]: one entry per key and one list per relying party, because keyrings cannot be
//! searched. A key is written before the town hall has accepted it, so the list says which ones were accepted:
//! a registration that broke off must not stand in the way of the key that works.

use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use coset::{CborSerializable, CoseKey};
use passkey::authenticator::{CredentialStore, DiscoverabilitySupport, StoreInfo};
use passkey_types::ctap2::make_credential::{
    Options, PublicKeyCredentialRpEntity, PublicKeyCredentialUserEntity,
};
use passkey_types::ctap2::{Ctap2Error, StatusCode};
use passkey_types::webauthn::PublicKeyCredentialDescriptor;
use passkey_types::{Bytes, Passkey};
use rathaus_client::{SecretError, SecretName, SecretStore};
use serde::{Deserialize, Serialize};

/// Version of the stored forms below. Field names are short because some keyrings limit an entry to 2.5 kB.
const VERSION: u8 = 1;

/// One key as it is stored.
#[derive(Serialize, Deserialize)]
struct StoredKey {
    v: u8,
    /// COSE key in CBOR, base64url.
    key: String,
    id: String,
    rp: String,
    user_handle: Option<String>,
    user_name: Option<String>,
    user_display_name: Option<String>,
}

/// The keys of one relying party, newest first.
#[derive(Default, Serialize, Deserialize)]
struct StoredList {
    v: u8,
    keys: Vec<ListedKey>,
}

#[derive(Serialize, Deserialize)]
struct ListedKey {
    id: String,
    /// The town hall has answered that it knows this key.
    accepted: bool,
}

/// All passkeys of this device.
pub(super) struct Credentials {
    store: Arc<dyn SecretStore>,
    /// The last failure of the store: CTAP has no words for it.
    failure: Mutex<Option<SecretError>>,
}

impl Credentials {
    pub(super) fn new(store: Arc<dyn SecretStore>) -> Self {
        Self { store, failure: Mutex::default() }
    }

    pub(super) fn take_failure(&self) -> Option<SecretError> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn note<T>(&self, result: Result<T, SecretError>) -> Result<T, StatusCode> {
        result.map_err(|error| {
            *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
            Ctap2Error::KeyStoreFull.into()
        })
    }

    fn put(&self, passkey: &Passkey) -> Result<(), SecretError> {
        let id = BASE64.encode(&*passkey.credential_id);
        let key = passkey.key.clone().to_vec().map_err(|error| SecretError::Failed(error.to_string()))?;
        let stored = StoredKey {
            v: VERSION,
            key: BASE64.encode(key),
            id: id.clone(),
            rp: passkey.rp_id.clone(),
            user_handle: passkey.user_handle.as_ref().map(|handle| BASE64.encode(&**handle)),
            user_name: passkey.username.clone(),
            user_display_name: passkey.user_display_name.clone(),
        };
        self.store.set(&key_name(&id), &json(&stored)?)?;
        note_relying_party(self.store.as_ref(), &passkey.rp_id)?;
        let mut list = list(self.store.as_ref(), &passkey.rp_id)?;
        if !list.keys.iter().any(|listed| listed.id == id) {
            list.keys.insert(0, ListedKey { id, accepted: false });
            save_list(self.store.as_ref(), &passkey.rp_id, list)?;
        }
        Ok(())
    }

    /// Accepted keys first, newest first among equals. An entry that is gone or damaged is passed over.
    fn all(&self, rp: &str) -> Result<Vec<Passkey>, SecretError> {
        let mut listed = list(self.store.as_ref(), rp)?.keys;
        listed.sort_by_key(|key| !key.accepted);
        let mut found = Vec::new();
        for key in listed {
            let Some(text) = self.store.get(&key_name(&key.id))? else { continue };
            match revive(&text) {
                Some(passkey) => found.push(passkey),
                None => tracing::error!("a passkey in the keyring is damaged"),
            }
        }
        Ok(found)
    }
}

#[async_trait::async_trait]
impl CredentialStore for Credentials {
    type PasskeyItem = Passkey;

    async fn find_credentials(
        &self,
        ids: Option<&[PublicKeyCredentialDescriptor]>,
        rp_id: &str,
        user_handle: Option<&[u8]>,
    ) -> Result<Vec<Passkey>, StatusCode> {
        let mut found = self.note(self.all(rp_id))?;
        found.retain(|passkey| {
            let wanted = ids.is_none_or(|ids| ids.iter().any(|wanted| wanted.id == passkey.credential_id));
            let theirs = user_handle.is_none_or(|handle| {
                passkey.user_handle.as_ref().is_some_and(|own| own.as_slice() == handle)
            });
            wanted && theirs
        });
        if found.is_empty() { Err(Ctap2Error::NoCredentials.into()) } else { Ok(found) }
    }

    async fn save_credential(
        &mut self,
        passkey: Passkey,
        _user: PublicKeyCredentialUserEntity,
        _rp: PublicKeyCredentialRpEntity,
        _options: Options,
    ) -> Result<(), StatusCode> {
        let saved = self.put(&passkey);
        self.note(saved)
    }

    async fn update_credential(&mut self, passkey: &Passkey) -> Result<(), StatusCode> {
        let saved = self.put(passkey);
        self.note(saved)
    }

    async fn get_info(&self) -> StoreInfo {
        StoreInfo { discoverability: DiscoverabilitySupport::ForcedDiscoverable }
    }
}

/// Notes that the town hall knows the key with this id (base64url, as in the W3C JSON). The one used last is offered
/// first: where two accounts of a town are on one device, it most likely is the one that is wanted again.
pub(crate) fn confirm(store: &dyn SecretStore, rp: &str, id: &str) -> Result<(), SecretError> {
    let mut list = list(store, rp)?;
    let Some(place) = list.keys.iter().position(|key| key.id == id) else { return Ok(()) };
    if place == 0 && list.keys[0].accepted {
        return Ok(());
    }
    let key = list.keys.remove(place);
    list.keys.insert(0, ListedKey { accepted: true, ..key });
    save_list(store, rp, list)
}

/// Notes that the town hall refused the key with this id. It may know it again tomorrow (a blocked account), so the
/// key stays, but every other one is offered first.
pub(crate) fn doubt(store: &dyn SecretStore, rp: &str, id: &str) -> Result<(), SecretError> {
    let mut list = list(store, rp)?;
    let Some(place) = list.keys.iter().position(|key| key.id == id) else { return Ok(()) };
    let key = list.keys.remove(place);
    list.keys.push(ListedKey { accepted: false, ..key });
    save_list(store, rp, list)
}

/// Deletes one key: the town hall has forgotten it.
pub(crate) fn forget(store: &dyn SecretStore, rp: &str, id: &str) -> Result<(), SecretError> {
    let mut list = list(store, rp)?;
    let before = list.keys.len();
    list.keys.retain(|key| key.id != id);
    if list.keys.len() == before {
        return Ok(());
    }
    // The key first: a list that names a key that is gone is passed over, a key that no list names stays for ever.
    store.delete(&key_name(id))?;
    save_list(store, rp, list)
}

/// Deletes the keys of one account: the town hall has deleted it. `user` is its user handle in base64url.
pub(crate) fn forget_user(store: &dyn SecretStore, rp: &str, user: &str) -> Result<(), SecretError> {
    for key in list(store, rp)?.keys {
        let stored = store.get(&key_name(&key.id))?;
        let stored = stored.and_then(|text| serde_json::from_str::<StoredKey>(&text).ok());
        if stored.is_some_and(|stored| stored.user_handle.as_deref() == Some(user)) {
            forget(store, rp, &key.id)?;
        }
    }
    Ok(())
}

/// Deletes every passkey of this device, of `also` and of all relying parties that were noted.
pub(crate) fn forget_all(store: &dyn SecretStore, also: Option<&str>) -> Result<(), SecretError> {
    let mut parties = relying_parties(store)?;
    parties.extend(also.map(str::to_owned));
    for rp in parties {
        // A damaged list leads to no key any more, so there is nothing behind it to protect.
        let keys =
            store.get(&list_name(&rp))?.and_then(|text| serde_json::from_str::<StoredList>(&text).ok());
        for key in keys.unwrap_or_default().keys {
            store.delete(&key_name(&key.id))?;
        }
        store.delete(&list_name(&rp))?;
    }
    store.delete(&parties_name())
}

/// Whether this device has a key of a relying party, accepted or not.
pub(crate) fn has_key(store: &dyn SecretStore, rp: &str) -> Result<bool, SecretError> {
    Ok(!list(store, rp)?.keys.is_empty())
}

fn parties_name() -> SecretName {
    // No host is called like this: they have a dot, or are "localhost".
    SecretName::new("passkeys", "relying-parties")
}

fn relying_parties(store: &dyn SecretStore) -> Result<Vec<String>, SecretError> {
    let text = store.get(&parties_name())?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

fn note_relying_party(store: &dyn SecretStore, rp: &str) -> Result<(), SecretError> {
    let mut parties = relying_parties(store)?;
    if parties.iter().any(|known| known == rp) {
        return Ok(());
    }
    parties.push(rp.to_owned());
    store.set(&parties_name(), &json(&parties)?)
}

fn key_name(id: &str) -> SecretName {
    SecretName::new("passkey", id)
}

fn list_name(rp: &str) -> SecretName {
    SecretName::new("passkeys", rp)
}

fn list(store: &dyn SecretStore, rp: &str) -> Result<StoredList, SecretError> {
    match store.get(&list_name(rp))? {
        Some(text) => serde_json::from_str(&text).map_err(|error| SecretError::Failed(error.to_string())),
        None => Ok(StoredList::default()),
    }
}

fn save_list(store: &dyn SecretStore, rp: &str, list: StoredList) -> Result<(), SecretError> {
    store.set(&list_name(rp), &json(&StoredList { v: VERSION, ..list })?)
}

fn json(value: &impl Serialize) -> Result<String, SecretError> {
    serde_json::to_string(value).map_err(|error| SecretError::Failed(error.to_string()))
}

fn revive(text: &str) -> Option<Passkey> {
    let stored: StoredKey = serde_json::from_str(text).ok()?;
    let bytes = |text: &str| BASE64.decode(text).ok();
    let user_handle = match &stored.user_handle {
        Some(handle) => Some(Bytes::from(bytes(handle)?)),
        None => None,
    };
    Some(Passkey {
        key: CoseKey::from_slice(&bytes(&stored.key)?).ok()?,
        credential_id: Bytes::from(bytes(&stored.id)?),
        rp_id: stored.rp,
        user_handle,
        username: stored.user_name,
        user_display_name: stored.user_display_name,
        // A counter would only say that this key was not copied; it never leaves this keyring.
        counter: None,
        extensions: passkey_types::CredentialExtensions::default(),
    })
}
