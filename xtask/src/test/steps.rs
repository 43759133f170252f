//! The steps of the test run and the order they need.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use super::bundles;
use crate::postgres::Cluster;
use crate::process::call;
use crate::{house, node, packages, python, schema};

/// One step.
pub struct Step {
    /// Its name in the table.
    pub name: &'static str,
    /// What it checks.
    pub what: &'static str,
    /// Steps that must have passed.
    pub needs: &'static [&'static str],
    /// The work.
    pub run: fn(&mut Workplace) -> Result<()>,
}

/// What steps share: the database is started by the first step that needs it and ends with the run.
#[derive(Default)]
pub struct Workplace {
    cluster: Option<Cluster>,
}

impl Workplace {
    fn postgres_url(&mut self) -> Result<String> {
        if self.cluster.is_none() {
            self.cluster = Some(Cluster::start()?);
        }
        self.cluster.as_ref().map(Cluster::url).context("the database is not running")
    }
}

const MACHINE: Step = Step { name: "machine", what: "install what is missing", needs: &[], run: machine };
const FORMAT: Step = Step { name: "format", what: "rustfmt", needs: &[], run: format };
const UI: Step =
    Step { name: "ui", what: "lint, types and unit tests of the UI", needs: &["machine"], run: ui };
// Before the Rust steps: the server embeds what this step builds.
const UI_BUILD: Step = Step { name: "ui-build", what: "build the UI", needs: &["machine"], run: ui_build };
const CLIPPY: Step =
    Step { name: "clippy", what: "lints of all Rust code", needs: &["ui-build"], run: clippy };
const BUILD: Step =
    Step { name: "build", what: "build programs and tests", needs: &["ui-build"], run: build };
const RUST: Step =
    Step { name: "rust", what: "all Rust tests (HTTP on SQLite)", needs: &["build"], run: rust };
const HOUSE: Step =
    Step { name: "house", what: "rules about the source", needs: &["build"], run: house_rules };
const HTTP: Step =
    Step { name: "http", what: "HTTP and fault suites on SQLite", needs: &["build"], run: http };
const POSTGRES: Step =
    Step { name: "postgres", what: "HTTP and fault suites on PostgreSQL", needs: &["build"], run: postgres };
const SCHEMA: Step =
    Step { name: "schema", what: "the contract does not drift", needs: &["build"], run: |_| schema::check() };
const BROWSER: Step =
    Step { name: "browser", what: "journeys in real Chromium", needs: &["build"], run: browser };
const APP: Step = Step { name: "app", what: "journeys in the app window", needs: &["build"], run: app };
const BUNDLES: Step =
    Step { name: "bundles", what: ".deb and .rpm", needs: &["build"], run: |_| bundles::check() };

/// The steps for the parts named; all of them for no name.
pub fn plan(names: &[String]) -> Result<Vec<Step>> {
    if names.is_empty() {
        return Ok(vec![
            MACHINE, FORMAT, UI, UI_BUILD, CLIPPY, BUILD, RUST, SCHEMA, POSTGRES, BROWSER, APP, BUNDLES,
        ]);
    }
    let mut plan: Vec<Step> = Vec::new();
    for name in names {
        for step in part(name)? {
            if plan.iter().all(|planned| planned.name != step.name) {
                plan.push(step);
            }
        }
    }
    Ok(plan)
}

fn part(name: &str) -> Result<Vec<Step>> {
    Ok(match name {
        "format" => vec![FORMAT],
        "ui" => vec![MACHINE, UI],
        "clippy" => vec![MACHINE, UI_BUILD, CLIPPY],
        "rust" => vec![MACHINE, UI_BUILD, BUILD, RUST],
        "house" => vec![MACHINE, UI_BUILD, BUILD, HOUSE],
        "http" => vec![MACHINE, UI_BUILD, BUILD, HTTP, POSTGRES],
        "schema" => vec![MACHINE, UI_BUILD, BUILD, SCHEMA],
        "browser" => vec![MACHINE, UI_BUILD, BUILD, BROWSER],
        "app" => vec![MACHINE, UI_BUILD, BUILD, APP],
        "bundles" => vec![MACHINE, UI_BUILD, BUILD, BUNDLES],
        _ => bail!("there is no part \"{name}\"; `cargo xtask test --help` lists them"),
    })
}

fn machine(_: &mut Workplace) -> Result<()> {
    use packages::{APP, BROWSER, COMPILER, DATABASE, DESKTOP, PAPER, PYTHON};
    packages::ensure(&[&COMPILER, &APP, &DATABASE, &BROWSER, &DESKTOP, &PAPER, &PYTHON])?;
    python::ensure()?;
    node::ensure()
}

fn format(_: &mut Workplace) -> Result<()> {
    call("cargo").line("fmt --all --check").remedy("Run `cargo fmt --all`.").run()
}

fn ui(_: &mut Workplace) -> Result<()> {
    node::npm("run check --workspace ui")
}

fn ui_build(_: &mut Workplace) -> Result<()> {
    node::build_ui()
}

fn clippy(_: &mut Workplace) -> Result<()> {
    call("cargo").line("clippy --workspace --all-targets -- -D warnings").run()?;
    if has_app_tests() {
        call("cargo").line("clippy --workspace --test app -- -D warnings").run()?;
    }
    Ok(())
}

/// Every cargo call of the run has `--workspace` and tests: the set of features stays the same, and nothing is
/// compiled twice.
fn build(_: &mut Workplace) -> Result<()> {
    call("cargo").line("build --workspace --bins --tests").run()
}

fn rust(_: &mut Workplace) -> Result<()> {
    call("cargo")
        .line("test --workspace --no-fail-fast")
        .without_env("RATHAUS_TEST_POSTGRES_URL")
        // Its packages are judges that must not be left out (law/tests/calendars.rs).
        .env("RATHAUS_TEST_PYTHON", python::interpreter())
        .run()
}

fn house_rules(_: &mut Workplace) -> Result<()> {
    call("cargo").line("test --workspace --test house").run()
}

fn http(_: &mut Workplace) -> Result<()> {
    call("cargo")
        .line("test --workspace --no-fail-fast --test http --test watched --test faults")
        .without_env("RATHAUS_TEST_POSTGRES_URL")
        .env("RATHAUS_TEST_PYTHON", python::interpreter())
        .run()
}

fn postgres(workplace: &mut Workplace) -> Result<()> {
    let url = workplace.postgres_url()?;
    call("cargo")
        .line("test --workspace --no-fail-fast --test http --test watched --test faults")
        .env("RATHAUS_TEST_POSTGRES_URL", url)
        .env("RATHAUS_TEST_PYTHON", python::interpreter())
        .run()
}

fn browser(_: &mut Workplace) -> Result<()> {
    if !house::has("tests/browser/playwright.config.ts") {
        bail!("there are no browser tests yet (tests/browser/playwright.config.ts)");
    }
    artifacts("browser")?;
    call("npm")
        .line("test --workspace tests/browser")
        .env("RATHAUS_SERVER", house::program("rathaus-server"))
        .run()
}

fn app(_: &mut Workplace) -> Result<()> {
    if !has_app_tests() {
        bail!("there are no tests of the app window yet (tests/app/main.rs)");
    }
    artifacts("app")?;
    // One window at a time: two of them on two cores are slower than one after the other.
    call("cargo").line("test --workspace --test app -- --test-threads=1").run()
}

fn has_app_tests() -> bool {
    house::has("tests/app/main.rs")
}

/// An empty folder for the pictures of one part.
fn artifacts(part: &str) -> Result<PathBuf> {
    let folder = house::root().join("tests/artifacts").join(part);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(parts: &[&str]) -> Vec<&'static str> {
        let parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
        plan(&parts).expect("these parts exist").iter().map(|step| step.name).collect()
    }

    #[test]
    fn a_part_brings_what_it_needs_once() {
        assert_eq!(names(&["http", "house"]), ["machine", "ui-build", "build", "http", "postgres", "house"]);
    }

    #[test]
    fn whatever_a_step_needs_stands_before_it() {
        let steps = plan(&[]).expect("all");
        for (place, step) in steps.iter().enumerate() {
            for needed in step.needs {
                assert!(
                    steps[..place].iter().any(|earlier| earlier.name == *needed),
                    "{} needs {needed}",
                    step.name
                );
            }
        }
    }

    #[test]
    fn an_unknown_part_is_refused() {
        assert!(plan(&["htpp".to_owned()]).is_err());
    }
}
