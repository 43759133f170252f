//! Rows of jobs. States: `ready`, `running` (until the lease ends), `dead`. A finished job's row is deleted.

use rathaus_api::{
    cases::FailedJob,
    events::EventKind,
    ids::{AccountId, CaseId, JobId},
};

use super::{Job, Lane, NewJob};
use crate::{
    clock::timestamp,
    db::{Db, DbError, Query, Tx, places, sql, sql_built},
    events::{self, Actor, NewEvent},
};

#[derive(sqlx::FromRow)]
struct JobRow {
    id: String,
    kind: String,
    payload: String,
    case_id: Option<String>,
    office: Option<String>,
    attempts: i64,
    run_at: i64,
    reason: String,
}

pub(super) fn insert(tx: &mut Tx, lane: Lane, job: &NewJob<'_>, now_ms: i64) -> JobId {
    let id = JobId::new();
    sql(
        "INSERT INTO jobs (id, kind, payload, case_id, office, state, run_at, attempts, reason, created_at, lane) \
         VALUES ($1, $2, $3, $4, $5, 'ready', $6, 0, '', $6, $7)",
    )
    .bind(id.to_string())
    .bind(job.kind)
    .bind(job.payload.to_string())
    .bind(job.case.map(|id| id.to_string()))
    .bind(job.office)
    .bind(now_ms)
    .bind(lane.number())
    .later(tx);
    id
}

/// Erases what is still to be done about an account, and what failed: payloads name it, and an old address may stand in
/// one.
pub(super) async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    sql("DELETE FROM jobs WHERE payload LIKE $1").bind(format!("%{account}%")).execute(tx).await?;
    Ok(())
}

pub(super) async fn forget_case(tx: &mut Tx, case: &str) -> Result<(), DbError> {
    sql("DELETE FROM jobs WHERE case_id = $1").bind(case).execute(tx).await?;
    Ok(())
}

/// Whether claiming is worth a write transaction.
pub(super) async fn is_due(db: &Db, now_ms: i64) -> Result<bool, DbError> {
    let due: Option<(String,)> = sql("SELECT id FROM jobs WHERE (state = 'ready' AND run_at <= $1) \
         OR (state = 'running' AND leased_until <= $1) LIMIT 1")
    .bind(now_ms)
    .optional(db)
    .await?;
    Ok(due.is_some())
}

/// Takes the oldest due job of the first lane that has one, also one whose worker died. Batches have a lease of their own.
pub(super) async fn claim(
    tx: &mut Tx,
    now_ms: i64,
    [leased_until, batch_until]: [i64; 2],
) -> Result<Option<Job>, DbError> {
    let row: Option<JobRow> = sql("UPDATE jobs SET state = 'running', attempts = attempts + 1, \
         leased_until = CASE WHEN lane = 1 THEN $3 ELSE $2 END WHERE id = ( \
         SELECT id FROM jobs WHERE (state = 'ready' AND run_at <= $1) \
         OR (state = 'running' AND leased_until <= $1) ORDER BY lane, run_at LIMIT 1) \
         AND (state = 'ready' OR leased_until <= $1) \
         RETURNING id, kind, payload, case_id, office, attempts, run_at, reason")
    .bind(now_ms)
    .bind(leased_until)
    .bind(batch_until)
    .optional(tx)
    .await?;
    Ok(row.and_then(job))
}

fn job(row: JobRow) -> Option<Job> {
    Some(Job {
        id: row.id.parse().ok()?,
        kind: row.kind,
        payload: serde_json::from_str(&row.payload).ok()?,
        case: row.case_id.and_then(|id| id.parse().ok()),
        office: row.office,
        attempt: row.attempts,
    })
}

pub(super) async fn finish(tx: &mut Tx, id: JobId) -> Result<(), DbError> {
    sql("DELETE FROM jobs WHERE id = $1").bind(id.to_string()).execute(tx).await?;
    Ok(())
}

pub(super) async fn postpone(tx: &mut Tx, id: JobId, run_at: i64, reason: &str) -> Result<(), DbError> {
    sql("UPDATE jobs SET state = 'ready', run_at = $2, leased_until = NULL, reason = $3 WHERE id = $1")
        .bind(id.to_string())
        .bind(run_at)
        .bind(reason)
        .execute(tx)
        .await?;
    Ok(())
}

pub(super) async fn bury(tx: &mut Tx, job: &Job, reason: &str, now_ms: i64) -> Result<(), DbError> {
    sql("UPDATE jobs SET state = 'dead', run_at = $2, leased_until = NULL, reason = $3 WHERE id = $1")
        .bind(job.id.to_string())
        .bind(now_ms)
        .bind(reason)
        .execute(tx)
        .await?;
    record(tx, Actor::System, EventKind::JobFailed, job.id, job.office.as_deref(), now_ms);
    Ok(())
}

fn record(tx: &mut Tx, actor: Actor, kind: EventKind, job: JobId, office: Option<&str>, now_ms: i64) {
    let event = NewEvent { actor, kind, object: job.to_string(), account: None, office };
    events::record(tx, event, now_ms);
}

/// Jobs that failed for good, of some offices or (without any named) of all.
///
/// # Errors
/// As the database says.
pub async fn failed(db: &Db, offices: Option<&[String]>) -> Result<Vec<FailedJob>, DbError> {
    let inside =
        offices.map_or_else(String::new, |offices| format!("AND office IN {}", places(1, offices.len())));
    let text = format!(
        "SELECT id, kind, payload, case_id, office, attempts, run_at, reason FROM jobs \
         WHERE state = 'dead' {inside} ORDER BY run_at DESC LIMIT 50"
    );
    let query = offices.unwrap_or_default().iter().fold(sql_built(text), Query::bind);
    let rows: Vec<JobRow> = query.all(db).await?;
    Ok(rows.into_iter().filter_map(failed_job).collect())
}

fn failed_job(row: JobRow) -> Option<FailedJob> {
    Some(FailedJob {
        id: row.id.parse().ok()?,
        kind: row.kind,
        case: row.case_id.and_then(|id| id.parse::<CaseId>().ok()),
        failed_at: timestamp(row.run_at),
        attempts: row.attempts,
        reason: row.reason,
    })
}

/// Office of a dead job: `None` no such job, `Some(None)` a job of nobody's.
///
/// # Errors
/// As the database says.
pub async fn office_of(db: &Db, id: JobId) -> Result<Option<Option<String>>, DbError> {
    let row: Option<(Option<String>,)> = sql("SELECT office FROM jobs WHERE id = $1 AND state = 'dead'")
        .bind(id.to_string())
        .optional(db)
        .await?;
    Ok(row.map(|row| row.0))
}

/// Starts a dead job again, with all its attempts.
///
/// # Errors
/// As the database says.
pub async fn retry(
    tx: &mut Tx,
    actor: Actor,
    id: JobId,
    office: Option<&str>,
    now_ms: i64,
) -> Result<bool, DbError> {
    let changed =
        sql("UPDATE jobs SET state = 'ready', run_at = $2, attempts = 0 WHERE id = $1 AND state = 'dead'")
            .bind(id.to_string())
            .bind(now_ms)
            .execute(tx)
            .await?;
    if changed == 1 {
        record(tx, actor, EventKind::JobRetried, id, office, now_ms);
    }
    Ok(changed == 1)
}
