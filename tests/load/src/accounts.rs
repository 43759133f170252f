//! Logins, the check of a session, many accounts and open streams.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rathaus_api::accounts::Ceremony;
use rathaus_tests::process::TownProcess;
use rathaus_tests::{Door, Resident, SoftwarePasskey, database};
use serde_json::json;
use uuid::Uuid;

use crate::figures::{Figures, Row, resident_mib, timed};
use crate::wire::{Connection, Request};
use crate::{Arguments, Target};

/// A third of a town of 11,000 people.
const ACCOUNTS: usize = 3_600;
const SESSIONS: usize = 10;
const STREAMS: usize = 1_000;
const JSON: &str = "content-type: application/json\r\n";

/// Whole logins with one passkey a connection: begin, sign, finish. The signing is the load tool's, on the same cores.
pub async fn logins(arguments: Arguments, target: &Target, origin: &str) -> Result<Row> {
    let end = Instant::now() + Duration::from_secs(arguments.seconds);
    let (start, mut tasks) = (Instant::now(), Vec::new());
    let mut passkeys = Vec::new();
    for number in 0..arguments.connections {
        let resident = Resident::register_at(Door::app(origin), &format!("Resident {number}")).await;
        passkeys.push(resident.passkey);
    }
    let prepared = start.elapsed();
    for passkey in passkeys {
        let (connection, origin) = (Connection::open(&target.host).await?, origin.to_owned());
        tasks.push(tokio::spawn(log_in(connection, passkey, origin, end + prepared)));
    }
    let (mut times, mut signing) = (Vec::new(), Duration::ZERO);
    for task in tasks {
        let (found, signed) = task.await??;
        times.extend(found);
        signing += signed;
    }
    let number = u32::try_from(times.len()).unwrap_or(u32::MAX).max(1);
    let figures = Figures::of(times, start.elapsed() - prepared);
    let what = format!(
        "passkey login (both requests; signing by the tool: {:.2} ms)",
        (signing / number).as_secs_f64() * 1e3
    );
    Ok(timed(what, ">= 500/s, p99 <= 60 ms", &figures))
}

async fn log_in(
    mut connection: Connection,
    mut passkey: SoftwarePasskey,
    origin: String,
    end: Instant,
) -> Result<(Vec<Duration>, Duration)> {
    let (mut times, mut signing) = (Vec::new(), Duration::ZERO);
    while Instant::now() < end {
        let begun = Instant::now();
        let start = Request { method: "POST", path: "/api/accounts/login", headers: JSON, body: &[] };
        let ceremony: Ceremony = serde_json::from_slice(connection.send(&start).await?)?;
        let waited = begun.elapsed();
        let sign = Instant::now();
        let credential = passkey.sign(&origin, &ceremony.options).await.map_err(anyhow::Error::msg)?;
        let finish =
            json!({ "ceremony": ceremony.ceremony, "credential": credential, "device": "Load" }).to_string();
        signing += sign.elapsed();
        let again = Instant::now();
        let path = "/api/accounts/login/finish";
        connection.send(&Request { method: "POST", path, headers: JSON, body: finish.as_bytes() }).await?;
        times.push(waited + again.elapsed());
    }
    Ok((times, signing))
}

/// The same refusal with and without a session: the difference is its check.
pub async fn session_check(arguments: Arguments, target: &Target, origin: &str) -> Result<Vec<Row>> {
    let resident = Resident::register_at(Door::app(origin), "Resident").await;
    let token = resident.door.token().context("a token")?;
    let with = format!("authorization: Bearer {token}\r\n");
    let path = format!("/api/reports/{}", Uuid::new_v4());
    let mut connection = Connection::open(&target.host).await?;
    let (mut anonymous, mut signed_in) = (Vec::new(), Vec::new());
    let (start, end) = (Instant::now(), Instant::now() + Duration::from_secs(arguments.seconds));
    // In turns, so that whatever else the machine does falls on both.
    while Instant::now() < end {
        for (headers, times) in [("", &mut anonymous), (with.as_str(), &mut signed_in)] {
            let begun = Instant::now();
            connection.send_any(&Request { method: "GET", path: &path, headers, body: &[] }).await?;
            times.push(begun.elapsed());
        }
    }
    let (anonymous, signed_in) =
        (Figures::of(anonymous, start.elapsed()), Figures::of(signed_in, start.elapsed()));
    let adds = signed_in.p50_ms - anonymous.p50_ms;
    Ok(vec![Row {
        what: "check of a session, added to a request (one connection, p50)".into(),
        promised: "<= 0.1 ms",
        measured: format!("{adds:.3} ms ({:.3} with, {:.3} without)", signed_in.p50_ms, anonymous.p50_ms),
    }])
}

/// Many accounts with many sessions, and open streams of a thousand of them; what the server holds then.
pub async fn many(town: &TownProcess, target: &Target, process: u32) -> Result<Vec<Row>> {
    let before = resident_mib(process).unwrap_or_default();
    let tokens = database::fill_with_sessions(town.database(), ACCOUNTS, SESSIONS).await;
    let mut streams = Vec::new();
    for token in tokens.iter().step_by(SESSIONS).take(STREAMS) {
        let mut connection = Connection::open(&target.host).await?;
        let headers = format!("authorization: Bearer {token}\r\naccept: text/event-stream\r\n");
        let open = Request { method: "GET", path: "/api/events", headers: &headers, body: &[] };
        connection.open_stream(&open).await?;
        streams.push(connection);
    }
    // Everybody is woken, looks, and sleeps again.
    let begun = Instant::now();
    let passkey = Resident::register_at(Door::app(town.origin()), "One more").await;
    let registered = begun.elapsed();
    drop(passkey);
    tokio::time::sleep(Duration::from_secs(5)).await;
    let held = resident_mib(process).unwrap_or_default();
    Ok(vec![Row {
        what: format!(
            "{ACCOUNTS} accounts x {SESSIONS} sessions, {} open streams, resident memory",
            streams.len()
        ),
        promised: "<= 150 MB",
        measured: format!(
            "{held:.1} MiB (before: {before:.1}); a registration that wakes all: {:.0} ms",
            registered.as_secs_f64() * 1e3
        ),
    }])
}
