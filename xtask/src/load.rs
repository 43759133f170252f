//! Speed and memory, on demand.

use anyhow::{Result, bail};

use crate::arguments::Arguments;
use crate::house;
use crate::process::{Call, call};

/// What `cargo xtask load --help` says.
pub const HELP: &str = "
Builds the server in release, fills a town with 100,000 reports and measures it against the figures of
docs/operating.md. Prints a table with medians and the load of the machine. Not part of CI's verdict.

Usage: cargo xtask load [options of the load tool]
";

/// Builds and runs the load tool in `tests/load`.
pub fn run(mut arguments: Arguments) -> Result<()> {
    let names = arguments.names();
    if !house::has("tests/load") {
        bail!("the load tool (tests/load) is not written yet");
    }
    let tool = call("cargo").line("run --release --package rathaus-load --");
    names.into_iter().fold(tool, Call::arg).run()
}
