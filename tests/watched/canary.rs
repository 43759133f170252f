//! Names, codes and tokens that sing: a whole journey with values nobody else has, and then a search in everything the
//! town hall keeps and says (trust row 16). A secret stands nowhere; a name stands where it must and nowhere else.

mod journey;
pub mod scanner;

use std::process::Command;

use rathaus_tests::process::TownProcess;
use rathaus_tests::town::free_port;
use rathaus_tests::{Mailbox, database, wait};

use journey::Cage;
use scanner::found;

/// Where a canary may stand in the database: tables by what it is.
pub const ALLOWED: &[(&str, &[&str])] = &[
    // Who somebody is; what she is called in the log of who looked; a ceremony of five minutes.
    ("name", &["accounts", "audit_words", "ceremonies"]),
    ("staff name", &["staff_members", "staff_invitations", "audit_words", "ceremonies"]),
    ("proven name", &["profiles", "letter_codes"]),
    ("street", &["profiles", "letter_codes"]),
    ("phone", &["profiles"]),
    ("e-mail", &["profiles", "email_codes"]),
    ("device", &["sessions", "passkeys", "device_links"]),
    ("report", &["reports", "cases"]),
    ("search", &["audit_words"]),
    ("reason", &["audit_words"]),
    ("proof of a right", &["representations", "audit_words"]),
];

struct Told {
    log: Vec<u8>,
    metrics: Vec<u8>,
    tables: Vec<(String, Vec<u8>)>,
    canaries: Vec<journey::Canary>,
}

/// Walks the journey, reads the figures, makes the server crash and reads all that is left.
async fn told() -> Told {
    let mailbox = Mailbox::open().await;
    let smtp = format!("smtp://127.0.0.1:{}", mailbox.port());
    let metrics = format!("127.0.0.1:{}", free_port());
    let mut town = TownProcess::prepare(&[
        ("RATHAUS_LOG", "debug"),
        ("RUST_BACKTRACE", "full"),
        ("RATHAUS_SERVER__METRICS_LISTEN", &metrics),
        ("RATHAUS_SMTP__URL", &smtp),
        ("RATHAUS_SMTP__FROM", "rathaus@erlenbrueck.example"),
    ])
    .await;
    town.start().await;
    let mut cage = Cage::default();
    journey::walk(&town, &mailbox, &mut cage).await;
    let http = reqwest::Client::builder().no_proxy().build().expect("an HTTP client");
    let figures = http.get(format!("http://{metrics}/metrics")).send().await.expect("figures");
    let metrics = figures.bytes().await.expect("a body").to_vec();
    let process = town.process().expect("it runs").to_string();
    assert!(Command::new("kill").args(["-ABRT", &process]).status().expect("it runs").success());
    let door = rathaus_tests::Door::app(town.origin());
    wait::until("the crash", || async { door.get("/healthz").try_send().await.err() }).await;
    let tables = database::dump(town.database()).await;
    Told { log: town.log(), metrics, tables, canaries: cage.canaries }
}

#[tokio::test]
async fn nothing_that_sings_is_found_where_it_must_not_be() {
    let _alone = crate::alone().await;
    let told = told().await;
    assert!(told.canaries.len() > 20, "{}", told.canaries.len());
    assert!(told.tables.len() > 20, "{} tables", told.tables.len());
    let log = String::from_utf8_lossy(&told.log);
    assert!(
        log.contains("sqlx::query") && log.contains("/api/accounts/recovery/finish"),
        "a log of everything"
    );
    assert!(String::from_utf8_lossy(&told.metrics).contains("rathaus_requests_total"));
    let mut singing = Vec::new();
    let mut allowed = std::collections::BTreeSet::new();
    for canary in &told.canaries {
        for (place, bytes) in [("log", &told.log), ("figures", &told.metrics)] {
            if let Some(spelling) = found(bytes, &canary.text) {
                singing.push(format!("{} ({spelling}) in the {place}", canary.what));
            }
        }
        let tables = ALLOWED.iter().find(|(what, _)| *what == canary.what).map_or(&[][..], |found| found.1);
        for (table, bytes) in &told.tables {
            match found(bytes, &canary.text) {
                Some(_) if tables.contains(&table.as_str()) => drop(allowed.insert(canary.what)),
                Some(spelling) => singing.push(format!("{} ({spelling}) in the table {table}", canary.what)),
                None => {}
            }
        }
    }
    assert!(singing.is_empty(), "\n{}", singing.join("\n"));
    assert!(allowed.len() > 6, "is the dump still one? Only {allowed:?} stand where they may");
}

#[test]
fn a_planted_canary_is_found_in_every_spelling() {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
    let canary = "Kanaria Zeisigkeit ?>~";
    let hex: String = canary.bytes().map(|byte| format!("{byte:02x}")).collect();
    let url: String = url::form_urlencoded::byte_serialize(canary.as_bytes()).collect();
    let mut planted = vec![
        canary.to_owned(),
        canary.to_uppercase(),
        hex.to_uppercase(),
        hex,
        url.replace('+', "%20"),
        url,
        format!("\"{}\"", canary.replace('>', "\\u003e")),
    ];
    for before in ["", "x", "xy", "xyz"] {
        let text = format!("{before}{canary} and more");
        planted.push(STANDARD.encode(&text));
        planted.push(URL_SAFE_NO_PAD.encode(&text));
    }
    for spelling in &planted {
        let line = format!("2026-01-01 INFO request body={spelling} ms=3");
        assert!(found(line.as_bytes(), canary).is_some(), "{spelling}");
    }
    assert_eq!(found(b"2026-01-01 INFO request ms=3", canary), None);
}
