//! Who may do what: every route of the contract, asked by everybody. A route without a row fails.

mod authority;
mod elsewhere;
mod mail;
mod more;
mod people;
mod rows;
mod world;

use std::collections::BTreeSet;

use rows::{Row, rows};
use world::{WHO, World};

/// The routes of the contract as `METHOD path`.
fn routes() -> BTreeSet<String> {
    let text = rathaus_server::openapi().expect("a document");
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let mut routes = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            routes.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    routes
}

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    let named: BTreeSet<String> = rows().iter().map(Row::name).collect();
    assert_eq!(named.len(), rows().len(), "a row stands twice");
    let routes = routes();
    let forgotten: Vec<&String> = routes.difference(&named).collect();
    let gone: Vec<&String> = named.difference(&routes).collect();
    assert!(
        forgotten.is_empty() && gone.is_empty(),
        "routes without a row (say in tests/http/access_matrix/rows.rs what everybody gets): {forgotten:#?}\n\
         rows without a route: {gone:#?}"
    );
}

#[tokio::test]
async fn everybody_gets_what_the_matrix_says_and_nothing_else() {
    let mut world = World::open().await;
    let mut wrong = Vec::new();
    for row in rows() {
        for (who, expected) in WHO.into_iter().zip(row.expected) {
            let found = world.ask(&row, who).await;
            if found != expected {
                wrong.push(format!("{}: {who:?} should get {expected}, got {found}", row.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn what_belongs_to_somebody_else_looks_exactly_like_what_does_not_exist() {
    let mut world = World::open().await;
    let mut compared = 0;
    for row in rows().iter().filter(|row| row.path.contains('{')) {
        for (who, expected) in WHO.into_iter().zip(row.expected) {
            if expected == 404 {
                let (hidden, missing) = world.hidden_and_missing(row, who).await;
                assert_eq!(hidden, missing, "{} tells {who:?} that something is there", row.name());
                compared += 1;
            }
        }
    }
    assert!(compared >= 12, "only {compared} comparisons: does the matrix still hide anything?");
}
