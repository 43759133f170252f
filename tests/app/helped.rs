//! Other people in the app's window: coming back by a letter when the phone is lost, and somebody who helps for a while.

use std::time::Duration;

use rathaus_api::representatives::{InviteRepresentative, RepresentationScope, Representations, ShownCode};
use rathaus_tests::people::{code_in, erika, wait_for_letters, words};
use rathaus_tests::{Door, Resident, TestTown};
use serde_json::json;

use crate::accounts::register;
use crate::screen::Screen;
use crate::stage::{COMPLETE, Stage};

const PIN: &str = "482913";
const HOLD: Duration = Duration::from_secs(72 * 3600);

#[tokio::test(flavor = "multi_thread")]
async fn whoever_lost_the_phone_comes_back_by_letter_on_a_new_one() {
    let town = TestTown::open().await;
    let lost = Resident::register_at(Door::app(town.origin()), "Erika Beispiel").await;
    let birth = json!({ "birth_date": erika().birth_date });
    lost.door.ask(reqwest::Method::PATCH, "/api/accounts/profile").json(&birth).send().await.done();
    lost.prove_by_letter(&town, &erika()).await;

    let stage = Stage::set(COMPLETE).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    screen.go("/zugang-verloren/brief").await;
    let person = erika();
    for (field, text) in [
        ("#recovery-given", person.given_name.as_str()),
        ("#recovery-family", &person.family_name),
        ("#recovery-birth-day", "14"),
        ("#recovery-birth-month", "3"),
        ("#recovery-birth-year", "1961"),
        ("#recovery-address-street", &person.address.street),
        ("#recovery-address-postcode", &person.address.postcode),
        ("#recovery-address-place", &person.address.place),
    ] {
        screen.type_into(field, text).await;
    }
    screen.click("main form button[type=submit]").await;
    let code = code_in(&words(&wait_for_letters(&town, 2).await[1]));
    screen.go("/zugang-verloren/code").await;
    screen.type_into("#recovery-code", &code).await;
    screen.click("main form button[type=submit]").await;
    screen.find("main [role=timer]").await;
    screen.is_drawn().await;
    stage.picture("recovery-hold");

    town.advance(HOLD);
    screen.go("/zugang-verloren/code").await;
    screen.type_into("#recovery-code", &code).await;
    screen.click("main form button[type=submit]").await;
    screen.until("what is next", "return !document.querySelector('#recovery-code')").await;
    screen.click("main .actions button.primary").await;
    screen.type_into("#app-pin", PIN).await;
    screen.type_into("#app-pin-again", PIN).await;
    screen.click("dialog[open] button[type=submit]").await;
    screen.until("a signed-in app", "return document.body.innerText.includes('Erika Beispiel')").await;
    stage.picture("recovered");
    lost.door.get("/api/reports").send().await.refused(rathaus_api::problem::Code::NotSignedIn);
    screen.quit(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_helper_joins_by_a_code_and_is_out_the_moment_it_ends() {
    let town = TestTown::open().await;
    let erika = Resident::register_at(Door::app(town.origin()), "Erika Beispiel").await;
    let ends_at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24 * 30);
    let invite = InviteRepresentative { scopes: vec![RepresentationScope::FileReports], ends_at };
    let code: ShownCode = erika.door.post("/api/representatives/invitations").json(&invite).send().await.ok();

    let stage = Stage::set(COMPLETE).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    register(&screen).await;
    screen.go("/ich/vertretung/annehmen").await;
    screen.type_into("#accept-code", &code.code).await;
    screen.click("main form button[type=submit]").await;
    screen.click("section[aria-labelledby=by-me-title] li button").await;
    let acts = "return document.body.innerText.includes('You are acting for Erika Beispiel')";
    screen.until("the banner", acts).await;
    stage.picture("acting-for");

    let rights: Representations = erika.door.get("/api/representatives").send().await.ok();
    let right = format!("/api/representatives/{}", rights.for_me[0].id);
    erika.door.delete(&right).send().await.done();
    screen.until("the end", "return document.body.innerText.includes('ended your help')").await;
    let (status, _) = screen.request("GET", "/api/reports", None).await;
    assert_eq!(status, 200, "one's own reports are there");
    stage.picture("acting-ended");
    screen.quit(&stage).await;
}
