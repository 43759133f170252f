//! Rows of documents.

use std::collections::HashSet;

use rathaus_api::{
    ids::{LetterDocumentId, LetterId},
    mail::{DocumentRole, LetterDocument},
};

use crate::{
    blobs::BlobName,
    db::{Db, DbError, On, Tx, sql, sql_built},
    mail::seals::{self, NAME, Side},
    vault::{DataKey, OwnerKey, Vault},
};

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    role: String,
    name: String,
    blob: String,
    pages: i64,
    bytes: i64,
    sha256: String,
    made: i64,
    wrap: Option<String>,
}

/// A document, and where its bytes are.
#[derive(Debug, Clone)]
pub struct DocumentRow {
    /// As people see it.
    pub document: LetterDocument,
    /// Where its bytes are.
    pub blob: String,
    /// Made from the letter's text; nobody uploaded it.
    pub made: bool,
    /// Opens its bytes and its name.
    pub key: DataKey,
}

fn document(row: Row, key: &OwnerKey) -> Result<Option<DocumentRow>, DbError> {
    let (Ok(id), Some(role), Some(wrap)) = (row.id.parse(), DocumentRole::of_text(&row.role), row.wrap)
    else {
        return Ok(None);
    };
    let key = key.unwrap(seals::document(id), &wrap)?;
    let document = LetterDocument {
        id,
        role,
        name: key.open_text(NAME, &row.name)?,
        pages: u32::try_from(row.pages).unwrap_or(0),
        bytes: row.bytes,
        sha256: row.sha256,
    };
    Ok(Some(DocumentRow { document, blob: row.blob, made: row.made == 1, key }))
}

/// The documents of a letter, opened by the office's file: the letter itself, then what comes along.
///
/// # Errors
/// As the databases say.
pub async fn documents(
    vault: &Vault,
    on: impl Into<On<'_>>,
    letter: LetterId,
) -> Result<Vec<DocumentRow>, DbError> {
    documents_as(vault, on, letter, Side::File).await
}

/// The same, opened by somebody's key; none that this side cannot open.
///
/// # Errors
/// As the databases say.
pub async fn documents_as(
    vault: &Vault,
    on: impl Into<On<'_>>,
    letter: LetterId,
    side: Side,
) -> Result<Vec<DocumentRow>, DbError> {
    let text = format!(
        "SELECT id, role, name, blob, pages, bytes, sha256, made, {} AS wrap FROM mail_documents \
         WHERE letter = $1 AND ready = 1 ORDER BY CASE WHEN role = 'main' THEN 0 ELSE 1 END, id LIMIT 50",
        side.column()
    );
    let rows: Vec<Row> = sql_built(text).bind(letter.to_string()).all(on).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let Some(key) = side.key(vault, letter).await? else { return Ok(Vec::new()) };
    rows.into_iter().filter_map(|row| document(row, &key).transpose()).collect()
}

/// Stores what is known of a document whose bytes are not on the shelf yet: nobody sees it.
pub(in crate::mail) async fn insert_document(
    vault: &Vault,
    tx: &mut Tx,
    letter: LetterId,
    row: &DocumentRow,
    now_ms: i64,
) -> Result<(), DbError> {
    let document = &row.document;
    let key = vault.key_of(&seals::file(letter)).await?;
    sql("INSERT INTO mail_documents (id, letter, role, name, blob, pages, bytes, sha256, made, ready, created_at, \
         file_wrap) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11)")
    .bind(document.id.to_string())
    .bind(letter.to_string())
    .bind(document.role.text())
    .bind(row.key.seal_text(NAME, &document.name))
    .bind(&row.blob)
    .bind(i64::from(document.pages))
    .bind(document.bytes)
    .bind(&document.sha256)
    .bind(row.made)
    .bind(now_ms)
    .bind(key.wrap(&row.key))
    .execute(tx)
    .await?;
    Ok(())
}

/// The bytes are on the shelf.
pub(in crate::mail) async fn set_ready(tx: &mut Tx, id: LetterDocumentId) -> Result<bool, DbError> {
    let rows =
        sql("UPDATE mail_documents SET ready = 1 WHERE id = $1").bind(id.to_string()).execute(tx).await?;
    Ok(rows == 1)
}

pub(in crate::mail) async fn delete_document(
    tx: &mut Tx,
    letter: LetterId,
    id: LetterDocumentId,
) -> Result<bool, DbError> {
    let rows = sql("DELETE FROM mail_documents WHERE id = $1 AND letter = $2")
        .bind(id.to_string())
        .bind(letter.to_string())
        .execute(tx)
        .await?;
    Ok(rows == 1)
}

/// Documents whose bytes never came.
pub(in crate::mail) async fn erase_unready(tx: &mut Tx, before_ms: i64) -> Result<(), DbError> {
    sql("DELETE FROM mail_documents WHERE ready = 0 AND created_at < $1").bind(before_ms).execute(tx).await?;
    Ok(())
}

/// Rows read at once when all are needed.
const ROWS: i64 = 5_000;

/// The numbers of all objects that rows name.
///
/// # Errors
/// As the database says.
pub async fn blob_numbers(db: &Db) -> Result<HashSet<u128>, DbError> {
    let mut numbers = HashSet::new();
    let mut last = String::new();
    loop {
        let rows: Vec<(String, String)> =
            sql("SELECT id, blob FROM mail_documents WHERE id > $1 ORDER BY id LIMIT $2")
                .bind(last.as_str())
                .bind(ROWS)
                .all(db)
                .await?;
        let Some(row) = rows.last() else { return Ok(numbers) };
        last.clone_from(&row.0);
        let names = rows.iter().filter_map(|row| row.1.parse().ok());
        numbers.extend(names.map(|name: BlobName| name.number()));
    }
}
