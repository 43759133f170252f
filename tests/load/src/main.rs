//! Fills a town with reports and measures what residents and clerks wait for.
//!
//! Run it by `cargo xtask load`, which builds the server in release and names it in `RATHAUS_SERVER`.

mod accounts;
mod figures;
mod runs;
mod unknown;
mod wire;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use clap::Parser;
use figures::{Figures, Row, machine_load, resident_mib, table, timed};
use rathaus_tests::{Clerk, Door, process::TownProcess};
use uuid::Uuid;
use wire::{Connection, Request};

/// Measures a release build of the server.
#[derive(Parser, Clone, Copy)]
struct Arguments {
    /// Reports to store before reading is measured.
    #[arg(long, default_value_t = 100_000)]
    reports: usize,
    /// Seconds of each reading scenario.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Connections at once.
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// Rows of a run of letters.
    #[arg(long, default_value_t = 2_500)]
    run_rows: usize,
    /// Only the run of letters.
    #[arg(long)]
    only_run: bool,
}

/// What all connections of a scenario share.
#[derive(Clone)]
struct Target {
    host: String,
    clerk: String,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let settings = [("RATHAUS_LOG", "error"), ("RATHAUS_SERVER__CONNECTIONS_MAX", "3000")];
    let mut town = TownProcess::prepare(&settings).await;
    town.start().await;
    let process = town.process().context("the server runs")?;
    let link = town.invite_on_the_console("Lena Last", "ordnungsamt");
    let clerk = Clerk::accept(Door::app(town.origin()), &link).await;
    let token = clerk.door.token().context("a token")?;
    let host = town.origin().trim_start_matches("http://localhost").to_owned();
    let target =
        Target { host: format!("127.0.0.1{host}"), clerk: format!("authorization: Bearer {token}\r\n") };
    let mut rows = vec![Row {
        what: "idle server, resident memory".into(),
        promised: "<= 20 MB",
        measured: format!("{:.1} MiB", resident_mib(process).unwrap_or_default()),
    }];
    rows.extend(runs::rows(&town, arguments.run_rows).await?);
    if arguments.only_run {
        return say(&rows, 0);
    }
    rows.push(accounts::logins(arguments, &target, town.origin()).await?);
    rows.extend(accounts::session_check(arguments, &target, town.origin()).await?);
    rows.extend(unknown::rows(&town, &target).await?);
    rows.push(file_reports(arguments, &target).await?);
    rows.push(clerks_map(arguments, &target).await?);
    rows.push(queue(arguments, &target, "", "queue, 50 of all open").await?);
    rows.push(
        queue(arguments, &target, "?status=received&category=bus_stop", "queue, status and category").await?,
    );
    rows.extend(photos(&target).await?);
    rows.push(Row {
        what: "server after the load, resident memory".into(),
        promised: "-",
        measured: format!("{:.1} MiB", resident_mib(process).unwrap_or_default()),
    });
    // Anew: what the other scenarios left behind is not what people and streams hold.
    town.kill();
    town.start().await;
    let process = town.process().context("the server runs again")?;
    rows.extend(accounts::many(&town, &target, process).await?);
    say(&rows, arguments.reports)
}

fn say(rows: &[Row], reports: usize) -> Result<()> {
    use std::io::Write;
    let load = machine_load();
    writeln!(std::io::stdout(), "{}\nreports stored: {reports}; load of the machine: {load}", table(rows))?;
    Ok(())
}

/// Runs `each` on all connections until it says that it is enough.
async fn run<F, Fut>(arguments: Arguments, target: &Target, each: F) -> Result<Figures>
where
    F: Fn(Connection, Target) -> Fut,
    Fut: Future<Output = Result<Vec<Duration>>> + Send + 'static,
{
    let start = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..arguments.connections {
        let connection = Connection::open(&target.host).await?;
        tasks.push(tokio::spawn(each(connection, target.clone())));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    Ok(Figures::of(times, start.elapsed()))
}

async fn file_reports(arguments: Arguments, target: &Target) -> Result<Row> {
    let left = Arc::new(AtomicUsize::new(arguments.reports));
    let figures = run(arguments, target, |mut connection, _| {
        let left = Arc::clone(&left);
        async move {
            let mut times = Vec::new();
            while let Ok(number) =
                left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1))
            {
                let body = report(number);
                let key = Uuid::new_v4();
                let headers = format!("content-type: application/json\r\nidempotency-key: {key}\r\n");
                let begun = Instant::now();
                let request = Request {
                    method: "POST",
                    path: "/api/reports",
                    headers: &headers,
                    body: body.as_bytes(),
                };
                connection.send(&request).await?;
                times.push(begun.elapsed());
            }
            Ok(times)
        }
    })
    .await?;
    Ok(timed("report without photo, stored durably", ">= 1,800/s", &figures))
}

/// A report somewhere in town; places and categories vary with the number.
fn report(number: usize) -> String {
    const CATEGORIES: [&str; 4] = ["bus_stop", "street", "waste", "lighting"];
    let lat = 52.44 + spread(number * 7919) * 0.06;
    let lon = 11.68 + spread(number * 104_729) * 0.09;
    serde_json::json!({
        "category": CATEGORIES[number % 4],
        "text": "Die Scheibe der Bushaltestelle ist zerbrochen, Splitter liegen auf dem Gehweg.",
        "place": { "lat": lat, "lon": lon, "source": "pin" },
        "outside_confirmed": true,
    })
    .to_string()
}

/// A number between 0 and 1 that looks random.
fn spread(number: usize) -> f64 {
    u32::try_from(number % 100_003).map_or(0.0, f64::from) / 100_003.0
}

async fn clerks_map(arguments: Arguments, target: &Target) -> Result<Row> {
    let figures = read(arguments, target, |number| {
        let (south, west) = (52.44 + spread(number * 31) * 0.05, 11.68 + spread(number * 57) * 0.08);
        let (north, east) = (south + 0.01, west + 0.015);
        format!("/api/desk/cases/map?south={south}&west={west}&north={north}&east={east}")
    })
    .await?;
    Ok(timed("clerk's map, 50 pins of about a square kilometre", ">= 2,500/s, p99 <= 20 ms", &figures))
}

async fn queue(arguments: Arguments, target: &Target, filter: &'static str, what: &str) -> Result<Row> {
    let figures = read(arguments, target, move |_| format!("/api/desk/cases{filter}")).await?;
    Ok(timed(what, ">= 1,500/s, p99 <= 40 ms", &figures))
}

async fn read<P>(arguments: Arguments, target: &Target, path: P) -> Result<Figures>
where
    P: Fn(usize) -> String + Send + Sync + Copy + 'static,
{
    let counter = Arc::new(AtomicUsize::new(0));
    let end = Instant::now() + Duration::from_secs(arguments.seconds);
    run(arguments, target, |mut connection, target| {
        let counter = Arc::clone(&counter);
        async move {
            let mut times = Vec::new();
            while Instant::now() < end {
                let path = path(counter.fetch_add(1, Ordering::Relaxed));
                let begun = Instant::now();
                let request = Request { method: "GET", path: &path, headers: &target.clerk, body: &[] };
                connection.send(&request).await?;
                times.push(begun.elapsed());
            }
            Ok(times)
        }
    })
    .await
}

/// Twelve-megapixel photos one after another, then what a light request waits while two are uploaded at once.
async fn photos(target: &Target) -> Result<Vec<Row>> {
    let bytes = Arc::new(twelve_megapixels()?);
    let mut connection = Connection::open(&target.host).await?;
    let mut times = Vec::new();
    let start = Instant::now();
    for _ in 0..20 {
        let key = Uuid::new_v4();
        let headers = format!("content-type: image/jpeg\r\nidempotency-key: {key}\r\n");
        let begun = Instant::now();
        let request =
            Request { method: "POST", path: "/api/reports/photos", headers: &headers, body: &bytes };
        connection.send(&request).await?;
        times.push(begun.elapsed());
    }
    let uploads = Figures::of(times, start.elapsed());
    let meanwhile = Figures::of(reader_times(target).await?, Duration::from_secs(5));
    let size = bytes.len() / 1024;
    Ok(vec![
        timed(format!("12-megapixel photo ({size} KiB), accepted durably"), "<= 400 ms", &uploads),
        timed("anything else while two photos are decoded", "never starved", &meanwhile),
    ])
}

/// Times of a light request while two connections upload photos for five seconds.
async fn reader_times(target: &Target) -> Result<Vec<Duration>> {
    let bytes = Arc::new(twelve_megapixels()?);
    let end = Instant::now() + Duration::from_secs(5);
    let uploads: Vec<_> = (0..2)
        .map(|_| {
            let (host, bytes) = (target.host.clone(), Arc::clone(&bytes));
            tokio::spawn(async move {
                let mut connection = Connection::open(&host).await?;
                while Instant::now() < end {
                    let key = Uuid::new_v4();
                    let headers = format!("content-type: image/jpeg\r\nidempotency-key: {key}\r\n");
                    let path = "/api/reports/photos";
                    connection
                        .send(&Request { method: "POST", path, headers: &headers, body: &bytes })
                        .await?;
                }
                anyhow::Ok(())
            })
        })
        .collect();
    let mut connection = Connection::open(&target.host).await?;
    let mut times = Vec::new();
    while Instant::now() < end {
        let begun = Instant::now();
        connection.send(&Request { method: "GET", path: "/api/town", headers: "", body: &[] }).await?;
        times.push(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    for upload in uploads {
        upload.await??;
    }
    Ok(times)
}

/// A picture as a phone makes it: 4,000 by 3,000 pixels with enough detail to be a few megabytes.
fn twelve_megapixels() -> Result<Vec<u8>> {
    let mut noise = 12_345_u32;
    let picture = image::RgbImage::from_fn(4000, 3000, |x, y| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let wave = u8::try_from((x / 16 + y / 16) % 200).unwrap_or(0);
        let fine = u8::try_from(noise >> 28).unwrap_or(0);
        image::Rgb([wave.wrapping_add(fine), wave.wrapping_add(fine / 2), 200 - wave])
    });
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 88);
    picture.write_with_encoder(encoder)?;
    Ok(bytes)
}
