//! Who somebody is: residents' accounts, passkeys, signed-in devices.
//!
//! A passkey opens a session; it proves no identity (that comes with identity proofs). Residents and staff are
//! separate holders: a passkey and a session belong to exactly one of them, and neither opens the other's doors.
//! Ceremony state lives on the server for five minutes and is taken once. A session is an opaque token of which only
//! the hash is stored; it is looked up with every request, so signing out works at once.

mod access_log;
mod app_login;
pub mod association;
mod deletion;
mod export;
mod http;
pub mod identity;
pub(crate) mod keys;
mod leaving;
mod links;
pub mod notices;
mod paper;
mod passkeys;
mod profile;
pub mod recovery;
mod sessions;
mod step_up;
mod store;
mod traits;
pub(crate) mod who;

pub use http::routes;
pub use leaving::shut_out;
pub use paper::day;
pub use passkeys::{
    CeremonyError, Passkeys, Purpose, finish_creation, finish_login, start_creation, start_login,
};
pub use profile::kept;
pub use sessions::{
    Holder, Opened, SessionCookie, close, device_list, end_shown, is_open, life, open, sign_out_device,
    sign_out_others,
};
pub use step_up::{finish_step_up, start_step_up};
pub use store::{display_name, language};
pub use who::{Fresh, MaybeResident, Resident, check_expected, signed_in};

use crate::{
    App,
    db::{DbError, tries},
};

/// Erases what has ended: ceremonies, sessions.
///
/// # Errors
/// As the database says.
pub async fn sweep(app: &App) -> Result<(), DbError> {
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    store::erase_ended(&mut tx, now_ms).await?;
    identity::store::erase_ended(&mut tx, now_ms).await?;
    profile::store::erase_ended(&mut tx, now_ms).await?;
    recovery::store::erase_ended(&mut tx, now_ms, recovery::MONTH_MS).await?;
    links::erase_ended(&mut tx, now_ms).await?;
    app_login::erase_ended(&mut tx, now_ms).await?;
    tries::erase_ended(&mut tx, now_ms);
    tx.commit().await
}
