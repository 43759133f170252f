//! Several passkeys for each person: adding, naming, taking away.

use std::time::Duration;

use rathaus_api::accounts::{Ceremony, OwnPasskey, PasskeyKind, RenamePasskey, Session};
use rathaus_api::events::EventKind;
use rathaus_api::problem::{Code, FieldCode};
use rathaus_tests::keys::{
    ACCOUNTS, DESK, add_passkey, finish_passkey, made_passkey, passkeys, remove_passkey,
};
use rathaus_tests::{Clerk, Door, LiveStream, Resident, SoftwarePasskey, TestTown};
use reqwest::Method;

const STALE: Duration = Duration::from_secs(301);

#[tokio::test]
async fn a_second_passkey_signs_the_same_resident_in() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let (second, own) = add_passkey(&erika.door, ACCOUNTS, "Key ring").await;
    assert_eq!((own.name.as_str(), own.current), ("Key ring", false));
    let mut with_second = Resident { passkey: second, ..erika };
    let other = with_second.sign_in_at(Door::app(town.origin())).await;
    let list = passkeys(&other, ACCOUNTS).await;
    let current: Vec<&str> =
        list.passkeys.iter().filter(|key| key.current).map(|key| key.name.as_str()).collect();
    assert_eq!((list.passkeys.len(), current), (2, vec!["Key ring"]));
    assert!(list.removable && !list.second_advised);
}

#[tokio::test]
async fn whoever_has_one_passkey_on_one_device_is_told_to_make_a_second_one() {
    let town = TestTown::open().await;
    // The software passkey says that it is copied elsewhere; the one inside the app never is.
    for (passkey, advised) in [(SoftwarePasskey::new(), false), (SoftwarePasskey::of_the_app(), true)] {
        let erika = Resident::register_with(passkey, Door::app(town.origin()), "Erika Beispiel").await;
        let session: Session = erika.door.get("/api/accounts/session").send().await.ok();
        let list = passkeys(&erika.door, ACCOUNTS).await;
        assert_eq!((session.second_passkey_advised, list.second_advised), (advised, advised));
        assert_eq!(list.passkeys[0].device_bound, advised);
        add_passkey(&erika.door, ACCOUNTS, "Key ring").await;
        let session: Session = erika.door.get("/api/accounts/session").send().await.ok();
        assert!(!session.second_passkey_advised);
    }
}

#[tokio::test]
async fn the_passkey_of_the_app_is_known_as_such() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let mut app = SoftwarePasskey::of_the_app();
    let finish = made_passkey(&erika.door, ACCOUNTS, &mut app, "App").await;
    let own: OwnPasskey = finish_passkey(&erika.door, ACCOUNTS, &finish).await.ok();
    assert_eq!(own.kind, PasskeyKind::App);
    assert_ne!(passkeys(&erika.door, ACCOUNTS).await.passkeys[0].kind, PasskeyKind::App);
}

#[tokio::test]
async fn all_devices_hear_of_a_new_passkey() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let other = erika.sign_in_at(Door::app(town.origin())).await;
    let mut stream = LiveStream::open(&other, "/api/events", None).await;
    let (_, own) = add_passkey(&erika.door, ACCOUNTS, "Key ring").await;
    assert!(own.id.starts_with(&stream.next(EventKind::PasskeyAdded).await.object));
}

#[tokio::test]
async fn adding_and_taking_away_ask_for_the_passkey_again() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let (_, own) = add_passkey(&erika.door, ACCOUNTS, "Key ring").await;
    town.advance(STALE);
    erika.door.post("/api/accounts/passkeys").send().await.refused(Code::StepUpRequired);
    remove_passkey(&erika.door, ACCOUNTS, &own.id).await.refused(Code::StepUpRequired);
    assert_eq!(passkeys(&erika.door, ACCOUNTS).await.passkeys.len(), 2);
    erika.step_up().await;
    remove_passkey(&erika.door, ACCOUNTS, &own.id).await.done();
    assert_eq!(passkeys(&erika.door, ACCOUNTS).await.passkeys.len(), 1);
}

#[tokio::test]
async fn a_passkey_taken_away_takes_its_sessions_along() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let (second, own) = add_passkey(&erika.door, ACCOUNTS, "Lost phone").await;
    let mut lost = Resident { passkey: second, door: erika.door.clone(), account: erika.account.clone() };
    let thief = lost.sign_in_at(Door::app(town.origin())).await;
    let mut stream = LiveStream::open(&thief, "/api/events", None).await;
    remove_passkey(&erika.door, ACCOUNTS, &own.id).await.done();
    thief.get("/api/reports").send().await.refused(Code::NotSignedIn);
    stream.closed().await;
    lost.try_sign_in(&Door::app(town.origin()), town.origin()).await.refused(Code::PasskeyRefused);
    assert_eq!(erika.devices().await.len(), 1);
}

#[tokio::test]
async fn taking_a_passkey_away_ends_the_step_up_of_other_devices() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let other = erika.sign_in_at(Door::app(town.origin())).await;
    let (_, own) = add_passkey(&erika.door, ACCOUNTS, "Key ring").await;
    remove_passkey(&erika.door, ACCOUNTS, &own.id).await.done();
    other.post("/api/accounts/passkeys").send().await.refused(Code::StepUpRequired);
    erika.door.post("/api/accounts/passkeys").send().await.done();
}

#[tokio::test]
async fn the_last_way_in_stays() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let list = passkeys(&erika.door, ACCOUNTS).await;
    assert!(!list.removable);
    remove_passkey(&erika.door, ACCOUNTS, &list.passkeys[0].id).await.refused(Code::LastWayIn);
    assert!(erika.session().await.is_some());
}

#[tokio::test]
async fn of_two_passkeys_taken_away_at_once_one_stays() {
    let town = TestTown::open().await;
    for _ in 0..5 {
        let mut erika = Resident::register(&town, "Erika Beispiel").await;
        let (_, own) = add_passkey(&erika.door, ACCOUNTS, "Key ring").await;
        let first = passkeys(&erika.door, ACCOUNTS).await.passkeys[0].id.clone();
        let other = erika.sign_in_at(Door::app(town.origin())).await;
        let (one, two) = futures_util::join!(
            remove_passkey(&erika.door, ACCOUNTS, &own.id),
            remove_passkey(&other, ACCOUNTS, &first)
        );
        let gone = [&one, &two].iter().filter(|answer| answer.status.is_success()).count();
        assert!(gone <= 1, "both were taken away: nobody gets in any more");
    }
}

#[tokio::test]
async fn nobody_touches_the_passkeys_of_somebody_else() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let max = Resident::register(&town, "Max Beispiel").await;
    add_passkey(&max.door, ACCOUNTS, "His second").await;
    let (_, own) = add_passkey(&erika.door, ACCOUNTS, "Key ring").await;
    remove_passkey(&max.door, ACCOUNTS, &own.id).await.refused(Code::NotFound);
    let rename = RenamePasskey { name: "Mine".to_owned() };
    let path = format!("/api/accounts/passkeys/{}", own.id);
    max.door.ask(Method::PATCH, &path).json(&rename).send().await.refused(Code::NotFound);
    assert_eq!(passkeys(&erika.door, ACCOUNTS).await.passkeys[1].name, "Key ring");
}

#[tokio::test]
async fn a_passkey_made_for_one_person_is_not_added_by_another() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let max = Resident::register(&town, "Max Beispiel").await;
    let finish = made_passkey(&erika.door, ACCOUNTS, &mut SoftwarePasskey::new(), "Key ring").await;
    finish_passkey(&max.door, ACCOUNTS, &finish).await.refused(Code::CeremonyExpired);
    // Nor in another session of the same person, nor twice.
    let finish = made_passkey(&erika.door, ACCOUNTS, &mut SoftwarePasskey::new(), "Key ring").await;
    let other = erika.sign_in_at(Door::app(town.origin())).await;
    finish_passkey(&other, ACCOUNTS, &finish).await.refused(Code::CeremonyExpired);
    let finish = made_passkey(&erika.door, ACCOUNTS, &mut SoftwarePasskey::new(), "Key ring").await;
    finish_passkey(&erika.door, ACCOUNTS, &finish).await.done();
    finish_passkey(&erika.door, ACCOUNTS, &finish).await.refused(Code::CeremonyExpired);
    assert_eq!(passkeys(&erika.door, ACCOUNTS).await.passkeys.len(), 2);
    assert_eq!(passkeys(&max.door, ACCOUNTS).await.passkeys.len(), 1);
}

#[tokio::test]
async fn a_passkey_gets_another_name() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let id = passkeys(&erika.door, ACCOUNTS).await.passkeys[0].id.clone();
    let path = format!("/api/accounts/passkeys/{id}");
    let named = |name: &str| {
        erika.door.ask(Method::PATCH, &path).json(&RenamePasskey { name: name.to_owned() }).send()
    };
    assert_eq!(named(" Kitchen laptop ").await.ok::<OwnPasskey>().name, "Kitchen laptop");
    named(" ").await.refused_field("/name", FieldCode::Required);
    named(&"x".repeat(101)).await.refused_field("/name", FieldCode::TooLong);
}

#[tokio::test]
async fn an_authenticator_is_told_which_passkeys_there_are() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let first = passkeys(&erika.door, ACCOUNTS).await.passkeys[0].id.clone();
    let ceremony: Ceremony = erika.door.post("/api/accounts/passkeys").send().await.ok();
    assert_eq!(ceremony.options["publicKey"]["excludeCredentials"][0]["id"], first);
}

#[tokio::test]
async fn one_person_has_at_most_twenty_passkeys() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let spare = made_passkey(&erika.door, ACCOUNTS, &mut SoftwarePasskey::new(), "One too many").await;
    for number in 2..=20 {
        add_passkey(&erika.door, ACCOUNTS, &format!("Key {number}")).await;
    }
    erika.door.post("/api/accounts/passkeys").send().await.refused(Code::WrongState);
    finish_passkey(&erika.door, ACCOUNTS, &spare).await.refused(Code::WrongState);
    assert_eq!(passkeys(&erika.door, ACCOUNTS).await.passkeys.len(), 20);
}

#[tokio::test]
async fn at_the_desk_the_same_rules_hold() {
    let town = TestTown::open().await;
    let mut beate = Clerk::of_bus_stops(&town).await;
    let first = passkeys(&beate.door, DESK).await.passkeys[0].id.clone();
    remove_passkey(&beate.door, DESK, &first).await.refused(Code::LastWayIn);
    let (_, own) = add_passkey(&beate.door, DESK, "Spare key").await;
    town.advance(STALE);
    remove_passkey(&beate.door, DESK, &own.id).await.refused(Code::StepUpRequired);
    beate.step_up().await;
    remove_passkey(&beate.door, DESK, &own.id).await.done();
    // A resident's session opens none of these doors.
    let erika = Resident::register(&town, "Erika Beispiel").await;
    erika.door.get("/api/desk/passkeys").send().await.refused(Code::NotSignedIn);
    beate.door.get("/api/accounts/passkeys").send().await.refused(Code::NotSignedIn);
}
