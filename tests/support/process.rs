//! The town hall as a process of its own, to be killed.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rathaus_server::config::DEMO;
use tempfile::TempDir;

use crate::town::free_port;
use crate::{Door, database, wait};

/// Name of the variable that says where the server's program stands.
pub const PROGRAM: &str = "RATHAUS_SERVER";

/// A server process with a folder of its own.
pub struct TownProcess {
    folder: TempDir,
    settings: Vec<(String, String)>,
    origin: String,
    child: Option<Child>,
}

impl TownProcess {
    /// Prepares a town; [`TownProcess::start`] opens it.
    pub async fn prepare(settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = database::fresh(folder.path()).await;
        std::fs::write(folder.path().join("rathaus.toml"), DEMO).expect("a configuration");
        let port = free_port();
        let origin = format!("http://localhost:{port}");
        let data = folder.path().join("data");
        let keys = database::fresh_for_keys(&data).await;
        let own = [
            ("RATHAUS_SERVER__LISTEN", format!("127.0.0.1:{port}")),
            ("RATHAUS_SERVER__ORIGIN", origin.clone()),
            ("RATHAUS_SERVER__DATA", data.display().to_string()),
            ("RATHAUS_SERVER__DATABASE", database),
            ("RATHAUS_SERVER__KEYS_DATABASE", keys),
            ("RATHAUS_LIMITS__REQUESTS_PER_MINUTE", "1000000".to_owned()),
            ("RATHAUS_LIMITS__SIGN_INS_PER_MINUTE", "1000000".to_owned()),
            ("RATHAUS_LIMITS__REPORTS_PER_HOUR", "1000000".to_owned()),
            ("RATHAUS_LIMITS__PHOTOS_PER_HOUR", "1000000".to_owned()),
        ];
        let own = own.into_iter().map(|(name, value)| (name.to_owned(), value));
        let given = settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self { settings: own.chain(given).collect(), folder, origin, child: None }
    }

    /// The address people open.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Starts the process and waits until it is healthy.
    pub async fn start(&mut self) {
        self.child = Some(self.serve(self.command(), "server.log", &self.origin).await);
    }

    /// One more copy of the server: same town, same data, same database, behind a port of its own.
    pub async fn copy(&self) -> Copy {
        let port = free_port();
        let address = format!("http://localhost:{port}");
        let mut command = self.command();
        command.env("RATHAUS_SERVER__LISTEN", format!("127.0.0.1:{port}"));
        let child = self.serve(command, "copy.log", &address).await;
        Copy { address, child }
    }

    async fn serve(&self, mut command: Command, log: &str, address: &str) -> Child {
        let log = std::fs::File::create(self.folder.path().join(log)).expect("a log");
        let serve = command.arg("serve").arg("--config").arg(self.config()).stdout(Stdio::null()).stderr(log);
        let child = serve.spawn().expect("the server's program starts");
        let door = Door::app(address);
        wait::until("the server process", || async {
            door.get("/healthz").try_send().await.ok().filter(|answer| answer.status.is_success())
        })
        .await;
        child
    }

    /// Everything the process wrote to standard error.
    pub fn log(&self) -> Vec<u8> {
        std::fs::read(self.folder.path().join("server.log")).expect("a log")
    }

    /// Address of its database.
    pub fn database(&self) -> &str {
        let found = self.settings.iter().find(|(name, _)| name == "RATHAUS_SERVER__DATABASE");
        &found.expect("it was set").1
    }

    /// The folder of its data.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Its process id, while it runs.
    pub fn process(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("it was running");
            child.wait().expect("it ends");
        }
    }

    /// `rathaus-server staff invite`, in a process of its own: the link it prints.
    pub fn invite_on_the_console(&self, name: &str, office: &str) -> String {
        self.invite_as(name, office, "admin")
    }

    /// The same for any role.
    pub fn invite_as(&self, name: &str, office: &str, role: &str) -> String {
        let mut command = self.command();
        let invite =
            command.args(["staff", "invite", "--name", name, "--office", office, "--role", role, "--config"]);
        let output = invite.arg(self.config()).stderr(Stdio::inherit()).output().expect("it runs");
        let lines = BufReader::new(output.stdout.as_slice()).lines().map_while(Result::ok);
        let link = lines.map(|line| line.trim().to_owned()).find(|line| line.starts_with("http"));
        link.expect("it prints a link")
    }

    /// Any other command of the program, in a process of its own: what it prints.
    pub fn on_the_console(&self, words: &[&str]) -> String {
        let mut command = self.command();
        let output = command.args(words).arg("--config").arg(self.config()).stderr(Stdio::inherit());
        let output = output.output().expect("it runs");
        assert!(output.status.success(), "{words:?} failed");
        String::from_utf8(output.stdout).expect("text")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(program());
        command.envs(self.settings.iter().cloned()).stdin(Stdio::null());
        command
    }

    fn config(&self) -> PathBuf {
        self.folder.path().join("rathaus.toml")
    }
}

/// Another copy of a town's server. It ends when it is dropped.
pub struct Copy {
    /// Where it listens.
    pub address: String,
    child: Child,
}

impl Drop for Copy {
    fn drop(&mut self) {
        self.child.kill().expect("it was running");
        self.child.wait().expect("it ends");
    }
}

impl Drop for TownProcess {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The server's program: named in the environment, or beside the folder of this test.
fn program() -> PathBuf {
    if let Some(path) = std::env::var_os(PROGRAM) {
        return path.into();
    }
    let test = std::env::current_exe().expect("a path");
    let folder = test.parent().and_then(Path::parent).expect("target/debug");
    let program = folder.join("rathaus-server");
    assert!(
        program.is_file(),
        "{} is missing: `cargo build --workspace --bins --tests` builds it",
        program.display()
    );
    program
}
