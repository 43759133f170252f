//! Who somebody is: codes by letter, checks at the counter, levels that end.

mod eid;

use std::time::Duration;

use rathaus_api::identity::{
    Address, CheckOpened, CounterCode, EnterCode, Identity, Means, Person, TrustLevel,
};
use rathaus_api::problem::{Code, FieldCode};
use rathaus_api::profile::Profile;
use rathaus_tests::people::{check, code_in, erika, home, letter_to, letters, otto, wait_for_letters, words};
use rathaus_tests::{Answer, Clerk, Resident, TestTown};

const DAY: Duration = Duration::from_secs(24 * 3600);

async fn enter(resident: &Resident, code: &str) -> Answer {
    let entered = EnterCode { code: code.to_owned() };
    resident.door.post("/api/accounts/identity/letter/code").json(&entered).send().await
}

async fn ask_for_letter(resident: &Resident, person: &Person) -> Answer {
    resident.door.post("/api/accounts/identity/letter").json(&letter_to(person)).send().await
}

async fn profile(resident: &Resident) -> Profile {
    resident.door.get("/api/accounts/profile").send().await.ok()
}

#[tokio::test]
async fn whoever_gets_the_letter_has_proven_name_and_address() {
    let town = TestTown::open().await;
    let resident = Resident::register(&town, "Erika").await;
    assert_eq!(resident.identity().await.proven, TrustLevel::None);
    let identity = resident.prove_by_letter(&town, &erika()).await;
    assert_eq!((identity.proven, identity.level), (TrustLevel::Basic, TrustLevel::Basic));
    assert!(identity.letter.is_none(), "the code is used up");

    let known = profile(&resident).await;
    assert_eq!(known.address.value, Some(home()));
    assert_eq!(known.family_name.proven.map(|by| by.means), Some(Means::LetterCode));
    assert!(known.birth_date.proven.is_none(), "a letter says nothing about that");

    let code = code_in(&words(&letters(&town)[0]));
    enter(&resident, &code).await.refused(Code::CodeInvalid);
}

#[tokio::test]
async fn the_letter_is_a_sound_pdf_with_its_address_and_nothing_of_the_code_in_the_database() {
    let town = TestTown::open().await;
    let resident = Resident::register(&town, "Erika").await;
    ask_for_letter(&resident, &erika()).await.done();
    let letter = wait_for_letters(&town, 1).await.remove(0);
    let check = std::process::Command::new("qpdf").arg("--check").arg(&letter).output();
    assert!(check.expect("qpdf is installed").status.success());
    let text = words(&letter);
    for line in ["Erika Maria Beispiel", "Am Alten Bahnhof 12 a", "39999 Erlenbrück"] {
        assert!(text.contains(line), "{text}");
    }
    let manifest = std::fs::read_to_string(letter.with_extension("json")).expect("a manifest");
    assert!(manifest.contains("identity_letter") && !manifest.contains("Beispiel"), "{manifest}");
    if rathaus_tests::database::is_postgres() {
        return;
    }
    let plain = code_in(&text).replace('-', "");
    for file in ["rathaus.db", "rathaus.db-wal"] {
        let bytes = std::fs::read(town.data().join(file)).unwrap_or_default();
        for canary in [plain.as_bytes(), code_in(&text).as_bytes()] {
            assert!(!bytes.windows(canary.len()).any(|part| part == canary), "{file} holds the plain code");
        }
    }
}

#[tokio::test]
async fn five_wrong_tries_end_a_code_and_nobody_else_can_use_it() {
    let town = TestTown::open().await;
    let (resident, thief) =
        (Resident::register(&town, "Erika").await, Resident::register(&town, "Max").await);
    ask_for_letter(&resident, &erika()).await.done();
    let code = code_in(&words(&wait_for_letters(&town, 1).await[0]));
    enter(&thief, &code).await.refused(Code::CodeInvalid);
    for _ in 0..4 {
        enter(&resident, "0000-0000-0000-0").await.refused(Code::CodeInvalid);
    }
    let left: Identity = resident.identity().await;
    assert_eq!(left.letter.map(|letter| letter.tries_left), Some(1));
    enter(&resident, "nonsense").await.refused(Code::TooManyTries);
    enter(&resident, &code).await.refused(Code::CodeInvalid);
    assert_eq!(resident.identity().await.proven, TrustLevel::None);
}

#[tokio::test]
async fn of_many_tries_at_once_five_are_looked_at_and_a_code_proves_once() {
    let town = TestTown::open().await;
    let resident = Resident::register(&town, "Erika").await;
    ask_for_letter(&resident, &erika()).await.done();
    let code = code_in(&words(&wait_for_letters(&town, 1).await[0]));
    let tries = (0..5).map(|_| enter(&resident, &code));
    let answers = futures_util::future::join_all(tries).await;
    assert_eq!(answers.iter().filter(|answer| answer.status.is_success()).count(), 1);
    assert_eq!(resident.identity().await.proofs.len(), 1);
}

#[tokio::test]
async fn letters_cost_money_so_there_are_three_in_a_month_and_one_at_a_time() {
    let town = TestTown::open().await;
    let mut resident = Resident::register(&town, "Erika").await;
    for _ in 0..3 {
        ask_for_letter(&resident, &erika()).await.done();
        ask_for_letter(&resident, &erika()).await.refused(Code::WrongState);
        town.advance(DAY * 5);
        resident.step_up().await;
    }
    ask_for_letter(&resident, &erika()).await.refused(Code::TooManyTries);
    assert_eq!(wait_for_letters(&town, 3).await.len(), 3);
}

#[tokio::test]
async fn a_check_at_the_counter_is_written_down_with_who_looked() {
    let town = TestTown::open().await;
    let (resident, clerk) = (Resident::register(&town, "Erika").await, Clerk::at_counter(&town).await);
    let shown: CounterCode = resident.door.post("/api/accounts/identity/counter").send().await.ok();
    let typed = EnterCode { code: shown.code.to_lowercase().replace('-', " ") };
    let opened: CheckOpened = clerk.door.post("/api/desk/identity/open").json(&typed).send().await.ok();
    assert_eq!(opened.display_name, "Erika");
    let checks = || clerk.door.post("/api/desk/identity/checks").json(&check(&shown.code, &erika()));
    let identity: Identity = checks().send().await.ok();
    assert_eq!(identity.proven, TrustLevel::Substantial);
    checks().send().await.refused(Code::CodeInvalid);
    let proof = resident.identity().await.proofs.remove(0);
    assert_eq!(proof.checked_by.as_deref(), Some("Karla Theke"));
    let known = profile(&resident).await;
    assert_eq!(known.birth_date.value, Some(erika().birth_date));
    assert_eq!(known.birth_date.proven.map(|by| by.means), Some(Means::Counter));
}

#[tokio::test]
async fn a_clerk_who_guesses_codes_is_stopped_and_a_clerk_elsewhere_may_not_check() {
    let town = TestTown::open().await;
    let (resident, clerk) = (Resident::register(&town, "Erika").await, Clerk::at_counter(&town).await);
    let shown: CounterCode = resident.door.post("/api/accounts/identity/counter").send().await.ok();
    let busy = Clerk::of_bus_stops(&town).await;
    busy.door
        .post("/api/desk/identity/checks")
        .json(&check(&shown.code, &erika()))
        .send()
        .await
        .refused(Code::Forbidden);
    for _ in 0..5 {
        let guess = EnterCode { code: "AAAA-AAAA".to_owned() };
        clerk.door.post("/api/desk/identity/open").json(&guess).send().await.refused(Code::CodeInvalid);
    }
    let right = EnterCode { code: shown.code.clone() };
    clerk.door.post("/api/desk/identity/open").json(&right).send().await.refused(Code::TooManyTries);
    town.advance(Duration::from_secs(299));
    assert_eq!(resident.identity().await.proven, TrustLevel::None);
}

#[tokio::test]
async fn whoever_proved_who_she_is_stays_that_person() {
    let town = TestTown::open().await;
    let (resident, clerk) = (Resident::register(&town, "Erika").await, Clerk::at_counter(&town).await);
    resident.prove_at_counter(&clerk, &erika()).await;
    ask_for_letter(&resident, &otto()).await.refused_field("/given_name", FieldCode::Proven);
    let shown: CounterCode = resident.door.post("/api/accounts/identity/counter").send().await.ok();
    let other = check(&shown.code, &otto());
    clerk
        .door
        .post("/api/desk/identity/checks")
        .json(&other)
        .send()
        .await
        .refused_field("/person/birth_date", FieldCode::Proven);
    // Married: the clerk sees the former name on the document and says so.
    let mut married = check(&shown.code, &Person { family_name: "Neumann".to_owned(), ..erika() });
    let send = |check| clerk.door.post("/api/desk/identity/checks").json(&check).send();
    send(married.clone()).await.refused_field("/person/family_name", FieldCode::Proven);
    married.family_name_changed = true;
    send(married).await.done();
    assert_eq!(profile(&resident).await.family_name.value, "Neumann");
}

#[tokio::test]
async fn whoever_moves_proves_the_new_address_and_keeps_the_higher_proof_of_the_name() {
    let town = TestTown::open().await;
    let (resident, clerk) = (Resident::register(&town, "Erika").await, Clerk::at_counter(&town).await);
    resident.prove_at_counter(&clerk, &erika()).await;
    let moved = Person {
        address: Address { street: "Neue Straße 1".to_owned(), ..home() },
        given_name: "Erika".to_owned(),
        ..erika()
    };
    let identity = resident.prove_by_letter(&town, &moved).await;
    assert_eq!(identity.proven, TrustLevel::Substantial);
    let known = profile(&resident).await;
    assert_eq!(known.address.value, Some(moved.address));
    assert_eq!(known.given_name.value, "Erika Maria", "the card said so, and it is the better proof");
}

#[tokio::test]
async fn levels_end_as_configured_and_the_fields_stay_proven() {
    let settings = [("RATHAUS_IDENTITY__LETTER_DAYS", "10"), ("RATHAUS_IDENTITY__COUNTER_DAYS", "5")];
    let town = TestTown::with(&settings).await;
    let (mut resident, clerk) = (Resident::register(&town, "Erika").await, Clerk::at_counter(&town).await);
    resident.prove_at_counter(&clerk, &erika()).await;
    resident.prove_by_letter(&town, &erika()).await;
    assert_eq!(resident.identity().await.level, TrustLevel::Substantial);
    town.advance(DAY * 5);
    assert_eq!(resident.identity().await.level, TrustLevel::Basic);
    town.advance(DAY * 5);
    assert_eq!(resident.identity().await.level, TrustLevel::None);
    resident.step_up().await;
    let change = serde_json::json!({ "family_name": "Anders" });
    let refused =
        resident.door.ask(reqwest::Method::PATCH, "/api/accounts/profile").json(&change).send().await;
    refused.refused_field("/family_name", FieldCode::Proven);
}
