//! Rows of evidence: written once, never changed, erased with the letter.

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
    /// Codes, days, hashes of reasons; JSON.
    pub detail: String,
    /// Over letter, entry and the hash before it.
    pub hash: String,
    /// With a reason: keeps short ones from being guessed out of their hash once they are erased.
    pub salt: Option<String>,
    /// What somebody gave as a reason.
    pub reason: Option<String>,
}

/// The newest entry of a chain, sealed with the server's key.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct EvidenceHead {
    /// Its number.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
    /// Keyed hash of letter and both.
    pub seal: String,
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
            reason: self.reason,
        })
    }
}

/// All entries of a letter, oldest first.
///
/// # Errors
/// As the database says.
pub async fn evidence(on: impl Into<On<'_>>, letter: LetterId) -> Result<Vec<EvidenceRow>, DbError> {
    sql(
        "SELECT e.seq, e.at, e.kind, e.round, e.actor_kind, e.actor_id, e.level, e.device, e.detail, e.hash, \
         w.salt, w.reason FROM mail_evidence e \
         LEFT JOIN mail_evidence_words w ON w.letter = e.letter AND w.seq = e.seq \
         WHERE e.letter = $1 ORDER BY e.seq LIMIT 10000",
    )
    .bind(letter.to_string())
    .all(on)
    .await
}

/// The newest entry, as it was sealed.
pub(in crate::mail) async fn evidence_head(
    on: impl Into<On<'_>>,
    letter: LetterId,
) -> Result<Option<EvidenceHead>, DbError> {
    sql("SELECT seq, hash, seal FROM mail_evidence_heads WHERE letter = $1")
        .bind(letter.to_string())
        .optional(on)
        .await
}

/// Number of the last entry that is there.
pub(in crate::mail) async fn last_evidence(tx: &mut Tx, letter: LetterId) -> Result<Option<i64>, DbError> {
    let row: Option<(i64,)> =
        sql("SELECT seq FROM mail_evidence WHERE letter = $1 ORDER BY seq DESC LIMIT 1")
            .bind(letter.to_string())
            .optional(tx)
            .await?;
    Ok(row.map(|row| row.0))
}

pub(in crate::mail) async fn append_evidence(
    tx: &mut Tx,
    letter: LetterId,
    row: &EvidenceRow,
    seal: &str,
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
    .execute(&mut *tx)
    .await?;
    if let (Some(salt), Some(reason)) = (&row.salt, &row.reason) {
        sql("INSERT INTO mail_evidence_words (letter, seq, salt, reason) VALUES ($1, $2, $3, $4)")
            .bind(letter.to_string())
            .bind(row.seq)
            .bind(salt)
            .bind(reason)
            .execute(&mut *tx)
            .await?;
    }
    sql("INSERT INTO mail_evidence_heads (letter, seq, hash, seal) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (letter) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, seal = excluded.seal")
    .bind(letter.to_string())
    .bind(row.seq)
    .bind(&row.hash)
    .bind(seal)
    .execute(tx)
    .await?;
    Ok(())
}
