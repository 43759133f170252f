//! Who somebody is: residents' accounts, passkeys, signed-in devices.
//!
//! A passkey opens a session; it proves no identity (that comes with identity proofs). Residents and staff are
//! separate holders: a passkey and a session belong to exactly one of them, and neither opens the other's doors.
//! Ceremony state lives on the server for five minutes and is taken once. A session is an opaque token of which only
//! the hash is stored; it is looked up with every request, so signing out works at once.

mod http;
mod passkeys;
mod sessions;
mod store;
pub(crate) mod who;

pub use http::routes;
pub use passkeys::{
    CeremonyError, Passkeys, Purpose, finish_creation, finish_login, start_creation, start_login,
};
pub use sessions::{Holder, Opened, SessionCookie, close, device_list, is_open, open, sign_out_device};
pub use store::display_name;
pub use who::{ExpectedResident, MaybeResident, Resident};

use crate::{App, db::DbError};

/// Erases what has ended: ceremonies, sessions.
///
/// # Errors
/// As the database says.
pub async fn sweep(app: &App) -> Result<(), DbError> {
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    store::erase_ended(&mut tx, now_ms).await?;
    tx.commit().await
}
