//! Rows of cases and their counts; what was written on them in [`entries`], looking for them in [`queue`].

mod entries;
mod queue;

use rathaus_api::{
    cases::{Assignee, CaseRow, Status},
    ids::{AccountId, CaseId, StaffId},
};

use super::steps::Opening;
use crate::{
    clock::timestamp,
    db::{DbError, On, Tx, sql, sql_built},
};

pub(super) use entries::{NewEntry, insert_entry};
pub use entries::{entries, timeline};
pub(super) use queue::{QueueFilter, open_counts, pins, queue};

/// Rows of a page.
pub const PAGE: i64 = 50;

/// Columns of [`Row`], joined with the name of the assignee.
pub(super) const ROW: &str = "c.id, c.number, c.category, c.summary, c.status, c.office, c.assignee, \
    m.display_name AS assignee_name, c.received_at, c.changed_at, c.revision";

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    id: String,
    number: String,
    category: String,
    summary: String,
    status: String,
    office: String,
    assignee: Option<String>,
    assignee_name: Option<String>,
    received_at: i64,
    changed_at: i64,
    revision: i64,
}

pub(super) fn case_row(row: Row) -> Option<CaseRow> {
    let assignee = match (row.assignee.and_then(|id| id.parse().ok()), row.assignee_name) {
        (Some(id), Some(display_name)) => Some(Assignee { id, display_name }),
        _ => None,
    };
    Some(CaseRow {
        id: row.id.parse().ok()?,
        number: row.number,
        category: row.category,
        summary: row.summary,
        status: Status::of_text(&row.status)?,
        office: row.office,
        assignee,
        received_at: timestamp(row.received_at),
        changed_at: timestamp(row.changed_at),
        revision: row.revision,
    })
}

/// What decides who may see a case and what may happen to it.
#[derive(Debug, Clone)]
pub struct CaseFacts {
    /// The case.
    pub id: CaseId,
    /// As people say it on the phone.
    pub number: String,
    /// Who works on it.
    pub office: String,
    /// Category, for the queue.
    pub category: String,
    /// Where it stands.
    pub status: Status,
    /// Who took it.
    pub assignee: Option<StaffId>,
    /// The resident it belongs to.
    pub account: Option<AccountId>,
    /// When it arrived, in milliseconds since 1970.
    pub received_ms: i64,
    /// Counts up with each change.
    pub revision: i64,
}

#[derive(sqlx::FromRow)]
struct FactsRow {
    number: String,
    office: String,
    category: String,
    status: String,
    assignee: Option<String>,
    account: Option<String>,
    received_at: i64,
    revision: i64,
}

/// Facts of a case; whoever asks must check the owner or the office.
///
/// # Errors
/// As the database says.
pub async fn facts(on: impl Into<On<'_>>, id: CaseId) -> Result<Option<CaseFacts>, DbError> {
    let row: Option<FactsRow> =
        sql("SELECT number, office, category, status, assignee, account, received_at, revision \
             FROM cases WHERE id = $1")
        .bind(id.to_string())
        .optional(on)
        .await?;
    Ok(row.and_then(|row| {
        Some(CaseFacts {
            id,
            number: row.number,
            office: row.office,
            category: row.category,
            status: Status::of_text(&row.status)?,
            assignee: row.assignee.and_then(|id| id.parse().ok()),
            account: row.account.and_then(|id| id.parse().ok()),
            received_ms: row.received_at,
            revision: row.revision,
        })
    }))
}

/// The row of the queue.
///
/// # Errors
/// As the database says.
pub async fn row(on: impl Into<On<'_>>, id: CaseId) -> Result<Option<CaseRow>, DbError> {
    let text =
        format!("SELECT {ROW} FROM cases c LEFT JOIN staff_members m ON m.id = c.assignee WHERE c.id = $1");
    let row: Option<Row> = sql_built(text).bind(id.to_string()).optional(on).await?;
    Ok(row.and_then(case_row))
}

/// By what a case is found.
pub(super) struct FoundBy<'a> {
    pub number: &'a str,
    pub summary: &'a str,
    pub words: &'a str,
    pub cell: Option<i64>,
}

pub(super) fn insert(tx: &mut Tx, opening: &Opening<'_>, found_by: &FoundBy<'_>, now_ms: i64) {
    sql("INSERT INTO cases (id, number, kind, category, summary, words, office, status, closed, account, lat, lon, \
         cell, received_at, changed_at, revision) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'received', 0, $8, $9, $10, $11, $12, $12, 1)")
    .bind(opening.id.to_string())
    .bind(found_by.number)
    .bind(opening.kind)
    .bind(opening.category)
    .bind(found_by.summary)
    .bind(found_by.words)
    .bind(opening.office)
    .bind(opening.account.map(|id| id.to_string()))
    .bind(opening.point.map(|point| point.0))
    .bind(opening.point.map(|point| point.1))
    .bind(found_by.cell)
    .bind(now_ms)
    .later(tx);
    count(tx, opening.office, Status::Received, 1);
}

fn count(tx: &mut Tx, office: &str, status: Status, by: i64) {
    sql("INSERT INTO case_counts (office, status, number) VALUES ($1, $2, $3) \
         ON CONFLICT (office, status) DO UPDATE SET number = case_counts.number + $3")
    .bind(office)
    .bind(status.text())
    .bind(by)
    .later(tx);
}

pub(super) async fn set_assignee(
    tx: &mut Tx,
    id: CaseId,
    assignee: Option<StaffId>,
    revision: i64,
    now_ms: i64,
) -> Result<u64, DbError> {
    sql("UPDATE cases SET assignee = $2, changed_at = $4, revision = revision + 1 WHERE id = $1 AND revision = $3")
        .bind(id.to_string())
        .bind(assignee.map(|id| id.to_string()))
        .bind(revision)
        .bind(now_ms)
        .execute(tx)
        .await
}

/// A change of status.
pub(super) struct StatusStep<'a> {
    pub id: CaseId,
    pub office: &'a str,
    pub from: Status,
    pub to: Status,
}

pub(super) async fn set_status(
    tx: &mut Tx,
    step: &StatusStep<'_>,
    revision: i64,
    now_ms: i64,
) -> Result<u64, DbError> {
    let rows = sql("UPDATE cases SET status = $2, closed = $3, changed_at = $5, revision = revision + 1 \
         WHERE id = $1 AND revision = $4")
    .bind(step.id.to_string())
    .bind(step.to.text())
    .bind(step.to.is_closed())
    .bind(revision)
    .bind(now_ms)
    .execute(tx)
    .await?;
    if rows == 1 {
        // Always in the same order, so that two transactions never wait for each other in a circle.
        let mut changes = [(step.from, -1), (step.to, 1)];
        changes.sort_by_key(|(status, _)| status.text());
        for (status, by) in changes {
            count(tx, step.office, status, by);
        }
    }
    Ok(rows)
}

pub(super) async fn touch(tx: &mut Tx, id: CaseId, now_ms: i64) -> Result<(), DbError> {
    sql("UPDATE cases SET changed_at = $2, revision = revision + 1 WHERE id = $1")
        .bind(id.to_string())
        .bind(now_ms)
        .execute(tx)
        .await?;
    Ok(())
}

/// Erases a case with its entries; the counts follow. Its number is never used again.
///
/// # Errors
/// As the database says.
pub async fn erase(tx: &mut Tx, id: &str) -> Result<(), DbError> {
    sql("DELETE FROM case_entries WHERE case_id = $1").bind(id).execute(tx).await?;
    let row: Option<(String, String)> =
        sql("DELETE FROM cases WHERE id = $1 RETURNING office, status").bind(id).optional(&mut *tx).await?;
    if let Some((office, status)) = row
        && let Some(status) = Status::of_text(&status)
    {
        count(tx, &office, status, -1);
    }
    Ok(())
}
