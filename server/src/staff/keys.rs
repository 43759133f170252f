//! Routes of the staff's own passkeys and devices: the same rules as for residents (`accounts/keys`), own doors.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use rathaus_api::{
    accounts::{Ceremony, FinishCeremony, OwnPasskey, OwnPasskeys, RenamePasskey, SteppedUp},
    problem::Problem,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Clerk, FreshClerk};
use crate::{
    App,
    accounts::{self, keys},
    http::{
        Json, Path,
        failure::{Answer, checked_name},
        limits::{Action, Origin},
    },
};

/// Routes of this room.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(desk_passkeys))
        .routes(routes!(start_desk_passkey))
        .routes(routes!(finish_desk_passkey))
        .routes(routes!(rename_desk_passkey))
        .routes(routes!(remove_desk_passkey))
        .routes(routes!(start_desk_step_up))
        .routes(routes!(finish_desk_step_up))
        .routes(routes!(sign_out_other_desks))
}

/// My passkeys for the desk. Staff, their own.
#[utoipa::path(get, path = "/api/desk/passkeys", tag = "staff",
    responses((status = 200, body = OwnPasskeys), (status = "default", body = Problem)))]
async fn desk_passkeys(State(app): State<App>, clerk: Clerk) -> Answer<Json<OwnPasskeys>> {
    Ok(Json(keys::own_passkeys(&app, clerk.holder(), clerk.device).await?))
}

/// Begin to add a passkey for the desk. Staff after step-up, their own.
#[utoipa::path(post, path = "/api/desk/passkeys", tag = "staff",
    responses((status = 200, body = Ceremony), (status = "default", body = Problem)))]
async fn start_desk_passkey(State(app): State<App>, FreshClerk(clerk): FreshClerk) -> Answer<Json<Ceremony>> {
    let name = format!("{} ({})", clerk.member.display_name, app.config().town.short_name);
    Ok(Json(keys::start_addition(&app, clerk.holder(), clerk.device, &name).await?))
}

/// Finish adding a passkey for the desk. Staff, in the session that began it; `device` is its name.
#[utoipa::path(post, path = "/api/desk/passkeys/finish", tag = "staff", request_body = FinishCeremony,
    responses((status = 201, body = OwnPasskey), (status = "default", body = Problem)))]
async fn finish_desk_passkey(
    State(app): State<App>,
    clerk: Clerk,
    Json(finish): Json<FinishCeremony>,
) -> Answer<(StatusCode, Json<OwnPasskey>)> {
    let passkey = keys::finish_addition(&app, clerk.holder(), clerk.device, &finish).await?;
    Ok((StatusCode::CREATED, Json(passkey)))
}

/// Call one of my passkeys for the desk something else. Staff, their own.
#[utoipa::path(patch, path = "/api/desk/passkeys/{id}", tag = "staff", request_body = RenamePasskey,
    params(("id" = String, Path,)),
    responses((status = 200, body = OwnPasskey), (status = "default", body = Problem)))]
async fn rename_desk_passkey(
    State(app): State<App>,
    clerk: Clerk,
    Path(id): Path<String>,
    Json(rename): Json<RenamePasskey>,
) -> Answer<Json<OwnPasskey>> {
    let name = checked_name("/name", &rename.name)?;
    Ok(Json(keys::rename(&app, clerk.holder(), &id, &name).await?))
}

/// Take one of my passkeys for the desk away. Staff after step-up, their own; not the last one.
#[utoipa::path(delete, path = "/api/desk/passkeys/{id}", tag = "staff", params(("id" = String, Path,)),
    responses((status = 204), (status = "default", body = Problem)))]
async fn remove_desk_passkey(
    State(app): State<App>,
    FreshClerk(clerk): FreshClerk,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    keys::remove(&app, clerk.holder(), clerk.device, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Begin a step-up at the desk. Staff.
#[utoipa::path(post, path = "/api/desk/step-up", tag = "staff",
    responses((status = 200, body = Ceremony), (status = "default", body = Problem)))]
async fn start_desk_step_up(State(app): State<App>, origin: Origin, clerk: Clerk) -> Answer<Json<Ceremony>> {
    app.limits().count(origin, Action::SignIn)?;
    Ok(Json(accounts::start_step_up(&app, clerk.holder(), clerk.device).await?))
}

/// Finish a step-up at the desk; the session gets a new token. Staff, in the session that began it.
#[utoipa::path(post, path = "/api/desk/step-up/finish", tag = "staff", request_body = FinishCeremony,
    responses((status = 200, body = SteppedUp), (status = "default", body = Problem)))]
async fn finish_desk_step_up(
    State(app): State<App>,
    origin: Origin,
    clerk: Clerk,
    headers: HeaderMap,
    Json(finish): Json<FinishCeremony>,
) -> Answer<Response> {
    app.limits().count(origin, Action::SignIn)?;
    let (opened, life) =
        accounts::finish_step_up(&app, clerk.holder(), clerk.device, &headers, &finish).await?;
    Ok(keys::stepped_up(opened, life, &headers))
}

/// Sign all my other devices out. Staff, their own devices.
#[utoipa::path(post, path = "/api/desk/devices/sign-out-others", tag = "staff",
    responses((status = 204), (status = "default", body = Problem)))]
async fn sign_out_other_desks(State(app): State<App>, clerk: Clerk) -> Answer<StatusCode> {
    accounts::sign_out_others(&app, clerk.holder(), clerk.device).await?;
    Ok(StatusCode::NO_CONTENT)
}
