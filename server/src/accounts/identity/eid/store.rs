//! Rows of people on their way to the broker, and whose eID is whose.

use rathaus_api::ids::AccountId;

use crate::db::{Db, DbError, On, Tx, sql};

#[derive(sqlx::FromRow)]
pub(super) struct Request {
    pub account: Option<String>,
    /// The device, or the hash of the claim.
    pub device: Option<String>,
    pub return_to: Option<String>,
    pub nonce: String,
    pub verifier: String,
    pub started_at: i64,
}

pub(super) async fn put_request(
    tx: &mut Tx,
    state_hash: &str,
    request: &Request,
    expires_ms: i64,
) -> Result<(), DbError> {
    sql("INSERT INTO eid_requests (state_hash, account, device, nonce, verifier, started_at, expires_at, return_to) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(state_hash)
    .bind(request.account.as_deref())
    .bind(request.device.as_deref())
    .bind(&request.nonce)
    .bind(&request.verifier)
    .bind(request.started_at)
    .bind(expires_ms)
    .bind(request.return_to.as_deref())
    .execute(tx)
    .await?;
    Ok(())
}

/// Takes it: a state works once, on every copy of the server.
pub(super) async fn take_request(
    tx: &mut Tx,
    state_hash: &str,
    now_ms: i64,
) -> Result<Option<Request>, DbError> {
    sql("DELETE FROM eid_requests WHERE state_hash = $1 AND expires_at > $2 \
         RETURNING account, device, nonce, verifier, started_at, return_to")
    .bind(state_hash)
    .bind(now_ms)
    .optional(tx)
    .await
}

/// Where an app waits for the person; the request stays.
pub(super) async fn return_of(db: &Db, state_hash: &str, now_ms: i64) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> = sql("SELECT return_to FROM eid_requests \
         WHERE state_hash = $1 AND expires_at > $2 AND return_to IS NOT NULL")
    .bind(state_hash)
    .bind(now_ms)
    .optional(db)
    .await?;
    Ok(row.map(|row| row.0))
}

pub(super) async fn account_of<'a>(
    on: impl Into<On<'a>>,
    issuer: &str,
    subject: &str,
) -> Result<Option<AccountId>, DbError> {
    let row: Option<(String,)> = sql("SELECT account FROM eid_links WHERE issuer = $1 AND subject = $2")
        .bind(issuer)
        .bind(subject)
        .optional(on)
        .await?;
    Ok(row.and_then(|row| row.0.parse().ok()))
}

pub(super) async fn subject_of(
    tx: &mut Tx,
    account: AccountId,
    issuer: &str,
) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> = sql("SELECT subject FROM eid_links WHERE account = $1 AND issuer = $2")
        .bind(account.to_string())
        .bind(issuer)
        .optional(tx)
        .await?;
    Ok(row.map(|row| row.0))
}

/// Links an eID with an account; `false` when somebody else was faster.
pub(super) async fn link(
    tx: &mut Tx,
    account: AccountId,
    issuer: &str,
    subject: &str,
) -> Result<bool, DbError> {
    let made =
        sql("INSERT INTO eid_links (issuer, subject, account) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
            .bind(issuer)
            .bind(subject)
            .bind(account.to_string())
            .execute(tx)
            .await?;
    Ok(made == 1)
}
