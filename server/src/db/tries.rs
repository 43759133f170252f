//! How often something was tried within a window of time, counted where all copies of the server see it.

use super::{DbError, On, Tx, sql};

/// Counts one try and says how many there were in the open window, this one included. A window begins with its first
/// try and ends at `until`.
///
/// # Errors
/// As the database says.
pub async fn count(tx: &mut Tx, scope: &str, now_ms: i64, until: i64) -> Result<i64, DbError> {
    let row: (i64,) = sql("INSERT INTO counted_tries (scope, tries, until) VALUES ($1, 1, $3) \
         ON CONFLICT (scope) DO UPDATE SET \
         tries = CASE WHEN counted_tries.until <= $2 THEN 1 ELSE counted_tries.tries + 1 END, \
         until = CASE WHEN counted_tries.until <= $2 THEN $3 ELSE counted_tries.until END RETURNING tries")
    .bind(scope)
    .bind(now_ms)
    .bind(until)
    .one(tx)
    .await?;
    Ok(row.0)
}

/// Takes one try back.
pub fn take_back(tx: &mut Tx, scope: &str) {
    sql("UPDATE counted_tries SET tries = tries - 1 WHERE scope = $1 AND tries > 0").bind(scope).later(tx);
}

/// How many tries were counted in the open window.
///
/// # Errors
/// As the database says.
pub async fn counted(on: impl Into<On<'_>>, scope: &str, now_ms: i64) -> Result<i64, DbError> {
    let row: Option<(i64,)> = sql("SELECT tries FROM counted_tries WHERE scope = $1 AND until > $2")
        .bind(scope)
        .bind(now_ms)
        .optional(on)
        .await?;
    Ok(row.map_or(0, |row| row.0))
}

/// Erases windows that have ended.
pub fn erase_ended(tx: &mut Tx, now_ms: i64) {
    sql("DELETE FROM counted_tries WHERE until <= $1").bind(now_ms).later(tx);
}
