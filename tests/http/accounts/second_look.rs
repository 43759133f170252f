//! What a hostile second look at accounts found, so that it stays mended.

use std::time::Duration;

use rathaus_api::RATHAUS_FOR;
use rathaus_api::audit::{AccessAction, AccessLog};
use rathaus_api::identity::{Document, EnterCode, Person};
use rathaus_api::problem::Code;
use rathaus_api::recovery::{
    RecoverAtCounter, Recovery, RecoveryCode, RecoveryLetterRequested, RequestRecoveryLetter,
};
use rathaus_api::representatives::{
    AcceptRepresentation, InviteRepresentative, Representation, RepresentationScope, Representations,
    ShownCode,
};
use rathaus_api::staff::{ChangeMember, Role};
use rathaus_tests::people::{code_in, erika, home, letters, otto, wait_for_letters, words};
use rathaus_tests::resident::{broken_bus_stop, photo_path};
use rathaus_tests::{Answer, Clerk, Door, Resident, SoftwarePasskey, TestTown, clerk, picture};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

const HOUR: Duration = Duration::from_secs(3600);

async fn ask_for_letter(door: &Door, person: &Person) -> Answer {
    let asked = RequestRecoveryLetter { person: person.clone() };
    door.post("/api/accounts/recovery/letter").json(&asked).send().await
}

async fn enter(door: &Door, what: &str, code: &str) -> Answer {
    let entered = EnterCode { code: code.to_owned() };
    door.post(&format!("/api/accounts/{what}")).json(&entered).send().await
}

async fn code_at_counter(clerk: &Clerk, person: &Person) -> Answer {
    let asked = RecoverAtCounter { document: Document::IdCard, person: person.clone() };
    clerk.door.post("/api/desk/identity/recoveries").json(&asked).send().await
}

/// Comes back on a new device with a code that is ready.
async fn return_with(town: &TestTown, code: &str) -> Door {
    let door = Door::app(town.origin());
    let begun: rathaus_api::accounts::Ceremony = enter(&door, "recovery/passkey", code).await.ok();
    let mut passkey = SoftwarePasskey::new();
    let credential = passkey.create(door.origin(), &begun.options).await.expect("a passkey is made");
    let device = "New phone".to_owned();
    let finish = rathaus_api::accounts::FinishCeremony { ceremony: begun.ceremony, credential, device };
    let opened: rathaus_api::accounts::SessionOpened =
        door.post("/api/accounts/recovery/finish").json(&finish).send().await.ok();
    door.with_token(opened.token)
}

/// Lets somebody help.
async fn helped_by(resident: &Resident, helper: &Resident) -> Representation {
    let ends_at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24 * 30);
    let invite = InviteRepresentative { scopes: vec![RepresentationScope::FileReports], ends_at };
    let code: ShownCode =
        resident.door.post("/api/representatives/invitations").json(&invite).send().await.ok();
    let accept = AcceptRepresentation { code: code.code };
    helper.door.post("/api/representatives/accept").json(&accept).send().await.ok()
}

#[tokio::test]
async fn a_body_that_trickles_in_keeps_no_ended_session_alive() {
    let town = TestTown::open().await;
    let resident = Resident::register(&town, "Erika").await;
    let address = town.host().replace("localhost", "127.0.0.1");
    let mut stream = tokio::net::TcpStream::connect(&address).await.expect("connected");
    let body = br#"{"display_name":"Stolen"}"#;
    let head = format!(
        "PATCH /api/accounts/profile HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        town.host(),
        resident.door.token().expect("a token"),
        body.len()
    );
    stream.write_all(head.as_bytes()).await.expect("written");
    stream.write_all(&body[..10]).await.expect("written");
    // An answer to something else tells that the server has read what came before.
    resident.door.get("/api/accounts/session").send().await.done();
    resident.door.post("/api/accounts/logout").send().await.done();
    stream.write_all(&body[10..]).await.expect("written");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
}

#[tokio::test]
async fn a_passkey_begun_before_the_block_is_not_added_after_it() {
    let town = TestTown::open().await;
    let resident = Resident::register(&town, "Erika").await;
    let card: rathaus_api::recovery::BlockingCard =
        resident.door.post("/api/accounts/card").send().await.ok();
    let begun: rathaus_api::accounts::Ceremony =
        resident.door.post("/api/accounts/passkeys").send().await.ok();
    let mut passkey = SoftwarePasskey::new();
    let made = passkey.create(resident.door.origin(), &begun.options).await.expect("a passkey is made");
    let device = "Thief".to_owned();
    let finish = rathaus_api::accounts::FinishCeremony { ceremony: begun.ceremony, credential: made, device };
    enter(&Door::app(town.origin()), "block", &card.code).await.done();
    let late = resident.door.post("/api/accounts/passkeys/finish").json(&finish).send().await;
    late.refused(Code::NotSignedIn);
}

#[tokio::test]
async fn an_invitation_ends_with_the_right_to_invite() {
    let town = TestTown::open().await;
    let ada = Clerk::first_admin(&town).await;
    for dismissed in [true, false] {
        let eve = Clerk::hired(&town, "Eve Ende", town.another_office(), Role::Admin).await;
        let link = eve.link_for("Frau Neu", town.another_office(), Role::Admin).await;
        let id = eve.member.id;
        if dismissed {
            ada.door.post(&format!("/api/desk/staff/{id}/deactivate")).send().await.done();
        } else {
            let change = ChangeMember { role: Some(Role::Clerk), ..ChangeMember::default() };
            let path = format!("/api/desk/staff/{id}");
            ada.door.ask(reqwest::Method::PATCH, &path).json(&change).send().await.done();
        }
        let refused = clerk::open_invitation(&Door::app(town.origin()), &link).await;
        refused.refused(Code::InvitationInvalid);
    }
    let link = ada.link_for("Frau Neu", town.another_office(), Role::Clerk).await;
    Clerk::accept(Door::app(town.origin()), &link).await;
}

#[tokio::test]
async fn whoever_was_invited_with_the_stolen_phone_is_out_when_its_owner_comes_back() {
    let town = TestTown::open().await;
    let (resident, thief) =
        (Resident::register(&town, "Erika").await, Resident::register(&town, "Thief").await);
    let clerk = Clerk::at_counter(&town).await;
    resident.prove_at_counter(&clerk, &erika()).await;
    let right = helped_by(&resident, &thief).await;
    let reading = || thief.door.get("/api/reports").header(RATHAUS_FOR, &right.id.to_string()).send();
    reading().await.done();
    let code: RecoveryCode = code_at_counter(&clerk, &erika()).await.ok();
    let door = return_with(&town, &code.code).await;
    reading().await.refused(Code::Forbidden);
    let left: Representations = door.get("/api/representatives").send().await.ok();
    assert!(left.for_me.is_empty());
}

#[tokio::test]
async fn while_an_account_is_blocked_invited_help_rests() {
    let town = TestTown::open().await;
    let (resident, thief) =
        (Resident::register(&town, "Erika").await, Resident::register(&town, "Thief").await);
    let card: rathaus_api::recovery::BlockingCard =
        resident.door.post("/api/accounts/card").send().await.ok();
    let right = helped_by(&resident, &thief).await;
    let door = Door::app(town.origin());
    let blocked: rathaus_api::recovery::Blocked = enter(&door, "block", &card.code).await.ok();
    let reading = || thief.door.get("/api/reports").header(RATHAUS_FOR, &right.id.to_string()).send();
    reading().await.refused(Code::Forbidden);
    enter(&door, "unblock", &blocked.unblocking_code).await.done();
    reading().await.done();
}

#[tokio::test]
async fn nobody_reaches_behind_the_lock_of_a_recovery_through_somebody_else() {
    let town = TestTown::open().await;
    let (resident, helper) =
        (Resident::register(&town, "Erika").await, Resident::register(&town, "Otto").await);
    let clerk = Clerk::at_counter(&town).await;
    helper.prove_at_counter(&clerk, &otto()).await;
    let right = helped_by(&resident, &helper).await;
    // The helper's own account is taken over below its level: the letter went to his door.
    let lost = Door::app(town.origin());
    let _told: RecoveryLetterRequested = ask_for_letter(&lost, &otto()).await.ok();
    let code = code_in(&words(&wait_for_letters(&town, 1).await[0]));
    let begun: Recovery = enter(&lost, "recovery/open", &code).await.ok();
    assert!(begun.locked_until.is_some());
    town.advance(HOUR * 72);
    let door = return_with(&town, &code).await;
    let reading = door.get("/api/reports").header(RATHAUS_FOR, &right.id.to_string()).send();
    reading.await.refused(Code::Forbidden);
    let ends_at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24 * 30);
    let invite = InviteRepresentative { scopes: vec![RepresentationScope::FileReports], ends_at };
    let inviting = door.post("/api/representatives/invitations").json(&invite).send();
    inviting.await.refused(Code::LevelRequired);
}

#[tokio::test]
async fn a_namesake_at_another_address_takes_nobodys_way_back() {
    let town = TestTown::open().await;
    let resident = Resident::register(&town, "Erika").await;
    let clerk = Clerk::at_counter(&town).await;
    resident.prove_at_counter(&clerk, &erika()).await;
    // Somebody proves the same name at his own letter box and states the same day of birth.
    let liar = Resident::register(&town, "Erika").await;
    let elsewhere = Person { address: otto().address, ..erika() };
    liar.prove_by_letter(&town, &elsewhere).await;
    let stated = serde_json::json!({ "birth_date": erika().birth_date });
    liar.door.ask(reqwest::Method::PATCH, "/api/accounts/profile").json(&stated).send().await.done();

    let lost = Door::app(town.origin());
    let before = letters(&town).len();
    ask_for_letter(&lost, &erika()).await.done();
    let letter = wait_for_letters(&town, before + 1).await.pop().expect("a letter");
    assert!(words(&letter).contains(&home().street));
    let clerk = Clerk::at_counter(&town).await;
    let code: RecoveryCode = code_at_counter(&clerk, &erika()).await.ok();
    let door = return_with(&town, &code.code).await;
    let session: rathaus_api::accounts::Session = door.get("/api/accounts/session").send().await.ok();
    assert_eq!(session.account.map(|account| account.id), Some(resident.account.id));
}

#[tokio::test]
async fn a_stranger_does_not_use_the_owners_letters_up() {
    let town = TestTown::open().await;
    let resident = Resident::register(&town, "Erika").await;
    let clerk = Clerk::at_counter(&town).await;
    resident.prove_at_counter(&clerk, &erika()).await;
    let stranger = Door::app(town.origin());
    for number in 1..=3 {
        let mut guessed = Person { address: otto().address, ..erika() };
        guessed.address.street = format!("Markt {number}");
        ask_for_letter(&stranger, &guessed).await.done();
    }
    ask_for_letter(&Door::app(town.origin()), &erika()).await.done();
    wait_for_letters(&town, 1).await;
}

#[tokio::test]
async fn with_the_phone_alone_nobody_stops_the_owner_at_the_counter() {
    let town = TestTown::open().await;
    let resident = Resident::register(&town, "Erika").await;
    let clerk = Clerk::at_counter(&town).await;
    resident.prove_at_counter(&clerk, &erika()).await;
    // The thief has the phone, and no finger.
    town.advance(Duration::from_secs(6 * 60));
    let clerk = Clerk::at_counter(&town).await;
    let code: RecoveryCode = code_at_counter(&clerk, &erika()).await.ok();
    let stop = resident.door.post("/api/accounts/recovery/stop").send();
    stop.await.refused(Code::StepUpRequired);
    return_with(&town, &code.code).await;
}

#[tokio::test]
async fn what_a_helper_changes_is_told_as_a_change_and_looks_leave_no_copies() {
    let town = TestTown::open().await;
    let (resident, helper) =
        (Resident::register(&town, "Erika").await, Resident::register(&town, "Otto").await);
    let photo = resident.send_photo(picture::jpeg()).await;
    let mut report = broken_bus_stop();
    report.photos = vec![photo.id];
    let filed = resident.file(&report).await;
    let right = helped_by(&resident, &helper).await.id.to_string();
    let path = photo_path(filed.id, photo.id, "thumb");
    let own = resident.door.get(&path).send().await;
    assert_eq!(own.header("cache-control"), Some("private, max-age=86400, immutable"));
    let shown = helper.door.get(&path).header(RATHAUS_FOR, &right).send().await;
    assert_eq!(shown.header("cache-control"), Some("no-store"));
    let clerk = Clerk::of_bus_stops(&town).await;
    let path = format!("/api/desk/reports/{}/photos/{}/thumb", filed.id, photo.id);
    assert_eq!(clerk.door.get(&path).send().await.header("cache-control"), Some("no-store"));

    let link = format!("/api/reports/{}/link", filed.id);
    let revoke = helper.door.ask(reqwest::Method::DELETE, &link).header(RATHAUS_FOR, &right);
    revoke.send().await.done();
    let log: AccessLog = resident.door.get("/api/accounts/access-log").send().await.ok();
    assert!(log.entries.iter().any(|entry| entry.action == AccessAction::Changed), "{:?}", log.entries);
}

#[tokio::test]
async fn a_row_of_the_queue_says_where_and_never_what_somebody_wrote() {
    let town = TestTown::open().await;
    let resident = Resident::register(&town, "Erika").await;
    let [lat, lon] = town.centre().await;
    let mut report = broken_bus_stop();
    report.text = "My neighbour Karl Quokka broke it".to_owned();
    report.place = rathaus_tests::resident::pin(lat, lon);
    resident.file(&report).await;
    let clerk = Clerk::of_bus_stops(&town).await;
    let rows = clerk.queue("").await.cases;
    assert!(rows.iter().all(|row| !row.summary.contains("Quokka")), "{rows:?}");
}
