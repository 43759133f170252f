//! The end of old letters: what nobody has to do anything about any more, and no resident keeps a copy of, goes with its
//! evidence once the town's period is over.

use super::{seals, store};
use crate::{
    App,
    db::{DbError, Tx, ids_before},
};

/// Letters looked at in one go.
const SWEEP: i64 = 100;

/// Erases letters that last changed longer ago than `retention.letters_days`, one transaction each. A letter whose copy
/// lies in a mailbox stays as long as the resident keeps it.
///
/// # Errors
/// As the database says; the rest is tried again at the next sweep.
pub async fn end_old(app: &App) -> Result<(), DbError> {
    let before_ms = app.clock().now_ms() - app.config().retention.letters_ms();
    let born_before = ids_before(before_ms);
    loop {
        let ended = store::ended_letters(app.db(), &born_before, before_ms, SWEEP).await?;
        for id in &ended {
            let mut tx = app.db().begin().await?;
            let Some(blobs) = store::erase_letter(&mut tx, id, before_ms).await? else { continue };
            if let Ok(letter) = id.parse() {
                seals::destroy_file(app, &mut tx, letter).await?;
            }
            tx.commit().await?;
            for name in blobs.iter().filter_map(|name| name.parse().ok()) {
                if let Err(error) = app.blobs().delete(&name).await {
                    tracing::warn!(%error, "a document without a row stays until strays are erased");
                }
            }
        }
        if i64::try_from(ended.len()).is_ok_and(|number| number < SWEEP) {
            return Ok(());
        }
    }
}

/// A case is erased: letters about it are about no case any more.
///
/// # Errors
/// As the database says.
pub async fn forget_case(tx: &mut Tx, case: &str) -> Result<(), DbError> {
    store::forget_case(tx, case).await
}
