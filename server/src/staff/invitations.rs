//! One-time links that let somebody become staff.

use jiff::Timestamp;
use rathaus_api::{
    accounts::{Ceremony, FinishCeremony},
    events::EventKind,
    ids::StaffId,
    problem::Code,
    staff::{Role, StaffMember},
};
use serde::{Deserialize, Serialize};

use super::store::{self, InvitationRow};
use crate::{
    App,
    accounts::{Holder, Opened, Purpose, finish_creation, open, start_creation},
    clock::timestamp,
    db::DbError,
    events::{self, Actor, NewEvent},
    http::Failure,
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

/// Invites somebody.
///
/// # Errors
/// As the database says.
pub async fn invite(
    app: &App,
    actor: Actor,
    display_name: &str,
    office: &str,
    role: Role,
) -> Result<Invitation, DbError> {
    let token = random_secret();
    let now_ms = app.clock().now_ms();
    let expires_ms = now_ms + LIFE_MS;
    let row = InvitationRow {
        display_name: display_name.to_owned(),
        office: office.to_owned(),
        role: role.text().to_owned(),
    };
    let hash = secret_hash(&token);
    let mut tx = app.db().begin().await?;
    store::insert_invitation(&mut tx, &hash, &row, now_ms, expires_ms).await?;
    // The event names the invitation by the beginning of its hash, which opens nothing.
    let object = hash.chars().take(16).collect();
    let event =
        NewEvent { actor, kind: EventKind::StaffInvited, object, account: None, office: Some(office) };
    events::record(&mut tx, event, now_ms).await?;
    tx.commit().await?;
    let link = format!("{}/desk/einladung#{token}", app.config().origin_text());
    Ok(Invitation { link, expires_at: timestamp(expires_ms) })
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

/// The passkey was made: the person works here from now on and is signed in.
///
/// # Errors
/// `invitation-invalid` when somebody was faster; otherwise as ceremonies fail.
pub(super) async fn accept(app: &App, finish: &FinishCeremony) -> Result<(StaffMember, Opened), Failure> {
    let (invitee, passkey): (Invitee, _) = finish_creation(app, Purpose::StaffInvitation, finish).await?;
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let row = store::accept_invitation(&mut tx, &invitee.token_hash, now_ms).await?;
    let row = row.ok_or_else(|| Failure::new(Code::InvitationInvalid))?;
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
    events::record(&mut tx, event, now_ms).await?;
    let opened = open(app, &mut tx, holder, &passkey_id, &finish.device).await?;
    tx.commit().await?;
    Ok((member, opened))
}
