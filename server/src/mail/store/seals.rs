//! Wraps of letters: who else may open what the file opens.

use rathaus_api::ids::{AccountId, LetterId};

use crate::{
    db::{Db, DbError, Tx, sql, sql_built},
    mail::seals::{self, Side},
    vault::{Object, Vault},
};

/// Tables with wraps, the column of the letter, and what is sealed there.
const SEALED: [(&str, &str); 3] =
    [("mail_letters", "id"), ("mail_documents", "letter"), ("mail_questions", "letter")];

fn object(table: &str, id: &str) -> Option<Object> {
    match table {
        "mail_letters" => id.parse().ok().map(seals::letter),
        "mail_documents" => id.parse().ok().map(seals::document),
        _ => id.parse().ok().map(seals::question),
    }
}

/// Lets a resident open everything the file of a letter opens now.
pub(in crate::mail) async fn hand_over(
    vault: &Vault,
    tx: &mut Tx,
    letter: LetterId,
    account: AccountId,
) -> Result<(), DbError> {
    let Some(file) = Side::File.key(vault, letter).await? else { return Ok(()) };
    let own = vault.make(&seals::resident(account)).await?;
    for (table, of_letter) in SEALED {
        let text = format!("SELECT id, file_wrap FROM {table} WHERE {of_letter} = $1 LIMIT 1000");
        let rows: Vec<(String, String)> = sql_built(text).bind(letter.to_string()).all(&mut *tx).await?;
        for (id, wrap) in rows {
            let Some(object) = object(table, &id) else { continue };
            let wrap = own.wrap(&file.unwrap(object, &wrap)?);
            let text = format!("UPDATE {table} SET own_wrap = $2 WHERE id = $1");
            sql_built(text).bind(id).bind(wrap).execute(tx).await?;
        }
    }
    Ok(())
}

/// The resident's copy opens no more.
pub(in crate::mail) async fn take_back(tx: &mut Tx, letter: LetterId) -> Result<(), DbError> {
    for (table, of_letter) in SEALED {
        let text = format!("UPDATE {table} SET own_wrap = NULL WHERE {of_letter} = $1");
        sql_built(text).bind(letter.to_string()).execute(tx).await?;
    }
    Ok(())
}

/// No copy in a mailbox opens any more.
pub(in crate::mail) async fn take_all_back(tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    for (table, of_letter) in SEALED {
        let text = format!(
            "UPDATE {table} SET own_wrap = NULL WHERE own_wrap IS NOT NULL \
             AND {of_letter} IN (SELECT letter FROM mail_copies WHERE account = $1)"
        );
        sql_built(text).bind(account.to_string()).execute(tx).await?;
    }
    Ok(())
}

/// The mailbox that opens a letter, if one does.
pub(in crate::mail) async fn opened_by(tx: &mut Tx, letter: LetterId) -> Result<Option<AccountId>, DbError> {
    let row: Option<(Option<String>,)> = sql("SELECT c.account FROM mail_copies c \
         JOIN mail_letters l ON l.id = c.letter WHERE c.letter = $1 AND l.own_wrap IS NOT NULL")
    .bind(letter.to_string())
    .optional(tx)
    .await?;
    Ok(row.and_then(|row| row.0).and_then(|id| id.parse().ok()))
}

/// A letter that is sealed.
pub(in crate::mail) struct SealedLetter {
    pub id: LetterId,
    /// The mailbox that opens it, if one does.
    pub account: Option<AccountId>,
}

/// Letters after an id, in the order of ids.
pub(in crate::mail) async fn sealed_after(db: &Db, after: &str) -> Result<Vec<SealedLetter>, DbError> {
    let rows: Vec<(String, Option<String>)> =
        sql("SELECT l.id, CASE WHEN l.own_wrap IS NULL THEN NULL ELSE c.account END FROM mail_letters l \
         LEFT JOIN mail_copies c ON c.letter = l.id WHERE l.id > $1 ORDER BY l.id LIMIT 500")
        .bind(after)
        .all(db)
        .await?;
    let sealed = |(id, account): (String, Option<String>)| {
        Some(SealedLetter { id: id.parse().ok()?, account: account.and_then(|id| id.parse().ok()) })
    };
    Ok(rows.into_iter().filter_map(sealed).collect())
}
