//! Routes of the export. POST: they write into the access log and ask for step-up.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use rathaus_api::{problem::Problem, profile::Export};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    App,
    accounts::Fresh,
    http::{
        Json,
        failure::Answer,
        limits::{Action, Origin},
    },
};

/// Routes of this room.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(export)).routes(routes!(export_pdf))
}

/// Everything the town keeps about me, for programs. Residents after step-up; not while a recovery locks the account.
#[utoipa::path(post, path = "/api/accounts/export", tag = "profile",
    responses((status = 200, body = Export), (status = "default", body = Problem)))]
async fn export(State(app): State<App>, origin: Origin, Fresh(resident): Fresh) -> Answer<Json<Export>> {
    app.limits().count(origin, Action::SignIn)?;
    Ok(Json(super::export(&app, resident).await?))
}

/// The same to read, as PDF. Residents after step-up; not while a recovery locks the account.
#[utoipa::path(post, path = "/api/accounts/export/pdf", tag = "profile",
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf"),
        (status = "default", body = Problem)))]
async fn export_pdf(State(app): State<App>, origin: Origin, Fresh(resident): Fresh) -> Answer<Response> {
    app.limits().count(origin, Action::SignIn)?;
    let export = super::export(&app, resident).await?;
    let pdf = super::pdf(&app, &export)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"rathaus.pdf\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, pdf.bytes).into_response())
}
