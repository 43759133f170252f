//! Letters of the town hall: written at the desk, put into a mailbox or printed, opened, proven.
//!
//! One letter has one recipient. What may happen to it is decided in one pure place ([`plan`]) by whoever holds its row;
//! then rows, evidence, events and jobs follow in one transaction, and every job may run twice. Whose mailbox it goes to
//! is never guessed ([`matching`]). Deadlines come from `rathaus-law` ([`deadlines`]). Limits: subject 150, summary 4,000,
//! text 20,000 characters; 10 documents of 20 MiB; lists 50 rows.

mod calendar;
mod consents;
mod deadlines;
mod delivery;
mod desk;
mod documents;
mod drafts;
mod evidence;
mod handling;
mod http;
mod mailbox;
mod matching;
mod notices;
mod paper;
mod plan;
mod references;
mod retention;
mod runs;
mod seals;
mod store;
mod threads;
mod verify;

use rathaus_api::{
    ids::AccountId,
    mail::{ConsentKept, LinkedReference},
};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;

use crate::{
    App,
    db::{Db, DbError, Tx},
};

pub use delivery::{PRINT, SEND, WINDOW_END, perform_print, perform_send, perform_window_end};
pub use mailbox::all_of;
pub use notices::{NOTICE, send as perform_notice};
pub use retention::{end_old, forget_case, needs_case};
pub use runs::{CHECK_RUN, WORK_RUN, perform_run_check, perform_run_work};
pub use seals::{DESTROY_KEYS, perform_destroy};
pub use store::{blob_numbers, number_of, number_on_file};
pub use verify::{Checked, verify};

/// What a town decides about its letters.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// Where the law leaves a choice.
    #[serde(default)]
    pub law: rathaus_law::Profile,
}

/// All routes of the slice.
pub fn routes() -> OpenApiRouter<App> {
    http::routes()
        .merge(consents::routes())
        .merge(references::routes())
        .merge(desk::routes())
        .merge(runs::routes())
}

/// What a resident chose: consents to digital letters, and linked references.
///
/// # Errors
/// As the database says.
pub async fn choices_of(
    app: &App,
    account: AccountId,
) -> Result<(Vec<ConsentKept>, Vec<LinkedReference>), DbError> {
    Ok((store::consents(app.db(), account).await?, store::references(app.db(), account).await?))
}

/// Whether there is any letter: then there are keys, or somebody has lost them.
///
/// # Errors
/// As the database says.
pub async fn has_letters(db: &Db) -> Result<bool, DbError> {
    Ok(!store::sealed_after(db, "").await?.is_empty())
}

/// Erases codes that ended, documents that never came, and consents three years after their end (BGB 195, 199).
///
/// # Errors
/// As the database says.
pub async fn sweep(app: &App) -> Result<(), DbError> {
    const DAY_MS: i64 = 24 * 3_600_000;
    let now_ms = app.clock().now_ms();
    runs::sweep(app).await?;
    let mut tx = app.db().begin().await?;
    store::erase_reference_codes(&mut tx, now_ms).await?;
    store::erase_unready(&mut tx, now_ms - DAY_MS).await?;
    store::erase_consents(&mut tx, now_ms - 3 * 366 * DAY_MS).await?;
    tx.commit().await
}

/// Lets go of a resident whose account is deleted: her copies are hidden and her key is destroyed, letters and evidence
/// stay the town's file.
///
/// # Errors
/// As the database says.
pub async fn forget(app: &App, tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    store::take_all_back(tx, account).await?;
    seals::destroy_resident(app, tx, account).await?;
    store::forget(tx, account, app.clock().now_ms()).await
}
