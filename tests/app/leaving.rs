//! Who gets to see what when the person in front of the app changes.

use rathaus_tests::{Door, Resident, TestTown, wait};
use serde_json::{Value, json};

use crate::accounts::{LOCKED, PIN, UNLOCKED, choose_pin, come_back_from_browser, register, unlock};
use crate::screen::Screen;
use crate::stage::{COMPLETE, Stage};

const WORDS: &str = "The hedge covers the cycle path";

#[tokio::test(flavor = "multi_thread")]
async fn whoever_resets_a_forgotten_pin_sees_nothing_and_the_owner_finds_everything_again() {
    let town = TestTown::open().await;
    let mut stage = Stage::set(COMPLETE).await;
    stage.put_up_browser();
    let erika = Resident::register_at(Door::browser(town.origin()), "Erika Mustermann").await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    screen.go("/ich").await;
    come_back_from_browser(&stage, &screen, &erika).await;
    screen.click("#browser-yes").await;
    choose_pin(&screen).await;
    screen.go("/melden?schritt=was").await;
    screen.type_into("#text", WORDS).await;
    let filed = json!({ "number": "M-1", "secret": "s3cret", "id": "x" }).to_string();
    screen.door("draft_save", json!({ "name": "report-filed", "json": filed })).await.expect("kept");
    let saved = stage.drafts_say(WORDS);
    wait::until("the draft on the disk", || async { saved().then_some(()) }).await;
    assert_eq!(screen.door("lock_now", json!({})).await, Ok(json!(true)));
    screen.until("the lock", LOCKED).await;

    screen.script("window.of_before = true", Vec::new()).await;
    screen.click("#app-pin-forgotten").await;
    let priced = "return document.body.innerText.includes('opens again only when you sign in here')";
    screen.until("the price", priced).await;
    stage.picture("lock-forgotten");
    screen.click("#app-pin-reset").await;
    screen.until("another page", "return !window.of_before && document.readyState === 'complete'").await;
    screen.until("an open app", UNLOCKED).await;
    screen.until("why", "return document.body.innerText.includes('The PIN is reset')").await;
    stage.picture("lock-reset");
    assert_eq!(screen.path().await, "/");
    for name in ["report", "report-filed"] {
        assert_eq!(screen.door("draft_load", json!({ "name": name })).await, Ok(Value::Null), "{name}");
    }
    let notes = "return Object.keys(localStorage).some((key) => key.startsWith('rathaus-draft'))";
    assert_eq!(screen.script(notes, Vec::new()).await, json!(false));
    screen.go("/melden?schritt=was").await;
    let empty = "return document.querySelector('#text')?.value === ''";
    screen.until("an empty form", empty).await;
    assert!(saved(), "it waits for its owner");

    screen.go("/ich").await;
    come_back_from_browser(&stage, &screen, &erika).await;
    screen.click("#browser-yes").await;
    choose_pin(&screen).await;
    screen.go("/melden?schritt=was").await;
    screen
        .until("what was typed", &format!("return document.querySelector('#text')?.value === '{WORDS}'"))
        .await;
    stage.picture("draft-back");
    screen.quit(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_change_to_a_town_where_somebody_is_signed_in_asks_for_the_pin() {
    let (here, there) = (TestTown::open().await, TestTown::open().await);
    let stage = Stage::set(COMPLETE).await;
    let screen = Screen::open(&stage, Some(there.origin())).await;
    register(&screen).await;
    screen.quit(&stage).await;
    let screen = Screen::open(&stage, Some(here.origin())).await;
    screen.until("an open app", UNLOCKED).await;
    let (_, session) = screen.request("GET", "/api/accounts/session", None).await;
    assert_eq!(session["account"], Value::Null, "nobody is signed in here");
    screen.door("town_check", json!({ "address": there.origin() })).await.expect("a town hall");
    screen.door("town_choose", json!({ "origin": there.origin() })).await.expect("trusted");
    screen.until("the lock", LOCKED).await;
    stage.picture("locked-by-town");
    unlock(&screen, PIN).await;
    screen.until("the page", UNLOCKED).await;
    let (_, session) = screen.request("GET", "/api/accounts/session", None).await;
    assert_eq!(session["account"]["display_name"], "Erika Mustermann");
    screen.quit(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_out_without_the_town_is_out_at_once_and_the_town_hears_it_at_the_next_start() {
    let mut town = TestTown::open().await;
    let mut stage = Stage::set(COMPLETE).await;
    stage.put_up_browser();
    let erika = Resident::register_at(Door::browser(town.origin()), "Erika Mustermann").await;
    let devices = || async {
        let devices: Value = erika.door.get("/api/accounts/devices").send().await.ok();
        devices["devices"].as_array().map(Vec::len)
    };
    let screen = Screen::open(&stage, Some(town.origin())).await;
    screen.go("/ich").await;
    come_back_from_browser(&stage, &screen, &erika).await;
    screen.click("#browser-yes").await;
    choose_pin(&screen).await;
    assert_eq!(devices().await, Some(2));
    town.stop().await;
    let (status, _) = screen.request("POST", "/api/accounts/logout", None).await;
    assert_eq!(status, 204, "this device forgets the session at once");
    screen.quit(&stage).await;
    town.start().await;
    assert_eq!(devices().await, Some(2), "the town could not hear it");
    let screen = Screen::open(&stage, Some(town.origin())).await;
    screen.until("an open app", UNLOCKED).await;
    wait::until("the goodbye", || async { (devices().await == Some(1)).then_some(()) }).await;
    screen.quit(&stage).await;
}
