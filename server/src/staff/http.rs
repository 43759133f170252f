//! Routes by which staff come in, and their own account.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use rathaus_api::{
    accounts::{Ceremony, Devices, FinishCeremony},
    ids::{DeviceId, StaffId},
    problem::{Code, FieldCode, Problem},
    staff::{
        DeskOpened, DeskSession, InvitationOpened, Invite, Invited, OpenInvitation, StaffList, StaffMember,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Admin, Clerk, Inviting, invitations, store};
use crate::{
    App,
    accounts::{
        self, CeremonyError, Holder, Opened, Purpose, SessionCookie, device_list, finish_login, start_login,
    },
    events::stream,
    http::{
        Failure, Json, Path,
        failure::{Answer, checked_name, field},
        idempotency::Once,
        invalid,
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
        .routes(routes!(staff_members))
        .routes(routes!(invite_staff))
        .routes(routes!(desk_live))
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
    let (member, opened) = invitations::accept(&app, &finish).await?;
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
    let (user, passkey) = finish_login(&app, Purpose::StaffLogin, &finish).await?;
    let member = store::member(app.db(), StaffId(user)).await?.ok_or(CeremonyError::Refused)?;
    let mut tx = app.db().begin().await?;
    let opened = accounts::open(&app, &mut tx, Holder::Staff(member.id), &passkey, &finish.device).await?;
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
async fn desk_session(clerk: Result<Clerk, Failure>) -> Answer<Response> {
    let mut headers = HeaderMap::new();
    let member = match clerk {
        Ok(clerk) => Some(clerk.member),
        Err(failure) if failure.problem.code() == Some(Code::NotSignedIn) => {
            SessionCookie::Desk.forget(&mut headers);
            None
        }
        Err(failure) => return Err(failure),
    };
    Ok((headers, Json(DeskSession { member })).into_response())
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

/// Everybody who works here. Administrators.
#[utoipa::path(get, path = "/api/desk/staff", tag = "staff",
    responses((status = 200, body = StaffList), (status = "default", body = Problem)))]
async fn staff_members(State(app): State<App>, _: Admin) -> Answer<Json<StaffList>> {
    Ok(Json(StaffList { members: store::members(app.db()).await? }))
}

/// Invite somebody. Administrators.
#[utoipa::path(post, path = "/api/desk/staff/invitations", tag = "staff",
    params(("Idempotency-Key" = String, Header)), request_body = Invite,
    responses((status = 201, body = Invited), (status = "default", body = Problem)))]
async fn invite_staff(
    State(app): State<App>,
    Admin(clerk): Admin,
    once: Once<Invite>,
) -> Answer<(StatusCode, Json<Invited>)> {
    let invite = &once.value;
    let name = checked_name("/display_name", &invite.display_name)?;
    if !store::office_exists(&app, &invite.office) {
        return Err(invalid(vec![field("/office", FieldCode::Unknown, "no such office")]));
    }
    let inviting =
        Inviting { actor: clerk.actor(), display_name: &name, office: &invite.office, role: invite.role };
    let made = invitations::invite_once(&app, &inviting, &once).await?;
    Ok((StatusCode::CREATED, Json(Invited { link: made.link, expires_at: made.expires_at })))
}

/// The live stream of the desk: server-sent events of one's own offices. Staff.
#[utoipa::path(get, path = "/api/desk/events", tag = "staff",
    responses((status = 200, description = "text/event-stream of LiveEvent", body = rathaus_api::events::LiveEvent),
        (status = "default", body = Problem)))]
async fn desk_live(State(app): State<App>, clerk: Clerk, headers: HeaderMap) -> Answer<Response> {
    let (holder, device) = (clerk.holder(), clerk.device);
    let asked = app.clone();
    stream::open(app, clerk.scope().audience(), &headers, move || {
        let app = asked.clone();
        async move { accounts::is_open(&app, holder, device).await }
    })
    .await
}
