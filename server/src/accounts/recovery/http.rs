//! Routes of recovery and of the blocking card. Most are for people who cannot sign in.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use rathaus_api::{
    accounts::{Ceremony, FinishCeremony, SessionOpened},
    identity::{EidStarted, EnterCode, FinishEid, StartEid},
    problem::Problem,
    recovery::{
        Blocked, BlockingCard, NotMe, OwnRecoveries, Recovery, RecoveryLetterRequested, RequestRecoveryLetter,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{card, letter};
use crate::{
    App,
    accounts::{Fresh, Resident, identity},
    http::{
        Json,
        failure::Answer,
        limits::{Action, Origin},
    },
};

/// Routes of this room.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(request_recovery_letter))
        .routes(routes!(start_recovery_eid))
        .routes(routes!(finish_recovery_eid))
        .routes(routes!(open_recovery))
        .routes(routes!(start_recovery_passkey))
        .routes(routes!(finish_recovery))
        .routes(routes!(own_recoveries))
        .routes(routes!(stop_recoveries))
        .routes(routes!(not_me))
        .routes(routes!(make_card))
        .routes(routes!(block_account))
        .routes(routes!(unblock_account))
}

/// Ask for a letter to the registered address. Anyone; the answer is the same for everybody.
#[utoipa::path(post, path = "/api/accounts/recovery/letter", tag = "recovery",
    request_body = RequestRecoveryLetter,
    responses((status = 202, body = RecoveryLetterRequested), (status = "default", body = Problem)))]
async fn request_recovery_letter(
    State(app): State<App>,
    origin: Origin,
    Json(asked): Json<RequestRecoveryLetter>,
) -> Answer<(StatusCode, Json<RecoveryLetterRequested>)> {
    app.limits().count(origin, Action::SignIn)?;
    Ok((StatusCode::ACCEPTED, Json(letter::request(&app, &asked.person).await?)))
}

/// The way to the eID broker, for people without passkeys. Anyone.
#[utoipa::path(post, path = "/api/accounts/recovery/eid", tag = "recovery", request_body = StartEid,
    responses((status = 200, body = EidStarted), (status = "default", body = Problem)))]
async fn start_recovery_eid(
    State(app): State<App>,
    origin: Origin,
    Json(start): Json<StartEid>,
) -> Answer<Json<EidStarted>> {
    app.limits().count(origin, Action::SignIn)?;
    Ok(Json(identity::eid::depart_lost(&app, start).await?))
}

/// Back from the eID broker; the answer carries the code of the recovery. Whoever left, by the claim.
#[utoipa::path(post, path = "/api/accounts/recovery/eid/finish", tag = "recovery", request_body = FinishEid,
    responses((status = 200, body = Recovery), (status = "default", body = Problem)))]
async fn finish_recovery_eid(
    State(app): State<App>,
    origin: Origin,
    Json(back): Json<FinishEid>,
) -> Answer<Json<Recovery>> {
    app.limits().count(origin, Action::SignIn)?;
    Ok(Json(super::by_eid(&app, &back).await?))
}

/// Enter the code of a letter or from the counter; the first time a letter's 72 hours begin. Anyone who has the code.
#[utoipa::path(post, path = "/api/accounts/recovery/open", tag = "recovery", request_body = EnterCode,
    responses((status = 200, body = Recovery), (status = "default", body = Problem)))]
async fn open_recovery(
    State(app): State<App>,
    origin: Origin,
    Json(entered): Json<EnterCode>,
) -> Answer<Json<Recovery>> {
    app.limits().count(origin, Action::SignIn)?;
    Ok(Json(super::open(&app, &entered.code).await?))
}

/// Begin the making of the new passkey, once the recovery is ready. Anyone who has the code.
#[utoipa::path(post, path = "/api/accounts/recovery/passkey", tag = "recovery", request_body = EnterCode,
    responses((status = 200, body = Ceremony), (status = "default", body = Problem)))]
async fn start_recovery_passkey(
    State(app): State<App>,
    origin: Origin,
    Json(entered): Json<EnterCode>,
) -> Answer<Json<Ceremony>> {
    app.limits().count(origin, Action::SignIn)?;
    Ok(Json(super::start_passkey(&app, &entered.code).await?))
}

/// Finish: all other devices are signed out, all other passkeys gone, this device is signed in. Anyone who began it.
#[utoipa::path(post, path = "/api/accounts/recovery/finish", tag = "recovery", request_body = FinishCeremony,
    responses((status = 201, body = SessionOpened), (status = "default", body = Problem)))]
async fn finish_recovery(
    State(app): State<App>,
    origin: Origin,
    asked: HeaderMap,
    Json(finish): Json<FinishCeremony>,
) -> Answer<Response> {
    app.limits().count(origin, Action::SignIn)?;
    let (account, opened) = super::finish(&app, &asked, &finish).await?;
    let mut headers = HeaderMap::new();
    let token = opened.hand_over(&asked, &mut headers);
    Ok((StatusCode::CREATED, headers, Json(SessionOpened { account, token })).into_response())
}

/// Whether somebody is recovering my account. Residents, their own.
#[utoipa::path(get, path = "/api/accounts/recovery", tag = "recovery",
    responses((status = 200, body = OwnRecoveries), (status = "default", body = Problem)))]
async fn own_recoveries(State(app): State<App>, resident: Resident) -> Answer<Json<OwnRecoveries>> {
    Ok(Json(OwnRecoveries { recoveries: super::own(&app, resident.account).await? }))
}

/// "That was not me": all recoveries of my account end, and no letter goes out for a month. Residents, their own; with
/// step-up where somebody showed a document or an eID, who may be the owner while a thief holds this device.
#[utoipa::path(post, path = "/api/accounts/recovery/stop", tag = "recovery",
    responses((status = 204), (status = "default", body = Problem)))]
async fn stop_recoveries(State(app): State<App>, resident: Resident) -> Answer<StatusCode> {
    super::stop_own(&app, &resident).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// "That was not me", from a notice. Anyone who has the link's secret; it can do nothing else.
#[utoipa::path(post, path = "/api/accounts/recovery/not-me", tag = "recovery", request_body = NotMe,
    responses((status = 204), (status = "default", body = Problem)))]
async fn not_me(State(app): State<App>, origin: Origin, Json(link): Json<NotMe>) -> Answer<StatusCode> {
    app.limits().count(origin, Action::SignIn)?;
    super::stop_by_link(&app, &link.token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A new card with a blocking code; an older one works for three days more. Residents after step-up, not while a recovery locks the
/// account.
#[utoipa::path(post, path = "/api/accounts/card", tag = "recovery",
    responses((status = 201, body = BlockingCard), (status = "default", body = Problem)))]
async fn make_card(
    State(app): State<App>,
    Fresh(resident): Fresh,
) -> Answer<(StatusCode, Json<BlockingCard>)> {
    identity::require_unlocked(&app, resident.account).await?;
    Ok((StatusCode::CREATED, Json(card::make(&app, resident.account).await?)))
}

/// Block an account with the code of its card: nobody is signed in any more. Anyone who has the code.
#[utoipa::path(post, path = "/api/accounts/block", tag = "recovery", request_body = EnterCode,
    responses((status = 200, body = Blocked), (status = "default", body = Problem)))]
async fn block_account(
    State(app): State<App>,
    origin: Origin,
    Json(entered): Json<EnterCode>,
) -> Answer<Json<Blocked>> {
    app.limits().count(origin, Action::SignIn)?;
    Ok(Json(card::block(&app, &entered.code).await?))
}

/// Open a blocked account again with the code that came with the block. Anyone who has the code.
#[utoipa::path(post, path = "/api/accounts/unblock", tag = "recovery", request_body = EnterCode,
    responses((status = 204), (status = "default", body = Problem)))]
async fn unblock_account(
    State(app): State<App>,
    origin: Origin,
    Json(entered): Json<EnterCode>,
) -> Answer<StatusCode> {
    app.limits().count(origin, Action::SignIn)?;
    card::unblock(&app, &entered.code).await?;
    Ok(StatusCode::NO_CONTENT)
}
