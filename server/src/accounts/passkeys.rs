//! WebAuthn ceremonies (WebAuthn Level 3): registration and username-less login, user verification required.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rathaus_api::{
    accounts::{Ceremony, FinishCeremony},
    ids::CeremonyId,
    problem::Code,
};
use serde::{Serialize, de::DeserializeOwned};
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Webauthn, WebauthnBuilder, WebauthnError,
};
use webauthn_rs_proto::{AllowCredentials, ResidentKeyRequirement};

use super::{
    sessions::{self, Holder},
    store,
    traits::Traits,
};
use crate::{
    App,
    clock::timestamp,
    db::{DbError, Tx},
    http::Failure,
};

/// Life of a ceremony.
const CEREMONY_MS: i64 = 5 * 60 * 1000;

/// The relying party of this town.
pub struct Passkeys(Webauthn, String);

impl Passkeys {
    /// A relying party whose id is the host of the origin.
    ///
    /// # Errors
    /// When the origin has no host name.
    pub fn new(origin: &Url, town: &str) -> Result<Self, WebauthnError> {
        let host = origin.host_str().ok_or(WebauthnError::Configuration)?;
        WebauthnBuilder::new(host, origin)?
            .rp_name(town)
            .build()
            .map(|webauthn| Self(webauthn, host.to_owned()))
    }
}

/// What a ceremony is for; one begun for one purpose cannot finish another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A resident makes an account.
    ResidentRegistration,
    /// A resident signs in.
    ResidentLogin,
    /// Somebody accepts an invitation to the staff.
    StaffInvitation,
    /// A member of staff signs in.
    StaffLogin,
    /// A signed-in resident uses a passkey again.
    ResidentStepUp,
    /// A signed-in member of staff uses a passkey again.
    StaffStepUp,
    /// A resident adds a passkey.
    ResidentAddition,
    /// A member of staff adds a passkey.
    StaffAddition,
    /// A new device of a resident makes its passkey.
    ResidentLink,
    /// Somebody comes back into an account without its passkeys.
    ResidentRecovery,
}

impl Purpose {
    fn text(self) -> &'static str {
        match self {
            Self::ResidentRegistration => "resident_registration",
            Self::ResidentLogin => "resident_login",
            Self::StaffInvitation => "staff_invitation",
            Self::StaffLogin => "staff_login",
            Self::ResidentStepUp => "resident_step_up",
            Self::StaffStepUp => "staff_step_up",
            Self::ResidentAddition => "resident_addition",
            Self::StaffAddition => "staff_addition",
            Self::ResidentLink => "resident_link",
            Self::ResidentRecovery => "resident_recovery",
        }
    }
}

/// What can go wrong in a ceremony.
#[derive(Debug, thiserror::Error)]
pub enum CeremonyError {
    /// Too old, used already, or never begun.
    #[error("the ceremony has expired")]
    Expired,
    /// The credential is not what the standard says.
    #[error("the credential is malformed")]
    Malformed,
    /// The answer did not verify: wrong origin, no user verification, unknown key, replay.
    #[error("the passkey was refused")]
    Refused,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<CeremonyError> for Failure {
    fn from(error: CeremonyError) -> Self {
        match error {
            CeremonyError::Expired => Failure::new(Code::CeremonyExpired),
            CeremonyError::Malformed => Failure::new(Code::Malformed).because("the credential is malformed"),
            CeremonyError::Refused => Failure::new(Code::PasskeyRefused),
            CeremonyError::Db(error) => error.into(),
        }
    }
}

/// Begins the making of a passkey. `subject` comes back at the end.
///
/// # Errors
/// As the database says.
pub async fn start_creation<T: Serialize + Sync>(
    app: &App,
    purpose: Purpose,
    user: Uuid,
    name: &str,
    subject: &T,
) -> Result<Ceremony, Failure> {
    start_creation_beside(app, purpose, user, name, subject, &[]).await
}

/// Begins the making of one more passkey: an authenticator that holds one of `known` makes no second one.
///
/// # Errors
/// As the database says.
pub async fn start_creation_beside<T: Serialize + Sync>(
    app: &App,
    purpose: Purpose,
    user: Uuid,
    name: &str,
    subject: &T,
    known: &[String],
) -> Result<Ceremony, Failure> {
    let known = Some(credential_ids(known)).filter(|known| !known.is_empty());
    let begun = app.passkeys().0.start_passkey_registration(user, name, name, known);
    let (mut challenge, state) = begun.map_err(|error| internal(&error))?;
    // webauthn-rs asks for no discoverable credential; a login without user name needs one (L3, 5.4.4).
    if let Some(selection) = challenge.public_key.authenticator_selection.as_mut() {
        selection.resident_key = Some(ResidentKeyRequirement::Required);
        selection.require_resident_key = true;
    }
    begin(app, purpose, subject, &state, &challenge).await
}

/// Begins a login without user name.
///
/// # Errors
/// As the database says.
pub async fn start_login(app: &App, purpose: Purpose) -> Result<Ceremony, Failure> {
    start_use(app, purpose, &(), &[]).await
}

/// Begins the use of one of some passkeys, or of any where none are named. `subject` comes back at the end.
///
/// # Errors
/// As the database says.
pub async fn start_use<T: Serialize + Sync>(
    app: &App,
    purpose: Purpose,
    subject: &T,
    allowed: &[String],
) -> Result<Ceremony, Failure> {
    let begun = app.passkeys().0.start_discoverable_authentication();
    let (mut challenge, state) = begun.map_err(|error| internal(&error))?;
    // The button asks right away; `conditional` would wait for a form field.
    challenge.mediation = None;
    let descriptor = |id| AllowCredentials { type_: "public-key".to_owned(), id, transports: None };
    challenge.public_key.allow_credentials = credential_ids(allowed).into_iter().map(descriptor).collect();
    begin(app, purpose, subject, &state, &challenge).await
}

fn credential_ids(texts: &[String]) -> Vec<Vec<u8>> {
    texts.iter().filter_map(|id| URL_SAFE_NO_PAD.decode(id).ok()).collect()
}

async fn begin<S: Serialize, T: Serialize, C: Serialize>(
    app: &App,
    purpose: Purpose,
    subject: &S,
    state: &T,
    challenge: &C,
) -> Result<Ceremony, Failure> {
    let ceremony = CeremonyId::random();
    let expires_ms = app.clock().now_ms() + CEREMONY_MS;
    let json = |error: serde_json::Error| Failure::new(Code::Internal).because(error.to_string());
    let subject = serde_json::to_string(subject).map_err(json)?;
    let state = serde_json::to_string(state).map_err(json)?;
    let options = serde_json::to_value(challenge).map_err(json)?;
    let mut tx = app.db().begin().await?;
    store::put_ceremony(&mut tx, ceremony, purpose.text(), &subject, &state, expires_ms).await?;
    tx.commit().await?;
    Ok(Ceremony { ceremony, options, expires_at: timestamp(expires_ms) })
}

fn internal(error: &WebauthnError) -> Failure {
    tracing::error!(?error, "a ceremony could not begin");
    Failure::new(Code::Internal)
}

/// Takes the ceremony, whatever comes of it: its state works once.
async fn take<S: DeserializeOwned, T: DeserializeOwned>(
    app: &App,
    purpose: Purpose,
    id: CeremonyId,
) -> Result<(S, T), CeremonyError> {
    let mut tx = app.db().begin().await?;
    let row = store::take_ceremony(&mut tx, id, purpose.text(), app.clock().now_ms()).await?;
    tx.commit().await?;
    let row = row.ok_or(CeremonyError::Expired)?;
    let subject = serde_json::from_str(&row.subject).map_err(|_| CeremonyError::Expired)?;
    let state = serde_json::from_str(&row.state).map_err(|_| CeremonyError::Expired)?;
    Ok((subject, state))
}

/// A passkey that was made and verified, to be stored with its holder.
pub struct NewPasskey {
    passkey: Passkey,
    traits: Traits,
    /// As the person calls the device it was made on.
    name: String,
}

impl NewPasskey {
    /// Stores the passkey.
    ///
    /// # Errors
    /// `Refused` when this credential is already somebody's.
    pub async fn store(&self, tx: &mut Tx, holder: Holder, now_ms: i64) -> Result<String, CeremonyError> {
        let id = URL_SAFE_NO_PAD.encode(self.passkey.cred_id());
        let data = serde_json::to_string(&self.passkey).map_err(|_| CeremonyError::Malformed)?;
        let row = store::NewPasskeyRow {
            id: &id,
            data: &data,
            name: &self.name,
            kind: self.traits.kind,
            backup_eligible: self.traits.backup_eligible,
            backed_up: self.traits.backed_up,
        };
        let stored = store::insert_passkey(tx, holder, row, now_ms).await?;
        if stored { Ok(id) } else { Err(CeremonyError::Refused) }
    }
}

/// Finishes the making of a passkey and returns the subject of the ceremony.
///
/// # Errors
/// See [`CeremonyError`].
pub async fn finish_creation<T: DeserializeOwned>(
    app: &App,
    purpose: Purpose,
    finish: &FinishCeremony,
) -> Result<(T, NewPasskey), CeremonyError> {
    let credential: RegisterPublicKeyCredential =
        serde_json::from_value(finish.credential.clone()).map_err(|_| CeremonyError::Malformed)?;
    let (subject, state) = take::<T, PasskeyRegistration>(app, purpose, finish.ceremony).await?;
    let relying_party = app.passkeys();
    let passkey = relying_party.0.finish_passkey_registration(&credential, &state).map_err(|error| {
        tracing::info!(?error, "a new passkey was refused");
        CeremonyError::Refused
    })?;
    let traits = Traits::of(&finish.credential, &credential, &passkey, relying_party.1.as_str());
    Ok((subject, NewPasskey { passkey, traits, name: sessions::label(&finish.device) }))
}

/// A passkey that was used and verified. Nothing is written down yet.
pub struct UsedPasskey {
    /// The holder, as the passkey's row names it.
    pub user: Uuid,
    /// The passkey.
    pub id: String,
    before: String,
    after: String,
    backed_up: bool,
}

impl UsedPasskey {
    /// Writes the use down and holds the row until the transaction ends: a passkey that was taken away, or whose
    /// counter somebody else moved in the meantime, opens nothing.
    ///
    /// # Errors
    /// `Refused` then; otherwise as the database says.
    pub async fn write_down(&self, tx: &mut Tx, holder: Holder, now_ms: i64) -> Result<(), CeremonyError> {
        let change = store::PasskeyUse {
            id: &self.id,
            before: &self.before,
            after: &self.after,
            backed_up: self.backed_up,
        };
        let written = store::write_use(tx, holder, change, now_ms).await?;
        if written { Ok(()) } else { Err(CeremonyError::Refused) }
    }
}

/// Finishes a login. Who it is stands in the answer; the caller writes the use down with what it opens.
///
/// # Errors
/// See [`CeremonyError`]. An unknown key, another holder's key and a wrong signature are the same to the caller.
pub async fn finish_login(
    app: &App,
    purpose: Purpose,
    finish: &FinishCeremony,
) -> Result<UsedPasskey, CeremonyError> {
    finish_use::<()>(app, purpose, finish).await.map(|((), used)| used)
}

/// Finishes the use of a passkey and returns the subject of the ceremony.
///
/// # Errors
/// See [`CeremonyError`].
pub async fn finish_use<T: DeserializeOwned>(
    app: &App,
    purpose: Purpose,
    finish: &FinishCeremony,
) -> Result<(T, UsedPasskey), CeremonyError> {
    let credential: PublicKeyCredential =
        serde_json::from_value(finish.credential.clone()).map_err(|_| CeremonyError::Malformed)?;
    let (subject, state) = take::<T, DiscoverableAuthentication>(app, purpose, finish.ceremony).await?;
    let id = URL_SAFE_NO_PAD.encode(credential.get_credential_id());
    let kind =
        if matches!(purpose, Purpose::StaffLogin | Purpose::StaffStepUp) { "staff" } else { "resident" };
    let row = store::passkey(app.db(), &id, kind).await?.ok_or(CeremonyError::Refused)?;
    let user = Uuid::parse_str(&row.holder_id).map_err(|_| CeremonyError::Refused)?;
    // WebAuthn Level 3, 7.2, step 6: the user handle must name the owner; where none was asked for by id, it must be there.
    let named = credential.get_user_unique_id();
    let is_login = matches!(purpose, Purpose::StaffLogin | Purpose::ResidentLogin);
    if named.is_some_and(|named| named != user.as_bytes()) || (named.is_none() && is_login) {
        return Err(CeremonyError::Refused);
    }
    let mut passkey: Passkey = serde_json::from_str(&row.data).map_err(|_| CeremonyError::Refused)?;
    let verified = app.passkeys().0.finish_discoverable_authentication_v2(&credential, state, &passkey);
    let verified = verified.map_err(|error| {
        tracing::info!(?error, "a passkey was refused");
        CeremonyError::Refused
    })?;
    passkey.update_credential(&verified);
    let after = serde_json::to_string(&passkey).map_err(|_| CeremonyError::Malformed)?;
    Ok((subject, UsedPasskey { user, id, before: row.data, after, backed_up: verified.backup_state() }))
}
