//! Rows of accounts, passkeys, ceremonies and sessions.

use rathaus_api::{
    accounts::{Account, Language, PasskeyKind},
    ids::{AccountId, CeremonyId, DeviceId},
};

use super::sessions::Holder;
use crate::{
    clock::timestamp,
    db::{Db, DbError, On, Tx, sql},
};

#[derive(sqlx::FromRow)]
struct AccountRow {
    id: String,
    display_name: String,
    language: String,
    created_at: i64,
}

pub(super) async fn insert_account(tx: &mut Tx, account: &Account, now_ms: i64) -> Result<(), DbError> {
    sql("INSERT INTO accounts (id, display_name, language, created_at) VALUES ($1, $2, $3, $4)")
        .bind(account.id.to_string())
        .bind(&account.display_name)
        .bind(account.language.tag())
        .bind(now_ms)
        .execute(tx)
        .await?;
    Ok(())
}

pub(super) async fn account(on: impl Into<On<'_>>, id: AccountId) -> Result<Option<Account>, DbError> {
    let row: Option<AccountRow> =
        sql("SELECT id, display_name, language, created_at FROM accounts WHERE id = $1")
            .bind(id.to_string())
            .optional(on)
            .await?;
    Ok(row.and_then(|row| {
        Some(Account {
            id: row.id.parse().ok()?,
            display_name: row.display_name,
            language: Language::of_tag(&row.language).unwrap_or_default(),
            created_at: timestamp(row.created_at),
        })
    }))
}

pub(super) async fn change_account(
    tx: &mut Tx,
    id: AccountId,
    display_name: Option<&str>,
    language: Option<Language>,
) -> Result<(), DbError> {
    sql("UPDATE accounts SET display_name = COALESCE($2, display_name), language = COALESCE($3, language) \
         WHERE id = $1")
    .bind(id.to_string())
    .bind(display_name)
    .bind(language.map(Language::tag))
    .execute(tx)
    .await?;
    Ok(())
}

/// Name of a resident, for the desk.
///
/// # Errors
/// As the database says.
pub async fn display_name(db: &Db, id: AccountId) -> Result<Option<String>, DbError> {
    Ok(account(db, id).await?.map(|account| account.display_name))
}

/// In which language somebody reads.
///
/// # Errors
/// As the database says.
pub async fn language(db: &Db, id: AccountId) -> Result<Option<Language>, DbError> {
    Ok(account(db, id).await?.map(|account| account.language))
}

#[derive(sqlx::FromRow)]
pub(super) struct CeremonyRow {
    pub subject: String,
    pub state: String,
}

pub(super) async fn put_ceremony(
    tx: &mut Tx,
    id: CeremonyId,
    purpose: &str,
    subject: &str,
    state: &str,
    expires_ms: i64,
) -> Result<(), DbError> {
    sql("INSERT INTO ceremonies (id, purpose, subject, state, expires_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(id.to_string())
        .bind(purpose)
        .bind(subject)
        .bind(state)
        .bind(expires_ms)
        .execute(tx)
        .await?;
    Ok(())
}

/// Takes the ceremony out of the table: it works once, on every copy of the server.
pub(super) async fn take_ceremony(
    tx: &mut Tx,
    id: CeremonyId,
    purpose: &str,
    now_ms: i64,
) -> Result<Option<CeremonyRow>, DbError> {
    sql("DELETE FROM ceremonies WHERE id = $1 AND purpose = $2 AND expires_at > $3 RETURNING subject, state")
        .bind(id.to_string())
        .bind(purpose)
        .bind(now_ms)
        .optional(tx)
        .await
}

#[derive(sqlx::FromRow)]
pub(super) struct PasskeyRow {
    pub holder_id: String,
    pub data: String,
}

pub(super) struct NewPasskeyRow<'a> {
    pub id: &'a str,
    pub data: &'a str,
    pub name: &'a str,
    pub kind: PasskeyKind,
    pub backup_eligible: bool,
    pub backed_up: bool,
}

/// Stores a passkey; `false` when the credential is somebody's already.
pub(super) async fn insert_passkey(
    tx: &mut Tx,
    holder: Holder,
    row: NewPasskeyRow<'_>,
    now_ms: i64,
) -> Result<bool, DbError> {
    let inserted =
        sql("INSERT INTO passkeys (id, holder_kind, holder_id, data, name, kind, backup_eligible, \
         backed_up, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING")
        .bind(row.id)
        .bind(holder.kind())
        .bind(holder.id())
        .bind(row.data)
        .bind(row.name)
        .bind(row.kind.text())
        .bind(row.backup_eligible)
        .bind(row.backed_up)
        .bind(now_ms)
        .execute(tx)
        .await?;
    Ok(inserted == 1)
}

pub(super) async fn passkey(db: &Db, id: &str, kind: &str) -> Result<Option<PasskeyRow>, DbError> {
    sql("SELECT holder_id, data FROM passkeys WHERE id = $1 AND holder_kind = $2")
        .bind(id)
        .bind(kind)
        .optional(db)
        .await
}

pub(super) struct PasskeyUse<'a> {
    pub id: &'a str,
    pub before: &'a str,
    pub after: &'a str,
    pub backed_up: bool,
}

/// Writes a use down if the passkey is still the holder's and nobody else moved its counter; holds the row.
pub(super) async fn write_use(
    tx: &mut Tx,
    holder: Holder,
    change: PasskeyUse<'_>,
    now_ms: i64,
) -> Result<bool, DbError> {
    let written = sql("UPDATE passkeys SET data = $5, backed_up = $6, last_used_at = $7 \
         WHERE id = $1 AND holder_kind = $2 AND holder_id = $3 AND data = $4")
    .bind(change.id)
    .bind(holder.kind())
    .bind(holder.id())
    .bind(change.before)
    .bind(change.after)
    .bind(change.backed_up)
    .bind(now_ms)
    .execute(tx)
    .await?;
    Ok(written == 1)
}

pub(super) struct NewSession<'a> {
    pub id: DeviceId,
    pub token_hash: String,
    pub passkey: &'a str,
    pub label: &'a str,
    pub now_ms: i64,
    pub expires_ms: i64,
    pub fresh_until: i64,
}

#[derive(sqlx::FromRow)]
pub(super) struct SessionRow {
    pub id: String,
    pub holder_id: String,
    pub label: String,
    pub created_at: i64,
    pub last_seen_at: i64,
    pub expires_at: i64,
    pub fresh_until: i64,
}

pub(super) async fn insert_session(
    tx: &mut Tx,
    holder: Holder,
    session: NewSession<'_>,
) -> Result<(), DbError> {
    sql("INSERT INTO sessions (id, token_hash, holder_kind, holder_id, passkey_id, label, created_at, \
         last_seen_at, expires_at, fresh_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)")
    .bind(session.id.to_string())
    .bind(session.token_hash)
    .bind(holder.kind())
    .bind(holder.id())
    .bind(session.passkey)
    .bind(session.label)
    .bind(session.now_ms)
    .bind(session.expires_ms)
    .bind(session.fresh_until)
    .execute(tx)
    .await?;
    Ok(())
}

pub(super) async fn session(db: &Db, token_hash: &str, kind: &str) -> Result<Option<SessionRow>, DbError> {
    sql("SELECT id, holder_id, label, created_at, last_seen_at, expires_at, fresh_until FROM sessions \
         WHERE token_hash = $1 AND holder_kind = $2")
    .bind(token_hash)
    .bind(kind)
    .optional(db)
    .await
}

/// A session by the token before its last rotation, while that still works.
pub(super) async fn session_before(
    db: &Db,
    token_hash: &str,
    kind: &str,
    now_ms: i64,
) -> Result<Option<SessionRow>, DbError> {
    sql("SELECT id, holder_id, label, created_at, last_seen_at, expires_at, fresh_until FROM sessions \
         WHERE previous_hash = $1 AND holder_kind = $2 AND previous_until > $3")
    .bind(token_hash)
    .bind(kind)
    .bind(now_ms)
    .optional(db)
    .await
}

pub(super) struct Rotation {
    pub device: DeviceId,
    pub shown_hash: String,
    pub token_hash: String,
    pub now_ms: i64,
    pub previous_until: i64,
    pub fresh_until: i64,
}

/// Changes the token; gives the absolute end, or nothing when the shown token does not work any more.
pub(super) async fn rotate_session(
    tx: &mut Tx,
    holder: Holder,
    rotation: Rotation,
) -> Result<Option<i64>, DbError> {
    let row: Option<(i64,)> = sql("UPDATE sessions SET token_hash = $5, previous_hash = $4, \
         previous_until = $7, fresh_until = $8, last_seen_at = $6 \
         WHERE id = $1 AND holder_kind = $2 AND holder_id = $3 AND expires_at > $6 \
         AND (token_hash = $4 OR (previous_hash = $4 AND previous_until > $6)) RETURNING expires_at")
    .bind(rotation.device.to_string())
    .bind(holder.kind())
    .bind(holder.id())
    .bind(rotation.shown_hash)
    .bind(rotation.token_hash)
    .bind(rotation.now_ms)
    .bind(rotation.previous_until)
    .bind(rotation.fresh_until)
    .optional(tx)
    .await?;
    Ok(row.map(|row| row.0))
}

/// Ends the session of a token; gives device and holder.
pub(super) async fn delete_shown(
    tx: &mut Tx,
    token_hash: &str,
    kind: &str,
) -> Result<Option<(String, String)>, DbError> {
    sql("DELETE FROM sessions WHERE (token_hash = $1 OR previous_hash = $1) AND holder_kind = $2 \
         RETURNING id, holder_id")
    .bind(token_hash)
    .bind(kind)
    .optional(tx)
    .await
}

pub(super) async fn delete_other_sessions(
    tx: &mut Tx,
    holder: Holder,
    current: DeviceId,
) -> Result<Vec<DeviceId>, DbError> {
    let rows: Vec<(String,)> =
        sql("DELETE FROM sessions WHERE holder_kind = $1 AND holder_id = $2 AND id <> $3 RETURNING id")
            .bind(holder.kind())
            .bind(holder.id())
            .bind(current.to_string())
            .all(tx)
            .await?;
    Ok(rows.into_iter().filter_map(|row| row.0.parse().ok()).collect())
}

pub(super) async fn delete_sessions_of_passkey(
    tx: &mut Tx,
    holder: Holder,
    passkey: &str,
) -> Result<Vec<DeviceId>, DbError> {
    let rows: Vec<(String,)> = sql(
        "DELETE FROM sessions WHERE holder_kind = $1 AND holder_id = $2 AND passkey_id = $3 RETURNING id",
    )
    .bind(holder.kind())
    .bind(holder.id())
    .bind(passkey)
    .all(tx)
    .await?;
    Ok(rows.into_iter().filter_map(|row| row.0.parse().ok()).collect())
}

pub(super) async fn touch_session(tx: &mut Tx, id: &str, now_ms: i64) -> Result<(), DbError> {
    sql("UPDATE sessions SET last_seen_at = $2 WHERE id = $1").bind(id).bind(now_ms).execute(tx).await?;
    Ok(())
}

pub(super) async fn device_is_open(
    db: &Db,
    holder: Holder,
    device: DeviceId,
    now_ms: i64,
    idle_ms: i64,
) -> Result<bool, DbError> {
    let row: Option<(String,)> = sql("SELECT id FROM sessions \
         WHERE id = $1 AND holder_kind = $2 AND holder_id = $3 AND expires_at > $4 AND last_seen_at > $5")
    .bind(device.to_string())
    .bind(holder.kind())
    .bind(holder.id())
    .bind(now_ms)
    .bind(now_ms - idle_ms)
    .optional(db)
    .await?;
    Ok(row.is_some())
}

pub(super) async fn sessions_of(
    db: &Db,
    holder: Holder,
    now_ms: i64,
    idle_ms: i64,
) -> Result<Vec<SessionRow>, DbError> {
    sql("SELECT id, holder_id, label, created_at, last_seen_at, expires_at, fresh_until FROM sessions \
         WHERE holder_kind = $1 AND holder_id = $2 AND expires_at > $3 AND last_seen_at > $4 \
         ORDER BY created_at DESC LIMIT 100")
    .bind(holder.kind())
    .bind(holder.id())
    .bind(now_ms)
    .bind(now_ms - idle_ms)
    .all(db)
    .await
}

pub(super) async fn delete_session(tx: &mut Tx, holder: Holder, device: DeviceId) -> Result<bool, DbError> {
    let deleted = sql("DELETE FROM sessions WHERE id = $1 AND holder_kind = $2 AND holder_id = $3")
        .bind(device.to_string())
        .bind(holder.kind())
        .bind(holder.id())
        .execute(tx)
        .await?;
    Ok(deleted == 1)
}

pub(super) async fn erase_ended(tx: &mut Tx, now_ms: i64) -> Result<(), DbError> {
    sql("DELETE FROM ceremonies WHERE expires_at <= $1").bind(now_ms).execute(tx).await?;
    sql("DELETE FROM sessions WHERE expires_at <= $1").bind(now_ms).execute(tx).await?;
    Ok(())
}
