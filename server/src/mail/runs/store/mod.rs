//! Rows of runs; those of their recipients and of doubts stand in the modules below.

mod doubts;
mod rows;

use rathaus_api::{
    ids::{RunId, StaffId},
    mail::{NewRun, RunForecast, RunLetter, RunState, RunTrouble},
};
use serde::{Deserialize, Serialize};

use crate::db::{Db, DbError, On, Query, Tx, Value, places, sql, sql_built};

pub use doubts::*;
pub use rows::*;

/// Rows of a page.
pub const PAGE: i64 = 50;

/// The archive of a run.
#[derive(Debug, Clone)]
pub struct ArchiveRow {
    /// Name of the file beside the data.
    pub file: String,
    /// Its size.
    pub bytes: i64,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// When it was taken in, in milliseconds since 1970.
    pub at: i64,
    /// Who sent it.
    pub by: StaffId,
}

/// A run as it is stored.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The run.
    pub id: RunId,
    /// Key of the office.
    pub office: String,
    /// What the desk calls it.
    pub name: String,
    /// What its letters have in common.
    pub letter: RunLetter,
    /// Where it stands.
    pub state: RunState,
    /// Why it stopped by itself.
    pub trouble: Option<RunTrouble>,
    /// Counts archives and checks.
    pub round: i64,
    /// The archive; its size and hash stay when the file is gone.
    pub archive: Option<ArchiveRow>,
    /// Rows of the list; 0 before it was read.
    pub rows: i64,
    /// How they would go.
    pub forecast: Option<RunForecast>,
    /// Who made it.
    pub created_by: StaffId,
    /// When, in milliseconds since 1970.
    pub created_at: i64,
    /// Who released it.
    pub released_by: Option<StaffId>,
    /// When.
    pub released_at: Option<i64>,
    /// When it ended.
    pub ended_at: Option<i64>,
    /// Counts up with each change.
    pub revision: i64,
    /// Names of who made it, sent its archive, released it.
    pub names: [Option<String>; 3],
}

#[derive(Serialize, Deserialize)]
struct LetterContent {
    version: u32,
    letter: RunLetter,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    office: String,
    name: String,
    letter: String,
    state: String,
    trouble: Option<String>,
    round: i64,
    archive: Option<String>,
    archive_bytes: Option<i64>,
    archive_sha256: Option<String>,
    archive_at: Option<i64>,
    archive_by: Option<String>,
    row_count: i64,
    digital: Option<i64>,
    paper: Option<i64>,
    clerk: Option<i64>,
    excluded: Option<i64>,
    created_by: String,
    created_at: i64,
    released_by: Option<String>,
    released_at: Option<i64>,
    ended_at: Option<i64>,
    revision: i64,
    made_name: Option<String>,
    sent_name: Option<String>,
    released_name: Option<String>,
}

const SELECT: &str = "SELECT r.id, r.office, r.name, r.letter, r.state, r.trouble, r.round, r.archive, \
    r.archive_bytes, r.archive_sha256, r.archive_at, r.archive_by, r.row_count, r.digital, r.paper, r.clerk, \
    r.excluded, r.created_by, r.created_at, r.released_by, r.released_at, r.ended_at, r.revision, \
    a.display_name AS made_name, b.display_name AS sent_name, c.display_name AS released_name \
    FROM mail_runs r LEFT JOIN staff_members a ON a.id = r.created_by \
    LEFT JOIN staff_members b ON b.id = r.archive_by LEFT JOIN staff_members c ON c.id = r.released_by";

fn stored(row: Row) -> Option<Stored> {
    let content: LetterContent = serde_json::from_str(&row.letter).ok()?;
    let archive = match (row.archive_bytes, row.archive_sha256, row.archive_at, row.archive_by) {
        (Some(bytes), Some(sha256), Some(at), Some(by)) => Some(ArchiveRow {
            file: row.archive.unwrap_or_default(),
            bytes,
            sha256,
            at,
            by: by.parse().ok()?,
        }),
        _ => None,
    };
    let forecast = match (row.digital, row.paper, row.clerk, row.excluded) {
        (Some(digital), Some(paper), Some(clerk), Some(excluded)) => {
            Some(RunForecast { digital, paper, clerk, excluded })
        }
        _ => None,
    };
    Some(Stored {
        id: row.id.parse().ok()?,
        office: row.office,
        name: row.name,
        letter: content.letter,
        state: RunState::of_text(&row.state)?,
        trouble: row.trouble.as_deref().and_then(RunTrouble::of_text),
        round: row.round,
        archive,
        rows: row.row_count,
        forecast,
        created_by: row.created_by.parse().ok()?,
        created_at: row.created_at,
        released_by: row.released_by.and_then(|id| id.parse().ok()),
        released_at: row.released_at,
        ended_at: row.ended_at,
        revision: row.revision,
        names: [row.made_name, row.sent_name, row.released_name],
    })
}

pub(in crate::mail::runs) async fn insert(
    tx: &mut Tx,
    id: RunId,
    new: &NewRun,
    clerk: StaffId,
    now_ms: i64,
) -> Result<(), DbError> {
    let content = LetterContent { version: 1, letter: new.letter.clone() };
    sql("INSERT INTO mail_runs (id, office, name, letter, state, round, row_count, created_by, created_at, \
         changed_at, revision) VALUES ($1, $2, $3, $4, 'waiting', 0, 0, $5, $6, $6, 1)")
    .bind(id.to_string())
    .bind(&new.office)
    .bind(&new.name)
    .bind(serde_json::to_string(&content).unwrap_or_default())
    .bind(clerk.to_string())
    .bind(now_ms)
    .execute(tx)
    .await?;
    Ok(())
}

/// A run; whoever asks must check the office.
pub(in crate::mail::runs) async fn run(on: impl Into<On<'_>>, id: RunId) -> Result<Option<Stored>, DbError> {
    let row: Option<Row> =
        sql_built(format!("{SELECT} WHERE r.id = $1")).bind(id.to_string()).optional(on).await?;
    Ok(row.and_then(stored))
}

/// The run, held until the transaction ends.
pub(in crate::mail::runs) async fn hold(tx: &mut Tx, id: RunId) -> Result<Option<Stored>, DbError> {
    sql("UPDATE mail_runs SET round = round WHERE id = $1").bind(id.to_string()).execute(tx).await?;
    run(tx, id).await
}

/// One run more than a page, newest first.
pub(in crate::mail::runs) async fn page(
    db: &Db,
    offices: Option<&[String]>,
    before: Option<RunId>,
) -> Result<Vec<Stored>, DbError> {
    let mut values: Vec<Value> = Vec::new();
    let mut text = format!("{SELECT} WHERE 1 = 1");
    if let Some(offices) = offices {
        text.push_str(&format!(" AND r.office IN {}", places(1, offices.len())));
        values.extend(offices.iter().map(Into::into));
    }
    if let Some(before) = before {
        values.push(before.to_string().into());
        text.push_str(&format!(" AND r.id < ${}", values.len()));
    }
    values.push((PAGE + 1).into());
    text.push_str(&format!(" ORDER BY r.id DESC LIMIT ${}", values.len()));
    let rows: Vec<Row> = values.into_iter().fold(sql_built(text), Query::bind).all(db).await?;
    Ok(rows.into_iter().filter_map(stored).collect())
}

/// Writes where the run stands now; `ends`: nothing more happens to it.
pub(in crate::mail::runs) async fn set_state(
    tx: &mut Tx,
    id: RunId,
    state: RunState,
    ends: bool,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("UPDATE mail_runs SET state = $2, trouble = NULL, ended_at = $3, changed_at = $4, \
         revision = revision + 1 WHERE id = $1")
    .bind(id.to_string())
    .bind(state.text())
    .bind(ends.then_some(now_ms))
    .bind(now_ms)
    .execute(tx)
    .await?;
    Ok(())
}

/// Stops a run by itself.
pub(in crate::mail::runs) async fn set_trouble(
    tx: &mut Tx,
    id: RunId,
    trouble: RunTrouble,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("UPDATE mail_runs SET state = 'paused', trouble = $2, changed_at = $3, revision = revision + 1 \
         WHERE id = $1")
    .bind(id.to_string())
    .bind(trouble.text())
    .bind(now_ms)
    .execute(tx)
    .await?;
    Ok(())
}

pub(in crate::mail::runs) async fn set_released(
    tx: &mut Tx,
    id: RunId,
    clerk: StaffId,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("UPDATE mail_runs SET released_by = $2, released_at = $3 WHERE id = $1")
        .bind(id.to_string())
        .bind(clerk.to_string())
        .bind(now_ms)
        .execute(tx)
        .await?;
    // What is left out is done with.
    sql("UPDATE mail_run_rows SET step = 2 WHERE run = $1 AND excluded = 1")
        .bind(id.to_string())
        .execute(tx)
        .await?;
    Ok(())
}

pub(in crate::mail::runs) async fn set_archive(
    tx: &mut Tx,
    id: RunId,
    archive: &ArchiveRow,
) -> Result<(), DbError> {
    sql("UPDATE mail_runs SET archive = $2, archive_bytes = $3, archive_sha256 = $4, archive_at = $5, \
         archive_by = $6 WHERE id = $1")
    .bind(id.to_string())
    .bind(&archive.file)
    .bind(archive.bytes)
    .bind(&archive.sha256)
    .bind(archive.at)
    .bind(archive.by.to_string())
    .execute(tx)
    .await?;
    Ok(())
}

/// Begins to look through the archive: what was found before is forgotten.
pub(in crate::mail::runs) async fn begin_check(tx: &mut Tx, id: RunId, now_ms: i64) -> Result<(), DbError> {
    for text in ["DELETE FROM mail_run_doubts WHERE run = $1", "DELETE FROM mail_run_rows WHERE run = $1"] {
        sql(text).bind(id.to_string()).execute(tx).await?;
    }
    sql(
        "UPDATE mail_runs SET round = round + 1, row_count = 0, digital = NULL, paper = NULL, clerk = NULL, \
         excluded = NULL WHERE id = $1",
    )
    .bind(id.to_string())
    .execute(tx)
    .await?;
    set_state(tx, id, RunState::Checking, false, now_ms).await
}

/// Forgets the file of the archive and who the recipients are.
pub(in crate::mail::runs) async fn erase(tx: &mut Tx, id: RunId) -> Result<(), DbError> {
    for text in [
        "UPDATE mail_runs SET archive = NULL WHERE id = $1",
        "UPDATE mail_run_rows SET content = '' WHERE run = $1",
    ] {
        sql(text).bind(id.to_string()).execute(tx).await?;
    }
    Ok(())
}

/// Names of all archives that are needed.
pub(in crate::mail::runs) async fn archives(db: &Db) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> =
        sql("SELECT archive FROM mail_runs WHERE archive IS NOT NULL ORDER BY archive LIMIT 100000")
            .all(db)
            .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Runs that wait for somebody since before a time.
pub(in crate::mail::runs) async fn forgotten(db: &Db, before_ms: i64) -> Result<Vec<RunId>, DbError> {
    let rows: Vec<(String,)> = sql("SELECT id FROM mail_runs \
         WHERE state IN ('waiting', 'refused', 'checked') AND changed_at < $1 ORDER BY id LIMIT 100")
    .bind(before_ms)
    .all(db)
    .await?;
    Ok(rows.into_iter().filter_map(|row| row.0.parse().ok()).collect())
}
