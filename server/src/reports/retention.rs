//! The end of old reports: content, pictures, entries and number go once the town's period is over; what happened stays
//! as events, which then name nothing.

use super::store;
use crate::{
    App,
    db::{DbError, ids_before},
};

/// Cases looked at in one go.
const SWEEP: i64 = 100;

/// Erases reports that were closed longer ago than `retention.reports_days`, one transaction each. Their pictures wait
/// for the next sweep.
///
/// # Errors
/// As the database says; the rest is tried again at the next sweep.
pub async fn end_old(app: &App) -> Result<(), DbError> {
    let before_ms = app.clock().now_ms() - app.config().retention.reports_ms();
    let born_before = ids_before(before_ms);
    loop {
        let ended = store::ended(app.db(), &born_before, before_ms, SWEEP).await?;
        for id in &ended {
            let mut tx = app.db().begin().await?;
            // Reopened a moment ago: it stays.
            if store::erase(&mut tx, id, before_ms).await? {
                crate::app::case_ends(&mut tx, id).await?;
                tx.commit().await?;
            }
        }
        if i64::try_from(ended.len()).is_ok_and(|number| number < SWEEP) {
            return Ok(());
        }
    }
}
