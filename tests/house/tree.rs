//! The files of the repository, and what a rule finds in them.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A file whose name and text a rule may read.
pub struct File {
    /// Path from the root of the repository, with `/`.
    pub path: String,
    /// Its text; empty for pictures, fonts and other bytes.
    pub text: String,
}

impl File {
    /// The file's extension, without the dot.
    pub fn extension(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// The file's name without folder and extension.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.split('.').next().unwrap_or(name)
    }

    /// Whether the file is Rust.
    pub fn is_rust(&self) -> bool {
        self.extension() == "rs"
    }

    /// Whether the file is part of the UI's program text.
    pub fn is_ui_code(&self) -> bool {
        self.path.starts_with("ui/src/") && matches!(self.extension(), "ts" | "js" | "svelte")
    }

    /// Whether the file only runs in tests.
    pub fn is_test(&self) -> bool {
        self.path.starts_with("tests/")
            || self.path.contains("/tests/")
            || self.path.contains(".test.")
            || self.path.contains(".spec.")
            || self.stem() == "tests"
    }
}

/// All files of the repository, or the few that a test of a rule makes up.
pub struct Tree {
    files: Vec<File>,
}

impl Tree {
    /// The repository as it stands on the disk: what git knows or would add.
    pub fn read() -> Self {
        let root = root();
        let listed = Command::new("git")
            .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
            .current_dir(&root)
            .output()
            .expect("the house tests need git");
        assert!(listed.status.success(), "git cannot list the files of {}", root.display());
        let names = String::from_utf8(listed.stdout).expect("paths are UTF-8");
        let files = names
            .split('\0')
            .filter(|path| !path.is_empty())
            .filter_map(|path| {
                // A file deleted but not yet committed is still listed.
                let bytes = std::fs::read(root.join(path)).ok()?;
                Some(File { path: path.to_owned(), text: String::from_utf8(bytes).unwrap_or_default() })
            })
            .collect();
        Self { files }
    }

    /// A made-up tree of `(path, text)`.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| File { path: (*path).to_owned(), text: (*text).to_owned() };
        Self { files: files.iter().map(file).collect() }
    }

    /// All files.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// All Rust files.
    pub fn rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.is_rust())
    }

    /// The text of one file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path).map(|file| file.text.as_str())
    }

    /// Names directly in a folder: files without their extension, and folders. Sorted, each once.
    pub fn names_in(&self, folder: &str) -> Vec<String> {
        let inside = self.files.iter().filter_map(|file| file.path.strip_prefix(folder));
        let first = inside.map(|rest| rest.split('/').next().unwrap_or(rest));
        let mut names: Vec<String> =
            first.map(|name| name.split('.').next().unwrap_or(name).to_owned()).collect();
        names.sort();
        names.dedup();
        names
    }

    /// Whether a file or folder exists.
    pub fn has(&self, path: &str) -> bool {
        self.files.iter().any(|file| {
            file.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

fn root() -> PathBuf {
    let room = Path::new(env!("CARGO_MANIFEST_DIR"));
    room.parent().expect("tests/ stands in the repository").to_owned()
}

/// One place where a rule is broken.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// Path, and line where there is one.
    pub place: String,
    /// What is wrong there.
    pub what: String,
}

/// A finding in a whole file.
pub fn in_file(path: &str, what: impl Into<String>) -> Finding {
    Finding { place: path.to_owned(), what: what.into() }
}

/// A finding in a line (counted from 1).
pub fn in_line(path: &str, line: usize, what: impl Into<String>) -> Finding {
    Finding { place: format!("{path}:{line}"), what: what.into() }
}

/// Fails with every finding and with what to do about them.
pub fn check(rule: &str, remedy: &str, findings: &[Finding]) {
    if findings.is_empty() {
        return;
    }
    let mut message = format!("\n\n{rule}\n");
    for finding in findings {
        message += &format!("  {}: {}\n", finding.place, finding.what);
    }
    panic!("{message}What to do: {remedy}\n");
}
