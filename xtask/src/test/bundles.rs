//! The app's packages: built, looked into, installed and started.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::house;
use crate::process::{call, installed, is_root};

/// Most bytes of the .deb (docs/operating.md promises it).
const DEB_BYTES_MAX: u64 = 12 << 20;
/// What every package brings. Without the root: rpm lists `/usr`, dpkg-deb `usr` or `./usr`.
const CONTENTS: &[&str] = &["usr/bin/rathaus-app", "usr/share/applications/", "usr/share/icons/"];
/// The journey that proves that an installed app starts.
const FIRST_START: &str = "at_the_first_start_a_town_is_shown_before_it_is_trusted";

/// Builds both packages and checks them.
pub fn check() -> Result<()> {
    if !house::has("src-tauri/tauri.conf.json") {
        bail!("there is no app to bundle yet (src-tauri/tauri.conf.json)");
    }
    let folder = house::target().join("release/bundle");
    // A package of an earlier version would be taken for this one's.
    let _none_yet = fs::remove_dir_all(&folder);
    call("npx").line("--no-install tauri build --ci --bundles deb,rpm").run()?;
    let deb = only_file(&folder.join("deb"), "deb")?;
    let rpm = only_file(&folder.join("rpm"), "rpm")?;
    let bytes = fs::metadata(&deb).with_context(|| format!("cannot read {}", deb.display()))?.len();
    println!("  {} has {bytes} bytes.", deb.display());
    if bytes > DEB_BYTES_MAX {
        bail!("the .deb has {bytes} bytes, {DEB_BYTES_MAX} are promised");
    }
    contains(&deb, &call("dpkg-deb").arg("--contents").arg(&deb).output()?)?;
    contains(&rpm, &call("rpm").line("-qpl --nosignature").arg(&rpm).output()?)?;
    start(&deb)
}

fn only_file(folder: &Path, ending: &str) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).with_context(|| format!("no package in {}", folder.display()))?;
    let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    files
        .into_iter()
        .find(|path| path.extension().is_some_and(|found| found == ending))
        .with_context(|| format!("no .{ending} in {}", folder.display()))
}

fn contains(package: &Path, listing: &str) -> Result<()> {
    match CONTENTS.iter().find(|path| !listing.contains(*path)) {
        Some(missing) => bail!("{} does not bring {missing}:\n{listing}", package.display()),
        None => Ok(()),
    }
}

/// As root (CI) the package is really installed and removed again; elsewhere it is only unpacked, because a test has
/// no business in the system of a developer.
fn start(deb: &Path) -> Result<()> {
    if !house::has("tests/app/main.rs") {
        return Ok(());
    }
    if is_root() && installed("apt-get") {
        let apt =
            |line: &str| call("apt-get").env("DEBIAN_FRONTEND", "noninteractive").line("-q -y").line(line);
        apt("--no-install-recommends --reinstall install").arg(deb).run()?;
        let started = first_start(Path::new("/usr/bin/rathaus-app"));
        apt("remove rathaus").run()?;
        return started;
    }
    let folder = house::target().join("unpacked-deb");
    let _none_yet = fs::remove_dir_all(&folder);
    call("dpkg-deb").arg("--extract").arg(deb).arg(&folder).run()?;
    first_start(&folder.join("usr/bin/rathaus-app"))
}

fn first_start(program: &Path) -> Result<()> {
    call("cargo")
        .line("test --workspace --test app -- --exact")
        .arg(format!("journey::{FIRST_START}"))
        .env("RATHAUS_APP", program)
        .run()
}
