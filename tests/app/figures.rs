//! How long a person waits for the window, and what it costs: the app beside a browser's app window, in one run.
#![expect(clippy::print_stdout, reason = "figures are for reading")]

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::FileExt as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rathaus_tests::{process::TownProcess, wait};

use crate::accounts::register;
use crate::screen::Screen;
use crate::stage::{COMPLETE, Stage, program};

const WARM_RUNS: usize = 7;
const COLD_RUNS: usize = 3;
/// A page with text has many shades in the middle of the screen; an empty window has one or two.
const SHADES_OF_A_PAGE: usize = 40;

/// What one start took.
#[derive(Clone, Copy)]
struct Start {
    pixels: Duration,
    memory_mib: u64,
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures and asserts nothing: `cargo xtask load` runs it on release builds"]
async fn the_window_and_its_memory() {
    let mut town = TownProcess::prepare(&[("RATHAUS_LOG", "error")]).await;
    town.start().await;
    let stage = Stage::set(COMPLETE).await;
    let app = || {
        let mut command = stage.command(program());
        command.env("RATHAUS_TOWN", town.origin());
        command
    };
    let browser = || {
        let mut command = stage.command("chromium");
        let flags = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
                     --disable-component-update --disable-sync --password-store=basic --window-size=1100,800";
        command.args(flags.split_whitespace()).arg(format!("--app={}/", town.origin()));
        command.arg(format!("--user-data-dir={}", stage.path("profile").display()));
        command
    };
    println!("\n| Window | warm, pixels | cold, pixels | memory (PSS) |\n|---|---|---|---|");
    measure(&stage, "app", app).await;
    measure(&stage, "Chromium app window, same page", browser).await;
    println!("load of the machine: {}", fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
}

/// How long somebody waits between the finger on the sensor and a page that can be read.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "measures and asserts nothing: `cargo xtask load` runs it on release builds"]
async fn from_the_sensor_to_the_page() {
    const READABLE: &str = "return !document.querySelector('#lock-title') && \
         getComputedStyle(document.getElementById('app')).visibility === 'visible' && \
         !!document.querySelector('h1')";
    let mut town = TownProcess::prepare(&[("RATHAUS_LOG", "error")]).await;
    town.start().await;
    let mut stage = Stage::set(COMPLETE).await;
    stage.put_up_sensor(&[]).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    register(&screen).await;
    let mut times = Vec::new();
    for _ in 0..WARM_RUNS {
        screen.go("/ich").await;
        screen.click("#lock-now").await;
        screen.until("the lock", "return !!document.querySelector('dialog[open] #lock-title')").await;
        stage.is_looking().await;
        let touched = Instant::now();
        stage.touch("verify-match").await;
        screen.until("the page", READABLE).await;
        screen.is_drawn().await;
        times.push(touched.elapsed());
    }
    println!(
        "\nfrom the sensor to the readable page, app: {} (at most {})",
        ms(median(times.clone())),
        ms(times.into_iter().max().unwrap_or_default())
    );
    screen.quit(&stage).await;
}

async fn measure(stage: &Stage, name: &str, command: impl Fn() -> Command) {
    // The first start of all fills caches and profiles; nobody's second start is like it.
    start(stage, command()).await;
    let mut warm = Vec::new();
    for _ in 0..WARM_RUNS {
        warm.push(start(stage, command()).await);
    }
    let mut cold = Vec::new();
    for _ in 0..COLD_RUNS {
        if fs::write("/proc/sys/vm/drop_caches", "3").is_ok() {
            cold.push(start(stage, command()).await.pixels);
        }
    }
    let memory = median(warm.iter().map(|start| start.memory_mib).collect());
    let warm = median(warm.iter().map(|start| start.pixels).collect());
    let cold = if cold.is_empty() { "only root can".to_owned() } else { ms(median(cold)) };
    println!("| {name} | {} | {cold} | {memory} MiB |", ms(warm));
}

fn median<T: Ord + Copy>(mut values: Vec<T>) -> T {
    values.sort_unstable();
    values[values.len() / 2]
}

fn ms(time: Duration) -> String {
    format!("{} ms", time.as_millis())
}

async fn start(stage: &Stage, mut command: Command) -> Start {
    let begin = Instant::now();
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program");
    wait::until("a page", || async { (shades(stage) >= SHADES_OF_A_PAGE).then_some(()) }).await;
    let pixels = begin.elapsed();
    // What a page loads after its first picture belongs to its memory.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let memory_mib = tree(child.id()).into_iter().filter_map(pss_kib).sum::<u64>() / 1024;
    end(stage, child).await;
    Start { pixels, memory_mib }
}

async fn end(stage: &Stage, mut child: Child) {
    for process in tree(child.id()).into_iter().rev() {
        let _ = Command::new("kill").arg(process.to_string()).stderr(Stdio::null()).status();
    }
    let _ = child.wait();
    wait::until("an empty screen", || async { (shades(stage) < SHADES_OF_A_PAGE).then_some(()) }).await;
}

/// Number of colours in the middle of the screen, read from the screen's own memory: it costs the programs nothing.
fn shades(stage: &Stage) -> usize {
    let file = fs::File::open(stage.path("Xvfb_screen0")).expect("the screen");
    let mut header = [0; 100];
    file.read_exact_at(&mut header, 0).expect("a header");
    // Fields of an X window dump: big-endian words.
    let word = |number: usize| {
        let bytes = header[number * 4..number * 4 + 4].try_into().expect("four bytes");
        u64::from(u32::from_be_bytes(bytes))
    };
    let (first, line) = (word(0) + word(19) * 12, word(12));
    let mut seen: HashMap<[u8; 4], ()> = HashMap::new();
    let mut pixels = vec![0; 600 * 4];
    for row in (250..650).step_by(4) {
        file.read_exact_at(&mut pixels, first + row * line + 340 * 4).expect("a row");
        seen.extend(pixels.chunks_exact(4).map(|pixel| ([pixel[0], pixel[1], pixel[2], 0], ())));
    }
    seen.len()
}

/// A process and all that came from it.
fn tree(root: u32) -> Vec<u32> {
    let mut all = vec![root];
    let parents: Vec<(u32, u32)> = fs::read_dir("/proc")
        .expect("processes")
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|process| Some((process, parent(process)?)))
        .collect();
    let mut next = 0;
    while next < all.len() {
        let of = all[next];
        all.extend(parents.iter().filter(|(_, parent)| *parent == of).map(|(process, _)| *process));
        next += 1;
    }
    all
}

fn parent(process: u32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    status.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn pss_kib(process: u32) -> Option<u64> {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?.split_whitespace().next()?.parse().ok()
}
