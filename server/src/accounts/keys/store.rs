//! Rows of one person's passkeys.

use rathaus_api::{
    accounts::{OwnPasskey, PasskeyKind},
    ids::DeviceId,
};

use super::{super::Holder, PASSKEYS_MAX};
use crate::{
    clock::timestamp,
    db::{Db, DbError, On, Tx, sql},
};

#[derive(sqlx::FromRow)]
pub(super) struct KeyRow {
    pub id: String,
    name: String,
    kind: String,
    backup_eligible: i64,
    backed_up: i64,
    created_at: i64,
    last_used_at: Option<i64>,
}

impl KeyRow {
    /// Whether it is lost with its device. The app's keyring is never copied, whatever its authenticator's flags say.
    pub fn is_device_bound(&self) -> bool {
        self.backup_eligible == 0 || self.kind == PasskeyKind::App.text()
    }

    /// The passkey as its person sees it; `opened_by` is the one that opened the asking session.
    pub fn shown(self, opened_by: Option<&str>) -> OwnPasskey {
        OwnPasskey {
            current: opened_by == Some(self.id.as_str()),
            kind: PasskeyKind::of_text(&self.kind).unwrap_or(PasskeyKind::Platform),
            device_bound: self.is_device_bound(),
            backed_up: self.backed_up != 0,
            created_at: timestamp(self.created_at),
            last_used_at: self.last_used_at.map(timestamp),
            name: self.name,
            id: self.id,
        }
    }
}

pub(super) async fn passkeys_of(db: &Db, holder: Holder) -> Result<Vec<KeyRow>, DbError> {
    sql("SELECT id, name, kind, backup_eligible, backed_up, created_at, last_used_at FROM passkeys \
         WHERE holder_kind = $1 AND holder_id = $2 ORDER BY created_at, id LIMIT $3")
    .bind(holder.kind())
    .bind(holder.id())
    .bind(i64::try_from(PASSKEYS_MAX).unwrap_or(i64::MAX))
    .all(db)
    .await
}

pub(super) async fn passkey(
    on: impl Into<On<'_>>,
    holder: Holder,
    id: &str,
) -> Result<Option<KeyRow>, DbError> {
    sql("SELECT id, name, kind, backup_eligible, backed_up, created_at, last_used_at FROM passkeys \
         WHERE id = $1 AND holder_kind = $2 AND holder_id = $3")
    .bind(id)
    .bind(holder.kind())
    .bind(holder.id())
    .optional(on)
    .await
}

pub(super) async fn passkey_of_session(
    db: &Db,
    holder: Holder,
    device: DeviceId,
) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> =
        sql("SELECT passkey_id FROM sessions WHERE id = $1 AND holder_kind = $2 AND holder_id = $3")
            .bind(device.to_string())
            .bind(holder.kind())
            .bind(holder.id())
            .optional(db)
            .await?;
    Ok(row.map(|row| row.0))
}

pub(super) async fn count(tx: &mut Tx, holder: Holder) -> Result<usize, DbError> {
    let row: (i64,) = sql("SELECT COUNT(*) FROM passkeys WHERE holder_kind = $1 AND holder_id = $2")
        .bind(holder.kind())
        .bind(holder.id())
        .one(tx)
        .await?;
    Ok(usize::try_from(row.0).unwrap_or(0))
}

/// Holds the person's row until the transaction ends: whoever counts passkeys waits.
pub(super) async fn hold(tx: &mut Tx, holder: Holder) -> Result<(), DbError> {
    let query = match holder {
        Holder::Resident(_) => sql("UPDATE accounts SET created_at = created_at WHERE id = $1"),
        Holder::Staff(_) => sql("UPDATE staff_members SET created_at = created_at WHERE id = $1"),
    };
    query.bind(holder.id()).execute(tx).await?;
    Ok(())
}

/// Holds the asking session's row until the transaction ends; `false` when it has ended.
pub(super) async fn hold_session(
    tx: &mut Tx,
    holder: Holder,
    device: DeviceId,
    now_ms: i64,
) -> Result<bool, DbError> {
    let held = sql("UPDATE sessions SET expires_at = expires_at \
         WHERE id = $1 AND holder_kind = $2 AND holder_id = $3 AND expires_at > $4")
    .bind(device.to_string())
    .bind(holder.kind())
    .bind(holder.id())
    .bind(now_ms)
    .execute(tx)
    .await?;
    Ok(held == 1)
}

pub(super) async fn rename(tx: &mut Tx, holder: Holder, id: &str, name: &str) -> Result<(), DbError> {
    sql("UPDATE passkeys SET name = $4 WHERE id = $1 AND holder_kind = $2 AND holder_id = $3")
        .bind(id)
        .bind(holder.kind())
        .bind(holder.id())
        .bind(name)
        .execute(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, holder: Holder, id: &str) -> Result<(), DbError> {
    sql("DELETE FROM passkeys WHERE id = $1 AND holder_kind = $2 AND holder_id = $3")
        .bind(id)
        .bind(holder.kind())
        .bind(holder.id())
        .execute(tx)
        .await?;
    Ok(())
}

pub(super) async fn end_step_up_elsewhere(
    tx: &mut Tx,
    holder: Holder,
    device: DeviceId,
) -> Result<(), DbError> {
    sql("UPDATE sessions SET fresh_until = 0 WHERE holder_kind = $1 AND holder_id = $2 AND id <> $3")
        .bind(holder.kind())
        .bind(holder.id())
        .bind(device.to_string())
        .execute(tx)
        .await?;
    Ok(())
}
