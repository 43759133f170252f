//! Rows of residents' copies: what lies in a mailbox.

use jiff::civil::Date;
use rathaus_api::{
    identity::TrustLevel,
    ids::{AccountId, LetterId},
    mail::{LetterBox, LetterDoubt, LetterKind, LetterState},
};
use uuid::Uuid;

use super::{PAGE, like};
use crate::{
    db::{Db, DbError, On, Query, Tx, Value, sql, sql_built},
    mail::plan::Piece,
};

/// A letter as it lies in a mailbox.
#[derive(Debug, Clone)]
pub struct CopyRow {
    /// The letter.
    pub id: LetterId,
    /// Sorts by the last provision.
    pub position: String,
    /// What it is.
    pub kind: LetterKind,
    /// Subject.
    pub subject: String,
    /// Key of the office.
    pub office: String,
    /// File number or Kassenzeichen.
    pub reference: String,
    /// The way of service, by its name.
    pub regime: String,
    /// Which level opens it.
    pub min_level: TrustLevel,
    /// Where the letter stands.
    pub piece: Piece,
    /// The last provision.
    pub round: i64,
    /// When that was.
    pub provided_at: i64,
    /// When its notice went out.
    pub notice_sent_at: Option<i64>,
    /// When it was retrieved.
    pub retrieved_at: Option<i64>,
    /// When that provision ended unread.
    pub ended_at: Option<i64>,
    /// When the recipient first opened it at all.
    pub opened_at: Option<i64>,
    /// Waits to be opened.
    pub unread: bool,
    /// Marked.
    pub starred: bool,
    /// Put away.
    pub archived: bool,
    /// Until when one may object.
    pub safe_until: Option<Date>,
    /// Until when the town hall waits.
    pub reply_by: Option<Date>,
    /// Whether somebody who acts for the recipient opened a copy.
    pub opened_by_asker: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    position: String,
    kind: String,
    subject: String,
    office: String,
    reference: String,
    regime: String,
    min_level: String,
    state: String,
    doubt: Option<String>,
    letter_round: i64,
    round: i64,
    provided_at: Option<i64>,
    notice_sent_at: Option<i64>,
    retrieved_at: Option<i64>,
    ended_at: Option<i64>,
    opened_at: Option<i64>,
    unread: i64,
    starred: i64,
    archived: i64,
    safe_until: Option<String>,
    reply_by: Option<String>,
    opened_by_asker: i64,
}

/// `$1` is the mailbox, `$2` who asks.
const SELECT: &str = "SELECT l.id, c.position, l.kind, l.subject, l.office, l.reference, l.regime, l.min_level, \
    l.state, l.doubt, l.round AS letter_round, c.round, d.provided_at, d.notice_sent_at, d.retrieved_at, \
    d.ended_at, c.opened_at, c.unread, c.starred, c.archived, c.safe_until, l.reply_by, \
    CAST(CASE WHEN o.letter IS NULL THEN 0 ELSE 1 END AS BIGINT) AS opened_by_asker \
    FROM mail_copies c JOIN mail_letters l ON l.id = c.letter \
    JOIN mail_deliveries d ON d.letter = c.letter AND d.round = c.round \
    LEFT JOIN mail_copies_opened o ON o.letter = c.letter AND o.account = $2 \
    WHERE c.account = $1 AND c.hidden = 0";

fn copy(row: Row) -> Option<CopyRow> {
    Some(CopyRow {
        id: row.id.parse().ok()?,
        position: row.position,
        kind: LetterKind::of_text(&row.kind)?,
        subject: row.subject,
        office: row.office,
        reference: row.reference,
        regime: row.regime,
        // A level nobody can read opens for nobody: the safe side.
        min_level: TrustLevel::of_text(&row.min_level).unwrap_or(TrustLevel::High),
        piece: Piece {
            state: LetterState::of_text(&row.state)?,
            doubt: row.doubt.as_deref().and_then(LetterDoubt::of_text),
            round: row.letter_round,
        },
        round: row.round,
        provided_at: row.provided_at?,
        notice_sent_at: row.notice_sent_at,
        retrieved_at: row.retrieved_at,
        ended_at: row.ended_at,
        opened_at: row.opened_at,
        unread: row.unread == 1,
        starred: row.starred == 1,
        archived: row.archived == 1,
        safe_until: row.safe_until.and_then(|day| day.parse().ok()),
        reply_by: row.reply_by.and_then(|day| day.parse().ok()),
        opened_by_asker: row.opened_by_asker == 1,
    })
}

/// One letter of a mailbox.
///
/// # Errors
/// As the database says.
pub async fn copy_of(
    on: impl Into<On<'_>>,
    mailbox: AccountId,
    asker: AccountId,
    letter: LetterId,
) -> Result<Option<CopyRow>, DbError> {
    let row: Option<Row> = sql_built(format!("{SELECT} AND c.letter = $3"))
        .bind(mailbox.to_string())
        .bind(asker.to_string())
        .bind(letter.to_string())
        .optional(on)
        .await?;
    Ok(row.and_then(copy))
}

/// Which letters of a mailbox somebody asks for.
pub(in crate::mail) struct BoxFilter<'a> {
    pub part: LetterBox,
    pub unread: bool,
    pub starred: bool,
    pub deadline_from: Option<Date>,
    pub office: Option<&'a str>,
    pub kind: Option<LetterKind>,
    pub provided: Option<(i64, i64)>,
    pub words: Option<&'a str>,
    pub before: Option<&'a str>,
}

/// One row more than a page, newest first.
pub(in crate::mail) async fn copies(
    db: &Db,
    mailbox: AccountId,
    asker: AccountId,
    filter: &BoxFilter<'_>,
) -> Result<Vec<CopyRow>, DbError> {
    let mut values: Vec<Value> = vec![mailbox.to_string().into(), asker.to_string().into()];
    let mut text = SELECT.to_owned();
    let mut and = |condition: &str, value: Value| {
        values.push(value);
        text.push_str(&format!(" AND {}", condition.replace('?', &format!("${}", values.len()))));
    };
    match filter.part {
        LetterBox::Inbox => and("c.archived = ?", 0_i64.into()),
        LetterBox::Archive => and("c.archived = ?", 1_i64.into()),
        LetterBox::All => {}
    }
    if filter.unread {
        and("c.unread = ?", 1_i64.into());
    }
    if filter.starred {
        and("c.starred = ?", 1_i64.into());
    }
    if let Some(from) = filter.deadline_from {
        and("c.safe_until >= ?", from.to_string().into());
    }
    if let Some(office) = filter.office {
        and("l.office = ?", office.into());
    }
    if let Some(kind) = filter.kind {
        and("l.kind = ?", kind.text().into());
    }
    if let Some((from, until)) = filter.provided {
        and("d.provided_at >= ?", from.into());
        and("d.provided_at < ?", until.into());
    }
    if let Some(words) = filter.words {
        and("l.words LIKE ? ESCAPE '!'", like(words).into());
    }
    if let Some(before) = filter.before {
        and("c.position < ?", before.into());
    }
    values.push((PAGE + 1).into());
    text.push_str(&format!(" ORDER BY c.position DESC LIMIT ${}", values.len()));
    let rows: Vec<Row> = values.into_iter().fold(sql_built(text), Query::bind).all(db).await?;
    Ok(rows.into_iter().filter_map(copy).collect())
}

/// How many letters of the inbox wait to be opened.
pub(in crate::mail) async fn unread(db: &Db, mailbox: AccountId) -> Result<i64, DbError> {
    let row: (i64,) = sql("SELECT COUNT(*) FROM mail_copies \
         WHERE account = $1 AND unread = 1 AND hidden = 0 AND archived = 0")
    .bind(mailbox.to_string())
    .one(db)
    .await?;
    Ok(row.0)
}

/// Puts a letter into a mailbox, on top; also one that lay there before.
pub(in crate::mail) async fn put_copy(
    tx: &mut Tx,
    letter: LetterId,
    mailbox: AccountId,
    round: i64,
) -> Result<(), DbError> {
    sql("INSERT INTO mail_copies (letter, account, round, position, unread, starred, archived, hidden) \
         VALUES ($1, $2, $3, $4, 1, 0, 0, 0) ON CONFLICT (letter) DO UPDATE SET account = excluded.account, \
         round = excluded.round, position = excluded.position, unread = 1, archived = 0, hidden = 0")
    .bind(letter.to_string())
    .bind(mailbox.to_string())
    .bind(round)
    .bind(Uuid::now_v7().to_string())
    .execute(tx)
    .await?;
    Ok(())
}

/// The recipient opened it. An earlier opening that may have counted keeps its earlier end.
pub(in crate::mail) async fn set_opened(
    tx: &mut Tx,
    letter: LetterId,
    safe_until: Option<Date>,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("UPDATE mail_copies SET opened_at = COALESCE(opened_at, $2), unread = 0, \
         safe_until = CASE WHEN safe_until < $3 THEN safe_until ELSE COALESCE($3, safe_until) END WHERE letter = $1")
    .bind(letter.to_string())
    .bind(now_ms)
    .bind(safe_until.map(|day| day.to_string()))
    .execute(tx)
    .await?;
    Ok(())
}

/// It cannot be opened any more; no deadline runs from it, unless it was opened before.
pub(in crate::mail) async fn end_copy(tx: &mut Tx, letter: LetterId) -> Result<(), DbError> {
    sql("UPDATE mail_copies SET unread = 0, \
         safe_until = CASE WHEN opened_at IS NULL THEN NULL ELSE safe_until END WHERE letter = $1")
    .bind(letter.to_string())
    .execute(tx)
    .await?;
    Ok(())
}

/// Until when one may object, where that runs without an opening.
pub(in crate::mail) async fn set_safe_until(
    tx: &mut Tx,
    letter: LetterId,
    day: Option<Date>,
) -> Result<(), DbError> {
    sql("UPDATE mail_copies SET safe_until = $2 WHERE letter = $1")
        .bind(letter.to_string())
        .bind(day.map(|day| day.to_string()))
        .execute(tx)
        .await?;
    Ok(())
}

/// Somebody who acts for the recipient opened a copy; `false` when she had before.
pub(in crate::mail) async fn put_opened_copy(
    tx: &mut Tx,
    letter: LetterId,
    helper: AccountId,
    now_ms: i64,
) -> Result<bool, DbError> {
    let rows = sql("INSERT INTO mail_copies_opened (letter, account, at) VALUES ($1, $2, $3) \
         ON CONFLICT (letter, account) DO NOTHING")
    .bind(letter.to_string())
    .bind(helper.to_string())
    .bind(now_ms)
    .execute(tx)
    .await?;
    Ok(rows == 1)
}

/// Marks or puts away; `false` when there is no such letter in the mailbox.
pub(in crate::mail) async fn mark_copy(
    tx: &mut Tx,
    letter: LetterId,
    mailbox: AccountId,
    starred: Option<bool>,
    archived: Option<bool>,
) -> Result<bool, DbError> {
    let rows =
        sql("UPDATE mail_copies SET starred = COALESCE($3, starred), archived = COALESCE($4, archived) \
         WHERE letter = $1 AND account = $2 AND hidden = 0")
        .bind(letter.to_string())
        .bind(mailbox.to_string())
        .bind(starred.map(i64::from))
        .bind(archived.map(i64::from))
        .execute(tx)
        .await?;
    Ok(rows == 1)
}

/// Takes a copy out of its mailbox for good. Letter, documents and evidence stay.
pub(in crate::mail) async fn hide_copy(
    tx: &mut Tx,
    letter: LetterId,
    mailbox: AccountId,
) -> Result<bool, DbError> {
    let rows = sql(
        "UPDATE mail_copies SET hidden = 1, unread = 0 WHERE letter = $1 AND account = $2 AND hidden = 0",
    )
    .bind(letter.to_string())
    .bind(mailbox.to_string())
    .execute(tx)
    .await?;
    Ok(rows == 1)
}

/// How many letters lie in a mailbox.
///
/// # Errors
/// As the database says.
pub async fn number_of(db: &Db, mailbox: AccountId) -> Result<u32, DbError> {
    let row: (i64,) = sql("SELECT COUNT(*) FROM mail_copies WHERE account = $1 AND hidden = 0")
        .bind(mailbox.to_string())
        .one(db)
        .await?;
    Ok(u32::try_from(row.0).unwrap_or(u32::MAX))
}

/// How many letters of the town hall's file went to a resident, whatever became of the copies.
///
/// # Errors
/// As the database says.
pub async fn number_on_file(db: &Db, account: AccountId) -> Result<u32, DbError> {
    let row: (i64,) =
        sql("SELECT COUNT(*) FROM mail_letters WHERE account = $1").bind(account.to_string()).one(db).await?;
    Ok(u32::try_from(row.0).unwrap_or(u32::MAX))
}
