//! Residents' routes: proofs of identity.

use axum::{extract::State, http::StatusCode};
use rathaus_api::{
    identity::{CounterCode, EnterCode, Identity, RequestLetter},
    problem::Problem,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{counter, identity, letter_code};
use crate::{
    App,
    accounts::{Fresh, Resident},
    http::{
        Json,
        failure::Answer,
        limits::{Action, Origin},
    },
};

/// Routes of this room.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(own_identity))
        .routes(routes!(request_letter))
        .routes(routes!(enter_letter_code))
        .routes(routes!(counter_code))
}

/// How well the town hall knows me, and the ways to prove more. Residents, their own.
#[utoipa::path(get, path = "/api/accounts/identity", tag = "identity",
    responses((status = 200, body = Identity), (status = "default", body = Problem)))]
async fn own_identity(State(app): State<App>, resident: Resident) -> Answer<Json<Identity>> {
    Ok(Json(identity(&app, resident.account).await?))
}

/// Ask for a letter with a code. Residents after step-up.
#[utoipa::path(post, path = "/api/accounts/identity/letter", tag = "identity", request_body = RequestLetter,
    responses((status = 202, body = Identity), (status = "default", body = Problem)))]
async fn request_letter(
    State(app): State<App>,
    Fresh(resident): Fresh,
    Json(letter): Json<RequestLetter>,
) -> Answer<(StatusCode, Json<Identity>)> {
    letter_code::request(&app, resident.account, letter).await?;
    Ok((StatusCode::ACCEPTED, Json(identity(&app, resident.account).await?)))
}

/// Enter the code of the letter. Residents, that of their own letter.
#[utoipa::path(post, path = "/api/accounts/identity/letter/code", tag = "identity", request_body = EnterCode,
    responses((status = 200, body = Identity), (status = "default", body = Problem)))]
async fn enter_letter_code(
    State(app): State<App>,
    origin: Origin,
    resident: Resident,
    Json(entered): Json<EnterCode>,
) -> Answer<Json<Identity>> {
    app.limits().count(origin, Action::SignIn)?;
    letter_code::enter(&app, resident.account, &entered.code).await?;
    Ok(Json(identity(&app, resident.account).await?))
}

/// A code to show at the counter of the town hall; an earlier one ends. Residents after step-up.
#[utoipa::path(post, path = "/api/accounts/identity/counter", tag = "identity",
    responses((status = 200, body = CounterCode), (status = "default", body = Problem)))]
async fn counter_code(State(app): State<App>, Fresh(resident): Fresh) -> Answer<Json<CounterCode>> {
    Ok(Json(counter::code(&app, resident.account).await?))
}
