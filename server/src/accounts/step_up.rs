//! Step-up: a signed-in person uses a passkey again before something that matters (trust row 3).
//!
//! The ceremony belongs to the session that began it and is answered by one of the person's own passkeys. Its end
//! rotates the session's token and opens what asks for step-up for five minutes.

use axum::http::HeaderMap;
use rathaus_api::{
    accounts::{Ceremony, FinishCeremony, SessionLife},
    ids::DeviceId,
    problem::Code,
};
use serde::{Deserialize, Serialize};

use super::{
    CeremonyError, Holder, Opened, Purpose, keys,
    passkeys::{finish_use, start_use},
    sessions,
};
use crate::{App, http::Failure};

/// The session a ceremony belongs to.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Asking {
    holder: String,
    device: DeviceId,
}

impl Asking {
    pub(super) fn new(holder: Holder, device: DeviceId) -> Self {
        Self { holder: holder.id(), device }
    }
}

fn purpose(holder: Holder) -> Purpose {
    match holder {
        Holder::Resident(_) => Purpose::ResidentStepUp,
        Holder::Staff(_) => Purpose::StaffStepUp,
    }
}

/// Begins a step-up with any of the person's passkeys.
///
/// # Errors
/// As the database says.
pub async fn start_step_up(app: &App, holder: Holder, device: DeviceId) -> Result<Ceremony, Failure> {
    let own = keys::ids(app, holder).await?;
    start_use(app, purpose(holder), &Asking::new(holder, device), &own).await
}

/// Finishes it. `asked` shows the token that is rotated.
///
/// # Errors
/// As ceremonies fail; `not-signed-in` when the session ended in the meantime.
pub async fn finish_step_up(
    app: &App,
    holder: Holder,
    device: DeviceId,
    asked: &HeaderMap,
    finish: &FinishCeremony,
) -> Result<(Opened, SessionLife), Failure> {
    let (asking, used) = finish_use::<Asking>(app, purpose(holder), finish).await?;
    if asking != Asking::new(holder, device) {
        return Err(CeremonyError::Expired.into());
    }
    let mut tx = app.db().begin().await?;
    used.write_down(&mut tx, holder, app.clock().now_ms()).await?;
    let rotated = sessions::rotate(app, &mut tx, holder, device, asked).await?;
    let rotated = rotated.ok_or_else(|| Failure::new(Code::NotSignedIn))?;
    tx.commit().await?;
    Ok(rotated)
}
