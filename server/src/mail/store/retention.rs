//! Erasing rows of letters whose period is over.

use crate::db::{Db, DbError, Tx, sql, sql_built};

/// Nobody has to do anything about it, nobody keeps a copy, and the case it is about is closed.
const ENDED: &str = "state IN ('draft', 'retrieved', 'printed', 'ended', 'cancelled') AND asked = 0 \
    AND changed_at < $2 \
    AND NOT EXISTS (SELECT 1 FROM mail_copies c WHERE c.letter = mail_letters.id AND c.hidden = 0) \
    AND NOT EXISTS (SELECT 1 FROM cases k WHERE k.id = mail_letters.case_id AND k.closed = 0)";

/// Ids of letters whose period is over, the oldest first. Ids sort by time, which keeps the search to the oldest.
pub(in crate::mail) async fn ended_letters(
    db: &Db,
    (after, born_before): (&str, &str),
    before_ms: i64,
    limit: i64,
) -> Result<Vec<String>, DbError> {
    let text =
        format!("SELECT id FROM mail_letters WHERE id < $1 AND {ENDED} AND id > $3 ORDER BY id LIMIT $4");
    let rows: Vec<(String,)> =
        sql_built(text).bind(born_before).bind(before_ms).bind(after).bind(limit).all(db).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Erases a letter with everything that belongs to it; the names of its documents' bytes. Nothing when it changed
/// meanwhile.
pub(in crate::mail) async fn erase_letter(
    tx: &mut Tx,
    id: &str,
    before_ms: i64,
) -> Result<Option<Vec<String>>, DbError> {
    let text =
        format!("UPDATE mail_letters SET revision = revision + 1 WHERE id = $1 AND {ENDED} RETURNING id");
    let held: Option<(String,)> = sql_built(text).bind(id).bind(before_ms).optional(&mut *tx).await?;
    if held.is_none() {
        return Ok(None);
    }
    let blobs: Vec<(String,)> =
        sql("SELECT blob FROM mail_documents WHERE letter = $1").bind(id).all(&mut *tx).await?;
    for text in [
        "DELETE FROM mail_documents WHERE letter = $1",
        "DELETE FROM mail_questions WHERE letter = $1",
        "DELETE FROM mail_reference_codes WHERE letter = $1",
        "DELETE FROM mail_copies_opened WHERE letter = $1",
        "DELETE FROM mail_copies WHERE letter = $1",
        "DELETE FROM mail_deliveries WHERE letter = $1",
        "DELETE FROM mail_evidence_words WHERE letter = $1",
        "DELETE FROM mail_evidence_heads WHERE letter = $1",
        "DELETE FROM mail_evidence_words WHERE letter = $1",
        "DELETE FROM mail_evidence_heads WHERE letter = $1",
        "DELETE FROM mail_evidence WHERE letter = $1",
        "DELETE FROM idempotency_keys WHERE object_id = $1",
        "UPDATE mail_run_rows SET letter = NULL WHERE letter = $1",
        "UPDATE mail_letters SET supersedes = NULL WHERE supersedes = $1",
        "DELETE FROM mail_letters WHERE id = $1",
    ] {
        sql(text).bind(id).execute(tx).await?;
    }
    Ok(Some(blobs.into_iter().map(|row| row.0).collect()))
}

/// Whether there is a letter about a case: it goes first.
pub(in crate::mail) async fn needs_case(tx: &mut Tx, case: &str) -> Result<bool, DbError> {
    let row: Option<(String,)> =
        sql("SELECT id FROM mail_letters WHERE case_id = $1 AND state <> 'cancelled' LIMIT 1")
            .bind(case)
            .optional(tx)
            .await?;
    Ok(row.is_some())
}

pub(in crate::mail) async fn forget_case(tx: &mut Tx, case: &str) -> Result<(), DbError> {
    sql("UPDATE mail_letters SET case_id = NULL WHERE case_id = $1").bind(case).execute(tx).await?;
    Ok(())
}
