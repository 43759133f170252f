//! Notices about letters: that something is there, never what. They serve nothing; that the first one went out opens the
//! window for the retrieval.

use rathaus_api::{
    events::EventKind,
    ids::{AccountId, LetterId},
    mail::{EvidenceKind, LetterState},
    profile::NoticeKind,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    deadlines, delivery,
    evidence::{self, NewEntry},
    plan::{self, Step},
    store::{self, Stored},
};
use crate::{
    App, accounts,
    db::{DbError, Tx},
    events::{self, Actor, NewEvent},
    jobs::{self, GiveUp, Job, Lane, Later, NewJob},
};

/// Kind of the job that sends a notice.
pub const NOTICE: &str = "mail_notice";

const DAY_MS: i64 = 24 * 3_600_000;
/// Days after the provision on which somebody is reminded who has not opened the letter.
const REMINDERS: [i64; 2] = [3, 7];

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// A letter was provided: the notice that opens the window.
    Provided,
    /// It still waits, so many days later.
    Reminder(i64),
    /// There is an answer in its thread.
    Answered,
    /// It was withdrawn.
    Withdrawn,
}

#[derive(Serialize, Deserialize)]
struct Payload {
    letter: LetterId,
    round: i64,
    about: About,
}

/// Enqueues a notice in the transaction that makes it true.
///
/// # Errors
/// As the database says.
pub async fn enqueue(tx: &mut Tx, letter: &Stored, about: About, at_ms: i64) -> Result<(), DbError> {
    let payload = json!(Payload { letter: letter.id, round: letter.piece.round, about });
    let lane = match about {
        About::Provided | About::Reminder(_) => letter.lane(),
        About::Answered | About::Withdrawn => Lane::People,
    };
    let job = NewJob { kind: NOTICE, payload, case: None, office: Some(letter.office()) };
    jobs::enqueue_in(tx, lane, job, at_ms).await?;
    Ok(())
}

/// Enqueues the notice of a provision and its reminders; `letter` is in its new round.
///
/// # Errors
/// As the database says.
pub async fn enqueue_provision(tx: &mut Tx, letter: &Stored, now_ms: i64) -> Result<(), DbError> {
    enqueue(tx, letter, About::Provided, now_ms).await?;
    for days in REMINDERS {
        enqueue(tx, letter, About::Reminder(days), now_ms + days * DAY_MS).await?;
    }
    Ok(())
}

/// Whether a notice still makes sense: asked again at the time of sending.
fn is_wanted(letter: &Stored, payload: &Payload) -> bool {
    match payload.about {
        About::Provided | About::Reminder(_) => {
            letter.piece.state == LetterState::Provided && letter.piece.round == payload.round
        }
        About::Answered => letter.cancelled.is_none(),
        About::Withdrawn => true,
    }
}

/// Sends a notice by e-mail, where its owner wants that, and writes down how it went out: by `email`, on a device (`app`),
/// or not at all (`none`).
///
/// # Errors
/// When the mail server does not take it; the job is tried again. Never leads to paper.
pub async fn send(app: &App, job: &Job) -> anyhow::Result<()> {
    let payload: Payload = serde_json::from_value(job.payload.clone())?;
    let Some(letter) = store::letter(app.vault(), app.db(), payload.letter).await? else { return Ok(()) };
    let Some(account) = letter.account.filter(|_| is_wanted(&letter, &payload)) else { return Ok(()) };
    if is_done(app, &payload).await? {
        return Ok(());
    }
    if is_covered(app, &letter, &payload, account).await? {
        return sent(app, &payload, account, "run").await;
    }
    let text = match payload.about {
        About::Provided | About::Reminder(_) => "notices-letter",
        About::Answered | About::Withdrawn => "notices-letter-news",
    };
    let by = match accounts::notices::email_for(app, account, NoticeKind::Mail).await? {
        Some((_, wait_ms)) if wait_ms > 0 => return Err(Later(app.clock().now_ms() + wait_ms).into()),
        Some((address, _)) => {
            match accounts::notices::mail_about_letter(app, job, account, &address, text).await {
                Err(error) if error.is::<GiveUp>() => return failed(app, &payload).await,
                outcome => outcome?,
            }
            "email"
        }
        None if accounts::notices::reaches_a_device(app, account, NoticeKind::Mail).await? => "app",
        // The window begins all the same: what nobody opens goes to print in the end.
        None => "none",
    };
    sent(app, &payload, account, by).await
}

/// Whether this notice went out before: a job may run twice.
async fn is_done(app: &App, payload: &Payload) -> Result<bool, DbError> {
    Ok(match payload.about {
        About::Provided => {
            let row = store::delivery_of(app.db(), payload.letter, payload.round).await?;
            row.is_none_or(|row| row.notice_sent_at.is_some())
        }
        About::Reminder(days) => {
            let rows = store::evidence(app.db(), payload.letter).await?;
            let detail = reminded(days).to_string();
            rows.iter().any(|row| {
                row.kind == EvidenceKind::Reminded.text()
                    && row.round == payload.round
                    && row.detail == detail
            })
        }
        About::Answered | About::Withdrawn => false,
    })
}

/// Whether another letter of the same run lay in the same mailbox already when its notice went out, after this one was
/// provided: that notice said everything that this one would say.
async fn is_covered(
    app: &App,
    letter: &Stored,
    payload: &Payload,
    account: AccountId,
) -> anyhow::Result<bool> {
    let (Some(run), About::Provided) = (letter.run, payload.about) else { return Ok(false) };
    let row = store::delivery_of(app.db(), letter.id, payload.round).await?;
    let Some(provided_at) = row.and_then(|row| row.provided_at) else { return Ok(false) };
    Ok(store::is_noticed_since(app.db(), (run, account), letter.id, provided_at).await?)
}

fn reminded(days: i64) -> serde_json::Value {
    json!({ "day": days })
}

async fn sent(app: &App, payload: &Payload, account: AccountId, by: &str) -> anyhow::Result<()> {
    let mut tx = app.db().begin().await?;
    let Some(letter) = store::hold(app.vault(), &mut tx, payload.letter).await? else { return Ok(()) };
    let now_ms = app.clock().now_ms();
    match payload.about {
        About::Provided => {
            store::set_notice_sent(&mut tx, letter.id, payload.round, now_ms).await?;
            let detail = json!({ "by": by });
            let entry = NewEntry::of_system(EvidenceKind::NoticeSent, payload.round, detail);
            evidence::append(app, &mut tx, letter.id, entry).await?;
            let window = deadlines::window_from(app, letter.draft.regime, deadlines::day(now_ms));
            if let Some(window) = window {
                let after = deadlines::end(window.later_end);
                delivery::enqueue_window_end(&mut tx, &letter, payload.round, after).await?;
            }
        }
        About::Reminder(days) => {
            let entry = NewEntry::of_system(EvidenceKind::Reminded, payload.round, reminded(days));
            evidence::append(app, &mut tx, letter.id, entry).await?;
            let event = NewEvent {
                actor: Actor::System,
                kind: EventKind::LetterReminded,
                object: letter.id.to_string(),
                account: Some(account),
                office: None,
            };
            events::record(&mut tx, event, now_ms);
        }
        About::Answered | About::Withdrawn => {}
    }
    Ok(tx.commit().await?)
}

/// No try will reach anybody: a clerk decides about a letter that waits; anything else is given up.
async fn failed(app: &App, payload: &Payload) -> anyhow::Result<()> {
    if payload.about != About::Provided {
        return Err(GiveUp("the mail server refuses this address".to_owned()).into());
    }
    let mut tx = app.db().begin().await?;
    let Some(letter) = store::hold(app.vault(), &mut tx, payload.letter).await? else { return Ok(()) };
    let same_round = letter.piece.round == payload.round;
    let Some(next) = plan::next(letter.piece, Step::NoticeFailed).filter(|_| same_round) else {
        return Ok(());
    };
    store::set_piece(&mut tx, letter.id, &next.piece, app.clock().now_ms()).await?;
    let entry = NewEntry::of_system(EvidenceKind::NoticeFailed, payload.round, json!({}));
    evidence::append(app, &mut tx, letter.id, entry).await?;
    delivery::ask_clerk(app, &mut tx, &letter, next.piece).await?;
    Ok(tx.commit().await?)
}
