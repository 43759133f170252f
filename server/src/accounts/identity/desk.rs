//! The counter's routes: checks in person.

use axum::{
    extract::{FromRequestParts, State},
    http::{StatusCode, request::Parts},
};
use rathaus_api::{
    audit::{AccessAction, AccessObject, AccessPurpose},
    identity::{CheckOpened, EnterCode, Identity, RecordCheck},
    ids::AccountId,
    problem::{Code, Problem},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::counter;
use crate::{
    App,
    accounts::who,
    audit,
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

/// A look at, or a change of, somebody's account at the counter, for the audit.
pub struct Looked<'a> {
    by: audit::By<'a>,
    action: AccessAction,
    account: AccountId,
    id: String,
}

/// What a clerk at the counter did with an account.
pub fn looked(clerk: &Clerk, account: AccountId, action: AccessAction) -> Looked<'_> {
    Looked { by: clerk.by(), action, account, id: account.to_string() }
}

impl Looked<'_> {
    /// The entry.
    pub fn seen(&self) -> audit::Seen<'_> {
        let kind = match self.action {
            AccessAction::Created => AccessObject::IdentityProof,
            _ => AccessObject::Account,
        };
        audit::Seen {
            by: self.by,
            action: self.action,
            purpose: AccessPurpose::Identity,
            object: audit::Object { kind, id: &self.id, label: "" },
            account: Some(self.account),
            reason: "",
        }
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
    let (account, opened) = counter::open(&app, clerk.member.id, &entered.code).await?;
    let seen = looked(&clerk, account, AccessAction::Opened);
    audit::record_look(&app, seen.seen()).await?;
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
    Ok((StatusCode::CREATED, Json(counter::check(&app, &clerk, &check).await?)))
}
