//! Rows of recipients, and what became of them.

use rathaus_api::{
    identity::Person,
    ids::{LetterId, RunId},
    mail::{ChannelReason, CheckedChannel, LetterState, RunForecast},
};
use serde::{Deserialize, Serialize};

use crate::{
    db::{Db, DbError, On, Tx, sql},
    mail::runs::recipients::Recipient,
};

/// How far a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// Read from the list.
    Read = 0,
    /// Looked through.
    Checked = 1,
    /// Sent, or left out.
    Sent = 2,
}

impl Reached {
    fn number(self) -> i64 {
        match self {
            Self::Read => 0,
            Self::Checked => 1,
            Self::Sent => 2,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct RowContent {
    version: u32,
    person: Person,
    reference: String,
    subject: String,
}

/// A recipient whose letter is not sent yet.
#[derive(Debug, Clone)]
pub struct RowToDo {
    /// Row of the list.
    pub seq: i64,
    /// External id.
    pub external_id: String,
    /// Name of the PDF.
    pub file: String,
    /// Who, and about what.
    pub recipient: Recipient,
    /// SHA-256 of the PDF, once it was looked at.
    pub sha256: Option<String>,
    /// Its pages.
    pub pages: Option<u32>,
    /// The letter, once it was begun.
    pub letter: Option<LetterId>,
}

#[derive(sqlx::FromRow)]
struct ToDoRow {
    seq: i64,
    external_id: String,
    file: String,
    content: String,
    sha256: Option<String>,
    pages: Option<i64>,
    letter: Option<String>,
}

fn to_do(row: ToDoRow) -> Option<RowToDo> {
    let content: RowContent = serde_json::from_str(&row.content).ok()?;
    let (person, reference, subject) = (content.person, content.reference, content.subject);
    Some(RowToDo {
        seq: row.seq,
        external_id: row.external_id,
        file: row.file,
        recipient: Recipient { person, reference, subject },
        sha256: row.sha256,
        pages: row.pages.and_then(|pages| u32::try_from(pages).ok()),
        letter: row.letter.and_then(|id| id.parse().ok()),
    })
}

/// Stores a row of the list; without a recipient it is left out.
pub(in crate::mail::runs) async fn insert_row(
    tx: &mut Tx,
    run: RunId,
    (seq, external_id, file): (i64, &str, &str),
    recipient: Option<&Recipient>,
) -> Result<(), DbError> {
    let content = recipient.map(|recipient| {
        let Recipient { person, reference, subject } = recipient.clone();
        serde_json::to_string(&RowContent { version: 1, person, reference, subject }).unwrap_or_default()
    });
    let reached = if content.is_some() { Reached::Read } else { Reached::Checked };
    sql("INSERT INTO mail_run_rows (run, seq, external_id, file, content, step, excluded) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
    .bind(run.to_string())
    .bind(seq)
    .bind(external_id)
    .bind(file)
    .bind(content.as_deref().unwrap_or_default())
    .bind(reached.number())
    .bind(content.is_none())
    .execute(tx)
    .await?;
    Ok(())
}

pub(in crate::mail::runs) async fn set_row_count(tx: &mut Tx, run: RunId, rows: i64) -> Result<(), DbError> {
    sql("UPDATE mail_runs SET row_count = $2 WHERE id = $1")
        .bind(run.to_string())
        .bind(rows)
        .execute(tx)
        .await?;
    Ok(())
}

/// The next rows that have got so far and no further.
pub(in crate::mail::runs) async fn next_rows(
    on: impl Into<On<'_>>,
    run: RunId,
    reached: Reached,
    limit: i64,
) -> Result<Vec<RowToDo>, DbError> {
    let rows: Vec<ToDoRow> = sql("SELECT seq, external_id, file, content, sha256, pages, letter \
         FROM mail_run_rows WHERE run = $1 AND step = $2 AND excluded = 0 ORDER BY seq LIMIT $3")
    .bind(run.to_string())
    .bind(reached.number())
    .bind(limit)
    .all(on)
    .await?;
    Ok(rows.into_iter().filter_map(to_do).collect())
}

/// How many rows have got so far.
pub(in crate::mail::runs) async fn reached(
    on: impl Into<On<'_>>,
    run: RunId,
    reached: Reached,
) -> Result<i64, DbError> {
    let row: (i64,) = sql("SELECT COUNT(*) FROM mail_run_rows WHERE run = $1 AND step >= $2")
        .bind(run.to_string())
        .bind(reached.number())
        .one(on)
        .await?;
    Ok(row.0)
}

/// The PDF of a row was accepted, and this is how it would go.
pub(in crate::mail::runs) async fn set_checked(
    tx: &mut Tx,
    (run, seq): (RunId, i64),
    (sha256, pages): (&str, u32),
    (channel, why): (CheckedChannel, ChannelReason),
) -> Result<(), DbError> {
    sql("UPDATE mail_run_rows SET step = 1, sha256 = $3, pages = $4, channel = $5, why = $6 \
         WHERE run = $1 AND seq = $2")
    .bind(run.to_string())
    .bind(seq)
    .bind(sha256)
    .bind(i64::from(pages))
    .bind(channel.text())
    .bind(why.text())
    .execute(tx)
    .await?;
    Ok(())
}

/// A row is left out.
pub(in crate::mail::runs) async fn set_excluded(tx: &mut Tx, run: RunId, seq: i64) -> Result<(), DbError> {
    sql("UPDATE mail_run_rows SET step = 1, excluded = 1, content = '' WHERE run = $1 AND seq = $2")
        .bind(run.to_string())
        .bind(seq)
        .execute(tx)
        .await?;
    Ok(())
}

/// Counts how the rows would go, and keeps that.
pub(in crate::mail::runs) async fn count_forecast(tx: &mut Tx, run: RunId) -> Result<RunForecast, DbError> {
    let rows: Vec<(Option<String>, i64, i64)> = sql("SELECT channel, excluded, COUNT(*) FROM mail_run_rows \
         WHERE run = $1 GROUP BY channel, excluded ORDER BY channel LIMIT 10")
    .bind(run.to_string())
    .all(&mut *tx)
    .await?;
    let mut forecast = RunForecast::default();
    for (channel, excluded, number) in rows {
        match channel.as_deref().and_then(CheckedChannel::of_text).filter(|_| excluded == 0) {
            Some(CheckedChannel::Digital) => forecast.digital += number,
            Some(CheckedChannel::Paper) => forecast.paper += number,
            Some(CheckedChannel::Clerk) => forecast.clerk += number,
            None => forecast.excluded += number,
        }
    }
    sql("UPDATE mail_runs SET digital = $2, paper = $3, clerk = $4, excluded = $5 WHERE id = $1")
        .bind(run.to_string())
        .bind(forecast.digital)
        .bind(forecast.paper)
        .bind(forecast.clerk)
        .bind(forecast.excluded)
        .execute(tx)
        .await?;
    Ok(forecast)
}

/// A row has become a letter, which is not sent yet.
pub(in crate::mail::runs) async fn set_letter(
    tx: &mut Tx,
    run: RunId,
    seq: i64,
    letter: LetterId,
) -> Result<(), DbError> {
    sql("UPDATE mail_run_rows SET letter = $3 WHERE run = $1 AND seq = $2")
        .bind(run.to_string())
        .bind(seq)
        .bind(letter.to_string())
        .execute(tx)
        .await?;
    sql("UPDATE mail_letters SET run = $2 WHERE id = $1")
        .bind(letter.to_string())
        .bind(run.to_string())
        .execute(tx)
        .await?;
    Ok(())
}

/// The letter of a row is sent; who gets it stands there.
pub(in crate::mail::runs) async fn set_sent(tx: &mut Tx, run: RunId, seq: i64) -> Result<(), DbError> {
    sql("UPDATE mail_run_rows SET step = 2, content = '' WHERE run = $1 AND seq = $2")
        .bind(run.to_string())
        .bind(seq)
        .execute(tx)
        .await?;
    Ok(())
}

/// A row and what became of it.
#[derive(Debug, sqlx::FromRow)]
pub struct PieceRow {
    /// Row of the list.
    pub seq: i64,
    /// External id.
    pub external_id: String,
    /// Name of the PDF.
    pub file: String,
    /// 1 when it is left out.
    pub excluded: i64,
    channel: Option<String>,
    why: Option<String>,
    sha256: Option<String>,
    letter: Option<String>,
    state: Option<String>,
}

impl PieceRow {
    /// How it was to go.
    pub fn channel(&self) -> Option<CheckedChannel> {
        self.channel.as_deref().and_then(CheckedChannel::of_text)
    }

    /// Why it goes this way.
    pub fn why(&self) -> Option<ChannelReason> {
        self.why
            .as_deref()
            .and_then(|why| ChannelReason::ALL.iter().copied().find(|known| known.text() == why))
    }

    /// SHA-256 of the PDF.
    pub fn sha256(&self) -> Option<String> {
        self.sha256.clone()
    }

    /// The letter it became.
    pub fn letter(&self) -> Option<LetterId> {
        self.letter.as_deref().and_then(|id| id.parse().ok())
    }

    /// Where that stands.
    pub fn state(&self) -> Option<LetterState> {
        self.state.as_deref().and_then(LetterState::of_text)
    }
}

/// Rows read at once.
pub const PIECES: i64 = 1_000;

/// The next pieces of a run.
pub(in crate::mail::runs) async fn pieces(db: &Db, run: RunId, after: i64) -> Result<Vec<PieceRow>, DbError> {
    sql("SELECT r.seq, r.external_id, r.file, r.excluded, r.channel, COALESCE(d.why, r.why) AS why, r.sha256, \
         r.letter, l.state FROM mail_run_rows r LEFT JOIN mail_letters l ON l.id = r.letter \
         LEFT JOIN mail_deliveries d ON d.letter = l.id AND d.round = l.round \
         WHERE r.run = $1 AND r.seq > $2 ORDER BY r.seq LIMIT $3")
    .bind(run.to_string())
    .bind(after)
    .bind(PIECES)
    .all(db)
    .await
}

/// What became of the rows: whether left out, the state of the letter, and how many.
pub(in crate::mail::runs) async fn outcomes(
    db: &Db,
    run: RunId,
) -> Result<Vec<(i64, Option<LetterState>, i64)>, DbError> {
    let rows: Vec<(i64, Option<String>, i64)> =
        sql("SELECT r.excluded, l.state, COUNT(*) FROM mail_run_rows r \
         LEFT JOIN mail_letters l ON l.id = r.letter WHERE r.run = $1 \
         GROUP BY r.excluded, l.state ORDER BY r.excluded LIMIT 50")
        .bind(run.to_string())
        .all(db)
        .await?;
    let shown = |(excluded, state, number): (i64, Option<String>, i64)| {
        (excluded, state.as_deref().and_then(LetterState::of_text), number)
    };
    Ok(rows.into_iter().map(shown).collect())
}
