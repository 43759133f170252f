//! The passkeys of one person: list, add, rename, take away.
//!
//! Adding and taking away ask for step-up. The last one is never taken away. Taking one away ends the sessions it
//! opened and the step-up of all others, so that nothing it allowed outlives it. Residents and staff use the same
//! functions, each through routes of their own.

pub(super) mod http;
mod store;

use rathaus_api::{
    accounts::{Ceremony, FinishCeremony, OwnPasskey, OwnPasskeys},
    events::EventKind,
    ids::DeviceId,
    problem::Code,
};

pub(crate) use http::stepped_up;

use super::{
    CeremonyError, Holder, Purpose, notices,
    passkeys::{NewPasskey, finish_creation, start_creation_beside},
    sessions,
    step_up::Asking,
};
use crate::{
    App,
    db::{DbError, Tx},
    events::{self, NewEvent},
    http::Failure,
};

/// Most passkeys of one person: more than fingers, few enough for one page and one allow-list.
pub const PASSKEYS_MAX: usize = 20;

fn purpose(holder: Holder) -> Purpose {
    match holder {
        Holder::Resident(_) => Purpose::ResidentAddition,
        Holder::Staff(_) => Purpose::StaffAddition,
    }
}

/// Holds the person's row until the transaction ends: whoever adds or takes away passkeys waits.
///
/// # Errors
/// As the database says.
pub(super) async fn hold(tx: &mut Tx, holder: Holder) -> Result<(), DbError> {
    store::hold(tx, holder).await
}

/// Credential ids of the holder's passkeys.
///
/// # Errors
/// As the database says.
pub(super) async fn ids(app: &App, holder: Holder) -> Result<Vec<String>, DbError> {
    Ok(store::passkeys_of(app.db(), holder).await?.into_iter().map(|row| row.id).collect())
}

/// The holder's passkeys; `device` is the asking session.
///
/// # Errors
/// As the database says.
pub async fn own_passkeys(app: &App, holder: Holder, device: DeviceId) -> Result<OwnPasskeys, DbError> {
    let rows = store::passkeys_of(app.db(), holder).await?;
    let opened_by = store::passkey_of_session(app.db(), holder, device).await?;
    let passkeys: Vec<OwnPasskey> = rows.into_iter().map(|row| row.shown(opened_by.as_deref())).collect();
    Ok(OwnPasskeys { second_advised: second_advised(&passkeys), removable: passkeys.len() > 1, passkeys })
}

/// Whether losing one device would lock the person out.
fn second_advised(passkeys: &[OwnPasskey]) -> bool {
    matches!(passkeys, [only] if only.device_bound)
}

/// Whether the holder should be told to make a second passkey.
///
/// # Errors
/// As the database says.
pub async fn is_second_advised(app: &App, holder: Holder) -> Result<bool, DbError> {
    let rows = store::passkeys_of(app.db(), holder).await?;
    Ok(matches!(rows.as_slice(), [only] if only.is_device_bound()))
}

/// Begins the making of one more passkey. The caller has checked the step-up.
///
/// # Errors
/// `wrong-state` when there are too many.
pub async fn start_addition(
    app: &App,
    holder: Holder,
    device: DeviceId,
    name: &str,
) -> Result<Ceremony, Failure> {
    let known = ids(app, holder).await?;
    if known.len() >= PASSKEYS_MAX {
        return Err(too_many());
    }
    let asking = Asking::new(holder, device);
    start_creation_beside(app, purpose(holder), holder.uuid(), name, &asking, &known).await
}

fn too_many() -> Failure {
    Failure::new(Code::WrongState).because(format!("at most {PASSKEYS_MAX} passkeys; take one away first"))
}

/// Finishes it. The ceremony was begun with step-up and belongs to the same session.
///
/// # Errors
/// As ceremonies fail.
pub async fn finish_addition(
    app: &App,
    holder: Holder,
    device: DeviceId,
    finish: &FinishCeremony,
) -> Result<OwnPasskey, Failure> {
    let (asking, passkey) = finish_creation::<Asking>(app, purpose(holder), finish).await?;
    if asking != Asking::new(holder, device) {
        return Err(CeremonyError::Expired.into());
    }
    let mut tx = app.db().begin().await?;
    // Whoever was signed out, or blocked, since the ceremony began adds nothing. People before sessions, as in `remove`.
    store::hold(&mut tx, holder).await?;
    if !store::hold_session(&mut tx, holder, device, app.clock().now_ms()).await? {
        return Err(Failure::new(Code::NotSignedIn));
    }
    let id = add(app, &mut tx, holder, &passkey).await?;
    let row = store::passkey(&mut tx, holder, &id).await?.ok_or(CeremonyError::Refused)?;
    tx.commit().await?;
    Ok(row.shown(None))
}

/// Stores one more passkey and tells all devices, in the caller's transaction. Gives its id.
///
/// # Errors
/// `wrong-state` when there are too many, `passkey-refused` when the credential is somebody's already.
pub(super) async fn add(
    app: &App,
    tx: &mut Tx,
    holder: Holder,
    passkey: &NewPasskey,
) -> Result<String, Failure> {
    let now_ms = app.clock().now_ms();
    store::hold(tx, holder).await?;
    if store::count(tx, holder).await? >= PASSKEYS_MAX {
        return Err(too_many());
    }
    let id = passkey.store(tx, holder, now_ms).await?;
    record(tx, holder, EventKind::PasskeyAdded, &id, now_ms);
    if let Some(account) = holder.account() {
        notices::tell(tx, account, notices::Notice::PasskeyAdded, now_ms).await?;
    }
    Ok(id)
}

/// Gives a passkey another name.
///
/// # Errors
/// `not-found` when the holder has no such passkey.
pub async fn rename(app: &App, holder: Holder, id: &str, name: &str) -> Result<OwnPasskey, Failure> {
    let mut tx = app.db().begin().await?;
    store::rename(&mut tx, holder, id, name).await?;
    let row = store::passkey(&mut tx, holder, id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    tx.commit().await?;
    Ok(row.shown(None))
}

/// Takes a passkey away and signs out what it opened. `device` is the asking session, which keeps its step-up.
///
/// # Errors
/// `not-found` when the holder has no such passkey, `last-way-in` when it is the last one.
pub async fn remove(app: &App, holder: Holder, device: DeviceId, id: &str) -> Result<(), Failure> {
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    // Of two removals at once the second one counts after the first.
    store::hold(&mut tx, holder).await?;
    if store::passkey(&mut tx, holder, id).await?.is_none() {
        return Err(Failure::new(Code::NotFound));
    }
    if store::count(&mut tx, holder).await? < 2 {
        return Err(Failure::new(Code::LastWayIn));
    }
    store::delete(&mut tx, holder, id).await?;
    sessions::end_opened_by(&mut tx, holder, id, now_ms).await?;
    store::end_step_up_elsewhere(&mut tx, holder, device).await?;
    record(&mut tx, holder, EventKind::PasskeyRemoved, id, now_ms);
    Ok(tx.commit().await?)
}

/// Events name a passkey by the beginning of its credential id.
fn record(tx: &mut Tx, holder: Holder, kind: EventKind, id: &str, now_ms: i64) {
    let event = NewEvent {
        actor: holder.actor(),
        kind,
        object: id.chars().take(16).collect(),
        account: holder.account(),
        office: None,
    };
    events::record(tx, event, now_ms);
}
