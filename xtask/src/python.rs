//! A Python of the tests' own, in the target folder: programs nobody here wrote, to check ours.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::house;
use crate::process::call;

/// Packages with their exact versions, separated by spaces. A changed list is installed anew.
const PACKAGES: &str = "fido2==2.2.1";

/// Where the interpreter stands once [`ensure`] has run.
#[must_use]
pub fn interpreter() -> PathBuf {
    house::target().join("python/bin/python")
}

/// Makes the environment, unless it is there with these packages.
///
/// # Errors
/// A sentence with the remedy when Python or the packages cannot be had.
pub fn ensure() -> Result<()> {
    let folder = house::target().join("python");
    let installed = folder.join("packages.txt");
    if fs::read_to_string(&installed).is_ok_and(|text| text == PACKAGES) && interpreter().is_file() {
        println!("  Python has its packages: {PACKAGES}.");
        return Ok(());
    }
    let shown = folder.display().to_string();
    call("python3").line("-m venv --clear").arg(&folder).remedy("Install python3-venv.").run()?;
    call(interpreter())
        .line("-m pip install --quiet --disable-pip-version-check")
        .line(PACKAGES)
        .remedy("The tests ask an independent authenticator (Python's fido2); pip needs its index once.")
        .run()?;
    fs::write(&installed, PACKAGES).with_context(|| format!("cannot write into {shown}"))
}
