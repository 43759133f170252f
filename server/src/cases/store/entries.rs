//! Words on a case: answers, notes, status changes.

use rathaus_api::{
    cases::{Assignee, Entry, Status, TimelineStep},
    events::EventKind,
    ids::{CaseId, EntryId, StaffId},
};

use crate::{
    clock::timestamp,
    db::{Db, DbError, Tx, sql},
    staff,
};

/// Entries of a case that are shown: the newest ones, so that an answer that was just given is always among them.
const ENTRIES: i64 = 500;

/// Words on a case.
pub(in crate::cases) struct NewEntry<'a> {
    pub id: EntryId,
    pub case: CaseId,
    pub kind: EventKind,
    pub status: Option<Status>,
    pub text: &'a str,
    pub author: Option<StaffId>,
    pub public: bool,
}

pub(in crate::cases) fn insert_entry(tx: &mut Tx, entry: &NewEntry<'_>, now_ms: i64) {
    sql("INSERT INTO case_entries (id, case_id, at, kind, status, text, author, public) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(entry.id.to_string())
    .bind(entry.case.to_string())
    .bind(now_ms)
    .bind(entry.kind.text())
    .bind(entry.status.map(Status::text))
    .bind(entry.text)
    .bind(entry.author.map(|id| id.to_string()))
    .bind(entry.public)
    .later(tx);
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    id: String,
    at: i64,
    kind: String,
    status: Option<String>,
    text: String,
    author: Option<String>,
    public: i64,
}

async fn entry_rows(db: &Db, case: CaseId, public_only: bool) -> Result<Vec<EntryRow>, DbError> {
    let newest = "SELECT id, at, kind, status, text, author, public FROM case_entries \
        WHERE case_id = $1 AND public >= $2 ORDER BY id DESC LIMIT $3";
    let mut rows: Vec<EntryRow> =
        sql(newest).bind(case.to_string()).bind(public_only).bind(ENTRIES).all(db).await?;
    rows.reverse();
    Ok(rows)
}

/// What the resident may read: the newest 500 steps, oldest first.
///
/// # Errors
/// As the database says.
pub async fn timeline(db: &Db, case: CaseId, office: &str) -> Result<Vec<TimelineStep>, DbError> {
    let rows = entry_rows(db, case, true).await?;
    let step = |row: EntryRow| {
        Some(TimelineStep {
            at: timestamp(row.at),
            kind: EventKind::of_text(&row.kind)?,
            status: row.status.as_deref().and_then(Status::of_text),
            text: Some(row.text).filter(|text| !text.is_empty()),
            office: row.author.map(|_| office.to_owned()),
        })
    };
    Ok(rows.into_iter().filter_map(step).collect())
}

/// What was written: the newest 500 entries, oldest first; for colleagues.
///
/// # Errors
/// As the database says.
pub async fn entries(db: &Db, case: CaseId) -> Result<Vec<Entry>, DbError> {
    let rows = entry_rows(db, case, false).await?;
    let names = staff::names(db, rows.iter().filter_map(|row| row.author.clone())).await?;
    let entry = |row: EntryRow| {
        let author = row.author.and_then(|id| {
            let display_name = names.get(&id)?.clone();
            Some(Assignee { id: id.parse().ok()?, display_name })
        });
        Some(Entry {
            id: row.id.parse().ok()?,
            at: timestamp(row.at),
            kind: EventKind::of_text(&row.kind)?,
            status: row.status.as_deref().and_then(Status::of_text),
            text: row.text,
            author,
            public: row.public == 1,
        })
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}
