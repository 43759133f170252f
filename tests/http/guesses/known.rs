//! The worst case: whoever guesses knows the beginning of the code, or holds a session, and no address slows her down.
//! Five tries are compared (ten of a resident), whoever holds the code or another way in gets in.

use std::time::Duration;

use rathaus_api::accounts::{LinkEntered, LinkMade};
use rathaus_api::identity::{CheckOpened, CounterCode, EnterCode};
use rathaus_api::problem::Code;
use rathaus_api::recovery::{Blocked, BlockingCard};
use rathaus_api::representatives::{
    AcceptRepresentation, InviteRepresentative, Representation, RepresentationScope, ShownCode,
};
use rathaus_tests::people::{code_in, erika, letter_to, wait_for_letters, words};
use rathaus_tests::{Clerk, Door, Inside, Resident};
use serde_json::json;

use super::{GUESSES, PROXY, guess, lenient_town, symbols};

/// Guesses of somebody who is signed in.
const SOME: usize = 1000;
const HOUR: Duration = Duration::from_secs(3600);

/// The first symbols of a code, with others behind them.
fn beginning_like(code: &str, known: usize) -> String {
    let code = code.replace('-', "");
    code[..known].to_owned() + &symbols(code.len() - known)
}

#[tokio::test]
async fn five_guesses_close_a_device_link_and_the_owner_makes_another() {
    let town = lenient_town().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let link: LinkMade = erika.door.post("/api/accounts/links").send().await.ok();
    let body = || json!({ "code": beginning_like(&link.code, 4), "device": "x" });
    let tally = guess(&Inside::of(&town), PROXY, GUESSES, "/api/accounts/links/open", body).await;
    assert_eq!((tally.wrong, tally.stopped), (5, GUESSES - 5), "{tally:?}");
    let phone = Door::app(town.origin());
    let enter = |code: &str| json!({ "code": code, "device": "New phone" });
    phone.post("/api/accounts/links/open").json(&enter(&link.code)).send().await.refused(Code::TooManyTries);
    let other: LinkMade = erika.door.post("/api/accounts/links").send().await.ok();
    phone.post("/api/accounts/links/open").json(&enter(&other.code)).send().await.ok::<LinkEntered>();
}

#[tokio::test]
async fn five_guesses_close_a_blocking_code_for_an_hour_and_the_owner_signs_in() {
    let town = lenient_town().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let card: BlockingCard = erika.door.post("/api/accounts/card").send().await.ok();
    let body = || json!({ "code": beginning_like(&card.code, 5) });
    let tally = guess(&Inside::of(&town), PROXY, GUESSES, "/api/accounts/block", body).await;
    assert_eq!((tally.wrong, tally.stopped), (5, GUESSES - 5), "{tally:?}");
    let door = erika.sign_in_at(Door::app(town.origin())).await;
    let other: BlockingCard = door.post("/api/accounts/card").send().await.ok();
    let entered = EnterCode { code: other.code };
    let block = || Door::app(town.origin()).post("/api/accounts/block").json(&entered).send();
    block().await.ok::<Blocked>();
}

#[tokio::test]
async fn a_blocking_code_that_was_guessed_at_works_again_after_an_hour() {
    let town = lenient_town().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let card: BlockingCard = erika.door.post("/api/accounts/card").send().await.ok();
    let block =
        |code: String| Door::app(town.origin()).post("/api/accounts/block").json(&EnterCode { code }).send();
    for _ in 0..5 {
        block(beginning_like(&card.code, 5)).await.refused(Code::CodeInvalid);
    }
    let answer = block(card.code.clone()).await;
    assert_eq!(answer.header("retry-after"), Some("3600"));
    answer.refused(Code::TooManyTries);
    town.advance(HOUR);
    block(card.code).await.ok::<Blocked>();
}

#[tokio::test]
async fn a_code_nobody_holds_is_stopped_like_one_that_somebody_holds() {
    let town = lenient_town().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let card: BlockingCard = erika.door.post("/api/accounts/card").send().await.ok();
    let nobodys = symbols(13);
    let door = Door::app(town.origin());
    let mut answers = Vec::new();
    for code in [card.code, nobodys] {
        let mut told = Vec::new();
        for _ in 0..7 {
            let guess = json!({ "code": beginning_like(&code, 5) });
            let answer = door.post("/api/accounts/block").json(&guess).send().await;
            told.push((answer.status, answer.problem().code()));
        }
        answers.push(told);
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn a_resident_who_guesses_invitations_is_stopped_and_the_right_helper_gets_in() {
    let town = lenient_town().await;
    let (erika, helper, thief) = (
        Resident::register(&town, "Erika Beispiel").await,
        Resident::register(&town, "Max Beispiel").await,
        Resident::register(&town, "Theo Dieb").await,
    );
    let ends_at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24);
    let invite = InviteRepresentative { scopes: vec![RepresentationScope::FileReports], ends_at };
    let shown: ShownCode =
        erika.door.post("/api/representatives/invitations").json(&invite).send().await.ok();
    let inside = Inside::of(&town).with_token(thief.door.token());
    let body = || json!({ "code": symbols(13) });
    let tally = guess(&inside, PROXY, SOME, "/api/representatives/accept", body).await;
    assert_eq!((tally.wrong, tally.stopped), (10, SOME - 10), "{tally:?}");
    let accept = AcceptRepresentation { code: shown.code };
    helper.door.post("/api/representatives/accept").json(&accept).send().await.ok::<Representation>();
}

#[tokio::test]
async fn a_clerk_who_guesses_is_stopped_and_a_colleague_checks_the_person() {
    let town = lenient_town().await;
    let resident = Resident::register(&town, "Erika Beispiel").await;
    let (curious, colleague) = (Clerk::at_counter(&town).await, Clerk::at_counter(&town).await);
    let shown: CounterCode = resident.door.post("/api/accounts/identity/counter").send().await.ok();
    let inside = Inside::of(&town).with_token(curious.door.token());
    let body = || json!({ "code": symbols(8) });
    let tally = guess(&inside, PROXY, SOME, "/api/desk/identity/open", body).await;
    assert_eq!((tally.wrong, tally.stopped), (5, SOME - 5), "{tally:?}");
    let right = EnterCode { code: shown.code };
    colleague.door.post("/api/desk/identity/open").json(&right).send().await.ok::<CheckOpened>();
}

#[tokio::test]
async fn whoever_holds_a_stolen_session_wastes_the_letter_and_the_owner_gets_another() {
    let town = lenient_town().await;
    let mut resident = Resident::register(&town, "Erika Beispiel").await;
    resident.door.post("/api/accounts/identity/letter").json(&letter_to(&erika())).send().await.done();
    let letter = wait_for_letters(&town, 1).await.remove(0);
    let inside = Inside::of(&town).with_token(resident.door.token());
    let body = || json!({ "code": symbols(13) });
    let tally = guess(&inside, PROXY, SOME, "/api/accounts/identity/letter/code", body).await;
    assert_eq!((tally.opened, tally.stopped), (0, 1), "the fifth says so: {tally:?}");
    let right = EnterCode { code: code_in(&words(&letter)) };
    let enter = resident.door.post("/api/accounts/identity/letter/code").json(&right);
    enter.send().await.refused(Code::CodeInvalid);
    resident.door = resident.sign_in_at(Door::app(town.origin())).await;
    resident.door.post("/api/accounts/devices/sign-out-others").send().await.done();
    resident.prove_by_letter(&town, &erika()).await;
}
