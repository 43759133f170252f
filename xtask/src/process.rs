//! Starting other programs, so that a failure reads like a sentence and nothing is left running.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail};

use crate::house;

/// A program about to be started, in the root of the clone.
pub struct Call {
    command: Command,
    shown: String,
    remedy: String,
}

/// Prepares a call of `program`.
pub fn call(program: impl AsRef<OsStr>) -> Call {
    let shown =
        Path::new(program.as_ref()).file_name().unwrap_or(program.as_ref()).to_string_lossy().into_owned();
    let mut command = Command::new(program);
    command.current_dir(house::root());
    // `cargo run` describes this crate in the environment. Build scripts of some crates (ring) would take the
    // difference to a plain `cargo build` for a reason to compile again.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"]
            .iter()
            .any(|start| name.starts_with(start))
        {
            command.env_remove(name.as_ref());
        }
    }
    Call { command, shown, remedy: String::new() }
}

/// Prepares a call of `program` that is told to end when this chore ends, however it ends.
///
/// `setpriv` is part of every Linux; without it (macOS) a chore that is killed may leave the program behind.
pub fn tied(program: impl AsRef<OsStr>, signal: &str) -> Call {
    if !installed("setpriv") {
        return call(program);
    }
    let mut tied = call("setpriv").arg("--pdeathsig").arg(signal).arg(program.as_ref());
    tied.shown = Path::new(program.as_ref()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    tied
}

impl Call {
    /// Adds one argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.shown = format!("{} {}", self.shown, argument.as_ref().to_string_lossy());
        self.command.arg(argument);
        self
    }

    /// Adds a line of arguments separated by spaces.
    pub fn line(self, arguments: &str) -> Self {
        arguments.split_whitespace().fold(self, Self::arg)
    }

    /// Sets a variable of the environment.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Removes a variable of the environment.
    pub fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Works in another folder.
    pub fn inside(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Sends what the program says to a file.
    pub fn log(mut self, path: &Path) -> Result<Self> {
        let file = std::fs::File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
        let copy = file.try_clone().context("cannot share the log file")?;
        self.command.stdout(file).stderr(copy);
        Ok(self)
    }

    /// What to do when the program is missing or fails.
    pub fn remedy(mut self, sentence: &str) -> Self {
        sentence.clone_into(&mut self.remedy);
        self
    }

    /// Runs to the end, showing what the program says.
    pub fn run(mut self) -> Result<()> {
        println!("  $ {}", self.shown);
        let status = self.command.status().map_err(|error| self.not_started(&error))?;
        if status.success() { Ok(()) } else { Err(self.failed(&status.to_string())) }
    }

    /// Runs to the end and gives what the program printed.
    pub fn output(mut self) -> Result<String> {
        self.command.stderr(Stdio::inherit());
        let output = self.command.output().map_err(|error| self.not_started(&error))?;
        if !output.status.success() {
            return Err(self.failed(&output.status.to_string()));
        }
        String::from_utf8(output.stdout)
            .with_context(|| format!("{} printed bytes that are no text", self.shown))
    }

    /// Whether the program ends well; what it says is not shown.
    pub fn succeeds(mut self) -> bool {
        let quiet = self.command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        quiet.status().is_ok_and(|status| status.success())
    }

    /// Starts the program beside us.
    pub fn start(mut self) -> Result<Running> {
        println!("  $ {} &", self.shown);
        let child = self.command.stdin(Stdio::null()).spawn().map_err(|error| self.not_started(&error))?;
        Ok(Running { child, name: self.shown })
    }

    fn not_started(&self, error: &std::io::Error) -> anyhow::Error {
        let what = match error.kind() {
            ErrorKind::NotFound => format!("the program of `{}` is not installed", self.shown),
            _ => format!("`{}` cannot be started: {error}", self.shown),
        };
        anyhow!("{}", self.with_remedy(what))
    }

    fn failed(&self, status: &str) -> anyhow::Error {
        anyhow!("{}", self.with_remedy(format!("`{}` failed ({status})", self.shown)))
    }

    fn with_remedy(&self, what: String) -> String {
        if self.remedy.is_empty() { what } else { format!("{what}\n  {}", self.remedy) }
    }
}

/// A program running beside us. It is asked to end when this value goes.
pub struct Running {
    child: Child,
    name: String,
}

impl Running {
    /// Waits until the program ends by itself.
    pub fn wait(mut self) -> Result<()> {
        let status = self.child.wait().with_context(|| format!("cannot wait for {}", self.name))?;
        if status.success() { Ok(()) } else { bail!("`{}` ended with {status}", self.name) }
    }

    /// An error once the program has ended.
    pub fn check(&mut self) -> Result<()> {
        match self.child.try_wait() {
            Ok(Some(status)) => bail!("`{}` ended too early with {status}", self.name),
            _ => Ok(()),
        }
    }

    fn ended_within(&mut self, patience: Duration) -> bool {
        let start = Instant::now();
        while start.elapsed() < patience {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(None)) {
            return;
        }
        // SIGINT: the programs we start (our server, PostgreSQL, Xvfb) all end quickly and tidily on it.
        call("kill").line("-INT").arg(self.child.id().to_string()).succeeds();
        if !self.ended_within(Duration::from_secs(10)) {
            let _gone_already = self.child.kill();
            let _status = self.child.wait();
        }
    }
}

/// Where a program stands in PATH.
pub fn which(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Whether a program stands in PATH.
pub fn installed(program: &str) -> bool {
    which(program).is_some()
}

/// Whether we are root (who needs no sudo, and whom PostgreSQL refuses).
pub fn is_root() -> bool {
    call("id").arg("-u").output().is_ok_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_a_sentence_with_the_remedy() {
        let error = call("no-such-program").remedy("Install it.").run().expect_err("it is missing");
        let sentence = error.to_string();
        assert!(sentence.contains("not installed") && sentence.contains("Install it."), "{sentence}");
    }

    #[test]
    fn a_running_program_ends_with_its_value() {
        let running = call("sleep").arg("600").start().expect("sleep exists");
        let id = running.child.id().to_string();
        drop(running);
        assert!(!call("kill").line("-0").arg(id).succeeds());
    }
}
