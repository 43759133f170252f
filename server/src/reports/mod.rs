//! Issues in public space: filed with or without an account, followed by a secret link, answered by a clerk.
//!
//! A report opens a case and has its id; status, answers and the queue live in `cases`. Here are place, words,
//! pictures, the link and the e-mails. Filing is one transaction: key, case, report, pictures, event, job. Pictures
//! are taken in before, cleaned (again: the device did it too), and wait at most a day for their report. The secret of
//! the link is derived from the server's key, so that only its hash needs storing. Limits: text 4,000 characters,
//! 5 pictures of 15 MiB (configurable), place as point, address or words.

mod checks;
mod desk;
mod file;
mod http;
mod links;
mod mail;
mod photos;
mod retention;
mod store;
#[cfg(test)]
mod tests;

use rathaus_api::ids::{AccountId, CaseId};
use utoipa_axum::router::OpenApiRouter;

use crate::{
    App,
    db::{DbError, Tx},
};

pub use file::{Filing, file};
pub use http::all_of;
pub use mail::{RECEIVED, tell_changed, tell_received};
pub use photos::{Size, sweep, sweep_strays};
pub use retention::end_old;
pub use store::number_of;

/// All routes of the slice.
pub fn routes() -> OpenApiRouter<App> {
    http::routes().merge(desk::routes())
}

/// Address of the page that shows a report to whoever knows its secret.
#[must_use]
pub fn link(app: &App, id: CaseId) -> String {
    format!("{}/meldung#{}", app.config().origin_text(), links::secret(app, id))
}

/// Lets go of a resident whose account is deleted: her reports stay as cases of nobody.
///
/// # Errors
/// As the database says.
pub async fn forget(_app: &App, tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    store::forget(tx, account).await
}
