//! Rows of consents, of references that are linked to mailboxes, and of the codes that link them.

use rathaus_api::{
    accounts::Language,
    ids::{AccountId, LetterId, ReferenceId},
    mail::{ConsentGiven, GiveConsent, LinkedReference},
};
use uuid::Uuid;

use crate::{
    clock::timestamp,
    db::{DbError, On, Tx, sql},
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

/// Stores the code of a paper letter.
pub(in crate::mail) async fn put_reference_code(
    tx: &mut Tx,
    code_hash: &str,
    letter: LetterId,
    (office, reference): (&str, &str),
    expires_at: i64,
) -> Result<(), DbError> {
    sql("INSERT INTO mail_reference_codes (code_hash, letter, office, reference, expires_at) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (code_hash) DO NOTHING")
    .bind(code_hash)
    .bind(letter.to_string())
    .bind(office)
    .bind(reference)
    .bind(expires_at)
    .execute(tx)
    .await?;
    Ok(())
}

/// Takes a code: of many who bring it at once one gets it.
pub(in crate::mail) async fn take_reference_code(
    tx: &mut Tx,
    code_hash: &str,
    now_ms: i64,
) -> Result<Option<(String, String)>, DbError> {
    sql("DELETE FROM mail_reference_codes WHERE code_hash = $1 AND expires_at > $2 RETURNING office, reference")
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
    now_ms: i64,
) -> Result<(), DbError> {
    sql(
        "INSERT INTO mail_references (id, account, office, reference, linked_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (office, reference, account) DO NOTHING",
    )
    .bind(link.id.to_string())
    .bind(account.to_string())
    .bind(&link.office)
    .bind(&link.reference)
    .bind(now_ms)
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

/// Mailboxes to which a reference is linked; two at most, because two are as bad as many.
pub(in crate::mail) async fn mailboxes_of_reference(
    tx: &mut Tx,
    office: &str,
    reference: &str,
) -> Result<Vec<AccountId>, DbError> {
    let rows: Vec<(String,)> =
        sql("SELECT account FROM mail_references WHERE office = $1 AND reference = $2 \
         ORDER BY account LIMIT 2")
        .bind(office)
        .bind(reference)
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
