//! Debian packages a fresh machine lacks: said what and why, then installed.

use anyhow::{Result, bail};

use crate::process::{Call, call, installed, is_root};

/// Packages that are needed for one purpose.
pub struct Group {
    /// Completes the sentence "needed for ...".
    pub purpose: &'static str,
    /// Names of Debian 12 packages, separated by spaces.
    pub names: &'static str,
}

/// The C compiler behind SQLite and the cryptography.
pub const COMPILER: Group = Group {
    purpose: "compiling SQLite and the cryptography",
    names: "build-essential pkg-config git ca-certificates",
};

/// Headers behind the app's window.
pub const APP: Group = Group {
    purpose: "building the app's window (WebKitGTK, tray, icons)",
    names: "libwebkit2gtk-4.1-dev librsvg2-dev libayatana-appindicator3-dev libxdo-dev patchelf file",
};

/// The private database of the tests.
pub const DATABASE: Group =
    Group { purpose: "running the HTTP tests on PostgreSQL too", names: "postgresql-15 util-linux" };

/// What looks at the letters of the tests.
pub const PAPER: Group =
    Group { purpose: "the HTTP tests, which look at letters", names: "qpdf poppler-utils" };

/// An environment for the Python packages of the tests.
pub const PYTHON: Group =
    Group { purpose: "the Python packages of the tests (independent judges)", names: "python3 python3-venv" };

/// The browser of the browser tests.
pub const BROWSER: Group =
    Group { purpose: "the browser tests", names: "chromium fonts-dejavu-core libimage-exiftool-perl" };

/// A desktop without a screen, for the tests of the app's window and its packages.
pub const DESKTOP: Group = Group {
    purpose: "the tests of the app in a real window, with a keyring and notifications",
    names: "webkit2gtk-driver xvfb openbox dbus gnome-keyring libsecret-tools python3-dbusmock imagemagick xdotool libglib2.0-bin \
            fonts-dejavu-core dpkg-dev rpm",
};

/// Makes sure that every package of the groups is installed.
///
/// # Errors
/// A sentence with the remedy when packages are missing and cannot be installed.
pub fn ensure(groups: &[&Group]) -> Result<()> {
    if !installed("dpkg-query") {
        println!("  This is not Debian: make sure that the equivalents of these packages are installed:");
        for group in groups {
            println!("    {} (for {})", group.names, group.purpose);
        }
        return Ok(());
    }
    let present = installed_packages();
    let missing: Vec<(&Group, Vec<&str>)> = groups
        .iter()
        .map(|group| (*group, missing_of(group, &present)))
        .filter(|(_, names)| !names.is_empty())
        .collect();
    if missing.is_empty() {
        println!("  Every Debian package is there.");
        return Ok(());
    }
    println!("  Missing Debian packages, installed now with apt-get:");
    for (group, names) in &missing {
        println!("    {}: needed for {}", names.join(" "), group.purpose);
    }
    let names: Vec<&str> = missing.into_iter().flat_map(|(_, names)| names).collect();
    install(&names)
}

fn missing_of(group: &Group, present: &str) -> Vec<&'static str> {
    group.names.split_whitespace().filter(|name| !present.lines().any(|line| line == *name)).collect()
}

/// Names of the installed packages, one a line.
fn installed_packages() -> String {
    let listed =
        call("dpkg-query").arg("-W").arg("-f=${db:Status-Status} ${Package}\n").output().unwrap_or_default();
    listed
        .lines()
        .filter_map(|line| line.strip_prefix("installed "))
        .fold(String::new(), |all, name| all + name + "\n")
}

fn install(names: &[&str]) -> Result<()> {
    let by_hand = format!("To do it by hand: apt-get update && apt-get install {}", names.join(" "));
    let prefix: &[&str] = match (is_root(), installed("sudo")) {
        (true, _) => &["env"],
        (false, true) => &["sudo", "env"],
        (false, false) => bail!("packages are missing, we are not root and there is no sudo.\n  {by_hand}"),
    };
    let apt = |arguments: &str| {
        let start = prefix[1..].iter().fold(call(prefix[0]), Call::arg);
        start.line("DEBIAN_FRONTEND=noninteractive apt-get -q").line(arguments).remedy(&by_hand)
    };
    apt("update").run()?;
    let list = names.join(" ");
    apt(&format!("-y --no-install-recommends install {list}")).run()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_count_as_installed() {
        let group = Group { purpose: "a test", names: "xvfb rpm" };
        assert_eq!(missing_of(&group, "xvfb\nrpm2cpio\n"), ["rpm"]);
        assert!(missing_of(&group, "xvfb\nrpm\n").is_empty());
    }
}
