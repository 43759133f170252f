//! Routes by which the browser signs the app in.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use rathaus_api::{
    accounts::{AppAuthorized, AuthorizeApp, RedeemApp, SessionOpened},
    problem::{Code, Problem},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::super::{Fresh, http::answer};
use crate::{
    App,
    http::{
        Failure, Json,
        failure::Answer,
        limits::{Action, Origin},
        origin::is_browser,
    },
};

/// Routes of this room.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(authorize_app)).routes(routes!(redeem_app))
}

/// Let the app on this device in. Residents in the browser after step-up, to their own account.
#[utoipa::path(post, path = "/api/accounts/app-login/authorize", tag = "accounts", request_body = AuthorizeApp,
    responses((status = 200, body = AppAuthorized), (status = "default", body = Problem)))]
async fn authorize_app(
    State(app): State<App>,
    Fresh(resident): Fresh,
    Json(asked): Json<AuthorizeApp>,
) -> Answer<Json<AppAuthorized>> {
    Ok(Json(AppAuthorized { redirect: super::authorize(&app, resident, &asked).await? }))
}

/// Redeem the code in the app, which is signed in. Anyone who has code and verifier; not from a page.
#[utoipa::path(post, path = "/api/accounts/app-login/token", tag = "accounts", request_body = RedeemApp,
    responses((status = 200, body = SessionOpened), (status = "default", body = Problem)))]
async fn redeem_app(
    State(app): State<App>,
    origin: Origin,
    headers: HeaderMap,
    Json(asked): Json<RedeemApp>,
) -> Answer<Response> {
    app.limits().count(origin, Action::SignIn)?;
    if is_browser(&headers) {
        return Err(Failure::new(Code::Forbidden).because("only the app redeems a code"));
    }
    let (account, opened) = super::redeem(&app, &headers, &asked).await?;
    Ok(answer(StatusCode::OK, account, opened, &headers))
}
