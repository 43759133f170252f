//! A run of letters: from the archive to the reconciliation, and what a single letter waits for meanwhile.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use rathaus_api::ids::RunId;
use rathaus_api::mail::{LetterState, Run, RunState};
use rathaus_tests::letters::decision;
use rathaus_tests::people::otto;
use rathaus_tests::process::TownProcess;
use rathaus_tests::runs::{archive_for, neighbour, news_for_all};
use rathaus_tests::{Clerk, Door};

use crate::figures::Row;

/// Size of each PDF.
const PDF_BYTES: usize = 60_000;
const OFFICE: &str = "ordnungsamt";
/// Longest wait for any of it.
const PATIENCE: Duration = Duration::from_secs(600);

async fn until(lead: &Clerk, id: RunId, is_there: impl Fn(&Run) -> bool) -> Result<Run> {
    let end = Instant::now() + PATIENCE;
    loop {
        let run = lead.run(id).await;
        if is_there(&run) {
            return Ok(run);
        }
        ensure!(Instant::now() < end, "the run does not go on: {:?}", run.state);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn seconds(what: String, promised: &'static str, took: Duration) -> Row {
    Row { what, promised, measured: format!("{:.2} s", took.as_secs_f64()) }
}

/// Prepares, releases and reconciles a run of so many rows, and sends single letters in the middle of it.
pub async fn rows(town: &TownProcess, number: usize) -> Result<Vec<Row>> {
    let clerk = Clerk::accept(Door::app(town.origin()), &town.invite_as("Clara", OFFICE, "clerk")).await;
    let lead = Clerk::accept(Door::app(town.origin()), &town.invite_as("Lea", OFFICE, "lead")).await;
    let people: Vec<_> = (0..number).map(neighbour).collect();
    let bytes = archive_for(&people, PDF_BYTES);
    let begun = clerk.begin_run(&news_for_all(OFFICE)).await;
    let start = Instant::now();
    clerk.sending_archive(begun.id, bytes).send().await.done();
    let stored = start.elapsed();
    let run = until(&lead, begun.id, |run| run.state == RunState::Checked).await?;
    let planned = start.elapsed();
    lead.try_release(&run).await.done();
    let released = Instant::now();
    let single = single(&clerk).await;
    until(&lead, run.id, |run| run.state == RunState::Done).await?;
    let sent = released.elapsed();
    let report = lead.reconciliation(run.id).await;
    let reconciled = released.elapsed();
    ensure!(report.counts.add_up() && report.pieces.len() == number, "the counts do not add up");
    let again = self::single(&clerk).await;
    until(&lead, run.id, |run| run.counts.is_some_and(|counts| counts.pending == 0)).await?;
    let printed = released.elapsed();
    Ok(vec![
        seconds(format!("run of {number} PDFs of 60 kB: archive stored"), "-", stored),
        seconds("looked through and counted".to_owned(), "-", planned),
        seconds("released, every row sent".to_owned(), "-", sent),
        seconds("planned, sent and reconciled, in all".to_owned(), "<= 10 s", planned + reconciled),
        seconds("all of it on the print shelf".to_owned(), "-", printed),
        seconds("a single letter while batches are sent".to_owned(), "<= 5 s", single),
        seconds("a single letter while the run is printed".to_owned(), "<= 5 s", again),
    ])
}

/// How long a single letter waits until its way is chosen and it is printed.
async fn single(clerk: &Clerk) -> Duration {
    let start = Instant::now();
    let id = clerk.write(&decision(OFFICE, &otto())).await;
    clerk.wait_for(id, LetterState::Printed).await;
    start.elapsed()
}
