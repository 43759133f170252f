//! Residents' routes: passkeys and step-up.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use rathaus_api::{
    accounts::{Ceremony, FinishCeremony, OwnPasskey, OwnPasskeys, RenamePasskey, SessionLife, SteppedUp},
    problem::{Code, Problem},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::super::{Fresh, Opened, Resident, step_up, store::account};
use crate::{
    App,
    http::{
        Failure, Json, Path,
        failure::{Answer, checked_name},
        limits::{Action, Origin},
    },
};

/// Routes of this room.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(own_passkeys))
        .routes(routes!(start_passkey))
        .routes(routes!(finish_passkey))
        .routes(routes!(rename_passkey))
        .routes(routes!(remove_passkey))
        .routes(routes!(start_step_up))
        .routes(routes!(finish_step_up))
}

/// The passkeys of my account. Residents, their own.
#[utoipa::path(get, path = "/api/accounts/passkeys", tag = "accounts",
    responses((status = 200, body = OwnPasskeys), (status = "default", body = Problem)))]
async fn own_passkeys(State(app): State<App>, resident: Resident) -> Answer<Json<OwnPasskeys>> {
    Ok(Json(super::own_passkeys(&app, resident.holder(), resident.device).await?))
}

/// Begin to add a passkey. Residents after step-up, to their own account.
#[utoipa::path(post, path = "/api/accounts/passkeys", tag = "accounts",
    responses((status = 200, body = Ceremony), (status = "default", body = Problem)))]
async fn start_passkey(State(app): State<App>, Fresh(resident): Fresh) -> Answer<Json<Ceremony>> {
    let account = account(app.db(), resident.account).await?;
    let name = account.ok_or_else(|| Failure::new(Code::NotSignedIn))?.display_name;
    Ok(Json(super::start_addition(&app, resident.holder(), resident.device, &name).await?))
}

/// Finish adding a passkey; all devices are told. Residents, in the session that began it; `device` is its name.
#[utoipa::path(post, path = "/api/accounts/passkeys/finish", tag = "accounts", request_body = FinishCeremony,
    responses((status = 201, body = OwnPasskey), (status = "default", body = Problem)))]
async fn finish_passkey(
    State(app): State<App>,
    resident: Resident,
    Json(finish): Json<FinishCeremony>,
) -> Answer<(StatusCode, Json<OwnPasskey>)> {
    let passkey = super::finish_addition(&app, resident.holder(), resident.device, &finish).await?;
    Ok((StatusCode::CREATED, Json(passkey)))
}

/// Call one of my passkeys something else. Residents, their own.
#[utoipa::path(patch, path = "/api/accounts/passkeys/{id}", tag = "accounts", request_body = RenamePasskey,
    params(("id" = String, Path,)),
    responses((status = 200, body = OwnPasskey), (status = "default", body = Problem)))]
async fn rename_passkey(
    State(app): State<App>,
    resident: Resident,
    Path(id): Path<String>,
    Json(rename): Json<RenamePasskey>,
) -> Answer<Json<OwnPasskey>> {
    let name = checked_name("/name", &rename.name)?;
    Ok(Json(super::rename(&app, resident.holder(), &id, &name).await?))
}

/// Take one of my passkeys away; what it opened is signed out. Residents after step-up, their own; not the last one.
#[utoipa::path(delete, path = "/api/accounts/passkeys/{id}", tag = "accounts", params(("id" = String, Path,)),
    responses((status = 204), (status = "default", body = Problem)))]
async fn remove_passkey(
    State(app): State<App>,
    Fresh(resident): Fresh,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    super::remove(&app, resident.holder(), resident.device, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Begin a step-up. Residents.
#[utoipa::path(post, path = "/api/accounts/step-up", tag = "accounts",
    responses((status = 200, body = Ceremony), (status = "default", body = Problem)))]
async fn start_step_up(State(app): State<App>, origin: Origin, resident: Resident) -> Answer<Json<Ceremony>> {
    app.limits().count(origin, Action::SignIn)?;
    Ok(Json(step_up::start_step_up(&app, resident.holder(), resident.device).await?))
}

/// Finish a step-up with one of my own passkeys; the session gets a new token. Residents, in the session that began it.
#[utoipa::path(post, path = "/api/accounts/step-up/finish", tag = "accounts", request_body = FinishCeremony,
    responses((status = 200, body = SteppedUp), (status = "default", body = Problem)))]
async fn finish_step_up(
    State(app): State<App>,
    origin: Origin,
    resident: Resident,
    headers: HeaderMap,
    Json(finish): Json<FinishCeremony>,
) -> Answer<Response> {
    app.limits().count(origin, Action::SignIn)?;
    let (opened, life) =
        step_up::finish_step_up(&app, resident.holder(), resident.device, &headers, &finish).await?;
    Ok(stepped_up(opened, life, &headers))
}

/// The answer to a step-up: new cookie for a browser, new token for the app.
pub(crate) fn stepped_up(opened: Opened, life: SessionLife, asked: &HeaderMap) -> Response {
    let mut headers = HeaderMap::new();
    let token = opened.hand_over(asked, &mut headers);
    (headers, Json(SteppedUp { life, token })).into_response()
}
