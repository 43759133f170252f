//! Routes by which staff come in, and their own account.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use rathaus_api::{
    accounts::{Ceremony, Devices, FinishCeremony},
    ids::{DeviceId, StaffId},
    problem::{Code, Problem},
    staff::{DeskOpened, DeskSession, InvitationOpened, OpenInvitation, StaffMember},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Clerk, invitations, keys, people, store, who};
use crate::{
    App,
    accounts::{
        self, CeremonyError, Holder, Opened, Purpose, SessionCookie, device_list, finish_login, start_login,
    },
    events::stream,
    http::{
        Failure, Json, Path,
        failure::Answer,
        limits::{Action, Origin},
    },
};

/// All routes of the slice.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(open_invitation))
        .routes(routes!(accept_invitation))
        .routes(routes!(start_desk_login))
        .routes(routes!(finish_desk_login))
        .routes(routes!(desk_log_out))
        .routes(routes!(desk_session))
        .routes(routes!(desk_devices))
        .routes(routes!(sign_out_desk_device))
        .routes(routes!(desk_live))
        .merge(keys::routes())
        .merge(people::routes())
}

/// Open the link of an invitation. Anyone who has its secret.
#[utoipa::path(post, path = "/api/desk/staff/invitations/open", tag = "staff", request_body = OpenInvitation,
    responses((status = 200, body = InvitationOpened), (status = "default", body = Problem)))]
async fn open_invitation(
    State(app): State<App>,
    origin: Origin,
    Json(open): Json<OpenInvitation>,
) -> Answer<Json<InvitationOpened>> {
    app.limits().count(origin, Action::SignIn)?;
    let (row, ceremony) = invitations::open_link(&app, &open.token).await?;
    Ok(Json(InvitationOpened { display_name: row.display_name, office: row.office, ceremony }))
}

/// Accept the invitation with a new passkey. Anyone who opened it.
#[utoipa::path(post, path = "/api/desk/staff/invitations/accept", tag = "staff", request_body = FinishCeremony,
    responses((status = 201, body = DeskOpened), (status = "default", body = Problem)))]
async fn accept_invitation(
    State(app): State<App>,
    origin: Origin,
    headers: HeaderMap,
    Json(finish): Json<FinishCeremony>,
) -> Answer<Response> {
    app.limits().count(origin, Action::SignIn)?;
    let (member, opened) = invitations::accept(&app, &headers, &finish).await?;
    Ok(answer(StatusCode::CREATED, member, opened, &headers))
}

fn answer(status: StatusCode, member: StaffMember, opened: Opened, asked: &HeaderMap) -> Response {
    let mut headers = HeaderMap::new();
    let token = opened.hand_over(asked, &mut headers);
    (status, headers, Json(DeskOpened { member, token })).into_response()
}

/// Begin a sign-in at the desk. Anyone.
#[utoipa::path(post, path = "/api/desk/login", tag = "staff",
    responses((status = 200, body = Ceremony), (status = "default", body = Problem)))]
async fn start_desk_login(State(app): State<App>, origin: Origin) -> Answer<Json<Ceremony>> {
    app.limits().count(origin, Action::SignIn)?;
    Ok(Json(start_login(&app, Purpose::StaffLogin).await?))
}

/// Finish a sign-in at the desk. Anyone.
#[utoipa::path(post, path = "/api/desk/login/finish", tag = "staff", request_body = FinishCeremony,
    responses((status = 200, body = DeskOpened), (status = "default", body = Problem)))]
async fn finish_desk_login(
    State(app): State<App>,
    origin: Origin,
    headers: HeaderMap,
    Json(finish): Json<FinishCeremony>,
) -> Answer<Response> {
    app.limits().count(origin, Action::SignIn)?;
    let used = finish_login(&app, Purpose::StaffLogin, &finish).await?;
    let member = store::member(app.db(), StaffId(used.user)).await?.ok_or(CeremonyError::Refused)?;
    let holder = Holder::Staff(member.id);
    let mut tx = app.db().begin().await?;
    used.write_down(&mut tx, holder, app.clock().now_ms()).await?;
    accounts::end_shown(&app, &mut tx, &headers, SessionCookie::Desk).await?;
    let opened = accounts::open(&app, &mut tx, holder, &used.id, &finish.device).await?;
    tx.commit().await?;
    Ok(answer(StatusCode::OK, member, opened, &headers))
}

/// Sign this device out. Staff.
#[utoipa::path(post, path = "/api/desk/logout", tag = "staff",
    responses((status = 204), (status = "default", body = Problem)))]
async fn desk_log_out(State(app): State<App>, clerk: Clerk) -> Answer<Response> {
    accounts::close(&app, clerk.holder(), clerk.device).await?;
    let mut headers = HeaderMap::new();
    SessionCookie::Desk.forget(&mut headers);
    Ok((StatusCode::NO_CONTENT, headers).into_response())
}

/// Who is asking at the desk. Anyone; a session that has ended is forgotten.
#[utoipa::path(get, path = "/api/desk/session", tag = "staff",
    responses((status = 200, body = DeskSession), (status = "default", body = Problem)))]
async fn desk_session(State(app): State<App>, clerk: Result<Clerk, Failure>) -> Answer<Response> {
    let mut headers = HeaderMap::new();
    let session = match clerk {
        Ok(clerk) => DeskSession {
            life: Some(accounts::life(&app, clerk.ends_at, clerk.fresh_until)),
            second_passkey_advised: accounts::keys::is_second_advised(&app, clerk.holder()).await?,
            offices: clerk.offices(),
            member: Some(clerk.member),
        },
        Err(failure) if failure.problem.code() == Some(Code::NotSignedIn) => {
            SessionCookie::Desk.forget(&mut headers);
            DeskSession { member: None, offices: Vec::new(), life: None, second_passkey_advised: false }
        }
        Err(failure) => return Err(failure),
    };
    Ok((headers, Json(session)).into_response())
}

/// Where I am signed in. Staff, their own devices.
#[utoipa::path(get, path = "/api/desk/devices", tag = "staff",
    responses((status = 200, body = Devices), (status = "default", body = Problem)))]
async fn desk_devices(State(app): State<App>, clerk: Clerk) -> Answer<Json<Devices>> {
    let devices = device_list(&app, clerk.holder(), clerk.device).await?;
    Ok(Json(Devices { devices }))
}

/// Sign one of my devices out. Staff, their own devices.
#[utoipa::path(delete, path = "/api/desk/devices/{id}", tag = "staff",
    params(("id" = DeviceId, Path,)), responses((status = 204), (status = "default", body = Problem)))]
async fn sign_out_desk_device(
    State(app): State<App>,
    clerk: Clerk,
    Path(device): Path<DeviceId>,
) -> Answer<StatusCode> {
    let removed = accounts::sign_out_device(&app, clerk.holder(), device).await?;
    if removed { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::new(Code::NotFound)) }
}

/// The live stream of the desk: server-sent events of one's own offices. Staff.
#[utoipa::path(get, path = "/api/desk/events", tag = "staff",
    responses((status = 200, description = "text/event-stream of LiveEvent", body = rathaus_api::events::LiveEvent),
        (status = "default", body = Problem)))]
async fn desk_live(State(app): State<App>, clerk: Clerk, headers: HeaderMap) -> Answer<Response> {
    let (holder, device) = (clerk.holder(), clerk.device);
    let asked = app.clone();
    stream::open(
        app,
        clerk.scope().audience(),
        &headers,
        move || {
            let app = asked.clone();
            let clerk = clerk.clone();
            async move { accounts::is_open(&app, holder, device).await && who::stands_as(&app, &clerk).await }
        },
        std::future::ready,
    )
    .await
}
