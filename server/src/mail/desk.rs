//! The desk's routes: write, attach, check, send, and what comes after.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode},
    response::Response,
};
use rathaus_api::{
    ids::{LetterDocumentId, LetterId},
    mail::{
        AnswerAboutLetter, CancelLetter, ChangeDraft, DecideLetter, DeskLetter, DeskLetterPage, DocumentRole,
        DraftLetter, LetterCheck, LetterDocument, LetterEvidence, LetterPosted, LetterReturned, LetterState,
        SendLetter,
    },
    problem::{Code, Problem},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{documents, drafts, evidence, handling, http::echo, paper, threads};
use crate::{
    App,
    http::{
        Failure, Json, Path, Query,
        failure::Answer,
        idempotency::{IdempotencyKey, Once},
    },
    staff::Clerk,
};

/// Longest search, in characters.
const SEARCH_CHARS_MAX: usize = 100;

type Created<T> = (StatusCode, [(&'static str, HeaderValue); 1], Json<T>);

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(desk_letters, write_letter))
        .routes(routes!(desk_letter, change_letter, discard_letter))
        .routes(routes!(attach_document))
        .routes(routes!(desk_document, detach_document))
        .routes(routes!(check_letter))
        .routes(routes!(letter_on_paper))
        .routes(routes!(send_letter))
        .routes(routes!(cancel_letter))
        .routes(routes!(decide_letter))
        .routes(routes!(letter_returned))
        .routes(routes!(letter_posted))
        .routes(routes!(answer_about_letter))
        .routes(routes!(letter_evidence))
}

/// Filters of the desk's letters; they live in the page's address.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DeskMailParams {
    /// One state.
    state: Option<LetterState>,
    /// Only those with a question that waits for an answer.
    asked: Option<bool>,
    /// Key of one of one's offices.
    office: Option<String>,
    /// Part of reference or subject.
    q: Option<String>,
    /// From the page before.
    cursor: Option<LetterId>,
}

/// Letters of the desk, newest first, 50 a page. Staff, own offices. Rows show nothing about a person and are not written
/// down; a search is, once for the same words within a quarter of an hour.
#[utoipa::path(get, path = "/api/desk/mail", tag = "mail", params(DeskMailParams),
    responses((status = 200, body = DeskLetterPage), (status = "default", body = Problem)))]
async fn desk_letters(
    State(app): State<App>,
    clerk: Clerk,
    Query(params): Query<DeskMailParams>,
) -> Answer<Json<DeskLetterPage>> {
    let words = params.q.as_deref().map(str::trim).filter(|words| !words.is_empty());
    if words.is_some_and(|words| words.chars().count() > SEARCH_CHARS_MAX) {
        return Err(Failure::new(Code::Malformed).because("search for 100 characters at most"));
    }
    let wanted = handling::Wanted {
        state: params.state,
        asked: params.asked.unwrap_or(false),
        office: params.office.as_deref(),
        words,
        before: params.cursor,
    };
    Ok(Json(handling::page(&app, &clerk, &wanted).await?))
}

/// Begin a letter. Staff, own offices.
#[utoipa::path(post, path = "/api/desk/mail", tag = "mail", params(("Idempotency-Key" = String, Header)),
    request_body = DraftLetter,
    responses((status = 201, body = DeskLetter), (status = "default", body = Problem)))]
async fn write_letter(
    State(app): State<App>,
    clerk: Clerk,
    draft: Once<DraftLetter>,
) -> Answer<Created<DeskLetter>> {
    let id = drafts::begin(&app, &clerk, &draft).await?;
    Ok((StatusCode::CREATED, echo(draft.key), Json(handling::shown(&app, id).await?)))
}

/// A letter with everything the desk knows. Staff: the offices they work for; another office's with `Access-Reason`. Each
/// opening is written down and the recipient reads it.
#[utoipa::path(get, path = "/api/desk/mail/{id}", tag = "mail",
    params(("id" = LetterId, Path,), ("Access-Reason" = Option<String>, Header)),
    responses((status = 200, body = DeskLetter), (status = "default", body = Problem)))]
async fn desk_letter(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<LetterId>,
) -> Answer<Json<DeskLetter>> {
    handling::look(&app, &clerk, id).await?;
    Ok(Json(handling::shown(&app, id).await?))
}

/// Change a draft. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(put, path = "/api/desk/mail/{id}", tag = "mail",
    params(("id" = LetterId, Path,), ("Access-Reason" = Option<String>, Header)), request_body = ChangeDraft,
    responses((status = 200, body = DeskLetter), (status = "default", body = Problem)))]
async fn change_letter(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<LetterId>,
    Json(change): Json<ChangeDraft>,
) -> Answer<Json<DeskLetter>> {
    drafts::change(&app, &clerk, id, &change).await?;
    Ok(Json(handling::shown(&app, id).await?))
}

/// Throw a draft away. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(delete, path = "/api/desk/mail/{id}", tag = "mail",
    params(("id" = LetterId, Path,), ("Access-Reason" = Option<String>, Header)),
    responses((status = 204), (status = "default", body = Problem)))]
async fn discard_letter(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<LetterId>,
) -> Answer<StatusCode> {
    drafts::discard(&app, &clerk, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a document is called.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct DocumentParams {
    /// Name of the file, 1 to 100 characters.
    name: String,
    /// The letter itself, or what comes along.
    role: DocumentRole,
}

/// Attach a PDF to a draft (raw body, 20 MiB at most, 10 documents at most). Staff, own offices; administrators others
/// with `Access-Reason`.
#[utoipa::path(post, path = "/api/desk/mail/{id}/documents", tag = "mail",
    params(("id" = LetterId, Path,), DocumentParams, ("Idempotency-Key" = String, Header),
        ("Access-Reason" = Option<String>, Header)),
    request_body(content = Vec<u8>, content_type = "application/pdf"),
    responses((status = 201, body = LetterDocument), (status = "default", body = Problem)))]
async fn attach_document(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<LetterId>,
    Query(params): Query<DocumentParams>,
    key: IdempotencyKey,
    headers: HeaderMap,
    body: Body,
) -> Answer<Created<LetterDocument>> {
    let named = documents::Named { name: &params.name, role: params.role };
    let made = documents::attach(&app, &clerk, id, named, key, &headers, body).await?;
    Ok((StatusCode::CREATED, echo(key), Json(made)))
}

/// A document of a letter. As the letter.
#[utoipa::path(get, path = "/api/desk/mail/{id}/documents/{document}", tag = "mail",
    params(("id" = LetterId, Path,), ("document" = LetterDocumentId, Path,),
        ("Access-Reason" = Option<String>, Header)),
    responses((status = 200, description = "application/pdf", body = Vec<u8>, content_type = "application/pdf"),
        (status = "default", body = Problem)))]
async fn desk_document(
    State(app): State<App>,
    clerk: Clerk,
    Path((id, document)): Path<(LetterId, LetterDocumentId)>,
) -> Answer<Response> {
    handling::look(&app, &clerk, id).await?;
    documents::show(&app, id, document).await
}

/// Take a document off a draft. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(delete, path = "/api/desk/mail/{id}/documents/{document}", tag = "mail",
    params(("id" = LetterId, Path,), ("document" = LetterDocumentId, Path,),
        ("Access-Reason" = Option<String>, Header)),
    responses((status = 204), (status = "default", body = Problem)))]
async fn detach_document(
    State(app): State<App>,
    clerk: Clerk,
    Path((id, document)): Path<(LetterId, LetterDocumentId)>,
) -> Answer<StatusCode> {
    documents::detach(&app, &clerk, id, document).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How a draft would go if it were sent now, and what hinders that. Changes nothing. Staff, own offices; administrators
/// others with `Access-Reason`.
#[utoipa::path(post, path = "/api/desk/mail/{id}/check", tag = "mail",
    params(("id" = LetterId, Path,), ("Access-Reason" = Option<String>, Header)),
    responses((status = 200, body = LetterCheck), (status = "default", body = Problem)))]
async fn check_letter(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<LetterId>,
) -> Answer<Json<LetterCheck>> {
    Ok(Json(handling::check(&app, &clerk, id).await?))
}

/// What a letter looks like on paper; without a code. As the letter.
#[utoipa::path(get, path = "/api/desk/mail/{id}/paper.pdf", tag = "mail",
    params(("id" = LetterId, Path,), ("Access-Reason" = Option<String>, Header)),
    responses((status = 200, description = "application/pdf", body = Vec<u8>, content_type = "application/pdf"),
        (status = "default", body = Problem)))]
async fn letter_on_paper(State(app): State<App>, clerk: Clerk, Path(id): Path<LetterId>) -> Answer<Response> {
    handling::look(&app, &clerk, id).await?;
    paper::preview(&app, id).await
}

/// Send a draft, now or later. A decision without a complete remedy notice is refused, each part by its field. Staff, own
/// offices; administrators others with `Access-Reason`.
#[utoipa::path(post, path = "/api/desk/mail/{id}/send", tag = "mail",
    params(("id" = LetterId, Path,), ("Idempotency-Key" = String, Header),
        ("Access-Reason" = Option<String>, Header)),
    request_body = SendLetter,
    responses((status = 200, body = DeskLetter), (status = "default", body = Problem)))]
async fn send_letter(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<LetterId>,
    send: Once<SendLetter>,
) -> Answer<Json<DeskLetter>> {
    drafts::send(&app, &clerk, id, &send).await?;
    Ok(Json(handling::shown(&app, id).await?))
}

/// Withdraw a letter. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(post, path = "/api/desk/mail/{id}/cancel", tag = "mail",
    params(("id" = LetterId, Path,), ("Idempotency-Key" = String, Header),
        ("Access-Reason" = Option<String>, Header)),
    request_body = CancelLetter,
    responses((status = 200, body = DeskLetter), (status = "default", body = Problem)))]
async fn cancel_letter(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<LetterId>,
    cancel: Once<CancelLetter>,
) -> Answer<Json<DeskLetter>> {
    handling::cancel(&app, &clerk, id, &cancel).await?;
    Ok(Json(handling::shown(&app, id).await?))
}

/// Decide about a letter that waits for that. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(post, path = "/api/desk/mail/{id}/decide", tag = "mail",
    params(("id" = LetterId, Path,), ("Idempotency-Key" = String, Header),
        ("Access-Reason" = Option<String>, Header)),
    request_body = DecideLetter,
    responses((status = 200, body = DeskLetter), (status = "default", body = Problem)))]
async fn decide_letter(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<LetterId>,
    decide: Once<DecideLetter>,
) -> Answer<Json<DeskLetter>> {
    handling::decide(&app, &clerk, id, &decide).await?;
    Ok(Json(handling::shown(&app, id).await?))
}

/// A paper letter came back; a clerk must decide then. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(post, path = "/api/desk/mail/{id}/returned", tag = "mail",
    params(("id" = LetterId, Path,), ("Idempotency-Key" = String, Header),
        ("Access-Reason" = Option<String>, Header)),
    request_body = LetterReturned,
    responses((status = 200, body = DeskLetter), (status = "default", body = Problem)))]
async fn letter_returned(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<LetterId>,
    returned: Once<LetterReturned>,
) -> Answer<Json<DeskLetter>> {
    handling::returned(&app, &clerk, id, &returned).await?;
    Ok(Json(handling::shown(&app, id).await?))
}

/// A paper letter was handed to the post. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(post, path = "/api/desk/mail/{id}/posted", tag = "mail",
    params(("id" = LetterId, Path,), ("Idempotency-Key" = String, Header),
        ("Access-Reason" = Option<String>, Header)),
    request_body = LetterPosted,
    responses((status = 200, body = DeskLetter), (status = "default", body = Problem)))]
async fn letter_posted(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<LetterId>,
    posted: Once<LetterPosted>,
) -> Answer<Json<DeskLetter>> {
    handling::posted(&app, &clerk, id, &posted).await?;
    Ok(Json(handling::shown(&app, id).await?))
}

/// Answer in the thread of a letter. Staff, own offices; administrators others with `Access-Reason`.
#[utoipa::path(post, path = "/api/desk/mail/{id}/answers", tag = "mail",
    params(("id" = LetterId, Path,), ("Idempotency-Key" = String, Header),
        ("Access-Reason" = Option<String>, Header)),
    request_body = AnswerAboutLetter,
    responses((status = 200, body = DeskLetter), (status = "default", body = Problem)))]
async fn answer_about_letter(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<LetterId>,
    answer: Once<AnswerAboutLetter>,
) -> Answer<Json<DeskLetter>> {
    threads::answer(&app, &clerk, id, &answer).await?;
    Ok(Json(handling::shown(&app, id).await?))
}

/// The evidence of a letter; taking it out is written down, also in it. As the letter.
#[utoipa::path(get, path = "/api/desk/mail/{id}/evidence", tag = "mail",
    params(("id" = LetterId, Path,), ("Access-Reason" = Option<String>, Header)),
    responses((status = 200, body = LetterEvidence), (status = "default", body = Problem)))]
async fn letter_evidence(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<LetterId>,
) -> Answer<Json<LetterEvidence>> {
    Ok(Json(evidence::export(&app, &clerk, id).await?))
}
