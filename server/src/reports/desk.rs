//! The clerk's view of a report, and recording one on somebody's behalf.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode},
    response::Response,
};
use rathaus_api::{
    audit::{AccessAction, AccessObject, AccessPurpose},
    ids::{CaseId, PhotoId},
    problem::{Code, FieldCode, Problem},
    reports::{Channel, DeskReport, Photo, RecordReport, ReportFiled},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{file, http::echo, photos, store};
use crate::{
    App, accounts, audit, cases,
    http::{
        Failure, Json, Path,
        failure::{Answer, check_length, field},
        idempotency::{IdempotencyKey, Once},
        invalid,
    },
    staff::{Access, Clerk},
};

/// How long the pictures of a report belong to its opening.
const OPENED_MS: i64 = 15 * 60_000;

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
        on_behalf: None,
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

/// The case for a clerk who may read it, and why she may.
async fn held(app: &App, clerk: &Clerk, id: CaseId) -> Answer<(cases::CaseFacts, Access)> {
    let facts = cases::facts(app.db(), id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    let access = clerk.reading(&facts.office)?;
    Ok((facts, access))
}

/// Writes down that the clerk opens the report or a picture of it; only then may anything be shown.
async fn look(
    app: &App,
    clerk: &Clerk,
    facts: &cases::CaseFacts,
    access: &Access,
    (kind, id): (AccessObject, &str),
) -> Answer<()> {
    let seen = audit::Seen {
        by: clerk.by(),
        action: AccessAction::Opened,
        purpose: access.purpose,
        object: audit::Object { kind, id, label: &facts.number },
        account: facts.account,
        reason: &access.reason,
    };
    // A picture in full size is a look of its own each time; pages load everything else again by themselves.
    match kind {
        AccessObject::Photo => Ok(audit::record_look(app, seen).await?),
        _ => Ok(audit::record_look_once(app, seen).await?),
    }
}

/// A report with everything a clerk needs. Staff: the offices they work for; another office's with `Access-Reason`. Each
/// opening is written down and the resident reads it; loading again within a quarter of an hour is the same opening.
#[utoipa::path(get, path = "/api/desk/reports/{id}", tag = "reports",
    params(("id" = CaseId, Path,), ("Access-Reason" = Option<String>, Header)),
    responses((status = 200, body = DeskReport), (status = "default", body = Problem)))]
async fn desk_report(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<CaseId>,
) -> Answer<Json<DeskReport>> {
    let hidden = || Failure::new(Code::NotFound);
    let (facts, access) = held(&app, &clerk, id).await?;
    look(&app, &clerk, &facts, &access, (AccessObject::Case, &id.to_string())).await?;
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

/// A photo of a report. As the report; within a quarter of an hour after its opening a thumbnail belongs to that, and no
/// second reason is asked for.
#[utoipa::path(get, path = "/api/desk/reports/{id}/photos/{photo}/{size}", tag = "reports",
    params(("id" = CaseId, Path,), ("photo" = PhotoId, Path,), ("size" = photos::Size, Path,),
        ("Access-Reason" = Option<String>, Header)),
    responses((status = 200, description = "image/jpeg", body = Vec<u8>, content_type = "image/jpeg"),
        (status = "default", body = Problem)))]
async fn desk_photo(
    State(app): State<App>,
    clerk: Clerk,
    Path((id, photo, size)): Path<(CaseId, PhotoId, photos::Size)>,
) -> Answer<Response> {
    let opened = audit::opened_within(&app, clerk.actor(), &id.to_string(), OPENED_MS).await?;
    let (facts, access) = match (held(&app, &clerk, id).await, &opened) {
        (Err(failure), Some((purpose, reason)))
            if failure.problem.code() == Some(Code::ReasonRequired)
                && *purpose == AccessPurpose::OtherOffice =>
        {
            let facts = cases::facts(app.db(), id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
            (facts, Access { purpose: *purpose, reason: reason.clone() })
        }
        (held, _) => held?,
    };
    if opened.is_none() || size == photos::Size::Full {
        look(&app, &clerk, &facts, &access, (AccessObject::Photo, &photo.to_string())).await?;
    }
    photos::show(&app, id, photo, size, photos::Kept::Never).await
}
