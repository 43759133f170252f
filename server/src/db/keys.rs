//! Rows of idempotency keys.

use super::{DbError, On, Tx, sql, tx::Inner};

/// What is known of a key.
#[derive(Debug, sqlx::FromRow)]
pub struct KeyRow {
    /// SHA-256 of the request's content.
    pub content: String,
    /// What the request made.
    pub object_id: Option<String>,
    /// The answer as JSON, for 30 days.
    pub answer: Option<String>,
}

/// Waits for every other transaction that claims this key, whoever asks there. SQLite has one writer anyway.
pub async fn wait_for(tx: &mut Tx, key: &str) -> Result<(), DbError> {
    if matches!(tx.inner, Inner::Postgres(_)) {
        sql("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))").bind(key).execute(tx).await?;
    }
    Ok(())
}

/// What is known of a key.
pub async fn find(on: impl Into<On<'_>>, scope: &str, key: &str) -> Result<Option<KeyRow>, DbError> {
    let row = sql("SELECT content, object_id, answer FROM idempotency_keys WHERE scope = $1 AND key = $2");
    row.bind(scope).bind(key).optional(on).await
}

/// Inserts the key, or tells what it was used for. Waits for a transaction that is inserting the same key.
pub async fn claim(
    tx: &mut Tx,
    scope: &str,
    key: &str,
    content: &str,
    now_ms: i64,
) -> Result<Option<KeyRow>, DbError> {
    let inserted =
        sql("INSERT INTO idempotency_keys (scope, key, content, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (scope, key) DO NOTHING")
        .bind(scope)
        .bind(key)
        .bind(content)
        .bind(now_ms)
        .execute(tx)
        .await?;
    if inserted == 1 {
        return Ok(None);
    }
    find(tx, scope, key).await
}

/// Stores with the key what came of it.
pub fn keep(tx: &mut Tx, scope: &str, key: &str, object_id: Option<&str>, answer: Option<&str>) {
    sql("UPDATE idempotency_keys SET object_id = $3, answer = $4 WHERE scope = $1 AND key = $2")
        .bind(scope)
        .bind(key)
        .bind(object_id)
        .bind(answer)
        .later(tx);
}

/// Erases answers older than `before_ms`; the keys stay.
pub async fn erase_answers(tx: &mut Tx, before_ms: i64) -> Result<u64, DbError> {
    sql("UPDATE idempotency_keys SET answer = NULL WHERE answer IS NOT NULL AND created_at < $1")
        .bind(before_ms)
        .execute(tx)
        .await
}
