//! Work for later: rows in the same database, enqueued in the transaction that wants them.
//!
//! A worker claims a job with a lease; a crash lets the lease run out and the job runs again, so a job may run twice
//! and must not matter twice. A failing job comes back with growing pauses; after [`ATTEMPTS_MAX`] attempts it is
//! dead and waits for a clerk, who sees it and can start it again.

mod store;
#[cfg(test)]
mod tests;

use std::time::Duration;

use rathaus_api::ids::{AccountId, CaseId, JobId};

use crate::{
    App,
    db::{DbError, Tx},
};

pub use store::{failed, office_of, retry};

/// Attempts before a job is dead; with the pauses of [`pause_ms`] that is about six and a half hours.
pub const ATTEMPTS_MAX: i64 = 16;

/// How long a worker may take before another one tries.
const LEASE_MS: i64 = 120_000;

/// The same for a batch: it is short, and another worker that does it too does no harm.
const BATCH_LEASE_MS: i64 = 15_000;

/// Longest sleep of an idle worker.
const IDLE: Duration = Duration::from_secs(2);

/// Who goes first: a worker takes nothing of a later lane while something of an earlier one is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// What people wait for.
    People,
    /// Batches of work that is large: a second or two each, so that people wait no longer.
    Batches,
    /// What follows from batches.
    AfterBatches,
}

impl Lane {
    fn number(self) -> i64 {
        match self {
            Self::People => 0,
            Self::Batches => 1,
            Self::AfterBatches => 2,
        }
    }
}

/// A job to enqueue.
#[derive(Debug, Clone)]
pub struct NewJob<'a> {
    /// What is to be done; the app knows who does it.
    pub kind: &'static str,
    /// Ids only, as JSON.
    pub payload: serde_json::Value,
    /// The case it is about.
    pub case: Option<CaseId>,
    /// The office that sees it when it fails for good.
    pub office: Option<&'a str>,
}

/// A job that was claimed.
#[derive(Debug, Clone)]
pub struct Job {
    /// The job; the de-duplication id for anything outside the database.
    pub id: JobId,
    /// What is to be done.
    pub kind: String,
    /// Ids, as JSON.
    pub payload: serde_json::Value,
    /// The case it is about.
    pub case: Option<CaseId>,
    /// The office that sees it when it fails for good.
    pub office: Option<String>,
    /// This attempt, beginning with 1.
    pub attempt: i64,
}

/// Enqueues a job in the transaction that wants it.
///
/// # Errors
/// As the database says.
pub async fn enqueue(tx: &mut Tx, job: NewJob<'_>, now_ms: i64) -> Result<JobId, DbError> {
    enqueue_in(tx, Lane::People, job, now_ms).await
}

/// Enqueues a job in a lane, not done before a time.
///
/// # Errors
/// As the database says.
pub async fn enqueue_in(tx: &mut Tx, lane: Lane, job: NewJob<'_>, run_at_ms: i64) -> Result<JobId, DbError> {
    tx.announce();
    Ok(store::insert(tx, lane, &job, run_at_ms))
}

/// Pause after a failed attempt: 5 seconds, then twice as long each time, an hour at most.
fn pause_ms(attempt: i64) -> i64 {
    let doublings = u32::try_from(attempt.clamp(1, 12) - 1).unwrap_or(0);
    (5_000 * 2_i64.pow(doublings)).min(3_600_000)
}

/// Erases what is to be done about a resident whose account is deleted.
///
/// # Errors
/// As the database says.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    store::forget(tx, account).await
}

/// Erases what still waits to be done about a case that is erased.
///
/// # Errors
/// As the database says.
pub async fn forget_case(tx: &mut Tx, case: &str) -> Result<(), DbError> {
    store::forget_case(tx, case).await
}

/// Works until the server stops.
pub async fn work(app: App) {
    let mut committed = app.db().committed();
    let stopping = app.stopping();
    loop {
        committed.mark_unchanged();
        match step(&app).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "the job table does not answer"),
        }
        tokio::select! {
            () = stopping.cancelled() => return,
            _ = committed.changed() => {}
            () = tokio::time::sleep(IDLE) => {}
        }
    }
}

/// Does one due job, if there is one.
async fn step(app: &App) -> Result<bool, DbError> {
    let now_ms = app.clock().now_ms();
    if !store::is_due(app.db(), now_ms).await? {
        return Ok(false);
    }
    let mut tx = app.db().begin().await?;
    let claimed = store::claim(&mut tx, now_ms, [now_ms + LEASE_MS, now_ms + BATCH_LEASE_MS]).await?;
    tx.commit().await?;
    let Some(job) = claimed else { return Ok(false) };
    let outcome = attempt(app, &job).await;
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    match outcome {
        Ok(()) => store::finish(&mut tx, job.id).await?,
        Err(error) if error.is::<Later>() => {
            let until = error.downcast_ref::<Later>().map_or(now_ms, |later| later.0);
            store::postpone(&mut tx, job.id, until.max(now_ms + 1000), "").await?;
        }
        Err(error) if job.attempt >= ATTEMPTS_MAX || error.is::<GiveUp>() => {
            tracing::error!(job = %job.id, kind = %job.kind, %error, "a job failed for good");
            store::bury(&mut tx, &job, &error.to_string(), now_ms).await?;
        }
        Err(error) => {
            tracing::warn!(job = %job.id, kind = %job.kind, attempt = job.attempt, %error, "a job will be tried again");
            store::postpone(&mut tx, job.id, now_ms + pause_ms(job.attempt), &error.to_string()).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// One attempt, as a task of its own: a panic is a failed attempt and not the end of all jobs.
async fn attempt(app: &App, job: &Job) -> anyhow::Result<()> {
    if job.attempt > ATTEMPTS_MAX {
        anyhow::bail!("the worker died in every attempt");
    }
    let (app, job) = (app.clone(), job.clone());
    match tokio::spawn(async move { crate::app::perform(&app, &job).await }).await {
        Ok(outcome) => outcome,
        Err(error) => Err(anyhow::anyhow!("the worker panicked: {error}")),
    }
}

/// Trying again would change nothing; a clerk must decide.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct GiveUp(pub String);

/// Nothing failed, but the time is wrong (somebody's quiet hours): again then, milliseconds since 1970.
#[derive(Debug, thiserror::Error)]
#[error("not before {0}")]
pub struct Later(pub i64);

/// Kind of a job that panics.
#[cfg(test)]
pub(crate) const PANIC: &str = "panic";
