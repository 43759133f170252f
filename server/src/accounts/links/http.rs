//! Routes of a new device and of the one that lets it in.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use rathaus_api::{
    accounts::{
        Ceremony, ConfirmLink, EnterLink, FinishCeremony, Link, LinkClaim, LinkEntered, LinkMade,
        LinkProgress, SessionOpened,
    },
    ids::LinkId,
    problem::Problem,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::super::{Fresh, Resident, http::answer};
use crate::{
    App,
    http::{
        Json, Path,
        failure::Answer,
        limits::{Action, Origin},
    },
};

/// Routes of this room.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(make_link))
        .routes(routes!(link))
        .routes(routes!(refuse_link))
        .routes(routes!(confirm_link))
        .routes(routes!(enter_link))
        .routes(routes!(link_progress))
        .routes(routes!(start_link_passkey))
        .routes(routes!(finish_link_passkey))
}

/// Ask a new device in; an older link ends. Residents after step-up, to their own account.
#[utoipa::path(post, path = "/api/accounts/links", tag = "accounts",
    responses((status = 201, body = LinkMade), (status = "default", body = Problem)))]
async fn make_link(State(app): State<App>, Fresh(resident): Fresh) -> Answer<(StatusCode, Json<LinkMade>)> {
    Ok((StatusCode::CREATED, Json(super::make(&app, resident).await?)))
}

/// How far the new device is. Residents, their own links.
#[utoipa::path(get, path = "/api/accounts/links/{id}", tag = "accounts", params(("id" = LinkId, Path,)),
    responses((status = 200, body = Link), (status = "default", body = Problem)))]
async fn link(State(app): State<App>, resident: Resident, Path(id): Path<LinkId>) -> Answer<Json<Link>> {
    Ok(Json(super::look(&app, resident, id).await?))
}

/// Let no new device in. Residents, their own links.
#[utoipa::path(delete, path = "/api/accounts/links/{id}", tag = "accounts", params(("id" = LinkId, Path,)),
    responses((status = 204), (status = "default", body = Problem)))]
async fn refuse_link(
    State(app): State<App>,
    resident: Resident,
    Path(id): Path<LinkId>,
) -> Answer<StatusCode> {
    super::refuse(&app, resident, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say that both screens show this word; another word ends the link. Residents after step-up, their own links.
#[utoipa::path(post, path = "/api/accounts/links/{id}/confirm", tag = "accounts", request_body = ConfirmLink,
    params(("id" = LinkId, Path,)),
    responses((status = 200, body = Link), (status = "default", body = Problem)))]
async fn confirm_link(
    State(app): State<App>,
    Fresh(resident): Fresh,
    Path(id): Path<LinkId>,
    Json(confirm): Json<ConfirmLink>,
) -> Answer<Json<Link>> {
    Ok(Json(super::confirm(&app, resident, id, &confirm.word).await?))
}

/// Show the code on the new device. Anyone who has it; the first one is in.
#[utoipa::path(post, path = "/api/accounts/links/open", tag = "accounts", request_body = EnterLink,
    responses((status = 200, body = LinkEntered), (status = "default", body = Problem)))]
async fn enter_link(
    State(app): State<App>,
    origin: Origin,
    Json(enter): Json<EnterLink>,
) -> Answer<Json<LinkEntered>> {
    app.limits().count(origin, Action::SignIn)?;
    Ok(Json(super::enter(&app, &enter).await?))
}

/// How far the link is, for the new device. Anyone who has its claim.
#[utoipa::path(post, path = "/api/accounts/links/progress", tag = "accounts", request_body = LinkClaim,
    responses((status = 200, body = LinkProgress), (status = "default", body = Problem)))]
async fn link_progress(State(app): State<App>, Json(claim): Json<LinkClaim>) -> Answer<Json<LinkProgress>> {
    Ok(Json(super::progress(&app, &claim.claim).await?))
}

/// Begin the passkey of the new device. Anyone who has the claim of a confirmed link.
#[utoipa::path(post, path = "/api/accounts/links/passkey", tag = "accounts", request_body = LinkClaim,
    responses((status = 200, body = Ceremony), (status = "default", body = Problem)))]
async fn start_link_passkey(
    State(app): State<App>,
    origin: Origin,
    Json(claim): Json<LinkClaim>,
) -> Answer<Json<Ceremony>> {
    app.limits().count(origin, Action::SignIn)?;
    Ok(Json(super::start_passkey(&app, &claim.claim).await?))
}

/// Finish the passkey of the new device, which is signed in. Anyone who began it.
#[utoipa::path(post, path = "/api/accounts/links/passkey/finish", tag = "accounts",
    request_body = FinishCeremony,
    responses((status = 201, body = SessionOpened), (status = "default", body = Problem)))]
async fn finish_link_passkey(
    State(app): State<App>,
    origin: Origin,
    headers: HeaderMap,
    Json(finish): Json<FinishCeremony>,
) -> Answer<Response> {
    app.limits().count(origin, Action::SignIn)?;
    let (account, opened) = super::finish_passkey(&app, &headers, &finish).await?;
    Ok(answer(StatusCode::CREATED, account, opened, &headers))
}
