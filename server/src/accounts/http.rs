//! Residents' routes: registration, sign-in, devices.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use rathaus_api::{
    accounts::{
        Account, Ceremony, ChangeAccount, Devices, FinishCeremony, Language, Session, SessionOpened,
        StartRegistration,
    },
    events::{EventKind, LiveEvent},
    ids::{AccountId, DeviceId},
    problem::{Code, Problem},
};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    CeremonyError, Holder, MaybeResident, Purpose, Resident, SessionCookie, app_login, association, identity,
    keys, links, notices, passkeys, profile, recovery, sessions, store,
};
use crate::{
    App,
    clock::timestamp,
    events::{self, Actor, Audience, NewEvent, stream},
    http::{
        Failure, Json, Path,
        failure::{Answer, checked_name},
        limits::{Action, Origin},
    },
};

/// What a registration remembers between start and finish.
#[derive(Serialize, Deserialize)]
struct Applicant {
    account: AccountId,
    display_name: String,
    language: Language,
}

/// All routes of the slice.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(start_registration))
        .routes(routes!(finish_registration))
        .routes(routes!(start_login))
        .routes(routes!(finish_login))
        .routes(routes!(log_out))
        .routes(routes!(session))
        .routes(routes!(change_account))
        .routes(routes!(devices))
        .routes(routes!(sign_out_device))
        .routes(routes!(live_events))
        .routes(routes!(sign_out_others))
        .merge(super::access_log::routes())
        .merge(keys::http::routes())
        .merge(identity::http::routes())
        .merge(identity::desk::routes())
        .merge(identity::eid::http::routes())
        .merge(profile::http::routes())
        .merge(recovery::http::routes())
        .merge(super::export::http::routes())
        .merge(super::deletion::http::routes())
        .merge(recovery::desk::routes())
        .merge(links::http::routes())
        .merge(app_login::http::routes())
        .merge(association::routes())
}

/// Begin the making of an account. Anyone.
#[utoipa::path(post, path = "/api/accounts/registration", tag = "accounts", request_body = StartRegistration,
    responses((status = 200, body = Ceremony), (status = "default", body = Problem)))]
async fn start_registration(
    State(app): State<App>,
    origin: Origin,
    Json(start): Json<StartRegistration>,
) -> Answer<Json<Ceremony>> {
    app.limits().count(origin, Action::SignIn)?;
    let display_name = checked_name("/display_name", &start.display_name)?;
    let applicant = Applicant { account: AccountId::random(), display_name, language: start.language };
    let purpose = Purpose::ResidentRegistration;
    let ceremony =
        passkeys::start_creation(&app, purpose, applicant.account.0, &applicant.display_name, &applicant)
            .await?;
    Ok(Json(ceremony))
}

/// Finish the making of an account; the device is signed in. Anyone.
#[utoipa::path(post, path = "/api/accounts/registration/finish", tag = "accounts", request_body = FinishCeremony,
    responses((status = 201, body = SessionOpened), (status = "default", body = Problem)))]
async fn finish_registration(
    State(app): State<App>,
    origin: Origin,
    headers: HeaderMap,
    Json(finish): Json<FinishCeremony>,
) -> Answer<Response> {
    app.limits().count(origin, Action::SignIn)?;
    let (applicant, passkey): (Applicant, _) =
        passkeys::finish_creation(&app, Purpose::ResidentRegistration, &finish).await?;
    let now_ms = app.clock().now_ms();
    let account = Account {
        id: applicant.account,
        display_name: applicant.display_name,
        language: applicant.language,
        created_at: timestamp(now_ms),
    };
    let holder = Holder::Resident(account.id);
    let mut tx = app.db().begin().await?;
    store::insert_account(&mut tx, &account, now_ms).await?;
    let passkey_id = passkey.store(&mut tx, holder, now_ms).await?;
    let event = NewEvent {
        actor: Actor::Resident(account.id),
        kind: EventKind::AccountCreated,
        object: account.id.to_string(),
        account: Some(account.id),
        office: None,
    };
    events::record(&mut tx, event, now_ms);
    sessions::end_shown(&app, &mut tx, &headers, SessionCookie::Resident).await?;
    let opened = sessions::open(&app, &mut tx, holder, &passkey_id, &finish.device).await?;
    tx.commit().await?;
    Ok(answer(StatusCode::CREATED, account, opened, &headers))
}

/// The answer to a sign-in: a cookie for a browser, a token for the app.
pub(super) fn answer(
    status: StatusCode,
    account: Account,
    opened: sessions::Opened,
    asked: &HeaderMap,
) -> Response {
    let mut headers = HeaderMap::new();
    let token = opened.hand_over(asked, &mut headers);
    (status, headers, Json(SessionOpened { account, token })).into_response()
}

/// Begin a sign-in without user name. Anyone.
#[utoipa::path(post, path = "/api/accounts/login", tag = "accounts",
    responses((status = 200, body = Ceremony), (status = "default", body = Problem)))]
async fn start_login(State(app): State<App>, origin: Origin) -> Answer<Json<Ceremony>> {
    app.limits().count(origin, Action::SignIn)?;
    Ok(Json(passkeys::start_login(&app, Purpose::ResidentLogin).await?))
}

/// Finish a sign-in. Anyone.
#[utoipa::path(post, path = "/api/accounts/login/finish", tag = "accounts", request_body = FinishCeremony,
    responses((status = 200, body = SessionOpened), (status = "default", body = Problem)))]
async fn finish_login(
    State(app): State<App>,
    origin: Origin,
    headers: HeaderMap,
    Json(finish): Json<FinishCeremony>,
) -> Answer<Response> {
    app.limits().count(origin, Action::SignIn)?;
    let used = passkeys::finish_login(&app, Purpose::ResidentLogin, &finish).await?;
    let account = store::account(app.db(), AccountId(used.user)).await?.ok_or(CeremonyError::Refused)?;
    let holder = Holder::Resident(account.id);
    let mut tx = app.db().begin().await?;
    used.write_down(&mut tx, holder, app.clock().now_ms()).await?;
    sessions::end_shown(&app, &mut tx, &headers, SessionCookie::Resident).await?;
    let opened = sessions::open(&app, &mut tx, holder, &used.id, &finish.device).await?;
    tx.commit().await?;
    Ok(answer(StatusCode::OK, account, opened, &headers))
}

/// Sign this device out. Residents.
#[utoipa::path(post, path = "/api/accounts/logout", tag = "accounts",
    responses((status = 204), (status = "default", body = Problem)))]
async fn log_out(State(app): State<App>, resident: Resident) -> Answer<Response> {
    sessions::close(&app, resident.holder(), resident.device).await?;
    let mut headers = HeaderMap::new();
    SessionCookie::Resident.forget(&mut headers);
    Ok((StatusCode::NO_CONTENT, headers).into_response())
}

/// Who is asking. Anyone; a session that has ended is forgotten.
#[utoipa::path(get, path = "/api/accounts/session", tag = "accounts",
    responses((status = 200, body = Session), (status = "default", body = Problem)))]
async fn session(State(app): State<App>, resident: Result<MaybeResident, Failure>) -> Answer<Response> {
    let mut headers = HeaderMap::new();
    let nobody = Session { account: None, life: None, second_passkey_advised: false };
    let session = match resident {
        Ok(MaybeResident(Some(resident))) => Session {
            account: store::account(app.db(), resident.account).await?,
            life: Some(sessions::life(&app, resident.ends_at, resident.fresh_until)),
            second_passkey_advised: keys::is_second_advised(&app, resident.holder()).await?,
        },
        Ok(MaybeResident(None)) => nobody,
        Err(failure) if failure.problem.code() == Some(Code::NotSignedIn) => {
            SessionCookie::Resident.forget(&mut headers);
            nobody
        }
        Err(failure) => return Err(failure),
    };
    Ok((headers, Json(session)).into_response())
}

/// Change name or language. Residents, their own account.
#[utoipa::path(patch, path = "/api/accounts/me", tag = "accounts", request_body = ChangeAccount,
    responses((status = 200, body = Account), (status = "default", body = Problem)))]
async fn change_account(
    State(app): State<App>,
    resident: Resident,
    Json(change): Json<ChangeAccount>,
) -> Answer<Json<Account>> {
    let name = change.display_name.as_deref().map(|name| checked_name("/display_name", name)).transpose()?;
    let mut tx = app.db().begin().await?;
    store::change_account(&mut tx, resident.account, name.as_deref(), change.language).await?;
    let account = store::account(&mut tx, resident.account).await?;
    tx.commit().await?;
    account.map(Json).ok_or_else(|| Failure::new(Code::NotFound))
}

/// Where I am signed in. Residents, their own devices.
#[utoipa::path(get, path = "/api/accounts/devices", tag = "accounts",
    responses((status = 200, body = Devices), (status = "default", body = Problem)))]
async fn devices(State(app): State<App>, resident: Resident) -> Answer<Json<Devices>> {
    let devices = sessions::device_list(&app, resident.holder(), resident.device).await?;
    Ok(Json(Devices { devices }))
}

/// Sign one of my devices out. Residents, their own devices.
#[utoipa::path(delete, path = "/api/accounts/devices/{id}", tag = "accounts",
    params(("id" = DeviceId, Path,)), responses((status = 204), (status = "default", body = Problem)))]
async fn sign_out_device(
    State(app): State<App>,
    resident: Resident,
    Path(device): Path<DeviceId>,
) -> Answer<StatusCode> {
    let removed = sessions::sign_out_device(&app, resident.holder(), device).await?;
    if removed { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::new(Code::NotFound)) }
}

/// Sign all my other devices out. Residents, their own devices.
#[utoipa::path(post, path = "/api/accounts/devices/sign-out-others", tag = "accounts",
    responses((status = 204), (status = "default", body = Problem)))]
async fn sign_out_others(State(app): State<App>, resident: Resident) -> Answer<StatusCode> {
    sessions::sign_out_others(&app, resident.holder(), resident.device).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// My live stream: server-sent events of what concerns me. Residents.
#[utoipa::path(get, path = "/api/events", tag = "accounts",
    responses((status = 200, description = "text/event-stream of LiveEvent", body = LiveEvent),
        (status = "default", body = Problem)))]
async fn live_events(State(app): State<App>, resident: Resident, headers: HeaderMap) -> Answer<Response> {
    let (asked, marking) = (app.clone(), app.clone());
    let still_open = move || {
        let app = asked.clone();
        async move { sessions::is_open(&app, resident.holder(), resident.device).await }
    };
    let marked = move |events| notices::hushed(marking.clone(), resident.account, events);
    stream::open(app, Audience::Resident(resident.account), &headers, still_open, marked).await
}
