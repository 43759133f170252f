//! Rows of cases, their entries and their counts.

use rathaus_api::{
    cases::{Assignee, AssigneeFilter, CaseRow, Entry, OpenCounts, Pin, Status, TimelineStep},
    events::EventKind,
    ids::{AccountId, CaseId, EntryId, StaffId},
};

use super::{map::Area, steps::Opening};
use crate::{
    clock::timestamp,
    db::{Db, DbError, On, Query, Tx, sql, sql_built},
    staff,
};

/// Rows of a page.
pub const PAGE: i64 = 50;

/// Entries of a case that are shown: the newest ones, so that an answer that was just given is always among them.
const ENTRIES: i64 = 500;

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

/// Words on a case.
pub(super) struct NewEntry<'a> {
    pub id: EntryId,
    pub case: CaseId,
    pub kind: EventKind,
    pub status: Option<Status>,
    pub text: &'a str,
    pub author: Option<StaffId>,
    pub public: bool,
}

pub(super) fn insert_entry(tx: &mut Tx, entry: &NewEntry<'_>, now_ms: i64) {
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

/// Which part of the queue somebody asks for.
#[derive(Debug, Clone)]
pub(super) struct QueueFilter<'a> {
    pub office: Option<&'a str>,
    pub closed: Option<bool>,
    pub status: Option<Status>,
    pub category: Option<&'a str>,
    pub assignee: AssigneeFilter,
    pub me: StaffId,
    pub words: Option<&'a str>,
    pub before: Option<CaseId>,
}

/// One row more than a page, newest first.
pub(super) async fn queue(db: &Db, filter: &QueueFilter<'_>) -> Result<Vec<CaseRow>, DbError> {
    let mut built = Built::new(format!(
        "SELECT {ROW} FROM cases c LEFT JOIN staff_members m ON m.id = c.assignee WHERE 1 = 1"
    ));
    if let Some(office) = filter.office {
        built.and("c.office = ?", office);
    }
    if let Some(closed) = filter.closed {
        built.and("c.closed = ?", closed);
    }
    if let Some(status) = filter.status {
        built.and("c.status = ?", status.text());
    }
    if let Some(category) = filter.category {
        built.and("c.category = ?", category);
    }
    match filter.assignee {
        AssigneeFilter::Me => built.and("c.assignee = ?", filter.me.to_string()),
        AssigneeFilter::Nobody => built.text.push_str(" AND c.assignee IS NULL"),
        AssigneeFilter::Any => {}
    }
    if let Some(words) = filter.words {
        let plain = words.to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
        built.and("c.words LIKE ? ESCAPE '!'", format!("%{plain}%"));
    }
    if let Some(before) = filter.before {
        built.and("c.id < ?", before.to_string());
    }
    built.text.push_str(" ORDER BY c.id DESC");
    built.and_limit(PAGE + 1);
    let rows: Vec<Row> = built.query().all(db).await?;
    Ok(rows.into_iter().filter_map(case_row).collect())
}

/// A query put together from fixed pieces; `?` stands for the next placeholder.
struct Built {
    text: String,
    values: Vec<crate::db::Value>,
}

impl Built {
    fn new(text: String) -> Self {
        Self { text, values: Vec::new() }
    }

    /// Adds a condition; every `?` in it is the same value.
    fn and(&mut self, condition: &str, value: impl Into<crate::db::Value>) {
        self.values.push(value.into());
        let place = format!("${}", self.values.len());
        self.text.push_str(" AND ");
        self.text.push_str(&condition.replace('?', &place));
    }

    fn and_limit(&mut self, rows: i64) {
        self.values.push(rows.into());
        self.text.push_str(&format!(" LIMIT ${}", self.values.len()));
    }

    fn query(self) -> Query {
        self.values.into_iter().fold(sql_built(self.text), Query::bind)
    }
}

/// How many open cases an office (or all) has.
pub(super) async fn open_counts(db: &Db, office: Option<&str>) -> Result<OpenCounts, DbError> {
    let rows: Vec<(String, i64)> = sql("SELECT status, CAST(SUM(number) AS BIGINT) FROM case_counts \
         WHERE office = $1 OR CAST($1 AS TEXT) IS NULL GROUP BY status")
    .bind(office)
    .all(db)
    .await?;
    let mut counts = OpenCounts::default();
    for (status, number) in rows {
        match Status::of_text(&status) {
            Some(Status::Received) => counts.received = number,
            Some(Status::InReview) => counts.in_review = number,
            Some(Status::InProgress) => counts.in_progress = number,
            Some(Status::Done | Status::NotResponsible | Status::Rejected) | None => {}
        }
    }
    Ok(counts)
}

#[derive(sqlx::FromRow)]
struct PinRow {
    id: String,
    number: String,
    category: String,
    status: String,
    lat: f64,
    lon: f64,
}

/// One pin more than a page within an area, newest first; open cases only.
///
/// Each cell delivers its own cases newest first and the database merges the cells, so it stops at the last pin it
/// needs; a limit per cell would read a cell to its end wherever the area touches only a corner of it.
pub(super) async fn pins(db: &Db, office: Option<&str>, area: &Area) -> Result<Vec<Pin>, DbError> {
    let part = |of: &str| {
        format!(
            "SELECT id, number, category, status, lat, lon FROM cases WHERE {of}closed = 0 \
             AND lat BETWEEN $1 AND $2 AND lon BETWEEN $3 AND $4 AND (office = $5 OR CAST($5 AS TEXT) IS NULL)"
        )
    };
    let cells = area.cells().unwrap_or_default();
    let parts: Vec<String> = (7..).take(cells.len()).map(|at| part(&format!("cell = ${at} AND "))).collect();
    let found = if parts.is_empty() { part("") } else { parts.join(" UNION ALL ") };
    let query = sql_built(format!("{found} ORDER BY id DESC LIMIT $6"))
        .bind(area.south)
        .bind(area.north)
        .bind(area.west)
        .bind(area.east)
        .bind(office)
        .bind(PAGE + 1);
    let rows: Vec<PinRow> = cells.into_iter().fold(query, Query::bind).all(db).await?;
    Ok(rows.into_iter().filter_map(pin).collect())
}

fn pin(row: PinRow) -> Option<Pin> {
    Some(Pin {
        id: row.id.parse().ok()?,
        number: row.number,
        category: row.category,
        status: Status::of_text(&row.status)?,
        lat: row.lat,
        lon: row.lon,
    })
}
