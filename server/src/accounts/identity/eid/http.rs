//! Residents' routes: proof by eID.

use axum::extract::State;
use rathaus_api::{
    identity::{EidStarted, FinishEid, Identity},
    problem::Problem,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::super::identity;
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
    OpenApiRouter::new().routes(routes!(start_eid)).routes(routes!(finish_eid))
}

/// The way to the eID broker. Residents after step-up.
#[utoipa::path(post, path = "/api/accounts/identity/eid", tag = "identity",
    responses((status = 200, body = EidStarted), (status = "default", body = Problem)))]
async fn start_eid(
    State(app): State<App>,
    origin: Origin,
    Fresh(resident): Fresh,
) -> Answer<Json<EidStarted>> {
    app.limits().count(origin, Action::SignIn)?;
    Ok(Json(super::depart(&app, Some((resident.account, resident.device))).await?))
}

/// Back from the eID broker. Residents, on the device that left.
#[utoipa::path(post, path = "/api/accounts/identity/eid/finish", tag = "identity", request_body = FinishEid,
    responses((status = 200, body = Identity), (status = "default", body = Problem)))]
async fn finish_eid(
    State(app): State<App>,
    origin: Origin,
    resident: Resident,
    Json(back): Json<FinishEid>,
) -> Answer<Json<Identity>> {
    app.limits().count(origin, Action::SignIn)?;
    super::prove(&app, resident.account, resident.device, &back).await?;
    Ok(Json(identity(&app, resident.account).await?))
}
