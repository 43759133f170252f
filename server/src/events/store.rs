//! Rows of events.

use rathaus_api::{
    events::{EventKind, LiveEvent},
    ids::AccountId,
};

use super::NewEvent;
use crate::{
    clock::timestamp,
    db::{Db, DbError, Query, Tx, counters, places, sql, sql_built},
};

/// Events handed to a live stream at once.
const BATCH: i64 = 200;

/// Whose live stream it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// What concerns one resident.
    Resident(AccountId),
    /// What concerns some offices.
    Offices(Vec<String>),
    /// What concerns any office.
    AllOffices,
}

#[derive(sqlx::FromRow)]
struct EventRow {
    seq: i64,
    at: i64,
    kind: String,
    object_id: String,
}

pub(super) fn append(tx: &mut Tx, event: NewEvent<'_>, now_ms: i64) {
    counters::count(tx, "events");
    let (actor_kind, actor_id) = event.actor.columns();
    sql("INSERT INTO events (seq, at, actor_kind, actor_id, kind, object_id, account, office) \
         SELECT value, $1, $2, $3, $4, $5, $6, $7 FROM counters WHERE name = 'events'")
    .bind(now_ms)
    .bind(actor_kind)
    .bind(actor_id)
    .bind(event.kind.text())
    .bind(event.object)
    .bind(event.account.map(|id| id.to_string()))
    .bind(event.office)
    .later(tx);
}

/// The newest number; a stream without `Last-Event-ID` begins after it.
///
/// # Errors
/// As the database says.
pub async fn latest(db: &Db) -> Result<i64, DbError> {
    let row: Option<(i64,)> = sql("SELECT value FROM counters WHERE name = 'events'").optional(db).await?;
    Ok(row.map_or(0, |row| row.0))
}

/// Some events, oldest first.
pub(super) struct Batch {
    pub events: Vec<LiveEvent>,
    /// Number of the last row that was read.
    pub last: Option<i64>,
    /// There may be more.
    pub full: bool,
}

/// What an audience may know, after a number.
pub(super) async fn after(db: &Db, audience: &Audience, seq: i64) -> Result<Batch, DbError> {
    let query = match audience {
        Audience::Resident(id) => sql("SELECT seq, at, kind, object_id FROM events \
             WHERE seq > $1 AND account = $3 ORDER BY seq LIMIT $2")
        .bind(seq)
        .bind(BATCH)
        .bind(id.to_string()),
        Audience::Offices(offices) => {
            let text = format!(
                "SELECT seq, at, kind, object_id FROM events \
                 WHERE seq > $1 AND office IN {} ORDER BY seq LIMIT $2",
                places(3, offices.len())
            );
            offices.iter().fold(sql_built(text).bind(seq).bind(BATCH), Query::bind)
        }
        Audience::AllOffices => sql("SELECT seq, at, kind, object_id FROM events \
             WHERE seq > $1 AND office IS NOT NULL ORDER BY seq LIMIT $2")
        .bind(seq)
        .bind(BATCH),
    };
    let rows: Vec<EventRow> = query.all(db).await?;
    let full = i64::try_from(rows.len()).is_ok_and(|rows| rows >= BATCH);
    let last = rows.last().map(|row| row.seq);
    Ok(Batch { events: rows.into_iter().filter_map(live).collect(), last, full })
}

fn live(row: EventRow) -> Option<LiveEvent> {
    let kind = EventKind::of_text(&row.kind)?;
    Some(LiveEvent { seq: row.seq, kind, object: row.object_id, at: timestamp(row.at), quiet: false })
}
