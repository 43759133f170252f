//! The online ID from the app: the window shows nothing but the town hall, so the way leads through the system's browser
//! to a certified OpenID provider and back to this device.

use rathaus_api::identity::{AskEidReturn, EidReturn};
use rathaus_tests::broker::{CertifiedBroker, town_with_broker, walk};
use rathaus_tests::town::free_port;
use rathaus_tests::{Door, TestTown};

use crate::accounts::{opened_page, register};
use crate::screen::Screen;
use crate::stage::{COMPLETE, Stage};

/// What the system's browser does: through the broker, back to the town's page, and on to the app.
async fn come_back(town: &TestTown, stage: &Stage, person: &str) {
    let page = opened_page(stage).await;
    let back = walk(page.as_str(), person, "urn:test:substantial").await;
    let browser = Door::browser(town.origin());
    let asked = AskEidReturn { state: back.state.clone() };
    let found: EidReturn = browser.post("/api/accounts/identity/eid/return").json(&asked).send().await.ok();
    let mut address: url::Url = found.return_to.parse().expect("an address");
    address.query_pairs_mut().append_pair("code", &back.code).append_pair("state", &back.state);
    if let Some(issuer) = &back.iss {
        address.query_pairs_mut().append_pair("iss", issuer);
    }
    let shown = reqwest::get(address).await.expect("the app waits").text().await.expect("a page");
    assert!(shown.contains("All done here"), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_eid_proves_and_brings_back_by_the_systems_browser() {
    let port = free_port();
    let town = town_with_broker(port).await;
    let Some(_broker) = CertifiedBroker::start(port, &town).await else { return };
    let mut stage = Stage::set(COMPLETE).await;
    stage.put_up_browser();
    let screen = Screen::open(&stage, Some(town.origin())).await;
    register(&screen).await;
    screen.go("/ich/nachweis").await;
    // Given up, and begun anew.
    screen.click("#eid-go").await;
    screen.click("#eid-cancel").await;
    opened_page(&stage).await;
    screen.click("#eid-go").await;
    screen.find("#eid-cancel").await;
    stage.picture("eid-waiting");
    come_back(&town, &stage, "subject-erika").await;
    let proven = "return document.body.innerText.includes('Your document was checked')";
    screen.until("the proof", proven).await;
    stage.picture("eid-proven");
    screen.quit(&stage).await;

    // Another computer, no passkey: back in with the same eID.
    let mut stage = Stage::set(COMPLETE).await;
    stage.put_up_browser();
    let screen = Screen::open(&stage, Some(town.origin())).await;
    screen.go("/zugang-verloren").await;
    screen.click("#eid-go").await;
    come_back(&town, &stage, "subject-erika").await;
    screen.until("the code's page", "return location.pathname === '/zugang-verloren/code'").await;
    stage.picture("eid-recovery");
    screen.click("main .actions button.primary").await;
    screen.type_into("#app-pin", crate::accounts::PIN).await;
    screen.type_into("#app-pin-again", crate::accounts::PIN).await;
    screen.click("dialog[open] button[type=submit]").await;
    screen.find("#rooms-title").await;
    assert!(screen.words().await.contains("Erika Mustermann"));
    screen.quit(&stage).await;
}
