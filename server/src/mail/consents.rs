//! Consent to digital service: explicit, with its wording, revocable for the future.

use axum::{extract::State, http::StatusCode};
use rathaus_api::{
    mail::{GiveConsent, MailConsent},
    problem::{FieldCode, Problem},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::store;
use crate::{
    App,
    accounts::{Resident, identity},
    http::{
        Json,
        failure::{Answer, field},
        invalid,
    },
};

/// Longest version of a wording, in characters.
const VERSION_CHARS_MAX: usize = 20;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(consent, give_consent, revoke_consent))
}

/// Whether I agreed to digital letters. Residents, their own.
#[utoipa::path(get, path = "/api/mail/consent", tag = "mail",
    responses((status = 200, body = MailConsent), (status = "default", body = Problem)))]
async fn consent(State(app): State<App>, resident: Resident) -> Answer<Json<MailConsent>> {
    Ok(Json(MailConsent { given: store::consent(app.db(), resident.account).await? }))
}

/// Agree to digital letters. A new wording takes the place of the one before. Residents, their own.
#[utoipa::path(post, path = "/api/mail/consent", tag = "mail", request_body = GiveConsent,
    responses((status = 200, body = MailConsent), (status = "default", body = Problem)))]
async fn give_consent(
    State(app): State<App>,
    resident: Resident,
    Json(given): Json<GiveConsent>,
) -> Answer<Json<MailConsent>> {
    let mut errors = Vec::new();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    if given.version.is_empty()
        || given.version.len() > VERSION_CHARS_MAX
        || !given.version.chars().all(plain)
    {
        errors.push(field("/version", FieldCode::Format, "1 to 20 letters, digits, hyphens, dots"));
    }
    if given.wording_sha256.len() != 64 || !given.wording_sha256.bytes().all(|byte| byte.is_ascii_hexdigit())
    {
        errors.push(field("/wording_sha256", FieldCode::Format, "64 hexadecimal digits"));
    }
    if !errors.is_empty() {
        return Err(invalid(errors));
    }
    identity::require_unlocked(&app, resident.account).await?;
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let before = store::consent(&mut tx, resident.account).await?;
    if before.is_none_or(|before| before.version != given.version || before.locale != given.locale) {
        store::revoke_consent(&mut tx, resident.account, now_ms).await?;
        store::give_consent(&mut tx, resident.account, &given, now_ms).await?;
    }
    let given = store::consent(&mut tx, resident.account).await?;
    tx.commit().await?;
    Ok(Json(MailConsent { given }))
}

/// Revoke the consent for the future, without giving reasons: later letters come by post. Residents, their own.
#[utoipa::path(delete, path = "/api/mail/consent", tag = "mail",
    responses((status = 204), (status = "default", body = Problem)))]
async fn revoke_consent(State(app): State<App>, resident: Resident) -> Answer<StatusCode> {
    let mut tx = app.db().begin().await?;
    store::revoke_consent(&mut tx, resident.account, app.clock().now_ms()).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
