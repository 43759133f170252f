//! One-time links that let somebody become staff.

use axum::http::HeaderMap;
use jiff::Timestamp;
use rathaus_api::{
    accounts::{Ceremony, FinishCeremony},
    audit::{AccessAction, AccessObject, AccessPurpose},
    events::EventKind,
    ids::StaffId,
    problem::Code,
    staff::{Role, StaffMember},
};
use serde::{Deserialize, Serialize};

use super::store::{self, InvitationRow};
use crate::{
    App,
    accounts::{Holder, Opened, Purpose, SessionCookie, end_shown, finish_creation, open, start_creation},
    audit::{self, By, Object, Seen},
    clock::timestamp,
    db::{DbError, Tx, counters},
    events::{self, Actor, NewEvent},
    http::{
        Failure,
        idempotency::{self, Claim, Once, Scope},
    },
    keys::{random_secret, secret_hash},
};

/// Life of an invitation.
const LIFE_MS: i64 = 24 * 3_600_000;

/// An invitation, shown once.
#[derive(Debug)]
pub struct Invitation {
    /// Address to hand to the person.
    pub link: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// What the ceremony of an invitation remembers.
#[derive(Serialize, Deserialize)]
struct Invitee {
    staff: StaffId,
    token_hash: String,
}

/// Somebody to invite.
pub struct Inviting<'a> {
    /// Who invites.
    pub by: By<'a>,
    /// Name as colleagues and residents read it.
    pub display_name: &'a str,
    /// Key of the office.
    pub office: &'a str,
    /// What the person may do.
    pub role: Role,
}

/// Invites somebody from the console: a new link each time.
///
/// # Errors
/// As the database says.
pub async fn invite(app: &App, inviting: &Inviting<'_>) -> Result<Invitation, DbError> {
    let token = random_secret();
    let expires_ms = app.clock().now_ms() + LIFE_MS;
    let mut tx = app.db().begin().await?;
    store_invitation(app, &mut tx, inviting, &token, expires_ms).await?;
    tx.commit().await?;
    Ok(invitation(app, &token, expires_ms))
}

/// Invites somebody once per key. The secret is derived from the key, so that only its hash needs storing.
///
/// # Errors
/// `idempotency-key-reused`; `invitation-invalid` for a key of long ago; otherwise as the database says.
pub(super) async fn invite_once<T>(
    app: &App,
    inviting: &Inviting<'_>,
    once: &Once<T>,
) -> Result<Invitation, Failure> {
    let scope = Scope::of(inviting.by.actor);
    let token = app.server_key().derive("invitation", &format!("{} {}", scope.caller, once.key.0));
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let expires_ms = match idempotency::claim(&mut tx, &scope, once.key, &once.content, now_ms).await? {
        Claim::Done(expires_ms) => expires_ms,
        Claim::Forgotten(_) => return Err(Failure::new(Code::InvitationInvalid)),
        Claim::New(claimed) => {
            let expires_ms = now_ms + LIFE_MS;
            let object = store_invitation(app, &mut tx, inviting, &token, expires_ms).await?;
            idempotency::keep(&mut tx, claimed, &object, &expires_ms)?;
            expires_ms
        }
    };
    tx.commit().await?;
    // One that was used or withdrawn meanwhile is not handed out once more.
    let open = store::invitation(app.db(), &secret_hash(&token), now_ms).await?;
    open.ok_or_else(|| Failure::new(Code::InvitationInvalid))?;
    Ok(invitation(app, &token, expires_ms))
}

fn invitation(app: &App, token: &str, expires_ms: i64) -> Invitation {
    let link = format!("{}/desk/einladung#{token}", app.config().origin_text());
    Invitation { link, expires_at: timestamp(expires_ms) }
}

/// Stores the row; the name by which events know it.
async fn store_invitation(
    app: &App,
    tx: &mut Tx,
    inviting: &Inviting<'_>,
    token: &str,
    expires_ms: i64,
) -> Result<String, DbError> {
    let now_ms = app.clock().now_ms();
    let row = InvitationRow {
        display_name: inviting.display_name.to_owned(),
        office: inviting.office.to_owned(),
        role: inviting.role.text().to_owned(),
        created_by: match inviting.by.actor {
            Actor::Staff(id) => Some(id.to_string()),
            _ => None,
        },
    };
    let hash = secret_hash(token);
    store::insert_invitation(tx, &hash, &row, now_ms, expires_ms).await?;
    let object = store::invitation_name(&hash);
    let event = NewEvent {
        actor: inviting.by.actor,
        kind: EventKind::StaffInvited,
        object: object.clone(),
        account: None,
        office: Some(inviting.office),
    };
    events::record(tx, event, now_ms);
    enter(app, tx, inviting.by, AccessAction::Created, &object, inviting.display_name).await?;
    Ok(object)
}

/// Withdraws an invitation that nobody has accepted: its link lets nobody in any more.
///
/// # Errors
/// `not-found` when it was accepted, withdrawn or has ended.
pub(super) async fn withdraw(app: &App, by: By<'_>, name: &str) -> Result<(), Failure> {
    let mut tx = app.db().begin().await?;
    // Whoever accepts at this moment waits for the withdrawal or was faster.
    counters::next(&mut tx, "staff changes").await?;
    let row = store::withdraw_invitation(&mut tx, name, app.clock().now_ms()).await?;
    let row = row.ok_or_else(|| Failure::new(Code::NotFound))?;
    let event = NewEvent {
        actor: by.actor,
        kind: EventKind::StaffInvitationWithdrawn,
        object: name.to_owned(),
        account: None,
        office: Some(&row.office),
    };
    events::record(&mut tx, event, app.clock().now_ms());
    enter(app, &mut tx, by, AccessAction::Ended, name, &row.display_name).await?;
    Ok(tx.commit().await?)
}

/// An entry of the audit log: who gets rights here, and from whom.
async fn enter(
    app: &App,
    tx: &mut Tx,
    by: By<'_>,
    action: AccessAction,
    id: &str,
    label: &str,
) -> Result<(), DbError> {
    let object = Object { kind: AccessObject::StaffMember, id, label };
    let purpose = AccessPurpose::Administration;
    audit::record(app, tx, Seen { by, action, purpose, object, account: None, reason: "" }).await
}

/// Somebody opened the link: whom it is for, and a ceremony to make a passkey.
///
/// # Errors
/// `invitation-invalid` when it has ended.
pub(super) async fn open_link(app: &App, token: &str) -> Result<(InvitationRow, Ceremony), Failure> {
    let token_hash = secret_hash(token);
    let row = store::invitation(app.db(), &token_hash, app.clock().now_ms()).await?;
    let row = row.ok_or_else(|| Failure::new(Code::InvitationInvalid))?;
    let invitee = Invitee { staff: StaffId::random(), token_hash };
    let name = format!("{} ({})", row.display_name, app.config().town.short_name);
    let ceremony = start_creation(app, Purpose::StaffInvitation, invitee.staff.0, &name, &invitee).await?;
    Ok((row, ceremony))
}

/// Whoever invited must be an administrator still.
async fn check_inviter(tx: &mut Tx, row: &InvitationRow) -> Result<(), Failure> {
    let Some(inviter) = &row.created_by else { return Ok(()) };
    let inviter = inviter.parse().map_err(|_| Failure::new(Code::InvitationInvalid))?;
    let inviter = store::member(&mut *tx, inviter).await?;
    let may = inviter.is_some_and(|inviter| inviter.role == Role::Admin);
    if may { Ok(()) } else { Err(Failure::new(Code::InvitationInvalid)) }
}

/// The passkey was made: the person works here from now on and is signed in.
///
/// # Errors
/// `invitation-invalid` when somebody was faster; otherwise as ceremonies fail.
pub(super) async fn accept(
    app: &App,
    asked: &HeaderMap,
    finish: &FinishCeremony,
) -> Result<(StaffMember, Opened), Failure> {
    let (invitee, passkey): (Invitee, _) = finish_creation(app, Purpose::StaffInvitation, finish).await?;
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    // Changes to people wait for each other: nobody is let in by somebody who is dismissed at this moment.
    counters::next(&mut tx, "staff changes").await?;
    let row = store::accept_invitation(&mut tx, &invitee.token_hash, now_ms).await?;
    let row = row.ok_or_else(|| Failure::new(Code::InvitationInvalid))?;
    check_inviter(&mut tx, &row).await?;
    let role = Role::of_text(&row.role).ok_or_else(|| Failure::new(Code::InvitationInvalid))?;
    let member = StaffMember {
        id: invitee.staff,
        display_name: row.display_name,
        office: row.office,
        role,
        deactivated_at: None,
    };
    store::insert_member(&mut tx, &member, now_ms).await?;
    let holder = Holder::Staff(member.id);
    let passkey_id = passkey.store(&mut tx, holder, now_ms).await?;
    let event = NewEvent {
        actor: Actor::Staff(member.id),
        kind: EventKind::StaffJoined,
        object: member.id.to_string(),
        account: None,
        office: Some(&member.office),
    };
    events::record(&mut tx, event, now_ms);
    let by = By { actor: Actor::Staff(member.id), name: &member.display_name, office: Some(&member.office) };
    enter(app, &mut tx, by, AccessAction::Created, &member.id.to_string(), &member.display_name).await?;
    end_shown(app, &mut tx, asked, SessionCookie::Desk).await?;
    let opened = open(app, &mut tx, holder, &passkey_id, &finish.device).await?;
    tx.commit().await?;
    Ok((member, opened))
}
