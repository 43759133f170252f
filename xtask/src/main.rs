//! The chores of the house, started with `cargo xtask <chore>`.
//!
//! Nothing here is part of the product. The room keeps its dependencies to one, so that a fresh clone answers
//! `cargo xtask --help` after seconds.
#![expect(clippy::print_stdout, reason = "a tool of the command line speaks on standard output")]

mod arguments;
mod demo;
mod house;
mod load;
mod node;
mod packages;
mod plan;
mod postgres;
mod process;
mod python;
mod schema;
mod test;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::arguments::Arguments;

/// One chore: what `cargo xtask <name>` does.
struct Chore {
    name: &'static str,
    summary: &'static str,
    help: &'static str,
    run: fn(Arguments) -> Result<()>,
}

const CHORES: &[Chore] = &[
    Chore {
        name: "demo",
        summary: "build everything and open the demo town on http://localhost:8080",
        help: demo::HELP,
        run: demo::run,
    },
    Chore {
        name: "test",
        summary: "everything CI runs, or one part of it",
        help: test::HELP,
        run: test::run,
    },
    Chore {
        name: "schema",
        summary: "write the contract (openapi.json, schema.ts) anew from the server's types",
        help: schema::HELP,
        run: schema::run,
    },
    Chore {
        name: "plan",
        summary: "draw the demo town's street plan anew from its sketch",
        help: PLAN_HELP,
        run: |arguments| {
            arguments.finish()?;
            plan::run()
        },
    },
    Chore {
        name: "load",
        summary: "measure speed and memory against the figures we promise",
        help: load::HELP,
        run: load::run,
    },
];

const PLAN_HELP: &str = "
Reads server/demo/erlenbrueck/sketch.txt and writes plan.geojson beside it. The same sketch gives the same plan.

Usage: cargo xtask plan
";

fn main() -> ExitCode {
    match dispatch(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(mut words: Vec<String>) -> Result<()> {
    if words.is_empty() || matches!(words[0].as_str(), "--help" | "-h" | "help") {
        print!("{}", overview());
        return Ok(());
    }
    let name = words.remove(0);
    let Some(chore) = CHORES.iter().find(|chore| chore.name == name) else {
        bail!("there is no chore \"{name}\"\n\n{}", overview());
    };
    if words.iter().any(|word| word == "--help" || word == "-h") {
        println!("cargo xtask {}: {}\n\n{}", chore.name, chore.summary, chore.help.trim());
        return Ok(());
    }
    (chore.run)(Arguments::new(words))
}

fn overview() -> String {
    let mut text = String::from("Chores of the house. Usage: cargo xtask <chore> [options]\n\n");
    for chore in CHORES {
        text += &format!("  {:<8}{}\n", chore.name, chore.summary);
    }
    text += "\n`cargo xtask <chore> --help` tells more.\n";
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chore_explains_itself() {
        for chore in CHORES {
            assert!(chore.help.contains("Usage:"), "{} has no usage line", chore.name);
            assert!(overview().contains(chore.summary));
        }
    }

    #[test]
    fn an_unknown_chore_is_refused_with_the_list_of_known_ones() {
        let refusal = dispatch(vec!["dmeo".into()]).expect_err("there is no such chore").to_string();
        assert!(refusal.contains("dmeo") && refusal.contains("demo"), "{refusal}");
    }
}
