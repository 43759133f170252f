//! What the shell does for the pages, asked from inside the page: every door with the real thing behind it.

use rathaus_api::accounts::Ceremony;
use rathaus_tests::{Clerk, TestTown, picture, wait};
use serde_json::{Value, json};

use crate::screen::Screen;
use crate::stage::{COMPLETE, Equipment, Stage};

const PIN: &str = "482913";

/// Registers through the doors, as the page does.
async fn register(screen: &Screen, name: &str) -> Result<Value, Value> {
    let person = json!({ "display_name": name, "language": "de" });
    let (status, begun) = screen.request("POST", "/api/accounts/registration", Some(person)).await;
    assert_eq!(status, 200, "{begun}");
    let begun: Ceremony = serde_json::from_value(begun).expect("a ceremony");
    let asked = json!({ "options": begun.options, "pin": PIN });
    let credential = screen.door("passkey_create", asked).await?;
    let finish = json!({ "ceremony": begun.ceremony, "credential": credential, "device": "Test" });
    let (status, opened) = screen.request("POST", "/api/accounts/registration/finish", Some(finish)).await;
    assert!((200..300).contains(&status), "{opened}");
    Ok(opened)
}

/// Signs in through the doors, as the page does.
async fn sign_in(screen: &Screen, pin: &str) -> Result<Value, Value> {
    let (status, begun) = screen.request("POST", "/api/accounts/login", None).await;
    assert_eq!(status, 200, "{begun}");
    let asked = json!({ "options": begun["options"], "pin": pin });
    let credential = screen.door("passkey_get", asked).await?;
    let finish = json!({ "ceremony": begun["ceremony"], "credential": credential, "device": "Test" });
    let (status, opened) = screen.request("POST", "/api/accounts/login/finish", Some(finish)).await;
    assert!((200..300).contains(&status), "{opened}");
    Ok(opened)
}

async fn who(screen: &Screen) -> Value {
    let (_, session) = screen.request("GET", "/api/accounts/session", None).await;
    session["account"]["display_name"].clone()
}

/// Reports a broken bus stop with a photo; the id of the report.
async fn report_bus_stop(screen: &Screen) -> String {
    let kept = screen.add_photo("bus stop.jpg", &picture::jpeg_with_metadata()).await.expect("a photo");
    assert!(kept["gps"]["lat"].is_f64(), "the place is suggested: {kept}");
    let (status, photo) = screen.send_photo(&kept["id"]).await;
    assert!((200..300).contains(&status), "{photo}");
    let place = json!({ "description": "at the market", "source": "words" });
    let report = json!({ "category": "bus_stop", "text": "The glass is broken", "place": place, "photos": [photo["id"]] });
    let (status, filed) = screen.request("POST", "/api/reports", Some(report)).await;
    assert!((200..300).contains(&status), "{filed}");
    filed["id"].as_str().expect("an id").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_rings_while_the_window_is_closed_and_a_click_leads_to_it() {
    let town = TestTown::open().await;
    let clerk = Clerk::of_bus_stops(&town).await;
    let stage = Stage::set(COMPLETE).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    let opened = register(&screen, "Erika").await.expect("an account");
    assert!(opened.get("token").is_none(), "the page never sees the token");
    let id = report_bus_stop(&screen).await;

    stage.close_window().await;
    wait::until("the explanation", || async { (stage.notices().len() == 1).then_some(()) }).await;
    let explained = &stage.notices()[0];
    assert!(explained.contains("list of programs"), "this desktop shows no icon: {explained}");

    let case = id.parse().expect("an id");
    clerk.take(case).await;
    clerk.answer(case, "Thank you, the glazier comes on Monday.").await;
    let notices = wait::until("the notice", || async {
        let notices = stage.notices();
        (notices.len() == 2).then_some(notices)
    })
    .await;
    assert!(
        !notices[1].contains("glazier") && !notices[1].contains("Erika"),
        "a notice says nothing: {notices:?}"
    );

    stage.open_notice(2).await;
    let path = format!("/meldung/{id}");
    wait::until("the report", || async { (screen.path().await == path).then_some(()) }).await;
    stage.picture("notice-clicked");
    screen.quit(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_signed_in_stays_signed_in_across_a_restart() {
    let town = TestTown::open().await;
    let stage = Stage::set(COMPLETE).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    let need = screen.door("pin_need", json!({})).await;
    assert_eq!(need, Ok(json!({ "need": "unset", "finger": false })));
    register(&screen, "Erika").await.expect("an account");
    screen.quit(&stage).await;

    // Whoever starts it must show first that it is the same person.
    let screen = Screen::open(&stage, Some(town.origin())).await;
    let refused = screen.door("unlock", json!({ "pin": "000000" })).await.expect_err("a wrong PIN");
    assert_eq!((&refused["code"], &refused["tries_left"]), (&json!("pin-wrong"), &json!(9)));
    screen.door("unlock", json!({ "pin": PIN })).await.expect("the right PIN");
    assert_eq!(who(&screen).await, "Erika");
    let need = screen.door("pin_need", json!({})).await;
    assert_eq!(need, Ok(json!({ "need": "set", "tries_left": 10, "finger": false })));
    let (status, _) = screen.request("POST", "/api/accounts/logout", None).await;
    assert!((200..300).contains(&status));
    assert_eq!(who(&screen).await, Value::Null);
    let refused = sign_in(&screen, "000000").await.expect_err("a wrong PIN");
    assert_eq!(refused["code"], "pin-wrong");
    sign_in(&screen, PIN).await.expect("the right PIN");
    assert_eq!(who(&screen).await, "Erika");
    screen.quit(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_out_and_closes_the_window_ends_the_app() {
    let town = TestTown::open().await;
    let stage = Stage::set(COMPLETE).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    register(&screen, "Erika").await.expect("an account");
    screen.request("POST", "/api/accounts/logout", None).await;
    stage.close_window().await;
    stage.app_ends().await;
    assert!(stage.notices().is_empty(), "there is nothing to wait for: {:?}", stage.notices());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ends_behind_a_closed_window_asks_to_sign_in_again() {
    let town = TestTown::open().await;
    let stage = Stage::set(COMPLETE).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    register(&screen, "Erika").await.expect("an account");
    stage.close_window().await;
    wait::until("the explanation", || async { (stage.notices().len() == 1).then_some(()) }).await;
    let (_, devices) = screen.request("GET", "/api/accounts/devices", None).await;
    let id = devices["devices"][0]["id"].as_str().expect("this device").to_owned();
    let (status, _) = screen.request("DELETE", &format!("/api/accounts/devices/{id}"), None).await;
    assert_eq!(status, 204);
    wait::until("the notice", || async { (stage.notices().len() == 2).then_some(()) }).await;
    assert!(stage.notices()[1].contains("sign in again"), "{:?}", stage.notices());
    stage.open_notice(2).await;
    wait::until("the sign-in", || async { (screen.path().await == "/ich").then_some(()) }).await;
    screen.quit(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keyring_no_account_is_made_that_would_be_lost() {
    let town = TestTown::open().await;
    let stage = Stage::set(Equipment { keyring: false, notices: false }).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    let able = screen.door("capabilities", json!({})).await.expect("an answer");
    assert_eq!(able, json!({ "keyring": "none", "notices": false }));
    let refused = screen.door("pin_need", json!({})).await.expect_err("no keyring");
    assert_eq!(refused["code"], "no-keyring");
    let refused = register(&screen, "Erika").await.expect_err("no keyring");
    assert_eq!(refused["code"], "no-keyring");
    // Reporting needs no account.
    report_bus_stop(&screen).await;
    screen.quit(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_reaches_nothing_but_its_own_doors() {
    let town = TestTown::open().await;
    let stage = Stage::set(COMPLETE).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    for (name, args) in [
        ("plugin:opener|open_url", json!({ "url": "file:///etc/passwd" })),
        ("plugin:event|emit", json!({ "event": "x" })),
        ("plugin:window|close", json!({ "label": "main" })),
        ("plugin:path|resolve_directory", json!({ "directory": 1 })),
        ("plugin:window-state|restore_state", json!({ "label": "main", "flags": 1 })),
        ("no_such_door", json!({})),
    ] {
        assert!(screen.door(name, args).await.is_err(), "{name}");
    }
    for url in ["file:///etc/passwd", "javascript:alert(1)", "http://example.de"] {
        assert!(screen.door("open_external", json!({ "url": url })).await.is_err(), "{url}");
    }
    for path in ["/desk", "/api/desk/cases", "/api/%64esk/cases", "//example.de/api/town", "/api/../desk"] {
        assert_eq!(screen.request("GET", path, None).await.0, 400, "{path}");
    }
    // Neither a foreign page, nor another window, nor the network, nor a frozen prototype gives way.
    let script = "location.href = 'https://example.de/'; return window.open('https://example.de/') === null";
    assert_eq!(screen.script(script, Vec::new()).await, json!(true));
    let here =
        "return location.protocol === 'tauri:' && Object.isFrozen(Object.prototype) && !window.__TAURI__";
    screen.until("our own page", here).await;
    let fetched = "const [url, done] = arguments; fetch(url).then(() => done(true), () => done(false))";
    let leaks = screen.script_async(fetched, vec![json!(format!("{}/api/town", town.origin()))]).await;
    assert_eq!(leaks, json!(false), "the webview speaks no HTTP");
    screen.quit(&stage).await;
}
