//! The contract: the server's types are the source, two committed files for the UI are the copies.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::arguments::Arguments;
use crate::process::call;
use crate::{house, node};

/// What `cargo xtask schema --help` says.
pub const HELP: &str = "
Prints the OpenAPI document of the server into ui/src/api/openapi.json and generates ui/src/api/schema.ts from it.
Commit both. `cargo xtask test schema` fails when they are not those of the server's types.

Usage: cargo xtask schema [--check]

  --check  change nothing; fail when the files would change
";

const DOCUMENT: &str = "ui/src/api/openapi.json";
const TYPES: &str = "ui/src/api/schema.ts";

/// Writes both files, or checks them.
pub fn run(mut arguments: Arguments) -> Result<()> {
    let only_check = arguments.flag("--check");
    arguments.finish()?;
    call("cargo").line("build --workspace --bins --tests").run()?;
    node::ensure()?;
    if only_check { check() } else { write() }
}

fn write() -> Result<()> {
    let document = printed()?;
    put(DOCUMENT, &document)?;
    node::npm("run schema --workspace ui")?;
    println!("  {DOCUMENT} and {TYPES} are those of the server's types.");
    Ok(())
}

/// Fails when a committed file is not what the types say. Leaves the files as they were.
pub fn check() -> Result<()> {
    let before = (get(DOCUMENT)?, get(TYPES)?);
    let written = write();
    let after = (get(DOCUMENT)?, get(TYPES)?);
    put(DOCUMENT, &before.0)?;
    put(TYPES, &before.1)?;
    written?;
    if before != after {
        bail!(
            "{DOCUMENT} or {TYPES} is not what the server's types say.\n  Run `cargo xtask schema` and commit both."
        );
    }
    Ok(())
}

fn printed() -> Result<String> {
    call(house::program("rathaus-server")).arg("openapi").remedy("Does the server build?").output()
}

fn place(path: &str) -> PathBuf {
    house::root().join(path)
}

fn get(path: &str) -> Result<String> {
    fs::read_to_string(place(path)).with_context(|| format!("{path} is missing; run `cargo xtask schema`"))
}

fn put(path: &str, text: &str) -> Result<()> {
    fs::write(place(path), text).with_context(|| format!("cannot write {path}"))
}
