//! What can be proven: one chain of entries for each letter, written in the transaction that makes each true. Each hash
//! covers the letter, so that no letter gets the chain of another; the newest one is sealed with the server's key, so that
//! an end that was cut off is noticed. What somebody gave as a reason stands beside the chain, which holds its hash.

use rathaus_api::{
    identity::TrustLevel,
    ids::LetterId,
    mail::{EvidenceKind, LetterEvidence, LetterState},
    problem::Code,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{
    handling,
    store::{self, EvidenceHead},
};
use crate::{
    App, codes,
    db::{DbError, Tx},
    events::Actor,
    http::{Failure, failure::Answer},
    keys::{ServerKey, hex},
    staff::Clerk,
};

/// An entry to write.
#[derive(Debug, Clone)]
pub struct NewEntry<'a> {
    /// What.
    pub kind: EvidenceKind,
    /// The delivery it belongs to.
    pub round: i64,
    /// Who did it.
    pub actor: Actor,
    /// The level of identity, and the kind of the device.
    pub opened_with: Option<(TrustLevel, &'a str)>,
    /// Codes and days; the `reason` in it is stored beside the chain.
    pub detail: Value,
}

impl NewEntry<'_> {
    /// An entry of the server itself.
    #[must_use]
    pub fn of_system(kind: EvidenceKind, round: i64, detail: Value) -> Self {
        Self { kind, round, actor: Actor::System, opened_with: None, detail }
    }
}

/// The hash of an entry after another one.
fn chained(letter: LetterId, before: &str, row: &store::EvidenceRow) -> String {
    let covered = json!([
        "rathaus mail evidence 1",
        letter,
        before,
        row.seq,
        row.at,
        row.kind,
        row.round,
        row.actor_kind,
        row.actor_id,
        row.level,
        row.device,
        row.detail,
    ]);
    hex(&Sha256::digest(covered.to_string()))
}

fn seal(key: &ServerKey, letter: LetterId, seq: i64, hash: &str) -> String {
    key.derive("mail evidence head", &format!("{letter}/{seq}/{hash}"))
}

fn is_sealed(key: &ServerKey, letter: LetterId, head: &EvidenceHead) -> bool {
    codes::same(seal(key, letter, head.seq, &head.hash).as_bytes(), head.seal.as_bytes())
}

/// Where the hash of a reason stands in the detail of its entry.
const REASON_HASH: &str = "reason_sha256";

fn reason_hash(salt: &str, reason: &str) -> String {
    hex(&Sha256::digest(format!("{salt}/{reason}")))
}

/// Takes the reason out of the detail and leaves its hash: salt and reason.
fn take_reason(detail: &mut Value) -> Option<(String, String)> {
    let fields = detail.as_object_mut()?;
    let Value::String(reason) = fields.remove("reason")? else { return None };
    let salt = hex(&rand::random::<[u8; 16]>());
    fields.insert(REASON_HASH.to_owned(), reason_hash(&salt, &reason).into());
    Some((salt, reason))
}

/// Number of the next entry and the hash it follows. After a head that is gone or not the server's own the chain goes on,
/// but never follows again: nothing that is written later covers the gap.
async fn end(app: &App, tx: &mut Tx, letter: LetterId) -> Result<(i64, String), DbError> {
    let last = store::last_evidence(tx, letter).await?;
    let head = store::evidence_head(&mut *tx, letter).await?;
    Ok(match (head.filter(|head| is_sealed(app.server_key(), letter, head)), last) {
        (Some(head), last) => (head.seq.max(last.unwrap_or(0)), head.hash),
        (None, Some(last)) => (last, "lost".to_owned()),
        (None, None) => (0, String::new()),
    })
}

/// Appends an entry; the letter must be held.
///
/// # Errors
/// As the database says.
pub async fn append(app: &App, tx: &mut Tx, letter: LetterId, entry: NewEntry<'_>) -> Result<(), DbError> {
    let (seq, before) = end(app, tx, letter).await?;
    let (actor_kind, actor_id) = entry.actor.columns();
    let mut detail = entry.detail;
    let (salt, reason) = take_reason(&mut detail).unzip();
    let mut row = store::EvidenceRow {
        seq: seq + 1,
        at: app.clock().now_ms(),
        kind: entry.kind.text().to_owned(),
        round: entry.round,
        actor_kind: actor_kind.to_owned(),
        actor_id,
        level: entry.opened_with.map(|(level, _)| level.text().to_owned()),
        device: entry.opened_with.map(|(_, device)| device.to_owned()),
        detail: detail.to_string(),
        hash: String::new(),
        salt,
        reason,
    };
    row.hash = chained(letter, &before, &row);
    let seal = seal(app.server_key(), letter, row.seq, &row.hash);
    store::append_evidence(tx, letter, &row, &seal).await
}

/// Whether a reason that is still there is the one that was given.
fn is_reason(row: &store::EvidenceRow) -> bool {
    let (Some(salt), Some(reason)) = (&row.salt, &row.reason) else { return true };
    let detail: Value = serde_json::from_str(&row.detail).unwrap_or_default();
    detail[REASON_HASH] == reason_hash(salt, reason)
}

/// Whether every entry follows from the one before, and the last one is the one that was sealed.
fn is_sound(
    key: &ServerKey,
    letter: LetterId,
    rows: &[store::EvidenceRow],
    head: Option<&EvidenceHead>,
) -> bool {
    let (mut seq, mut before) = (0, String::new());
    for row in rows {
        seq += 1;
        if row.seq != seq || row.hash != chained(letter, &before, row) || !is_reason(row) {
            return false;
        }
        before.clone_from(&row.hash);
    }
    head.is_some_and(|head| head.seq == seq && head.hash == before && is_sealed(key, letter, head))
}

/// Everything that is proven about a letter, for a clerk; that she took it is proven too.
///
/// # Errors
/// `not-found`, `reason-required`.
pub async fn export(app: &App, clerk: &Clerk, id: LetterId) -> Answer<LetterEvidence> {
    handling::exporting(app, clerk, id).await?;
    let mut tx = app.db().begin().await?;
    let letter = store::hold(app.vault(), &mut tx, id).await?;
    let (rows, head) = (store::evidence(&mut tx, id).await?, store::evidence_head(&mut tx, id).await?);
    tx.commit().await?;
    let documents = store::documents(app.vault(), app.db(), id).await?;
    if rows.is_empty() {
        return Err(Failure::new(Code::NotFound));
    }
    // A chain that was emptied begins again, but not with the sending.
    let is_draft = letter.is_some_and(|letter| letter.piece.state == LetterState::Draft);
    let begins = is_draft || rows.iter().any(|row| row.kind == EvidenceKind::Sent.text());
    Ok(LetterEvidence {
        letter: id,
        made_at: app.clock().now(),
        documents: documents.into_iter().map(|row| row.document).collect(),
        sound: begins && is_sound(app.server_key(), id, &rows, head.as_ref()),
        entries: rows.into_iter().filter_map(store::EvidenceRow::shown).collect(),
    })
}

#[cfg(test)]
mod tests;
