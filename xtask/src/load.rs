//! Speed and memory, on demand.

use std::path::Path;

use anyhow::Result;

use crate::arguments::Arguments;
use crate::house;
use crate::node;
use crate::process::{Call, call};

/// What `cargo xtask load --help` says.
pub const HELP: &str = "
Builds the server in release, fills a town with 100,000 reports and measures it against the figures of
docs/operating.md. Prints a table with medians and the load of the machine. Not part of CI's verdict.

Usage: cargo xtask load [--app] [--reports N] [--seconds N] [--connections N]

  --app   measures the app's start and memory beside a browser's app window, and the time from the sensor to the page
          in both, instead of the server
";

/// Builds and runs the load tool in `tests/load`.
pub fn run(mut arguments: Arguments) -> Result<()> {
    let app = arguments.flag("--app");
    let words = arguments.rest();
    node::ensure()?;
    node::build_ui()?;
    call("cargo").line("build --release --package rathaus-server --package rathaus-load").run()?;
    let release = house::target().join("release");
    if app {
        return window(&release);
    }
    let tool = call(release.join("rathaus-load")).env("RATHAUS_SERVER", release.join("rathaus-server"));
    words.into_iter().fold(tool, Call::arg).run()
}

/// The window's start and memory, as the tests of the app see it.
fn window(release: &Path) -> Result<()> {
    call("npx").line("--no-install tauri build --ci --no-bundle").run()?;
    call("cargo")
        .line("test --workspace --test app -- --ignored --nocapture --test-threads=1 figures")
        .env("RATHAUS_APP", release.join("rathaus-app"))
        .env("RATHAUS_SERVER", release.join("rathaus-server"))
        .run()?;
    call("npm")
        .line("exec --workspace tests/browser -- playwright test --config figures.config.ts")
        .env("RATHAUS_SERVER", release.join("rathaus-server"))
        .run()
}
