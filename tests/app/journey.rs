//! What people do in the window, from the first start on.

use std::time::Duration;

use rathaus_tests::{Clerk, TestTown, picture, wait};

use crate::screen::Screen;
use crate::stage::{COMPLETE, Equipment, Stage};

#[tokio::test(flavor = "multi_thread")]
async fn at_the_first_start_a_town_is_shown_before_it_is_trusted() {
    let town = TestTown::open().await;
    let stage = Stage::set(COMPLETE).await;
    let screen = Screen::open(&stage, None).await;
    screen.find("#town-address").await;
    assert_eq!(screen.path().await, "/stadt");
    screen.type_into("#town-address", "http://rathaus.example.de").await;
    screen.click("form button[type=submit]").await;
    screen.until("a refusal", "return !!document.querySelector('[role=alert], .kern-alert')").await;
    stage.picture("town-refused");

    screen.type_into("#town-address", town.origin()).await;
    screen.click("form button[type=submit]").await;
    screen.until("the card", "return document.body.innerText.includes('Erlenbrück')").await;
    assert!(screen.words().await.contains(town.origin()), "the address stands beside the name");
    stage.picture("town-shown");
    screen.click("section[aria-live] .actions button").await;
    screen
        .until("the start page", "return location.pathname === '/' && !!document.querySelector('h1')")
        .await;
    screen.quit(&stage).await;

    let screen = Screen::open(&stage, None).await;
    screen.until("the start page", "return !!document.querySelector('h1')").await;
    assert_eq!(screen.path().await, "/", "the town is remembered");
    stage.picture("start");
    screen.quit(&stage).await;
}

const PIN: &str = "482913";

/// Makes an account on the page that people see.
async fn register(screen: &Screen) {
    screen.go("/ich").await;
    screen.type_into("#account-name", "Erika Mustermann").await;
    screen.click("section[aria-labelledby=create-title] button[type=submit]").await;
}

async fn choose_pin(screen: &Screen) {
    screen.type_into("#app-pin", PIN).await;
    screen.type_into("#app-pin-again", PIN).await;
    screen.click("dialog[open] button[type=submit]").await;
    screen.find("#rooms-title").await;
}

/// Presses "continue" and waits until the step stands in the address. A button that moves while the map above it
/// loads is missed now and then, by people as well: then it is pressed once more.
async fn go_on(screen: &Screen, step: &str) {
    let arrived = format!("return location.search.endsWith('{step}')");
    for _ in 0..3 {
        screen.click("form button[type=submit]").await;
        if screen.becomes(&arrived, Duration::from_secs(6)).await {
            return;
        }
    }
    panic!("the step {step} was not reached");
}

/// Fills in the pages of a report and sends it; the path of its status page.
async fn report_bus_stop(screen: &Screen, stage: &Stage) -> String {
    let photo = stage.path("bus stop.jpg");
    std::fs::write(&photo, picture::jpeg_with_metadata()).expect("a photo");
    screen.go("/melden").await;
    // The system's own file dialog is not ours to test: the input it belongs to gets the file directly.
    screen.script("HTMLInputElement.prototype.click = () => {}", Vec::new()).await;
    screen.click("#photos").await;
    screen.find("input[type=file]").await.send_keys(&photo.display().to_string()).await.expect("a file");
    let drawn =
        "const img = document.querySelector('img[src^=\"rathaus:\"]'); return !!img && img.naturalWidth > 0";
    screen.until("the photo", drawn).await;
    stage.picture("report-photo");
    go_on(screen, "was").await;
    screen.click("label:has(input[value=bus_stop])").await;
    screen.type_into("#text", "The glass is broken").await;
    go_on(screen, "wo").await;
    screen.type_into("#place-words", "at the market").await;
    stage.picture("report-place");
    // The demo town sends no e-mail, so nothing is asked about it.
    go_on(screen, "pruefen").await;
    screen
        .until("the check page", "return !document.querySelector('form') && !!document.querySelector('dl')")
        .await;
    stage.picture("report-check");
    screen.click(".main > .actions button, .actions button").await;
    screen.until("the confirmation", "return location.pathname === '/gemeldet'").await;
    screen.click("#save-link").await;
    screen.until("where the file is", "return /Saved: .*\\.txt/.test(document.body.innerText)").await;
    let link = screen.find("a[href^='/meldung/']").await;
    stage.picture("report-filed");
    // The driver may say the address whole or as it is written.
    let address = link.attr("href").await.expect("an answer").expect("an address");
    format!("/meldung/{}", address.rsplit('/').next().expect("an id"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_broken_bus_stop_reported_and_answered() {
    let town = TestTown::open().await;
    let clerk = Clerk::of_bus_stops(&town).await;
    let stage = Stage::set(COMPLETE).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    register(&screen).await;
    choose_pin(&screen).await;
    stage.picture("account");
    let path = report_bus_stop(&screen, &stage).await;

    stage.close_window().await;
    let case = path.trim_start_matches("/meldung/").parse().expect("an id");
    clerk.take(case).await;
    clerk.answer(case, "Thank you, the glazier comes on Monday.").await;
    wait::until("the notice", || async { (stage.notices().len() == 2).then_some(()) }).await;
    stage.open_notice(2).await;
    let answered = "return document.body.innerText.includes('the glazier comes on Monday')";
    screen.until("the answer", answered).await;
    assert_eq!(screen.path().await, path);
    let drawn = "return [...document.querySelectorAll('main img')].some((img) => img.naturalWidth > 0)";
    screen.until("the photo behind the session", drawn).await;
    stage.picture("answer");
    screen.quit(&stage).await;

    let screen = Screen::open(&stage, Some(town.origin())).await;
    screen.type_into("dialog[open] #app-pin", PIN).await;
    screen.click("dialog[open] button[type=submit]").await;
    screen.go(&path).await;
    screen.until("the answer after a restart", answered).await;
    screen.quit(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_pin_is_reset_at_the_price_that_is_named() {
    let town = TestTown::open().await;
    let stage = Stage::set(COMPLETE).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    register(&screen).await;
    choose_pin(&screen).await;
    screen.request("POST", "/api/accounts/logout", None).await;
    screen.go("/ich").await;
    screen.click("section[aria-labelledby=sign-in-title] button").await;
    screen.click("#app-pin-forgotten").await;
    screen.find("#app-pin-reset").await;
    let words = screen.words().await;
    assert!(words.contains("deletes every passkey"), "{words}");
    screen.until("the way back first", "return document.activeElement?.id === 'app-pin-keep'").await;
    stage.picture("pin-forgotten");
    screen.click("#app-pin-reset").await;
    screen.until("no passkey", "return document.body.innerText.includes('There is no passkey')").await;
    // The next account begins with a PIN of its own.
    register(&screen).await;
    choose_pin(&screen).await;
    screen.quit(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_speaks_the_desktops_language_also_where_its_locale_is_missing() {
    let town = TestTown::open().await;
    for (language, spoken) in [("en_GB.UTF-8", "en"), ("de_DE.UTF-8", "de")] {
        let mut stage = Stage::set(COMPLETE).await;
        stage.speaks(language);
        let screen = Screen::open(&stage, Some(town.origin())).await;
        screen.until(spoken, &format!("return document.documentElement.lang === '{spoken}'")).await;
        screen.quit(&stage).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keyring_the_page_says_so() {
    let town = TestTown::open().await;
    let stage = Stage::set(Equipment { keyring: false, notices: false }).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    register(&screen).await;
    screen.until("the reason", "return !!document.querySelector('#create-title ~ * [role=alert]')").await;
    stage.picture("no-keyring");
    screen.quit(&stage).await;
}
