//! The end of old letters: what nobody has to do anything about any more, and no resident keeps a copy of, goes with its
//! evidence once the town's period is over.

use rathaus_api::audit::AccessObject;

use super::{seals, store};
use crate::{
    App, audit,
    db::{DbError, Tx, ids_before},
};

/// Letters looked at in one go.
const SWEEP: i64 = 100;

/// Erases letters that last changed longer ago than `retention.letters_days`, one transaction each. A letter whose copy
/// lies in a mailbox stays as long as the resident keeps it, one about an open case as long as that is open.
///
/// # Errors
/// As the database says; the rest is tried again at the next sweep.
pub async fn end_old(app: &App) -> Result<(), DbError> {
    let before_ms = app.clock().now_ms() - app.config().retention.letters_ms();
    let born_before = ids_before(before_ms);
    let mut after = String::new();
    while !app.stopping().is_cancelled() {
        let ended = store::ended_letters(app.db(), (&after, &born_before), before_ms, SWEEP).await?;
        let Some(last) = ended.last() else { break };
        after.clone_from(last);
        for id in &ended {
            end(app, id, before_ms).await?;
        }
    }
    Ok(())
}

async fn end(app: &App, id: &str, before_ms: i64) -> Result<(), DbError> {
    let mut tx = app.db().begin().await?;
    let Some(blobs) = store::erase_letter(&mut tx, id, before_ms).await? else { return Ok(()) };
    if let Ok(letter) = id.parse() {
        seals::destroy_file(app, &mut tx, letter).await?;
    }
    audit::record_end(app, &mut tx, AccessObject::Letter, id).await?;
    tx.commit().await?;
    for name in blobs.iter().filter_map(|name| name.parse().ok()) {
        if let Err(error) = app.blobs().delete(&name).await {
            tracing::warn!(%error, "a document without a row stays until strays are erased");
        }
    }
    Ok(())
}

/// Whether a letter about a case still matters: then the case stays.
///
/// # Errors
/// As the database says.
pub async fn needs_case(tx: &mut Tx, case: &str) -> Result<bool, DbError> {
    store::needs_case(tx, case).await
}

/// A case is erased: letters about it are about no case any more.
///
/// # Errors
/// As the database says.
pub async fn forget_case(tx: &mut Tx, case: &str) -> Result<(), DbError> {
    store::forget_case(tx, case).await
}
