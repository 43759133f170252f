//! Rows of evidence: written once, never changed, never erased.

use rathaus_api::{
    ids::LetterId,
    mail::{EvidenceEntry, EvidenceKind},
};

use crate::{
    clock::timestamp,
    db::{DbError, On, Tx, sql},
};

/// An entry as it is stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct EvidenceRow {
    /// Counts up, beginning with 1.
    pub seq: i64,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// What.
    pub kind: String,
    /// The delivery it belongs to.
    pub round: i64,
    /// Kind of who did it.
    pub actor_kind: String,
    /// Id of who did it.
    pub actor_id: Option<String>,
    /// Level of identity.
    pub level: Option<String>,
    /// Kind of device.
    pub device: Option<String>,
    /// Codes, days, reasons; JSON.
    pub detail: String,
    /// Over this entry and the hash before it.
    pub hash: String,
}

impl EvidenceRow {
    /// The entry as it is shown.
    #[must_use]
    pub fn shown(self) -> Option<EvidenceEntry> {
        Some(EvidenceEntry {
            seq: self.seq,
            at: timestamp(self.at),
            kind: EvidenceKind::of_text(&self.kind)?,
            round: self.round,
            actor: self.actor_kind,
            actor_id: self.actor_id,
            level: self.level.as_deref().and_then(rathaus_api::identity::TrustLevel::of_text),
            device: self.device,
            detail: serde_json::from_str(&self.detail).unwrap_or_default(),
            hash: self.hash,
        })
    }
}

/// All entries of a letter, oldest first.
///
/// # Errors
/// As the database says.
pub async fn evidence(on: impl Into<On<'_>>, letter: LetterId) -> Result<Vec<EvidenceRow>, DbError> {
    sql("SELECT seq, at, kind, round, actor_kind, actor_id, level, device, detail, hash FROM mail_evidence \
         WHERE letter = $1 ORDER BY seq LIMIT 10000")
    .bind(letter.to_string())
    .all(on)
    .await
}

/// Number and hash of the last entry.
pub(in crate::mail) async fn last_evidence(
    tx: &mut Tx,
    letter: LetterId,
) -> Result<Option<(i64, String)>, DbError> {
    sql("SELECT seq, hash FROM mail_evidence WHERE letter = $1 ORDER BY seq DESC LIMIT 1")
        .bind(letter.to_string())
        .optional(tx)
        .await
}

pub(in crate::mail) async fn append_evidence(
    tx: &mut Tx,
    letter: LetterId,
    row: &EvidenceRow,
) -> Result<(), DbError> {
    sql("INSERT INTO mail_evidence (letter, seq, at, kind, round, actor_kind, actor_id, level, device, detail, hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
    .bind(letter.to_string())
    .bind(row.seq)
    .bind(row.at)
    .bind(&row.kind)
    .bind(row.round)
    .bind(&row.actor_kind)
    .bind(row.actor_id.as_deref())
    .bind(row.level.as_deref())
    .bind(row.device.as_deref())
    .bind(&row.detail)
    .bind(&row.hash)
    .execute(tx)
    .await?;
    Ok(())
}
