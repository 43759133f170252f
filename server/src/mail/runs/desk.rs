//! The desk's routes of runs.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode},
    response::Response,
};
use rathaus_api::{
    ids::RunId,
    mail::{ChangeRun, NewRun, ReleaseRun, Run, RunDoubtPage, RunPage, RunReport},
    problem::Problem,
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{report, steps, upload};
use crate::{
    App,
    http::{
        Json, Path, Query,
        failure::Answer,
        idempotency::{IdempotencyKey, Once},
    },
    mail::http::echo,
    staff::{Clerk, Lead},
};

type Created<T> = (StatusCode, [(&'static str, HeaderValue); 1], Json<T>);

pub(in crate::mail) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(desk_runs, begin_run))
        .routes(routes!(desk_run))
        .routes(routes!(send_archive))
        .routes(routes!(run_doubts))
        .routes(routes!(check_run))
        .routes(routes!(release_run))
        .routes(routes!(pause_run))
        .routes(routes!(resume_run))
        .routes(routes!(cancel_run))
        .routes(routes!(run_report))
        .routes(routes!(run_report_csv))
}

/// Which page of runs.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RunsParams {
    /// From the page before.
    cursor: Option<RunId>,
}

/// Runs of the desk, newest first, 50 a page. Staff, own offices. Nothing in them names a recipient.
#[utoipa::path(get, path = "/api/desk/mail/runs", tag = "mail", params(RunsParams),
    responses((status = 200, body = RunPage), (status = "default", body = Problem)))]
async fn desk_runs(
    State(app): State<App>,
    clerk: Clerk,
    Query(params): Query<RunsParams>,
) -> Answer<Json<RunPage>> {
    Ok(Json(steps::page(&app, &clerk, params.cursor).await?))
}

/// Begin a run with what its letters have in common; its archive follows. Staff, own offices.
#[utoipa::path(post, path = "/api/desk/mail/runs", tag = "mail", params(("Idempotency-Key" = String, Header)),
    request_body = NewRun,
    responses((status = 201, body = Run), (status = "default", body = Problem)))]
async fn begin_run(State(app): State<App>, clerk: Clerk, run: Once<NewRun>) -> Answer<Created<Run>> {
    let id = steps::begin(&app, &clerk, &run).await?;
    Ok((StatusCode::CREATED, echo(run.key), Json(steps::shown(&app, &clerk, id).await?)))
}

/// A run with its counts. Staff: the offices they work for; another office's with `Access-Reason`.
#[utoipa::path(get, path = "/api/desk/mail/runs/{id}", tag = "mail",
    params(("id" = RunId, Path,), ("Access-Reason" = Option<String>, Header)),
    responses((status = 200, body = Run), (status = "default", body = Problem)))]
async fn desk_run(State(app): State<App>, clerk: Clerk, Path(id): Path<RunId>) -> Answer<Json<Run>> {
    steps::readable(&app, &clerk, id).await?;
    Ok(Json(steps::shown(&app, &clerk, id).await?))
}

/// Send the archive of a run: a ZIP (raw body, 512 MiB at most) with PDFs and `recipients.csv` or `recipients.json`. Columns:
/// `file`, `id`, `given_name`, `family_name`, `birth_date`, `street`, `postcode`, `place`, and, where wanted, `reference` and
/// `subject`. Replaces the one before until the release. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(put, path = "/api/desk/mail/runs/{id}/archive", tag = "mail",
    params(("id" = RunId, Path,), ("Idempotency-Key" = String, Header),
        ("Access-Reason" = Option<String>, Header)),
    request_body(content = Vec<u8>, content_type = "application/zip"),
    responses((status = 200, body = Run), (status = "default", body = Problem)))]
async fn send_archive(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<RunId>,
    key: IdempotencyKey,
    headers: HeaderMap,
    body: Body,
) -> Answer<Json<Run>> {
    upload::take(&app, &clerk, id, key, &headers, body).await?;
    Ok(Json(steps::shown(&app, &clerk, id).await?))
}

/// Which page of doubts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DoubtsParams {
    /// From the page before.
    cursor: Option<i64>,
}

/// What is doubtful about a run, 50 a page. As the run; looking is written down.
#[utoipa::path(get, path = "/api/desk/mail/runs/{id}/doubts", tag = "mail",
    params(("id" = RunId, Path,), DoubtsParams, ("Access-Reason" = Option<String>, Header)),
    responses((status = 200, body = RunDoubtPage), (status = "default", body = Problem)))]
async fn run_doubts(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<RunId>,
    Query(params): Query<DoubtsParams>,
) -> Answer<Json<RunDoubtPage>> {
    Ok(Json(steps::doubts(&app, &clerk, id, params.cursor).await?))
}

/// Look through the archive again, and count anew. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(post, path = "/api/desk/mail/runs/{id}/check", tag = "mail",
    params(("id" = RunId, Path,), ("Idempotency-Key" = String, Header),
        ("Access-Reason" = Option<String>, Header)),
    request_body = ChangeRun,
    responses((status = 200, body = Run), (status = "default", body = Problem)))]
async fn check_run(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<RunId>,
    change: Once<ChangeRun>,
) -> Answer<Json<Run>> {
    steps::check_again(&app, &clerk, id, &change).await?;
    Ok(Json(steps::shown(&app, &clerk, id).await?))
}

/// Release a run: its letters are sent. Leads and administrators who work for its office and neither made it nor sent its
/// archive. Rows with an error are left out and wait for a clerk; the counts that are sent along must be those of the run.
#[utoipa::path(post, path = "/api/desk/mail/runs/{id}/release", tag = "mail",
    params(("id" = RunId, Path,), ("Idempotency-Key" = String, Header)),
    request_body = ReleaseRun,
    responses((status = 200, body = Run), (status = "default", body = Problem)))]
async fn release_run(
    State(app): State<App>,
    Lead(clerk): Lead,
    Path(id): Path<RunId>,
    release: Once<ReleaseRun>,
) -> Answer<Json<Run>> {
    steps::release(&app, &clerk, id, &release).await?;
    Ok(Json(steps::shown(&app, &clerk, id).await?))
}

/// Stop a run that is being sent, after the batch of now. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(post, path = "/api/desk/mail/runs/{id}/pause", tag = "mail",
    params(("id" = RunId, Path,), ("Idempotency-Key" = String, Header),
        ("Access-Reason" = Option<String>, Header)),
    request_body = ChangeRun,
    responses((status = 200, body = Run), (status = "default", body = Problem)))]
async fn pause_run(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<RunId>,
    change: Once<ChangeRun>,
) -> Answer<Json<Run>> {
    steps::pause(&app, &clerk, id, &change).await?;
    Ok(Json(steps::shown(&app, &clerk, id).await?))
}

/// Go on with a run that was stopped. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(post, path = "/api/desk/mail/runs/{id}/resume", tag = "mail",
    params(("id" = RunId, Path,), ("Idempotency-Key" = String, Header),
        ("Access-Reason" = Option<String>, Header)),
    request_body = ChangeRun,
    responses((status = 200, body = Run), (status = "default", body = Problem)))]
async fn resume_run(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<RunId>,
    change: Once<ChangeRun>,
) -> Answer<Json<Run>> {
    steps::resume(&app, &clerk, id, &change).await?;
    Ok(Json(steps::shown(&app, &clerk, id).await?))
}

/// Give a run up before its release; its archive is erased. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(post, path = "/api/desk/mail/runs/{id}/cancel", tag = "mail",
    params(("id" = RunId, Path,), ("Idempotency-Key" = String, Header),
        ("Access-Reason" = Option<String>, Header)),
    request_body = ChangeRun,
    responses((status = 200, body = Run), (status = "default", body = Problem)))]
async fn cancel_run(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<RunId>,
    change: Once<ChangeRun>,
) -> Answer<Json<Run>> {
    steps::cancel(&app, &clerk, id, &change).await?;
    Ok(Json(steps::shown(&app, &clerk, id).await?))
}

/// The reconciliation of a released run, signed: what became of each recipient until now. As the run; taking it out is
/// written down.
#[utoipa::path(get, path = "/api/desk/mail/runs/{id}/report", tag = "mail",
    params(("id" = RunId, Path,), ("Access-Reason" = Option<String>, Header)),
    responses((status = 200, body = RunReport), (status = "default", body = Problem)))]
async fn run_report(State(app): State<App>, clerk: Clerk, Path(id): Path<RunId>) -> Answer<Json<RunReport>> {
    Ok(Json(report::signed(&app, &clerk, id).await?))
}

/// The same as a table (RFC 4180, UTF-8); what a spreadsheet would take for a formula is made a text.
#[utoipa::path(get, path = "/api/desk/mail/runs/{id}/report.csv", tag = "mail",
    params(("id" = RunId, Path,), ("Access-Reason" = Option<String>, Header)),
    responses((status = 200, description = "text/csv", body = String, content_type = "text/csv"),
        (status = "default", body = Problem)))]
async fn run_report_csv(State(app): State<App>, clerk: Clerk, Path(id): Path<RunId>) -> Answer<Response> {
    report::as_table(&app, &clerk, id).await
}
