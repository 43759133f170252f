//! Coming back without one's passkeys, saying no, and blocking a lost phone.

use std::time::Duration;

use base64::Engine as _;
use rathaus_api::accounts::{Ceremony, FinishCeremony, SessionOpened};
use rathaus_api::events::EventKind;
use rathaus_api::identity::{Document, EnterCode, Means, Person, TrustLevel};
use rathaus_api::problem::Code;
use rathaus_api::profile::GiveEmail;
use rathaus_api::recovery::{
    Blocked, BlockingCard, NotMe, OwnRecoveries, RecoverAtCounter, Recovery, RecoveryCode,
    RecoveryLetterRequested, RecoveryStage, RequestRecoveryLetter,
};
use rathaus_tests::people::{code_in, erika, letters, otto, wait_for_letters, words};
use rathaus_tests::{Answer, Clerk, Door, LiveStream, Mailbox, Resident, SoftwarePasskey, TestTown, wait};

const HOUR: Duration = Duration::from_secs(3600);

async fn ask_for_letter(door: &Door, person: &Person) -> Answer {
    let asked = RequestRecoveryLetter { person: person.clone() };
    door.post("/api/accounts/recovery/letter").json(&asked).send().await
}

async fn enter(door: &Door, what: &str, code: &str) -> Answer {
    let entered = EnterCode { code: code.to_owned() };
    door.post(&format!("/api/accounts/{what}")).json(&entered).send().await
}

/// Makes the new passkey on a new device.
async fn return_with(door: &Door, code: &str) -> (Door, SessionOpened) {
    let finish = signed(door, code).await;
    let opened: SessionOpened = door.post("/api/accounts/recovery/finish").json(&finish).send().await.ok();
    (door.clone().with_token(opened.token.clone()), opened)
}

async fn signed(door: &Door, code: &str) -> FinishCeremony {
    let ceremony: Ceremony = enter(door, "recovery/passkey", code).await.ok();
    let mut passkey = SoftwarePasskey::new();
    let credential = passkey.create(door.origin(), &ceremony.options).await.expect("a passkey is made");
    FinishCeremony { ceremony: ceremony.ceremony, credential, device: "New phone".to_owned() }
}

/// The words of an e-mail: quoted-printable (RFC 2045, 6.7) or base64 (6.8), as far as ASCII goes.
fn words_of(content: &str) -> String {
    let (headers, body) =
        content.split_once("\r\n\r\n").or_else(|| content.split_once("\n\n")).expect("a body");
    if headers.to_lowercase().contains("content-transfer-encoding: base64") {
        let body: String = body.split_whitespace().collect();
        let bytes = base64::engine::general_purpose::STANDARD.decode(body).expect("base64");
        return String::from_utf8_lossy(&bytes).into_owned();
    }
    body.replace("=\r\n", "").replace("=\n", "").replace("=23", "#")
}

async fn code_at_counter(clerk: &Clerk, person: &Person) -> Answer {
    let asked = RecoverAtCounter { document: Document::IdCard, person: person.clone() };
    clerk.door.post("/api/desk/identity/recoveries").json(&asked).send().await
}

#[tokio::test]
async fn whoever_lost_everything_comes_back_by_letter_after_three_days() {
    let town = TestTown::open().await;
    let mut resident = Resident::register(&town, "Erika").await;
    resident
        .door
        .ask(reqwest::Method::PATCH, "/api/accounts/profile")
        .json(&serde_json::json!({ "birth_date": erika().birth_date }))
        .send()
        .await
        .done();
    resident.prove_by_letter(&town, &erika()).await;
    let mut stream = LiveStream::open(&resident.door, "/api/events", None).await;
    let lost = Door::app(town.origin());
    let _told: RecoveryLetterRequested = ask_for_letter(&lost, &erika()).await.ok();
    let code = code_in(&words(&wait_for_letters(&town, 2).await[1]));

    let begun: Recovery = enter(&lost, "recovery/open", &code).await.ok();
    assert_eq!((begun.stage, begun.locked_until), (RecoveryStage::Holding, None));
    stream.next(EventKind::RecoveryStarted).await;
    enter(&lost, "recovery/passkey", &code).await.refused(Code::WrongState);
    town.advance(HOUR * 71);
    enter(&lost, "recovery/passkey", &code).await.refused(Code::WrongState);
    town.advance(HOUR);
    let ready: Recovery = enter(&lost, "recovery/open", &code).await.ok();
    assert_eq!(ready.stage, RecoveryStage::Ready);
    let (door, opened) = return_with(&lost, &code).await;
    assert_eq!(opened.account.id, resident.account.id);

    // Whoever found the old phone is out, with session and passkey.
    resident.door.get("/api/reports").send().await.refused(Code::NotSignedIn);
    let other = Door::app(town.origin());
    resident.try_sign_in(&other, other.origin()).await.refused(Code::PasskeyRefused);
    door.get("/api/accounts/profile").send().await.done();
    enter(&lost, "recovery/open", &code).await.refused(Code::CodeInvalid);
}

#[tokio::test]
async fn a_letter_below_the_accounts_level_leaves_mail_and_profile_locked() {
    let town = TestTown::open().await;
    let (resident, clerk) = (Resident::register(&town, "Erika").await, Clerk::at_counter(&town).await);
    resident.prove_at_counter(&clerk, &erika()).await;
    let lost = Door::app(town.origin());
    ask_for_letter(&lost, &erika()).await.done();
    let code = code_in(&words(&wait_for_letters(&town, 1).await[0]));
    let begun: Recovery = enter(&lost, "recovery/open", &code).await.ok();
    assert_eq!(begun.locked_until, Some(TrustLevel::Substantial));
    town.advance(HOUR * 72);
    let (door, opened) = return_with(&lost, &code).await;
    let back = Resident { door, account: opened.account, passkey: SoftwarePasskey::new() };
    let identity = back.identity().await;
    assert_eq!((identity.proven, identity.locked_until), (TrustLevel::Basic, Some(TrustLevel::Substantial)));
    for route in ["/api/accounts/profile"] {
        back.door.get(route).send().await.refused(Code::LevelRequired);
    }
    back.door.post("/api/accounts/card").send().await.refused(Code::LevelRequired);
    // A thief's own card proves nothing for this account; the owner's does.
    let clerk = Clerk::at_counter(&town).await;
    let shown: rathaus_api::identity::CounterCode =
        back.door.post("/api/accounts/identity/counter").send().await.ok();
    let thief = rathaus_tests::people::check(&shown.code, &otto());
    clerk.door.post("/api/desk/identity/checks").json(&thief).send().await.refused(Code::InvalidFields);
    let mut renamed =
        rathaus_tests::people::check(&shown.code, &Person { family_name: "Neu".into(), ..erika() });
    renamed.family_name_changed = true;
    clerk.door.post("/api/desk/identity/checks").json(&renamed).send().await.refused(Code::InvalidFields);
    let identity = back.prove_at_counter(&clerk, &erika()).await;
    assert_eq!((identity.proven, identity.locked_until), (TrustLevel::Substantial, None));
    back.door.get("/api/accounts/profile").send().await.done();
}

#[tokio::test]
async fn that_was_not_me_stops_it_from_a_device_and_from_an_email() {
    let mailbox = Mailbox::open().await;
    let town = TestTown::sending_to(&mailbox).await;
    let (mut resident, clerk) = (Resident::register(&town, "Erika").await, Clerk::at_counter(&town).await);
    let given = GiveEmail { address: "erika@example.org".to_owned() };
    resident.door.post("/api/accounts/email").json(&given).send().await.done();
    let mail = mailbox.wait_for(1).await.remove(0).content;
    let code = mail.split_whitespace().find(|word| word.len() == 9 && word.as_bytes()[4] == b'-');
    enter(&resident.door, "email/code", code.expect("a code")).await.done();
    resident.prove_at_counter(&clerk, &erika()).await;
    let thief = Door::app(town.origin());

    ask_for_letter(&thief, &erika()).await.done();
    let code = code_in(&words(&wait_for_letters(&town, 1).await[0]));
    enter(&thief, "recovery/open", &code).await.done();
    let own: OwnRecoveries = resident.door.get("/api/accounts/recovery").send().await.ok();
    assert_eq!((own.recoveries.len(), own.recoveries[0].means), (1, Means::LetterCode));
    let told = wait::until("an e-mail that lets her say no", || async {
        mailbox.mails().iter().map(|mail| words_of(&mail.content)).find(|words| words.contains("not-me#"))
    });
    let told = told.await;
    let (_, link) = told.split_once("not-me#").expect("it has the link");
    let token: String =
        link.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    let not_me = |token: &str| {
        let link = NotMe { token: token.to_owned() };
        thief.post("/api/accounts/recovery/not-me").json(&link).send()
    };
    not_me("guessed").await.refused(Code::CodeInvalid);
    not_me(&token).await.done();
    not_me(&token).await.done();
    town.advance(HOUR * 73);
    enter(&thief, "recovery/passkey", &code).await.refused(Code::CodeInvalid);

    // No second letter for a month, and the answer does not say so.
    ask_for_letter(&thief, &erika()).await.done();
    ask_for_letter(&thief, &otto()).await.done();
    let clerk = Clerk::at_counter(&town).await;
    let at_counter: RecoveryCode = code_at_counter(&clerk, &erika()).await.ok();
    enter(&thief, "recovery/open", &at_counter.code).await.done();
    // An old link is no weapon against it.
    not_me(&token).await.done();
    enter(&thief, "recovery/open", &at_counter.code).await.done();
    // Against a code of the counter the phone alone is not enough: it may be the thief's.
    resident.door.post("/api/accounts/recovery/stop").send().await.refused(Code::StepUpRequired);
    let fresh = resident.sign_in_at(Door::app(town.origin())).await;
    fresh.post("/api/accounts/recovery/stop").send().await.done();
    enter(&thief, "recovery/passkey", &at_counter.code).await.refused(Code::CodeInvalid);
    assert_eq!(letters(&town).len(), 1);
}

#[tokio::test]
async fn a_no_between_start_and_finish_of_the_passkey_counts() {
    let town = TestTown::open().await;
    let (resident, clerk) = (Resident::register(&town, "Erika").await, Clerk::at_counter(&town).await);
    resident.prove_at_counter(&clerk, &erika()).await;
    let code: RecoveryCode = code_at_counter(&clerk, &erika()).await.ok();
    let thief = Door::app(town.origin());
    enter(&thief, "recovery/open", &code.code).await.done();
    let finish = signed(&thief, &code.code).await;
    resident.door.post("/api/accounts/recovery/stop").send().await.done();
    thief.post("/api/accounts/recovery/finish").json(&finish).send().await.refused(Code::CodeInvalid);
    resident.door.get("/api/accounts/profile").send().await.done();
}

#[tokio::test]
async fn a_code_from_the_counter_works_at_once_for_a_day_once_and_with_five_tries() {
    let town = TestTown::open().await;
    let (resident, clerk) = (Resident::register(&town, "Erika").await, Clerk::at_counter(&town).await);
    code_at_counter(&clerk, &erika()).await.refused(Code::WrongState);
    resident.prove_at_counter(&clerk, &erika()).await;
    let lost = Door::app(town.origin());

    let first: RecoveryCode = code_at_counter(&clerk, &erika()).await.ok();
    let same_beginning = format!("{}000-0000-0", &first.code[..6]);
    for _ in 0..5 {
        enter(&lost, "recovery/open", &same_beginning).await.refused(Code::CodeInvalid);
    }
    enter(&lost, "recovery/open", &first.code).await.refused(Code::CodeInvalid);

    let second: RecoveryCode = code_at_counter(&clerk, &erika()).await.ok();
    let (door, _) = {
        let ready: Recovery = enter(&lost, "recovery/open", &second.code).await.ok();
        assert_eq!((ready.stage, ready.locked_until), (RecoveryStage::Ready, None));
        return_with(&lost, &second.code).await
    };
    door.get("/api/accounts/profile").send().await.done();

    let clerk = Clerk::at_counter(&town).await;
    let late: RecoveryCode = code_at_counter(&clerk, &erika()).await.ok();
    town.advance(HOUR * 24);
    enter(&lost, "recovery/open", &late.code).await.refused(Code::CodeInvalid);
}

#[tokio::test]
async fn the_answer_is_the_same_for_people_nobody_knows() {
    let town = TestTown::open().await;
    let (resident, clerk) = (Resident::register(&town, "Erika").await, Clerk::at_counter(&town).await);
    resident.prove_at_counter(&clerk, &erika()).await;
    let door = Door::app(town.origin());
    let elsewhere = Person { address: otto().address, ..erika() };
    let mut shapes = Vec::new();
    for person in [erika(), otto(), elsewhere] {
        let answer = ask_for_letter(&door, &person).await;
        let status = answer.status;
        let told: RecoveryLetterRequested = answer.ok();
        shapes.push((status, told.hold_hours));
    }
    assert!(shapes.iter().all(|shape| *shape == shapes[0]), "{shapes:?}");
    // The third letter of a month is the last one, known or not.
    for person in [erika(), otto()] {
        for _ in 0..2 {
            let _counted = ask_for_letter(&door, &person).await;
        }
        ask_for_letter(&door, &person).await.refused(Code::TooManyTries);
    }
    let sent = wait_for_letters(&town, 1).await;
    assert!(sent.iter().all(|letter| words(letter).contains("Erika")));
}

#[tokio::test]
async fn an_account_nobody_proved_has_no_way_back_and_a_clerk_cannot_fish() {
    let town = TestTown::open().await;
    let resident = Resident::register(&town, "Erika").await;
    let person = serde_json::json!({ "given_name": "Erika Maria", "family_name": "Beispiel",
        "birth_date": erika().birth_date, "address": erika().address });
    let change = resident.door.ask(reqwest::Method::PATCH, "/api/accounts/profile").json(&person);
    change.send().await.done();
    let clerk = Clerk::at_counter(&town).await;
    for _ in 0..5 {
        code_at_counter(&clerk, &erika()).await.refused(Code::WrongState);
    }
    code_at_counter(&clerk, &erika()).await.refused(Code::TooManyTries);
    let door = Door::app(town.origin());
    ask_for_letter(&door, &erika()).await.done();
    for code in ["AAAA-AAAA-AAAA-A", "", "nonsense", &"9".repeat(500)] {
        for what in ["recovery/open", "recovery/passkey", "block", "unblock"] {
            enter(&door, what, code).await.refused(Code::CodeInvalid);
        }
    }
}

#[tokio::test]
async fn a_lost_phone_is_blocked_without_signing_in_and_opened_when_it_is_found() {
    let town = TestTown::open().await;
    let mut resident = Resident::register(&town, "Erika").await;
    let old: BlockingCard = resident.door.post("/api/accounts/card").send().await.ok();
    let card: BlockingCard = resident.door.post("/api/accounts/card").send().await.ok();
    let neighbour = Door::browser(town.origin());
    // Both earlier ones: the one at home works for three days more, whoever makes new ones.
    for code in [&old.code, &card.code] {
        let blocked: Blocked = enter(&neighbour, "block", code).await.ok();
        enter(&neighbour, "unblock", &blocked.unblocking_code).await.done();
    }
    resident.door = resident.sign_in_at(Door::app(town.origin())).await;
    let earlier = card;
    let card: BlockingCard = resident.door.post("/api/accounts/card").send().await.ok();
    town.advance(HOUR * 73);
    enter(&neighbour, "block", &earlier.code).await.refused(Code::CodeInvalid);
    enter(&neighbour, "block", &old.code).await.refused(Code::CodeInvalid);
    let blocked: Blocked = enter(&neighbour, "block", &card.code.to_lowercase()).await.ok();

    resident.door.get("/api/reports").send().await.refused(Code::NotSignedIn);
    let phone = Door::app(town.origin());
    resident.try_sign_in(&phone, phone.origin()).await.refused(Code::PasskeyRefused);
    enter(&neighbour, "unblock", &card.code).await.refused(Code::CodeInvalid);
    enter(&neighbour, "unblock", &blocked.unblocking_code).await.done();
    enter(&neighbour, "unblock", &blocked.unblocking_code).await.refused(Code::CodeInvalid);
    resident.sign_in_at(phone).await.get("/api/reports").send().await.done();
}

#[tokio::test]
async fn a_blocked_account_is_recovered_at_the_counter() {
    let town = TestTown::open().await;
    let (mut resident, clerk) = (Resident::register(&town, "Erika").await, Clerk::at_counter(&town).await);
    resident.prove_at_counter(&clerk, &erika()).await;
    let card: BlockingCard = resident.door.post("/api/accounts/card").send().await.ok();
    let door = Door::app(town.origin());
    let blocked: Blocked = enter(&door, "block", &card.code).await.ok();
    let code: RecoveryCode = code_at_counter(&clerk, &erika()).await.ok();
    enter(&door, "recovery/open", &code.code).await.done();
    let (back, _) = return_with(&door, &code.code).await;
    // The old passkeys do not come back by the code of the block.
    enter(&door, "unblock", &blocked.unblocking_code).await.refused(Code::CodeInvalid);
    resident.try_sign_in(&door, door.origin()).await.refused(Code::PasskeyRefused);
    back.get("/api/accounts/profile").send().await.done();
}
