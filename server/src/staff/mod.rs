//! People who work in the town hall: how they get in, what they may see.
//!
//! The first admin comes in by `rathaus-server staff invite`, the others by an admin's invitation: a link with a
//! secret that works once within 24 hours. There is no password and no account that ships with the program.
//! Roles: clerk, office lead, counter, administrator (`Role`). Everybody works the cases of her own office and of those
//! she stands in for; who may open another office's, and why, is decided in [`access`]. Role, office and substitutions
//! are looked up with each request, so a change counts at once. Somebody who leaves is deactivated: no session, no
//! passkey, no right is left, her name stays on what she did. The last administrator cannot leave.

mod access;
mod http;
mod invitations;
mod keys;
mod people;
mod store;
mod who;

pub use access::Access;
pub use http::routes;
pub use invitations::{Invitation, invite};
pub use people::{deactivate, members};
pub use store::{any_member, names, office_exists};
pub use who::{Clerk, FreshAdmin, FreshClerk, FreshLead, Lead};

use crate::{App, db::DbError};

/// Erases invitations a day after they ended, substitutions a year after.
///
/// # Errors
/// As the database says.
pub async fn sweep(app: &App) -> Result<(), DbError> {
    let before = app.clock().now_ms() - 24 * 3_600_000;
    let mut tx = app.db().begin().await?;
    store::erase_invitations(&mut tx, before).await?;
    store::substitutions::erase_ended(&mut tx, before - 365 * 24 * 3_600_000).await?;
    tx.commit().await
}
