//! A passkey in software: passkey-rs's client and authenticator with the keys in memory. It is as strict as a
//! browser about origins, and lies only when a test asks it to.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use passkey::authenticator::{
    Authenticator, CredentialStore, DiscoverabilitySupport, StoreInfo, UiHint, UserCheck,
    UserValidationMethod,
};
use passkey::client::{Client, DefaultClientData};
use passkey::crypto::rust_crypto::RustCryptoBackend;
use passkey::types::Passkey;
use passkey::types::ctap2::make_credential::{
    Options, PublicKeyCredentialRpEntity, PublicKeyCredentialUserEntity,
};
use passkey::types::ctap2::{Aaguid, Ctap2Error, StatusCode};
use passkey::types::webauthn::{
    CredentialCreationOptions, CredentialRequestOptions, PublicKeyCredentialDescriptor,
};
use public_suffix::PublicSuffixList;
use serde_json::Value;
use url::Url;

type Inner = Client<KeyRing, Person, RustCryptoBackend, PublicSuffixList, ()>;

/// An authenticator in somebody's pocket.
pub struct SoftwarePasskey {
    client: Inner,
    verifies: Arc<AtomicBool>,
}

impl Default for SoftwarePasskey {
    fn default() -> Self {
        Self::new()
    }
}

impl SoftwarePasskey {
    /// An empty authenticator.
    pub fn new() -> Self {
        Self::of_model(Aaguid::new_empty())
    }

    /// An empty authenticator that calls itself the one inside the app (`src-tauri/src/passkeys`).
    pub fn of_the_app() -> Self {
        Self::of_model(Aaguid::from(*b"\xd3\x1f\x0b\x57\x7c\x1e\x4c\x0a\x9a\x46\x52\x61\x74\x68\x61\x75"))
    }

    fn of_model(model: Aaguid) -> Self {
        let verifies = Arc::new(AtomicBool::new(true));
        let person = Person(Arc::clone(&verifies));
        let authenticator = Authenticator::new(model, KeyRing::default(), person, RustCryptoBackend);
        Self { client: Client::new(authenticator).allows_insecure_localhost(true), verifies }
    }

    /// From now on the person does (not) prove to be there in person, by PIN or finger.
    pub fn verify(&self, verifies: bool) {
        self.verifies.store(verifies, Ordering::SeqCst);
    }

    /// `navigator.credentials.create` on a page of `origin`.
    ///
    /// # Errors
    /// As the authenticator refuses.
    pub async fn create(&mut self, origin: &str, options: &Value) -> Result<Value, String> {
        let options: CredentialCreationOptions =
            serde_json::from_value(options.clone()).map_err(|error| format!("options: {error}"))?;
        let made = self.client.register(&url(origin), options, DefaultClientData).await;
        let made = made.map_err(|error| format!("{error:?}"))?;
        Ok(serde_json::to_value(made).expect("JSON"))
    }

    /// `navigator.credentials.get` on a page of `origin`.
    ///
    /// # Errors
    /// As the authenticator refuses.
    pub async fn sign(&mut self, origin: &str, options: &Value) -> Result<Value, String> {
        let options: CredentialRequestOptions =
            serde_json::from_value(options.clone()).map_err(|error| format!("options: {error}"))?;
        let signed = self.client.authenticate(&url(origin), options, DefaultClientData).await;
        let signed = signed.map_err(|error| format!("{error:?}"))?;
        Ok(serde_json::to_value(signed).expect("JSON"))
    }
}

fn url(origin: &str) -> Url {
    Url::parse(origin).expect("an origin")
}

/// Says yes to everything, in person while `verify` says so.
struct Person(Arc<AtomicBool>);

#[async_trait::async_trait]
impl UserValidationMethod for Person {
    type PasskeyItem = Passkey;

    async fn check_user<'a>(
        &self,
        _hint: UiHint<'a, Passkey>,
        _presence: bool,
        _verification: bool,
    ) -> Result<UserCheck, Ctap2Error> {
        Ok(UserCheck { presence: true, verification: self.0.load(Ordering::SeqCst) })
    }

    fn is_presence_enabled(&self) -> bool {
        true
    }

    fn is_verification_enabled(&self) -> Option<bool> {
        Some(true)
    }
}

/// Keys in memory, newest first: passkey-rs's own store cannot log in without a user name.
#[derive(Default)]
struct KeyRing(Vec<Passkey>);

#[async_trait::async_trait]
impl CredentialStore for KeyRing {
    type PasskeyItem = Passkey;

    async fn find_credentials(
        &self,
        ids: Option<&[PublicKeyCredentialDescriptor]>,
        rp_id: &str,
        user_handle: Option<&[u8]>,
    ) -> Result<Vec<Passkey>, StatusCode> {
        let wanted = |key: &&Passkey| {
            key.rp_id == rp_id
                && ids.is_none_or(|ids| ids.iter().any(|id| id.id == key.credential_id))
                && user_handle.is_none_or(|user| key.user_handle.as_ref().is_some_and(|own| **own == *user))
        };
        let found: Vec<Passkey> = self.0.iter().filter(wanted).cloned().collect();
        if found.is_empty() { Err(Ctap2Error::NoCredentials.into()) } else { Ok(found) }
    }

    async fn save_credential(
        &mut self,
        key: Passkey,
        _user: PublicKeyCredentialUserEntity,
        _rp: PublicKeyCredentialRpEntity,
        _options: Options,
    ) -> Result<(), StatusCode> {
        self.0.insert(0, key);
        Ok(())
    }

    async fn update_credential(&mut self, key: &Passkey) -> Result<(), StatusCode> {
        if let Some(own) = self.0.iter_mut().find(|own| own.credential_id == key.credential_id) {
            *own = key.clone();
        }
        Ok(())
    }

    async fn get_info(&self) -> StoreInfo {
        StoreInfo { discoverability: DiscoverabilitySupport::ForcedDiscoverable }
    }
}
