//! The jobs, one by one.

use rathaus_api::{
    identity::{Address, Person, TrustLevel},
    ids::JobId,
    mail::{DraftLetter, LetterKind, LetterRecipient},
};
use rathaus_law::DeliveryRegime;

use super::*;
use crate::app::for_tests;

fn to(family_name: &str) -> DraftLetter {
    DraftLetter {
        kind: LetterKind::Info,
        subject: "News".to_owned(),
        summary: "There is news.".to_owned(),
        body: String::new(),
        office: "ordnungsamt".to_owned(),
        to: LetterRecipient::Person(Person {
            given_name: "Otto".to_owned(),
            family_name: family_name.to_owned(),
            birth_date: jiff::civil::date(1990, 1, 2),
            address: Address {
                street: "Markt 3".to_owned(),
                postcode: "39999".to_owned(),
                place: "Ort".to_owned(),
            },
        }),
        reference: "HS-1".to_owned(),
        decided_on: None,
        regime: DeliveryRegime::RetrievalVwVfG,
        law_subject: None,
        min_level: TrustLevel::None,
        remedy: None,
        reply_by: None,
        actions: Vec::new(),
        supersedes: None,
    }
}

/// A letter that waits to be sent.
async fn scheduled(app: &App, draft: &DraftLetter) -> LetterId {
    let id = LetterId::new();
    let mut tx = app.db().begin().await.unwrap();
    let clerk = store::tests::add_clerk(&mut tx).await;
    store::insert(app.vault(), &mut tx, id, draft, clerk, 0).await.unwrap();
    let piece = Piece { state: LetterState::Scheduled, doubt: None, round: 0 };
    store::set_piece(&mut tx, id, &piece, 0).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn job(kind: &str, letter: LetterId, round: i64) -> Job {
    let payload = json!(Payload { letter, round });
    Job { id: JobId::new(), kind: kind.to_owned(), payload, case: None, office: None, attempt: 1 }
}

async fn stands(app: &App, id: LetterId) -> (LetterState, Option<LetterDoubt>, usize) {
    let letter = store::letter(app.vault(), app.db(), id).await.unwrap().unwrap();
    let deliveries = store::deliveries(app.db(), id).await.unwrap();
    (letter.piece.state, letter.piece.doubt, deliveries.len())
}

#[tokio::test]
async fn each_job_runs_twice_and_matters_once() {
    let (folder, app) = for_tests().await;
    let id = scheduled(&app, &to("Anders")).await;
    for _ in 0..2 {
        perform_print(&app, &job(PRINT, id, 1)).await.unwrap();
        assert_eq!(stands(&app, id).await, (LetterState::Scheduled, None, 0), "too early");
    }
    for _ in 0..2 {
        perform_send(&app, &job(SEND, id, 0)).await.unwrap();
        assert_eq!(stands(&app, id).await, (LetterState::Printing, None, 1));
    }
    for _ in 0..2 {
        perform_print(&app, &job(PRINT, id, 1)).await.unwrap();
        perform_window_end(&app, &job(WINDOW_END, id, 1)).await.unwrap();
        assert_eq!(stands(&app, id).await, (LetterState::Printed, None, 1));
    }
    let evidence = store::evidence(app.db(), id).await.unwrap();
    let kinds: Vec<&str> = evidence.iter().map(|row| row.kind.as_str()).collect();
    assert_eq!(kinds, ["channel_decided", "printed"]);
    let files = std::fs::read_dir(folder.path().join("print")).unwrap().count();
    assert_eq!(files, 2, "one piece with its manifest");
}

#[tokio::test]
async fn a_job_of_an_earlier_delivery_does_nothing() {
    let (_folder, app) = for_tests().await;
    let id = scheduled(&app, &to("Anders")).await;
    perform_send(&app, &job(SEND, id, 0)).await.unwrap();
    for round in [0, 2] {
        perform_print(&app, &job(PRINT, id, round)).await.unwrap();
    }
    assert_eq!(stands(&app, id).await, (LetterState::Printing, None, 1));
}

#[tokio::test]
async fn what_fails_goes_to_a_clerk_and_never_to_print() {
    let (folder, app) = for_tests().await;
    let id = scheduled(&app, &to("Anders")).await;
    doubt(&app, id, LetterDoubt::Error).await.unwrap();
    let waits = (LetterState::NeedsClerk, Some(LetterDoubt::Error), 0);
    assert_eq!(stands(&app, id).await, waits);
    perform_send(&app, &job(SEND, id, 0)).await.unwrap();
    assert_eq!(stands(&app, id).await, waits, "nobody chooses again");

    // The font lacks these letters: a name is printed right or not at all.
    let id = scheduled(&app, &to("漢字")).await;
    perform_send(&app, &job(SEND, id, 0)).await.unwrap();
    perform_print(&app, &job(PRINT, id, 1)).await.unwrap();
    let waits = (LetterState::NeedsClerk, Some(LetterDoubt::PrintFailed), 1);
    assert_eq!(stands(&app, id).await, waits);
    assert_eq!(std::fs::read_dir(folder.path().join("print")).unwrap().count(), 0);
}

/// A letter whose way to paper has begun.
async fn printing(app: &App) -> LetterId {
    let id = scheduled(app, &to("Anders")).await;
    perform_send(app, &job(SEND, id, 0)).await.unwrap();
    id
}

/// What lies on the shelf, by name.
fn shelf(folder: &std::path::Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap_or_default())
        })
        .collect()
}

#[tokio::test]
async fn a_piece_that_may_have_been_taken_is_never_called_not_printed() {
    let (folder, app) = for_tests().await;
    let id = printing(&app).await;
    let letter = store::letter(app.vault(), app.db(), id).await.unwrap().unwrap();
    paper::lay_down(&app, &letter).await.unwrap().unwrap();
    // The commit after it failed, somebody took the paper, and then the shelf breaks for good.
    let print = folder.path().join("print");
    std::fs::remove_dir_all(&print).unwrap();
    std::fs::write(&print, "no folder").unwrap();
    let last = Job { attempt: jobs::ATTEMPTS_MAX, ..job(PRINT, id, 1) };
    let error = perform_print(&app, &last).await.unwrap_err();
    assert!(error.is::<GiveUp>(), "{error}");
    assert_eq!(stands(&app, id).await, (LetterState::Printing, None, 1));
    // Mended, the same job prints it.
    std::fs::remove_file(&print).unwrap();
    std::fs::create_dir(&print).unwrap();
    perform_print(&app, &job(PRINT, id, 1)).await.unwrap();
    assert_eq!(stands(&app, id).await, (LetterState::Printed, None, 1));
}

#[tokio::test]
async fn a_short_fault_of_the_shelf_is_no_clerks_matter() {
    let (folder, app) = for_tests().await;
    let id = printing(&app).await;
    let print = folder.path().join("print");
    std::fs::remove_dir(&print).unwrap();
    for attempt in 1..jobs::ATTEMPTS_MAX {
        perform_print(&app, &Job { attempt, ..job(PRINT, id, 1) }).await.unwrap_err();
    }
    assert_eq!(stands(&app, id).await, (LetterState::Printing, None, 1));
    let last = Job { attempt: jobs::ATTEMPTS_MAX, ..job(PRINT, id, 1) };
    perform_print(&app, &last).await.unwrap();
    assert_eq!(stands(&app, id).await.1, Some(LetterDoubt::PrintFailed), "nothing of it can lie there");
}

#[tokio::test]
async fn a_second_try_lays_down_the_same_bytes_and_needs_no_room_for_them() {
    let (folder, app) = for_tests().await;
    let id = printing(&app).await;
    let print = folder.path().join("print");
    let letter = store::letter(app.vault(), app.db(), id).await.unwrap().unwrap();
    let first = paper::lay_down(&app, &letter).await.unwrap().unwrap();
    let before = shelf(&print);
    app.clock().advance(std::time::Duration::from_secs(3 * 24 * 3600));
    // A full disk: nothing can be written beside.
    for name in before.keys() {
        std::fs::create_dir(print.join(format!(".{name}.new"))).unwrap();
    }
    let second = paper::lay_down(&app, &letter).await.unwrap().unwrap();
    assert_eq!(json!(first), json!(second));
    for name in before.keys() {
        std::fs::remove_dir(print.join(format!(".{name}.new"))).unwrap();
    }
    assert_eq!(shelf(&print), before);
}

#[tokio::test]
async fn what_cannot_be_completed_leaves_nothing_for_the_printer() {
    let (folder, app) = for_tests().await;
    let id = printing(&app).await;
    let print = folder.path().join("print");
    let aside = print.join(format!(".{id}-1.json.new"));
    std::fs::create_dir(&aside).unwrap();
    perform_print(&app, &job(PRINT, id, 1)).await.unwrap_err();
    assert!(shelf(&print).keys().all(|name| !name.ends_with(".json")), "nobody takes half a piece");
    std::fs::remove_dir(&aside).unwrap();
    paper::take_away(&app, id, 1).await;
    assert!(shelf(&print).is_empty());
}
