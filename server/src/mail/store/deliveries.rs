//! Rows of deliveries.

use jiff::civil::Date;
use rathaus_api::{
    ids::{AccountId, LetterId, RunId},
    mail::{ChannelReason, LetterChannel},
};

use crate::db::{Db, DbError, On, Tx, sql};

/// One delivery.
#[derive(Debug, Clone)]
pub struct DeliveryRow {
    /// Counts up, beginning with 1.
    pub round: i64,
    /// How.
    pub channel: LetterChannel,
    /// Why.
    pub why: ChannelReason,
    /// When that was decided.
    pub decided_at: i64,
    /// When it was put into the mailbox.
    pub provided_at: Option<i64>,
    /// When the notice went out.
    pub notice_sent_at: Option<i64>,
    /// When it was retrieved.
    pub retrieved_at: Option<i64>,
    /// `recipient` or `representative`.
    pub retrieved_by: Option<String>,
    /// Since when somebody may have taken it from the print shelf; written before it lies there.
    pub laid_at: Option<i64>,
    /// When it was laid onto the print shelf.
    pub printed_at: Option<i64>,
    /// The day it was posted.
    pub posted_on: Option<Date>,
    /// The day it came back.
    pub returned_on: Option<Date>,
    /// When it ended without effect.
    pub ended_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Row {
    round: i64,
    channel: String,
    why: String,
    decided_at: i64,
    provided_at: Option<i64>,
    notice_sent_at: Option<i64>,
    retrieved_at: Option<i64>,
    retrieved_by: Option<String>,
    laid_at: Option<i64>,
    printed_at: Option<i64>,
    posted_on: Option<String>,
    returned_on: Option<String>,
    ended_at: Option<i64>,
}

fn delivery(row: Row) -> Option<DeliveryRow> {
    let day = |text: Option<String>| text.and_then(|text| text.parse().ok());
    Some(DeliveryRow {
        round: row.round,
        channel: LetterChannel::of_text(&row.channel)?,
        why: ChannelReason::of_text(&row.why)?,
        decided_at: row.decided_at,
        provided_at: row.provided_at,
        notice_sent_at: row.notice_sent_at,
        retrieved_at: row.retrieved_at,
        retrieved_by: row.retrieved_by,
        laid_at: row.laid_at,
        printed_at: row.printed_at,
        posted_on: day(row.posted_on),
        returned_on: day(row.returned_on),
        ended_at: row.ended_at,
    })
}

/// All deliveries of a letter, oldest first.
///
/// # Errors
/// As the database says.
pub async fn deliveries(on: impl Into<On<'_>>, letter: LetterId) -> Result<Vec<DeliveryRow>, DbError> {
    let rows: Vec<Row> =
        sql("SELECT round, channel, why, decided_at, provided_at, notice_sent_at, retrieved_at, \
         retrieved_by, laid_at, printed_at, posted_on, returned_on, ended_at FROM mail_deliveries \
         WHERE letter = $1 ORDER BY round LIMIT 100")
        .bind(letter.to_string())
        .all(on)
        .await?;
    Ok(rows.into_iter().filter_map(delivery).collect())
}

/// One delivery of a letter.
///
/// # Errors
/// As the database says.
pub async fn delivery_of(
    on: impl Into<On<'_>>,
    letter: LetterId,
    round: i64,
) -> Result<Option<DeliveryRow>, DbError> {
    Ok(deliveries(on, letter).await?.into_iter().find(|row| row.round == round))
}

/// Begins a delivery: its channel is decided here and never again.
pub(in crate::mail) async fn begin_delivery(
    tx: &mut Tx,
    letter: LetterId,
    round: i64,
    (channel, why): (LetterChannel, ChannelReason),
    now_ms: i64,
) -> Result<(), DbError> {
    let provided = (channel == LetterChannel::Digital).then_some(now_ms);
    sql("INSERT INTO mail_deliveries (letter, round, channel, why, decided_at, provided_at) \
         VALUES ($1, $2, $3, $4, $5, $6)")
    .bind(letter.to_string())
    .bind(round)
    .bind(channel.text())
    .bind(why.text())
    .bind(now_ms)
    .bind(provided)
    .execute(tx)
    .await?;
    Ok(())
}

/// Ends a delivery that had no effect.
pub(in crate::mail) async fn end_delivery(
    tx: &mut Tx,
    letter: LetterId,
    round: i64,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("UPDATE mail_deliveries SET ended_at = $3 WHERE letter = $1 AND round = $2 AND ended_at IS NULL")
        .bind(letter.to_string())
        .bind(round)
        .bind(now_ms)
        .execute(tx)
        .await?;
    Ok(())
}

/// The notice went out; only the first one counts.
pub(in crate::mail) async fn set_notice_sent(
    tx: &mut Tx,
    letter: LetterId,
    round: i64,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("UPDATE mail_deliveries SET notice_sent_at = $3 \
         WHERE letter = $1 AND round = $2 AND notice_sent_at IS NULL")
    .bind(letter.to_string())
    .bind(round)
    .bind(now_ms)
    .execute(tx)
    .await?;
    Ok(())
}

/// It was retrieved; only the first one counts.
pub(in crate::mail) async fn set_retrieved(
    tx: &mut Tx,
    letter: LetterId,
    round: i64,
    by: &str,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("UPDATE mail_deliveries SET retrieved_at = $3, retrieved_by = $4 \
         WHERE letter = $1 AND round = $2 AND retrieved_at IS NULL")
    .bind(letter.to_string())
    .bind(round)
    .bind(now_ms)
    .bind(by)
    .execute(tx)
    .await?;
    Ok(())
}

/// The piece is about to be laid down; the first time counts.
pub(in crate::mail) async fn set_laid(
    tx: &mut Tx,
    letter: LetterId,
    round: i64,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("UPDATE mail_deliveries SET laid_at = $3 WHERE letter = $1 AND round = $2 AND laid_at IS NULL")
        .bind(letter.to_string())
        .bind(round)
        .bind(now_ms)
        .execute(tx)
        .await?;
    Ok(())
}

pub(in crate::mail) async fn set_printed(
    tx: &mut Tx,
    letter: LetterId,
    round: i64,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("UPDATE mail_deliveries SET printed_at = $3 WHERE letter = $1 AND round = $2")
        .bind(letter.to_string())
        .bind(round)
        .bind(now_ms)
        .execute(tx)
        .await?;
    Ok(())
}

pub(in crate::mail) async fn set_posted(
    tx: &mut Tx,
    letter: LetterId,
    round: i64,
    on: Date,
) -> Result<(), DbError> {
    sql("UPDATE mail_deliveries SET posted_on = $3 WHERE letter = $1 AND round = $2")
        .bind(letter.to_string())
        .bind(round)
        .bind(on.to_string())
        .execute(tx)
        .await?;
    Ok(())
}

pub(in crate::mail) async fn set_returned(
    tx: &mut Tx,
    letter: LetterId,
    round: i64,
    on: Date,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("UPDATE mail_deliveries SET returned_on = $3, ended_at = $4 WHERE letter = $1 AND round = $2")
        .bind(letter.to_string())
        .bind(round)
        .bind(on.to_string())
        .bind(now_ms)
        .execute(tx)
        .await?;
    Ok(())
}

/// Whether the notice of another letter of the run in the same mailbox went out since a time.
pub(in crate::mail) async fn is_noticed_since(
    db: &Db,
    (run, account): (RunId, AccountId),
    but: LetterId,
    since_ms: i64,
) -> Result<bool, DbError> {
    let row: Option<(String,)> = sql("SELECT l.id FROM mail_letters l \
         JOIN mail_deliveries d ON d.letter = l.id AND d.round = l.round \
         WHERE l.run = $1 AND l.account = $2 AND l.id <> $3 AND d.notice_sent_at >= $4 LIMIT 1")
    .bind(run.to_string())
    .bind(account.to_string())
    .bind(but.to_string())
    .bind(since_ms)
    .optional(db)
    .await?;
    Ok(row.is_some())
}
