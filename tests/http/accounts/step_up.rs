//! Using the passkey again before something that matters; new tokens; all other devices signed out.

use std::time::Duration;

use rathaus_api::accounts::{Session, SteppedUp};
use rathaus_api::problem::Code;
use rathaus_tests::keys::{ACCOUNTS, DESK, finish_step_up, signed_step_up};
use rathaus_tests::{Clerk, Door, LiveStream, Resident, TestTown};

const STALE: Duration = Duration::from_secs(301);

async fn life(door: &Door) -> Session {
    door.get("/api/accounts/session").send().await.ok()
}

#[tokio::test]
async fn a_step_up_opens_what_matters_for_five_minutes() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    assert!(life(&erika.door).await.life.is_some_and(|life| life.fresh_until.is_some()), "just signed in");
    town.advance(STALE);
    erika.door.post("/api/accounts/passkeys").send().await.refused(Code::StepUpRequired);
    assert!(life(&erika.door).await.life.is_some_and(|life| life.fresh_until.is_none()));
    erika.step_up().await;
    erika.door.post("/api/accounts/passkeys").send().await.done();
    town.advance(Duration::from_secs(299));
    erika.door.post("/api/accounts/passkeys").send().await.done();
    town.advance(Duration::from_secs(2));
    erika.door.post("/api/accounts/passkeys").send().await.refused(Code::StepUpRequired);
}

#[tokio::test]
async fn a_step_up_changes_the_token_and_the_old_one_ends_after_a_minute() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    town.advance(STALE);
    let old = erika.door.clone();
    let device = erika.devices().await[0].id;
    erika.step_up().await;
    assert_ne!(old.token(), erika.door.token());
    assert_eq!(erika.devices().await[0].id, device, "it is still the same device");
    // Requests on their way are answered, but what matters is not open to the old token.
    old.get("/api/reports").send().await.done();
    old.post("/api/accounts/passkeys").send().await.refused(Code::StepUpRequired);
    town.advance(Duration::from_secs(61));
    old.get("/api/reports").send().await.refused(Code::NotSignedIn);
    erika.door.get("/api/reports").send().await.done();
}

#[tokio::test]
async fn whoever_never_got_the_answer_steps_up_once_more() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    town.advance(STALE);
    let lost = signed_step_up(&erika.door, ACCOUNTS, &mut erika.passkey).await;
    let first: SteppedUp = finish_step_up(&erika.door, ACCOUNTS, &lost).await.ok();
    erika.step_up().await;
    erika.door.post("/api/accounts/passkeys").send().await.done();
    let never_arrived = Door::app(town.origin()).with_token(first.token);
    never_arrived.get("/api/reports").send().await.refused(Code::NotSignedIn);
}

#[tokio::test]
async fn an_open_stream_outlives_the_new_token() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let mut stream = LiveStream::open(&erika.door, "/api/events", None).await;
    erika.step_up().await;
    erika.sign_in_at(Door::app(town.origin())).await;
    stream.next(rathaus_api::events::EventKind::DeviceSignedIn).await;
}

#[tokio::test]
async fn in_a_browser_the_cookie_changes_and_the_page_never_sees_it() {
    let town = TestTown::open().await;
    let door = Door::browser(town.origin());
    let mut erika = Resident::register_at(door.clone(), "Erika Beispiel").await;
    let before = door.cookies();
    let finish = signed_step_up(&door, ACCOUNTS, &mut erika.passkey).await;
    let answer = finish_step_up(&door, ACCOUNTS, &finish).await.done();
    assert!(!answer.text().contains("rh1_"), "{}", answer.text());
    assert_ne!(before, door.cookies());
    assert!(erika.session().await.is_some());
}

#[tokio::test]
async fn only_ones_own_passkey_steps_up() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let mut max = Resident::register(&town, "Max Beispiel").await;
    let door = max.door.clone();
    let ceremony: rathaus_api::accounts::Ceremony = door.post("/api/accounts/step-up").send().await.ok();
    // A tampered page lets any passkey answer.
    let mut options = ceremony.options.clone();
    options["publicKey"]["allowCredentials"] = serde_json::json!([]);
    let credential = erika.passkey.sign(town.origin(), &options).await.expect("signed");
    let finish = rathaus_api::accounts::FinishCeremony {
        ceremony: ceremony.ceremony,
        credential,
        device: String::new(),
    };
    finish_step_up(&door, ACCOUNTS, &finish).await.refused(Code::PasskeyRefused);
    // And a ceremony of one session steps up no other.
    let hers = signed_step_up(&erika.door, ACCOUNTS, &mut erika.passkey).await;
    finish_step_up(&door, ACCOUNTS, &hers).await.refused(Code::CeremonyExpired);
    max.step_up().await;
}

#[tokio::test]
async fn a_step_up_works_once_and_belongs_to_its_session() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let second = erika.sign_in_at(Door::app(town.origin())).await;
    let finish = signed_step_up(&erika.door, ACCOUNTS, &mut erika.passkey).await;
    finish_step_up(&second, ACCOUNTS, &finish).await.refused(Code::CeremonyExpired);
    let finish = signed_step_up(&erika.door, ACCOUNTS, &mut erika.passkey).await;
    let done: SteppedUp = finish_step_up(&erika.door, ACCOUNTS, &finish).await.ok();
    let door = erika.door.clone().with_token(done.token);
    finish_step_up(&door, ACCOUNTS, &finish).await.refused(Code::CeremonyExpired);
}

#[tokio::test]
async fn a_sign_in_or_an_unverified_person_is_no_step_up() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let sign_in = erika.signed(&erika.door.clone(), town.origin()).await;
    finish_step_up(&erika.door, ACCOUNTS, &sign_in).await.refused(Code::CeremonyExpired);
    let mut ceremony: rathaus_api::accounts::Ceremony =
        erika.door.post("/api/accounts/step-up").send().await.ok();
    assert_eq!(ceremony.options["publicKey"]["userVerification"], "required");
    ceremony.options["publicKey"]["userVerification"] = serde_json::json!("discouraged");
    erika.passkey.verify(false);
    let credential = erika.passkey.sign(town.origin(), &ceremony.options).await.expect("signed");
    let finish = rathaus_api::accounts::FinishCeremony {
        ceremony: ceremony.ceremony,
        credential,
        device: String::new(),
    };
    finish_step_up(&erika.door, ACCOUNTS, &finish).await.refused(Code::PasskeyRefused);
}

#[tokio::test]
async fn a_residents_step_up_is_none_at_the_desk() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let mut beate = Clerk::of_bus_stops(&town).await;
    let hers = signed_step_up(&erika.door, ACCOUNTS, &mut erika.passkey).await;
    finish_step_up(&beate.door, DESK, &hers).await.refused(Code::CeremonyExpired);
    beate.step_up().await;
    beate.door.post("/api/desk/passkeys").send().await.done();
}

#[tokio::test]
async fn signing_in_again_on_a_device_ends_its_session_before() {
    let town = TestTown::open().await;
    let door = Door::browser(town.origin());
    let mut erika = Resident::register_at(door.clone(), "Erika Beispiel").await;
    let planted = door.cookies()["__Host-rathaus"].clone();
    erika.try_sign_in(&door, town.origin()).await.done();
    assert_eq!(erika.devices().await.len(), 1);
    let old = Door::app(town.origin()).with_token(Some(planted));
    old.get("/api/reports").send().await.refused(Code::NotSignedIn);
}

#[tokio::test]
async fn all_other_devices_are_signed_out_at_once() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let max = Resident::register(&town, "Max Beispiel").await;
    let others =
        [erika.sign_in_at(Door::app(town.origin())).await, erika.sign_in_at(Door::app(town.origin())).await];
    let mut stream = LiveStream::open(&others[0], "/api/events", None).await;
    erika.door.post("/api/accounts/devices/sign-out-others").send().await.done();
    for other in &others {
        other.get("/api/reports").send().await.refused(Code::NotSignedIn);
    }
    stream.closed().await;
    assert_eq!(erika.devices().await.len(), 1);
    assert!(max.session().await.is_some(), "nobody else is signed out");
}
