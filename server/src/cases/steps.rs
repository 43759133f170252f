//! What can happen to a case, and what must hold then.

use rathaus_api::{
    audit::{AccessAction, AccessObject},
    cases::{SetStatus, Status},
    events::EventKind,
    ids::{AccountId, CaseId, EntryId, StaffId},
    problem::{Code, FieldCode},
};

use super::{map, store};
use crate::{
    App, audit,
    db::{DbError, Tx, counters},
    events::{self, Actor, NewEvent},
    http::{
        Failure,
        failure::{check_length, field},
        invalid,
    },
    staff::{Access, Clerk},
};

/// Longest text of an answer, a note or a closing status, in characters.
pub const TEXT_CHARS_MAX: usize = 4_000;

/// Longest summary in the queue, in characters.
const SUMMARY_CHARS_MAX: usize = 120;

/// Longest text the queue's search looks at, in characters.
const WORDS_CHARS_MAX: usize = 1_000;

/// A case to open.
#[derive(Debug, Clone)]
pub struct Opening<'a> {
    /// Id made by the slice that opens it.
    pub id: CaseId,
    /// What opens it, for example `report`.
    pub kind: &'static str,
    /// Category, for the queue.
    pub category: &'a str,
    /// Place or first words, cut to 120 characters.
    pub summary: &'a str,
    /// What the queue's search finds it by, cut to 1,000 characters.
    pub words: &'a str,
    /// Who works on it.
    pub office: &'a str,
    /// The resident it belongs to.
    pub account: Option<AccountId>,
    /// Latitude and longitude, where there is a point.
    pub point: Option<(f64, f64)>,
    /// Who opened it.
    pub actor: Actor,
}

/// Opens a case in the transaction of the slice that needs it; returns its number, for example `2026-000042`.
///
/// # Errors
/// As the database says.
pub async fn open(app: &App, tx: &mut Tx, opening: Opening<'_>, now_ms: i64) -> Result<String, DbError> {
    let year = app.year();
    let number = format!("{year}-{:06}", counters::next(tx, &format!("cases {year}")).await?);
    let summary: String = opening.summary.chars().take(SUMMARY_CHARS_MAX).collect();
    let cell = opening.point.map(|(lat, lon)| map::cell(lat, lon));
    let words: String = format!("{number} {}", opening.words).chars().take(WORDS_CHARS_MAX).collect();
    let found_by = store::FoundBy { number: &number, summary: &summary, words: &words.to_lowercase(), cell };
    store::insert(tx, &opening, &found_by, now_ms);
    let entry = store::NewEntry {
        id: EntryId::new(),
        case: opening.id,
        kind: EventKind::ReportFiled,
        status: Some(Status::Received),
        text: "",
        author: None,
        public: true,
    };
    store::insert_entry(tx, &entry, now_ms);
    let event = NewEvent {
        actor: opening.actor,
        kind: EventKind::ReportFiled,
        object: opening.id.to_string(),
        account: opening.account,
        office: Some(opening.office),
    };
    events::record(tx, event, now_ms);
    Ok(number)
}

/// The case for a clerk who may change it, held in this transaction, and why she may.
pub(super) async fn held(
    tx: &mut Tx,
    clerk: &Clerk,
    id: CaseId,
) -> Result<(store::CaseFacts, Access), Failure> {
    let facts = store::facts(&mut *tx, id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    let access = clerk.changing(&facts.office)?;
    Ok((facts, access))
}

fn check_revision(facts: &store::CaseFacts, revision: i64) -> Result<(), Failure> {
    if facts.revision == revision {
        return Ok(());
    }
    let mut failure = Failure::new(Code::StaleRevision);
    failure.problem.revision = Some(facts.revision);
    Err(failure)
}

/// The clerk takes the case, also from a colleague, or lets go of it.
pub(super) async fn assign(
    app: &App,
    tx: &mut Tx,
    clerk: &Clerk,
    id: CaseId,
    revision: i64,
    take: bool,
) -> Result<(), Failure> {
    let (facts, access) = held(tx, clerk, id).await?;
    check_revision(&facts, revision)?;
    let assignee: Option<StaffId> = take.then_some(clerk.member.id);
    if !take && facts.assignee.is_none() {
        return Err(Failure::new(Code::WrongState).because("nobody has taken this case"));
    }
    let now_ms = app.clock().now_ms();
    changed(store::set_assignee(tx, id, assignee, revision, now_ms).await?)?;
    let kind = if take { EventKind::CaseTaken } else { EventKind::CaseReleased };
    record(app, tx, clerk, &facts, &access, kind).await?;
    Ok(())
}

/// Sets the status; with a text it is an answer to the resident as well.
pub(super) async fn set_status(
    app: &App,
    tx: &mut Tx,
    clerk: &Clerk,
    id: CaseId,
    change: &SetStatus,
) -> Result<store::CaseFacts, Failure> {
    let (facts, access) = held(tx, clerk, id).await?;
    check_revision(&facts, change.revision)?;
    check_status(facts.status, change)?;
    let now_ms = app.clock().now_ms();
    let steps = store::StatusStep { id, office: &facts.office, from: facts.status, to: change.status };
    changed(store::set_status(tx, &steps, change.revision, now_ms).await?)?;
    let entry = store::NewEntry {
        id: EntryId::new(),
        case: id,
        kind: EventKind::StatusChanged,
        status: Some(change.status),
        text: change.text.trim(),
        author: Some(clerk.member.id),
        public: true,
    };
    store::insert_entry(tx, &entry, now_ms);
    record(app, tx, clerk, &facts, &access, EventKind::StatusChanged).await?;
    Ok(facts)
}

/// Which step is allowed from where: any but the same again; closing needs a text.
fn check_status(from: Status, change: &SetStatus) -> Result<(), Failure> {
    let mut errors = Vec::new();
    check_length(&mut errors, "/text", &change.text, 0, TEXT_CHARS_MAX);
    if change.status.needs_text() && change.text.trim().is_empty() {
        errors.push(field("/text", FieldCode::Required, "this status needs a text for the resident"));
    }
    if !errors.is_empty() {
        return Err(invalid(errors));
    }
    if from == change.status {
        return Err(Failure::new(Code::WrongState).because("the case already has this status"));
    }
    if change.status == Status::Received {
        return Err(Failure::new(Code::WrongState).because("a case is received once"));
    }
    Ok(())
}

/// Writes a note for colleagues or an answer for the resident.
pub(super) async fn write(
    app: &App,
    tx: &mut Tx,
    clerk: &Clerk,
    id: CaseId,
    text: &str,
    kind: EventKind,
) -> Result<store::CaseFacts, Failure> {
    let mut errors = Vec::new();
    check_length(&mut errors, "/text", text, 1, TEXT_CHARS_MAX);
    if !errors.is_empty() {
        return Err(invalid(errors));
    }
    let (facts, access) = held(tx, clerk, id).await?;
    let now_ms = app.clock().now_ms();
    let entry = store::NewEntry {
        id: EntryId::new(),
        case: id,
        kind,
        status: None,
        text: text.trim(),
        author: Some(clerk.member.id),
        public: kind == EventKind::AnswerGiven,
    };
    store::insert_entry(tx, &entry, now_ms);
    store::touch(tx, id, now_ms).await?;
    record(app, tx, clerk, &facts, &access, kind).await?;
    Ok(facts)
}

/// The row was changed by somebody else between our look and our write (only PostgreSQL lets that happen).
fn changed(rows: u64) -> Result<(), Failure> {
    if rows == 1 { Ok(()) } else { Err(Failure::new(Code::StaleRevision)) }
}

/// The resident hears of what she can see, the office of everything; the audit log has every change.
async fn record(
    app: &App,
    tx: &mut Tx,
    clerk: &Clerk,
    facts: &store::CaseFacts,
    access: &Access,
    kind: EventKind,
) -> Result<(), DbError> {
    let public = matches!(kind, EventKind::StatusChanged | EventKind::AnswerGiven);
    let event = NewEvent {
        actor: clerk.actor(),
        kind,
        object: facts.id.to_string(),
        account: facts.account.filter(|_| public),
        office: Some(&facts.office),
    };
    events::record(tx, event, app.clock().now_ms());
    let id = facts.id.to_string();
    let seen = audit::Seen {
        by: clerk.by(),
        action: AccessAction::Changed,
        purpose: access.purpose,
        object: audit::Object { kind: AccessObject::Case, id: &id, label: &facts.number },
        account: facts.account,
        reason: &access.reason,
    };
    audit::record(app, tx, seen).await
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn status() -> impl Strategy<Value = Status> {
        proptest::sample::select(Status::ALL)
    }

    proptest! {
        #[test]
        fn closing_without_words_is_refused_and_nothing_is_received_twice(
            from in status(), to in status(), text in "[ a-z]{0,5}",
        ) {
            let change = SetStatus { status: to, text: text.clone(), revision: 1 };
            let allowed = check_status(from, &change).is_ok();
            prop_assert!(!(allowed && to.is_closed() && text.trim().is_empty()));
            prop_assert!(!(allowed && from == to));
            prop_assert!(!(allowed && to == Status::Received));
            if from != to && to != Status::Received && !text.trim().is_empty() {
                prop_assert!(allowed);
            }
        }
    }
}
