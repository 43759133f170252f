//! Looking for cases: the queue, its counts, the map, one's own.

use rathaus_api::{
    cases::{AssigneeFilter, CaseRow, OpenCounts, Pin, Status},
    ids::{CaseId, StaffId},
};

use super::{PAGE, ROW, Row, case_row};
use crate::{
    cases::map::Area,
    db::{Db, DbError, Query, places, sql_built},
};

/// Which part of the queue somebody asks for.
#[derive(Debug, Clone)]
pub(in crate::cases) struct QueueFilter<'a> {
    pub offices: Option<&'a [String]>,
    pub closed: Option<bool>,
    pub status: Option<Status>,
    pub category: Option<&'a str>,
    pub assignee: AssigneeFilter,
    pub me: StaffId,
    pub words: Option<&'a str>,
    pub before: Option<CaseId>,
}

/// One row more than a page, newest first.
pub(in crate::cases) async fn queue(db: &Db, filter: &QueueFilter<'_>) -> Result<Vec<CaseRow>, DbError> {
    let mut built = Built::new(format!(
        "SELECT {ROW} FROM cases c LEFT JOIN staff_members m ON m.id = c.assignee WHERE 1 = 1"
    ));
    if let Some(offices) = filter.offices {
        built.and_one_of("c.office", offices);
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

    /// The column has one of some values.
    fn and_one_of(&mut self, column: &str, values: &[String]) {
        let places = places(self.values.len() + 1, values.len());
        self.values.extend(values.iter().map(Into::into));
        self.text.push_str(&format!(" AND {column} IN {places}"));
    }

    fn and_limit(&mut self, rows: i64) {
        self.values.push(rows.into());
        self.text.push_str(&format!(" LIMIT ${}", self.values.len()));
    }

    fn query(self) -> Query {
        self.values.into_iter().fold(sql_built(self.text), Query::bind)
    }
}

/// How many open cases some offices (or all) have.
pub(in crate::cases) async fn open_counts(
    db: &Db,
    offices: Option<&[String]>,
) -> Result<OpenCounts, DbError> {
    let mut built =
        Built::new("SELECT status, CAST(SUM(number) AS BIGINT) FROM case_counts WHERE 1 = 1".to_owned());
    if let Some(offices) = offices {
        built.and_one_of("office", offices);
    }
    built.text.push_str(" GROUP BY status");
    let rows: Vec<(String, i64)> = built.query().all(db).await?;
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
pub(in crate::cases) async fn pins(
    db: &Db,
    offices: Option<&[String]>,
    area: &Area,
) -> Result<Vec<Pin>, DbError> {
    let offices = offices.map(<[String]>::iter);
    let of_offices = match &offices {
        Some(offices) => format!(" AND office IN {}", places(6, offices.len())),
        None => String::new(),
    };
    let part = |of: &str| {
        format!(
            "SELECT id, number, category, status, lat, lon FROM cases WHERE {of}closed = 0 \
             AND lat BETWEEN $1 AND $2 AND lon BETWEEN $3 AND $4{of_offices}"
        )
    };
    let cells = area.cells().unwrap_or_default();
    let first = 6 + offices.as_ref().map_or(0, ExactSizeIterator::len);
    let parts: Vec<String> =
        (first..).take(cells.len()).map(|at| part(&format!("cell = ${at} AND "))).collect();
    let found = if parts.is_empty() { part("") } else { parts.join(" UNION ALL ") };
    let query = sql_built(format!("{found} ORDER BY id DESC LIMIT $5"))
        .bind(area.south)
        .bind(area.north)
        .bind(area.west)
        .bind(area.east)
        .bind(PAGE + 1);
    let query = offices.into_iter().flatten().fold(query, Query::bind);
    let query = cells.into_iter().fold(query, Query::bind);
    let rows: Vec<PinRow> = query.all(db).await?;
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
