//! Rows of proofs, of letters and counter codes on their way, and of counted tries.

use rathaus_api::{
    identity::{Address, LetterOnItsWay, RequestLetter, TrustLevel},
    ids::{AccountId, ProofId},
};

use super::{Lock, NewProof, ProofFacts};
use crate::{
    clock::timestamp,
    db::{Db, DbError, On, Tx, sql},
};

/// Most proofs that are looked at.
const PROOFS_MAX: i64 = 200;

/// Tries of a code.
pub(in crate::accounts) const TRIES_MAX: i64 = 5;

#[derive(sqlx::FromRow)]
pub(in crate::accounts) struct ProofRow {
    pub id: String,
    pub means: String,
    pub level: String,
    pub at: i64,
    pub valid_until: i64,
    pub checked_by_name: Option<String>,
    pub document: Option<String>,
}

impl ProofRow {
    pub fn facts(&self) -> ProofFacts {
        let level = TrustLevel::of_text(&self.level).unwrap_or_default();
        ProofFacts { level, at: self.at, valid_until: self.valid_until }
    }
}

/// The newest ones, oldest first: what was proven last must count, however often somebody proved something.
pub(in crate::accounts) async fn proofs<'a>(
    on: impl Into<On<'a>>,
    account: AccountId,
) -> Result<Vec<ProofRow>, DbError> {
    let newest: Vec<ProofRow> = sql("SELECT p.id, p.means, p.level, p.at, p.valid_until, \
         s.display_name AS checked_by_name, p.document \
         FROM identity_proofs p LEFT JOIN staff_members s ON s.id = p.checked_by \
         WHERE p.account = $1 ORDER BY p.at DESC, p.id DESC LIMIT $2")
    .bind(account.to_string())
    .bind(PROOFS_MAX)
    .all(on)
    .await?;
    Ok(newest.into_iter().rev().collect())
}

pub(super) async fn insert_proof(
    tx: &mut Tx,
    id: ProofId,
    account: AccountId,
    proof: &NewProof,
    now_ms: i64,
    valid_until: i64,
) -> Result<(), DbError> {
    sql("INSERT INTO identity_proofs (id, account, means, level, at, valid_until, checked_by, document, \
         issuer, subject) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(id.to_string())
    .bind(account.to_string())
    .bind(proof.means.text())
    .bind(proof.level.text())
    .bind(now_ms)
    .bind(valid_until)
    .bind(proof.checked.map(|(staff, _)| staff.to_string()))
    .bind(proof.checked.map(|(_, document)| document.text()))
    .bind(proof.eid.as_ref().map(|(issuer, _)| issuer.as_str()))
    .bind(proof.eid.as_ref().map(|(_, subject)| subject.as_str()))
    .execute(tx)
    .await?;
    Ok(())
}

pub(in crate::accounts) async fn lock<'a>(
    on: impl Into<On<'a>>,
    account: AccountId,
) -> Result<Option<Lock>, DbError> {
    let row: Option<(String, i64)> = sql("SELECT level, since FROM recovery_locks WHERE account = $1")
        .bind(account.to_string())
        .optional(on)
        .await?;
    // A level nobody can read locks for good: the safe side.
    let level = |text: &str| TrustLevel::of_text(text).unwrap_or(TrustLevel::High);
    Ok(row.map(|(text, since)| Lock { level: level(&text), since }))
}

pub(in crate::accounts) async fn put_lock(
    tx: &mut Tx,
    account: AccountId,
    lock: Lock,
) -> Result<(), DbError> {
    sql("INSERT INTO recovery_locks (account, level, since) VALUES ($1, $2, $3) \
         ON CONFLICT (account) DO UPDATE SET level = excluded.level, since = excluded.since")
    .bind(account.to_string())
    .bind(lock.level.text())
    .bind(lock.since)
    .execute(tx)
    .await?;
    Ok(())
}

pub(in crate::accounts) async fn delete_lock(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    sql("DELETE FROM recovery_locks WHERE account = $1").bind(account.to_string()).execute(tx).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
pub(super) struct LetterRow {
    pub id: String,
    pub code_hash: String,
    pub given_name: String,
    pub family_name: String,
    pub street: String,
    pub postcode: String,
    pub place: String,
    pub tries: i64,
    pub created_at: i64,
    pub expires_at: i64,
}

impl LetterRow {
    pub fn address(&self) -> Address {
        Address { street: self.street.clone(), postcode: self.postcode.clone(), place: self.place.clone() }
    }

    pub fn shown(self) -> LetterOnItsWay {
        LetterOnItsWay {
            requested_at: timestamp(self.created_at),
            expires_at: timestamp(self.expires_at),
            tries_left: u32::try_from(TRIES_MAX - self.tries).unwrap_or(0),
            address: self.address(),
        }
    }
}

pub(super) async fn letter<'a>(
    on: impl Into<On<'a>>,
    account: AccountId,
    now_ms: i64,
) -> Result<Option<LetterRow>, DbError> {
    sql("SELECT id, code_hash, given_name, family_name, street, postcode, place, tries, created_at, expires_at \
         FROM letter_codes WHERE account = $1 AND expires_at > $2")
    .bind(account.to_string())
    .bind(now_ms)
    .optional(on)
    .await
}

/// A letter replaces the one before, whose code ends.
pub(super) async fn put_letter(
    tx: &mut Tx,
    account: AccountId,
    id: &str,
    code_hash: &str,
    letter: &RequestLetter,
    times: (i64, i64),
) -> Result<(), DbError> {
    delete_letter(tx, account).await?;
    sql(
        "INSERT INTO letter_codes (account, id, code_hash, given_name, family_name, street, postcode, place, \
         tries, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)",
    )
    .bind(account.to_string())
    .bind(id)
    .bind(code_hash)
    .bind(&letter.given_name)
    .bind(&letter.family_name)
    .bind(&letter.address.street)
    .bind(&letter.address.postcode)
    .bind(&letter.address.place)
    .bind(times.0)
    .bind(times.1)
    .execute(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete_letter(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    sql("DELETE FROM letter_codes WHERE account = $1").bind(account.to_string()).execute(tx).await?;
    Ok(())
}

/// Counts a try before the code is compared, so that tries at the same time count as well.
pub(super) async fn try_letter(
    tx: &mut Tx,
    account: AccountId,
    now_ms: i64,
) -> Result<Option<LetterRow>, DbError> {
    sql("UPDATE letter_codes SET tries = tries + 1 WHERE account = $1 AND expires_at > $2 AND tries < $3 \
         RETURNING id, code_hash, given_name, family_name, street, postcode, place, tries, created_at, expires_at")
    .bind(account.to_string())
    .bind(now_ms)
    .bind(TRIES_MAX)
    .optional(tx)
    .await
}

/// Uses the code up; `false` when somebody else was faster.
pub(super) async fn take_letter(tx: &mut Tx, account: AccountId, code_hash: &str) -> Result<bool, DbError> {
    let row: Option<(String,)> =
        sql("DELETE FROM letter_codes WHERE account = $1 AND code_hash = $2 RETURNING id")
            .bind(account.to_string())
            .bind(code_hash)
            .optional(tx)
            .await?;
    Ok(row.is_some())
}

pub(super) async fn put_counter_code(
    tx: &mut Tx,
    account: AccountId,
    code_hash: &str,
    expires_ms: i64,
) -> Result<(), DbError> {
    sql("INSERT INTO counter_codes (account, code_hash, expires_at) VALUES ($1, $2, $3) \
         ON CONFLICT (account) DO UPDATE SET code_hash = excluded.code_hash, expires_at = excluded.expires_at")
    .bind(account.to_string())
    .bind(code_hash)
    .bind(expires_ms)
    .execute(tx)
    .await?;
    Ok(())
}

pub(super) async fn account_at_counter(
    db: &Db,
    code_hash: &str,
    now_ms: i64,
) -> Result<Option<AccountId>, DbError> {
    let row: Option<(String,)> =
        sql("SELECT account FROM counter_codes WHERE code_hash = $1 AND expires_at > $2")
            .bind(code_hash)
            .bind(now_ms)
            .optional(db)
            .await?;
    Ok(row.and_then(|row| row.0.parse().ok()))
}

pub(super) async fn take_counter_code(
    tx: &mut Tx,
    code_hash: &str,
    now_ms: i64,
) -> Result<Option<AccountId>, DbError> {
    let row: Option<(String,)> =
        sql("DELETE FROM counter_codes WHERE code_hash = $1 AND expires_at > $2 RETURNING account")
            .bind(code_hash)
            .bind(now_ms)
            .optional(tx)
            .await?;
    Ok(row.and_then(|row| row.0.parse().ok()))
}

pub(in crate::accounts) async fn erase_ended(tx: &mut Tx, now_ms: i64) -> Result<(), DbError> {
    sql("DELETE FROM letter_codes WHERE expires_at <= $1").bind(now_ms).execute(tx).await?;
    sql("DELETE FROM counter_codes WHERE expires_at <= $1").bind(now_ms).execute(tx).await?;
    sql("DELETE FROM eid_requests WHERE expires_at <= $1").bind(now_ms).execute(tx).await?;
    Ok(())
}
