//! The counter's routes: checks in person.

use axum::{
    extract::{FromRequestParts, State},
    http::{StatusCode, request::Parts},
};
use rathaus_api::{
    identity::{CheckOpened, EnterCode, Identity, RecordCheck},
    problem::{Code, Problem},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::counter;
use crate::{
    App,
    accounts::who,
    http::{Failure, Json, failure::Answer},
    staff::Clerk,
};

/// A member of staff who checks people at the counter, with a passkey used within the last five minutes. Other staff
/// get 403.
pub struct AtCounter(pub Clerk);

impl FromRequestParts<App> for AtCounter {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let clerk = Clerk::from_request_parts(parts, app).await?;
        if !matches!(clerk.member.role.text(), "counter" | "admin") {
            return Err(Failure::new(Code::Forbidden));
        }
        who::check_fresh(app, clerk.fresh_until)?;
        Ok(Self(clerk))
    }
}

/// Routes of this room.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(open_check)).routes(routes!(record_check))
}

/// Enter the code on the screen of the person at the counter. Counter and admins, after step-up.
#[utoipa::path(post, path = "/api/desk/identity/open", tag = "identity", request_body = EnterCode,
    responses((status = 200, body = CheckOpened), (status = "default", body = Problem)))]
async fn open_check(
    State(app): State<App>,
    AtCounter(clerk): AtCounter,
    Json(entered): Json<EnterCode>,
) -> Answer<Json<CheckOpened>> {
    let (_, opened) = counter::open(&app, clerk.member.id, &entered.code).await?;
    Ok(Json(opened))
}

/// Write down what was shown; uses the code up. Counter and admins, after step-up.
#[utoipa::path(post, path = "/api/desk/identity/checks", tag = "identity", request_body = RecordCheck,
    responses((status = 201, body = Identity), (status = "default", body = Problem)))]
async fn record_check(
    State(app): State<App>,
    AtCounter(clerk): AtCounter,
    Json(check): Json<RecordCheck>,
) -> Answer<(StatusCode, Json<Identity>)> {
    let (_, identity) = counter::check(&app, clerk.member.id, &check).await?;
    Ok((StatusCode::CREATED, Json(identity)))
}
