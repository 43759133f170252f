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
use webauthn_rs_proto::ResidentKeyRequirement;

use super::{sessions::Holder, store};
use crate::{
    App,
    clock::timestamp,
    db::{DbError, Tx},
    http::Failure,
};

/// Life of a ceremony.
const CEREMONY_MS: i64 = 5 * 60 * 1000;

/// The relying party of this town.
pub struct Passkeys(Webauthn);

impl Passkeys {
    /// A relying party whose id is the host of the origin.
    ///
    /// # Errors
    /// When the origin has no host name.
    pub fn new(origin: &Url, town: &str) -> Result<Self, WebauthnError> {
        let host = origin.host_str().ok_or(WebauthnError::Configuration)?;
        WebauthnBuilder::new(host, origin)?.rp_name(town).build().map(Self)
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
}

impl Purpose {
    fn text(self) -> &'static str {
        match self {
            Self::ResidentRegistration => "resident_registration",
            Self::ResidentLogin => "resident_login",
            Self::StaffInvitation => "staff_invitation",
            Self::StaffLogin => "staff_login",
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
    let begun = app.passkeys().0.start_passkey_registration(user, name, name, None);
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
    let begun = app.passkeys().0.start_discoverable_authentication();
    let (mut challenge, state) = begun.map_err(|error| internal(&error))?;
    // The button asks right away; `conditional` would wait for a form field.
    challenge.mediation = None;
    begin(app, purpose, &(), &state, &challenge).await
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
pub struct NewPasskey(Passkey);

impl NewPasskey {
    /// Stores the passkey.
    ///
    /// # Errors
    /// `Refused` when this credential is already somebody's.
    pub async fn store(&self, tx: &mut Tx, holder: Holder, now_ms: i64) -> Result<String, CeremonyError> {
        let id = URL_SAFE_NO_PAD.encode(self.0.cred_id());
        let data = serde_json::to_string(&self.0).map_err(|_| CeremonyError::Malformed)?;
        let stored = store::insert_passkey(tx, &id, holder, &data, now_ms).await?;
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
    let passkey = app.passkeys().0.finish_passkey_registration(&credential, &state).map_err(|error| {
        tracing::info!(?error, "a new passkey was refused");
        CeremonyError::Refused
    })?;
    Ok((subject, NewPasskey(passkey)))
}

/// Finishes a login and returns the holder and the id of the passkey.
///
/// # Errors
/// See [`CeremonyError`]. An unknown key, another holder's key and a wrong signature are the same to the caller.
pub async fn finish_login(
    app: &App,
    purpose: Purpose,
    finish: &FinishCeremony,
) -> Result<(Uuid, String), CeremonyError> {
    let credential: PublicKeyCredential =
        serde_json::from_value(finish.credential.clone()).map_err(|_| CeremonyError::Malformed)?;
    let ((), state) = take::<(), DiscoverableAuthentication>(app, purpose, finish.ceremony).await?;
    let relying_party = &app.passkeys().0;
    let (user, id) = relying_party
        .identify_discoverable_authentication(&credential)
        .map_err(|_| CeremonyError::Refused)?;
    let id = URL_SAFE_NO_PAD.encode(id);
    let kind = if purpose == Purpose::StaffLogin { "staff" } else { "resident" };
    let row = store::passkey(app.db(), &id, kind).await?.ok_or(CeremonyError::Refused)?;
    if row.holder_id != user.to_string() {
        return Err(CeremonyError::Refused);
    }
    let mut passkey: Passkey = serde_json::from_str(&row.data).map_err(|_| CeremonyError::Refused)?;
    let verified = relying_party.finish_discoverable_authentication_v2(&credential, state, &passkey);
    let verified = verified.map_err(|error| {
        tracing::info!(?error, "a sign-in was refused");
        CeremonyError::Refused
    })?;
    passkey.update_credential(&verified);
    let data = serde_json::to_string(&passkey).map_err(|_| CeremonyError::Malformed)?;
    let mut tx = app.db().begin().await?;
    store::touch_passkey(&mut tx, &id, &data, app.clock().now_ms()).await?;
    tx.commit().await?;
    Ok((user, id))
}
