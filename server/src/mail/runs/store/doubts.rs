//! What is doubtful about a run.

use rathaus_api::{
    ids::RunId,
    mail::{RunDoubt, RunDoubtCode},
};

use super::PAGE;
use crate::db::{Db, DbError, Tx, sql};

/// Something doubtful that was found.
#[derive(Debug, Clone)]
pub struct NewDoubt {
    /// What.
    pub code: RunDoubtCode,
    /// Row and external id.
    pub row: Option<(i64, String)>,
    /// Name of the file.
    pub file: Option<String>,
    /// In English.
    pub detail: String,
}

/// Appends doubts; the run must be held.
pub(in crate::mail::runs) async fn insert_doubts(
    tx: &mut Tx,
    run: RunId,
    doubts: &[NewDoubt],
) -> Result<(), DbError> {
    if doubts.is_empty() {
        return Ok(());
    }
    let last: (Option<i64>,) = sql("SELECT MAX(seq) FROM mail_run_doubts WHERE run = $1")
        .bind(run.to_string())
        .one(&mut *tx)
        .await?;
    for (seq, doubt) in (last.0.unwrap_or(0) + 1..).zip(doubts) {
        sql("INSERT INTO mail_run_doubts (run, seq, code, row_seq, external_id, file, detail) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(run.to_string())
        .bind(seq)
        .bind(doubt.code.text())
        .bind(doubt.row.as_ref().map(|row| row.0))
        .bind(doubt.row.as_ref().map(|row| row.1.as_str()))
        .bind(doubt.file.as_deref())
        .bind(&doubt.detail)
        .execute(tx)
        .await?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct DoubtRow {
    seq: i64,
    code: String,
    row_seq: Option<i64>,
    external_id: Option<String>,
    file: Option<String>,
    detail: String,
}

/// One doubt more than a page.
pub(in crate::mail::runs) async fn doubts(db: &Db, run: RunId, after: i64) -> Result<Vec<RunDoubt>, DbError> {
    let rows: Vec<DoubtRow> =
        sql("SELECT seq, code, row_seq, external_id, file, detail FROM mail_run_doubts \
         WHERE run = $1 AND seq > $2 ORDER BY seq LIMIT $3")
        .bind(run.to_string())
        .bind(after)
        .bind(PAGE + 1)
        .all(db)
        .await?;
    let shown = |row: DoubtRow| {
        let code = RunDoubtCode::of_text(&row.code)?;
        let (seq, excludes, detail) = (row.seq, code.excludes_row(), row.detail);
        Some(RunDoubt {
            seq,
            code,
            excludes,
            row: row.row_seq,
            external_id: row.external_id,
            file: row.file,
            detail,
        })
    };
    Ok(rows.into_iter().filter_map(shown).collect())
}

pub(in crate::mail::runs) async fn number_of_doubts(db: &Db, run: RunId) -> Result<i64, DbError> {
    let row: (i64,) =
        sql("SELECT COUNT(*) FROM mail_run_doubts WHERE run = $1").bind(run.to_string()).one(db).await?;
    Ok(row.0)
}
