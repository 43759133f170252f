//! What the desk can do with a run.

use axum::{body::Body, http::HeaderMap, response::Response};
use rathaus_api::{
    ids::RunId,
    mail::{ChangeRun, NewRun, ReleaseRun, Run, RunDoubtPage, RunPage, RunReport},
    problem::Code,
};

use crate::{
    App,
    http::{
        Failure,
        failure::Answer,
        idempotency::{IdempotencyKey, Once},
    },
    staff::Clerk,
};

fn later<T>() -> Answer<T> {
    Err(Failure::new(Code::Unavailable))
}

/// A page of runs.
pub async fn page(_: &App, _: &Clerk, _: Option<RunId>) -> Answer<RunPage> {
    later()
}
/// Begins a run.
pub async fn begin(_: &App, _: &Clerk, _: &Once<NewRun>) -> Answer<RunId> {
    later()
}
/// A run.
pub async fn shown(_: &App, _: &Clerk, _: RunId) -> Answer<Run> {
    later()
}
/// Whether she may read it.
pub async fn readable(_: &App, _: &Clerk, _: RunId) -> Answer<()> {
    later()
}
/// Takes an archive in.
pub async fn take_archive(
    _: &App,
    _: &Clerk,
    _: RunId,
    _: IdempotencyKey,
    _: &HeaderMap,
    _: Body,
) -> Answer<()> {
    later()
}
/// A page of doubts.
pub async fn doubts(_: &App, _: &Clerk, _: RunId, _: Option<i64>) -> Answer<RunDoubtPage> {
    later()
}
/// Looks through it again.
pub async fn check_again(_: &App, _: &Clerk, _: RunId, _: &Once<ChangeRun>) -> Answer<()> {
    later()
}
/// Releases it.
pub async fn release(_: &App, _: &Clerk, _: RunId, _: &Once<ReleaseRun>) -> Answer<()> {
    later()
}
/// Stops it.
pub async fn pause(_: &App, _: &Clerk, _: RunId, _: &Once<ChangeRun>) -> Answer<()> {
    later()
}
/// Goes on.
pub async fn resume(_: &App, _: &Clerk, _: RunId, _: &Once<ChangeRun>) -> Answer<()> {
    later()
}
/// Gives it up.
pub async fn cancel(_: &App, _: &Clerk, _: RunId, _: &Once<ChangeRun>) -> Answer<()> {
    later()
}
/// The reconciliation.
pub async fn report(_: &App, _: &Clerk, _: RunId) -> Answer<RunReport> {
    later()
}
/// The same as a table.
pub async fn report_csv(_: &App, _: &Clerk, _: RunId) -> Answer<Response> {
    later()
}
