//! The demo town, from a fresh clone to an open window.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::arguments::Arguments;
use crate::process::{Running, call, tied};
use crate::{house, node, packages};

/// What `cargo xtask demo --help` says.
pub const HELP: &str = "
Installs what a fresh Debian 12 lacks (said before it happens; by sudo where not root), builds the UI, the server and
the app, starts the demo town Erlenbrück and opens the app's window when there is a display. Ctrl-C stops everything.

Usage: cargo xtask demo [--port N] [--no-app] [--build-only]

  --port N      serve on this port of localhost (8080)
  --no-app      leave out the app: fewer packages, a much shorter build
  --build-only  stop before anything is started
";

const PORT: u16 = 8080;
/// The first start creates the town's data; that takes a second or two.
const START_PATIENCE: Duration = Duration::from_secs(60);

/// Installs, builds, starts and waits for Ctrl-C.
pub fn run(mut arguments: Arguments) -> Result<()> {
    let port = arguments.port(PORT)?;
    let with_app = !arguments.flag("--no-app") && house::has("src-tauri/tauri.conf.json");
    let only_build = arguments.flag("--build-only");
    arguments.finish()?;
    refuse_taken_port(port)?;

    heading(1, "Packages of the system");
    let mut groups = vec![&packages::COMPILER];
    if with_app {
        groups.push(&packages::APP);
    }
    packages::ensure(&groups)?;
    heading(2, "The UI");
    node::ensure()?;
    node::build_ui()?;
    heading(3, if with_app { "Server and app (the first time takes minutes)" } else { "The server" });
    build(with_app)?;
    if only_build {
        return Ok(());
    }
    heading(4, "The town");
    serve(port, with_app)
}

fn heading(number: u32, text: &str) {
    println!("\n[{number}/4] {text}");
}

fn build(with_app: bool) -> Result<()> {
    call("cargo").line("build --package rathaus-server").run()?;
    if with_app {
        call("cargo")
            .line("build --package rathaus-app")
            .remedy("Without the app: cargo xtask demo --no-app")
            .run()?;
    }
    Ok(())
}

fn serve(port: u16, with_app: bool) -> Result<()> {
    let mut server =
        tied(house::program("rathaus-server"), "INT").line("demo --port").arg(port.to_string()).start()?;
    wait_until_healthy(port, &mut server)?;
    let town = format!("http://localhost:{port}");
    // The server itself has said where residents and staff come in.
    let _window = open_window(&town, with_app)?;
    println!("Ctrl-C closes it.");
    server.wait()
}

fn open_window(town: &str, with_app: bool) -> Result<Option<Running>> {
    if !with_app {
        return Ok(None);
    }
    if !has_display() {
        println!("There is no display here, so no app window opens. Click on the addresses above.");
        return Ok(None);
    }
    tied(house::program("rathaus-app"), "TERM").env("RATHAUS_TOWN", town).start().map(Some)
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn refuse_taken_port(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) => bail!(
            "port {port} of localhost cannot be used: {error}\n  Another one: cargo xtask demo --port 8090"
        ),
    }
}

fn wait_until_healthy(port: u16, server: &mut Running) -> Result<()> {
    let start = Instant::now();
    while start.elapsed() < START_PATIENCE {
        server.check().context("the server did not start; its own words stand above")?;
        if healthy(port).unwrap_or(false) {
            return Ok(());
        }
        sleep(Duration::from_millis(100));
    }
    bail!("the server did not answer on /healthz within {} s", START_PATIENCE.as_secs())
}

fn healthy(port: u16) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(Duration::from_secs(2)))?;
    write!(stream, "GET /healthz HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer.starts_with("HTTP/1.1 200"))
}
