//! Rows of recoveries, blocking cards and blocked accounts.

use rathaus_api::{
    identity::{Document, Means, TrustLevel},
    ids::{AccountId, RecoveryId, StaffId},
};

use super::ladder::Rung;
use crate::{
    accounts::identity::store::TRIES_MAX,
    db::{Db, DbError, Tx, sql},
};

#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct RecoveryRow {
    pub id: String,
    account: Option<String>,
    means: String,
    level: String,
    stage: String,
    pub code_hash: String,
    checked_by: Option<String>,
    document: Option<String>,
    pub created_at: i64,
    ready_at: i64,
    expires_at: i64,
}

impl RecoveryRow {
    pub fn rung(&self) -> Rung {
        Rung {
            means: Means::of_text(&self.means).unwrap_or(Means::LetterCode),
            entered: self.stage == "entered",
            stopped: self.stage == "stopped",
            ready_at: self.ready_at,
            expires_at: self.expires_at,
        }
    }

    pub fn level(&self) -> TrustLevel {
        TrustLevel::of_text(&self.level).unwrap_or_default()
    }

    pub fn account(&self) -> Option<AccountId> {
        self.account.as_deref()?.parse().ok()
    }

    pub fn checked(&self) -> Option<(StaffId, Document)> {
        Some((self.checked_by.as_deref()?.parse().ok()?, Document::of_text(self.document.as_deref()?)?))
    }
}

pub(super) struct NewRecovery {
    pub id: RecoveryId,
    /// Nobody's, where nobody fits: asking leaves the same trace.
    pub account: Option<AccountId>,
    pub means: Means,
    pub level: TrustLevel,
    pub handle: String,
    pub code_hash: String,
    pub stop_hash: String,
    pub checked: Option<(StaffId, Document)>,
    pub now_ms: i64,
    pub expires_ms: i64,
}

pub(super) async fn insert(tx: &mut Tx, new: NewRecovery) -> Result<(), DbError> {
    sql("INSERT INTO recoveries (id, account, means, level, stage, handle, code_hash, stop_hash, tries, \
         checked_by, document, created_at, ready_at, expires_at) \
         VALUES ($1, $2, $3, $4, 'issued', $5, $6, $7, 0, $8, $9, $10, $10, $11)")
    .bind(new.id.to_string())
    .bind(new.account.map(|account| account.to_string()))
    .bind(new.means.text())
    .bind(new.level.text())
    .bind(new.handle)
    .bind(new.code_hash)
    .bind(new.stop_hash)
    .bind(new.checked.map(|(staff, _)| staff.to_string()))
    .bind(new.checked.map(|(_, document)| document.text()))
    .bind(new.now_ms)
    .bind(new.expires_ms)
    .execute(tx)
    .await?;
    Ok(())
}

pub(super) async fn row(db: &Db, id: &str) -> Result<Option<RecoveryRow>, DbError> {
    sql("SELECT id, account, means, level, stage, code_hash, checked_by, document, created_at, ready_at, \
         expires_at FROM recoveries WHERE id = $1")
    .bind(id)
    .optional(db)
    .await
}

/// Counts a try on everything a handle finds, before codes are compared.
pub(super) async fn try_handle(tx: &mut Tx, handle: &str, now_ms: i64) -> Result<Vec<RecoveryRow>, DbError> {
    sql("UPDATE recoveries SET tries = tries + 1 WHERE handle = $1 AND expires_at > $2 AND tries < $3 \
         AND account IS NOT NULL AND stage <> 'stopped' \
         RETURNING id, account, means, level, stage, code_hash, checked_by, document, created_at, ready_at, \
         expires_at")
    .bind(handle)
    .bind(now_ms)
    .bind(TRIES_MAX)
    .all(tx)
    .await
}

/// The code was right: the try does not count, and the row stands where the rules say.
pub(super) async fn entered(tx: &mut Tx, id: &str, rung: &Rung) -> Result<(), DbError> {
    sql("UPDATE recoveries SET tries = tries - 1, stage = 'entered', ready_at = $2, expires_at = $3 \
         WHERE id = $1 AND stage <> 'stopped'")
    .bind(id)
    .bind(rung.ready_at)
    .bind(rung.expires_at)
    .execute(tx)
    .await?;
    Ok(())
}

/// Takes a recovery that is ready; it works once.
pub(super) async fn take(
    tx: &mut Tx,
    id: RecoveryId,
    account: AccountId,
    now_ms: i64,
) -> Result<Option<RecoveryRow>, DbError> {
    sql("DELETE FROM recoveries WHERE id = $1 AND account = $2 AND stage = 'entered' AND ready_at <= $3 \
         AND expires_at > $3 RETURNING id, account, means, level, stage, code_hash, checked_by, document, \
         created_at, ready_at, expires_at")
    .bind(id.to_string())
    .bind(account.to_string())
    .bind(now_ms)
    .optional(tx)
    .await
}

/// Recoveries of an account that have not ended, newest first.
pub(super) async fn open_of(db: &Db, account: AccountId, now_ms: i64) -> Result<Vec<RecoveryRow>, DbError> {
    sql("SELECT id, account, means, level, stage, code_hash, checked_by, document, created_at, ready_at, \
         expires_at FROM recoveries WHERE account = $1 AND stage <> 'stopped' AND expires_at > $2 \
         ORDER BY created_at DESC LIMIT 50")
    .bind(account.to_string())
    .bind(now_ms)
    .all(db)
    .await
}

/// Whether the owner stopped a recovery since.
pub(super) async fn was_stopped(tx: &mut Tx, account: AccountId, since_ms: i64) -> Result<bool, DbError> {
    let row: Option<(String,)> = sql("SELECT id FROM recoveries WHERE account = $1 AND stage = 'stopped' \
         AND created_at > $2 LIMIT 1")
    .bind(account.to_string())
    .bind(since_ms)
    .optional(tx)
    .await?;
    Ok(row.is_some())
}

/// The recovery, and whose it is, that a link stops.
pub(super) async fn of_stop(tx: &mut Tx, stop_hash: &str) -> Result<Option<(String, AccountId)>, DbError> {
    let row: Option<(String, Option<String>)> =
        sql("SELECT id, account FROM recoveries WHERE stop_hash = $1").bind(stop_hash).optional(tx).await?;
    Ok(row.and_then(|(id, account)| Some((id, account?.parse().ok()?))))
}

/// Stops the recovery a link names, and those by letter. What somebody began with a document or an eID in hand meanwhile
/// goes on: an old link must not be a weapon against it.
pub(super) async fn stop_by_link(
    tx: &mut Tx,
    account: AccountId,
    id: &str,
    now_ms: i64,
) -> Result<u64, DbError> {
    sql("UPDATE recoveries SET stage = 'stopped', created_at = $2 WHERE account = $1 AND stage <> 'stopped' \
         AND (id = $3 OR means = $4)")
    .bind(account.to_string())
    .bind(now_ms)
    .bind(id)
    .bind(Means::LetterCode.text())
    .execute(tx)
    .await
}

/// Stops all recoveries of an account; says how many. They stay for a while, so that no new letter goes out.
pub(super) async fn stop_all(tx: &mut Tx, account: AccountId, now_ms: i64) -> Result<u64, DbError> {
    sql("UPDATE recoveries SET stage = 'stopped', created_at = $2 WHERE account = $1 AND stage <> 'stopped'")
        .bind(account.to_string())
        .bind(now_ms)
        .execute(tx)
        .await
}

pub(super) async fn delete_all(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    sql("DELETE FROM recoveries WHERE account = $1").bind(account.to_string()).execute(tx).await?;
    Ok(())
}

/// A month after they ended; stopped ones keep new letters away that long.
pub(in crate::accounts) async fn erase_ended(tx: &mut Tx, now_ms: i64, month_ms: i64) -> Result<(), DbError> {
    sql("DELETE FROM recoveries WHERE expires_at <= $1 AND created_at <= $1")
        .bind(now_ms - month_ms)
        .execute(&mut *tx)
        .await?;
    sql("DELETE FROM earlier_cards WHERE until <= $1").bind(now_ms).execute(tx).await?;
    Ok(())
}

pub(super) async fn put_card(
    tx: &mut Tx,
    account: AccountId,
    code_hash: &str,
    now_ms: i64,
    before_until: i64,
) -> Result<(), DbError> {
    sql("INSERT INTO earlier_cards (code_hash, account, until) \
         SELECT code_hash, account, $2 FROM blocking_cards WHERE account = $1")
    .bind(account.to_string())
    .bind(before_until)
    .execute(&mut *tx)
    .await?;
    sql("INSERT INTO blocking_cards (account, code_hash, made_at) VALUES ($1, $2, $3) \
         ON CONFLICT (account) DO UPDATE SET code_hash = excluded.code_hash, made_at = excluded.made_at")
    .bind(account.to_string())
    .bind(code_hash)
    .bind(now_ms)
    .execute(tx)
    .await?;
    Ok(())
}

pub(super) async fn account_of_card(
    tx: &mut Tx,
    code_hash: &str,
    now_ms: i64,
) -> Result<Option<AccountId>, DbError> {
    let row: Option<(String,)> = sql("SELECT account FROM blocking_cards WHERE code_hash = $1 \
         UNION ALL SELECT account FROM earlier_cards WHERE code_hash = $1 AND until > $2 LIMIT 1")
    .bind(code_hash)
    .bind(now_ms)
    .optional(tx)
    .await?;
    Ok(row.and_then(|row| row.0.parse().ok()))
}

/// Puts the passkeys of a resident out of reach: no login looks for this kind of holder.
pub(super) async fn block(
    tx: &mut Tx,
    account: AccountId,
    code_hash: &str,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("UPDATE passkeys SET holder_kind = 'blocked' WHERE holder_kind = 'resident' AND holder_id = $1")
        .bind(account.to_string())
        .execute(tx)
        .await?;
    sql("INSERT INTO account_blocks (account, code_hash, blocked_at) VALUES ($1, $2, $3) \
         ON CONFLICT (account) DO UPDATE SET code_hash = excluded.code_hash")
    .bind(account.to_string())
    .bind(code_hash)
    .bind(now_ms)
    .execute(tx)
    .await?;
    delete_app_logins(tx, account).await
}

/// Takes the block whose code this is, and brings the passkeys back.
pub(super) async fn unblock(tx: &mut Tx, code_hash: &str) -> Result<Option<AccountId>, DbError> {
    let row: Option<(String,)> = sql("DELETE FROM account_blocks WHERE code_hash = $1 RETURNING account")
        .bind(code_hash)
        .optional(&mut *tx)
        .await?;
    let Some(account) = row.and_then(|row| row.0.parse::<AccountId>().ok()) else { return Ok(None) };
    sql("UPDATE passkeys SET holder_kind = 'resident' WHERE holder_kind = 'blocked' AND holder_id = $1")
        .bind(account.to_string())
        .execute(tx)
        .await?;
    Ok(Some(account))
}

/// A recovered account starts anew: no block, no blocked passkeys, no code on its way.
pub(in crate::accounts) async fn clear(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    let account_id = account.to_string();
    for text in [
        "DELETE FROM passkeys WHERE holder_kind = 'blocked' AND holder_id = $1",
        "DELETE FROM account_blocks WHERE account = $1",
        "DELETE FROM blocking_cards WHERE account = $1",
        "DELETE FROM earlier_cards WHERE account = $1",
        "DELETE FROM letter_codes WHERE account = $1",
        "DELETE FROM counter_codes WHERE account = $1",
        "DELETE FROM email_codes WHERE account = $1",
        "DELETE FROM eid_requests WHERE account = $1",
    ] {
        sql(text).bind(&account_id).execute(tx).await?;
    }
    delete_app_logins(tx, account).await?;
    delete_all(tx, account).await
}

async fn delete_app_logins(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    sql("DELETE FROM app_logins WHERE account = $1").bind(account.to_string()).execute(tx).await?;
    Ok(())
}
