//! The clerk's view of a report, and recording one on somebody's behalf.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode},
    response::Response,
};
use rathaus_api::{
    ids::{CaseId, PhotoId},
    problem::{Code, FieldCode, Problem},
    reports::{Channel, DeskReport, Photo, RecordReport, ReportFiled},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{file, http::echo, photos, store};
use crate::{
    App, accounts, cases,
    http::{
        Failure, Json, Path,
        failure::{Answer, check_length, field},
        idempotency::{IdempotencyKey, Once},
        invalid,
    },
    staff::Clerk,
};

/// Longest note about who reported, in characters.
const REPORTER_CHARS_MAX: usize = 200;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(upload_desk_photo))
        .routes(routes!(record_report))
        .routes(routes!(desk_report))
        .routes(routes!(desk_photo))
}

/// Take in a photo for a report that is recorded at the desk (raw body). Staff.
#[utoipa::path(post, path = "/api/desk/reports/photos", tag = "reports",
    params(("Idempotency-Key" = String, Header)),
    request_body(content = Vec<u8>, content_type = "image/jpeg"),
    responses((status = 201, body = Photo), (status = "default", body = Problem)))]
async fn upload_desk_photo(
    State(app): State<App>,
    clerk: Clerk,
    key: IdempotencyKey,
    headers: HeaderMap,
    body: Body,
) -> Answer<(StatusCode, [(&'static str, HeaderValue); 1], Json<Photo>)> {
    let body = photos::read_body(&app, &headers, body).await?;
    let photo = photos::take_in(&app, clerk.actor(), key, body).await?;
    Ok((StatusCode::CREATED, echo(key), Json(photo)))
}

/// Record a report that came by phone, at the counter, on paper or by e-mail. Staff; it goes to the office of its
/// category, which may be another one.
#[utoipa::path(post, path = "/api/desk/reports", tag = "reports",
    params(("Idempotency-Key" = String, Header)), request_body = RecordReport,
    responses((status = 201, body = ReportFiled), (status = "default", body = Problem)))]
async fn record_report(
    State(app): State<App>,
    clerk: Clerk,
    Once { key, content, value: record }: Once<RecordReport>,
) -> Answer<(StatusCode, [(&'static str, HeaderValue); 1], Json<ReportFiled>)> {
    let mut errors = Vec::new();
    check_length(&mut errors, "/reporter", &record.reporter, 0, REPORTER_CHARS_MAX);
    if record.channel == Channel::Online {
        errors.push(field("/channel", FieldCode::Unknown, "say how the report came in"));
    }
    if !errors.is_empty() {
        return Err(invalid(errors));
    }
    let filing = file::Filing {
        actor: clerk.actor(),
        account: None,
        channel: record.channel,
        reporter: Some(record.reporter.trim()),
        content: &content,
        report: &record.report,
    };
    let filed = file::file(&app, key, &filing).await.map_err(inside_report)?;
    Ok((StatusCode::CREATED, echo(key), Json(filed)))
}

/// The fields of the content stand one level deeper here.
fn inside_report(mut failure: Failure) -> Failure {
    for error in &mut failure.problem.errors {
        error.pointer.insert_str(0, "/report");
    }
    failure
}

async fn held(app: &App, clerk: &Clerk, id: CaseId) -> Answer<cases::CaseFacts> {
    let facts = cases::facts(app.db(), id).await?;
    let seen = facts.filter(|facts| clerk.scope().covers(&facts.office));
    seen.ok_or_else(|| Failure::new(Code::NotFound))
}

/// A report with everything a clerk needs. Staff, own offices.
#[utoipa::path(get, path = "/api/desk/reports/{id}", tag = "reports", params(("id" = CaseId, Path,)),
    responses((status = 200, body = DeskReport), (status = "default", body = Problem)))]
async fn desk_report(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<CaseId>,
) -> Answer<Json<DeskReport>> {
    let hidden = || Failure::new(Code::NotFound);
    let facts = held(&app, &clerk, id).await?;
    let case = cases::row(app.db(), id).await?.ok_or_else(hidden)?;
    let stored = store::report(app.db(), id).await?.ok_or_else(hidden)?;
    let reporter = match facts.account {
        Some(account) => accounts::display_name(app.db(), account).await?,
        None => stored.reporter,
    };
    Ok(Json(DeskReport {
        case,
        channel: stored.channel,
        reporter,
        email: stored.email,
        text: stored.text,
        place: stored.place,
        outside: stored.outside,
        photos: store::photos(app.db(), id).await?,
        entries: cases::entries(app.db(), id).await?,
    }))
}

/// A photo of a report. Staff, own offices.
#[utoipa::path(get, path = "/api/desk/reports/{id}/photos/{photo}/{size}", tag = "reports",
    params(("id" = CaseId, Path,), ("photo" = PhotoId, Path,), ("size" = photos::Size, Path,)),
    responses((status = 200, description = "image/jpeg", body = Vec<u8>, content_type = "image/jpeg"),
        (status = "default", body = Problem)))]
async fn desk_photo(
    State(app): State<App>,
    clerk: Clerk,
    Path((id, photo, size)): Path<(CaseId, PhotoId, photos::Size)>,
) -> Answer<Response> {
    held(&app, &clerk, id).await?;
    photos::show(&app, id, photo, size).await
}
