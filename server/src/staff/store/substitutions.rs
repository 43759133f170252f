//! Rows of substitutions.

use rathaus_api::{
    ids::{StaffId, SubstitutionId},
    staff::Substitution,
};

use crate::{
    clock::timestamp,
    db::{DbError, On, Tx, sql},
};

/// Offices somebody stands in for now, while the absent person still works there.
pub(in crate::staff) async fn offices(
    on: impl Into<On<'_>>,
    substitute: StaffId,
    now_ms: i64,
) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> = sql("SELECT DISTINCT s.office FROM staff_substitutions s \
         JOIN staff_members m ON m.id = s.absent AND m.office = s.office AND m.deactivated_at IS NULL \
         WHERE s.substitute = $1 AND s.ends_at > $2 AND s.starts_at <= $2 ORDER BY s.office LIMIT 100")
    .bind(substitute.to_string())
    .bind(now_ms)
    .all(on)
    .await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// A substitution to be.
pub(in crate::staff) struct NewRow<'a> {
    pub id: SubstitutionId,
    pub absent: StaffId,
    pub substitute: StaffId,
    pub office: &'a str,
    pub starts_at: i64,
    pub ends_at: i64,
    pub created_by: StaffId,
}

pub(in crate::staff) async fn insert(tx: &mut Tx, new: &NewRow<'_>, now_ms: i64) -> Result<(), DbError> {
    sql("INSERT INTO staff_substitutions (id, absent, substitute, office, starts_at, ends_at, created_by, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(new.id.to_string())
    .bind(new.absent.to_string())
    .bind(new.substitute.to_string())
    .bind(new.office)
    .bind(new.starts_at)
    .bind(new.ends_at)
    .bind(new.created_by.to_string())
    .bind(now_ms)
    .execute(tx)
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    absent: String,
    absent_name: String,
    substitute: String,
    substitute_name: String,
    office: String,
    starts_at: i64,
    ends_at: i64,
}

fn shown(row: Row) -> Option<Substitution> {
    Some(Substitution {
        id: row.id.parse().ok()?,
        absent: row.absent.parse().ok()?,
        absent_name: row.absent_name,
        substitute: row.substitute.parse().ok()?,
        substitute_name: row.substitute_name,
        office: row.office,
        starts_at: timestamp(row.starts_at),
        ends_at: timestamp(row.ends_at),
    })
}

/// Whose substitutions somebody may see.
pub(in crate::staff) enum Visible<'a> {
    /// Those of an office, and one's own.
    Office(&'a str),
    /// One's own: away or standing in.
    Own,
    /// All.
    All,
}

/// Substitutions that have not ended.
pub(in crate::staff) async fn list(
    on: impl Into<On<'_>>,
    visible: &Visible<'_>,
    me: StaffId,
    now_ms: i64,
) -> Result<Vec<Substitution>, DbError> {
    let (all, office) = match visible {
        Visible::All => (1, None),
        Visible::Own => (0, None),
        Visible::Office(office) => (0, Some(*office)),
    };
    let rows: Vec<Row> = sql("SELECT s.id, s.absent, a.display_name AS absent_name, s.substitute, \
         b.display_name AS substitute_name, s.office, s.starts_at, s.ends_at FROM staff_substitutions s \
         JOIN staff_members a ON a.id = s.absent JOIN staff_members b ON b.id = s.substitute \
         WHERE s.ends_at > $1 AND (CAST($2 AS BIGINT) = 1 OR s.office = $3 OR s.absent = $4 OR s.substitute = $4) \
         ORDER BY s.starts_at, s.id LIMIT 1000")
    .bind(now_ms)
    .bind(i64::from(all))
    .bind(office)
    .bind(me.to_string())
    .all(on)
    .await?;
    Ok(rows.into_iter().filter_map(shown).collect())
}

/// Ends a substitution of an office (or of any) now; it stays to be looked up. Gives the two people.
pub(in crate::staff) async fn end(
    tx: &mut Tx,
    id: SubstitutionId,
    office: Option<&str>,
    now_ms: i64,
) -> Result<Option<(String, String)>, DbError> {
    sql("UPDATE staff_substitutions SET ends_at = $2 WHERE id = $1 AND ends_at > $2 \
         AND (office = $3 OR CAST($3 AS TEXT) IS NULL) RETURNING absent, substitute")
    .bind(id.to_string())
    .bind(now_ms)
    .bind(office)
    .optional(tx)
    .await
}

/// Ends all in which somebody is away or stands in.
pub(in crate::staff) async fn end_all_of(tx: &mut Tx, member: StaffId, now_ms: i64) -> Result<(), DbError> {
    sql(
        "UPDATE staff_substitutions SET ends_at = $2 WHERE (absent = $1 OR substitute = $1) AND ends_at > $2",
    )
    .bind(member.to_string())
    .bind(now_ms)
    .execute(tx)
    .await?;
    Ok(())
}

pub(in crate::staff) async fn erase_ended(tx: &mut Tx, before_ms: i64) -> Result<(), DbError> {
    sql("DELETE FROM staff_substitutions WHERE ends_at < $1").bind(before_ms).execute(tx).await?;
    Ok(())
}
