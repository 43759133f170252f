//! The end of old reports: content, pictures, entries and number go once the town's period is over; events stay, and an
//! entry of the audit log that names the id.

use rathaus_api::audit::AccessObject;

use super::store;
use crate::{
    App, audit,
    db::{DbError, ids_before},
};

/// Cases looked at in one go.
const SWEEP: i64 = 100;

/// Erases reports that were closed longer ago than `retention.reports_days`, one transaction each. Their pictures wait
/// for the next sweep. A report about which there is a letter that still matters stays.
///
/// # Errors
/// As the database says; the rest is tried again at the next sweep.
pub async fn end_old(app: &App) -> Result<(), DbError> {
    let before_ms = app.clock().now_ms() - app.config().retention.reports_ms();
    let born_before = ids_before(before_ms);
    let mut after = String::new();
    while !app.stopping().is_cancelled() {
        let ended = store::ended(app.db(), (&after, &born_before), before_ms, SWEEP).await?;
        let Some(last) = ended.last() else { break };
        after.clone_from(last);
        for id in &ended {
            end(app, id, before_ms).await?;
        }
        let mut tx = app.db().begin().await?;
        store::forget_keys(&mut tx, &ended).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn end(app: &App, id: &str, before_ms: i64) -> Result<(), DbError> {
    let mut tx = app.db().begin().await?;
    if crate::app::case_is_needed(&mut tx, id).await? || !store::erase(&mut tx, id, before_ms).await? {
        // Reopened a moment ago, or a letter refers to it.
        return Ok(());
    }
    crate::app::case_ends(&mut tx, id).await?;
    audit::record_end(app, &mut tx, AccessObject::Case, id).await?;
    tx.commit().await
}
