//! The Python packages of the tests, in an environment of their own under `target`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::house;
use crate::process::call;

/// Names and versions, one a line.
const PACKAGES: &str = "tests/requirements.txt";

/// Installs the packages of [`PACKAGES`], when they are not those already there.
pub fn ensure() -> Result<()> {
    let wanted = fs::read(house::root().join(PACKAGES)).with_context(|| format!("{PACKAGES} is missing"))?;
    // Written last, so that a broken installation is begun anew.
    let mark = environment().join("rathaus-requirements.txt");
    if fs::read(&mark).is_ok_and(|seen| seen == wanted) {
        println!("  Python packages are those of {PACKAGES}.");
        return Ok(());
    }
    println!("  Installing the Python packages of {PACKAGES} (independent judges of the tests).");
    let remedy = "Install Python 3.11 or newer with its module venv.";
    call("python3").line("-m venv --clear").arg(environment()).remedy(remedy).run()?;
    call(interpreter())
        .line("-m pip --quiet --disable-pip-version-check install --no-deps --requirement")
        .arg(PACKAGES)
        .run()?;
    fs::write(&mark, wanted).with_context(|| format!("cannot write {}", mark.display()))
}

/// The interpreter that has the packages.
pub fn interpreter() -> PathBuf {
    environment().join("bin/python")
}

fn environment() -> PathBuf {
    house::target().join("python")
}
