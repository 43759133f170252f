//! What people do in the window, from the first start on.

use rathaus_tests::TestTown;

use crate::screen::Screen;
use crate::stage::{COMPLETE, Stage};

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
