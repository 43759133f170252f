//! A new device is let in from a signed-in one: code, same word on both screens, a passkey of its own.

use std::time::Duration;

use rathaus_api::accounts::{
    Ceremony, ConfirmLink, EnterLink, FinishCeremony, Link, LinkClaim, LinkEntered, LinkMade, LinkProgress,
    LinkState, SessionOpened,
};
use rathaus_api::events::EventKind;
use rathaus_api::problem::Code;
use rathaus_tests::keys::{ACCOUNTS, passkeys};
use rathaus_tests::{Answer, Door, LiveStream, Resident, SoftwarePasskey, TestTown};

async fn make(erika: &Resident) -> LinkMade {
    erika.door.post("/api/accounts/links").send().await.ok()
}

async fn enter(door: &Door, code: &str) -> Answer {
    let entry = EnterLink { code: code.to_owned(), device: "New phone".to_owned() };
    door.post("/api/accounts/links/open").json(&entry).send().await
}

async fn confirm(door: &Door, link: &LinkMade, word: &str) -> Answer {
    let path = format!("/api/accounts/links/{}/confirm", link.id);
    door.post(&path).json(&ConfirmLink { word: word.to_owned() }).send().await
}

async fn with_claim(door: &Door, what: &str, claim: &str) -> Answer {
    let claim = LinkClaim { claim: claim.to_owned() };
    door.post(&format!("/api/accounts/links/{what}")).json(&claim).send().await
}

async fn state(door: &Door, claim: &str) -> LinkState {
    with_claim(door, "progress", claim).await.ok::<LinkProgress>().state
}

async fn made(door: &Door, claim: &str, passkey: &mut SoftwarePasskey) -> FinishCeremony {
    let ceremony: Ceremony = with_claim(door, "passkey", claim).await.ok();
    let credential = passkey.create(door.origin(), &ceremony.options).await.expect("a passkey is made");
    FinishCeremony { ceremony: ceremony.ceremony, credential, device: "New phone".to_owned() }
}

async fn finish(door: &Door, finish: &FinishCeremony) -> Answer {
    door.post("/api/accounts/links/passkey/finish").json(finish).send().await
}

#[tokio::test]
async fn a_new_device_is_let_in_by_code_and_word() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let mut stream = LiveStream::open(&erika.door, "/api/events", None).await;
    let link = make(&erika).await;
    assert!(link.url.ends_with(&format!("/link#{}", link.code)), "{}", link.url);

    let phone = Door::app(town.origin());
    let typed = link.code.to_lowercase().replace('-', " ");
    let entered: LinkEntered = enter(&phone, &typed).await.ok();
    assert_eq!(stream.next(EventKind::LinkEntered).await.object, link.id.to_string());
    let path = format!("/api/accounts/links/{}", link.id);
    let seen: Link = erika.door.get(&path).send().await.ok();
    assert_eq!((seen.state, seen.word.as_deref()), (LinkState::Entered, Some(entered.word.as_str())));
    assert_eq!(seen.device.as_deref(), Some("New phone"));

    with_claim(&phone, "passkey", &entered.claim).await.refused(Code::WrongState);
    let confirmed: Link = confirm(&erika.door, &link, &entered.word).await.ok();
    assert_eq!(confirmed.state, LinkState::Confirmed);
    assert_eq!(state(&phone, &entered.claim).await, LinkState::Confirmed);

    let mut passkey = SoftwarePasskey::new();
    let made = made(&phone, &entered.claim, &mut passkey).await;
    let opened: SessionOpened = finish(&phone, &made).await.ok();
    assert_eq!(opened.account, erika.account);
    stream.next(EventKind::PasskeyAdded).await;
    let phone = phone.with_token(opened.token);
    let names: Vec<String> =
        passkeys(&phone, ACCOUNTS).await.passkeys.into_iter().map(|key| key.name).collect();
    assert_eq!(names, ["Test device", "New phone"]);
    // What matters asks the new passkey first.
    phone.post("/api/accounts/passkeys").send().await.refused(Code::StepUpRequired);
    let mut on_phone = Resident { door: phone, account: erika.account.clone(), passkey };
    on_phone.step_up().await;
    on_phone.door.post("/api/accounts/passkeys").send().await.done();
}

#[tokio::test]
async fn a_code_lets_one_device_in() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let link = make(&erika).await;
    let first: LinkEntered = enter(&Door::app(town.origin()), &link.code).await.ok();
    enter(&Door::app(town.origin()), &link.code).await.refused(Code::CodeInvalid);
    // And one passkey.
    confirm(&erika.door, &link, &first.word).await.done();
    let phone = Door::app(town.origin());
    let one = made(&phone, &first.claim, &mut SoftwarePasskey::new()).await;
    let two = made(&phone, &first.claim, &mut SoftwarePasskey::new()).await;
    let (one, two) = futures_util::join!(finish(&phone, &one), finish(&phone, &two));
    let good = [&one, &two].iter().filter(|answer| answer.status.is_success()).count();
    assert_eq!(good, 1, "{} {}", one.text(), two.text());
    with_claim(&phone, "passkey", &first.claim).await.refused(Code::CodeInvalid);
    assert_eq!(passkeys(&erika.door, ACCOUNTS).await.passkeys.len(), 2);
}

#[tokio::test]
async fn of_many_devices_at_once_one_is_in() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let link = make(&erika).await;
    let door = Door::app(town.origin());
    let tries = (0..8).map(|_| enter(&door, &link.code));
    let answers = futures_util::future::join_all(tries).await;
    assert_eq!(answers.iter().filter(|answer| answer.status.is_success()).count(), 1);
}

#[tokio::test]
async fn another_word_ends_the_link() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let link = make(&erika).await;
    let phone = Door::app(town.origin());
    let entered: LinkEntered = enter(&phone, &link.code).await.ok();
    confirm(&erika.door, &link, "no such word").await.refused(Code::CodeInvalid);
    confirm(&erika.door, &link, &entered.word).await.refused(Code::CodeInvalid);
    assert_eq!(state(&phone, &entered.claim).await, LinkState::Ended);
    with_claim(&phone, "passkey", &entered.claim).await.refused(Code::CodeInvalid);
}

#[tokio::test]
async fn nothing_is_confirmed_before_a_device_came() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let link = make(&erika).await;
    confirm(&erika.door, &link, "apple").await.refused(Code::CodeInvalid);
    enter(&Door::app(town.origin()), &link.code).await.refused(Code::CodeInvalid);
}

#[tokio::test]
async fn the_owner_can_refuse_and_a_new_code_ends_the_old_one() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let phone = Door::app(town.origin());
    let first = make(&erika).await;
    let second = make(&erika).await;
    enter(&phone, &first.code).await.refused(Code::CodeInvalid);
    let entered: LinkEntered = enter(&phone, &second.code).await.ok();
    erika.door.delete(&format!("/api/accounts/links/{}", second.id)).send().await.done();
    confirm(&erika.door, &second, &entered.word).await.refused(Code::CodeInvalid);
    assert_eq!(state(&phone, &entered.claim).await, LinkState::Ended);
}

#[tokio::test]
async fn a_link_ends_after_five_minutes() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let (late, slow) = (make(&erika).await, Door::app(town.origin()));
    town.advance(Duration::from_secs(301));
    enter(&slow, &late.code).await.refused(Code::CodeInvalid);
    erika.door.post("/api/accounts/links").send().await.refused(Code::StepUpRequired);
    erika.step_up().await;
    let link = make(&erika).await;
    let entered: LinkEntered = enter(&slow, &link.code).await.ok();
    town.advance(Duration::from_secs(301));
    erika.step_up().await;
    confirm(&erika.door, &link, &entered.word).await.refused(Code::CodeInvalid);
}

#[tokio::test]
async fn confirming_asks_for_the_passkey_again() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    town.advance(Duration::from_secs(200));
    let link = make(&erika).await;
    let entered: LinkEntered = enter(&Door::app(town.origin()), &link.code).await.ok();
    town.advance(Duration::from_secs(110));
    confirm(&erika.door, &link, &entered.word).await.refused(Code::StepUpRequired);
    erika.step_up().await;
    confirm(&erika.door, &link, &entered.word).await.done();
}

#[tokio::test]
async fn a_link_ends_with_the_session_that_made_it() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let stolen = erika.sign_in_at(Door::app(town.origin())).await;
    let link: LinkMade = stolen.post("/api/accounts/links").send().await.ok();
    let phone = Door::app(town.origin());
    let entered: LinkEntered = enter(&phone, &link.code).await.ok();
    confirm(&stolen, &link, &entered.word).await.done();
    let made = made(&phone, &entered.claim, &mut SoftwarePasskey::new()).await;
    erika.door.post("/api/accounts/devices/sign-out-others").send().await.done();
    finish(&phone, &made).await.refused(Code::CeremonyExpired);
    assert_eq!(passkeys(&erika.door, ACCOUNTS).await.passkeys.len(), 1);
}

#[tokio::test]
async fn nobody_touches_the_link_of_somebody_else() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let max = Resident::register(&town, "Max Beispiel").await;
    let link = make(&erika).await;
    let entered: LinkEntered = enter(&Door::app(town.origin()), &link.code).await.ok();
    confirm(&max.door, &link, &entered.word).await.refused(Code::NotFound);
    let path = format!("/api/accounts/links/{}", link.id);
    max.door.get(&path).send().await.refused(Code::NotFound);
    max.door.delete(&path).send().await.refused(Code::NotFound);
    confirm(&erika.door, &link, &entered.word).await.done();
}

#[tokio::test]
async fn a_wrong_code_and_nonsense_get_the_same_answer() {
    let town = TestTown::open().await;
    let door = Door::app(town.origin());
    let mut bodies = Vec::new();
    for code in ["ABCD-EFGH", "", "nonsense", "' OR 1=1 --", &"x".repeat(2000)] {
        let mut problem = enter(&door, code).await.refused(Code::CodeInvalid);
        problem.request_id.clear();
        bodies.push(problem);
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "{bodies:?}");
    for what in ["progress", "passkey"] {
        with_claim(&door, what, "guessed").await.refused(Code::CodeInvalid);
    }
}

#[tokio::test]
async fn guessing_codes_is_stopped_early() {
    let town = TestTown::with(&[("RATHAUS_LIMITS__SIGN_INS_PER_MINUTE", "10")]).await;
    let door = Door::app(town.origin());
    for number in 0..10 {
        enter(&door, &format!("ABC{number}-EFGH")).await.refused(Code::CodeInvalid);
    }
    enter(&door, "ABCD-EFGH").await.refused(Code::RateLimited);
}
