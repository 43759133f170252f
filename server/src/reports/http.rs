//! Residents' routes: file, follow, revoke; with or without an account.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode},
    response::Response,
};
use rathaus_api::{
    IDEMPOTENCY_KEY,
    audit::{AccessAction, AccessObject},
    events::EventKind,
    ids::{AccountId, CaseId, PhotoId},
    problem::{Code, FieldCode, Problem},
    reports::{Channel, FileReport, LookUp, Photo, Report, ReportFiled, ReportPage, ReportRow},
    representatives::RepresentationScope,
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{file, links, photos, store};
use crate::{
    App, audit, cases,
    clock::timestamp,
    events::{self, NewEvent},
    http::{
        Failure, Json, Path, Query,
        failure::{Answer, field},
        idempotency::{IdempotencyKey, Once},
        invalid,
        limits::{Action, Origin},
    },
    keys::secret_hash,
    representatives::{Caller, ExpectedCaller},
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(upload_photo))
        .routes(routes!(own_reports, file_report))
        .routes(routes!(look_up))
        .routes(routes!(report))
        .routes(routes!(revoke_link))
        .routes(routes!(photo))
}

/// A report for its owner or who acts for her; the look of the latter is written down.
async fn seen(app: &App, caller: &Caller, id: CaseId, headers: &HeaderMap) -> Answer<cases::CaseFacts> {
    caller.may(RepresentationScope::FileReports)?;
    let facts = links::may_see(app, id, caller.account(), headers).await?;
    if caller.on_behalf.is_some() && facts.account == caller.account() {
        caller.look(app, AccessObject::Case, &id.to_string(), &facts.number).await?;
    }
    Ok(facts)
}

/// The key comes back, so that nobody else's answer can be taken for ours.
pub(super) fn echo(key: IdempotencyKey) -> [(&'static str, HeaderValue); 1] {
    let value = HeaderValue::from_str(&key.0.to_string());
    [(IDEMPOTENCY_KEY, value.unwrap_or(HeaderValue::from_static("")))]
}

type Created<T> = (StatusCode, [(&'static str, HeaderValue); 1], Json<T>);

/// Take in a photo (raw body). Anyone; it must be named in a report within 24 hours.
#[utoipa::path(post, path = "/api/reports/photos", tag = "reports",
    params(("Idempotency-Key" = String, Header)),
    request_body(content = Vec<u8>, content_type = "image/jpeg"),
    responses((status = 201, body = Photo), (status = "default", body = Problem)))]
async fn upload_photo(
    State(app): State<App>,
    origin: Origin,
    caller: Caller,
    key: IdempotencyKey,
    headers: HeaderMap,
    body: Body,
) -> Answer<Created<Photo>> {
    app.limits().count(origin, Action::Photo)?;
    let body = photos::read_body(&app, &headers, body).await?;
    let photo = photos::take_in(&app, caller.actor(), key, body).await?;
    Ok((StatusCode::CREATED, echo(key), Json(photo)))
}

/// File a report. Anyone; for somebody else with `Rathaus-For`; with `Expected-Account` only whoever is signed in as
/// that account, else 401.
#[utoipa::path(post, path = "/api/reports", tag = "reports",
    params(("Idempotency-Key" = String, Header), ("Expected-Account" = Option<String>, Header),
        ("Rathaus-For" = Option<String>, Header)),
    request_body = FileReport,
    responses((status = 201, body = ReportFiled), (status = "default", body = Problem)))]
async fn file_report(
    State(app): State<App>,
    origin: Origin,
    ExpectedCaller(caller): ExpectedCaller,
    Once { key, content, value: report }: Once<FileReport>,
) -> Answer<Created<ReportFiled>> {
    app.limits().count(origin, Action::Report)?;
    caller.may(RepresentationScope::FileReports)?;
    if caller.on_behalf.is_some() && report.email.is_some() {
        let error = field("/email", FieldCode::Unknown, "the person's account says how to reach her");
        return Err(invalid(vec![error]));
    }
    let filing = file::Filing {
        actor: caller.actor(),
        on_behalf: caller.on_behalf.as_ref(),
        account: caller.account(),
        channel: Channel::Online,
        reporter: None,
        content: &content,
        report: &report,
    };
    let filed = file::file(&app, key, &filing).await?;
    Ok((StatusCode::CREATED, echo(key), Json(filed)))
}

/// Where a page begins.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PageParams {
    /// From the page before.
    cursor: Option<CaseId>,
}

/// My reports, newest first, 50 a page. Residents, their own; those of somebody else with `Rathaus-For`.
#[utoipa::path(get, path = "/api/reports", tag = "reports",
    params(PageParams, ("Rathaus-For" = Option<String>, Header)),
    responses((status = 200, body = ReportPage), (status = "default", body = Problem)))]
async fn own_reports(
    State(app): State<App>,
    caller: Caller,
    Query(params): Query<PageParams>,
) -> Answer<Json<ReportPage>> {
    caller.may(RepresentationScope::FileReports)?;
    let account = caller.account().ok_or_else(|| Failure::new(Code::NotSignedIn))?;
    caller.look_at_list(&app, account).await?;
    let mut rows = cases::own_cases(app.db(), account, "report", params.cursor).await?;
    let more = rows.len() > 50;
    rows.truncate(50);
    let next_cursor = rows.last().filter(|_| more).map(|own| own.row.id.to_string());
    Ok(Json(ReportPage { reports: rows.into_iter().map(own_row).collect(), next_cursor }))
}

fn own_row(cases::OwnCase { row, news }: cases::OwnCase) -> ReportRow {
    ReportRow {
        id: row.id,
        number: row.number,
        category: row.category,
        summary: row.summary,
        status: row.status,
        awaiting: row.status.awaiting(),
        received_at: row.received_at,
        changed_at: row.changed_at,
        news,
    }
}

/// Look up a report by the secret of its link. Anyone who has it.
#[utoipa::path(post, path = "/api/reports/lookup", tag = "reports", request_body = LookUp,
    responses((status = 200, body = Report), (status = "default", body = Problem)))]
async fn look_up(
    State(app): State<App>,
    origin: Origin,
    Json(look_up): Json<LookUp>,
) -> Answer<Json<Report>> {
    app.limits().count(origin, Action::SignIn)?;
    let id = store::report_of_link(app.db(), &secret_hash(&look_up.secret)).await?;
    let id = id.ok_or_else(|| Failure::new(Code::NotFound))?;
    let facts = cases::facts(app.db(), id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    Ok(Json(shown(&app, &facts).await?))
}

/// A report. Its owner, who acts for her, or whoever shows the secret of its link.
#[utoipa::path(get, path = "/api/reports/{id}", tag = "reports",
    params(("id" = CaseId, Path,), ("Report-Secret" = Option<String>, Header),
        ("Rathaus-For" = Option<String>, Header)),
    responses((status = 200, body = Report), (status = "default", body = Problem)))]
async fn report(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Path(id): Path<CaseId>,
) -> Answer<Json<Report>> {
    let facts = seen(&app, &caller, id, &headers).await?;
    Ok(Json(shown(&app, &facts).await?))
}

async fn shown(app: &App, facts: &cases::CaseFacts) -> Answer<Report> {
    let stored = store::report(app.db(), facts.id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    Ok(Report {
        id: facts.id,
        number: facts.number.clone(),
        category: facts.category.clone(),
        text: stored.text,
        place: stored.place,
        photos: store::photos(app.db(), facts.id).await?,
        status: facts.status,
        awaiting: facts.status.awaiting(),
        office: facts.office.clone(),
        received_at: timestamp(facts.received_ms),
        timeline: cases::timeline(app.db(), facts.id, &facts.office).await?,
        link_active: store::link_is_active(app.db(), facts.id).await?,
    })
}

/// All reports of a resident, newest first, for the export.
///
/// # Errors
/// As the database says.
pub async fn all_of(app: &App, account: AccountId, max: usize) -> Answer<Vec<Report>> {
    let mut reports = Vec::new();
    let mut before = None;
    while reports.len() < max {
        let rows = cases::own_cases(app.db(), account, "report", before).await?;
        let Some(last) = rows.last() else { break };
        before = Some(last.row.id);
        for own in rows {
            if let Some(facts) = cases::facts(app.db(), own.row.id).await? {
                reports.push(shown(app, &facts).await?);
            }
        }
    }
    Ok(reports)
}

/// Make the status link stop working for good. The report's owner, or whoever shows the secret.
#[utoipa::path(delete, path = "/api/reports/{id}/link", tag = "reports",
    params(("id" = CaseId, Path,), ("Report-Secret" = Option<String>, Header),
        ("Rathaus-For" = Option<String>, Header)),
    responses((status = 204), (status = "default", body = Problem)))]
async fn revoke_link(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Path(id): Path<CaseId>,
) -> Answer<StatusCode> {
    let facts = seen(&app, &caller, id, &headers).await?;
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    if store::revoke_link(&mut tx, id, now_ms).await? {
        let event = NewEvent {
            actor: caller.actor(),
            kind: EventKind::LinkRevoked,
            object: id.to_string(),
            account: facts.account,
            office: None,
        };
        events::record(&mut tx, event, now_ms);
        if let Some(behalf) = &caller.on_behalf {
            let id = id.to_string();
            let object = audit::Object { kind: AccessObject::Case, id: &id, label: &facts.number };
            audit::record(&app, &mut tx, behalf.seen(AccessAction::Changed, object)).await?;
        }
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A photo of a report. Its owner, or whoever shows the secret of its link.
#[utoipa::path(get, path = "/api/reports/{id}/photos/{photo}/{size}", tag = "reports",
    params(("id" = CaseId, Path,), ("photo" = PhotoId, Path,), ("size" = photos::Size, Path,),
        ("Report-Secret" = Option<String>, Header),
        ("Rathaus-For" = Option<String>, Header)),
    responses((status = 200, description = "image/jpeg", body = Vec<u8>, content_type = "image/jpeg"),
        (status = "default", body = Problem)))]
async fn photo(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Path((id, photo, size)): Path<(CaseId, PhotoId, photos::Size)>,
) -> Answer<Response> {
    seen(&app, &caller, id, &headers).await?;
    let kept = if caller.on_behalf.is_some() { photos::Kept::Never } else { photos::Kept::ByItsOwner };
    photos::show(&app, id, photo, size, kept).await
}
