//! Residents' routes: everything the town knows about them.

use axum::{extract::State, http::StatusCode};
use rathaus_api::{
    identity::EnterCode,
    problem::Problem,
    profile::{ChangeProfile, ChangeSettings, GiveEmail, Profile},
};
use utoipa_axum::{router::OpenApiRouter, routes};

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
        .routes(routes!(own_profile))
        .routes(routes!(change_profile))
        .routes(routes!(change_settings))
        .routes(routes!(give_email))
        .routes(routes!(confirm_email))
        .routes(routes!(remove_email))
}

/// Everything the town knows about me. Residents, their own; not while a recovery locks the account.
#[utoipa::path(get, path = "/api/accounts/profile", tag = "profile",
    responses((status = 200, body = Profile), (status = "default", body = Problem)))]
async fn own_profile(State(app): State<App>, resident: Resident) -> Answer<Json<Profile>> {
    Ok(Json(super::profile(&app, resident.account).await?))
}

/// Change what is not proven. Residents after step-up, their own; not while a recovery locks the account.
#[utoipa::path(patch, path = "/api/accounts/profile", tag = "profile", request_body = ChangeProfile,
    responses((status = 200, body = Profile), (status = "default", body = Problem)))]
async fn change_profile(
    State(app): State<App>,
    Fresh(resident): Fresh,
    Json(change): Json<ChangeProfile>,
) -> Answer<Json<Profile>> {
    crate::accounts::identity::require_unlocked(&app, resident.account).await?;
    super::change(&app, resident.account, &change).await?;
    Ok(Json(super::profile(&app, resident.account).await?))
}

/// Change how I read and how I am told. Residents, their own.
#[utoipa::path(put, path = "/api/accounts/settings", tag = "profile", request_body = ChangeSettings,
    responses((status = 204), (status = "default", body = Problem)))]
async fn change_settings(
    State(app): State<App>,
    resident: Resident,
    Json(change): Json<ChangeSettings>,
) -> Answer<StatusCode> {
    super::change_settings(&app, resident.account, &change.settings, change.language).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give an e-mail address; a code goes there. Residents after step-up, not while a recovery locks the account.
#[utoipa::path(post, path = "/api/accounts/email", tag = "profile", request_body = GiveEmail,
    responses((status = 202), (status = "default", body = Problem)))]
async fn give_email(
    State(app): State<App>,
    Fresh(resident): Fresh,
    Json(given): Json<GiveEmail>,
) -> Answer<StatusCode> {
    crate::accounts::identity::require_unlocked(&app, resident.account).await?;
    super::give_email(&app, resident.account, &given.address).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Enter the code that came by e-mail. Residents, their own.
#[utoipa::path(post, path = "/api/accounts/email/code", tag = "profile", request_body = EnterCode,
    responses((status = 204), (status = "default", body = Problem)))]
async fn confirm_email(
    State(app): State<App>,
    origin: Origin,
    resident: Resident,
    Json(entered): Json<EnterCode>,
) -> Answer<StatusCode> {
    app.limits().count(origin, Action::SignIn)?;
    super::confirm_email(&app, resident.account, &entered.code).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Forget my e-mail address. Residents after step-up, not while a recovery locks the account.
#[utoipa::path(delete, path = "/api/accounts/email", tag = "profile",
    responses((status = 204), (status = "default", body = Problem)))]
async fn remove_email(State(app): State<App>, Fresh(resident): Fresh) -> Answer<StatusCode> {
    crate::accounts::identity::require_unlocked(&app, resident.account).await?;
    super::remove_email(&app, resident.account).await?;
    Ok(StatusCode::NO_CONTENT)
}
