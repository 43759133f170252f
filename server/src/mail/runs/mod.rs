//! Runs: many letters at once. An archive is taken in ([`upload`]), opened only when it is understood ([`archive`]), its
//! list read ([`recipients`]), everything looked through and counted ([`check`]), released by a second person ([`steps`]),
//! sent in batches by the same steps as single letters ([`work`]), and reconciled ([`report`]).
//!
//! Each job may run twice and is done once: a row of the list becomes one letter in the transaction that says so, and a
//! letter leaves its draft in the transaction that chooses its way. Limits: archives of 512 MiB, 10,000 rows, 20 MiB a PDF.

mod archive;
mod check;
mod desk;
mod recipients;
mod report;
mod steps;
mod store;
mod upload;
mod work;

use rathaus_api::{
    events::EventKind,
    ids::RunId,
    mail::{DraftLetter, LetterRecipient, RunLetter},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    db::{DbError, Tx},
    events::{self, Actor, NewEvent},
    jobs::{self, Job, Lane, NewJob},
};

pub use check::perform as perform_run_check;
pub(in crate::mail) use desk::routes;
pub(in crate::mail) use upload::sweep;
pub use work::perform as perform_run_work;

/// Kind of the job that looks through an archive.
pub const CHECK_RUN: &str = "mail_run_check";
/// Kind of the job that sends a batch of a run.
pub const WORK_RUN: &str = "mail_run_work";

/// Attempts after which somebody must look.
const ATTEMPTS_MAX: i64 = 5;

#[derive(Serialize, Deserialize)]
struct Payload {
    run: RunId,
    round: i64,
}

impl Payload {
    fn of(job: &Job) -> anyhow::Result<Self> {
        Ok(serde_json::from_value(job.payload.clone())?)
    }
}

/// Enqueues the next piece of work; `round` is the one that it belongs to.
async fn enqueue(
    tx: &mut Tx,
    kind: &'static str,
    run: &store::Stored,
    round: i64,
    now_ms: i64,
) -> Result<(), DbError> {
    let payload = json!(Payload { run: run.id, round });
    let job = NewJob { kind, payload, case: None, office: Some(&run.office) };
    jobs::enqueue_in(tx, Lane::Batches, job, now_ms).await?;
    Ok(())
}

/// Tells the office that a run changed or went on.
fn tell(tx: &mut Tx, actor: Actor, run: &store::Stored, now_ms: i64) {
    let object = run.id.to_string();
    let event =
        NewEvent { actor, kind: EventKind::RunChanged, object, account: None, office: Some(&run.office) };
    events::record(tx, event, now_ms);
}

/// The letter of one row.
fn draft_of(office: &str, letter: &RunLetter, recipient: recipients::Recipient) -> DraftLetter {
    DraftLetter {
        to: LetterRecipient::Person(recipient.person),
        reference: recipient.reference,
        subject: recipient.subject,
        kind: letter.kind,
        summary: letter.summary.clone(),
        body: String::new(),
        office: office.to_owned(),
        decided_on: letter.decided_on,
        regime: letter.regime,
        law_subject: letter.law_subject,
        min_level: letter.min_level,
        remedy: letter.remedy.clone(),
        reply_by: letter.reply_by,
        actions: letter.actions.clone(),
        supersedes: None,
    }
}

/// Does work that reads files, on a thread where that may take its time.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> anyhow::Result<T> {
    Ok(tokio::task::spawn_blocking(work).await?)
}
