//! The way of a letter after it was sent: jobs, one transaction for each step, each may run twice.

use rathaus_api::{
    events::EventKind,
    ids::LetterId,
    mail::{ChannelReason, EvidenceKind, LetterChannel, LetterDoubt, LetterState},
};
use rathaus_law::Answer as LawAnswer;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    deadlines,
    evidence::{self, NewEntry},
    matching::{self, Chosen},
    notices, paper,
    plan::{self, Next, Piece, Route, Step},
    references,
    store::{self, Stored},
};
use crate::{
    App,
    db::{DbError, Tx},
    events::{self, Actor, NewEvent},
    jobs::{self, GiveUp, Job, Later, NewJob},
};

/// Kind of the job that chooses the way of a letter.
pub const SEND: &str = "mail_send";
/// Kind of the job that ends a provision nobody retrieved.
pub const WINDOW_END: &str = "mail_window_end";
/// Kind of the job that lays a letter onto the print shelf.
pub const PRINT: &str = "mail_print";

/// Attempts to choose a way after which an error is a clerk's matter.
const ATTEMPTS_MAX: i64 = 4;

#[derive(Serialize, Deserialize)]
struct Payload {
    letter: LetterId,
    round: i64,
}

impl Payload {
    fn of(job: &Job) -> anyhow::Result<Self> {
        Ok(serde_json::from_value(job.payload.clone())?)
    }
}

async fn enqueue(
    tx: &mut Tx,
    kind: &'static str,
    letter: &Stored,
    round: i64,
    at_ms: i64,
) -> Result<(), DbError> {
    let payload = json!(Payload { letter: letter.id, round });
    let job = NewJob { kind, payload, case: None, office: Some(letter.office()) };
    jobs::enqueue_in(tx, letter.lane(), job, at_ms).await?;
    Ok(())
}

/// Enqueues the sending of a letter.
///
/// # Errors
/// As the database says.
pub async fn enqueue_send(tx: &mut Tx, letter: &Stored, at_ms: i64) -> Result<(), DbError> {
    enqueue(tx, SEND, letter, 0, at_ms).await
}

/// Enqueues the end of a window.
///
/// # Errors
/// As the database says.
pub async fn enqueue_window_end(tx: &mut Tx, letter: &Stored, round: i64, at_ms: i64) -> Result<(), DbError> {
    enqueue(tx, WINDOW_END, letter, round, at_ms).await
}

/// Chooses the way of a letter and begins it. What cannot be found out goes to a clerk, never to print.
///
/// # Errors
/// When the database does not answer; the job is tried again.
pub async fn perform_send(app: &App, job: &Job) -> anyhow::Result<()> {
    let payload = Payload::of(job)?;
    let mut tx = app.db().begin().await?;
    let Some(letter) = store::hold(app.vault(), &mut tx, payload.letter).await? else { return Ok(()) };
    if letter.piece.state != LetterState::Scheduled {
        return Ok(());
    }
    let now_ms = app.clock().now_ms();
    if let Some(at) = letter.send_at.filter(|at| *at > now_ms) {
        return Err(Later(at).into());
    }
    let chosen = match matching::choose(app, &mut tx, &letter.draft).await {
        Ok(chosen) => chosen,
        Err(error) if job.attempt < ATTEMPTS_MAX => return Err(error.into()),
        Err(error) => {
            tracing::error!(letter = %letter.id, %error, "the way of a letter cannot be found out");
            drop(tx);
            return doubt(app, payload.letter, LetterDoubt::Error).await;
        }
    };
    begin(app, &mut tx, letter, chosen).await?;
    Ok(tx.commit().await?)
}

/// Chooses the way of a letter that was just sent, and begins it, in the transaction that holds it.
///
/// # Errors
/// As the database says; nothing may be kept then.
pub async fn deliver(app: &App, tx: &mut Tx, letter: Stored) -> Result<(), DbError> {
    let chosen = matching::choose(app, tx, &letter.draft).await?;
    begin(app, tx, letter, chosen).await
}

/// Begins the way that was chosen, in the transaction that chose it.
async fn begin(app: &App, tx: &mut Tx, letter: Stored, chosen: Chosen) -> Result<(), DbError> {
    let Some(next) = plan::next(letter.piece, Step::Deliver(chosen.route)) else { return Ok(()) };
    store::set_piece(tx, letter.id, &next.piece, app.clock().now_ms()).await?;
    store::set_account(tx, letter.id, chosen.account).await?;
    let letter = Stored { account: chosen.account, ..letter };
    follow(app, tx, &letter, next, chosen.why).await
}

/// Hands a letter that waits to be sent to a clerk.
async fn doubt(app: &App, id: LetterId, doubt: LetterDoubt) -> anyhow::Result<()> {
    let mut tx = app.db().begin().await?;
    let Some(letter) = store::hold(app.vault(), &mut tx, id).await? else { return Ok(()) };
    let chosen = Chosen { route: Route::Clerk(doubt), why: ChannelReason::Error, account: None };
    begin(app, &mut tx, letter, chosen).await?;
    Ok(tx.commit().await?)
}

/// Does what follows from a step: ends the delivery before, begins the next one, or asks a clerk. `before` is the letter
/// as it was; its new state is written already.
///
/// # Errors
/// As the database says.
pub async fn follow(
    app: &App,
    tx: &mut Tx,
    before: &Stored,
    next: Next,
    why: ChannelReason,
) -> Result<(), DbError> {
    let (id, now_ms) = (before.id, app.clock().now_ms());
    let letter = Stored { piece: next.piece, ..before.clone() };
    let Some(channel) = next.begins else {
        store::end_delivery(tx, id, before.piece.round, now_ms).await?;
        if letter.piece.doubt.is_some() {
            ask_clerk(app, tx, &letter, next.piece).await?;
        }
        return end_waiting(tx, before).await;
    };
    store::end_delivery(tx, id, before.piece.round, now_ms).await?;
    store::begin_delivery(tx, id, next.piece.round, (channel, why), now_ms).await?;
    let detail = json!({ "channel": channel, "why": why });
    let entry = NewEntry::of_system(EvidenceKind::ChannelDecided, next.piece.round, detail);
    evidence::append(app, tx, id, entry).await?;
    match channel {
        LetterChannel::Digital => provide(app, tx, &letter).await?,
        LetterChannel::Paper => {
            end_waiting(tx, before).await?;
            enqueue(tx, PRINT, &letter, next.piece.round, now_ms).await?;
        }
    }
    tell_office(tx, &letter, now_ms);
    Ok(())
}

/// A copy that waits to be opened does not wait any more.
async fn end_waiting(tx: &mut Tx, before: &Stored) -> Result<(), DbError> {
    let delivery = store::delivery_of(&mut *tx, before.id, before.piece.round).await?;
    if delivery.is_none_or(|delivery| delivery.retrieved_at.is_none()) {
        store::end_copy(tx, before.id).await?;
    }
    Ok(())
}

/// Puts a letter into its mailbox.
async fn provide(app: &App, tx: &mut Tx, letter: &Stored) -> Result<(), DbError> {
    let (id, now_ms, round) = (letter.id, app.clock().now_ms(), letter.piece.round);
    let Some(account) = letter.account else { return Ok(()) };
    store::put_copy(tx, id, account, round).await?;
    store::hand_over(app.vault(), tx, id, account).await?;
    if letter.draft.regime.runs_unread()
        && let Some(delivery) = store::delivery_of(&mut *tx, id, round).await?
        && let Some(LawAnswer::Deadline(deadline)) = deadlines::answer(app, &letter.draft, &delivery)
    {
        store::set_safe_until(tx, id, Some(deadline.safe_until)).await?;
    }
    let entry = NewEntry::of_system(EvidenceKind::Provided, round, json!({ "account": account }));
    evidence::append(app, tx, id, entry).await?;
    let event = NewEvent {
        actor: Actor::System,
        kind: EventKind::LetterProvided,
        object: id.to_string(),
        account: Some(account),
        office: None,
    };
    events::record(tx, event, now_ms);
    notices::enqueue_provision(tx, letter, now_ms).await
}

/// Puts a letter onto the list of those that wait for a clerk.
///
/// # Errors
/// As the database says.
pub async fn ask_clerk(app: &App, tx: &mut Tx, letter: &Stored, piece: Piece) -> Result<(), DbError> {
    let detail = json!({ "doubt": piece.doubt });
    let entry = NewEntry::of_system(EvidenceKind::NeedsClerk, piece.round, detail);
    evidence::append(app, tx, letter.id, entry).await?;
    tell_office(tx, letter, app.clock().now_ms());
    Ok(())
}

fn tell_office(tx: &mut Tx, letter: &Stored, now_ms: i64) {
    let event = NewEvent {
        actor: Actor::System,
        kind: EventKind::LetterChanged,
        object: letter.id.to_string(),
        account: letter.account,
        office: Some(letter.office()),
    };
    events::record(tx, event, now_ms);
}

/// Ends a provision that nobody retrieved within its window; the letter is printed, or a clerk decides.
///
/// # Errors
/// When the database does not answer; the job is tried again.
pub async fn perform_window_end(app: &App, job: &Job) -> anyhow::Result<()> {
    let payload = Payload::of(job)?;
    let mut tx = app.db().begin().await?;
    let Some(letter) = store::hold(app.vault(), &mut tx, payload.letter).await? else { return Ok(()) };
    if letter.piece.state != LetterState::Provided || letter.piece.round != payload.round {
        return Ok(());
    }
    let Some(delivery) = store::delivery_of(&mut tx, letter.id, payload.round).await? else { return Ok(()) };
    let Some(window) = deadlines::window(app, letter.draft.regime, &delivery) else { return Ok(()) };
    if deadlines::today(app) <= window.later_end {
        return Err(Later(deadlines::end(window.later_end)).into());
    }
    let printable = matching::address(app, &mut tx, &letter).await?.is_some();
    let Some(next) = plan::next(letter.piece, Step::WindowEnded(printable)) else { return Ok(()) };
    store::set_piece(&mut tx, letter.id, &next.piece, app.clock().now_ms()).await?;
    let detail = json!({ "earlier_end": window.earlier_end, "later_end": window.later_end });
    let entry = NewEntry::of_system(EvidenceKind::ProvisionEnded, payload.round, detail);
    evidence::append(app, &mut tx, letter.id, entry).await?;
    follow(app, &mut tx, &letter, next, ChannelReason::WindowEnded).await?;
    Ok(tx.commit().await?)
}

/// Lays a letter onto the print shelf. The same piece laid down twice is one piece.
///
/// # Errors
/// As database and disk say; the job is tried again as often as any, for a full disk is no clerk's matter. After that a
/// clerk decides, unless the paper may be there.
pub async fn perform_print(app: &App, job: &Job) -> anyhow::Result<()> {
    let payload = Payload::of(job)?;
    let Some(letter) = store::letter(app.vault(), app.db(), payload.letter).await? else { return Ok(()) };
    if letter.piece.state != LetterState::Printing || letter.piece.round != payload.round {
        return Ok(());
    }
    match paper::lay_down(app, &letter).await {
        Ok(Some(pieces)) => printed(app, &payload, &pieces).await,
        Ok(None) => Ok(()),
        Err(error) if error.is::<GiveUp>() || job.attempt >= jobs::ATTEMPTS_MAX => {
            tracing::error!(letter = %letter.id, %error, "a letter cannot be printed");
            print_failed(app, &payload).await
        }
        Err(error) => Err(error),
    }
}

async fn printed(app: &App, payload: &Payload, pieces: &[paper::Printed]) -> anyhow::Result<()> {
    let mut tx = app.db().begin().await?;
    let Some(letter) = store::hold(app.vault(), &mut tx, payload.letter).await? else { return Ok(()) };
    let same_round = letter.piece.round == payload.round;
    let next = plan::next(letter.piece, Step::Printed).filter(|_| same_round);
    let Some(next) = next else { return Ok(()) };
    let now_ms = app.clock().now_ms();
    store::set_piece(&mut tx, letter.id, &next.piece, now_ms).await?;
    store::set_printed(&mut tx, letter.id, payload.round, now_ms).await?;
    if paper::carries_code(&letter.draft) {
        references::let_in(app, &mut tx, letter.id, payload.round, &letter.draft).await?;
    }
    let entry = NewEntry::of_system(EvidenceKind::Printed, payload.round, json!({ "pieces": pieces }));
    evidence::append(app, &mut tx, letter.id, entry).await?;
    tell_office(&mut tx, &letter, now_ms);
    Ok(tx.commit().await?)
}

/// It cannot be printed: a clerk decides. Not where the printer may have taken it already: then the job waits as a failed
/// one, and the letter goes no other way meanwhile.
async fn print_failed(app: &App, payload: &Payload) -> anyhow::Result<()> {
    let mut tx = app.db().begin().await?;
    let Some(letter) = store::hold(app.vault(), &mut tx, payload.letter).await? else { return Ok(()) };
    let same_round = letter.piece.round == payload.round;
    let next = plan::next(letter.piece, Step::PrintFailed).filter(|_| same_round);
    let Some(next) = next else { return Ok(()) };
    let delivery = store::delivery_of(&mut tx, letter.id, payload.round).await?;
    if delivery.is_some_and(|delivery| delivery.laid_at.is_some()) {
        return Err(GiveUp("the piece may have been taken from the print shelf".to_owned()).into());
    }
    let now_ms = app.clock().now_ms();
    store::set_piece(&mut tx, letter.id, &next.piece, now_ms).await?;
    store::end_delivery(&mut tx, letter.id, payload.round, now_ms).await?;
    let entry = NewEntry::of_system(EvidenceKind::PrintFailed, payload.round, json!({}));
    evidence::append(app, &mut tx, letter.id, entry).await?;
    ask_clerk(app, &mut tx, &letter, next.piece).await?;
    tx.commit().await?;
    paper::take_away(app, payload.letter, payload.round).await;
    Ok(())
}

#[cfg(test)]
mod tests;
