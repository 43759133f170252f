//! Residents' routes: the mailbox, opening, documents, marks, the calendar file, questions.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use rathaus_api::{
    audit::AccessObject,
    ids::{LetterDocumentId, LetterId},
    mail::{AskAboutLetter, Letter, LetterBox, LetterKind, LetterPage, LetterQuestion, MarkLetter},
    problem::{Code, Problem},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{calendar, documents, mailbox, seals::Side, threads};
use crate::{
    App,
    accounts::{Fresh, Resident, identity},
    http::{
        Failure, Json, Path, Query,
        failure::Answer,
        idempotency::{IdempotencyKey, Once},
    },
    representatives::Caller,
};

/// Longest search, in characters.
const SEARCH_CHARS_MAX: usize = 100;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(letters))
        .routes(routes!(letter, erase_copy))
        .routes(routes!(open_letter))
        .routes(routes!(letter_document))
        .routes(routes!(mark_letter))
        .routes(routes!(letter_calendar))
        .routes(routes!(ask_about_letter))
}

/// Filters of the mailbox; they live in the page's address.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct MailParams {
    /// Which part, `inbox` without it.
    #[serde(rename = "box")]
    #[param(rename = "box")]
    part: Option<LetterBox>,
    /// Only those that wait to be opened.
    unread: Option<bool>,
    /// Only marked ones.
    starred: Option<bool>,
    /// Key of an office.
    office: Option<String>,
    /// Year of the provision, by the calendar of the town hall.
    year: Option<i16>,
    /// What they are.
    kind: Option<LetterKind>,
    /// Only those whose deadline has not passed.
    deadline: Option<bool>,
    /// Part of subject or reference.
    q: Option<String>,
    /// From the page before.
    cursor: Option<String>,
}

/// My letters, newest first, 50 a page. Residents, their own; those of somebody else with `Rathaus-For`.
#[utoipa::path(get, path = "/api/mail", tag = "mail",
    params(MailParams, ("Rathaus-For" = Option<String>, Header)),
    responses((status = 200, body = LetterPage), (status = "default", body = Problem)))]
async fn letters(
    State(app): State<App>,
    caller: Caller,
    Query(params): Query<MailParams>,
) -> Answer<Json<LetterPage>> {
    let reader = mailbox::Reader::of(&app, &caller).await?;
    let words = params.q.as_deref().map(str::trim).filter(|words| !words.is_empty());
    if words.is_some_and(|words| words.chars().count() > SEARCH_CHARS_MAX) {
        return Err(Failure::new(Code::Malformed).because("search for 100 characters at most"));
    }
    caller.look_at_list(&app, reader.account).await?;
    let wanted = mailbox::Wanted {
        part: params.part.unwrap_or(LetterBox::Inbox),
        unread: params.unread.unwrap_or(false),
        starred: params.starred.unwrap_or(false),
        deadline: params.deadline.unwrap_or(false),
        office: params.office.as_deref(),
        year: params.year,
        kind: params.kind,
        words,
        before: params.cursor.as_deref(),
    };
    Ok(Json(mailbox::page(&app, &reader, &wanted).await?))
}

/// A letter: its envelope, and its content once it was opened. Reading this changes nothing. Residents, their own; those
/// of somebody else with `Rathaus-For`.
#[utoipa::path(get, path = "/api/mail/{id}", tag = "mail",
    params(("id" = LetterId, Path,), ("Rathaus-For" = Option<String>, Header)),
    responses((status = 200, body = Letter), (status = "default", body = Problem)))]
async fn letter(State(app): State<App>, caller: Caller, Path(id): Path<LetterId>) -> Answer<Json<Letter>> {
    let reader = mailbox::Reader::of(&app, &caller).await?;
    let found = mailbox::find(&app, &reader, id).await?;
    caller.look(&app, AccessObject::Letter, &id.to_string(), found.label()).await?;
    Ok(Json(mailbox::shown(&app, &reader, found).await?))
}

/// Open a letter. The first opening by its recipient, or by somebody with a right by law, is its retrieval (VwVfG
/// 41(2a)) and stays it; somebody who helps by invitation opens a copy. Needs the letter's level. Residents, their own;
/// those of somebody else with `Rathaus-For`.
#[utoipa::path(post, path = "/api/mail/{id}/open", tag = "mail",
    params(("id" = LetterId, Path,), ("Rathaus-For" = Option<String>, Header)),
    responses((status = 200, body = Letter), (status = "default", body = Problem)))]
async fn open_letter(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Path(id): Path<LetterId>,
) -> Answer<Json<Letter>> {
    let reader = mailbox::Reader::of(&app, &caller).await?;
    let found = mailbox::open(&app, &caller, &reader, &headers, id).await?;
    Ok(Json(mailbox::shown(&app, &reader, found).await?))
}

/// A document of a letter, once the letter was opened. Residents, their own; those of somebody else with `Rathaus-For`.
#[utoipa::path(get, path = "/api/mail/{id}/documents/{document}", tag = "mail",
    params(("id" = LetterId, Path,), ("document" = LetterDocumentId, Path,),
        ("Rathaus-For" = Option<String>, Header)),
    responses((status = 200, description = "application/pdf", body = Vec<u8>, content_type = "application/pdf"),
        (status = "default", body = Problem)))]
async fn letter_document(
    State(app): State<App>,
    caller: Caller,
    Path((id, document)): Path<(LetterId, LetterDocumentId)>,
) -> Answer<Response> {
    let reader = mailbox::Reader::of(&app, &caller).await?;
    let found = mailbox::find(&app, &reader, id).await?;
    if !found.opened {
        return Err(Failure::new(Code::WrongState).because("open the letter first"));
    }
    identity::require(&app, reader.asker, found.copy.min_level).await?;
    caller.look(&app, AccessObject::Letter, &id.to_string(), found.label()).await?;
    documents::show_as(&app, Side::Own(reader.account), id, document).await
}

/// Mark a letter, or put it away. Residents, their own.
#[utoipa::path(post, path = "/api/mail/{id}/marks", tag = "mail", params(("id" = LetterId, Path,)),
    request_body = MarkLetter, responses((status = 204), (status = "default", body = Problem)))]
async fn mark_letter(
    State(app): State<App>,
    resident: Resident,
    Path(id): Path<LetterId>,
    Json(marks): Json<MarkLetter>,
) -> Answer<StatusCode> {
    mailbox::mark(&app, resident.account, id, &marks).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Erase my copy of an opened letter for good; the town hall's file stays. Residents after step-up, their own.
#[utoipa::path(delete, path = "/api/mail/{id}", tag = "mail", params(("id" = LetterId, Path,)),
    responses((status = 204), (status = "default", body = Problem)))]
async fn erase_copy(
    State(app): State<App>,
    Fresh(resident): Fresh,
    Path(id): Path<LetterId>,
) -> Answer<StatusCode> {
    mailbox::erase_copy(&app, resident.account, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The deadline of a letter as a calendar file, with alarms seven and two days before. Residents, their own; those of
/// somebody else with `Rathaus-For`.
#[utoipa::path(get, path = "/api/mail/{id}/calendar.ics", tag = "mail",
    params(("id" = LetterId, Path,), ("Rathaus-For" = Option<String>, Header)),
    responses((status = 200, description = "text/calendar", body = String, content_type = "text/calendar"),
        (status = "default", body = Problem)))]
async fn letter_calendar(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<LetterId>,
) -> Answer<Response> {
    let reader = mailbox::Reader::of(&app, &caller).await?;
    let found = mailbox::find(&app, &reader, id).await?;
    caller.look(&app, AccessObject::Letter, &id.to_string(), found.label()).await?;
    calendar::of(&app, &reader, found).await
}

/// Ask the office about an opened letter, or for the same in Leichte Sprache. Residents, their own; somebody with a right
/// by law with `Rathaus-For`.
#[utoipa::path(post, path = "/api/mail/{id}/questions", tag = "mail",
    params(("id" = LetterId, Path,), ("Idempotency-Key" = String, Header),
        ("Rathaus-For" = Option<String>, Header)),
    request_body = AskAboutLetter,
    responses((status = 201, body = LetterQuestion), (status = "default", body = Problem)))]
async fn ask_about_letter(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<LetterId>,
    question: Once<AskAboutLetter>,
) -> Answer<(StatusCode, [(&'static str, axum::http::HeaderValue); 1], Json<LetterQuestion>)> {
    let reader = mailbox::Reader::of(&app, &caller).await?;
    let asked = threads::ask(&app, &caller, &reader, id, &question).await?;
    Ok((StatusCode::CREATED, echo(question.key), Json(asked)))
}

/// The key comes back, so that nobody else's answer can be taken for ours.
pub(super) fn echo(key: IdempotencyKey) -> [(&'static str, axum::http::HeaderValue); 1] {
    let value = axum::http::HeaderValue::from_str(&key.0.to_string());
    [(rathaus_api::IDEMPOTENCY_KEY, value.unwrap_or(axum::http::HeaderValue::from_static("")))]
}
