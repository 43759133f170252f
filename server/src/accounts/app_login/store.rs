//! Rows of codes by which the browser signs the app in.

use rathaus_api::ids::{AccountId, DeviceId};

use crate::db::{DbError, Tx, sql};

pub(super) struct NewLogin<'a> {
    pub code_hash: String,
    pub account: AccountId,
    pub device: DeviceId,
    pub challenge: &'a str,
    pub redirect_uri: &'a str,
    pub expires_ms: i64,
}

/// Stores a code with the passkey of the asking session; `false` when that session has ended.
pub(super) async fn insert(tx: &mut Tx, login: NewLogin<'_>) -> Result<bool, DbError> {
    let inserted = sql("INSERT INTO app_logins (code_hash, account, session_id, passkey_id, challenge, \
         redirect_uri, expires_at) SELECT CAST($1 AS TEXT), holder_id, id, passkey_id, CAST($4 AS TEXT), \
         CAST($5 AS TEXT), CAST($6 AS BIGINT) FROM sessions \
         WHERE id = $3 AND holder_kind = 'resident' AND holder_id = $2")
    .bind(login.code_hash)
    .bind(login.account.to_string())
    .bind(login.device.to_string())
    .bind(login.challenge)
    .bind(login.redirect_uri)
    .bind(login.expires_ms)
    .execute(tx)
    .await?;
    Ok(inserted == 1)
}

#[derive(sqlx::FromRow)]
pub(super) struct LoginRow {
    pub account: String,
    session_id: String,
    pub passkey_id: String,
    pub challenge: String,
    pub redirect_uri: String,
}

/// Takes the code out of the table: it works once, on every copy of the server.
pub(super) async fn take(tx: &mut Tx, code_hash: &str, now_ms: i64) -> Result<Option<LoginRow>, DbError> {
    sql("DELETE FROM app_logins WHERE code_hash = $1 AND expires_at > $2 \
         RETURNING account, session_id, passkey_id, challenge, redirect_uri")
    .bind(code_hash)
    .bind(now_ms)
    .optional(tx)
    .await
}

/// Holds the passkey and the session behind the code until the transaction ends; gives the end of the step-up.
/// Nothing when one of them is gone. Passkey first: whoever takes it away holds it in the same order.
pub(super) async fn hold_session(tx: &mut Tx, login: &LoginRow, now_ms: i64) -> Result<Option<i64>, DbError> {
    let passkey = sql("UPDATE passkeys SET created_at = created_at \
         WHERE id = $1 AND holder_kind = 'resident' AND holder_id = $2")
    .bind(&login.passkey_id)
    .bind(&login.account)
    .execute(tx)
    .await?;
    if passkey != 1 {
        return Ok(None);
    }
    let session: Option<(i64,)> = sql("UPDATE sessions SET expires_at = expires_at \
         WHERE id = $1 AND holder_kind = 'resident' AND holder_id = $2 AND expires_at > $3 RETURNING fresh_until")
    .bind(&login.session_id)
    .bind(&login.account)
    .bind(now_ms)
    .optional(tx)
    .await?;
    Ok(session.map(|session| session.0))
}

/// Erases codes that ended.
///
/// # Errors
/// As the database says.
pub async fn erase_ended(tx: &mut Tx, now_ms: i64) -> Result<(), DbError> {
    sql("DELETE FROM app_logins WHERE expires_at <= $1").bind(now_ms).execute(tx).await?;
    Ok(())
}
