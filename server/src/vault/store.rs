//! Rows of keys, in the database of keys.

use super::Owner;
use crate::db::{Db, DbError, On, Tx, sql};

/// A wrapped key.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct KeyRow {
    pub owner: String,
    pub generation: i64,
    pub wrapped: String,
}

/// The generation that wraps new keys, held until the transaction ends.
pub(super) async fn hold_current(tx: &mut Tx) -> Result<i64, DbError> {
    let row: (i64,) =
        sql("UPDATE master_generation SET current = current WHERE one = 1 RETURNING current").one(tx).await?;
    Ok(row.0)
}

/// From now on this generation wraps new keys.
pub(super) async fn set_current(tx: &mut Tx, generation: i64) -> Result<(), DbError> {
    sql("UPDATE master_generation SET current = $1 WHERE one = 1").bind(generation).execute(tx).await?;
    Ok(())
}

/// Stores a key; one that is there stays.
pub(super) async fn insert(
    tx: &mut Tx,
    owner: &Owner,
    generation: i64,
    wrapped: String,
) -> Result<(), DbError> {
    sql("INSERT INTO owner_keys (owner, generation, wrapped) VALUES ($1, $2, $3) \
         ON CONFLICT (owner) DO NOTHING")
    .bind(owner.as_str())
    .bind(generation)
    .bind(wrapped)
    .execute(tx)
    .await?;
    Ok(())
}

pub(super) async fn find(on: impl Into<On<'_>>, owner: &Owner) -> Result<Option<KeyRow>, DbError> {
    sql("SELECT owner, generation, wrapped FROM owner_keys WHERE owner = $1")
        .bind(owner.as_str())
        .optional(on)
        .await
}

/// Keys after an owner, in the order of owners.
pub(super) async fn page(db: &Db, after: &str, limit: i64) -> Result<Vec<KeyRow>, DbError> {
    sql("SELECT owner, generation, wrapped FROM owner_keys WHERE owner > $1 ORDER BY owner LIMIT $2")
        .bind(after)
        .bind(limit)
        .all(db)
        .await
}

/// Some keys that earlier generations wrapped.
pub(super) async fn wrapped_before(tx: &mut Tx, generation: i64, limit: i64) -> Result<Vec<KeyRow>, DbError> {
    sql("SELECT owner, generation, wrapped FROM owner_keys WHERE generation < $1 \
         ORDER BY generation, owner LIMIT $2")
    .bind(generation)
    .bind(limit)
    .all(tx)
    .await
}

/// Replaces a wrap; a key that was destroyed meanwhile stays destroyed.
pub(super) async fn wrap_again(
    tx: &mut Tx,
    row: &KeyRow,
    generation: i64,
    wrapped: String,
) -> Result<(), DbError> {
    sql("UPDATE owner_keys SET generation = $3, wrapped = $4 WHERE owner = $1 AND generation = $2")
        .bind(&row.owner)
        .bind(row.generation)
        .bind(generation)
        .bind(wrapped)
        .execute(tx)
        .await?;
    Ok(())
}

/// Erases a key, and remembers that it was.
pub(super) async fn destroy(tx: &mut Tx, owner: &Owner) -> Result<(), DbError> {
    sql("DELETE FROM owner_keys WHERE owner = $1").bind(owner.as_str()).execute(tx).await?;
    sql("INSERT INTO destroyed_keys (owner) VALUES ($1) ON CONFLICT (owner) DO NOTHING")
        .bind(owner.as_str())
        .execute(tx)
        .await?;
    Ok(())
}

/// Whether this database knows that a key was destroyed.
pub(super) async fn is_destroyed(on: impl Into<On<'_>>, owner: &Owner) -> Result<bool, DbError> {
    let row: Option<(String,)> =
        sql("SELECT owner FROM destroyed_keys WHERE owner = $1").bind(owner.as_str()).optional(on).await?;
    Ok(row.is_some())
}
