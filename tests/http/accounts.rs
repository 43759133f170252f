//! Making an account, signing in and out, devices.

mod app_login;
mod independent;
mod links;
mod passkeys;
mod second_look;
mod session_states;
mod step_up;

use std::time::Duration;

use rathaus_api::accounts::{
    Account, Ceremony, ChangeAccount, FinishCeremony, Language, SessionOpened, StartRegistration,
};
use rathaus_api::problem::{Code, FieldCode};
use rathaus_tests::{Clerk, Door, LiveStream, Resident, SoftwarePasskey, TestTown};
use reqwest::Method;
use serde_json::json;

const ELSEWHERE: &str = "http://localhost:1";

#[tokio::test]
async fn a_resident_makes_an_account_and_is_signed_in() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    assert_eq!(erika.account.display_name, "Erika Beispiel");
    assert_eq!(erika.session().await, Some(erika.account.clone()));
    assert!(erika.door.token().is_some_and(|token| token.starts_with("rh1_")));
}

#[tokio::test]
async fn nobody_is_signed_in_before_that() {
    let town = TestTown::open().await;
    let session = Door::app(town.origin()).get("/api/accounts/session").send().await.done();
    assert_eq!(session.text(), r#"{"account":null}"#);
}

#[tokio::test]
async fn a_resident_signs_in_on_another_device_without_a_user_name() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let second = erika.sign_in_at(Door::app(town.origin())).await;
    assert_ne!(second.token(), erika.door.token());
    assert_eq!(erika.devices().await.len(), 2);
}

#[tokio::test]
async fn signing_out_ends_the_session_at_once() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    erika.door.post("/api/accounts/logout").send().await.done();
    erika.door.get("/api/reports").send().await.refused(Code::NotSignedIn);
    assert_eq!(erika.session().await, None);
}

#[tokio::test]
async fn a_browser_holds_a_cookie_and_its_page_never_sees_the_token() {
    let town = TestTown::open().await;
    let door = Door::browser(town.origin());
    let mut erika = Resident::register_at(door.clone(), "Erika Beispiel").await;
    assert_eq!(erika.door.token(), None);
    assert!(door.cookies().contains_key("__Host-rathaus"));
    assert_eq!(erika.session().await, Some(erika.account.clone()));

    let second = Door::browser(town.origin());
    let answer = erika.try_sign_in(&second, town.origin()).await.done();
    let cookie = answer.header("set-cookie").expect("a cookie").to_owned();
    for attribute in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!answer.text().contains("rh1_"), "{}", answer.text());

    door.post("/api/accounts/logout").send().await.done();
    assert!(door.cookies().is_empty(), "signing out leaves a cookie behind");
}

#[tokio::test]
async fn the_list_of_devices_names_this_one() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    erika.sign_in_at(Door::app(town.origin())).await;
    let devices = erika.devices().await;
    let current: Vec<&str> =
        devices.iter().filter(|device| device.current).map(|device| device.label.as_str()).collect();
    assert_eq!(current, ["Test device"]);
    assert!(devices.iter().any(|device| device.label == "Second device" && !device.current));
}

#[tokio::test]
async fn a_device_signed_out_from_another_one_hears_nothing_more() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let lost = erika.sign_in_at(Door::app(town.origin())).await;
    let mut stream = LiveStream::open(&lost, "/api/events", None).await;
    let devices = erika.devices().await;
    let other = devices.iter().find(|device| !device.current).expect("the other device");
    erika.door.delete(&format!("/api/accounts/devices/{}", other.id)).send().await.done();
    lost.get("/api/reports").send().await.refused(Code::NotSignedIn);
    stream.closed().await;
    assert_eq!(erika.devices().await.len(), 1);
}

#[tokio::test]
async fn nobody_signs_out_the_device_of_somebody_else() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let max = Resident::register(&town, "Max Beispiel").await;
    let device = erika.devices().await[0].id;
    max.door.delete(&format!("/api/accounts/devices/{device}")).send().await.refused(Code::NotFound);
    assert_eq!(erika.devices().await.len(), 1);
}

#[tokio::test]
async fn a_ceremony_works_once() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let door = Door::app(town.origin());
    let finish = erika.signed(&door, town.origin()).await;
    door.post("/api/accounts/login/finish").json(&finish).send().await.done();
    door.post("/api/accounts/login/finish").json(&finish).send().await.refused(Code::CeremonyExpired);
}

#[tokio::test]
async fn a_ceremony_ends_after_five_minutes() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let door = Door::app(town.origin());
    let finish = erika.signed(&door, town.origin()).await;
    town.advance(Duration::from_secs(301));
    door.post("/api/accounts/login/finish").json(&finish).send().await.refused(Code::CeremonyExpired);
}

#[tokio::test]
async fn an_old_signature_opens_no_new_ceremony() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let door = Door::app(town.origin());
    let old = erika.signed(&door, town.origin()).await;
    let new: Ceremony = door.post("/api/accounts/login").send().await.ok();
    let mixed = FinishCeremony { ceremony: new.ceremony, ..old };
    door.post("/api/accounts/login/finish").json(&mixed).send().await.refused(Code::PasskeyRefused);
}

#[tokio::test]
async fn a_signature_made_on_another_site_is_refused() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    erika.try_sign_in(&Door::app(town.origin()), ELSEWHERE).await.refused(Code::PasskeyRefused);
}

#[tokio::test]
async fn a_passkey_made_on_another_site_is_refused() {
    let town = TestTown::open().await;
    let door = Door::app(town.origin());
    let start = StartRegistration { display_name: "Erika".to_owned(), language: Language::De };
    let ceremony: Ceremony = door.post("/api/accounts/registration").json(&start).send().await.ok();
    let credential = SoftwarePasskey::new().create(ELSEWHERE, &ceremony.options).await.expect("a passkey");
    let finish = FinishCeremony { ceremony: ceremony.ceremony, credential, device: String::new() };
    door.post("/api/accounts/registration/finish").json(&finish).send().await.refused(Code::PasskeyRefused);
}

#[tokio::test]
async fn a_key_without_its_person_opens_nothing() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let door = Door::app(town.origin());
    let mut ceremony: Ceremony = door.post("/api/accounts/login").send().await.ok();
    // A page that was tampered with asks for less than the town hall did.
    ceremony.options["publicKey"]["userVerification"] = json!("discouraged");
    erika.passkey.verify(false);
    let credential =
        erika.passkey.sign(town.origin(), &ceremony.options).await.expect("signed without verification");
    let finish = FinishCeremony { ceremony: ceremony.ceremony, credential, device: String::new() };
    door.post("/api/accounts/login/finish").json(&finish).send().await.refused(Code::PasskeyRefused);
}

#[tokio::test]
async fn a_passkey_the_town_hall_does_not_know_opens_nothing() {
    let town = TestTown::open().await;
    let other_town = TestTown::open().await;
    let mut stranger = Resident::register(&other_town, "Erika Fremd").await;
    let known = Resident::register(&town, "Erika Beispiel").await;
    let door = Door::app(town.origin());
    stranger.try_sign_in(&door, town.origin()).await.refused(Code::PasskeyRefused);
    assert_eq!(known.devices().await.len(), 1);
}

#[tokio::test]
async fn a_residents_passkey_opens_no_desk() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let door = Door::app(town.origin());
    let ceremony: Ceremony = door.post("/api/desk/login").send().await.ok();
    let credential = erika.passkey.sign(town.origin(), &ceremony.options).await.expect("signed");
    let finish = FinishCeremony { ceremony: ceremony.ceremony, credential, device: String::new() };
    door.post("/api/desk/login/finish").json(&finish).send().await.refused(Code::PasskeyRefused);

    let for_residents = erika.signed(&door, town.origin()).await;
    door.post("/api/desk/login/finish").json(&for_residents).send().await.refused(Code::CeremonyExpired);
}

#[tokio::test]
async fn a_residents_token_opens_no_desk_and_a_clerks_token_no_account() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let clerk = Clerk::of_bus_stops(&town).await;
    erika.door.get("/api/desk/cases").send().await.refused(Code::NotSignedIn);
    clerk.door.get("/api/reports").send().await.refused(Code::NotSignedIn);
}

#[tokio::test]
async fn a_token_that_never_existed_is_refused() {
    let town = TestTown::open().await;
    for token in ["rh1_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "", "rh1_", "' OR 1=1 --"] {
        let door = Door::app(town.origin()).with_token(Some(token.to_owned()));
        door.get("/api/reports").send().await.refused(Code::NotSignedIn);
    }
}

#[tokio::test]
async fn a_page_of_another_site_signs_nobody_in() {
    let town = TestTown::open().await;
    let door = Door::app(town.origin());
    let cross = [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
        ("origin", "tauri://localhost"),
    ];
    for (name, value) in cross {
        door.post("/api/accounts/login").header(name, value).send().await.refused(Code::OriginRefused);
    }
}

#[tokio::test]
async fn a_cookie_sent_from_another_site_changes_nothing() {
    let town = TestTown::open().await;
    let door = Door::browser(town.origin());
    let erika = Resident::register_at(door.clone(), "Erika Beispiel").await;
    let forged = door.post("/api/accounts/logout").replacing("origin", "https://evil.example");
    forged.replacing("sec-fetch-site", "cross-site").send().await.refused(Code::OriginRefused);
    let silent = door.post("/api/accounts/logout").without("origin").without("sec-fetch-site");
    silent.send().await.refused(Code::OriginRefused);
    assert!(erika.session().await.is_some());
}

#[tokio::test]
async fn an_account_has_a_name_of_1_to_100_characters() {
    let town = TestTown::open().await;
    let door = Door::app(town.origin());
    let start = |name: String| door.post("/api/accounts/registration").json(&json!({ "display_name": name }));
    start("  ".to_owned()).send().await.refused_field("/display_name", FieldCode::Required);
    start("x".repeat(101)).send().await.refused_field("/display_name", FieldCode::TooLong);
    start("ß".repeat(100)).send().await.done();
}

#[tokio::test]
async fn name_and_language_can_be_changed() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let change =
        ChangeAccount { display_name: Some("Erika Neu".to_owned()), language: Some(Language::DeSimple) };
    let changed: Account = erika.door.ask(Method::PATCH, "/api/accounts/me").json(&change).send().await.ok();
    assert_eq!((changed.display_name.as_str(), changed.language), ("Erika Neu", Language::DeSimple));
    assert_eq!(erika.session().await, Some(changed));
    let nothing = erika.door.ask(Method::PATCH, "/api/accounts/me").json(&json!({ "display_name": "" }));
    nothing.send().await.refused_field("/display_name", FieldCode::Required);
}

#[tokio::test]
async fn a_session_ends_when_nobody_uses_it() {
    let town = TestTown::with(&[("RATHAUS_SESSIONS__RESIDENT_IDLE_HOURS", "2")]).await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    town.advance(Duration::from_secs(3600));
    assert!(erika.session().await.is_some());
    town.advance(Duration::from_secs(3600 + 1800));
    assert!(erika.session().await.is_some(), "it was used an hour and a half ago");
    town.advance(Duration::from_secs(2 * 3600));
    assert_eq!(erika.session().await, None);
    erika.door.get("/api/reports").send().await.refused(Code::NotSignedIn);
}

#[tokio::test]
async fn a_session_ends_after_its_time_however_much_it_is_used() {
    let town = TestTown::with(&[("RATHAUS_SESSIONS__RESIDENT_HOURS", "3")]).await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    for _ in 0..2 {
        town.advance(Duration::from_secs(3600));
        assert!(erika.session().await.is_some());
    }
    town.advance(Duration::from_secs(3600));
    assert_eq!(erika.session().await, None);
}

#[tokio::test]
async fn somebody_already_registered_can_register_again_and_is_another_account() {
    let town = TestTown::open().await;
    let first = Resident::register(&town, "Erika Beispiel").await;
    let second = Resident::register(&town, "Erika Beispiel").await;
    assert_ne!(first.account.id, second.account.id);
}

#[tokio::test]
async fn the_name_of_a_device_is_cut_and_cleaned() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let door = Door::app(town.origin());
    let mut finish = erika.signed(&door, town.origin()).await;
    finish.device = format!("  Evil\u{7}\n{}", "x".repeat(500));
    let _opened: SessionOpened = door.post("/api/accounts/login/finish").json(&finish).send().await.ok();
    let devices = erika.devices().await;
    let label = &devices.iter().find(|device| !device.current).expect("the second device").label;
    assert!(label.chars().count() <= 100 && !label.contains(char::is_control), "{label:?}");
}
