//! Shutting somebody out at once: no session, no passkey, no device on its way in is left.

mod store;

use super::{Holder, keys, sessions, store as rows};
use crate::{
    App,
    db::{DbError, Tx},
};
use rathaus_api::ids::DeviceId;

/// Ends everything by which the holder could come in, in the transaction that says why.
///
/// # Errors
/// As the database says.
pub async fn shut_out(app: &App, tx: &mut Tx, holder: Holder) -> Result<(), DbError> {
    let now_ms = app.clock().now_ms();
    // Whoever is adding a passkey at this moment is waited for, so that it is not left over.
    keys::hold(tx, holder).await?;
    store::delete_ways_in(tx, holder).await?;
    // No session has the id that was made this moment: all are others.
    for device in rows::delete_other_sessions(tx, holder, DeviceId::random()).await? {
        sessions::record_signed_out(tx, holder, device, now_ms);
    }
    Ok(())
}
