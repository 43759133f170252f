//! An authenticator nobody here wrote: Python's `fido2` drives registration, login, step-up and all refusals.
//!
//! `RATHAUS_TEST_PYTHON` names an interpreter with the package; `cargo xtask test` makes one. Without it the `python3` of
//! the path is asked, and a machine that has neither says so and checks nothing.

use std::path::Path;
use std::process::{Command, Output};

use rathaus_tests::TestTown;

/// Runs beside the town, whose server lives on this thread.
async fn run(python: &str, arguments: Vec<String>) -> Option<Output> {
    let mut command = Command::new(python);
    command.args(arguments);
    tokio::task::spawn_blocking(move || command.output().ok()).await.expect("no panic")
}

#[tokio::test]
async fn an_independent_authenticator_gets_in_and_every_forgery_is_refused() {
    let named = std::env::var("RATHAUS_TEST_PYTHON").ok();
    let python = named.clone().unwrap_or_else(|| "python3".to_owned());
    let probe = run(&python, vec!["-c".to_owned(), "import fido2".to_owned()]).await;
    if !probe.is_some_and(|probe| probe.status.success()) {
        assert!(named.is_none(), "{python} was named and has no package fido2");
        eprintln!("not checked: {python} has no package fido2");
        return;
    }
    let town = TestTown::open().await;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("http/accounts/independent.py");
    let arguments = vec![script.display().to_string(), town.origin().to_owned()];
    let run = run(&python, arguments).await.expect("it runs");
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{said}{}", String::from_utf8_lossy(&run.stderr));
    assert!(said.lines().count() >= 25, "{said}");
}
