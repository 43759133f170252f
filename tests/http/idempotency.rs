//! What must always hold for keys, whatever is sent in whatever order.

use std::collections::HashMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rathaus_api::problem::Code;
use rathaus_api::reports::ReportFiled;
use rathaus_tests::resident::broken_bus_stop;
use rathaus_tests::{Answer, Passerby, Resident, TestTown};
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
                check(answer, known.get(&(person, key)), text)
                    .map(|filed| known.insert((person, key), (text, filed)));
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
