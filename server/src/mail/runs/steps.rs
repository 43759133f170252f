//! What the desk can do with a run, and what it sees.

use rathaus_api::{
    audit::{AccessAction, AccessObject},
    ids::RunId,
    mail::{ChangeRun, NewRun, ReleaseRun, Run, RunArchive, RunDoubtPage, RunPage, RunState},
    problem::{Code, FieldError},
    staff::Role,
};
use serde::de::DeserializeOwned;

use super::{
    CHECK_RUN, WORK_RUN, draft_of, enqueue, recipients, report,
    store::{self, Reached, Stored},
    tell, upload,
};
use crate::{
    App, audit,
    clock::timestamp,
    db::Tx,
    http::{
        Failure,
        failure::{Answer, check_length},
        idempotency::{self, Claim, Claimed, Content, IdempotencyKey, Once, Scope},
        invalid,
    },
    mail::{deadlines, drafts},
    staff::{Access, Clerk},
};

const NAME_CHARS_MAX: usize = 100;

pub(super) fn wrong_state() -> Failure {
    Failure::new(Code::WrongState).because("the run does not allow this now")
}

/// Whether nothing of it was released yet, or given up.
pub(super) fn can_be_changed(state: RunState) -> bool {
    match state {
        RunState::Waiting | RunState::Checking | RunState::Refused | RunState::Checked => true,
        RunState::Working | RunState::Paused | RunState::Done | RunState::Cancelled => false,
    }
}

fn hidden() -> Failure {
    Failure::new(Code::NotFound)
}

/// A run that a clerk changes, held by a transaction with a fresh key.
pub(super) struct Held {
    /// Nothing is written before [`Held::finish`].
    pub tx: Tx,
    /// The run as it was.
    pub run: Stored,
    access: Access,
    claimed: Claimed,
}

impl Held {
    /// Holds a run for a change, once per key. Nothing: it was done before.
    ///
    /// # Errors
    /// `not-found`, `reason-required`, `idempotency-key-reused`.
    pub async fn begin_once(
        app: &App,
        clerk: &Clerk,
        id: RunId,
        key: IdempotencyKey,
        content: &Content,
    ) -> Answer<Option<Self>> {
        let mut tx = app.db().begin().await?;
        let run = store::hold(&mut tx, id).await?.ok_or_else(hidden)?;
        let access = clerk.changing(&run.office)?;
        let (scope, now_ms) = (Scope::of(clerk.actor()), app.clock().now_ms());
        match idempotency::claim::<()>(&mut tx, &scope, key, content, now_ms).await? {
            Claim::New(claimed) => Ok(Some(Self { tx, run, access, claimed })),
            Claim::Done(()) | Claim::Forgotten(_) => {
                tx.commit().await?;
                Ok(None)
            }
        }
    }

    async fn of<T: DeserializeOwned>(
        app: &App,
        clerk: &Clerk,
        id: RunId,
        once: &Once<T>,
    ) -> Answer<Option<Self>> {
        Self::begin_once(app, clerk, id, once.key, &once.content).await
    }

    fn check(&self, revision: i64, states: &[RunState]) -> Answer<()> {
        if !states.contains(&self.run.state) {
            return Err(wrong_state());
        }
        if self.run.revision == revision { Ok(()) } else { Err(stale(&self.run)) }
    }

    async fn set_state(&mut self, app: &App, state: RunState, ends: bool) -> Answer<()> {
        Ok(store::set_state(&mut self.tx, self.run.id, state, ends, app.clock().now_ms()).await?)
    }

    /// Writes the change into the audit log, tells the office, and commits.
    ///
    /// # Errors
    /// As the database says.
    pub async fn finish(self, app: &App, clerk: &Clerk) -> Answer<()> {
        let Self { mut tx, run, access, claimed } = self;
        tell(&mut tx, clerk.actor(), &run, app.clock().now_ms());
        let id = run.id.to_string();
        audit::record(app, &mut tx, seen(clerk, &run, &access, AccessAction::Changed, &id)).await?;
        idempotency::keep(&mut tx, claimed, &id, &())?;
        Ok(tx.commit().await?)
    }
}

fn stale(run: &Stored) -> Failure {
    let mut failure = Failure::new(Code::StaleRevision);
    failure.problem.revision = Some(run.revision);
    failure
}

fn seen<'a>(
    clerk: &'a Clerk,
    run: &'a Stored,
    access: &'a Access,
    action: AccessAction,
    id: &'a str,
) -> audit::Seen<'a> {
    audit::Seen {
        by: clerk.by(),
        action,
        purpose: access.purpose,
        object: audit::Object { kind: AccessObject::Run, id, label: &run.name },
        account: None,
        reason: &access.reason,
    }
}

/// A page of runs.
///
/// # Errors
/// As the database says.
pub async fn page(app: &App, clerk: &Clerk, before: Option<RunId>) -> Answer<RunPage> {
    let mut rows = store::page(app.db(), clerk.scope().offices(), before).await?;
    let size = usize::try_from(store::PAGE).unwrap_or(50);
    let more = rows.len() > size;
    rows.truncate(size);
    let next_cursor = rows.last().filter(|_| more).map(|run| run.id.to_string());
    let mut runs = Vec::new();
    for run in rows {
        runs.push(row(app, clerk, run).await?);
    }
    Ok(RunPage { runs, next_cursor })
}

/// The run for somebody who may read it.
///
/// # Errors
/// `not-found`, `reason-required`.
pub async fn readable(app: &App, clerk: &Clerk, id: RunId) -> Answer<(Stored, Access)> {
    let run = store::run(app.db(), id).await?.ok_or_else(hidden)?;
    let access = clerk.reading(&run.office)?;
    Ok((run, access))
}

/// A run with its counts; whoever calls has checked who asks.
///
/// # Errors
/// As the database says.
pub async fn shown(app: &App, clerk: &Clerk, id: RunId) -> Answer<Run> {
    let run = store::run(app.db(), id).await?.ok_or_else(hidden)?;
    let counts = match run.released_at {
        Some(_) => Some(report::counts(app, &run).await?),
        None => None,
    };
    Ok(Run { counts, ..row(app, clerk, run).await? })
}

async fn row(app: &App, clerk: &Clerk, run: Stored) -> Answer<Run> {
    let progress = match run.state {
        RunState::Waiting | RunState::Refused | RunState::Cancelled => 0,
        RunState::Checking | RunState::Checked => store::reached(app.db(), run.id, Reached::Checked).await?,
        RunState::Working | RunState::Paused | RunState::Done => {
            store::reached(app.db(), run.id, Reached::Sent).await?
        }
    };
    let [made, sent, released_by] = run.names.clone();
    let archive = run.archive.as_ref().map(|archive| RunArchive {
        bytes: archive.bytes,
        sha256: archive.sha256.clone(),
        at: timestamp(archive.at),
        by: sent.unwrap_or_default(),
    });
    Ok(Run {
        id: run.id,
        state: run.state,
        trouble: run.trouble,
        may_release: run.state == RunState::Checked && may_release(clerk, &run).is_ok(),
        doubts: store::number_of_doubts(app.db(), run.id).await?,
        office: run.office,
        name: run.name,
        letter: run.letter,
        created_by: made.unwrap_or_default(),
        created_at: timestamp(run.created_at),
        archive,
        rows: run.rows,
        progress,
        forecast: run.forecast,
        counts: None,
        released_by,
        released_at: run.released_at.map(timestamp),
        ended_at: run.ended_at.map(timestamp),
        revision: run.revision,
    })
}

/// What the letters have in common, as it may be stored: each field fits, and nothing is missing.
async fn checked(app: &App, clerk: &Clerk, new: &NewRun) -> Answer<NewRun> {
    let mut errors = Vec::new();
    check_length(&mut errors, "/name", &new.name, 1, NAME_CHARS_MAX);
    let sample = recipients::sample(deadlines::today(app), &new.letter.subject);
    let draft = draft_of(&new.office, &new.letter, sample);
    let found = match drafts::checked(app, clerk, &draft, "").await {
        Ok(draft) => drafts::missing(app, &draft, &[]),
        Err(failure) if failure.problem.errors.is_empty() => return Err(failure),
        Err(failure) => failure.problem.errors,
    };
    let inside = |mut error: FieldError| {
        if error.pointer != "/office" {
            error.pointer.insert_str(0, "/letter");
        }
        error
    };
    errors.extend(found.into_iter().map(inside));
    if !errors.is_empty() {
        return Err(invalid(errors));
    }
    Ok(NewRun { name: new.name.trim().to_owned(), ..new.clone() })
}

/// Begins a run, once per key.
///
/// # Errors
/// `invalid-fields`, `idempotency-key-reused`.
pub async fn begin(app: &App, clerk: &Clerk, once: &Once<NewRun>) -> Answer<RunId> {
    let new = checked(app, clerk, &once.value).await?;
    let access = clerk.changing(&new.office)?;
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let scope = Scope::of(clerk.actor());
    let id = match idempotency::claim(&mut tx, &scope, once.key, &once.content, now_ms).await? {
        Claim::Done(id) => id,
        Claim::Forgotten(id) => id.parse().map_err(|_| hidden())?,
        Claim::New(claimed) => {
            let id = RunId::new();
            store::insert(&mut tx, id, &new, clerk.member.id, now_ms).await?;
            idempotency::keep(&mut tx, claimed, &id.to_string(), &id)?;
            let run = store::run(&mut tx, id).await?.ok_or_else(hidden)?;
            tell(&mut tx, clerk.actor(), &run, now_ms);
            let text = id.to_string();
            audit::record(app, &mut tx, seen(clerk, &run, &access, AccessAction::Created, &text)).await?;
            id
        }
    };
    tx.commit().await?;
    Ok(id)
}

/// A page of doubts. What is doubtful tells about people whether they have a mailbox: looking is written down.
///
/// # Errors
/// `not-found`, `reason-required`.
pub async fn doubts(app: &App, clerk: &Clerk, id: RunId, after: Option<i64>) -> Answer<RunDoubtPage> {
    let (run, access) = readable(app, clerk, id).await?;
    audit::record_look_once(app, seen(clerk, &run, &access, AccessAction::Opened, &id.to_string())).await?;
    let mut doubts = store::doubts(app.db(), id, after.unwrap_or(0)).await?;
    let size = usize::try_from(store::PAGE).unwrap_or(50);
    let more = doubts.len() > size;
    doubts.truncate(size);
    let next_cursor = doubts.last().filter(|_| more).map(|doubt| doubt.seq.to_string());
    Ok(RunDoubtPage { doubts, next_cursor })
}

/// Looks through the archive again.
///
/// # Errors
/// `wrong-state`, `stale-revision`, and as [`Held::begin_once`].
pub async fn check_again(app: &App, clerk: &Clerk, id: RunId, once: &Once<ChangeRun>) -> Answer<()> {
    let Some(mut held) = Held::of(app, clerk, id, once).await? else { return Ok(()) };
    held.check(once.value.revision, &[RunState::Checked])?;
    let now_ms = app.clock().now_ms();
    store::begin_check(&mut held.tx, id, now_ms).await?;
    enqueue(&mut held.tx, CHECK_RUN, &held.run, held.run.round + 1, now_ms).await?;
    held.finish(app, clerk).await
}

/// Whether she may release it: a lead or an administrator who works for its office, and somebody else than who made it or
/// sent its archive.
fn may_release(clerk: &Clerk, run: &Stored) -> Answer<()> {
    let role = match clerk.member.role {
        Role::Lead | Role::Admin => true,
        Role::Clerk | Role::Counter => false,
    };
    if clerk.own_access(&run.office).is_none() {
        // Administrators know of every run.
        let code = if clerk.member.role == Role::Admin { Code::Forbidden } else { Code::NotFound };
        return Err(Failure::new(code));
    }
    let sent_by = run.archive.as_ref().map(|archive| archive.by);
    if !role || run.created_by == clerk.member.id || sent_by == Some(clerk.member.id) {
        return Err(Failure::new(Code::Forbidden).because("somebody else must release what one has prepared"));
    }
    Ok(())
}

/// Releases a run: its letters are sent.
///
/// # Errors
/// `forbidden` for who prepared it; `wrong-state`; `stale-revision` when it or its counts are others than those seen.
pub async fn release(app: &App, clerk: &Clerk, id: RunId, once: &Once<ReleaseRun>) -> Answer<()> {
    let run = store::run(app.db(), id).await?.ok_or_else(hidden)?;
    may_release(clerk, &run)?;
    let Some(mut held) = Held::of(app, clerk, id, once).await? else { return Ok(()) };
    may_release(clerk, &held.run)?;
    held.check(once.value.revision, &[RunState::Checked])?;
    if held.run.forecast != Some(once.value.forecast) {
        return Err(stale(&held.run));
    }
    if once.value.forecast.rows() == once.value.forecast.excluded {
        return Err(
            Failure::new(Code::WrongState).because("every row has an error: there is nothing to send")
        );
    }
    let now_ms = app.clock().now_ms();
    held.set_state(app, RunState::Working, false).await?;
    store::set_released(&mut held.tx, id, clerk.member.id, now_ms).await?;
    enqueue(&mut held.tx, WORK_RUN, &held.run, held.run.round, now_ms).await?;
    held.finish(app, clerk).await
}

/// Stops a run that is being sent.
///
/// # Errors
/// `wrong-state`, `stale-revision`, and as [`Held::begin_once`].
pub async fn pause(app: &App, clerk: &Clerk, id: RunId, once: &Once<ChangeRun>) -> Answer<()> {
    let Some(mut held) = Held::of(app, clerk, id, once).await? else { return Ok(()) };
    held.check(once.value.revision, &[RunState::Working])?;
    held.set_state(app, RunState::Paused, false).await?;
    held.finish(app, clerk).await
}

/// Goes on with a run that was stopped.
///
/// # Errors
/// `wrong-state`, `stale-revision`, and as [`Held::begin_once`].
pub async fn resume(app: &App, clerk: &Clerk, id: RunId, once: &Once<ChangeRun>) -> Answer<()> {
    let Some(mut held) = Held::of(app, clerk, id, once).await? else { return Ok(()) };
    held.check(once.value.revision, &[RunState::Paused])?;
    held.set_state(app, RunState::Working, false).await?;
    enqueue(&mut held.tx, WORK_RUN, &held.run, held.run.round, app.clock().now_ms()).await?;
    held.finish(app, clerk).await
}

/// Gives a run up before its release.
///
/// # Errors
/// `wrong-state`, `stale-revision`, and as [`Held::begin_once`].
pub async fn cancel(app: &App, clerk: &Clerk, id: RunId, once: &Once<ChangeRun>) -> Answer<()> {
    let Some(mut held) = Held::of(app, clerk, id, once).await? else { return Ok(()) };
    if !can_be_changed(held.run.state) {
        return Err(wrong_state());
    }
    held.check(once.value.revision, &[held.run.state])?;
    held.set_state(app, RunState::Cancelled, true).await?;
    store::erase(&mut held.tx, id).await?;
    let archive = held.run.archive.clone();
    held.finish(app, clerk).await?;
    if let Some(archive) = archive {
        upload::remove(app, &archive.file).await;
    }
    Ok(())
}

/// Writes down that a clerk takes the reconciliation out.
///
/// # Errors
/// `not-found`, `reason-required`; `wrong-state` before the release.
pub async fn exporting(app: &App, clerk: &Clerk, id: RunId) -> Answer<Stored> {
    let (run, access) = readable(app, clerk, id).await?;
    if run.released_at.is_none() {
        return Err(wrong_state());
    }
    audit::record_look(app, seen(clerk, &run, &access, AccessAction::Exported, &id.to_string())).await?;
    Ok(run)
}
