//! Roles, offices, substitution, and leaving: who may do what, from the next request on.

use axum::{extract::State, http::StatusCode};
use rathaus_api::{
    audit::{AccessAction, AccessObject, AccessPurpose},
    events::EventKind,
    ids::{StaffId, SubstitutionId},
    problem::{Code, FieldCode, Problem},
    staff::{
        ChangeMember, Invite, Invited, NewSubstitution, OpenStaffInvitations, Role, StaffList, StaffMember,
        Substitution, Substitutions,
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Clerk, FreshAdmin, FreshLead, Inviting, Lead, invitations,
    store::{self, substitutions, substitutions::Visible},
    who::Admin,
};
use crate::{
    App,
    accounts::{self, Holder},
    audit::{self, By, Object, Seen},
    clock::timestamp,
    db::{DbError, Tx, counters},
    events::{self, NewEvent},
    http::{
        Failure, Json, Path,
        failure::{Answer, checked_name, field},
        idempotency::{self, Claim, Once, Scope},
        invalid,
    },
};

/// Longest substitution.
const SUBSTITUTION_MS_MAX: i64 = 366 * 24 * 3_600_000;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(staff_members))
        .routes(routes!(open_invitations, invite_staff))
        .routes(routes!(withdraw_invitation))
        .routes(routes!(change_member))
        .routes(routes!(deactivate_member))
        .routes(routes!(list_substitutions, substitute))
        .routes(routes!(end_substitution))
}

/// Everybody who works here or did. Administrators and office leads.
#[utoipa::path(get, path = "/api/desk/staff", tag = "staff",
    responses((status = 200, body = StaffList), (status = "default", body = Problem)))]
async fn staff_members(State(app): State<App>, _: Lead) -> Answer<Json<StaffList>> {
    Ok(Json(StaffList { members: store::members(app.db()).await? }))
}

/// Everybody who works here or did, by name.
///
/// # Errors
/// As the database says.
pub async fn members(app: &App) -> Result<Vec<StaffMember>, DbError> {
    store::members(app.db()).await
}

/// Invite somebody. Administrators, with step-up.
#[utoipa::path(post, path = "/api/desk/staff/invitations", tag = "staff",
    params(("Idempotency-Key" = String, Header)), request_body = Invite,
    responses((status = 201, body = Invited), (status = "default", body = Problem)))]
async fn invite_staff(
    State(app): State<App>,
    FreshAdmin(clerk): FreshAdmin,
    once: Once<Invite>,
) -> Answer<(StatusCode, Json<Invited>)> {
    let invite = &once.value;
    let name = checked_name("/display_name", &invite.display_name)?;
    check_office(&app, &invite.office)?;
    let inviting =
        Inviting { by: clerk.by(), display_name: &name, office: &invite.office, role: invite.role };
    let made = invitations::invite_once(&app, &inviting, &once).await?;
    Ok((StatusCode::CREATED, Json(Invited { link: made.link, expires_at: made.expires_at })))
}

/// Invitations that still let somebody in; without their secrets. Administrators.
#[utoipa::path(get, path = "/api/desk/staff/invitations", tag = "staff",
    responses((status = 200, body = OpenStaffInvitations), (status = "default", body = Problem)))]
async fn open_invitations(State(app): State<App>, _: Admin) -> Answer<Json<OpenStaffInvitations>> {
    let invitations = store::open_invitations(app.db(), app.clock().now_ms()).await?;
    Ok(Json(OpenStaffInvitations { invitations }))
}

/// Withdraw an invitation nobody has accepted yet. Administrators.
#[utoipa::path(delete, path = "/api/desk/staff/invitations/{id}", tag = "staff",
    params(("id" = String, Path, description = "From the list of open invitations")),
    responses((status = 204), (status = "default", body = Problem)))]
async fn withdraw_invitation(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    invitations::withdraw(&app, admin.by(), &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn check_office(app: &App, office: &str) -> Answer<()> {
    if store::office_exists(app, office) {
        return Ok(());
    }
    Err(invalid(vec![field("/office", FieldCode::Unknown, "no such office")]))
}

/// Give somebody another role, office or name; it counts from the next request on. Administrators, with step-up. The
/// last administrator stays one.
#[utoipa::path(patch, path = "/api/desk/staff/{id}", tag = "staff", params(("id" = StaffId, Path,)),
    request_body = ChangeMember, responses((status = 200, body = StaffMember), (status = "default", body = Problem)))]
async fn change_member(
    State(app): State<App>,
    FreshAdmin(admin): FreshAdmin,
    Path(id): Path<StaffId>,
    Json(change): Json<ChangeMember>,
) -> Answer<Json<StaffMember>> {
    let name = change.display_name.as_deref().map(|name| checked_name("/display_name", name)).transpose()?;
    change.office.as_deref().map(|office| check_office(&app, office)).transpose()?;
    let mut tx = app.db().begin().await?;
    let mut member = held(&mut tx, id).await?;
    let role = change.role.unwrap_or(member.role);
    if member.role == Role::Admin && role != Role::Admin {
        check_other_admin(&mut tx, id).await?;
    }
    member.role = role;
    member.display_name = name.unwrap_or(member.display_name);
    member.office = change.office.unwrap_or(member.office);
    store::change_member(&mut tx, &member).await?;
    if member.role != Role::Admin {
        store::withdraw_invitations_of(&mut tx, id).await?;
    }
    record(&app, &mut tx, admin.by(), &member, AccessAction::Changed, EventKind::StaffChanged).await?;
    tx.commit().await?;
    Ok(Json(member))
}

/// Let somebody go: her sessions and passkeys end at once, her name stays on what she did. Administrators, with step-up.
/// The last administrator cannot go.
#[utoipa::path(post, path = "/api/desk/staff/{id}/deactivate", tag = "staff", params(("id" = StaffId, Path,)),
    responses((status = 204), (status = "default", body = Problem)))]
async fn deactivate_member(
    State(app): State<App>,
    FreshAdmin(admin): FreshAdmin,
    Path(id): Path<StaffId>,
) -> Answer<StatusCode> {
    deactivate(&app, admin.by(), id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets somebody go.
///
/// # Errors
/// `not-found` when nobody of that id works here; `last-admin`.
pub async fn deactivate(app: &App, by: By<'_>, id: StaffId) -> Result<(), Failure> {
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let member = held(&mut tx, id).await?;
    if member.role == Role::Admin {
        check_other_admin(&mut tx, id).await?;
    }
    store::deactivate(&mut tx, id, now_ms).await?;
    store::withdraw_invitations_of(&mut tx, id).await?;
    substitutions::end_all_of(&mut tx, id, now_ms).await?;
    accounts::shut_out(app, &mut tx, Holder::Staff(id)).await?;
    record(app, &mut tx, by, &member, AccessAction::Ended, EventKind::StaffLeft).await?;
    Ok(tx.commit().await?)
}

/// Somebody who works here. Changes to people wait for each other, so that two administrators cannot dismiss each other
/// at once.
async fn held(tx: &mut Tx, id: StaffId) -> Answer<StaffMember> {
    counters::next(tx, "staff changes").await?;
    store::member(&mut *tx, id).await?.ok_or_else(|| Failure::new(Code::NotFound))
}

async fn check_other_admin(tx: &mut Tx, id: StaffId) -> Answer<()> {
    if store::other_admins(tx, id).await? > 0 { Ok(()) } else { Err(Failure::new(Code::LastAdmin)) }
}

async fn record(
    app: &App,
    tx: &mut Tx,
    by: By<'_>,
    member: &StaffMember,
    action: AccessAction,
    kind: EventKind,
) -> Result<(), DbError> {
    let id = member.id.to_string();
    let event =
        NewEvent { actor: by.actor, kind, object: id.clone(), account: None, office: Some(&member.office) };
    events::record(tx, event, app.clock().now_ms());
    let object = Object { kind: AccessObject::StaffMember, id: &id, label: &member.display_name };
    let purpose = AccessPurpose::Administration;
    audit::record(app, tx, Seen { by, action, purpose, object, account: None, reason: "" }).await
}

/// Who stands in for whom, from now on. Staff: where they are away or stand in; office leads: also those of their
/// office; administrators: all.
#[utoipa::path(get, path = "/api/desk/staff/substitutions", tag = "staff",
    responses((status = 200, body = Substitutions), (status = "default", body = Problem)))]
async fn list_substitutions(State(app): State<App>, clerk: Clerk) -> Answer<Json<Substitutions>> {
    let visible = match clerk.member.role {
        Role::Clerk | Role::Counter => Visible::Own,
        Role::Lead => Visible::Office(&clerk.member.office),
        Role::Admin => Visible::All,
    };
    let now_ms = app.clock().now_ms();
    let substitutions = substitutions::list(app.db(), &visible, clerk.member.id, now_ms).await?;
    Ok(Json(Substitutions { substitutions }))
}

/// Let somebody stand in for an absent colleague. Office leads for their own office, administrators for all; with
/// step-up.
#[utoipa::path(post, path = "/api/desk/staff/substitutions", tag = "staff",
    params(("Idempotency-Key" = String, Header)), request_body = NewSubstitution,
    responses((status = 201, body = Substitution), (status = "default", body = Problem)))]
async fn substitute(
    State(app): State<App>,
    FreshLead(lead): FreshLead,
    Once { key, content, value: new }: Once<NewSubstitution>,
) -> Answer<(StatusCode, Json<Substitution>)> {
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let scope = Scope::of(lead.0.actor());
    let made = match idempotency::claim(&mut tx, &scope, key, &content, now_ms).await? {
        Claim::Done(made) => made,
        Claim::Forgotten(_) => return Err(Failure::new(Code::KeyReused)),
        Claim::New(claimed) => {
            let made = make_substitution(&app, &mut tx, &lead, &new).await?;
            idempotency::keep(&mut tx, claimed, &made.id.to_string(), &made)?;
            made
        }
    };
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(made)))
}

async fn make_substitution(
    app: &App,
    tx: &mut Tx,
    lead: &Lead,
    new: &NewSubstitution,
) -> Answer<Substitution> {
    let now_ms = app.clock().now_ms();
    let (starts_at, ends_at) = (new.starts_at.as_millisecond(), new.ends_at.as_millisecond());
    counters::next(tx, "staff changes").await?;
    let absent = store::member(&mut *tx, new.absent).await?;
    let absent = absent.filter(|absent| lead.office().is_none_or(|office| office == absent.office));
    let substitute = store::member(&mut *tx, new.substitute).await?;
    let mut errors = Vec::new();
    if absent.is_none() {
        errors.push(field("/absent", FieldCode::Unknown, "nobody of the office you decide for"));
    }
    if substitute.is_none() || new.substitute == new.absent {
        errors.push(field("/substitute", FieldCode::Unknown, "nobody who could stand in"));
    }
    if ends_at <= starts_at || ends_at <= now_ms || ends_at - starts_at > SUBSTITUTION_MS_MAX {
        errors.push(field("/ends_at", FieldCode::OutOfRange, "after the beginning and now, a year at most"));
    }
    let (Some(absent), Some(substitute), true) = (absent, substitute, errors.is_empty()) else {
        return Err(invalid(errors));
    };
    let row = substitutions::NewRow {
        id: SubstitutionId::new(),
        absent: absent.id,
        substitute: substitute.id,
        office: &absent.office,
        starts_at,
        ends_at,
        created_by: lead.0.member.id,
    };
    substitutions::insert(tx, &row, now_ms).await?;
    let label = format!("{} / {}", absent.display_name, substitute.display_name);
    record_substitution(app, tx, &lead.0, row.id, &label, AccessAction::Created).await?;
    Ok(Substitution {
        id: row.id,
        absent: absent.id,
        absent_name: absent.display_name,
        substitute: substitute.id,
        substitute_name: substitute.display_name,
        office: absent.office,
        starts_at: timestamp(starts_at),
        ends_at: timestamp(ends_at),
    })
}

async fn record_substitution(
    app: &App,
    tx: &mut Tx,
    lead: &Clerk,
    id: SubstitutionId,
    label: &str,
    action: AccessAction,
) -> Result<(), DbError> {
    let id = id.to_string();
    let object = Object { kind: AccessObject::Substitution, id: &id, label };
    let purpose = AccessPurpose::Administration;
    audit::record(app, tx, Seen { by: lead.by(), action, purpose, object, account: None, reason: "" }).await
}

/// End a substitution now. Office leads for their own office, administrators for all.
#[utoipa::path(delete, path = "/api/desk/staff/substitutions/{id}", tag = "staff",
    params(("id" = SubstitutionId, Path,)), responses((status = 204), (status = "default", body = Problem)))]
async fn end_substitution(
    State(app): State<App>,
    lead: Lead,
    Path(id): Path<SubstitutionId>,
) -> Answer<StatusCode> {
    let mut tx = app.db().begin().await?;
    let ended = substitutions::end(&mut tx, id, lead.office(), app.clock().now_ms()).await?;
    if ended.is_none() {
        return Err(Failure::new(Code::NotFound));
    }
    record_substitution(&app, &mut tx, &lead.0, id, "", AccessAction::Ended).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
