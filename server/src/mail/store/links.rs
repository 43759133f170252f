//! Rows of consents, of references that are linked to mailboxes, and of the codes that link them.

use rathaus_api::{
    accounts::Language,
    ids::{AccountId, LetterId, ReferenceId},
    mail::{ConsentGiven, ConsentKept, GiveConsent, LinkedReference},
};
use uuid::Uuid;

use crate::{
    clock::timestamp,
    db::{Db, DbError, On, Tx, sql},
};

/// The consent that holds.
///
/// # Errors
/// As the database says.
pub async fn consent(on: impl Into<On<'_>>, account: AccountId) -> Result<Option<ConsentGiven>, DbError> {
    let row: Option<(i64, String, String)> =
        sql("SELECT given_at, version, locale FROM mail_consents WHERE account = $1 AND revoked_at IS NULL")
            .bind(account.to_string())
            .optional(on)
            .await?;
    Ok(row.map(|(at, version, locale)| ConsentGiven {
        at: timestamp(at),
        version,
        locale: Language::of_tag(&locale).unwrap_or_default(),
    }))
}

/// All consents of an account, the newest first.
///
/// # Errors
/// As the database says.
pub async fn consents(db: &Db, account: AccountId) -> Result<Vec<ConsentKept>, DbError> {
    let rows: Vec<(i64, String, String, Option<i64>)> =
        sql("SELECT given_at, version, locale, revoked_at FROM mail_consents WHERE account = $1 \
             ORDER BY given_at DESC, id DESC LIMIT 1000")
        .bind(account.to_string())
        .all(db)
        .await?;
    let kept = |(at, version, locale, revoked): (i64, String, String, Option<i64>)| ConsentKept {
        given: ConsentGiven {
            at: timestamp(at),
            version,
            locale: Language::of_tag(&locale).unwrap_or_default(),
        },
        revoked_at: revoked.map(timestamp),
    };
    Ok(rows.into_iter().map(kept).collect())
}

/// Writes a consent down, and the sentences it is about; while one holds nothing changes.
pub(in crate::mail) async fn give_consent(
    tx: &mut Tx,
    account: AccountId,
    given: &GiveConsent,
    wording: &str,
    now_ms: i64,
) -> Result<(), DbError> {
    let sha256 = given.wording_sha256.to_lowercase();
    sql("INSERT INTO mail_wordings (sha256, version, locale, wording) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (sha256) DO NOTHING")
    .bind(&sha256)
    .bind(&given.version)
    .bind(given.locale.tag())
    .bind(wording)
    .execute(&mut *tx)
    .await?;
    sql("INSERT INTO mail_consents (id, account, version, wording, locale, given_at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account) WHERE revoked_at IS NULL DO NOTHING")
    .bind(Uuid::now_v7().to_string())
    .bind(account.to_string())
    .bind(&given.version)
    .bind(sha256)
    .bind(given.locale.tag())
    .bind(now_ms)
    .execute(tx)
    .await?;
    Ok(())
}

/// Ends the consent from now on.
pub(in crate::mail) async fn revoke_consent(
    tx: &mut Tx,
    account: AccountId,
    now_ms: i64,
) -> Result<bool, DbError> {
    let rows = sql("UPDATE mail_consents SET revoked_at = $2 WHERE account = $1 AND revoked_at IS NULL")
        .bind(account.to_string())
        .bind(now_ms)
        .execute(tx)
        .await?;
    Ok(rows == 1)
}

pub(in crate::mail) async fn erase_consents(tx: &mut Tx, before_ms: i64) -> Result<(), DbError> {
    sql("DELETE FROM mail_consents WHERE revoked_at < $1").bind(before_ms).execute(tx).await?;
    Ok(())
}

/// What a code on paper is about.
pub struct About<'a> {
    /// Key of the office.
    pub office: &'a str,
    /// File number or Kassenzeichen.
    pub reference: &'a str,
    /// For whom the paper is, where it is for a person.
    pub person_key: Option<&'a str>,
}

/// What a code linked: office, reference, for whom the paper was.
pub(in crate::mail) type Linked = (String, String, Option<String>);

/// Stores the code of a paper letter.
pub(in crate::mail) async fn put_reference_code(
    tx: &mut Tx,
    code_hash: &str,
    letter: LetterId,
    about: &About<'_>,
    expires_at: i64,
) -> Result<(), DbError> {
    sql("INSERT INTO mail_reference_codes (code_hash, letter, office, reference, expires_at, person_key) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (code_hash) DO NOTHING")
    .bind(code_hash)
    .bind(letter.to_string())
    .bind(about.office)
    .bind(about.reference)
    .bind(expires_at)
    .bind(about.person_key)
    .execute(tx)
    .await?;
    Ok(())
}

/// Takes a code: of many who bring it at once one gets it.
pub(in crate::mail) async fn take_reference_code(
    tx: &mut Tx,
    code_hash: &str,
    now_ms: i64,
) -> Result<Option<Linked>, DbError> {
    sql("DELETE FROM mail_reference_codes WHERE code_hash = $1 AND expires_at > $2 \
         RETURNING office, reference, person_key")
    .bind(code_hash)
    .bind(now_ms)
    .optional(tx)
    .await
}

/// The codes of a letter end: it was withdrawn or came back.
pub(in crate::mail) async fn end_reference_codes(tx: &mut Tx, letter: LetterId) -> Result<(), DbError> {
    sql("DELETE FROM mail_reference_codes WHERE letter = $1").bind(letter.to_string()).execute(tx).await?;
    Ok(())
}

pub(in crate::mail) async fn erase_reference_codes(tx: &mut Tx, now_ms: i64) -> Result<(), DbError> {
    sql("DELETE FROM mail_reference_codes WHERE expires_at <= $1").bind(now_ms).execute(tx).await?;
    Ok(())
}

/// Links a reference to a mailbox.
pub(in crate::mail) async fn put_reference(
    tx: &mut Tx,
    account: AccountId,
    link: &LinkedReference,
    person_key: Option<&str>,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("INSERT INTO mail_references (id, account, office, reference, linked_at, person_key) \
         VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (office, reference, account) DO UPDATE SET person_key = excluded.person_key")
    .bind(link.id.to_string())
    .bind(account.to_string())
    .bind(&link.office)
    .bind(&link.reference)
    .bind(now_ms)
    .bind(person_key)
    .execute(tx)
    .await?;
    Ok(())
}

/// The references of a mailbox, newest first.
///
/// # Errors
/// As the database says.
pub async fn references(on: impl Into<On<'_>>, account: AccountId) -> Result<Vec<LinkedReference>, DbError> {
    let rows: Vec<(String, String, String, i64)> =
        sql("SELECT id, office, reference, linked_at FROM mail_references WHERE account = $1 \
             ORDER BY id DESC LIMIT 100")
        .bind(account.to_string())
        .all(on)
        .await?;
    let shown = |(id, office, reference, at): (String, String, String, i64)| {
        Some(LinkedReference { id: id.parse().ok()?, office, reference, linked_at: timestamp(at) })
    };
    Ok(rows.into_iter().filter_map(shown).collect())
}

pub(in crate::mail) async fn delete_reference(
    tx: &mut Tx,
    account: AccountId,
    id: ReferenceId,
) -> Result<bool, DbError> {
    let rows = sql("DELETE FROM mail_references WHERE id = $1 AND account = $2")
        .bind(id.to_string())
        .bind(account.to_string())
        .execute(tx)
        .await?;
    Ok(rows == 1)
}

/// Mailboxes to which a reference is linked; two at most, because two are as bad as many. Of a letter to a person only
/// those count that got hold of a letter to the same person.
pub(in crate::mail) async fn mailboxes_of_reference(
    tx: &mut Tx,
    office: &str,
    reference: &str,
    person_key: Option<&str>,
) -> Result<Vec<AccountId>, DbError> {
    let rows: Vec<(String,)> =
        sql("SELECT account FROM mail_references WHERE office = $1 AND reference = $2 \
         AND ($3 IS NULL OR person_key = $3) ORDER BY account LIMIT 2")
        .bind(office)
        .bind(reference)
        .bind(person_key)
        .all(tx)
        .await?;
    Ok(rows.into_iter().filter_map(|row| row.0.parse().ok()).collect())
}

/// Lets go of a resident whose account is deleted: her copies are hidden, her links gone, her consent over.
pub(in crate::mail) async fn forget(tx: &mut Tx, account: AccountId, now_ms: i64) -> Result<(), DbError> {
    let id = account.to_string();
    for text in [
        "UPDATE mail_copies SET hidden = 1, unread = 0 WHERE account = $1",
        "DELETE FROM mail_references WHERE account = $1",
        "DELETE FROM mail_copies_opened WHERE account = $1",
    ] {
        sql(text).bind(&id).execute(tx).await?;
    }
    revoke_consent(tx, account, now_ms).await?;
    Ok(())
}
