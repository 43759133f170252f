//! The contract: printed from the types, committed for the UI, honest about failures.

use std::collections::BTreeSet;
use std::path::Path;

use rathaus_api::problem::{Code, URN};
use serde_json::Value;

fn document() -> Value {
    serde_json::from_str(&rathaus_server::openapi().expect("a document")).expect("JSON")
}

#[test]
fn the_committed_contract_is_the_one_the_server_speaks() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/api/openapi.json");
    let text = std::fs::read_to_string(&path).expect("ui/src/api/openapi.json exists");
    let committed: Value = serde_json::from_str(&text).expect("JSON");
    assert!(
        committed == document(),
        "the types have changed: run `cargo xtask schema` and commit what it writes"
    );
}

#[test]
fn the_contract_names_the_codes_as_the_answers_carry_them() {
    let named = &document()["components"]["schemas"]["Code"]["enum"];
    let carried: Vec<&str> = Code::ALL.iter().map(|code| code.text()).collect();
    assert_eq!(*named, Value::from(carried));
}

#[test]
fn every_operation_has_a_name_of_its_own_and_names_its_failures() {
    let document = document();
    let mut names = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let name = operation["operationId"].as_str().unwrap_or_default().to_owned();
            assert!(
                !name.is_empty() && names.insert(name.clone()),
                "{method} {path}: operationId \"{name}\""
            );
            assert!(operation["responses"].get("default").is_some(), "{method} {path} names no failure");
            assert!(
                operation["summary"].as_str().is_some_and(|text| !text.is_empty()),
                "{method} {path} has no summary"
            );
        }
    }
}

#[test]
fn problem_codes_are_stable_urns_with_a_status_of_failure() {
    let mut seen = BTreeSet::new();
    for code in Code::ALL {
        assert!((400..=599).contains(&code.status()), "{code:?}");
        assert!(seen.insert(code.text()), "{code:?} stands twice");
        let plain = code.text().chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
        assert!(plain && URN == "urn:rathaus:problem:", "{}", code.text());
    }
}
