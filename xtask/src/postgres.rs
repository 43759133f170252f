//! A private PostgreSQL for the tests: own folder, own port, gone at the end. The system's cluster is never touched.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::process::{Call, Running, call, is_root, tied};

const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";
const REMEDY: &str = "Install PostgreSQL 15: apt-get install postgresql-15";
/// A run's folder is called by this and the number of its process.
const PREFIX: &str = "rathaus-postgres-";
/// A start takes about a second; a loaded machine gets a minute.
const START_SECONDS_MAX: u32 = 60;

/// A running cluster. It stops, and its folder goes, when this value goes.
pub struct Cluster {
    // The order matters: the server ends before its folder is removed.
    server: Option<Running>,
    folder: PathBuf,
    port: u16,
}

impl Cluster {
    /// Creates an empty cluster and waits until it answers.
    pub fn start() -> Result<Self> {
        remove_left_behind();
        let folder = std::env::temp_dir().join(format!("{PREFIX}{}", std::process::id()));
        let port = free_port()?;
        let mut cluster = Self { server: None, folder, port };
        cluster.create()?;
        cluster.serve()?;
        cluster.wait()?;
        println!("  PostgreSQL answers on port {port}.");
        Ok(cluster)
    }

    /// The address of its maintenance database; tests create databases of their own beside it.
    pub fn url(&self) -> String {
        format!("postgres://rathaus@127.0.0.1:{}/postgres", self.port)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn create(&self) -> Result<()> {
        fs::create_dir_all(&self.folder)
            .with_context(|| format!("cannot create {}", self.folder.display()))?;
        if let Some(user) = unprivileged_user() {
            call("chown").arg(user).arg(&self.folder).run()?;
        }
        as_unprivileged(Path::new(PROGRAMS).join("initdb"))
            .inside(&self.folder)
            .line("--username=rathaus --auth=trust --no-sync --encoding=UTF8 --locale=C -D")
            .arg(self.data())
            .remedy(REMEDY)
            .log(&self.folder.join("initdb.log"))?
            .run()
    }

    fn serve(&mut self) -> Result<()> {
        // fsync off: the tests ask whether our SQL is right, not whether PostgreSQL survives a power cut.
        let settings = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c max_connections=300 -c fsync=off -c synchronous_commit=off \
             -c full_page_writes=off -c shared_buffers=64MB",
            self.port
        );
        let server = as_unprivileged(Path::new(PROGRAMS).join("postgres"))
            .inside(&self.folder)
            .arg("-D")
            .arg(self.data())
            .arg("-k")
            .arg(&self.folder)
            .line(&settings)
            .log(&self.folder.join("postgres.log"))?
            .start()?;
        self.server = Some(server);
        Ok(())
    }

    fn wait(&mut self) -> Result<()> {
        for _ in 0..START_SECONDS_MAX * 10 {
            if let Some(server) = &mut self.server {
                server.check().with_context(|| format!("see {}/postgres.log", self.folder.display()))?;
            }
            let port = self.port.to_string();
            if call("pg_isready").line("-q -h 127.0.0.1 -U rathaus -p").arg(port).succeeds() {
                return Ok(());
            }
            sleep(Duration::from_millis(100));
        }
        bail!(
            "PostgreSQL did not answer within {START_SECONDS_MAX} s; see {}/postgres.log",
            self.folder.display()
        )
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.server = None;
        let _left_for_the_system = fs::remove_dir_all(&self.folder);
    }
}

/// Folders of runs that were killed: their server ended with them, their folder did not.
fn remove_left_behind() {
    let Ok(entries) = fs::read_dir(std::env::temp_dir()) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(id) = name.strip_prefix(PREFIX) else { continue };
        if !Path::new("/proc").join(id).exists() {
            let _not_ours = fs::remove_dir_all(entry.path());
        }
    }
}

/// PostgreSQL refuses to run as root: then its packaged user runs it.
fn unprivileged_user() -> Option<&'static str> {
    is_root().then(|| if call("id").arg("postgres").succeeds() { "postgres" } else { "nobody" })
}

fn as_unprivileged(program: PathBuf) -> Call {
    match unprivileged_user() {
        Some(user) => call("setpriv")
            .arg(format!("--reuid={user}"))
            .line("--regid=nogroup --clear-groups --pdeathsig INT --")
            .arg(program),
        None => tied(program, "INT"),
    }
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no free port on loopback")?;
    Ok(listener.local_addr().context("the port has no number")?.port())
}
