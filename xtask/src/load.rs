//! Speed and memory, on demand.

use anyhow::Result;

use crate::arguments::Arguments;
use crate::house;
use crate::node;
use crate::process::{Call, call};

/// What `cargo xtask load --help` says.
pub const HELP: &str = "
Builds the server in release, fills a town with 100,000 reports and measures it against the figures of
docs/operating.md. Prints a table with medians and the load of the machine. Not part of CI's verdict.

Usage: cargo xtask load [--reports N] [--seconds N] [--connections N]
";

/// Builds and runs the load tool in `tests/load`.
pub fn run(mut arguments: Arguments) -> Result<()> {
    let words = arguments.rest();
    node::ensure()?;
    node::build_ui()?;
    call("cargo").line("build --release --package rathaus-server --package rathaus-load").run()?;
    let release = house::target().join("release");
    let tool = call(release.join("rathaus-load")).env("RATHAUS_SERVER", release.join("rathaus-server"));
    words.into_iter().fold(tool, Call::arg).run()
}
