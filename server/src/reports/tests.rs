//! Filing when something is in the way: a commit that fails, a disk that is full, an answer long forgotten.

use std::time::Duration;

use rathaus_api::{
    accounts::Language,
    problem::Code,
    reports::{Channel, FileReport, Place, PlaceSource, ReportFiled},
};
use uuid::Uuid;

use super::file::{Filing, file};
use crate::{
    App,
    app::{for_tests, sweep_once},
    db::tests::{fill_up, make_room, spoil_the_commit, wait_for_the_queue},
    events::Actor,
    http::{
        Failure,
        idempotency::{Content, IdempotencyKey},
    },
};

fn broken_bus_stop() -> FileReport {
    let place = Place {
        lat: None,
        lon: None,
        accuracy_m: None,
        address: String::new(),
        description: "Marktplatz".to_owned(),
        source: PlaceSource::Words,
    };
    FileReport {
        category: "bus_stop".to_owned(),
        text: "The glass is broken. ".repeat(150),
        place,
        photos: Vec::new(),
        email: None,
        outside_confirmed: false,
        language: Language::De,
    }
}

async fn send(app: &App, key: Uuid) -> Result<ReportFiled, Failure> {
    let report = broken_bus_stop();
    let filing = Filing {
        on_behalf: None,
        actor: Actor::Anonymous,
        account: None,
        channel: Channel::Online,
        reporter: None,
        content: &Content::of("/api/reports", b"the same bytes"),
        report: &report,
    };
    file(app, IdempotencyKey(key), &filing).await
}

fn sent(app: &App, key: Uuid) -> tokio::task::JoinHandle<Result<ReportFiled, Failure>> {
    let app = app.clone();
    tokio::spawn(async move { send(&app, key).await })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resend_is_answered_only_when_the_first_one_is_durable() {
    let (_folder, app) = for_tests().await;
    let key = Uuid::new_v4();
    // Somebody holds the writer; report and resend wait behind and will share one commit, which fails.
    let mut other = app.db().begin().await.unwrap();
    spoil_the_commit(&mut other).await;
    let first = sent(&app, key);
    wait_for_the_queue(&first).await;
    let twin = sent(&app, key);
    wait_for_the_queue(&twin).await;
    other.commit().await.unwrap_err();
    for answer in [first.await.unwrap(), twin.await.unwrap()] {
        assert_eq!(answer.unwrap_err().problem.code(), Some(Code::Unavailable));
    }
    let filed = send(&app, key).await.unwrap();
    assert!(filed.number.ends_with("-000001"), "something was stored before: {}", filed.number);
}

#[tokio::test]
async fn the_same_key_gives_the_same_report_when_its_answer_was_erased_long_ago() {
    let (_folder, app) = for_tests().await;
    let key = Uuid::new_v4();
    let filed = send(&app, key).await.unwrap();
    app.clock().advance(Duration::from_secs(31 * 24 * 3_600));
    sweep_once(&app).await.unwrap();
    assert_eq!(send(&app, key).await.unwrap(), filed);
}

#[tokio::test]
async fn a_full_database_says_so_keeps_nothing_half_and_goes_on_once_there_is_room() {
    let (_folder, app) = for_tests().await;
    fill_up(app.db()).await;
    let mut filed = 0;
    let key = loop {
        let key = Uuid::new_v4();
        match send(&app, key).await {
            Ok(_) => filed += 1,
            Err(failure) => {
                assert_eq!(failure.problem.code(), Some(Code::StorageFull));
                assert!(failure.retry_after_s.is_some());
                break key;
            }
        }
        assert!(filed < 1_000, "it never gets full");
    };
    make_room(app.db()).await;
    let report = send(&app, key).await.unwrap();
    assert!(report.number.ends_with(&format!("-{:06}", filed + 1)), "{} after {filed}", report.number);
    assert_eq!(send(&app, key).await.unwrap(), report);
}
