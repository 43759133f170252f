//! A run whose server is killed again and again: each recipient gets exactly one channel all the same.

use std::collections::BTreeSet;
use std::time::Duration;

use rathaus_api::ids::RunId;
use rathaus_api::mail::{LetterState, Run, RunOutcome, RunState};
use rathaus_tests::process::TownProcess;
use rathaus_tests::runs::{archive_for, neighbour, news_for_all};
use rathaus_tests::{Clerk, Door};

const ROWS: usize = 300;
const KILLS: u64 = 3;
/// A batch whose worker died is taken again after a quarter of a minute.
const PATIENCE: Duration = Duration::from_secs(90);

/// Waits longer than for anything that no kill delays.
async fn patiently(lead: &Clerk, id: RunId, is_there: impl Fn(&Run) -> bool) -> Run {
    let end = tokio::time::Instant::now() + PATIENCE;
    loop {
        let run = lead.run(id).await;
        if is_there(&run) {
            return run;
        }
        assert!(tokio::time::Instant::now() < end, "the run does not go on: {run:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn a_run_whose_server_is_killed_reaches_everybody_once() {
    let mut town = TownProcess::prepare(&[]).await;
    town.start().await;
    let clerk =
        Clerk::accept(Door::app(town.origin()), &town.invite_as("Beate", "ordnungsamt", "clerk")).await;
    let lead = Clerk::accept(Door::app(town.origin()), &town.invite_as("Lea", "ordnungsamt", "lead")).await;
    let people: Vec<_> = (0..ROWS).map(neighbour).collect();
    let begun = clerk.begin_run(&news_for_all("ordnungsamt")).await;
    clerk.sending_archive(begun.id, archive_for(&people, 200)).send().await.done();
    town.kill();
    town.start().await;
    let run = patiently(&lead, begun.id, |run| run.state == RunState::Checked).await;
    lead.try_release(&run).await.done();
    let mut before = 0;
    for round in 0..KILLS {
        // In the middle of a batch, at another place each time.
        let seen = before;
        let moved = patiently(&lead, run.id, |run| run.progress > seen || run.state == RunState::Done).await;
        before = moved.progress;
        let counts = moved.counts.expect("counts");
        assert!(counts.add_up() && counts.rows == i64::try_from(ROWS).unwrap(), "{counts:?}");
        tokio::time::sleep(Duration::from_millis(7 + 23 * round)).await;
        town.kill();
        town.start().await;
    }
    patiently(&lead, run.id, |run| run.state == RunState::Done).await;
    let report = lead.reconciliation(run.id).await;
    assert!(report.counts.add_up() && report.pieces.len() == ROWS);
    let letters: BTreeSet<_> = report.pieces.iter().filter_map(|piece| piece.letter).collect();
    assert_eq!(letters.len(), ROWS, "each row is one letter, and each letter one row");
    let ids: BTreeSet<_> = report.pieces.iter().map(|piece| piece.external_id.clone()).collect();
    assert_eq!(ids.len(), ROWS);
    for piece in report.pieces.iter().step_by(17) {
        let letter = lead.letter(piece.letter.expect("a letter")).await;
        assert_eq!((letter.deliveries.len(), letter.documents.len()), (1, 1), "{:?}", letter.row);
        assert!(matches!(letter.row.state, LetterState::Printing | LetterState::Printed));
        assert!(matches!(piece.outcome, RunOutcome::Pending | RunOutcome::Printed));
    }
    // No letter beside those of the rows, drafts included.
    let mut cursor = String::new();
    let mut all = 0;
    loop {
        let page: rathaus_api::mail::DeskLetterPage =
            lead.door.get(&format!("/api/desk/mail{cursor}")).send().await.ok();
        all += page.letters.len();
        match page.next_cursor {
            Some(next) => cursor = format!("?cursor={next}"),
            None => break,
        }
    }
    assert_eq!(all, ROWS, "nothing is doubled");
}
