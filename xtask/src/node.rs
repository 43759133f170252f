//! Node.js and the packages of the UI.

use std::fs;

use anyhow::{Context as _, Result, bail};

use crate::house;
use crate::process::call;

const REMEDY: &str =
    "Install Node.js 20.19 or newer with npm (https://nodejs.org, or your distribution's package).";

/// Runs npm with a line of arguments.
pub fn npm(arguments: &str) -> Result<()> {
    call("npm").line(arguments).run()
}

/// Installs the packages of `package-lock.json`, when they are not those already there.
pub fn ensure() -> Result<()> {
    let version = call("node").arg("--version").remedy(REMEDY).output()?;
    if !new_enough(version.trim()) {
        bail!("Node.js {} is too old.\n  {REMEDY}", version.trim());
    }
    // npm leaves no mark that says which lock file a folder was filled from, so we leave one.
    let mark = house::root().join("node_modules/.rathaus-lock");
    let lock = fs::read(house::root().join("package-lock.json")).context("package-lock.json is missing")?;
    if fs::read(&mark).is_ok_and(|seen| seen == lock) {
        println!("  npm packages are those of package-lock.json.");
        return Ok(());
    }
    println!("  Installing the npm packages of package-lock.json (UI and browser tests).");
    npm("ci --no-audit --no-fund")?;
    fs::write(&mark, lock).with_context(|| format!("cannot write {}", mark.display()))
}

/// Builds the UI into `ui/dist`, which the server embeds.
pub fn build_ui() -> Result<()> {
    npm("run build --workspace ui")
}

/// `v20.19.0` and newer: Vite's own minimum.
fn new_enough(version: &str) -> bool {
    let mut parts = version.trim_start_matches('v').split('.').map_while(|part| part.parse::<u32>().ok());
    match (parts.next(), parts.next()) {
        (Some(20), Some(minor)) => minor >= 19,
        (Some(major), _) => major > 20,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::new_enough;

    #[test]
    fn node_is_new_enough_from_20_19_on() {
        assert!(new_enough("v20.19.0") && new_enough("v22.1.0"));
        assert!(!new_enough("v20.18.3") && !new_enough("v18.20.0") && !new_enough("nonsense"));
    }
}
