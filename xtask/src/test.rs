//! Everything CI runs, step by step, with a table at the end.

mod bundles;
mod report;
mod steps;

use std::time::Instant;

use anyhow::{Result, bail};

use self::report::{Outcome, Report};
use self::steps::{Step, Workplace};
use crate::arguments::Arguments;

/// What `cargo xtask test --help` says.
pub const HELP: &str = "
Runs everything CI runs and ends with a table. With names: only those parts and what they need.

Usage: cargo xtask test [part ...]

  format    rustfmt
  ui        lint, types and unit tests of the UI
  clippy    lints of all Rust code, warnings are errors
  rust      all Rust tests (unit, house, HTTP on SQLite)
  house     only the house tests: rules about the source itself
  http      only the HTTP suite, on SQLite and on PostgreSQL
  schema    openapi.json and schema.ts are those of the server's types
  browser   journeys in real Chromium
  app       journeys in the real app window
  bundles   .deb and .rpm of the app

Pictures of the journeys are kept in tests/artifacts.
";

/// Runs the parts named, or all.
pub fn run(mut arguments: Arguments) -> Result<()> {
    let names = arguments.names();
    arguments.finish()?;
    let plan = steps::plan(&names)?;
    let mut workplace = Workplace::default();
    let mut report = Report::default();
    for (index, step) in plan.iter().enumerate() {
        println!("\n== {}/{} {}: {}", index + 1, plan.len(), step.name, step.what);
        let start = Instant::now();
        let outcome = take(step, &mut workplace, &report);
        report.add(step.name, outcome, start.elapsed());
    }
    drop(workplace);
    print!("{report}");
    if report.failed() > 0 {
        bail!("{} of {} steps failed", report.failed(), plan.len());
    }
    Ok(())
}

fn take(step: &Step, workplace: &mut Workplace, report: &Report) -> Outcome {
    if let Some(missing) = step.needs.iter().find(|needed| report.is_broken(needed)) {
        println!("  Left out: it needs the step \"{missing}\".");
        return Outcome::Skipped;
    }
    match (step.run)(workplace) {
        Ok(()) => Outcome::Passed,
        Err(error) => {
            println!("  FAILED: {error:#}");
            Outcome::Failed
        }
    }
}
