//! What can be proven: one chain of entries for each letter, written in the transaction that makes each true.

use rathaus_api::{
    identity::TrustLevel,
    ids::LetterId,
    mail::{EvidenceKind, LetterEvidence},
    problem::Code,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{handling, store};
use crate::{
    App,
    db::{DbError, Tx},
    events::Actor,
    http::{Failure, failure::Answer},
    keys::hex,
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
    /// Codes, days, reasons.
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
fn chained(before: &str, row: &store::EvidenceRow) -> String {
    let covered = json!([
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

/// Appends an entry; the letter must be held.
///
/// # Errors
/// As the database says.
pub async fn append(app: &App, tx: &mut Tx, letter: LetterId, entry: NewEntry<'_>) -> Result<(), DbError> {
    let (seq, before) = store::last_evidence(tx, letter).await?.unwrap_or_default();
    let (actor_kind, actor_id) = entry.actor.columns();
    let mut row = store::EvidenceRow {
        seq: seq + 1,
        at: app.clock().now_ms(),
        kind: entry.kind.text().to_owned(),
        round: entry.round,
        actor_kind: actor_kind.to_owned(),
        actor_id,
        level: entry.opened_with.map(|(level, _)| level.text().to_owned()),
        device: entry.opened_with.map(|(_, device)| device.to_owned()),
        detail: entry.detail.to_string(),
        hash: String::new(),
    };
    row.hash = chained(&before, &row);
    store::append_evidence(tx, letter, &row).await
}

/// Whether every entry follows from the one before.
fn is_sound(rows: &[store::EvidenceRow]) -> bool {
    let mut before = String::new();
    (1..).zip(rows).all(|(seq, row)| {
        let fits = row.seq == seq && row.hash == chained(&before, row);
        before.clone_from(&row.hash);
        fits
    })
}

/// Everything that is proven about a letter, for a clerk; that she took it is proven too.
///
/// # Errors
/// `not-found`, `reason-required`.
pub async fn export(app: &App, clerk: &Clerk, id: LetterId) -> Answer<LetterEvidence> {
    handling::exporting(app, clerk, id).await?;
    let rows = store::evidence(app.db(), id).await?;
    let documents = store::documents(app.vault(), app.db(), id).await?;
    if rows.is_empty() {
        return Err(Failure::new(Code::NotFound));
    }
    Ok(LetterEvidence {
        letter: id,
        made_at: app.clock().now(),
        documents: documents.into_iter().map(|row| row.document).collect(),
        sound: is_sound(&rows),
        entries: rows.into_iter().filter_map(store::EvidenceRow::shown).collect(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chain(details: &[String]) -> Vec<store::EvidenceRow> {
        let mut before = String::new();
        let mut rows = Vec::new();
        for (seq, detail) in (1..).zip(details) {
            let mut row = store::EvidenceRow {
                seq,
                at: seq * 1000,
                kind: "provided".to_owned(),
                round: 1,
                actor_kind: "system".to_owned(),
                actor_id: None,
                level: None,
                device: None,
                detail: detail.clone(),
                hash: String::new(),
            };
            row.hash = chained(&before, &row);
            before.clone_from(&row.hash);
            rows.push(row);
        }
        rows
    }

    proptest! {
        #[test]
        fn whatever_is_changed_taken_out_or_swapped_is_found(
            details in proptest::collection::vec("[a-z]{1,8}", 2..12),
            at in any::<proptest::sample::Index>(),
            what in 0..4_u8,
        ) {
            let mut rows = chain(&details);
            prop_assert!(is_sound(&rows));
            let place = at.index(rows.len() - 1);
            match what {
                0 => rows[place].detail.push('x'),
                1 => { rows.remove(place); }
                2 => rows.swap(place, place + 1),
                _ => rows[place].at += 1,
            }
            prop_assert!(!is_sound(&rows));
        }
    }
}
