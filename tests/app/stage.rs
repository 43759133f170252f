//! A desktop for one test: a screen nobody sees, a window manager, a session bus with only what the test wants on
//! it, and a home of its own. Nothing is left behind.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rathaus_tests::wait;
use tempfile::TempDir;

/// Name of the variable that says where the app's program stands.
const PROGRAM: &str = "RATHAUS_APP";

/// No services by activation: portals and accessibility buses would outlive the test.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=FOLDER</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>"#;

/// Title of the app's window, as xdotool searches it.
const WINDOW: &str = "^Rathaus$";

/// Under this name the running app is found on the session bus.
const APP_NAME: &str = "de.rathaus.app.SingleInstance";

/// What the desktop has.
#[derive(Clone, Copy)]
pub struct Equipment {
    /// An unlocked keyring.
    pub keyring: bool,
    /// A notification daemon.
    pub notices: bool,
}

/// Everything a desktop can have.
pub const COMPLETE: Equipment = Equipment { keyring: true, notices: true };

/// One desktop.
pub struct Stage {
    folder: TempDir,
    display: String,
    bus: String,
    language: &'static str,
    /// The system's bus; nobody is there until a sensor is put up.
    system_bus: String,
    settings: Vec<(&'static str, String)>,
    // Ended in reverse order.
    processes: Vec<Child>,
}

impl Stage {
    /// Sets the stage.
    pub async fn set(equipment: Equipment) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["home", "run"] {
            std::fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        std::fs::set_permissions(
            folder.path().join("run"),
            std::os::unix::fs::PermissionsExt::from_mode(0o700),
        )
        .expect("private");
        let mut stage = Self {
            folder,
            display: String::new(),
            bus: String::new(),
            language: "en_GB.UTF-8",
            system_bus: "unix:path=/nowhere".to_owned(),
            settings: Vec::new(),
            processes: Vec::new(),
        };
        let screen = ["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-fbdir"];
        let mut server = Command::new("Xvfb");
        server.args(screen).arg(stage.folder.path());
        stage.display = format!(":{}", stage.start_and_read(&mut server));
        let config = stage.path("bus.conf");
        let bus = BUS.replace("FOLDER", &stage.folder.path().display().to_string());
        std::fs::write(&config, bus).expect("a configuration");
        stage.bus = stage.start_bus(&config);
        let windows = stage.command("openbox");
        stage.start(windows);
        if equipment.keyring {
            stage.unlock_keyring().await;
        }
        if equipment.notices {
            stage.put_up_notices().await;
        }
        stage
    }

    /// Sets the language that the desktop names, whether or not the system has its locale installed.
    pub fn speaks(&mut self, language: &'static str) {
        self.language = language;
    }

    /// Sets a variable for every program that starts from now on.
    pub fn sets(&mut self, name: &'static str, value: impl Into<String>) {
        self.settings.push((name, value.into()));
    }

    /// Plugs a fingerprint sensor in that knows a finger; `words` say what it sees, see `fprintd.py`.
    pub async fn put_up_sensor(&mut self, words: &[&str]) {
        let config = self.path("system-bus.conf");
        let bus = BUS.replace("FOLDER", &self.folder.path().display().to_string());
        std::fs::write(&config, bus.replace("session", "system")).expect("a configuration");
        self.system_bus = self.start_bus(&config);
        let mut service = self.command("/usr/bin/python3");
        service.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("app/fprintd.py")).args(words);
        assert_eq!(self.start_and_read(&mut service), "ready");
    }

    /// A finger on the sensor, as soon as it looks.
    pub async fn touch(&self, result: &str) {
        self.is_looking().await;
        self.ask_sensor("Touch", &[result]);
    }

    /// Waits until the sensor looks for a finger.
    pub async fn is_looking(&self) {
        wait::until("a sensor that looks", || async {
            self.ask_sensor("State", &[]).contains("true, true").then_some(())
        })
        .await;
    }

    fn ask_sensor(&self, method: &str, words: &[&str]) -> String {
        let device = ["-d", "net.reactivated.Fprint", "-o", "/net/reactivated/Fprint/Device/0"];
        let mut command = self.command("gdbus");
        command.args(["call", "--address", &self.system_bus]).args(device);
        let asked = command.args(["-m", &format!("de.rathaus.Test.{method}")]).args(words).output();
        String::from_utf8_lossy(&asked.expect("gdbus").stdout).into_owned()
    }

    /// Puts a browser up that only writes down what it is to open.
    pub fn put_up_browser(&mut self) {
        let programs = self.path("programs");
        std::fs::create_dir(&programs).expect("a folder");
        let browser = programs.join("xdg-open");
        let script = format!("#!/bin/sh\nprintf '%s\\n' \"$1\" > '{}'\n", self.path("opened").display());
        std::fs::write(&browser, script).expect("a script");
        let may_run = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&browser, may_run).expect("it can be run");
        let path = std::env::var("PATH").unwrap_or_default();
        self.sets("PATH", format!("{}:{path}", programs.display()));
    }

    /// Kills the app as a crash does: nothing is said, nothing is tidied up.
    pub fn kill_app(&self) {
        let asked = self
            .command("gdbus")
            .args(["call", "--session", "-d", "org.freedesktop.DBus", "-o", "/org/freedesktop/DBus"])
            .args(["-m", "org.freedesktop.DBus.GetConnectionUnixProcessID", APP_NAME])
            .output();
        let said = String::from_utf8_lossy(&asked.expect("gdbus").stdout).into_owned();
        let process: String = said.split_whitespace().last().unwrap_or_default().to_owned();
        let process = process.trim_matches(|c: char| !c.is_ascii_digit());
        let killed = Command::new("kill").args(["-KILL", process]).status().expect("kill");
        assert!(killed.success(), "the app runs: {said}");
    }

    /// Changes what the keyring holds of the app under a name.
    pub fn change_secret(&self, name: &str, change: impl FnOnce(&str) -> String) {
        let entry = ["service", "de.rathaus.app", "username", name];
        let found = self.command("secret-tool").arg("lookup").args(entry).output().expect("secret-tool");
        let found = String::from_utf8(found.stdout).expect("text");
        // One item of that name, whatever the keyring makes of two.
        assert!(
            self.command("secret-tool").arg("clear").args(entry).status().is_ok_and(|ended| ended.success())
        );
        let mut store = self.command("secret-tool");
        store.args(["store", "--label", name]).args(entry).stdin(Stdio::piped());
        let mut store = store.spawn().expect("secret-tool");
        let text = change(found.trim());
        store.stdin.take().expect("its input").write_all(text.as_bytes()).expect("written");
        assert!(store.wait().expect("it ends").success(), "{name} is changed");
    }

    /// Asks whether a draft on the disk holds these words.
    pub fn drafts_say(&self, words: &str) -> impl Fn() -> bool {
        let (home, words) = (self.path("home"), words.to_owned());
        move || {
            let found = Command::new("grep").args(["-rqF", &words]).arg(&home).status();
            found.is_ok_and(|status| status.success())
        }
    }

    /// A program on this desktop.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let home = self.path("home");
        let mut command = Command::new(program);
        command
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("HOME", &home)
            .env("XDG_RUNTIME_DIR", self.path("run"))
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_DATA_HOME", home.join(".local/share"))
            .env("XDG_CACHE_HOME", home.join(".cache"))
            .env("LANG", self.language)
            .env("NO_AT_BRIDGE", "1")
            .env("DBUS_SYSTEM_BUS_ADDRESS", &self.system_bus)
            .envs(self.settings.iter().map(|(name, value)| (*name, value)))
            .env_remove("RATHAUS_TOWN")
            .stdin(Stdio::null());
        command
    }

    /// Starts the app once more, as a click on its icon does; returns when that start has ended.
    pub fn start_again(&self, args: &[&str]) {
        let status = self.command(program()).args(args).stderr(Stdio::null()).status();
        assert!(status.expect("the app starts").success(), "a second start ends by itself");
    }

    /// Closes the window as its owner does, and waits until it is gone.
    pub async fn close_window(&self) {
        wait::until("a window to close", || async { self.shows_a_window().then_some(()) }).await;
        let activate = ["search", "--onlyvisible", "--name", WINDOW, "windowactivate"];
        wait::until("the window closes", || async {
            // A busy window manager may miss a key. Two calls: a key behind a search is sent to the window itself,
            // past the window manager.
            let _ = self.command("xdotool").args(activate).stderr(Stdio::null()).status();
            let _ = self.command("xdotool").args(["key", "--clearmodifiers", "alt+F4"]).status();
            tokio::time::sleep(Duration::from_millis(500)).await;
            (!self.shows_a_window()).then_some(())
        })
        .await;
    }

    /// Clicks on a notice, by its number beginning with 1, and waits until the window is back.
    pub async fn open_notice(&self, number: usize) {
        wait::until("the window returns", || async {
            // A click in the very moment the notice appears comes before the app listens for it.
            self.click_notice(number);
            tokio::time::sleep(Duration::from_millis(300)).await;
            self.shows_a_window().then_some(())
        })
        .await;
    }

    /// Waits until the app has ended.
    pub async fn app_ends(&self) {
        wait::until("the app's end", || async { (!self.has_name(APP_NAME)).then_some(()) }).await;
    }

    /// Whether a window of the app can be seen.
    fn shows_a_window(&self) -> bool {
        let search = ["search", "--onlyvisible", "--name", WINDOW];
        let found = self.command("xdotool").args(search).output().expect("xdotool");
        !found.stdout.is_empty()
    }

    /// A picture of the whole screen among the artefacts of the test run.
    pub fn picture(&self, name: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts/app");
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join(format!("{name}.png"));
        let taken = self.command("import").args(["-window", "root"]).arg(path).status();
        assert!(taken.expect("import").success(), "the picture {name} is taken");
    }

    /// The notices that were shown, one line each, as the notification daemon logged them.
    pub fn notices(&self) -> Vec<String> {
        let log = std::fs::read_to_string(self.path("notices.log")).unwrap_or_default();
        log.lines().filter(|line| line.contains(" Notify ")).map(str::to_owned).collect()
    }

    fn click_notice(&self, number: usize) {
        let clicked = self
            .command("gdbus")
            .args(["call", "--session", "-d", "org.freedesktop.Notifications"])
            .args(["-o", "/org/freedesktop/Notifications"])
            .args(["-m", "org.freedesktop.DBus.Mock.EmitSignal", "org.freedesktop.Notifications"])
            .args(["ActionInvoked", "us"])
            .arg(format!("[<uint32 {number}>,<\"default\">]"))
            .stdout(Stdio::null())
            .status();
        assert!(clicked.expect("gdbus").success());
    }

    /// What the app and its driver wrote.
    pub fn log(&self) -> std::fs::File {
        let path = self.path("app.log");
        std::fs::File::options().create(true).append(true).open(path).expect("a log")
    }

    /// The app's log so far.
    pub fn logged(&self) -> String {
        std::fs::read_to_string(self.path("app.log")).unwrap_or_default()
    }

    /// A path on this desktop.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn start(&mut self, mut command: Command) {
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        self.processes.push(child.expect("it is installed: `cargo xtask test` installs what is missing"));
    }

    /// Starts a service that says where it is in its first line.
    fn start_and_read(&mut self, command: &mut Command) -> String {
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = child.expect("it is installed: `cargo xtask test` installs what is missing");
        let mut line = String::new();
        let output = child.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut line).expect("a line");
        self.processes.push(child);
        line.trim().to_owned()
    }

    fn start_bus(&mut self, config: &Path) -> String {
        let mut daemon = Command::new("dbus-daemon");
        daemon.arg("--config-file").arg(config).args(["--nofork", "--print-address=1"]);
        self.start_and_read(&mut daemon)
    }

    async fn unlock_keyring(&mut self) {
        let mut command = self.command("gnome-keyring-daemon");
        command.args(["--foreground", "--unlock", "--components=secrets"]);
        let mut keyring = command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring-daemon");
        keyring.stdin.take().expect("its input").write_all(b"test").expect("its password");
        self.processes.push(keyring);
        self.wait_for_name("org.freedesktop.secrets").await;
    }

    async fn put_up_notices(&mut self) {
        let mut command = self.command("/usr/bin/python3");
        let log = self.path("notices.log");
        command.args(["-m", "dbusmock", "--template", "notification_daemon", "-l"]).arg(log);
        self.start(command);
        self.wait_for_name("org.freedesktop.Notifications").await;
    }

    async fn wait_for_name(&self, name: &str) {
        wait::until(name, || async { self.has_name(name).then_some(()) }).await;
    }

    /// Whether somebody on the session bus answers to a name.
    fn has_name(&self, name: &str) -> bool {
        let asked = self
            .command("gdbus")
            .args(["call", "--session", "-d", "org.freedesktop.DBus", "-o", "/org/freedesktop/DBus"])
            .args(["-m", "org.freedesktop.DBus.NameHasOwner", name])
            .output();
        asked.is_ok_and(|asked| String::from_utf8_lossy(&asked.stdout).contains("true"))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let name = std::thread::current().name().unwrap_or("a test").replace("::", "-");
            self.picture(&format!("failed-{name}"));
            eprintln!("--- the app's log ---\n{}", self.logged());
        }
        for mut process in self.processes.drain(..).rev() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// The app's program: named in the environment, or beside the folder of this test.
pub fn program() -> PathBuf {
    if let Some(path) = std::env::var_os(PROGRAM) {
        return path.into();
    }
    let test = std::env::current_exe().expect("a path");
    let folder = test.parent().and_then(Path::parent).expect("target/debug");
    let program = folder.join("rathaus-app");
    assert!(
        program.is_file(),
        "{} is missing: `cargo build --workspace --bins --tests` builds it",
        program.display()
    );
    program
}
