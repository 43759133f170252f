//! Rows of links. The owner stands in every query of the owner's, the hash of the claim in those of the new device.

use rathaus_api::{
    accounts::{Link, LinkState},
    ids::{AccountId, DeviceId, LinkId},
};

use super::super::Holder;
use crate::{
    clock::timestamp,
    db::{DbError, On, Tx, sql},
};

/// How long an ended link is still told as ended.
const KEPT_MS: i64 = 10 * 60 * 1000;

#[derive(sqlx::FromRow)]
pub(super) struct LinkRow {
    pub id: String,
    holder_id: String,
    state: String,
    pub word: Option<String>,
    label: String,
    pub expires_at: i64,
}

impl LinkRow {
    pub fn holder(&self) -> Option<Holder> {
        self.holder_id.parse().ok().map(Holder::Resident)
    }

    /// The state, with time taken into account.
    pub fn state(&self, now_ms: i64) -> LinkState {
        match self.state.as_str() {
            "used" => LinkState::Used,
            "open" if self.expires_at > now_ms => LinkState::Open,
            "entered" if self.expires_at > now_ms => LinkState::Entered,
            "confirmed" if self.expires_at > now_ms => LinkState::Confirmed,
            _ => LinkState::Ended,
        }
    }

    /// As its owner sees it.
    pub fn shown(self, id: LinkId, now_ms: i64) -> Link {
        let state = self.state(now_ms);
        let came = self.word.is_some();
        Link {
            id,
            state,
            word: self.word,
            device: came.then_some(self.label),
            expires_at: timestamp(self.expires_at),
        }
    }
}

pub(super) struct NewLink {
    pub id: LinkId,
    pub account: AccountId,
    pub device: DeviceId,
    pub code_hash: String,
    pub now_ms: i64,
    pub expires_ms: i64,
}

pub(super) async fn insert(tx: &mut Tx, link: NewLink) -> Result<(), DbError> {
    sql("INSERT INTO device_links (id, holder_kind, holder_id, device_id, code_hash, state, label, created_at, \
         expires_at) VALUES ($1, 'resident', $2, $3, $4, 'open', '', $5, $6)")
    .bind(link.id.to_string())
    .bind(link.account.to_string())
    .bind(link.device.to_string())
    .bind(link.code_hash)
    .bind(link.now_ms)
    .bind(link.expires_ms)
    .execute(tx)
    .await?;
    Ok(())
}

pub(super) async fn link(
    on: impl Into<On<'_>>,
    account: AccountId,
    id: LinkId,
) -> Result<Option<LinkRow>, DbError> {
    sql("SELECT id, holder_id, state, word, label, expires_at FROM device_links \
         WHERE id = $1 AND holder_kind = 'resident' AND holder_id = $2")
    .bind(id.to_string())
    .bind(account.to_string())
    .optional(on)
    .await
}

pub(super) async fn claimed(on: impl Into<On<'_>>, claim_hash: &str) -> Result<Option<LinkRow>, DbError> {
    sql("SELECT id, holder_id, state, word, label, expires_at FROM device_links WHERE claim_hash = $1")
        .bind(claim_hash)
        .optional(on)
        .await
}

pub(super) struct Entering<'a> {
    pub code_hash: &'a str,
    pub claim_hash: &'a str,
    pub word: &'a str,
    pub label: &'a str,
    pub now_ms: i64,
}

/// Lets the first device in that shows the code.
pub(super) async fn enter(tx: &mut Tx, entering: Entering<'_>) -> Result<Option<LinkRow>, DbError> {
    sql("UPDATE device_links SET state = 'entered', claim_hash = $2, word = $3, label = $4 \
         WHERE code_hash = $1 AND state = 'open' AND expires_at > $5 \
         RETURNING id, holder_id, state, word, label, expires_at")
    .bind(entering.code_hash)
    .bind(entering.claim_hash)
    .bind(entering.word)
    .bind(entering.label)
    .bind(entering.now_ms)
    .optional(tx)
    .await
}

pub(super) async fn confirm(
    tx: &mut Tx,
    account: AccountId,
    id: LinkId,
    now_ms: i64,
    expires_ms: i64,
) -> Result<bool, DbError> {
    let confirmed = sql("UPDATE device_links SET state = 'confirmed', expires_at = $4 \
         WHERE id = $1 AND holder_kind = 'resident' AND holder_id = $2 AND state = 'entered' AND expires_at > $3")
    .bind(id.to_string())
    .bind(account.to_string())
    .bind(now_ms)
    .bind(expires_ms)
    .execute(tx)
    .await?;
    Ok(confirmed == 1)
}

pub(super) async fn end(tx: &mut Tx, account: AccountId, id: LinkId) -> Result<(), DbError> {
    sql("UPDATE device_links SET state = 'ended' \
         WHERE id = $1 AND holder_kind = 'resident' AND holder_id = $2 AND state <> 'used'")
    .bind(id.to_string())
    .bind(account.to_string())
    .execute(tx)
    .await?;
    Ok(())
}

pub(super) async fn end_open_of(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    sql("UPDATE device_links SET state = 'ended' \
         WHERE holder_kind = 'resident' AND holder_id = $1 AND state <> 'used'")
    .bind(account.to_string())
    .execute(tx)
    .await?;
    Ok(())
}

/// Uses the link up, once.
pub(super) async fn use_up(tx: &mut Tx, id: LinkId, now_ms: i64) -> Result<Option<LinkRow>, DbError> {
    sql("UPDATE device_links SET state = 'used' WHERE id = $1 AND state = 'confirmed' AND expires_at > $2 \
         RETURNING id, holder_id, state, word, label, expires_at")
    .bind(id.to_string())
    .bind(now_ms)
    .optional(tx)
    .await
}

/// Whether the session that made the link is still signed in; holds its row until the transaction ends.
pub(super) async fn maker_is_signed_in(tx: &mut Tx, id: LinkId, now_ms: i64) -> Result<bool, DbError> {
    let held = sql("UPDATE sessions SET expires_at = expires_at WHERE expires_at > $2 \
         AND id = (SELECT device_id FROM device_links WHERE id = $1) \
         AND holder_kind = 'resident' AND holder_id = (SELECT holder_id FROM device_links WHERE id = $1)")
    .bind(id.to_string())
    .bind(now_ms)
    .execute(tx)
    .await?;
    Ok(held == 1)
}

/// Erases links ten minutes after they ended.
///
/// # Errors
/// As the database says.
pub async fn erase_ended(tx: &mut Tx, now_ms: i64) -> Result<(), DbError> {
    sql("DELETE FROM device_links WHERE expires_at <= $1").bind(now_ms - KEPT_MS).execute(tx).await?;
    Ok(())
}
