//! People who work in the town hall: how they get in, what they may see.
//!
//! The first admin comes in by `rathaus-server staff invite`, the others by an admin's invitation: a link with a
//! secret that works once within 24 hours. There is no password and no account that ships with the program.
//! A clerk works the cases of her own office; an admin those of all offices.

mod http;
mod invitations;
mod store;
mod who;

pub use http::routes;
pub use invitations::{Invitation, Inviting, invite};
pub use store::{any_member, names, office_exists};
pub use who::{Admin, Clerk};

use crate::{App, db::DbError};

/// Erases invitations a day after they ended.
///
/// # Errors
/// As the database says.
pub async fn sweep(app: &App) -> Result<(), DbError> {
    let before = app.clock().now_ms() - 24 * 3_600_000;
    let mut tx = app.db().begin().await?;
    store::erase_invitations(&mut tx, before).await?;
    tx.commit().await
}
