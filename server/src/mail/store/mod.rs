//! Rows of letters; what belongs to them stands in the modules below.

mod copies;
mod deliveries;
mod documents;
mod evidence;
mod links;
mod retention;
mod seals;
#[cfg(test)]
pub(in crate::mail) mod tests;
mod threads;

use jiff::civil::Date;
use rathaus_api::{
    ids::{AccountId, CaseId, LetterId, RunId, StaffId},
    mail::{
        DeskLetterRow, DraftLetter, LetterChannel, LetterDoubt, LetterKind, LetterRecipient, LetterState,
    },
};
use serde::{Deserialize, Serialize};

use super::{
    plan::Piece,
    seals::{CONTENT, Side, file, letter as sealed_letter},
};
use crate::{
    clock::timestamp,
    db::{Db, DbError, On, Query, Tx, Value, places, sql, sql_built},
    jobs::Lane,
    vault::{DataKey, OwnerKey, Vault},
};

pub use copies::*;
pub use deliveries::*;
pub use documents::*;
pub use evidence::*;
pub use links::*;
pub(in crate::mail) use retention::*;
pub(in crate::mail) use seals::*;
pub use threads::*;

/// Rows of a page.
pub const PAGE: i64 = 50;

/// A letter as it is stored.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The letter.
    pub id: LetterId,
    /// State, doubt, round.
    pub piece: Piece,
    /// What stands in it.
    pub draft: DraftLetter,
    /// Whose mailbox it goes to, once that is known.
    pub account: Option<AccountId>,
    /// A question waits for an answer.
    pub asked: bool,
    /// Not before, in milliseconds since 1970.
    pub send_at: Option<i64>,
    /// When and why it was withdrawn.
    pub cancelled: Option<(i64, String)>,
    /// When it last changed.
    pub changed_at: i64,
    /// Counts up with each change.
    pub revision: i64,
    /// The run it belongs to.
    pub run: Option<RunId>,
}

impl Stored {
    /// Who goes first: what follows from a run waits for what people wait for.
    pub fn lane(&self) -> Lane {
        if self.run.is_some() { Lane::AfterBatches } else { Lane::People }
    }

    /// Key of the office.
    pub fn office(&self) -> &str {
        &self.draft.office
    }
}

/// The content as it is sealed.
#[derive(Serialize, Deserialize)]
struct Content {
    version: u32,
    letter: DraftLetter,
}

fn content(draft: &DraftLetter) -> String {
    serde_json::to_string(&Content { version: 1, letter: draft.clone() }).unwrap_or_default()
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    state: String,
    doubt: Option<String>,
    round: i64,
    content: String,
    wrap: Option<String>,
    account: Option<String>,
    asked: i64,
    send_at: Option<i64>,
    cancelled_at: Option<i64>,
    cancel_reason: Option<String>,
    changed_at: i64,
    revision: i64,
    run: Option<String>,
}

const ROW: &str = "id, state, doubt, round, content, account, asked, send_at, cancelled_at, cancel_reason, \
    changed_at, revision, run";

fn stored(row: Row, key: &OwnerKey) -> Result<Option<Stored>, DbError> {
    let (Some(wrap), Ok(id)) = (row.wrap, row.id.parse()) else { return Ok(None) };
    let content = key.unwrap(sealed_letter(id), &wrap)?.open_text(CONTENT, &row.content)?;
    let content: Content =
        serde_json::from_str(&content).map_err(|error| DbError::Decode(Box::new(error)))?;
    let Some(state) = LetterState::of_text(&row.state) else { return Ok(None) };
    Ok(Some(Stored {
        id,
        piece: Piece { state, doubt: row.doubt.as_deref().and_then(LetterDoubt::of_text), round: row.round },
        draft: content.letter,
        account: row.account.and_then(|id| id.parse().ok()),
        asked: row.asked == 1,
        send_at: row.send_at,
        cancelled: row.cancelled_at.map(|at| (at, row.cancel_reason.unwrap_or_default())),
        changed_at: row.changed_at,
        revision: row.revision,
        run: row.run.and_then(|id| id.parse().ok()),
    }))
}

/// A letter, opened by the office's file; whoever asks must check the owner or the office.
///
/// # Errors
/// As the databases say.
pub async fn letter(vault: &Vault, on: impl Into<On<'_>>, id: LetterId) -> Result<Option<Stored>, DbError> {
    letter_as(vault, on, id, Side::File).await
}

/// A letter, opened by somebody's key; nothing where that side cannot open it.
///
/// # Errors
/// As the databases say.
pub async fn letter_as(
    vault: &Vault,
    on: impl Into<On<'_>>,
    id: LetterId,
    side: Side,
) -> Result<Option<Stored>, DbError> {
    let text = format!("SELECT {ROW}, {} AS wrap FROM mail_letters WHERE id = $1", side.column());
    let row: Option<Row> = sql_built(text).bind(id.to_string()).optional(on).await?;
    let Some(row) = row else { return Ok(None) };
    match side.key(vault, id).await? {
        Some(key) => stored(row, &key),
        None => Ok(None),
    }
}

/// The letter, held until the transaction ends: everything that happens to it waits for each other.
///
/// # Errors
/// As the databases say.
pub async fn hold(vault: &Vault, tx: &mut Tx, id: LetterId) -> Result<Option<Stored>, DbError> {
    sql("UPDATE mail_letters SET round = round WHERE id = $1").bind(id.to_string()).execute(tx).await?;
    letter(vault, tx, id).await
}

/// What the search of the desk and of mailboxes looks at: plain, and never what stands in a letter.
fn words(draft: &DraftLetter) -> String {
    format!("{} {}", draft.reference, draft.subject).to_lowercase()
}

fn case_of(draft: &DraftLetter) -> Option<CaseId> {
    match &draft.to {
        LetterRecipient::Case(case) => Some(*case),
        LetterRecipient::Person(_) | LetterRecipient::Reference(_) => None,
    }
}

/// Binds what a draft says as `$2` to `$13`, sealed by a new key of its own.
async fn bound(query: Query, vault: &Vault, id: LetterId, draft: &DraftLetter) -> Result<Query, DbError> {
    let (key, data) = (vault.make(&file(id)).await?, DataKey::new(sealed_letter(id)));
    Ok(query
        .bind(&draft.office)
        .bind(draft.kind.text())
        .bind(&draft.subject)
        .bind(&draft.reference)
        .bind(words(draft))
        .bind(draft.regime.name())
        .bind(draft.min_level.text())
        .bind(draft.reply_by.map(|day: Date| day.to_string()))
        .bind(data.seal_text(CONTENT, &content(draft)))
        .bind(case_of(draft).map(|id| id.to_string()))
        .bind(draft.supersedes.map(|id| id.to_string()))
        .bind(key.wrap(&data)))
}

/// Begins a letter. Its file's key is made where there is none: [`Vault::make_all`] before makes many at once.
pub(in crate::mail) async fn insert(
    vault: &Vault,
    tx: &mut Tx,
    id: LetterId,
    draft: &DraftLetter,
    clerk: StaffId,
    now_ms: i64,
) -> Result<(), DbError> {
    let query = sql("INSERT INTO mail_letters (id, office, kind, subject, reference, words, regime, min_level, \
         reply_by, content, case_id, supersedes, file_wrap, state, round, asked, created_by, created_at, \
         changed_at, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'draft', 0, 0, \
         $14, $15, $15, 1)")
    .bind(id.to_string());
    let query = bound(query, vault, id, draft).await?;
    query.bind(clerk.to_string()).bind(now_ms).execute(tx).await?;
    Ok(())
}

pub(in crate::mail) async fn change(
    vault: &Vault,
    tx: &mut Tx,
    id: LetterId,
    draft: &DraftLetter,
    now_ms: i64,
) -> Result<(), DbError> {
    let query =
        sql("UPDATE mail_letters SET office = $2, kind = $3, subject = $4, reference = $5, words = $6, \
         regime = $7, min_level = $8, reply_by = $9, content = $10, case_id = $11, supersedes = $12, \
         file_wrap = $13, own_wrap = NULL, changed_at = $14, revision = revision + 1 WHERE id = $1")
        .bind(id.to_string());
    bound(query, vault, id, draft).await?.bind(now_ms).execute(tx).await?;
    Ok(())
}

/// Erases a draft that was never sent.
pub(in crate::mail) async fn discard(tx: &mut Tx, id: LetterId) -> Result<(), DbError> {
    sql("DELETE FROM mail_documents WHERE letter = $1").bind(id.to_string()).execute(tx).await?;
    sql("DELETE FROM mail_letters WHERE id = $1 AND state = 'draft'")
        .bind(id.to_string())
        .execute(tx)
        .await?;
    Ok(())
}

/// Writes where the letter stands now.
pub(in crate::mail) async fn set_piece(
    tx: &mut Tx,
    id: LetterId,
    piece: &Piece,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("UPDATE mail_letters SET state = $2, doubt = $3, round = $4, changed_at = $5, revision = revision + 1 \
         WHERE id = $1")
    .bind(id.to_string())
    .bind(piece.state.text())
    .bind(piece.doubt.map(LetterDoubt::text))
    .bind(piece.round)
    .bind(now_ms)
    .execute(tx)
    .await?;
    Ok(())
}

pub(in crate::mail) async fn set_sent(
    tx: &mut Tx,
    id: LetterId,
    clerk: StaffId,
    send_at: Option<i64>,
) -> Result<(), DbError> {
    sql("UPDATE mail_letters SET sent_by = $2, send_at = $3 WHERE id = $1")
        .bind(id.to_string())
        .bind(clerk.to_string())
        .bind(send_at)
        .execute(tx)
        .await?;
    Ok(())
}

pub(in crate::mail) async fn set_account(
    tx: &mut Tx,
    id: LetterId,
    account: Option<AccountId>,
) -> Result<(), DbError> {
    sql("UPDATE mail_letters SET account = $2 WHERE id = $1")
        .bind(id.to_string())
        .bind(account.map(|id| id.to_string()))
        .execute(tx)
        .await?;
    Ok(())
}

pub(in crate::mail) async fn set_cancelled(
    tx: &mut Tx,
    id: LetterId,
    reason: &str,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("UPDATE mail_letters SET cancelled_at = $2, cancel_reason = $3 WHERE id = $1")
        .bind(id.to_string())
        .bind(now_ms)
        .bind(reason)
        .execute(tx)
        .await?;
    Ok(())
}

pub(in crate::mail) async fn set_asked(
    tx: &mut Tx,
    id: LetterId,
    asked: bool,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("UPDATE mail_letters SET asked = $2, changed_at = $3 WHERE id = $1")
        .bind(id.to_string())
        .bind(asked)
        .bind(now_ms)
        .execute(tx)
        .await?;
    Ok(())
}

/// Which part of the desk's list somebody asks for.
pub(in crate::mail) struct Filter<'a> {
    pub offices: Option<&'a [String]>,
    pub office: Option<&'a str>,
    pub state: Option<LetterState>,
    pub asked: bool,
    pub words: Option<&'a str>,
    pub before: Option<LetterId>,
}

/// A text that LIKE finds as it stands, with `ESCAPE '!'`.
pub(super) fn like(words: &str) -> String {
    let plain = words.to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{plain}%")
}

#[derive(sqlx::FromRow)]
struct PageRow {
    id: String,
    state: String,
    doubt: Option<String>,
    kind: String,
    office: String,
    subject: String,
    reference: String,
    channel: Option<String>,
    asked: i64,
    send_at: Option<i64>,
    changed_at: i64,
    revision: i64,
}

fn listed(row: PageRow) -> Option<DeskLetterRow> {
    let state = LetterState::of_text(&row.state)?;
    Some(DeskLetterRow {
        id: row.id.parse().ok()?,
        state,
        doubt: row.doubt.as_deref().and_then(LetterDoubt::of_text),
        kind: LetterKind::of_text(&row.kind)?,
        office: row.office,
        subject: row.subject,
        reference: row.reference,
        channel: row.channel.as_deref().and_then(LetterChannel::of_text),
        send_at: row.send_at.filter(|_| state == LetterState::Scheduled).map(timestamp),
        changed_at: timestamp(row.changed_at),
        revision: row.revision,
        asked: row.asked == 1,
    })
}

/// One row more than a page, newest first, with the channel of the delivery that counts. Opens no letter.
pub(in crate::mail) async fn page(db: &Db, filter: &Filter<'_>) -> Result<Vec<DeskLetterRow>, DbError> {
    let mut values: Vec<Value> = Vec::new();
    let mut text =
        "SELECT l.id, l.state, l.doubt, l.kind, l.office, l.subject, l.reference, d.channel, l.asked, \
        l.send_at, l.changed_at, l.revision FROM mail_letters l \
        LEFT JOIN mail_deliveries d ON d.letter = l.id AND d.round = l.round \
        WHERE (l.run IS NULL OR l.state <> 'draft')"
            .to_owned();
    if let Some(offices) = filter.offices {
        text.push_str(&format!(" AND l.office IN {}", places(1, offices.len())));
        values.extend(offices.iter().map(Into::into));
    }
    let mut and = |condition: &str, value: Value| {
        values.push(value);
        text.push_str(&format!(" AND {} ${}", condition, values.len()));
    };
    if let Some(office) = filter.office {
        and("l.office =", office.into());
    }
    if let Some(state) = filter.state {
        and("l.state =", state.text().into());
    }
    if filter.asked {
        and("l.asked =", 1_i64.into());
    }
    if let Some(before) = filter.before {
        and("l.id <", before.to_string().into());
    }
    if let Some(words) = filter.words {
        and("l.words LIKE", like(words).into());
        text.push_str(" ESCAPE '!'");
    }
    values.push((PAGE + 1).into());
    text.push_str(&format!(" ORDER BY l.id DESC LIMIT ${}", values.len()));
    let rows: Vec<PageRow> = values.into_iter().fold(sql_built(text), Query::bind).all(db).await?;
    Ok(rows.into_iter().filter_map(listed).collect())
}

/// How many letters wait for a decision, and how many have an open question.
pub(in crate::mail) async fn counts(db: &Db, offices: Option<&[String]>) -> Result<(i64, i64), DbError> {
    let inside =
        offices.map_or_else(String::new, |offices| format!("AND office IN {}", places(1, offices.len())));
    let mut found = [0, 0];
    for (number, condition) in found.iter_mut().zip(["state = 'needs_clerk'", "asked = 1"]) {
        let text = format!("SELECT COUNT(*) FROM mail_letters WHERE {condition} {inside}");
        let query = offices.unwrap_or_default().iter().fold(sql_built(text), Query::bind);
        *number = query.one::<(i64,)>(db).await?.0;
    }
    Ok((found[0], found[1]))
}

/// The letter that replaced this one in the same mailbox.
/// Something about a draft changed that stands in other rows: whoever checked it before checks it again.
pub(in crate::mail) async fn count_up(tx: &mut Tx, id: LetterId, now_ms: i64) -> Result<(), DbError> {
    sql("UPDATE mail_letters SET revision = revision + 1, changed_at = $2 WHERE id = $1")
        .bind(id.to_string())
        .bind(now_ms)
        .execute(tx)
        .await?;
    Ok(())
}

pub(in crate::mail) async fn superseded_by(
    db: &Db,
    id: LetterId,
    account: AccountId,
) -> Result<Option<LetterId>, DbError> {
    let row: Option<(String,)> =
        sql("SELECT l.id FROM mail_letters l JOIN mail_copies c ON c.letter = l.id \
         WHERE l.supersedes = $1 AND c.account = $2 AND c.hidden = 0 \
         AND l.state IN ('provided', 'retrieved', 'printing', 'printed') ORDER BY l.id DESC LIMIT 1")
        .bind(id.to_string())
        .bind(account.to_string())
        .optional(db)
        .await?;
    Ok(row.and_then(|row| row.0.parse().ok()))
}
