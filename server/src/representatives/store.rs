//! Rows of representations and of codes shown in person.

use rathaus_api::{
    ids::{AccountId, RepresentationId, ShownCodeId, StaffId},
    representatives::{Representation, RepresentationBasis, RepresentationScope, WaitingCode},
};

use super::OnBehalf;
use crate::{
    clock::timestamp,
    db::{Db, DbError, On, Tx, sql},
};

/// A right to be.
pub(super) struct NewRow<'a> {
    pub id: RepresentationId,
    pub account: AccountId,
    pub representative: AccountId,
    pub basis: RepresentationBasis,
    pub scopes: &'a str,
    pub shown: &'a str,
    pub recorded_by: Option<StaffId>,
    pub ends_at: i64,
}

pub(super) fn scopes_text(scopes: &[RepresentationScope]) -> String {
    let kept = RepresentationScope::ALL.iter().filter(|scope| scopes.contains(scope));
    kept.map(|scope| scope.text()).collect::<Vec<_>>().join(" ")
}

fn scopes_of(text: &str) -> Vec<RepresentationScope> {
    let all = RepresentationScope::ALL.iter().copied();
    all.filter(|scope| text.split(' ').any(|word| word == scope.text())).collect()
}

/// What the person who shows a code allows; `None`: she only shows herself to a clerk.
pub(super) struct NewCode<'a> {
    pub id: ShownCodeId,
    pub hash: &'a str,
    pub account: AccountId,
    pub scopes: Option<&'a str>,
    pub ends_at: i64,
    pub expires_at: i64,
}

fn kind(scopes: Option<&str>) -> &'static str {
    if scopes.is_some() { "invite" } else { "show" }
}

pub(super) async fn insert_code(tx: &mut Tx, code: &NewCode<'_>, now_ms: i64) -> Result<(), DbError> {
    sql("INSERT INTO representation_codes (id, kind, code_hash, account, scopes, ends_at, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(code.id.to_string())
    .bind(kind(code.scopes))
    .bind(code.hash)
    .bind(code.account.to_string())
    .bind(code.scopes.unwrap_or_default())
    .bind(code.ends_at)
    .bind(now_ms)
    .bind(code.expires_at)
    .execute(tx)
    .await?;
    Ok(())
}

/// What a code stood for.
#[derive(sqlx::FromRow)]
pub(super) struct TakenCode {
    pub account: String,
    pub scopes: String,
    pub ends_at: i64,
}

/// Takes a code: of many who bring it at once one gets it. Never one of the taker herself.
pub(super) async fn take_code(
    tx: &mut Tx,
    invites: bool,
    hash: &str,
    taker: Option<AccountId>,
    now_ms: i64,
) -> Result<Option<TakenCode>, DbError> {
    sql("DELETE FROM representation_codes WHERE code_hash = $1 AND kind = $2 AND expires_at > $3 \
         AND (account <> $4 OR CAST($4 AS TEXT) IS NULL) \
         AND NOT EXISTS (SELECT 1 FROM account_blocks b WHERE b.account = representation_codes.account) \
         RETURNING account, scopes, ends_at")
    .bind(hash)
    .bind(if invites { "invite" } else { "show" })
    .bind(now_ms)
    .bind(taker.map(|id| id.to_string()))
    .optional(tx)
    .await
}

pub(super) async fn delete_code(tx: &mut Tx, id: ShownCodeId, account: AccountId) -> Result<bool, DbError> {
    let rows = sql("DELETE FROM representation_codes WHERE id = $1 AND account = $2")
        .bind(id.to_string())
        .bind(account.to_string())
        .execute(tx)
        .await?;
    Ok(rows == 1)
}

pub(super) async fn codes_of(db: &Db, account: AccountId, now_ms: i64) -> Result<Vec<WaitingCode>, DbError> {
    let rows: Vec<(String, String, i64)> = sql("SELECT id, scopes, expires_at FROM representation_codes \
         WHERE account = $1 AND expires_at > $2 ORDER BY created_at, id LIMIT 100")
    .bind(account.to_string())
    .bind(now_ms)
    .all(db)
    .await?;
    let code = |(id, scopes, expires_at): (String, String, i64)| {
        Some(WaitingCode {
            id: id.parse().ok()?,
            scopes: scopes_of(&scopes),
            expires_at: timestamp(expires_at),
        })
    };
    Ok(rows.into_iter().filter_map(code).collect())
}

pub(super) async fn insert(tx: &mut Tx, new: &NewRow<'_>, now_ms: i64) -> Result<(), DbError> {
    sql("INSERT INTO representations \
         (id, account, representative, basis, scopes, shown, recorded_by, created_at, ends_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(new.id.to_string())
    .bind(new.account.to_string())
    .bind(new.representative.to_string())
    .bind(new.basis.text())
    .bind(new.scopes)
    .bind(new.shown)
    .bind(new.recorded_by.map(|id| id.to_string()))
    .bind(now_ms)
    .bind(new.ends_at)
    .execute(tx)
    .await?;
    Ok(())
}

/// An account of somebody who has no way in: a child, say.
pub(super) async fn insert_person(
    tx: &mut Tx,
    id: AccountId,
    display_name: &str,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("INSERT INTO accounts (id, display_name, language, created_at) VALUES ($1, $2, 'de', $3)")
        .bind(id.to_string())
        .bind(display_name)
        .bind(now_ms)
        .execute(tx)
        .await?;
    Ok(())
}

/// Rights that hold now, of either side.
pub(super) async fn number_of(tx: &mut Tx, account: AccountId, now_ms: i64) -> Result<i64, DbError> {
    let row: (i64,) = sql("SELECT CAST(COUNT(*) AS BIGINT) FROM representations \
         WHERE (account = $1 OR representative = $1) AND ends_at > $2")
    .bind(account.to_string())
    .bind(now_ms)
    .one(tx)
    .await?;
    Ok(row.0)
}

/// A right that holds now. Whoever acts and came back below the own level has none until that is proven again, and an
/// invited one rests while the account it is about is locked like that, or blocked: nobody reaches behind a lock through
/// somebody else. Rights by law go on: whoever is represented may be unable to prove anything.
pub(super) async fn on_behalf(
    on: impl Into<On<'_>>,
    id: RepresentationId,
    representative: AccountId,
    now_ms: i64,
) -> Result<Option<OnBehalf>, DbError> {
    let row: Option<(String, String, String, String)> =
        sql("SELECT r.account, r.scopes, r.basis, a.display_name FROM representations r \
         JOIN accounts a ON a.id = r.representative \
         WHERE r.id = $1 AND r.representative = $2 AND r.ends_at > $3 \
         AND NOT EXISTS (SELECT 1 FROM recovery_locks l \
         WHERE l.account = r.representative OR (l.account = r.account AND r.basis = 'invited')) \
         AND NOT EXISTS (SELECT 1 FROM account_blocks b WHERE b.account = r.account AND r.basis = 'invited')")
        .bind(id.to_string())
        .bind(representative.to_string())
        .bind(now_ms)
        .optional(on)
        .await?;
    Ok(row.and_then(|(account, scopes, basis, name)| {
        let basis = RepresentationBasis::of_text(&basis)?;
        let scopes = scopes_of(&scopes);
        Some(OnBehalf { account: account.parse().ok()?, representative, name, scopes, basis })
    }))
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    account: String,
    person: String,
    representative: String,
    basis: String,
    scopes: String,
    created_at: i64,
    ends_at: i64,
}

/// Rights that hold now and concern somebody: `true` when they are for her, `false` when she acts.
pub(super) async fn of(
    on: impl Into<On<'_>>,
    account: AccountId,
    now_ms: i64,
) -> Result<Vec<(bool, Representation)>, DbError> {
    let rows: Vec<Row> =
        sql("SELECT r.id, r.account, p.display_name AS person, h.display_name AS representative, r.basis, r.scopes, \
         r.created_at, r.ends_at FROM representations r JOIN accounts p ON p.id = r.account \
         JOIN accounts h ON h.id = r.representative WHERE (r.account = $1 OR r.representative = $1) \
         AND r.ends_at > $2 ORDER BY r.created_at, r.id LIMIT 100")
        .bind(account.to_string())
        .bind(now_ms)
        .all(on)
        .await?;
    let me = account.to_string();
    let of_me = |row: Row| Some((row.account == me, shown(row)?));
    Ok(rows.into_iter().filter_map(of_me).collect())
}

/// Rights by law that hold now, newest first, with whose matters they are about.
pub(super) async fn by_law(
    on: impl Into<On<'_>>,
    before: Option<RepresentationId>,
    now_ms: i64,
    limit: i64,
) -> Result<Vec<(AccountId, Representation)>, DbError> {
    let rows: Vec<Row> =
        sql("SELECT r.id, r.account, p.display_name AS person, h.display_name AS representative, r.basis, r.scopes, \
         r.created_at, r.ends_at FROM representations r JOIN accounts p ON p.id = r.account \
         JOIN accounts h ON h.id = r.representative WHERE r.basis <> 'invited' AND r.ends_at > $1 \
         AND (CAST($2 AS TEXT) IS NULL OR (r.created_at, r.id) < \
         (SELECT b.created_at, b.id FROM representations b WHERE b.id = $2)) \
         ORDER BY r.created_at DESC, r.id DESC LIMIT $3")
        .bind(now_ms)
        .bind(before.map(|id| id.to_string()))
        .bind(limit)
        .all(on)
        .await?;
    let shown = |row: Row| Some((row.account.parse().ok()?, Representation { can_end: true, ..shown(row)? }));
    Ok(rows.into_iter().filter_map(shown).collect())
}

fn shown(row: Row) -> Option<Representation> {
    let basis = RepresentationBasis::of_text(&row.basis)?;
    Some(Representation {
        id: row.id.parse().ok()?,
        person: row.person,
        representative: row.representative,
        basis,
        scopes: scopes_of(&row.scopes),
        since: timestamp(row.created_at),
        ends_at: timestamp(row.ends_at),
        can_end: basis == RepresentationBasis::Invited,
    })
}

/// Two sides of a right that ended.
#[derive(sqlx::FromRow)]
pub(super) struct Ended {
    pub account: String,
    pub representative: String,
}

/// Ends a right now: one of its two people an invited one, a clerk (`None`) one by law.
pub(super) async fn end(
    tx: &mut Tx,
    id: RepresentationId,
    asks: Option<AccountId>,
    now_ms: i64,
) -> Result<Option<Ended>, DbError> {
    let text = if asks.is_some() {
        "UPDATE representations SET ends_at = $2 WHERE id = $1 AND ends_at > $2 AND basis = 'invited' \
         AND (account = $3 OR representative = $3) RETURNING account, representative"
    } else {
        "UPDATE representations SET ends_at = $2 WHERE id = $1 AND ends_at > $2 AND basis <> 'invited' \
         AND CAST($3 AS TEXT) IS NULL RETURNING account, representative"
    };
    sql(text).bind(id.to_string()).bind(now_ms).bind(asks.map(|id| id.to_string())).optional(tx).await
}

/// Ends every invited right to act for somebody, and her codes that nobody used yet.
pub(super) async fn end_invited(
    tx: &mut Tx,
    account: AccountId,
    now_ms: i64,
) -> Result<Vec<(RepresentationId, Ended)>, DbError> {
    sql("DELETE FROM representation_codes WHERE account = $1")
        .bind(account.to_string())
        .execute(&mut *tx)
        .await?;
    let rows: Vec<(String, String, String)> = sql("UPDATE representations SET ends_at = $2 \
         WHERE account = $1 AND ends_at > $2 AND basis = 'invited' RETURNING id, account, representative")
    .bind(account.to_string())
    .bind(now_ms)
    .all(tx)
    .await?;
    let ended = |(id, account, representative): (String, String, String)| {
        Some((id.parse().ok()?, Ended { account, representative }))
    };
    Ok(rows.into_iter().filter_map(ended).collect())
}

pub(super) async fn erase_ended(tx: &mut Tx, now_ms: i64, before_ms: i64) -> Result<(), DbError> {
    sql("DELETE FROM representation_codes WHERE expires_at <= $1").bind(now_ms).execute(tx).await?;
    sql("DELETE FROM representations WHERE ends_at < $1").bind(before_ms).execute(tx).await?;
    Ok(())
}

/// Erases rights and codes of somebody who leaves, on both sides.
pub(super) async fn forget(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    let id = account.to_string();
    sql("DELETE FROM representation_codes WHERE account = $1").bind(&id).execute(tx).await?;
    sql("DELETE FROM representations WHERE account = $1 OR representative = $1")
        .bind(&id)
        .execute(tx)
        .await?;
    Ok(())
}
