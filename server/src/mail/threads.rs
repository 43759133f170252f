//! Questions about a letter, and the town hall's answers.

use rathaus_api::{
    events::EventKind,
    ids::{LetterId, LetterQuestionId},
    mail::{AnswerAboutLetter, AskAboutLetter, LetterQuestion, QuestionBy, QuestionKind},
    problem::{Code, FieldCode},
};

use super::{handling, mailbox, notices, seals::Side, store};
use crate::{
    App,
    clock::timestamp,
    db::Tx,
    events::{self, NewEvent},
    http::{
        Failure,
        failure::{Answer, check_length, field},
        idempotency::{self, Claim, Once, Scope},
        invalid,
    },
    representatives::Caller,
    staff::Clerk,
};

/// Longest question or answer, in characters.
const TEXT_CHARS_MAX: usize = 4_000;
/// Most entries of one thread.
const ENTRIES_MAX: usize = 200;

fn check(question: &AskAboutLetter) -> Answer<()> {
    let mut errors = Vec::new();
    let min = usize::from(question.kind == QuestionKind::Question);
    check_length(&mut errors, "/text", &question.text, min, TEXT_CHARS_MAX);
    if question.kind == QuestionKind::Answer {
        errors.push(field("/kind", FieldCode::Unknown, "the town hall answers"));
    }
    if errors.is_empty() { Ok(()) } else { Err(invalid(errors)) }
}

/// Asks about an opened letter, once per key.
///
/// # Errors
/// `not-found`; `wrong-state` before the opening; `forbidden` for somebody invited to help; `invalid-fields`.
pub async fn ask(
    app: &App,
    caller: &Caller,
    reader: &mailbox::Reader,
    id: LetterId,
    once: &Once<AskAboutLetter>,
) -> Answer<LetterQuestion> {
    if !reader.with_effect {
        return Err(Failure::new(Code::Forbidden).because("only the person herself, or who may by law"));
    }
    let found = mailbox::find(app, reader, id).await?;
    if !found.opened {
        return Err(Failure::new(Code::WrongState).because("open the letter first"));
    }
    check(&once.value)?;
    let now_ms = app.clock().now_ms();
    let scope = match &caller.on_behalf {
        Some(behalf) => Scope::of(caller.actor()).acting_for(behalf.account),
        None => Scope::of(caller.actor()),
    };
    let mut tx = app.db().begin().await?;
    let letter = store::hold(app.vault(), &mut tx, id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    let asked = match idempotency::claim(&mut tx, &scope, once.key, &once.content, now_ms).await? {
        Claim::Done(question) => asked_before(app, reader, &mut tx, id, question).await?,
        Claim::Forgotten(question) => {
            let question = question.parse().map_err(|_| Failure::new(Code::NotFound))?;
            asked_before(app, reader, &mut tx, id, question).await?
        }
        Claim::New(claimed) => {
            if store::questions(app.vault(), &mut tx, id).await?.len() >= ENTRIES_MAX {
                return Err(Failure::new(Code::WrongState).because("this thread is full"));
            }
            let by =
                if caller.on_behalf.is_some() { QuestionBy::Representative } else { QuestionBy::Resident };
            let new = store::NewQuestion {
                id: LetterQuestionId::new(),
                letter: id,
                kind: once.value.kind,
                by,
                author: reader.asker.to_string(),
                text: once.value.text.trim(),
            };
            store::insert_question(app.vault(), &mut tx, &new, now_ms).await?;
            store::set_asked(&mut tx, id, true, now_ms).await?;
            let event = NewEvent {
                actor: caller.actor(),
                kind: EventKind::LetterAsked,
                object: id.to_string(),
                account: None,
                office: Some(letter.office()),
            };
            events::record(&mut tx, event, now_ms);
            let made = LetterQuestion {
                id: new.id,
                at: timestamp(now_ms),
                kind: new.kind,
                by,
                name: None,
                text: new.text.to_owned(),
            };
            idempotency::keep(&mut tx, claimed, &new.id.to_string(), &new.id)?;
            made
        }
    };
    tx.commit().await?;
    Ok(asked)
}

/// What a key asked before: the answer that is kept with the key names it, and holds no word of it.
async fn asked_before(
    app: &App,
    reader: &mailbox::Reader,
    tx: &mut Tx,
    letter: LetterId,
    id: LetterQuestionId,
) -> Answer<LetterQuestion> {
    let all = store::questions_as(app.vault(), tx, letter, Side::Own(reader.account)).await?;
    all.into_iter().find(|entry| entry.id == id).ok_or_else(|| Failure::new(Code::NotFound))
}

/// Answers in the thread of a letter, once per key.
///
/// # Errors
/// `not-found`, `reason-required`; `wrong-state` where nobody can read it; `invalid-fields`.
pub async fn answer(app: &App, clerk: &Clerk, id: LetterId, once: &Once<AnswerAboutLetter>) -> Answer<()> {
    let mut errors = Vec::new();
    check_length(&mut errors, "/text", &once.value.text, 1, TEXT_CHARS_MAX);
    if !errors.is_empty() {
        return Err(invalid(errors));
    }
    let Some(mut held) = handling::begin_once(app, clerk, id, once).await? else { return Ok(()) };
    let now_ms = app.clock().now_ms();
    let account = held.letter.account;
    let Some(account) = account.filter(|_| held.letter.piece.round > 0) else {
        return Err(Failure::new(Code::WrongState).because("nobody has this letter in a mailbox"));
    };
    let new = store::NewQuestion {
        id: LetterQuestionId::new(),
        letter: id,
        kind: QuestionKind::Answer,
        by: QuestionBy::TownHall,
        author: clerk.member.id.to_string(),
        text: once.value.text.trim(),
    };
    // Asked again while the clerk wrote: that question still waits.
    let newest = store::newest_question(&mut held.tx, id).await?;
    let saw_it = once.value.seen.is_none_or(|seen| Some(seen) == newest);
    if saw_it {
        store::set_asked(&mut held.tx, id, false, now_ms).await?;
    }
    store::insert_question(app.vault(), &mut held.tx, &new, now_ms).await?;
    let event = NewEvent {
        actor: clerk.actor(),
        kind: EventKind::LetterAnswered,
        object: id.to_string(),
        account: Some(account),
        office: Some(held.letter.office()),
    };
    events::record(&mut held.tx, event, now_ms);
    notices::enqueue(&mut held.tx, &held.letter, notices::About::Answered, now_ms).await?;
    held.finish(app, clerk).await
}
