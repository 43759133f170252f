//! Many letters at once: prepared by one person, released by another, each recipient with exactly one channel.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;
use rathaus_api::mail::{
    CheckedChannel, LetterChannel, LetterState, NewRun, Run, RunCounts, RunDoubtCode, RunForecast,
    RunOutcome, RunPage, RunReport, RunState,
};
use rathaus_api::problem::{Code, FieldCode};
use rathaus_api::staff::Role;
use rathaus_tests::letters::{acting_pdf, decision};
use rathaus_tests::people::{erika, letters, otto};
use rathaus_tests::runs::{archive, archive_for, line, list, neighbour, news_for_all, notice_pdf};
use rathaus_tests::{Clerk, TestTown};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Story;

async fn lead(town: &TestTown) -> Clerk {
    Clerk::hired(town, "Lea Leitung", town.office_of_bus_stops(), Role::Lead).await
}

/// What the contract says is signed.
fn check_signature(report: &RunReport) {
    let mut hash = Sha256::new();
    for piece in &report.pieces {
        let letter = piece.letter.map(|id| id.to_string()).unwrap_or_default();
        let sha256 = piece.sha256.clone().unwrap_or_default();
        let (row, id, outcome) = (piece.row, &piece.external_id, piece.outcome.text());
        hash.update(format!("{row}\t{id}\t{outcome}\t{letter}\t{sha256}\n"));
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, report.pieces_sha256);
    let RunCounts { rows, digital, printed, needs_clerk, withdrawn, pending, excluded } = report.counts;
    let message = format!(
        "rathaus run report 1\n{}\n{}\n{}\n{rows} {digital} {printed} {needs_clerk} {withdrawn} {pending} {excluded}\n{}",
        report.run, report.made_at, report.archive_sha256, report.pieces_sha256
    );
    let key = URL_SAFE_NO_PAD.decode(&report.public_key).expect("base64url");
    let signature = URL_SAFE_NO_PAD.decode(&report.signature).expect("base64url");
    let key = ring::signature::UnparsedPublicKey::new(&ring::signature::ED25519, key);
    key.verify(message.as_bytes(), &signature).expect("the server signed it");
    assert!(key.verify(format!("{message} ").as_bytes(), &signature).is_err());
}

#[tokio::test]
async fn each_recipient_gets_exactly_one_channel_and_the_counts_add_up() {
    let story = Story::begin().await;
    let lead = lead(&story.town).await;
    let new = news_for_all(story.town.office_of_bus_stops());
    let people = [erika(), otto(), neighbour(1), neighbour(2)];
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut lines = Vec::new();
    for (number, person) in people.iter().enumerate() {
        let file = format!("{number}.pdf");
        lines.push(line(&format!("=K{number}"), &file, person));
        files.push((file, notice_pdf(number, 100)));
    }
    lines.push(line("K-bad", "acting.pdf", &neighbour(3)));
    files.push(("acting.pdf".to_owned(), acting_pdf()));
    files.push(("recipients.csv".to_owned(), list(&lines).into_bytes()));
    let run = story.clerk.prepare_run(&new, archive(&files)).await;
    assert_eq!(run.state, RunState::Checked);
    assert_eq!(run.forecast, Some(RunForecast { digital: 1, paper: 3, clerk: 0, excluded: 1 }));
    assert_eq!((run.rows, run.progress, run.doubts, run.may_release), (5, 5, 1, false));
    assert!(lead.run(run.id).await.may_release);
    let doubts = lead.doubts(run.id).await;
    assert_eq!(doubts.iter().map(|doubt| doubt.code).collect::<Vec<_>>(), [RunDoubtCode::RefusedFile]);
    assert_eq!((doubts[0].row, doubts[0].external_id.as_deref()), (Some(5), Some("K-bad")));
    assert!(story.erika.mailbox("").await.letters.is_empty(), "nothing is sent before the release");
    lead.door.get(&format!("/api/desk/mail/runs/{}/report", run.id)).send().await.refused(Code::WrongState);

    lead.try_release(&run).await.done();
    let done = lead.wait_for_run(run.id, RunState::Done).await;
    assert_eq!(done.released_by.as_deref(), Some("Lea Leitung"));
    let run = lead.wait_for_all_of(run.id).await;
    let expected =
        RunCounts { rows: 5, digital: 1, printed: 3, needs_clerk: 1, excluded: 1, ..RunCounts::default() };
    assert_eq!(run.counts, Some(expected));
    assert_eq!(story.erika.mailbox("").await.letters.len(), 1);
    assert_eq!(letters(&story.town).len(), 3);
    let archives = std::fs::read_dir(story.town.data().join("runs")).expect("the folder").count();
    assert_eq!(archives, 0, "the archive is erased");

    let report = lead.reconciliation(run.id).await;
    check_signature(&report);
    assert!(report.complete && report.counts.add_up() && report.counts == expected);
    for piece in report.pieces.iter().filter(|piece| !piece.excluded) {
        let letter = lead.letter(piece.letter.expect("a letter")).await;
        let channel = letter.row.channel.expect("a channel");
        let digital = channel == LetterChannel::Digital;
        assert_eq!(piece.outcome, if digital { RunOutcome::Digital } else { RunOutcome::Printed });
        assert_eq!(
            piece.forecast,
            Some(if digital { CheckedChannel::Digital } else { CheckedChannel::Paper })
        );
        assert_eq!(letter.deliveries.len(), 1);
        assert_eq!(Some(&letter.documents[0].sha256), piece.sha256.as_ref());
        assert_eq!(letter.letter.subject, "Waste calendar");
    }
    let csv = lead.door.get(&format!("/api/desk/mail/runs/{}/report.csv", run.id)).send().await.done();
    assert!(csv.header("content-type").is_some_and(|kind| kind.starts_with("text/csv")));
    let text = csv.text();
    assert_eq!(text.lines().count(), 6);
    assert!(text.contains(",'=K0,") || text.contains("'=K0"), "{text}");
    assert!(!text.contains("\n1,=K0"), "a formula: {text}");
}

#[tokio::test]
async fn nobody_releases_what_she_prepared_herself() {
    let town = TestTown::open().await;
    let (clerk, lead) = (Clerk::of_bus_stops(&town).await, lead(&town).await);
    let office = town.office_of_bus_stops();
    let elsewhere = Clerk::hired(&town, "Lars", town.another_office(), Role::Lead).await;
    let run = clerk.prepare_run(&news_for_all(office), archive_for(&[otto()], 10)).await;
    clerk.try_release(&run).await.refused(Code::Forbidden);
    elsewhere.try_release(&run).await.refused(Code::NotFound);
    // Whoever began it, and whoever sent the archive.
    let own = lead.prepare_run(&news_for_all(office), archive_for(&[otto()], 10)).await;
    lead.try_release(&own).await.refused(Code::Forbidden);
    let begun = clerk.begin_run(&news_for_all(office)).await;
    lead.sending_archive(begun.id, archive_for(&[otto()], 10)).send().await.done();
    let sent = lead.wait_for_run(begun.id, RunState::Checked).await;
    lead.try_release(&sent).await.refused(Code::Forbidden);
    let colleague = Clerk::hired(&town, "Lisa", office, Role::Lead).await;
    assert!(colleague.run(sent.id).await.may_release);
    colleague.try_release(&sent).await.done();
    clerk.try_release(&own).await.refused(Code::Forbidden);
    assert_eq!(lead.run(run.id).await.state, RunState::Checked, "nothing of it was sent");
}

#[tokio::test]
async fn a_release_names_the_counts_that_were_seen() {
    let town = TestTown::open().await;
    let (clerk, lead) = (Clerk::of_bus_stops(&town).await, lead(&town).await);
    let new = news_for_all(town.office_of_bus_stops());
    let begun = clerk.begin_run(&new).await;
    lead.try_release(&begun).await.refused(Code::WrongState);
    let run = clerk.prepare_run(&new, archive_for(&[otto(), neighbour(1)], 10)).await;
    let mut other = run.clone();
    other.forecast = Some(RunForecast { digital: 1, paper: 1, clerk: 0, excluded: 0 });
    assert_eq!(lead.try_release(&other).await.refused(Code::StaleRevision).revision, Some(run.revision));
    clerk.step_run(&run, "check").await.done();
    let again = clerk.wait_for_run(run.id, RunState::Checked).await;
    assert!(again.revision > run.revision && again.forecast == run.forecast);
    lead.try_release(&run).await.refused(Code::StaleRevision);
    lead.try_release(&again).await.done();
    lead.try_release(&again).await.refused(Code::WrongState);
    clerk.step_run(&lead.run(run.id).await, "cancel").await.refused(Code::WrongState);
    clerk.sending_archive(run.id, archive_for(&[otto()], 10)).send().await.refused(Code::WrongState);
}

#[tokio::test]
async fn the_same_key_begins_sends_and_releases_once() {
    let town = TestTown::open().await;
    let (clerk, lead) = (Clerk::of_bus_stops(&town).await, lead(&town).await);
    let new = news_for_all(town.office_of_bus_stops());
    let key = Uuid::new_v4();
    let begin = || clerk.door.post("/api/desk/mail/runs").json(&new).key(key).send();
    let first: Run = begin().await.ok();
    assert_eq!(begin().await.ok::<Run>().id, first.id);
    let bytes = archive_for(&[otto(), neighbour(1)], 10);
    let key = Uuid::new_v4();
    clerk.sending_archive(first.id, bytes.clone()).key(key).send().await.done();
    let run = clerk.wait_for_run(first.id, RunState::Checked).await;
    let again: Run = clerk.sending_archive(first.id, bytes).key(key).send().await.ok();
    assert_eq!((again.revision, again.state), (run.revision, RunState::Checked), "it is not taken in twice");
    let other = archive_for(&[otto()], 10);
    clerk.sending_archive(first.id, other).key(key).send().await.refused(Code::KeyReused);
    let key = Uuid::new_v4();
    let release = || {
        let body = json!({ "revision": run.revision, "forecast": run.forecast });
        lead.door.post(&format!("/api/desk/mail/runs/{}/release", run.id)).json(&body).key(key).send()
    };
    release().await.done();
    release().await.done();
    lead.wait_for_all_of(run.id).await;
    release().await.done();
    assert_eq!(letters(&town).len(), 2);
    let page: RunPage = clerk.door.get("/api/desk/mail/runs").send().await.ok();
    assert_eq!(page.runs.len(), 1);
}

#[tokio::test]
async fn a_run_is_stopped_and_goes_on() {
    let town = TestTown::open().await;
    let (clerk, lead) = (Clerk::of_bus_stops(&town).await, lead(&town).await);
    let people: Vec<_> = (0..160).map(neighbour).collect();
    let new = news_for_all(town.office_of_bus_stops());
    let run = clerk.prepare_run(&new, archive_for(&people, 10)).await;
    lead.try_release(&run).await.done();
    let working = clerk.run(run.id).await;
    // It may have ended already on a fast machine.
    if clerk.step_run(&working, "pause").await.status.is_success() {
        let paused = clerk.run(run.id).await;
        assert_eq!(paused.state, RunState::Paused);
        let counts = paused.counts.expect("counts");
        assert!(counts.add_up() && counts.rows == 160, "{counts:?}");
        clerk.step_run(&paused, "pause").await.refused(Code::WrongState);
        clerk.step_run(&paused, "resume").await.done();
    }
    let done = lead.wait_for_run(run.id, RunState::Done).await;
    let counts = done.counts.expect("counts");
    assert!(counts.add_up() && counts.rows == 160 && done.progress == 160, "{counts:?}");
    let report = lead.reconciliation(run.id).await;
    let mut seen: Vec<_> = report.pieces.iter().filter_map(|piece| piece.letter).collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 160, "each row is one letter");
}

#[tokio::test]
async fn somebody_with_two_letters_of_a_run_gets_one_notice() {
    let story = Story::begin().await;
    let lead = lead(&story.town).await;
    let new = news_for_all(story.town.office_of_bus_stops());
    let run = story.clerk.prepare_run(&new, archive_for(&[erika(), erika(), erika()], 10)).await;
    lead.try_release(&run).await.done();
    lead.wait_for_all_of(run.id).await;
    let report = lead.reconciliation(run.id).await;
    assert_eq!(report.counts.digital, 3);
    let mut by = Vec::new();
    for piece in &report.pieces {
        let id = piece.letter.expect("a letter");
        lead.wait_for_notice(id).await;
        let evidence: serde_json::Value =
            lead.door.get(&format!("/api/desk/mail/{id}/evidence")).send().await.ok();
        let entries = evidence["entries"].as_array().expect("entries").clone();
        let noticed = entries.iter().find(|entry| entry["kind"] == "notice_sent").expect("a notice");
        by.push(noticed["detail"]["by"].as_str().expect("how").to_owned());
    }
    by.sort_unstable();
    assert_eq!(by, ["app", "run", "run"], "one notice, and two letters that it speaks for");
}

#[tokio::test]
async fn what_is_missing_in_all_letters_is_named_at_the_beginning() {
    let town = TestTown::open().await;
    let clerk = Clerk::of_bus_stops(&town).await;
    let draft = decision(town.office_of_bus_stops(), &otto());
    let mut new: NewRun = news_for_all(town.office_of_bus_stops());
    new.letter.kind = draft.kind;
    new.letter.decided_on = draft.decided_on;
    new.letter.law_subject = draft.law_subject;
    let begin = |new: &NewRun| clerk.door.post("/api/desk/mail/runs").json(new).send();
    begin(&new).await.refused_field("/letter/remedy/remedy", FieldCode::Required);
    new.letter.remedy = draft.remedy;
    begin(&new).await.done();
    new.name = " ".to_owned();
    begin(&new).await.refused_field("/name", FieldCode::Required);
    new.name = "Dog tax".to_owned();
    new.office = town.another_office().to_owned();
    begin(&new).await.refused_field("/office", FieldCode::Unknown);
}

#[tokio::test]
async fn a_run_that_is_given_up_sends_nothing_and_keeps_no_archive() {
    let town = TestTown::open().await;
    let (clerk, lead) = (Clerk::of_bus_stops(&town).await, lead(&town).await);
    let new = news_for_all(town.office_of_bus_stops());
    let run = clerk.prepare_run(&new, archive_for(&[otto()], 10)).await;
    let archives = || std::fs::read_dir(town.data().join("runs")).expect("the folder").count();
    assert_eq!(archives(), 1);
    clerk.step_run(&run, "cancel").await.done();
    assert_eq!(archives(), 0);
    lead.try_release(&lead.run(run.id).await).await.refused(Code::WrongState);
    assert!(letters(&town).is_empty());
}

#[tokio::test]
async fn a_draft_of_a_run_is_for_nobody_else_and_looks_are_written_down() {
    let town = TestTown::open().await;
    let (clerk, lead) = (Clerk::of_bus_stops(&town).await, lead(&town).await);
    let new = news_for_all(town.office_of_bus_stops());
    let run = clerk.prepare_run(&new, archive_for(&[otto()], 10)).await;
    lead.doubts(run.id).await;
    lead.try_release(&run).await.done();
    lead.wait_for_all_of(run.id).await;
    let report = lead.reconciliation(run.id).await;
    let id = report.pieces[0].letter.expect("a letter");
    let letter = clerk.letter(id).await;
    assert_eq!(letter.row.state, LetterState::Printed);
    clerk.try_send(&letter).await.refused(Code::WrongState);
    let entries = || async { rathaus_server::verify_audit(town.app(), None).await.expect("a log").entries };
    let before = entries().await;
    lead.reconciliation(run.id).await;
    assert_eq!(entries().await, before + 1, "taking it out is written down, each time");
}

proptest! {
    #[test]
    fn however_rows_end_the_counts_add_up(
        rows in proptest::collection::vec((0..RunOutcome::ALL.len(), any::<bool>()), 0..500),
    ) {
        let mut counts = RunCounts::default();
        for (outcome, excluded) in &rows {
            let outcome = RunOutcome::ALL[*outcome];
            // What is left out waits for a clerk.
            let (outcome, excluded) = if *excluded { (RunOutcome::NeedsClerk, true) } else { (outcome, false) };
            counts.count(outcome, excluded);
        }
        prop_assert!(counts.add_up());
        prop_assert_eq!(counts.rows, i64::try_from(rows.len()).unwrap());
    }
}
