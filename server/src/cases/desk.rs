//! Routes of the clerk's queue, the map, and what can happen to a case.

use axum::{extract::State, http::StatusCode};
use rathaus_api::{
    audit::{AccessAction, AccessObject, AccessPurpose},
    cases::{AssigneeFilter, CaseChanged, CasePage, FailedJobs, Pins, Revision, SetStatus, Status, Write},
    events::EventKind,
    ids::{CaseId, JobId},
    problem::{Code, Problem},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{map::Area, steps, store};
use crate::{
    App, audit,
    db::Tx,
    http::{
        Failure, Json, Path, Query,
        failure::Answer,
        idempotency::{self, Claim, Claimed, Once, Scope},
    },
    jobs::{self, NewJob},
    staff::Clerk,
};

/// Kind of the job that tells the resident outside the program, where she wants that.
pub const TELL: &str = "case_changed";

/// How long looking for the same words again is the same search: pages and refreshed lists.
const SEARCH_MS: i64 = 15 * 60_000;

/// Longest search, in characters.
const SEARCH_CHARS_MAX: usize = 100;

/// All routes of the slice.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(queue))
        .routes(routes!(pins))
        .routes(routes!(take))
        .routes(routes!(release))
        .routes(routes!(set_status))
        .routes(routes!(note))
        .routes(routes!(answer))
        .routes(routes!(failed_jobs))
        .routes(routes!(retry_job))
}

/// Filters of the queue; they live in the page's address.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct QueueParams {
    /// `open` (default), `closed`, `all`, or one status.
    status: Option<String>,
    /// Key of a category.
    category: Option<String>,
    /// Whose cases.
    assignee: Option<AssigneeFilter>,
    /// Part of the number or of the summary.
    q: Option<String>,
    /// From the page before.
    cursor: Option<CaseId>,
}

/// The queue, newest first, 50 a page. Staff, own offices. Rows show nothing about a person and are not written down; a
/// search is, once for the same words within a quarter of an hour.
#[utoipa::path(get, path = "/api/desk/cases", tag = "cases", params(QueueParams),
    responses((status = 200, body = CasePage), (status = "default", body = Problem)))]
async fn queue(
    State(app): State<App>,
    clerk: Clerk,
    Query(params): Query<QueueParams>,
) -> Answer<Json<CasePage>> {
    let (closed, status) = match params.status.as_deref() {
        None | Some("open") => (Some(false), None),
        Some("closed") => (Some(true), None),
        Some("all") => (None, None),
        Some(text) => {
            let unknown = || Failure::new(Code::Malformed).because("unknown status");
            let status = Status::of_text(text).ok_or_else(unknown)?;
            (Some(status.is_closed()), Some(status))
        }
    };
    let scope = clerk.scope();
    let words = params.q.as_deref().map(str::trim).filter(|words| !words.is_empty());
    if words.is_some_and(|words| words.chars().count() > SEARCH_CHARS_MAX) {
        return Err(Failure::new(Code::Malformed).because("search for 100 characters at most"));
    }
    if let Some(words) = words {
        look_for(&app, &clerk, words).await?;
    }
    let filter = store::QueueFilter {
        offices: scope.offices(),
        closed,
        status,
        category: params.category.as_deref(),
        assignee: params.assignee.unwrap_or(AssigneeFilter::Any),
        me: clerk.member.id,
        words,
        before: params.cursor,
    };
    let mut cases = store::queue(app.db(), &filter).await?;
    let next_cursor = cut(&mut cases, |case| case.id);
    let open = store::open_counts(app.db(), scope.offices()).await?;
    Ok(Json(CasePage { cases, next_cursor, open }))
}

/// Writes down what somebody looks for. The words stand in the erasable part, their keyed hash finds them again.
async fn look_for(app: &App, clerk: &Clerk, words: &str) -> Answer<()> {
    let words = words.to_lowercase();
    let id = app.server_key().derive("search", &words);
    if audit::searched_within(app, clerk.actor(), &id, SEARCH_MS).await? {
        return Ok(());
    }
    let seen = audit::Seen {
        by: clerk.by(),
        action: AccessAction::Searched,
        purpose: AccessPurpose::Processing,
        object: audit::Object { kind: AccessObject::Queue, id: &id, label: &words },
        account: None,
        reason: "",
    };
    Ok(audit::record_look(app, seen).await?)
}

/// Cuts the row too many and makes the cursor of the next page.
fn cut<T>(rows: &mut Vec<T>, id: impl Fn(&T) -> CaseId) -> Option<String> {
    let page = usize::try_from(store::PAGE).unwrap_or(50);
    let more = rows.len() > page;
    rows.truncate(page);
    if more { rows.last().map(|row| id(row).to_string()) } else { None }
}

/// A part of the map, in degrees (WGS 84).
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AreaParams {
    /// Smallest latitude.
    south: f64,
    /// Smallest longitude.
    west: f64,
    /// Largest latitude.
    north: f64,
    /// Largest longitude.
    east: f64,
}

/// Open cases within a part of the map, newest first, 50 at most. Staff, own offices.
#[utoipa::path(get, path = "/api/desk/cases/map", tag = "cases", params(AreaParams),
    responses((status = 200, body = Pins), (status = "default", body = Problem)))]
async fn pins(State(app): State<App>, clerk: Clerk, Query(params): Query<AreaParams>) -> Answer<Json<Pins>> {
    let AreaParams { south, west, north, east } = params;
    let area = Area { south, west, north, east }
        .checked()
        .ok_or_else(|| Failure::new(Code::Malformed).because("the borders of the area make no sense"))?;
    let mut pins = store::pins(app.db(), clerk.scope().offices(), &area).await?;
    let more = cut(&mut pins, |pin| pin.id).is_some();
    Ok(Json(Pins { pins, more }))
}

/// Take a case. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(post, path = "/api/desk/cases/{id}/take", tag = "cases",
    params(("id" = CaseId, Path,), ("Access-Reason" = Option<String>, Header)),
    request_body = Revision, responses((status = 200, body = CaseChanged), (status = "default", body = Problem)))]
async fn take(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<CaseId>,
    Json(looked_at): Json<Revision>,
) -> Answer<Json<CaseChanged>> {
    let mut tx = app.db().begin().await?;
    steps::assign(&app, &mut tx, &clerk, id, looked_at.revision, true).await?;
    finish(tx, id).await
}

/// Let go of a case. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(post, path = "/api/desk/cases/{id}/release", tag = "cases",
    params(("id" = CaseId, Path,), ("Access-Reason" = Option<String>, Header)),
    request_body = Revision, responses((status = 200, body = CaseChanged), (status = "default", body = Problem)))]
async fn release(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<CaseId>,
    Json(looked_at): Json<Revision>,
) -> Answer<Json<CaseChanged>> {
    let mut tx = app.db().begin().await?;
    steps::assign(&app, &mut tx, &clerk, id, looked_at.revision, false).await?;
    finish(tx, id).await
}

/// Set the status. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(post, path = "/api/desk/cases/{id}/status", tag = "cases",
    params(("id" = CaseId, Path,), ("Idempotency-Key" = String, Header), ("Access-Reason" = Option<String>, Header)),
    request_body = SetStatus, responses((status = 200, body = CaseChanged), (status = "default", body = Problem)))]
async fn set_status(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<CaseId>,
    change: Once<SetStatus>,
) -> Answer<Json<CaseChanged>> {
    let (mut tx, claimed) = begin_once(&app, &clerk, id, &change).await?;
    if let Some(claimed) = claimed {
        let facts = steps::set_status(&app, &mut tx, &clerk, id, &change.value).await?;
        tell(&app, &mut tx, &facts, EventKind::StatusChanged).await?;
        idempotency::keep(&mut tx, claimed, &id.to_string(), &())?;
    }
    finish(tx, id).await
}

/// Write a note for colleagues. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(post, path = "/api/desk/cases/{id}/notes", tag = "cases",
    params(("id" = CaseId, Path,), ("Idempotency-Key" = String, Header), ("Access-Reason" = Option<String>, Header)),
    request_body = Write, responses((status = 200, body = CaseChanged), (status = "default", body = Problem)))]
async fn note(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<CaseId>,
    note: Once<Write>,
) -> Answer<Json<CaseChanged>> {
    let (mut tx, claimed) = begin_once(&app, &clerk, id, &note).await?;
    if let Some(claimed) = claimed {
        steps::write(&app, &mut tx, &clerk, id, &note.value.text, EventKind::NoteWritten).await?;
        idempotency::keep(&mut tx, claimed, &id.to_string(), &())?;
    }
    finish(tx, id).await
}

/// Answer the resident. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(post, path = "/api/desk/cases/{id}/answers", tag = "cases",
    params(("id" = CaseId, Path,), ("Idempotency-Key" = String, Header), ("Access-Reason" = Option<String>, Header)),
    request_body = Write, responses((status = 200, body = CaseChanged), (status = "default", body = Problem)))]
async fn answer(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<CaseId>,
    answer: Once<Write>,
) -> Answer<Json<CaseChanged>> {
    let (mut tx, claimed) = begin_once(&app, &clerk, id, &answer).await?;
    if let Some(claimed) = claimed {
        let facts =
            steps::write(&app, &mut tx, &clerk, id, &answer.value.text, EventKind::AnswerGiven).await?;
        tell(&app, &mut tx, &facts, EventKind::AnswerGiven).await?;
        idempotency::keep(&mut tx, claimed, &id.to_string(), &())?;
    }
    finish(tx, id).await
}

/// Begins an act that is done once per key. Without a claim it was done before: the answer then is the case as it
/// stands now, and it too waits for the commit.
async fn begin_once<T>(
    app: &App,
    clerk: &Clerk,
    id: CaseId,
    once: &Once<T>,
) -> Answer<(Tx, Option<Claimed>)> {
    let mut tx = app.db().begin().await?;
    steps::held(&mut tx, clerk, id).await?;
    let (scope, now_ms) = (Scope::of(clerk.actor()), app.clock().now_ms());
    match idempotency::claim::<()>(&mut tx, &scope, once.key, &once.content, now_ms).await? {
        Claim::New(claimed) => Ok((tx, Some(claimed))),
        Claim::Done(()) | Claim::Forgotten(_) => Ok((tx, None)),
    }
}

async fn tell(app: &App, tx: &mut Tx, facts: &store::CaseFacts, kind: EventKind) -> Answer<()> {
    let job = NewJob {
        kind: TELL,
        payload: serde_json::json!({ "event": kind.text() }),
        case: Some(facts.id),
        office: Some(&facts.office),
    };
    jobs::enqueue(tx, job, app.clock().now_ms()).await?;
    Ok(())
}

async fn finish(mut tx: Tx, id: CaseId) -> Answer<Json<CaseChanged>> {
    let case = store::row(&mut tx, id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    tx.commit().await?;
    Ok(Json(CaseChanged { case }))
}

/// Work that failed for good, for example an e-mail that nobody took. Staff, own offices.
#[utoipa::path(get, path = "/api/desk/jobs", tag = "cases",
    responses((status = 200, body = FailedJobs), (status = "default", body = Problem)))]
async fn failed_jobs(State(app): State<App>, clerk: Clerk) -> Answer<Json<FailedJobs>> {
    Ok(Json(FailedJobs { jobs: jobs::failed(app.db(), clerk.scope().offices()).await? }))
}

/// Start failed work again. Staff, own offices.
#[utoipa::path(post, path = "/api/desk/jobs/{id}/retry", tag = "cases", params(("id" = JobId, Path,)),
    responses((status = 204), (status = "default", body = Problem)))]
async fn retry_job(State(app): State<App>, clerk: Clerk, Path(id): Path<JobId>) -> Answer<StatusCode> {
    let scope = clerk.scope();
    let office = jobs::office_of(app.db(), id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    let may = office.as_deref().map_or(scope.offices().is_none(), |office| scope.covers(office));
    if !may {
        return Err(Failure::new(Code::NotFound));
    }
    let mut tx = app.db().begin().await?;
    let now_ms = app.clock().now_ms();
    let started = jobs::retry(&mut tx, clerk.actor(), id, office.as_deref(), now_ms).await?;
    tx.commit().await?;
    if started { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::new(Code::NotFound)) }
}
