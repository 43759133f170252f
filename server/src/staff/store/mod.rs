//! Rows of staff and invitations; who stands in for whom in [`substitutions`].

pub(super) mod substitutions;

use std::collections::HashMap;

use rathaus_api::{
    ids::StaffId,
    staff::{OpenStaffInvitation, Role, StaffMember},
};

use crate::{
    App,
    clock::timestamp,
    db::{Db, DbError, On, Tx, sql, sql_built},
};

#[derive(sqlx::FromRow)]
struct MemberRow {
    id: String,
    display_name: String,
    office: String,
    role: String,
    deactivated_at: Option<i64>,
}

fn staff_member(row: MemberRow) -> Option<StaffMember> {
    Some(StaffMember {
        id: row.id.parse().ok()?,
        display_name: row.display_name,
        office: row.office,
        role: Role::of_text(&row.role)?,
        deactivated_at: row.deactivated_at.map(timestamp),
    })
}

/// Somebody who works here now.
pub(super) async fn member(on: impl Into<On<'_>>, id: StaffId) -> Result<Option<StaffMember>, DbError> {
    let row: Option<MemberRow> =
        sql("SELECT id, display_name, office, role, deactivated_at FROM staff_members \
         WHERE id = $1 AND deactivated_at IS NULL")
        .bind(id.to_string())
        .optional(on)
        .await?;
    Ok(row.and_then(staff_member))
}

pub(super) async fn members(db: &Db) -> Result<Vec<StaffMember>, DbError> {
    let rows: Vec<MemberRow> =
        sql("SELECT id, display_name, office, role, deactivated_at FROM staff_members \
         ORDER BY display_name, id LIMIT 1000")
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(staff_member).collect())
}

/// Names of some members of staff, for showing who wrote what.
///
/// # Errors
/// As the database says.
pub async fn names(
    on: impl Into<On<'_>>,
    ids: impl Iterator<Item = String>,
) -> Result<HashMap<String, String>, DbError> {
    let ids: std::collections::BTreeSet<String> = ids.collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let places: Vec<String> = (1..=ids.len()).map(|number| format!("${number}")).collect();
    let text = format!("SELECT id, display_name FROM staff_members WHERE id IN ({})", places.join(", "));
    let query = ids.into_iter().fold(sql_built(text), crate::db::Query::bind);
    let rows: Vec<(String, String)> = query.all(on).await?;
    Ok(rows.into_iter().collect())
}

/// Whether anybody works here yet.
///
/// # Errors
/// As the database says.
pub async fn any_member(db: &Db) -> Result<bool, DbError> {
    let row: Option<(String,)> = sql("SELECT id FROM staff_members LIMIT 1").optional(db).await?;
    Ok(row.is_some())
}

/// Whether the town has this office.
#[must_use]
pub fn office_exists(app: &App, key: &str) -> bool {
    app.config().town.offices.iter().any(|office| office.key == key)
}

pub(super) async fn insert_member(tx: &mut Tx, member: &StaffMember, now_ms: i64) -> Result<(), DbError> {
    sql("INSERT INTO staff_members (id, display_name, office, role, created_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(member.id.to_string())
        .bind(&member.display_name)
        .bind(&member.office)
        .bind(member.role.text())
        .bind(now_ms)
        .execute(tx)
        .await?;
    Ok(())
}

/// Writes down what somebody is from now on.
pub(super) async fn change_member(tx: &mut Tx, member: &StaffMember) -> Result<(), DbError> {
    sql("UPDATE staff_members SET display_name = $2, office = $3, role = $4 WHERE id = $1")
        .bind(member.id.to_string())
        .bind(&member.display_name)
        .bind(&member.office)
        .bind(member.role.text())
        .execute(tx)
        .await?;
    Ok(())
}

pub(super) async fn deactivate(tx: &mut Tx, id: StaffId, now_ms: i64) -> Result<(), DbError> {
    sql("UPDATE staff_members SET deactivated_at = $2 WHERE id = $1 AND deactivated_at IS NULL")
        .bind(id.to_string())
        .bind(now_ms)
        .execute(tx)
        .await?;
    Ok(())
}

/// Administrators who work here now, one left out.
pub(super) async fn other_admins(tx: &mut Tx, but: StaffId) -> Result<i64, DbError> {
    let row: (i64,) = sql("SELECT CAST(COUNT(*) AS BIGINT) FROM staff_members \
         WHERE role = 'admin' AND deactivated_at IS NULL AND id <> $1")
    .bind(but.to_string())
    .one(tx)
    .await?;
    Ok(row.0)
}

#[derive(sqlx::FromRow)]
pub(super) struct InvitationRow {
    pub display_name: String,
    pub office: String,
    pub role: String,
    /// Who invited; nothing for the console.
    pub created_by: Option<String>,
}

pub(super) async fn insert_invitation(
    tx: &mut Tx,
    token_hash: &str,
    invitation: &InvitationRow,
    now_ms: i64,
    expires_ms: i64,
) -> Result<(), DbError> {
    sql("INSERT INTO staff_invitations (token_hash, display_name, office, role, created_at, expires_at, created_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
    .bind(token_hash)
    .bind(&invitation.display_name)
    .bind(&invitation.office)
    .bind(&invitation.role)
    .bind(now_ms)
    .bind(expires_ms)
    .bind(invitation.created_by.as_deref())
    .execute(tx)
    .await?;
    Ok(())
}

/// Withdraws what somebody invited and nobody accepted yet: who may invite no more has invited nobody.
pub(super) async fn withdraw_invitations_of(tx: &mut Tx, inviter: StaffId) -> Result<(), DbError> {
    sql("DELETE FROM staff_invitations WHERE created_by = $1 AND accepted_at IS NULL")
        .bind(inviter.to_string())
        .execute(tx)
        .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct OpenInvitationRow {
    token_hash: String,
    display_name: String,
    office: String,
    role: String,
    invited_by: Option<String>,
    created_at: i64,
    expires_at: i64,
}

/// Invitations that still let somebody in, the newest first.
pub(super) async fn open_invitations(db: &Db, now_ms: i64) -> Result<Vec<OpenStaffInvitation>, DbError> {
    let rows: Vec<OpenInvitationRow> = sql("SELECT i.token_hash, i.display_name, i.office, i.role, \
         m.display_name AS invited_by, i.created_at, i.expires_at \
         FROM staff_invitations i LEFT JOIN staff_members m ON m.id = i.created_by \
         WHERE i.expires_at > $1 AND i.accepted_at IS NULL ORDER BY i.created_at DESC, i.token_hash")
    .bind(now_ms)
    .all(db)
    .await?;
    let open = |row: OpenInvitationRow| {
        Some(OpenStaffInvitation {
            id: invitation_name(&row.token_hash),
            display_name: row.display_name,
            office: row.office,
            role: Role::of_text(&row.role)?,
            invited_by: row.invited_by,
            created_at: timestamp(row.created_at),
            expires_at: timestamp(row.expires_at),
        })
    };
    Ok(rows.into_iter().filter_map(open).collect())
}

/// By what an invitation is named where its secret must not stand: the beginning of its hash, which opens nothing.
pub(super) fn invitation_name(token_hash: &str) -> String {
    token_hash.chars().take(16).collect()
}

/// Withdraws an invitation nobody has accepted; for whom it was.
pub(super) async fn withdraw_invitation(
    tx: &mut Tx,
    name: &str,
    now_ms: i64,
) -> Result<Option<InvitationRow>, DbError> {
    sql("DELETE FROM staff_invitations \
         WHERE substr(token_hash, 1, 16) = $1 AND expires_at > $2 AND accepted_at IS NULL \
         RETURNING display_name, office, role, created_by")
    .bind(name)
    .bind(now_ms)
    .optional(tx)
    .await
}

pub(super) async fn invitation(
    db: &Db,
    token_hash: &str,
    now_ms: i64,
) -> Result<Option<InvitationRow>, DbError> {
    sql("SELECT display_name, office, role, created_by FROM staff_invitations \
         WHERE token_hash = $1 AND expires_at > $2 AND accepted_at IS NULL")
    .bind(token_hash)
    .bind(now_ms)
    .optional(db)
    .await
}

/// Takes the invitation; `None` when somebody was faster or it has ended.
pub(super) async fn accept_invitation(
    tx: &mut Tx,
    token_hash: &str,
    now_ms: i64,
) -> Result<Option<InvitationRow>, DbError> {
    sql("UPDATE staff_invitations SET accepted_at = $2 \
         WHERE token_hash = $1 AND expires_at > $2 AND accepted_at IS NULL RETURNING display_name, office, role, \
         created_by")
    .bind(token_hash)
    .bind(now_ms)
    .optional(tx)
    .await
}

pub(super) async fn erase_invitations(tx: &mut Tx, before_ms: i64) -> Result<(), DbError> {
    sql("DELETE FROM staff_invitations WHERE expires_at < $1").bind(before_ms).execute(tx).await?;
    Ok(())
}
