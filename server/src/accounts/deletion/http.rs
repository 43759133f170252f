//! Routes of the end of an account.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use rathaus_api::{
    problem::Problem,
    profile::{DeleteAccount, Deletion},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    App,
    accounts::{Fresh, Resident, SessionCookie},
    http::{Json, failure::Answer},
};

/// Routes of this room.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(explain_deletion)).routes(routes!(delete_account))
}

/// What deleting my account erases, and what the law makes the town keep. Residents; not while a recovery locks the
/// account.
#[utoipa::path(get, path = "/api/accounts/deletion", tag = "profile",
    responses((status = 200, body = Deletion), (status = "default", body = Problem)))]
async fn explain_deletion(State(app): State<App>, resident: Resident) -> Answer<Json<Deletion>> {
    Ok(Json(super::explain(&app, resident).await?))
}

/// Delete my account for good. Residents after step-up, with the confirmation of the explanation.
#[utoipa::path(post, path = "/api/accounts/deletion", tag = "profile", request_body = DeleteAccount,
    responses((status = 204), (status = "default", body = Problem)))]
async fn delete_account(
    State(app): State<App>,
    Fresh(resident): Fresh,
    Json(agreed): Json<DeleteAccount>,
) -> Answer<Response> {
    super::delete(&app, resident, &agreed.confirmation).await?;
    let mut headers = HeaderMap::new();
    SessionCookie::Resident.forget(&mut headers);
    Ok((StatusCode::NO_CONTENT, headers).into_response())
}
