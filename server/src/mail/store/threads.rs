//! Rows of threads about letters.

use rathaus_api::{
    ids::{LetterId, LetterQuestionId},
    mail::{LetterQuestion, QuestionBy, QuestionKind},
};

use crate::{
    clock::timestamp,
    db::{DbError, On, Tx, sql},
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

pub(in crate::mail) async fn insert_question(
    tx: &mut Tx,
    new: &NewQuestion<'_>,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("INSERT INTO mail_questions (id, letter, at, kind, by_kind, author, text) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
    .bind(new.id.to_string())
    .bind(new.letter.to_string())
    .bind(now_ms)
    .bind(new.kind.text())
    .bind(new.by.text())
    .bind(&new.author)
    .bind(new.text)
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
}

/// The thread about a letter, oldest first; names only those of the town hall.
///
/// # Errors
/// As the database says.
pub async fn questions(on: impl Into<On<'_>>, letter: LetterId) -> Result<Vec<LetterQuestion>, DbError> {
    let rows: Vec<Row> = sql("SELECT q.id, q.at, q.kind, q.by_kind, m.display_name AS name, q.text \
         FROM mail_questions q LEFT JOIN staff_members m ON m.id = q.author \
         WHERE q.letter = $1 ORDER BY q.id LIMIT 1000")
    .bind(letter.to_string())
    .all(on)
    .await?;
    let shown = |row: Row| {
        Some(LetterQuestion {
            id: row.id.parse().ok()?,
            at: timestamp(row.at),
            kind: QuestionKind::of_text(&row.kind)?,
            by: QuestionBy::of_text(&row.by_kind)?,
            name: row.name,
            text: row.text,
        })
    };
    Ok(rows.into_iter().filter_map(shown).collect())
}
