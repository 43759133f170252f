//! Rows of the audit log.

use rathaus_api::{
    audit::{AccessAction, AccessBy, AccessLog, AccessLogEntry, AccessObject, AccessPurpose},
    ids::AccountId,
};

use super::{
    Seen,
    chain::{Head, Link, Words},
    checkpoints::Checkpoint,
};
use crate::{
    clock::timestamp,
    db::{Db, DbError, On, Tx, sql},
    events::Actor,
};

/// Rows of a page.
const PAGE: i64 = 50;

/// Takes the next number; everybody else waits for the commit. Gives the hash of the entry before.
pub(super) async fn take_head(tx: &mut Tx) -> Result<(i64, String), DbError> {
    sql("UPDATE audit_head SET seq = seq + 1 WHERE id = 1 RETURNING seq, hash").one(tx).await
}

pub(super) async fn set_head(tx: &mut Tx, hash: &str, seal: &str) -> Result<(), DbError> {
    sql("UPDATE audit_head SET hash = $1, seal = $2 WHERE id = 1").bind(hash).bind(seal).execute(tx).await?;
    Ok(())
}

pub(super) async fn head(on: impl Into<On<'_>>) -> Result<Head, DbError> {
    let row = sql("SELECT seq, hash, seal FROM audit_head WHERE id = 1").optional(on).await?;
    Ok(row.unwrap_or(Head { seq: -1, hash: String::new(), seal: String::new() }))
}

pub(super) async fn insert(tx: &mut Tx, link: &Link, words: &Words) -> Result<(), DbError> {
    sql("INSERT INTO audit_entries (seq, at, actor_kind, actor_id, office, action, purpose, object_kind, object_id, \
         account, words_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
    .bind(link.seq)
    .bind(link.at)
    .bind(&link.actor_kind)
    .bind(link.actor_id.as_deref())
    .bind(link.office.as_deref())
    .bind(&link.action)
    .bind(&link.purpose)
    .bind(&link.object_kind)
    .bind(&link.object_id)
    .bind(link.account.as_deref())
    .bind(&link.words_hash)
    .bind(&link.hash)
    .execute(tx)
    .await?;
    sql("INSERT INTO audit_words (seq, salt, actor_name, label, reason) VALUES ($1, $2, $3, $4, $5)")
        .bind(words.seq)
        .bind(&words.salt)
        .bind(&words.actor_name)
        .bind(&words.label)
        .bind(&words.reason)
        .execute(tx)
        .await?;
    Ok(())
}

pub(super) async fn erase_words_of(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    sql("DELETE FROM audit_words WHERE seq IN (SELECT seq FROM audit_entries WHERE account = $1)")
        .bind(account.to_string())
        .execute(tx)
        .await?;
    Ok(())
}

/// The newest entry from before a time that has words still.
pub(super) async fn words_before(on: impl Into<On<'_>>, before_ms: i64) -> Result<Option<i64>, DbError> {
    let row: (Option<i64>,) =
        sql("SELECT MAX(w.seq) FROM audit_words w JOIN audit_entries e ON e.seq = w.seq WHERE e.at < $1")
            .bind(before_ms)
            .one(on)
            .await?;
    Ok(row.0)
}

/// When the newest entry was written.
pub(super) async fn newest(on: impl Into<On<'_>>) -> Result<i64, DbError> {
    let row: (i64,) = sql("SELECT COALESCE(MAX(at), 0) FROM audit_entries").one(on).await?;
    Ok(row.0)
}

pub(super) async fn erase_words_before(tx: &mut Tx, before_ms: i64, through: i64) -> Result<(), DbError> {
    sql("DELETE FROM audit_words WHERE seq <= $1 AND seq IN (SELECT seq FROM audit_entries WHERE at < $2)")
        .bind(through)
        .bind(before_ms)
        .execute(tx)
        .await?;
    Ok(())
}

/// Whether exactly this was written down since a time. What a clock that was set back since has put into the future
/// does not count: looks are rather written twice than not at all.
pub(super) async fn is_written_since(
    on: impl Into<On<'_>>,
    seen: &Seen<'_>,
    (since_ms, now_ms): (i64, i64),
) -> Result<bool, DbError> {
    let (kind, id) = seen.by.actor.columns();
    let row: Option<(i64,)> = sql("SELECT e.seq FROM audit_entries e JOIN audit_words w ON w.seq = e.seq \
         WHERE e.object_id = $1 AND e.object_kind = $2 AND e.actor_kind = $3 AND e.actor_id = $4 \
         AND COALESCE(e.office, '') = $5 AND e.action = $6 AND e.purpose = $7 AND w.reason = $8 \
         AND e.at > $9 AND e.at <= $10 LIMIT 1")
    .bind(seen.object.id)
    .bind(seen.object.kind.text())
    .bind(kind)
    .bind(id)
    .bind(seen.by.office.unwrap_or_default())
    .bind(seen.action.text())
    .bind(seen.purpose.text())
    .bind(seen.reason)
    .bind(since_ms)
    .bind(now_ms)
    .optional(on)
    .await?;
    Ok(row.is_some())
}

/// Purpose and reason of the last time.
pub(super) async fn last_since(
    on: impl Into<On<'_>>,
    actor: Actor,
    action: AccessAction,
    object: &str,
    (since_ms, now_ms): (i64, i64),
) -> Result<Option<(AccessPurpose, String)>, DbError> {
    let (kind, id) = actor.columns();
    let row: Option<(String, String)> = sql("SELECT e.purpose, w.reason FROM audit_entries e \
         JOIN audit_words w ON w.seq = e.seq WHERE e.object_id = $1 AND e.actor_kind = $2 AND e.actor_id = $3 \
         AND e.action = $5 AND e.at > $4 AND e.at <= $6 ORDER BY e.seq DESC LIMIT 1")
    .bind(object)
    .bind(kind)
    .bind(id)
    .bind(since_ms)
    .bind(action.text())
    .bind(now_ms)
    .optional(on)
    .await?;
    Ok(row.and_then(|(purpose, reason)| Some((AccessPurpose::of_text(&purpose)?, reason))))
}

#[derive(sqlx::FromRow)]
struct LogRow {
    seq: i64,
    at: i64,
    actor_kind: String,
    office: Option<String>,
    action: String,
    purpose: String,
    object_kind: String,
    object_id: String,
    actor_name: Option<String>,
    label: Option<String>,
    reason: Option<String>,
}

pub(super) async fn log_of(db: &Db, account: AccountId, before: Option<i64>) -> Result<AccessLog, DbError> {
    let mut rows: Vec<LogRow> =
        sql("SELECT e.seq, e.at, e.actor_kind, e.office, e.action, e.purpose, e.object_kind, e.object_id, \
         w.actor_name, w.label, w.reason FROM audit_entries e LEFT JOIN audit_words w ON w.seq = e.seq \
         WHERE e.account = $1 AND NOT (e.actor_kind = 'resident' AND e.actor_id = $1) \
         AND (e.seq < $2 OR CAST($2 AS BIGINT) IS NULL) ORDER BY e.seq DESC LIMIT $3")
        .bind(account.to_string())
        .bind(before)
        .bind(PAGE + 1)
        .all(db)
        .await?;
    let page = usize::try_from(PAGE).unwrap_or(50);
    let more = rows.len() > page;
    rows.truncate(page);
    let next_cursor = rows.last().filter(|_| more).map(|row| row.seq);
    Ok(AccessLog { entries: rows.into_iter().filter_map(entry).collect(), next_cursor })
}

fn entry(row: LogRow) -> Option<AccessLogEntry> {
    let by = match row.actor_kind.as_str() {
        "staff" => AccessBy::Staff,
        "resident" => AccessBy::Representative,
        _ => AccessBy::System,
    };
    let text = |text: Option<String>| text.filter(|text| !text.is_empty());
    Some(AccessLogEntry {
        seq: row.seq,
        at: timestamp(row.at),
        by,
        name: text(row.actor_name),
        office: row.office,
        action: AccessAction::of_text(&row.action)?,
        purpose: AccessPurpose::of_text(&row.purpose)?,
        object: AccessObject::of_text(&row.object_kind)?,
        object_id: row.object_id,
        label: text(row.label),
        reason: text(row.reason),
    })
}

/// Links after a number, oldest first.
pub(super) async fn links_after(on: impl Into<On<'_>>, seq: i64, limit: i64) -> Result<Vec<Link>, DbError> {
    sql("SELECT seq, at, actor_kind, actor_id, office, action, purpose, object_kind, object_id, account, words_hash, \
         hash FROM audit_entries WHERE seq > $1 ORDER BY seq LIMIT $2")
    .bind(seq)
    .bind(limit)
    .all(on)
    .await
}

/// Words of some links, and strays between them.
pub(super) async fn words_between(
    on: impl Into<On<'_>>,
    after: i64,
    through: i64,
) -> Result<Vec<Words>, DbError> {
    sql("SELECT seq, salt, actor_name, label, reason FROM audit_words WHERE seq > $1 AND seq <= $2 ORDER BY seq \
         LIMIT 100000")
    .bind(after)
    .bind(through)
    .all(on)
    .await
}

pub(super) async fn checkpoints_after(
    on: impl Into<On<'_>>,
    seq: i64,
    limit: i64,
) -> Result<Vec<Checkpoint>, DbError> {
    sql("SELECT seq, at, hash, signature FROM audit_checkpoints WHERE seq > $1 ORDER BY seq LIMIT $2")
        .bind(seq)
        .bind(limit)
        .all(on)
        .await
}

/// Of several copies of the server the first one's stays.
pub(super) async fn insert_checkpoint(tx: &mut Tx, checkpoint: &Checkpoint) -> Result<(), DbError> {
    sql("INSERT INTO audit_checkpoints (seq, at, hash, signature) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (seq) DO NOTHING")
    .bind(checkpoint.seq)
    .bind(checkpoint.at)
    .bind(&checkpoint.hash)
    .bind(&checkpoint.signature)
    .execute(tx)
    .await?;
    Ok(())
}

/// The newest checkpoint's number, or 0.
pub(super) async fn last_checkpoint(on: impl Into<On<'_>>) -> Result<i64, DbError> {
    let row: (i64,) =
        sql("SELECT CAST(COALESCE(MAX(seq), 0) AS BIGINT) FROM audit_checkpoints").one(on).await?;
    Ok(row.0)
}
