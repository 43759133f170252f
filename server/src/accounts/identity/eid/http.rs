//! Residents' routes: proof by eID.

use axum::extract::State;
use rathaus_api::{
    identity::{AskEidReturn, EidReturn, EidStarted, FinishEid, Identity, StartEid},
    problem::Problem,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{super::identity, Leaving};
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
    OpenApiRouter::new().routes(routes!(start_eid)).routes(routes!(finish_eid)).routes(routes!(eid_return))
}

/// The way to the eID broker. Residents after step-up.
#[utoipa::path(post, path = "/api/accounts/identity/eid", tag = "identity", request_body = StartEid,
    responses((status = 200, body = EidStarted), (status = "default", body = Problem)))]
async fn start_eid(
    State(app): State<App>,
    origin: Origin,
    Fresh(resident): Fresh,
    Json(start): Json<StartEid>,
) -> Answer<Json<EidStarted>> {
    app.limits().count(origin, Action::SignIn)?;
    let who = Leaving::Resident(resident.account, resident.device);
    Ok(Json(super::depart(&app, who, start.return_to).await?))
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

/// Where somebody left from who is back in a browser that does not know of it: an app on this device waits. Anyone who
/// has the state; it stays good.
#[utoipa::path(post, path = "/api/accounts/identity/eid/return", tag = "identity", request_body = AskEidReturn,
    responses((status = 200, body = EidReturn), (status = "default", body = Problem)))]
async fn eid_return(
    State(app): State<App>,
    origin: Origin,
    Json(asked): Json<AskEidReturn>,
) -> Answer<Json<EidReturn>> {
    app.limits().count(origin, Action::SignIn)?;
    Ok(Json(EidReturn { return_to: super::return_of(&app, &asked.state).await? }))
}
