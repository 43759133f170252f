//! What the town knows about somebody, on one page; contacts and how people want to be told.

use std::time::Duration;

use rathaus_api::accounts::Session;
use rathaus_api::events::EventKind;
use rathaus_api::identity::EnterCode;
use rathaus_api::problem::{Code, FieldCode};
use rathaus_api::profile::{
    DeleteAccount, Deletion, Export, GiveEmail, NoticeKind, Profile, Settings, TextSize,
};
use rathaus_api::representatives::{
    AcceptRepresentation, InviteRepresentative, RepresentationScope, ShownCode,
};
use rathaus_tests::keys::{ACCOUNTS, add_passkey};
use rathaus_tests::people::{erika as erikas_card, home, words};
use rathaus_tests::resident::broken_bus_stop;
use rathaus_tests::{Answer, Clerk, Door, LiveStream, Mailbox, Passerby, Resident, TestTown};
use reqwest::Method;
use serde_json::{Value, json};

async fn profile(resident: &Resident) -> Profile {
    resident.door.get("/api/accounts/profile").send().await.ok()
}

async fn change(resident: &Resident, change: &Value) -> Answer {
    resident.door.ask(Method::PATCH, "/api/accounts/profile").json(change).send().await
}

async fn give_email(resident: &Resident, address: &str) -> Answer {
    let given = GiveEmail { address: address.to_owned() };
    resident.door.post("/api/accounts/email").json(&given).send().await
}

async fn confirm(resident: &Resident, code: &str) -> Answer {
    let entered = EnterCode { code: code.to_owned() };
    resident.door.post("/api/accounts/email/code").json(&entered).send().await
}

fn code_in(mail: &str) -> String {
    let is_code = |word: &&str| word.len() == 9 && word.as_bytes()[4] == b'-';
    mail.split_whitespace().find(is_code).expect("a code").to_owned()
}

#[tokio::test]
async fn what_somebody_states_is_shown_as_stated() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika").await;
    let empty = profile(&erika).await;
    assert_eq!((empty.given_name.value.as_str(), empty.address.value), ("", None));
    let stated = json!({ "given_name": "Erika", "family_name": "Beispiel", "birth_date": "1961-03-14",
        "address": home(), "phone": "03900 4711" });
    change(&erika, &stated).await.done();
    erika.file(&broken_bus_stop()).await;
    let known = profile(&erika).await;
    assert_eq!(known.family_name.value, "Beispiel");
    assert_eq!(known.address.value, Some(home()));
    assert!(known.address.proven.is_none() && known.family_name.proven.is_none());
    let kept: Vec<_> = known.kept.iter().map(|kept| (kept.what.as_str(), kept.number)).collect();
    assert_eq!(kept, [("devices", 1), ("passkeys", 1), ("reports", 1), ("mail", 0)]);

    town.advance(Duration::from_secs(301));
    change(&erika, &stated).await.refused(Code::StepUpRequired);
    erika.step_up().await;
    change(&erika, &json!({ "phone": "" })).await.done();
    assert_eq!(profile(&erika).await.phone, "");
}

#[tokio::test]
async fn what_cannot_be_is_refused_by_its_field() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika").await;
    let far = json!({ "birth_date": "2999-01-01" });
    change(&erika, &far).await.refused_field("/birth_date", FieldCode::OutOfRange);
    let long = json!({ "given_name": "x".repeat(101) });
    change(&erika, &long).await.refused_field("/given_name", FieldCode::TooLong);
    let lines = json!({ "phone": "1\n2" });
    change(&erika, &lines).await.refused_field("/phone", FieldCode::Format);
    let mut place = json!({ "address": home() });
    place["address"]["postcode"] = json!("1234");
    change(&erika, &place).await.refused_field("/address/postcode", FieldCode::Format);
    change(&erika, &json!({ "email": "a@example.org" })).await.refused(Code::Malformed);
}

#[tokio::test]
async fn an_email_address_counts_once_its_code_came_back() {
    let mailbox = Mailbox::open().await;
    let town = TestTown::sending_to(&mailbox).await;
    let erika = Resident::register(&town, "Erika").await;
    give_email(&erika, "not an address").await.refused_field("/address", FieldCode::Format);
    give_email(&erika, "erika@example.org").await.done();
    let mail = mailbox.wait_for(1).await.remove(0);
    assert_eq!(mail.to, ["erika@example.org"]);
    assert_eq!(profile(&erika).await.email, None);
    confirm(&erika, "AAAA-AAAA").await.refused(Code::CodeInvalid);
    confirm(&erika, &code_in(&mail.content)).await.done();
    confirm(&erika, &code_in(&mail.content)).await.refused(Code::CodeInvalid);
    assert_eq!(profile(&erika).await.email.as_deref(), Some("erika@example.org"));

    // The address before is told that another one comes.
    give_email(&erika, "other@example.org").await.done();
    let mails = mailbox.wait_for(3).await;
    let mut to: Vec<_> = mails[1..].iter().map(|mail| mail.to[0].as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["erika@example.org", "other@example.org"]);
}

#[tokio::test]
async fn the_address_that_is_taken_away_is_told_and_so_are_the_devices() {
    let mailbox = Mailbox::open().await;
    let town = TestTown::sending_to(&mailbox).await;
    let erika = Resident::register(&town, "Erika").await;
    give_email(&erika, "erika@example.org").await.done();
    confirm(&erika, &code_in(&mailbox.wait_for(1).await[0].content)).await.done();
    let mut stream = LiveStream::open(&erika.door, "/api/events", None).await;
    erika.door.delete("/api/accounts/email").send().await.done();
    assert_eq!(profile(&erika).await.email, None);
    let told = mailbox.wait_for(2).await.remove(1);
    assert_eq!(told.to, ["erika@example.org"]);
    assert!(told.content.contains("entfernt"), "{}", told.content);
    assert!(!stream.next(EventKind::ProfileChanged).await.quiet, "security rings always");
    // Nothing to take away: nobody is told.
    erika.door.delete("/api/accounts/email").send().await.done();
    give_email(&erika, "other@example.org").await.done();
    assert_eq!(mailbox.wait_for(3).await[2].to, ["other@example.org"]);
}

#[tokio::test]
async fn news_on_devices_is_marked_quiet_where_or_when_nobody_wants_it() {
    let town = TestTown::open().await;
    let (erika, clerk) = (Resident::register(&town, "Erika").await, Clerk::of_bus_stops(&town).await);
    let mut settings = Settings::default();
    settings.quiet.on = false;
    let put = async |settings: &Settings| {
        let body = json!({ "settings": settings });
        erika.door.ask(Method::PUT, "/api/accounts/settings").json(&body).send().await.done();
    };
    put(&settings).await;
    let filed = erika.file(&broken_bus_stop()).await;
    let mut stream = LiveStream::open(&erika.door, "/api/events", None).await;
    clerk.answer(filed.id, "We are on it.").await;
    assert!(!stream.next(EventKind::AnswerGiven).await.quiet);

    // Not on devices: the pages learn of it all the same.
    for choice in &mut settings.notices {
        choice.device = false;
    }
    put(&settings).await;
    clerk.answer(filed.id, "Tomorrow.").await;
    assert!(stream.next(EventKind::AnswerGiven).await.quiet);

    // On devices, but not at this hour.
    settings = Settings::default();
    let zone = jiff::tz::TimeZone::get("Europe/Berlin").expect("a zone");
    let now = town.app().clock().now().to_zoned(zone);
    let minute = u16::try_from(i32::from(now.hour()) * 60 + i32::from(now.minute())).expect("a minute");
    settings.quiet.from_minute = minute;
    settings.quiet.until_minute = (minute + 120) % 1440;
    put(&settings).await;
    clerk.answer(filed.id, "Done.").await;
    assert!(stream.next(EventKind::AnswerGiven).await.quiet);
    add_passkey(&erika.door, ACCOUNTS, "Second").await;
    assert!(!stream.next(EventKind::PasskeyAdded).await.quiet);
}

#[tokio::test]
async fn five_wrong_tries_end_the_code_of_an_email_address() {
    let mailbox = Mailbox::open().await;
    let town = TestTown::sending_to(&mailbox).await;
    let erika = Resident::register(&town, "Erika").await;
    give_email(&erika, "erika@example.org").await.done();
    let code = code_in(&mailbox.wait_for(1).await[0].content);
    for _ in 0..4 {
        confirm(&erika, "AAAA-AAAA").await.refused(Code::CodeInvalid);
    }
    confirm(&erika, "AAAA-AAAA").await.refused(Code::TooManyTries);
    confirm(&erika, &code).await.refused(Code::CodeInvalid);
    assert_eq!(profile(&erika).await.email, None);
}

#[tokio::test]
async fn nobody_fills_a_strangers_mailbox_through_the_town_hall() {
    let mailbox = Mailbox::open().await;
    let town = TestTown::sending_to(&mailbox).await;
    let max = Resident::register(&town, "Max").await;
    for _ in 0..5 {
        give_email(&max, "victim@example.org").await.done();
    }
    give_email(&max, "victim@example.org").await.refused(Code::TooManyTries);
    let silent = TestTown::open().await;
    let erika = Resident::register(&silent, "Erika").await;
    give_email(&erika, "erika@example.org").await.refused(Code::WrongState);
}

#[tokio::test]
async fn security_cannot_be_switched_off() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika").await;
    let mut settings = Settings::default();
    settings.reading.text_size = TextSize::Largest;
    for choice in &mut settings.notices {
        choice.email = false;
    }
    settings.quiet.until_minute = 7 * 60;
    let put = |settings: &Settings| {
        let body = json!({ "settings": settings, "language": "en" });
        erika.door.ask(Method::PUT, "/api/accounts/settings").json(&body).send()
    };
    put(&settings).await.done();
    let known = profile(&erika).await;
    assert_eq!(known.account.language.tag(), "en");
    assert_eq!(
        (known.settings.reading.text_size, known.settings.quiet.until_minute),
        (TextSize::Largest, 420)
    );
    let email_of =
        |kind| known.settings.notices.iter().find(|choice| choice.kind == kind).map(|choice| choice.email);
    assert_eq!((email_of(NoticeKind::Security), email_of(NoticeKind::Cases)), (Some(true), Some(false)));
    settings.quiet.from_minute = 1440;
    put(&settings).await.refused_field("/settings/quiet", FieldCode::OutOfRange);
}

#[tokio::test]
async fn news_of_a_report_waits_for_the_morning_and_stays_away_where_nobody_wants_it() {
    let mailbox = Mailbox::open().await;
    let town = TestTown::sending_to(&mailbox).await;
    let (erika, clerk) = (Resident::register(&town, "Erika").await, Clerk::at_counter(&town).await);
    give_email(&erika, "erika@example.org").await.done();
    confirm(&erika, &code_in(&mailbox.wait_for(1).await[0].content)).await.done();
    let zone = jiff::tz::TimeZone::get("Europe/Berlin").expect("a zone");
    let now = town.app().clock().now().to_zoned(zone);
    let minute = u16::try_from(i32::from(now.hour()) * 60 + i32::from(now.minute())).expect("a minute");
    let mut settings = Settings::default();
    settings.quiet.from_minute = minute;
    settings.quiet.until_minute = (minute + 120) % 1440;
    let put = async |settings: &Settings| {
        let body = json!({ "settings": settings });
        erika.door.ask(Method::PUT, "/api/accounts/settings").json(&body).send().await.done();
    };
    put(&settings).await;
    let quiet = erika.file(&broken_bus_stop()).await;
    let mut draft = broken_bus_stop();
    draft.email = Some("passerby@example.org".to_owned());
    let loud = Passerby::at(&town).file(&draft).await;
    clerk.answer(quiet.id, "We are on it.").await;
    clerk.answer(loud.id, "We are on it.").await;
    let mails = mailbox.wait_for(3).await;
    assert!(mails[1..].iter().all(|mail| mail.to == ["passerby@example.org"]), "{mails:?}");
    town.advance(Duration::from_secs(2 * 3600 + 60));
    assert_eq!(mailbox.wait_for(4).await[3].to, ["erika@example.org"]);

    settings.quiet.on = false;
    for choice in &mut settings.notices {
        choice.email = false;
    }
    put(&settings).await;
    let clerk = Clerk::at_counter(&town).await;
    clerk.answer(quiet.id, "Done soon.").await;
    clerk.answer(loud.id, "Done soon.").await;
    assert_eq!(mailbox.wait_for(5).await[4].to, ["passerby@example.org"]);
}

#[tokio::test]
async fn everything_the_town_knows_can_be_taken_along() {
    let town = TestTown::open().await;
    let (erika, clerk) = (Resident::register(&town, "Erika").await, Clerk::at_counter(&town).await);
    erika.prove_at_counter(&clerk, &erikas_card()).await;
    let mut draft = broken_bus_stop();
    draft.text = "Glass is broken \u{1f600} \u{6f22}".to_owned();
    let filed = erika.file(&draft).await;
    clerk.report(filed.id).await;
    let max = Resident::register(&town, "Max Helfer").await;
    let ends_at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24);
    let invite = InviteRepresentative { scopes: vec![RepresentationScope::FileReports], ends_at };
    let shown: ShownCode =
        erika.door.post("/api/representatives/invitations").json(&invite).send().await.ok();
    let accept = AcceptRepresentation { code: shown.code };
    max.door.post("/api/representatives/accept").json(&accept).send().await.done();
    let export: Export = erika.door.post("/api/accounts/export").send().await.ok();
    assert_eq!((export.version, export.profile.family_name.value.as_str()), (1, "Beispiel"));
    assert_eq!((export.devices.len(), export.passkeys.len(), export.reports.len()), (1, 1, 1));
    assert!(export.access_log.iter().any(|entry| entry.name.as_deref() == Some("Karla Theke")));
    assert_eq!(export.representations.for_me[0].representative, "Max Helfer");
    assert!(export.cut_off.is_empty(), "all of it stands there");
    let helped: Export = max.door.post("/api/accounts/export").send().await.ok();
    assert_eq!(helped.representations.by_me[0].person, "Erika");

    let answer = erika.door.post("/api/accounts/export/pdf").send().await.done();
    assert_eq!(answer.header("content-type"), Some("application/pdf"));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("export.pdf");
    std::fs::write(&path, &answer.body).expect("written");
    let checked = std::process::Command::new("qpdf").arg("--check").arg(&path).output();
    assert!(checked.expect("qpdf is installed").status.success());
    let text = words(&path);
    for part in [
        "Erika Maria",
        "14.03.1961",
        filed.number.as_str(),
        "Glass is broken ? ?",
        "Karla Theke",
        "Max Helfer",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("letters-export"), "a word is missing: {text}");

    town.advance(Duration::from_secs(301));
    for path in ["/api/accounts/export", "/api/accounts/export/pdf"] {
        erika.door.post(path).send().await.refused(Code::StepUpRequired);
    }
}

#[tokio::test]
async fn a_deleted_account_leaves_its_reports_without_a_name_and_nothing_else() {
    let town = TestTown::open().await;
    let (mut erika, clerk) = (Resident::register(&town, "Erika").await, Clerk::at_counter(&town).await);
    erika.prove_at_counter(&clerk, &erikas_card()).await;
    erika.prove_by_letter(&town, &erikas_card()).await;
    erika.door.post("/api/accounts/card").send().await.done();
    let filed = erika.file(&broken_bus_stop()).await;
    let other = erika.sign_in_at(Door::app(town.origin())).await;
    let told: Deletion = erika.door.get("/api/accounts/deletion").send().await.ok();
    let reports = told.parts.iter().find(|part| part.what == "reports").expect("reports are explained");
    assert!(!reports.erased && reports.rule.is_some() && reports.number == 1);
    assert_eq!(reports.kept_days, Some(3_653), "how long is said");
    let delete = |text: &str| {
        let agreed = DeleteAccount { confirmation: text.to_owned() };
        erika.door.post("/api/accounts/deletion").json(&agreed).send()
    };
    delete("guessed").await.refused_field("/confirmation", FieldCode::Gone);
    let max = Resident::register(&town, "Max").await;
    let foreign: Deletion = max.door.get("/api/accounts/deletion").send().await.ok();
    delete(&foreign.confirmation).await.refused_field("/confirmation", FieldCode::Gone);
    delete(&told.confirmation).await.done();

    for door in [&erika.door, &other] {
        assert!(door.get("/api/accounts/session").send().await.ok::<Session>().account.is_none());
    }
    let door = Door::app(town.origin());
    erika.try_sign_in(&door, door.origin()).await.refused(Code::PasskeyRefused);
    let left = clerk.report(filed.id).await;
    assert_eq!((left.reporter, left.email), (None, None));
}
