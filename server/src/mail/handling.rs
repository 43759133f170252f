//! What a clerk sees of letters and what she can do with one that was sent.

use rathaus_api::{
    audit::{AccessAction, AccessObject, AccessPurpose},
    events::EventKind,
    ids::LetterId,
    mail::{
        CancelLetter, CheckedChannel, DecideLetter, DeskLetter, DeskLetterPage, DeskLetterRow, EvidenceKind,
        LetterChannel, LetterCheck, LetterDecision, LetterDelivery, LetterPosted, LetterReturned,
        LetterState, Withdrawn,
    },
    problem::{Code, FieldCode},
};
use serde_json::{Value, json};

use super::{
    deadlines, delivery, drafts,
    evidence::{self, NewEntry},
    matching, notices,
    plan::{self, Next, Route, Step},
    store::{self, DeliveryRow, Stored},
};
use crate::{
    App, audit,
    clock::timestamp,
    db::Tx,
    events::{self, NewEvent},
    http::{
        Failure,
        failure::{Answer, check_length, field},
        idempotency::{self, Claim, Claimed, Once, Scope},
        invalid,
    },
    staff::{Access, Clerk},
};

/// Shortest and longest reason, in characters.
const REASON_CHARS: (usize, usize) = (3, 500);
/// How long looking for the same words again is the same search.
const SEARCH_MS: i64 = 15 * 60_000;

/// Which letters a clerk asks for.
pub struct Wanted<'a> {
    /// One state.
    pub state: Option<LetterState>,
    /// Only those with an open question.
    pub asked: bool,
    /// Key of an office.
    pub office: Option<&'a str>,
    /// Part of reference or subject.
    pub words: Option<&'a str>,
    /// Where the page begins.
    pub before: Option<LetterId>,
}

/// A page of the desk's letters.
///
/// # Errors
/// As the database says.
pub async fn page(app: &App, clerk: &Clerk, wanted: &Wanted<'_>) -> Answer<DeskLetterPage> {
    if let Some(words) = wanted.words {
        look_for(app, clerk, words).await?;
    }
    let scope = clerk.scope();
    let filter = store::Filter {
        offices: scope.offices(),
        office: wanted.office,
        state: wanted.state,
        asked: wanted.asked,
        words: wanted.words,
        before: wanted.before,
    };
    let mut rows = store::page(app.db(), &filter).await?;
    let size = usize::try_from(store::PAGE).unwrap_or(50);
    let more = rows.len() > size;
    rows.truncate(size);
    let next_cursor = rows.last().filter(|_| more).map(|row| row.id.to_string());
    let (needs_clerk, asked) = store::counts(app.db(), scope.offices()).await?;
    Ok(DeskLetterPage { letters: rows, next_cursor, needs_clerk, asked })
}

/// Writes down what somebody looks for. The words stand in the erasable part, their keyed hash finds them again.
async fn look_for(app: &App, clerk: &Clerk, words: &str) -> Answer<()> {
    let words = words.to_lowercase();
    let id = app.server_key().derive("search mail", &words);
    if audit::searched_within(app, clerk.actor(), &id, SEARCH_MS).await? {
        return Ok(());
    }
    let seen = audit::Seen {
        by: clerk.by(),
        action: AccessAction::Searched,
        purpose: AccessPurpose::Processing,
        object: audit::Object { kind: AccessObject::Queue, id: &id, label: &words },
        account: None,
        reason: "",
    };
    Ok(audit::record_look(app, seen).await?)
}

fn row(letter: &Stored, channel: Option<LetterChannel>) -> DeskLetterRow {
    DeskLetterRow {
        id: letter.id,
        state: letter.piece.state,
        doubt: letter.piece.doubt,
        kind: letter.draft.kind,
        office: letter.draft.office.clone(),
        subject: letter.draft.subject.clone(),
        reference: letter.draft.reference.clone(),
        channel,
        send_at: letter.send_at.filter(|_| letter.piece.state == LetterState::Scheduled).map(timestamp),
        changed_at: timestamp(letter.changed_at),
        revision: letter.revision,
        asked: letter.asked,
    }
}

/// The letter for a clerk who may read it; the look is written down before anything is shown.
///
/// # Errors
/// `not-found`, `reason-required`.
pub async fn look(app: &App, clerk: &Clerk, id: LetterId) -> Answer<Stored> {
    let letter =
        store::letter(app.vault(), app.db(), id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    let access = clerk.reading(letter.office())?;
    audit::record_look_once(app, seen(clerk, &letter, &access, AccessAction::Opened, &id.to_string()))
        .await?;
    Ok(letter)
}

pub(super) fn seen<'a>(
    clerk: &'a Clerk,
    letter: &'a Stored,
    access: &'a Access,
    action: AccessAction,
    id: &'a str,
) -> audit::Seen<'a> {
    audit::Seen {
        by: clerk.by(),
        action,
        purpose: access.purpose,
        object: audit::Object { kind: AccessObject::Letter, id, label: &letter.draft.subject },
        account: letter.account,
        reason: &access.reason,
    }
}

/// The letter with everything the desk knows; whoever calls has checked and written down the look.
///
/// # Errors
/// As the database says.
pub async fn shown(app: &App, id: LetterId) -> Answer<DeskLetter> {
    let letter =
        store::letter(app.vault(), app.db(), id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    let deliveries = store::deliveries(app.db(), id).await?;
    let current = deliveries.iter().find(|row| row.round == letter.piece.round);
    Ok(DeskLetter {
        row: row(&letter, current.map(|row| row.channel)),
        documents: store::documents(app.vault(), app.db(), id)
            .await?
            .into_iter()
            .map(|row| row.document)
            .collect(),
        questions: store::questions(app.vault(), app.db(), id).await?,
        deadline: current.and_then(|row| deadlines::answer(app, &letter.draft, row)),
        deliveries: deliveries.iter().map(|row| shown_delivery(app, &letter, row)).collect(),
        cancelled: letter.cancelled.map(|(at, reason)| Withdrawn { at: timestamp(at), reason }),
        letter: letter.draft,
    })
}

fn shown_delivery(app: &App, letter: &Stored, row: &DeliveryRow) -> LetterDelivery {
    LetterDelivery {
        round: row.round,
        channel: row.channel,
        why: row.why,
        decided_at: timestamp(row.decided_at),
        provided_at: row.provided_at.map(timestamp),
        notice_sent_at: row.notice_sent_at.map(timestamp),
        window: deadlines::window(app, letter.draft.regime, row),
        retrieved_at: row.retrieved_at.map(timestamp),
        printed_at: row.printed_at.map(timestamp),
        posted_on: row.posted_on,
        returned_on: row.returned_on,
        ended_at: row.ended_at.map(timestamp),
    }
}

/// A letter that a clerk may change, held by a transaction with a fresh key.
pub struct Held {
    /// Nothing is written before [`Held::finish`].
    pub tx: Tx,
    /// The letter.
    pub letter: Stored,
    /// Why she may.
    access: Access,
    claimed: Option<Claimed>,
}

/// Holds a letter for a change.
///
/// # Errors
/// `not-found`, `reason-required`.
pub async fn begin(app: &App, clerk: &Clerk, id: LetterId) -> Answer<Held> {
    let mut tx = app.db().begin().await?;
    let letter = store::hold(app.vault(), &mut tx, id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    let access = clerk.changing(letter.office())?;
    Ok(Held { tx, letter, access, claimed: None })
}

/// The same once per key. Nothing: it was done before.
///
/// # Errors
/// As [`begin`]; `idempotency-key-reused`.
pub async fn begin_once<T>(app: &App, clerk: &Clerk, id: LetterId, once: &Once<T>) -> Answer<Option<Held>> {
    let mut held = begin(app, clerk, id).await?;
    let (scope, now_ms) = (Scope::of(clerk.actor()), app.clock().now_ms());
    match idempotency::claim::<()>(&mut held.tx, &scope, once.key, &once.content, now_ms).await? {
        Claim::New(claimed) => Ok(Some(Held { claimed: Some(claimed), ..held })),
        Claim::Done(()) | Claim::Forgotten(_) => {
            held.tx.commit().await?;
            Ok(None)
        }
    }
}

impl Held {
    /// Writes the change into the audit log, tells the office, and commits.
    ///
    /// # Errors
    /// As the database says.
    pub async fn finish(self, app: &App, clerk: &Clerk) -> Answer<()> {
        let Self { mut tx, letter, access, claimed } = self;
        let id = letter.id.to_string();
        let event = NewEvent {
            actor: clerk.actor(),
            kind: EventKind::LetterChanged,
            object: id.clone(),
            account: None,
            office: Some(letter.office()),
        };
        events::record(&mut tx, event, app.clock().now_ms());
        audit::record(app, &mut tx, seen(clerk, &letter, &access, AccessAction::Changed, &id)).await?;
        if let Some(claimed) = claimed {
            idempotency::keep(&mut tx, claimed, &id, &())?;
        }
        Ok(tx.commit().await?)
    }

    /// Takes a step, and writes where the letter stands then.
    ///
    /// # Errors
    /// `wrong-state`.
    pub async fn step(&mut self, app: &App, step: Step) -> Answer<Next> {
        let next = plan::next(self.letter.piece, step)
            .ok_or_else(|| Failure::new(Code::WrongState).because("the letter does not allow this now"))?;
        store::set_piece(&mut self.tx, self.letter.id, &next.piece, app.clock().now_ms()).await?;
        Ok(next)
    }

    /// Writes evidence of what the clerk did.
    ///
    /// # Errors
    /// As the database says.
    pub async fn prove(&mut self, app: &App, clerk: &Clerk, kind: EvidenceKind, detail: Value) -> Answer<()> {
        let (round, actor) = (self.letter.piece.round, clerk.actor());
        let entry = NewEntry { kind, round, actor, opened_with: None, detail };
        Ok(evidence::append(app, &mut self.tx, self.letter.id, entry).await?)
    }
}

/// Writes down that a clerk takes the evidence out, in the audit log and in the evidence.
///
/// # Errors
/// `not-found`, `reason-required`.
pub async fn exporting(app: &App, clerk: &Clerk, id: LetterId) -> Answer<()> {
    let hidden = || Failure::new(Code::NotFound);
    let mut tx = app.db().begin().await?;
    let letter = store::hold(app.vault(), &mut tx, id).await?.ok_or_else(hidden)?;
    let access = clerk.reading(letter.office())?;
    if letter.piece.state == LetterState::Draft {
        return Err(Failure::new(Code::WrongState).because("a draft proves nothing"));
    }
    let (round, actor) = (letter.piece.round, clerk.actor());
    let entry = NewEntry { kind: EvidenceKind::Exported, round, actor, opened_with: None, detail: json!({}) };
    evidence::append(app, &mut tx, id, entry).await?;
    let id = id.to_string();
    audit::record(app, &mut tx, seen(clerk, &letter, &access, AccessAction::Exported, &id)).await?;
    Ok(tx.commit().await?)
}

/// How the letter would go now. Changes nothing but the audit log.
///
/// # Errors
/// `not-found`, `reason-required`; `wrong-state` for one that was sent.
pub async fn check(app: &App, clerk: &Clerk, id: LetterId) -> Answer<LetterCheck> {
    let held = begin(app, clerk, id).await?;
    if held.letter.piece.state != LetterState::Draft {
        return Err(Failure::new(Code::WrongState).because("it was sent already"));
    }
    // Whether somebody has a mailbox is something to know about a person.
    let Held { mut tx, letter, access, .. } = held;
    let text = id.to_string();
    let documents = store::documents(app.vault(), &mut tx, id).await?;
    let chosen = matching::choose(app, &mut tx, &letter.draft).await?;
    // The person it is about sees it in her own log.
    let about = Stored { account: chosen.account, ..letter.clone() };
    audit::record(app, &mut tx, seen(clerk, &about, &access, AccessAction::Searched, &text)).await?;
    tx.commit().await?;
    let channel = match chosen.route {
        Route::Digital => LetterChannel::Digital,
        Route::Paper | Route::Clerk(_) => LetterChannel::Paper,
    };
    let window = deadlines::window_from(app, letter.draft.regime, deadlines::today(app));
    Ok(LetterCheck {
        channel: match chosen.route {
            Route::Digital => CheckedChannel::Digital,
            Route::Paper => CheckedChannel::Paper,
            Route::Clerk(_) => CheckedChannel::Clerk,
        },
        why: chosen.why,
        missing: drafts::hindrances(app, &letter, &documents).await?,
        preview: deadlines::preview(app, &letter.draft, channel),
        window: window.filter(|_| channel == LetterChannel::Digital),
    })
}

fn reasoned(reason: &str) -> Answer<&str> {
    let mut errors = Vec::new();
    check_length(&mut errors, "/reason", reason, REASON_CHARS.0, REASON_CHARS.1);
    if errors.is_empty() { Ok(reason.trim()) } else { Err(invalid(errors)) }
}

/// Withdraws a letter.
///
/// # Errors
/// `wrong-state`, and as [`begin_once`].
pub async fn cancel(app: &App, clerk: &Clerk, id: LetterId, once: &Once<CancelLetter>) -> Answer<()> {
    let reason = reasoned(&once.value.reason)?;
    let Some(mut held) = begin_once(app, clerk, id, once).await? else { return Ok(()) };
    held.step(app, Step::Cancel).await?;
    let now_ms = app.clock().now_ms();
    store::set_cancelled(&mut held.tx, id, reason, now_ms).await?;
    store::end_copy(&mut held.tx, id).await?;
    store::end_reference_codes(&mut held.tx, id).await?;
    held.prove(app, clerk, EvidenceKind::Cancelled, json!({ "reason": reason })).await?;
    let digital = store::deliveries(&mut held.tx, id).await?;
    if digital.iter().any(|row| row.provided_at.is_some()) {
        let event = NewEvent {
            actor: clerk.actor(),
            kind: EventKind::LetterWithdrawn,
            object: id.to_string(),
            account: held.letter.account,
            office: None,
        };
        events::record(&mut held.tx, event, now_ms);
        notices::enqueue(&mut held.tx, &held.letter, notices::About::Withdrawn, now_ms).await?;
    }
    held.finish(app, clerk).await
}

/// Decides about a letter that waits for that.
///
/// # Errors
/// `wrong-state`; `invalid-fields` where the way is not open; and as [`begin_once`].
pub async fn decide(app: &App, clerk: &Clerk, id: LetterId, once: &Once<DecideLetter>) -> Answer<()> {
    let reason = reasoned(&once.value.reason)?;
    let Some(mut held) = begin_once(app, clerk, id, once).await? else { return Ok(()) };
    check_way(app, &mut held, once.value.what).await?;
    let before = held.letter.clone();
    let next = held.step(app, Step::Decide(once.value.what)).await?;
    let detail = json!({ "what": once.value.what, "reason": reason });
    held.prove(app, clerk, EvidenceKind::Decided, detail).await?;
    delivery::follow(app, &mut held.tx, &before, next, rathaus_api::mail::ChannelReason::Clerk).await?;
    held.finish(app, clerk).await
}

async fn check_way(app: &App, held: &mut Held, what: LetterDecision) -> Answer<()> {
    let refused = |detail: &str| Err(invalid(vec![field("/what", FieldCode::Unknown, detail)]));
    match what {
        LetterDecision::Print if matching::address(app, &mut held.tx, &held.letter).await?.is_none() => {
            refused("there is no address to print on the envelope")
        }
        LetterDecision::ProvideAgain => {
            let Some(account) = held.letter.account else { return refused("nobody's mailbox is known") };
            if !held.letter.draft.regime.allows_own_mailbox() {
                return refused("this way of service is none for a mailbox");
            }
            match store::consent(&mut held.tx, account).await? {
                Some(_) => Ok(()),
                None => refused("the owner of the mailbox did not consent"),
            }
        }
        LetterDecision::Print | LetterDecision::GiveUp => Ok(()),
    }
}

/// A paper letter was handed to the post.
///
/// # Errors
/// `wrong-state`; `invalid-fields` for a day that cannot be.
pub async fn posted(app: &App, clerk: &Clerk, id: LetterId, once: &Once<LetterPosted>) -> Answer<()> {
    let on = once.value.on;
    let Some(mut held) = begin_once(app, clerk, id, once).await? else { return Ok(()) };
    let next = held.step(app, Step::Posted).await?;
    let row = store::delivery_of(&mut held.tx, id, next.piece.round).await?;
    let printed = row.and_then(|row| row.printed_at).map(deadlines::day);
    if printed.is_none_or(|printed| on < printed) || on > deadlines::today(app) {
        let error = field("/on", FieldCode::OutOfRange, "not before the printing, and not in the future");
        return Err(invalid(vec![error]));
    }
    store::set_posted(&mut held.tx, id, next.piece.round, on).await?;
    held.prove(app, clerk, EvidenceKind::Posted, json!({ "on": on })).await?;
    held.finish(app, clerk).await
}

/// A paper letter came back.
///
/// # Errors
/// `wrong-state`; `invalid-fields` for a day that cannot be.
pub async fn returned(app: &App, clerk: &Clerk, id: LetterId, once: &Once<LetterReturned>) -> Answer<()> {
    let (on, reason) = (once.value.on, reasoned(&once.value.reason)?);
    let Some(mut held) = begin_once(app, clerk, id, once).await? else { return Ok(()) };
    let round = held.letter.piece.round;
    held.step(app, Step::Returned).await?;
    let row = store::delivery_of(&mut held.tx, id, round).await?;
    let earliest = row.and_then(|row| row.posted_on.or(row.printed_at.map(deadlines::day)));
    if earliest.is_none_or(|earliest| on < earliest) || on > deadlines::today(app) {
        let error = field("/on", FieldCode::OutOfRange, "not before the posting, and not in the future");
        return Err(invalid(vec![error]));
    }
    store::set_returned(&mut held.tx, id, round, on, app.clock().now_ms()).await?;
    store::end_reference_codes(&mut held.tx, id).await?;
    held.prove(app, clerk, EvidenceKind::Returned, json!({ "on": on, "reason": reason })).await?;
    held.finish(app, clerk).await
}
