//! Who looked into what belongs to me.

use axum::extract::State;
use rathaus_api::{audit::AccessLog, problem::Problem};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::Resident;
use crate::{
    App, audit,
    http::{Json, Query, failure::Answer},
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(access_log))
}

/// Where a page begins.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AccessLogParams {
    /// From the page before.
    cursor: Option<i64>,
}

/// Who looked into or changed what belongs to me: staff, people who act for me, the server; newest first, 50 a page.
/// Residents, their own.
#[utoipa::path(get, path = "/api/accounts/access-log", tag = "accounts", params(AccessLogParams),
    responses((status = 200, body = AccessLog), (status = "default", body = Problem)))]
async fn access_log(
    State(app): State<App>,
    resident: Resident,
    Query(params): Query<AccessLogParams>,
) -> Answer<Json<AccessLog>> {
    Ok(Json(audit::log_of(&app, resident.account, params.cursor).await?))
}
