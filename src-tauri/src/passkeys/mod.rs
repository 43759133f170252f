//! Passkeys made and used by the app itself: the webviews of Linux have no WebAuthn.
//!
//! Client and authenticator are passkey-rs. The keys live in the device's keyring, one entry each, and are used
//! only after the person proved the app PIN. What the town hall gets is the W3C JSON a browser would send, with
//! the town's own origin: the app is one of the town's own programs.

mod credentials;

use std::sync::Arc;

use passkey::authenticator::{Authenticator, UiHint, UserCheck, UserValidationMethod};
use passkey::client::{Client, DefaultClientData, WebauthnError};
use passkey::crypto::rust_crypto::RustCryptoBackend;
use passkey_types::Passkey;
use passkey_types::ctap2::{Aaguid, Ctap2Error};
use passkey_types::webauthn::{CredentialCreationOptions, CredentialRequestOptions};
use rathaus_client::{SecretError, SecretStore, TownOrigin};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use credentials::Credentials;
pub(crate) use credentials::{confirm, doubt, forget, forget_all, forget_user, has_key};

use crate::person::Verified;

/// Marks keys made by this app, so that a town hall can tell them from those of phones and security keys.
const AAGUID: [u8; 16] = *b"\xd3\x1f\x0b\x57\x7c\x1e\x4c\x0a\x9a\x46\x52\x61\x74\x68\x61\x75";

/// Why there is no passkey, or none could be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PasskeyError {
    /// The options of the town hall are not WebAuthn JSON.
    #[error("the options cannot be read: {0}")]
    Options(serde_json::Error),
    /// The answer could not be put into JSON.
    #[error("the answer cannot be written: {0}")]
    Answer(serde_json::Error),
    /// There is no passkey of this town on this device.
    #[error("there is no passkey of this town hall on this device")]
    NoPasskey,
    /// The account has a passkey on this device already.
    #[error("this account has a passkey on this device already")]
    AlreadyThere,
    /// The key could not be stored or read.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// WebAuthn's rules say no: another origin, an unsupported algorithm.
    #[error("WebAuthn refused: {0}")]
    Refused(String),
}

/// The person, after PIN or finger was right. WebAuthn asks for presence and verification; either is both.
struct Person(#[allow(dead_code, reason = "the proof is that it exists")] Verified);

#[async_trait::async_trait]
impl UserValidationMethod for Person {
    type PasskeyItem = Passkey;

    async fn check_user<'a>(
        &self,
        hint: UiHint<'a, Passkey>,
        _presence: bool,
        _verification: bool,
    ) -> Result<UserCheck, Ctap2Error> {
        // The authenticator only informs of this one; CTAP 2.1, section 6.1.2, step 12 ends the operation.
        if let UiHint::InformExcludedCredentialFound(_) = hint {
            return Err(Ctap2Error::CredentialExcluded);
        }
        Ok(UserCheck { presence: true, verification: true })
    }

    fn is_presence_enabled(&self) -> bool {
        true
    }

    fn is_verification_enabled(&self) -> Option<bool> {
        Some(true)
    }
}

type PasskeyClient = Client<Credentials, Person, RustCryptoBackend, public_suffix::PublicSuffixList, ()>;

fn client(town: &TownOrigin, store: Arc<dyn SecretStore>, person: Verified) -> PasskeyClient {
    let authenticator =
        Authenticator::new(Aaguid::from(AAGUID), Credentials::new(store), Person(person), RustCryptoBackend);
    Client::new(authenticator).allows_insecure_localhost(town.is_local_demo())
}

/// Makes a passkey for an account of `town`; `options` are `CredentialCreationOptions` as JSON.
pub(crate) async fn create(
    town: &TownOrigin,
    store: Arc<dyn SecretStore>,
    person: Verified,
    options: Value,
) -> Result<Value, PasskeyError> {
    let options: CredentialCreationOptions = read_options(options)?;
    let mut client = client(town, store, person);
    let answer = client.register(town.url(), options, DefaultClientData).await;
    written(answer.map_err(|error| explain(&mut client, &error))?)
}

/// Signs in at `town` with a passkey of this device; `options` are `CredentialRequestOptions` as JSON.
pub(crate) async fn get(
    town: &TownOrigin,
    store: Arc<dyn SecretStore>,
    person: Verified,
    options: Value,
) -> Result<Value, PasskeyError> {
    let options: CredentialRequestOptions = read_options(options)?;
    let mut client = client(town, store, person);
    let answer = client.authenticate(town.url(), options, DefaultClientData).await;
    written(answer.map_err(|error| explain(&mut client, &error))?)
}

/// Takes the options with or without their `publicKey` wrapper: the standard's JSON form has none, the
/// argument of `navigator.credentials` has one.
fn read_options<T: DeserializeOwned>(options: Value) -> Result<T, PasskeyError> {
    let options = if options.get("publicKey").is_some() { options } else { json!({ "publicKey": options }) };
    serde_json::from_value(options).map_err(PasskeyError::Options)
}

fn written(credential: impl serde::Serialize) -> Result<Value, PasskeyError> {
    serde_json::to_value(credential).map_err(PasskeyError::Answer)
}

fn explain(client: &mut PasskeyClient, error: &WebauthnError) -> PasskeyError {
    if let Some(failure) = client.authenticator_mut().store_mut().take_failure() {
        return PasskeyError::Secret(failure);
    }
    let excluded: u8 = Ctap2Error::CredentialExcluded.into();
    match error {
        WebauthnError::CredentialNotFound => PasskeyError::NoPasskey,
        WebauthnError::AuthenticatorError(code) if *code == excluded => PasskeyError::AlreadyThere,
        other => PasskeyError::Refused(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;
    use crate::person::{PinDoor, PinNeed};
    use rathaus_client::MemoryStore;

    const PIN: Option<&str> = Some("482913");

    fn town() -> TownOrigin {
        TownOrigin::parse("https://rathaus.example.de").expect("an address")
    }

    fn person(store: &Arc<dyn SecretStore>) -> Verified {
        PinDoor::new(Arc::clone(store)).pass(PIN, SystemTime::now()).expect("the right PIN")
    }

    /// As webauthn-rs writes them, with `residentKey` corrected to `required`.
    fn creation(rp: &str, user: &str, exclude: &Value) -> Value {
        json!({ "publicKey": {
            "rp": { "id": rp, "name": "Example Town" },
            "user": { "id": user, "name": "Erika", "displayName": "Erika" },
            "challenge": "Y2hhbGxlbmdl",
            "pubKeyCredParams": [{ "type": "public-key", "alg": -7 }],
            "timeout": 300_000,
            "excludeCredentials": exclude,
            "authenticatorSelection": {
                "residentKey": "required", "requireResidentKey": true, "userVerification": "required"
            },
            "attestation": "none"
        }})
    }

    fn request() -> Value {
        json!({
            "challenge": "Y2hhbGxlbmdl", "rpId": "rathaus.example.de", "userVerification": "required",
            "allowCredentials": []
        })
    }

    async fn made(store: &Arc<dyn SecretStore>, user: &str) -> Result<Value, PasskeyError> {
        let options = creation("rathaus.example.de", user, &json!([]));
        create(&town(), Arc::clone(store), person(store), options).await
    }

    async fn used(store: &Arc<dyn SecretStore>) -> Result<Value, PasskeyError> {
        get(&town(), Arc::clone(store), person(store), request()).await
    }

    #[tokio::test]
    async fn the_key_the_town_hall_accepted_goes_before_a_broken_registration() {
        let store: Arc<dyn SecretStore> = Arc::new(MemoryStore::default());
        assert!(matches!(used(&store).await, Err(PasskeyError::NoPasskey)));
        let first = made(&store, "dXNlcjE").await.expect("made");
        assert_eq!(used(&store).await.expect("used")["id"], first["id"], "also when the answer got lost");
        confirm(store.as_ref(), "rathaus.example.de", first["id"].as_str().expect("text")).expect("noted");
        let broken_off = made(&store, "dXNlcjI").await.expect("made");
        let answer = used(&store).await.expect("used");
        assert_eq!(answer["id"], first["id"]);
        assert_eq!(answer["response"]["userHandle"], "dXNlcjE");
        confirm(store.as_ref(), "rathaus.example.de", broken_off["id"].as_str().expect("text"))
            .expect("noted");
        assert_eq!(used(&store).await.expect("used")["id"], broken_off["id"], "the newest accepted one");
    }

    #[tokio::test]
    async fn a_key_that_the_town_hall_refuses_or_forgot_stands_in_nobodys_way() {
        let store: Arc<dyn SecretStore> = Arc::new(MemoryStore::default());
        let rp = "rathaus.example.de";
        let mut ids = Vec::new();
        for user in ["dXNlcjE", "dXNlcjI", "dXNlcjM"] {
            let made = made(&store, user).await.expect("made");
            ids.push(made["id"].as_str().expect("text").to_owned());
            confirm(store.as_ref(), rp, ids.last().expect("one")).expect("noted");
        }
        let next = || async { used(&store).await.expect("used")["id"].as_str().expect("text").to_owned() };
        assert_eq!(next().await, ids[2]);
        confirm(store.as_ref(), rp, &ids[0]).expect("noted");
        assert_eq!(next().await, ids[0], "the one used last");
        doubt(store.as_ref(), rp, &ids[0]).expect("noted");
        assert_eq!(next().await, ids[2], "the next try takes the next key");
        forget(store.as_ref(), rp, &ids[2]).expect("forgotten");
        assert_eq!(next().await, ids[1]);
        forget_user(store.as_ref(), rp, "dXNlcjI").expect("forgotten");
        assert_eq!(next().await, ids[0], "the refused one is still there for its day");
        forget(store.as_ref(), rp, &ids[0]).expect("forgotten");
        assert_eq!(has_key(store.as_ref(), rp), Ok(false), "so the page offers another way");
        for id in ids {
            assert_eq!(
                store.get(&rathaus_client::SecretName::new("passkey", &id)),
                Ok(None),
                "nothing stays"
            );
        }
    }

    #[tokio::test]
    async fn one_account_gets_one_key_on_a_device() {
        let store: Arc<dyn SecretStore> = Arc::new(MemoryStore::default());
        let first = made(&store, "dXNlcjE").await.expect("made");
        let known = json!([{ "type": "public-key", "id": first["id"] }]);
        let again = creation("rathaus.example.de", "dXNlcjE", &known);
        let again = create(&town(), Arc::clone(&store), person(&store), again).await;
        assert!(matches!(again, Err(PasskeyError::AlreadyThere)), "{again:?}");
    }

    #[tokio::test]
    async fn a_key_is_never_made_for_another_site() {
        let store: Arc<dyn SecretStore> = Arc::new(MemoryStore::default());
        for rp in ["example.org", "de", "evil.rathaus.example.de", "localhost"] {
            let options = creation(rp, "dXNlcjE", &json!([]));
            let refused = create(&town(), Arc::clone(&store), person(&store), options).await;
            assert!(matches!(refused, Err(PasskeyError::Refused(_))), "{rp}: {refused:?}");
        }
    }

    #[tokio::test]
    async fn a_forgotten_pin_is_reset_at_the_price_of_every_passkey() {
        let store: Arc<dyn SecretStore> = Arc::new(MemoryStore::default());
        let made = made(&store, "dXNlcjE").await.expect("made");
        let id = made["id"].as_str().expect("text");
        confirm(store.as_ref(), "rathaus.example.de", id).expect("noted");
        let other = TownOrigin::parse("https://rathaus.other.de").expect("an address");
        let elsewhere = creation("rathaus.other.de", "dXNlcjI", &json!([]));
        create(&other, Arc::clone(&store), person(&store), elsewhere).await.expect("made");

        let door = PinDoor::new(Arc::clone(&store));
        forget_all(store.as_ref(), None).expect("forgotten");
        assert_eq!(has_key(store.as_ref(), "rathaus.example.de"), Ok(false));
        door.forget().expect("forgotten");
        assert_eq!(door.need(), Ok(PinNeed::Unset));
        let new_pin = || PinDoor::new(Arc::clone(&store)).pass(Some("000000"), SystemTime::now());
        let gone = get(&town(), Arc::clone(&store), new_pin().expect("a new PIN"), request()).await;
        assert!(matches!(gone, Err(PasskeyError::NoPasskey)), "{gone:?}");
        let mut there = request();
        there["rpId"] = json!("rathaus.other.de");
        let gone = get(&other, Arc::clone(&store), new_pin().expect("the new PIN"), there).await;
        assert!(matches!(gone, Err(PasskeyError::NoPasskey)), "of no town: {gone:?}");
        let entry = store.get(&rathaus_client::SecretName::new("passkey", id)).expect("readable");
        assert_eq!(entry, None, "the key itself is gone");
    }

    #[tokio::test]
    async fn an_entry_fits_into_every_keyring_and_the_page_never_sees_the_key() {
        let store: Arc<dyn SecretStore> = Arc::new(MemoryStore::default());
        let made = made(&store, "dXNlcjE").await.expect("made");
        let id = made["id"].as_str().expect("text");
        let entry = store.get(&rathaus_client::SecretName::new("passkey", id)).expect("read").expect("there");
        assert!(entry.len() < 1000, "Windows takes 2,560 bytes: {}", entry.len());
        let key: Value = serde_json::from_str(&entry).expect("JSON");
        assert!(!made.to_string().contains(key["key"].as_str().expect("text")));
    }
}
