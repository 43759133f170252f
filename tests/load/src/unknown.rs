//! Whether the time tells who is known: the same question about somebody and about nobody, in turns.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rathaus_api::identity::Person;
use rathaus_tests::people::erika;
use rathaus_tests::process::TownProcess;
use rathaus_tests::resident::broken_bus_stop;
use rathaus_tests::{Clerk, Door, Resident};
use serde_json::json;
use uuid::Uuid;

use crate::Target;
use crate::figures::{Figures, Row};
use crate::wire::{Connection, Request};

/// People who are known; each may ask for three letters.
const KNOWN: usize = 40;
const JSON: &str = "content-type: application/json\r\n";

/// All rows.
pub async fn rows(town: &TownProcess, target: &Target) -> Result<Vec<Row>> {
    Ok(vec![letters(town, target).await?, reports(town, target).await?, codes(target).await?])
}

fn compared(what: &str, known: Vec<Duration>, unknown: Vec<Duration>) -> Row {
    let number = known.len();
    let (known, unknown) =
        (Figures::of(known, Duration::from_secs(1)), Figures::of(unknown, Duration::from_secs(1)));
    Row {
        what: format!("{what}: known beside unknown, p50 of {number}"),
        promised: "no difference",
        measured: format!("{:.2} ms / {:.2} ms", known.p50_ms, unknown.p50_ms),
    }
}

fn named(number: usize, family: &str) -> Person {
    let letter = |place: usize| char::from(b'a' + u8::try_from(place % 26).unwrap_or(0));
    let given_name = format!("Given{}{}", letter(number / 26), letter(number));
    Person { given_name, family_name: family.to_owned(), ..erika() }
}

/// A way back by letter, for somebody who was proven and for nobody.
async fn letters(town: &TownProcess, target: &Target) -> Result<Row> {
    let link = town.invite_as("Karla Theke", "bauhof", "counter");
    let clerk = Clerk::accept(Door::app(town.origin()), &link).await;
    for number in 0..KNOWN {
        let resident = Resident::register_at(Door::app(town.origin()), "Known").await;
        resident.prove_at_counter(&clerk, &named(number, "Bekannt")).await;
    }
    let mut connection = Connection::open(&target.host).await?;
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for number in 0..3 * KNOWN {
        for (family, times) in [("Bekannt", &mut known), ("Fremd", &mut unknown)] {
            let body = json!({ "person": named(number % KNOWN, family) }).to_string();
            let begun = Instant::now();
            let path = "/api/accounts/recovery/letter";
            connection.send(&Request { method: "POST", path, headers: JSON, body: body.as_bytes() }).await?;
            times.push(begun.elapsed());
            // The letter is printed meanwhile; the next question waits until that is over.
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    }
    Ok(compared("recovery by letter", known, unknown))
}

/// A report of somebody else's and one that never was, with a guessed secret.
async fn reports(town: &TownProcess, target: &Target) -> Result<Row> {
    let resident = Resident::register_at(Door::app(town.origin()), "Owner").await;
    let filed = resident.file(&broken_bus_stop()).await;
    let mut connection = Connection::open(&target.host).await?;
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for _ in 0..2_000 {
        for (id, times) in [(filed.id.to_string(), &mut known), (Uuid::new_v4().to_string(), &mut unknown)] {
            let path = format!("/api/reports/{id}");
            let begun = Instant::now();
            let headers = "report-secret: guessed\r\n";
            connection.send_any(&Request { method: "GET", path: &path, headers, body: &[] }).await?;
            times.push(begun.elapsed());
        }
    }
    Ok(compared("somebody else's report", known, unknown))
}

/// What can be a code and what cannot.
async fn codes(target: &Target) -> Result<Row> {
    let mut connection = Connection::open(&target.host).await?;
    let (mut possible, mut nonsense) = (Vec::new(), Vec::new());
    for _ in 0..500 {
        let text = Uuid::new_v4().simple().to_string().to_uppercase();
        let code = text.get(..13).context("thirteen symbols")?;
        for (code, times) in [(code, &mut possible), ("nonsense", &mut nonsense)] {
            let body = json!({ "code": code }).to_string();
            let begun = Instant::now();
            let path = "/api/accounts/block";
            connection
                .send_any(&Request { method: "POST", path, headers: JSON, body: body.as_bytes() })
                .await?;
            times.push(begun.elapsed());
        }
    }
    Ok(compared("blocking code that can be one", possible, nonsense))
}
