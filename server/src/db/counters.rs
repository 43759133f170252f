//! Numbers that count up in the order of commits: the row lock makes later transactions wait for earlier ones.

use super::{DbError, Tx, sql};

/// Counts up; the new number is read where it is needed.
pub fn count(tx: &mut Tx, name: &str) {
    sql("INSERT INTO counters (name, value) VALUES ($1, 1) \
         ON CONFLICT (name) DO UPDATE SET value = counters.value + 1")
    .bind(name)
    .later(tx);
}

/// The next number of a counter, beginning with 1. No gaps: a rolled-back number is given again.
pub async fn next(tx: &mut Tx, name: &str) -> Result<i64, DbError> {
    let row: (i64,) = sql("INSERT INTO counters (name, value) VALUES ($1, 1) \
         ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value")
    .bind(name)
    .one(tx)
    .await?;
    Ok(row.0)
}
