//! Rows of threads about letters.

use rathaus_api::{
    ids::{LetterId, LetterQuestionId},
    mail::{LetterQuestion, QuestionBy, QuestionKind},
};

use crate::{
    clock::timestamp,
    db::{DbError, On, Tx, sql, sql_built},
    mail::seals::{self, CONTENT, Side},
    vault::{DataKey, OwnerKey, Vault},
};

/// An entry to store.
pub(in crate::mail) struct NewQuestion<'a> {
    pub id: LetterQuestionId,
    pub letter: LetterId,
    pub kind: QuestionKind,
    pub by: QuestionBy,
    /// Id of who wrote it.
    pub author: String,
    pub text: &'a str,
}

/// Stores an entry, for the file and for the mailbox that holds a copy.
pub(in crate::mail) async fn insert_question(
    vault: &Vault,
    tx: &mut Tx,
    new: &NewQuestion<'_>,
    now_ms: i64,
) -> Result<(), DbError> {
    let data = DataKey::new(seals::question(new.id));
    let file = vault.key_of(&seals::file(new.letter)).await?;
    let own = match super::opened_by(tx, new.letter).await? {
        Some(account) => Side::Own(account).key(vault, new.letter).await?,
        None => None,
    };
    sql("INSERT INTO mail_questions (id, letter, at, kind, by_kind, author, text, file_wrap, own_wrap) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(new.id.to_string())
    .bind(new.letter.to_string())
    .bind(now_ms)
    .bind(new.kind.text())
    .bind(new.by.text())
    .bind(&new.author)
    .bind(data.seal_text(CONTENT, new.text))
    .bind(file.wrap(&data))
    .bind(own.map(|own| own.wrap(&data)))
    .execute(tx)
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    at: i64,
    kind: String,
    by_kind: String,
    name: Option<String>,
    text: String,
    wrap: Option<String>,
}

fn question(row: Row, key: &OwnerKey) -> Result<Option<LetterQuestion>, DbError> {
    let (kind, by) = (QuestionKind::of_text(&row.kind), QuestionBy::of_text(&row.by_kind));
    let (Ok(id), Some(kind), Some(by), Some(wrap)) = (row.id.parse(), kind, by, row.wrap) else {
        return Ok(None);
    };
    let text = key.unwrap(seals::question(id), &wrap)?.open_text(CONTENT, &row.text)?;
    Ok(Some(LetterQuestion { id, at: timestamp(row.at), kind, by, name: row.name, text }))
}

/// The thread about a letter, opened by the office's file, oldest first; names only those of the town hall.
///
/// # Errors
/// As the databases say.
pub async fn questions(
    vault: &Vault,
    on: impl Into<On<'_>>,
    letter: LetterId,
) -> Result<Vec<LetterQuestion>, DbError> {
    questions_as(vault, on, letter, Side::File).await
}

/// The same, opened by somebody's key; none that this side cannot open.
///
/// # Errors
/// As the databases say.
pub async fn questions_as(
    vault: &Vault,
    on: impl Into<On<'_>>,
    letter: LetterId,
    side: Side,
) -> Result<Vec<LetterQuestion>, DbError> {
    let text = format!(
        "SELECT q.id, q.at, q.kind, q.by_kind, m.display_name AS name, q.text, q.{} AS wrap \
         FROM mail_questions q LEFT JOIN staff_members m ON m.id = q.author \
         WHERE q.letter = $1 ORDER BY q.id LIMIT 1000",
        side.column()
    );
    let rows: Vec<Row> = sql_built(text).bind(letter.to_string()).all(on).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let Some(key) = side.key(vault, letter).await? else { return Ok(Vec::new()) };
    rows.into_iter().filter_map(|row| question(row, &key).transpose()).collect()
}

/// The newest entry of a thread that the resident's side wrote.
pub(in crate::mail) async fn newest_question(
    tx: &mut Tx,
    letter: LetterId,
) -> Result<Option<LetterQuestionId>, DbError> {
    let row: Option<(String,)> = sql("SELECT id FROM mail_questions WHERE letter = $1 AND kind <> 'answer' \
         ORDER BY id DESC LIMIT 1")
    .bind(letter.to_string())
    .optional(tx)
    .await?;
    Ok(row.and_then(|row| row.0.parse().ok()))
}
