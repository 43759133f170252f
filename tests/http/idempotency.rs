//! What must always hold for keys, whatever is sent in whatever order.

use std::collections::HashMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rathaus_api::problem::Code;
use rathaus_api::reports::{Photo, ReportFiled};
use rathaus_tests::resident::broken_bus_stop;
use rathaus_tests::{Answer, Clerk, Door, Passerby, Resident, TestTown, picture};
use uuid::Uuid;

/// Sent by one of two residents or by somebody without an account, under one of few keys, with one of few texts.
#[derive(Debug, Clone)]
struct Sending {
    person: usize,
    key: usize,
    text: usize,
}

fn sendings() -> impl Strategy<Value = Vec<Sending>> {
    let sending =
        (0..3_usize, 0..3_usize, 0..2_usize).prop_map(|(person, key, text)| Sending { person, key, text });
    proptest::collection::vec(sending, 1..25)
}

/// The person without an account.
const ANONYMOUS: usize = 2;

#[test]
fn a_key_names_one_report_of_one_person_for_ever() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (town, erika, max) = runtime.block_on(async {
        let town = TestTown::open().await;
        let erika = Resident::register(&town, "Erika Beispiel").await;
        let max = Resident::register(&town, "Max Beispiel").await;
        (town, erika, max)
    });
    let somebody = Passerby::at(&town);
    let seed = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner =
        TestRunner::new_with_rng(Config { cases: 24, failure_persistence: None, ..Config::default() }, seed);
    let outcome = runner.run(&sendings(), |sendings| {
        runtime.block_on(async {
            let keys: Vec<Uuid> = (0..3).map(|_| Uuid::new_v4()).collect();
            let mut known: HashMap<(usize, usize), (usize, ReportFiled)> = HashMap::new();
            for Sending { person, key, text } in sendings {
                let mut draft = broken_bus_stop();
                draft.text = format!("Text {text}");
                let ask = match person {
                    0 => erika.filing(&draft),
                    1 => max.filing(&draft),
                    _ => somebody.filing(&draft),
                };
                let answer = ask.key(keys[key]).send().await;
                // Whoever signed in after sending it without an account sends the same report still.
                let before = known.get(&(ANONYMOUS, key)).filter(|(said, _)| *said == text);
                let expected = known.get(&(person, key)).or(before).cloned();
                let filed = check(answer, expected.as_ref(), text);
                if let Some(filed) = filed.or(expected.map(|(_, filed)| filed)) {
                    known.entry((person, key)).or_insert((text, filed));
                }
            }
        });
        Ok(())
    });
    outcome.expect("keys hold");
}

/// The new report, or nothing when the key was known and rightly answered.
fn check(answer: Answer, known: Option<&(usize, ReportFiled)>, text: usize) -> Option<ReportFiled> {
    match known {
        None => Some(answer.ok()),
        Some((before, filed)) if *before == text => {
            assert_eq!(&answer.ok::<ReportFiled>(), filed);
            None
        }
        Some(_) => {
            answer.refused(Code::KeyReused);
            None
        }
    }
}

#[tokio::test]
async fn whoever_signs_in_between_two_attempts_files_the_report_once_photo_included() {
    let town = TestTown::open().await;
    let somebody = Passerby::at(&town);
    let (photo_key, key) = (Uuid::new_v4(), Uuid::new_v4());
    let send_photo = |door: &Door| {
        door.post("/api/reports/photos").body("image/jpeg", picture::jpeg()).key(photo_key).send()
    };
    let photo: Photo = send_photo(&somebody.door).await.ok();
    let mut draft = broken_bus_stop();
    draft.photos = vec![photo.id];
    let filed: ReportFiled = somebody.filing(&draft).key(key).send().await.ok();
    let erika = Resident::register(&town, "Erika Beispiel").await;
    assert_eq!(send_photo(&erika.door).await.ok::<Photo>(), photo);
    assert_eq!(erika.filing(&draft).key(key).send().await.ok::<ReportFiled>(), filed);
    assert_eq!(erika.filing(&draft).key(key).send().await.ok::<ReportFiled>(), filed);
    let beate = Clerk::of_bus_stops(&town).await;
    assert_eq!(beate.queue("").await.cases.len(), 1);
}

#[tokio::test]
async fn a_key_alone_gives_a_stranger_nothing() {
    let town = TestTown::open().await;
    let somebody = Passerby::at(&town);
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let max = Resident::register(&town, "Max Beispiel").await;
    let mut guess = broken_bus_stop();
    guess.text = "Whatever it was".to_owned();

    let key = Uuid::new_v4();
    let filed: ReportFiled = somebody.filing(&broken_bus_stop()).key(key).send().await.ok();
    let fished: ReportFiled = max.filing(&guess).key(key).send().await.ok();
    assert_ne!(
        fished.id, filed.id,
        "other words are another report, and nothing tells that the key is known"
    );

    let key = Uuid::new_v4();
    let hers: ReportFiled = erika.filing(&broken_bus_stop()).key(key).send().await.ok();
    for door in [&max.door, &somebody.door] {
        let fished: ReportFiled =
            door.post("/api/reports").json(&broken_bus_stop()).key(key).send().await.ok();
        assert_ne!(fished.id, hers.id, "a key of an account is good for this account only");
    }
}
