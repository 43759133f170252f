//! Consent to digital letters, and references that are linked by a code on paper.

use rathaus_api::mail::{ChannelReason, LetterState, LinkedReference, LinkedReferences, MailConsent};
use rathaus_api::problem::{Code, FieldCode};
use rathaus_server::sweep_once;
use rathaus_tests::letters::{WORDING, decision};
use rathaus_tests::people::{code_in, erika, otto, wait_for_letters, words};
use rathaus_tests::{Clerk, Resident, TestTown};
use serde_json::json;

use super::Story;

#[tokio::test]
async fn consent_is_given_with_its_wording_and_revoked_for_the_future() {
    let story = Story::begin().await;
    let given: MailConsent = story.erika.door.get("/api/mail/consent").send().await.ok();
    assert_eq!(given.given.expect("given").version, "2026-11");
    for (version, hash, locale, wrong) in [
        ("2026-12", WORDING, "de", "/version"),
        ("2026-11", &"ab".repeat(32), "de", "/wording_sha256"),
        ("2026-11", WORDING, "en", "/wording_sha256"),
    ] {
        let bad = json!({ "version": version, "wording_sha256": hash, "locale": locale });
        let refused = story.erika.door.post("/api/mail/consent").json(&bad).send().await;
        refused.refused_field(wrong, FieldCode::Unknown);
    }
    let still: MailConsent = story.erika.door.get("/api/mail/consent").send().await.ok();
    assert!(still.given.is_some(), "what was refused ends nothing");
    let id = story.decided().await;
    story.erika.door.delete("/api/mail/consent").send().await.done();
    story.erika.try_open(id).await.refused(Code::ConsentRequired);
    let later = story.clerk.write(&decision(story.town.office_of_bus_stops(), &erika())).await;
    let printed = story.clerk.wait_for(later, LetterState::Printed).await;
    assert_eq!(printed.deliveries[0].why, ChannelReason::NoConsent);
    story.erika.agree().await;
    story.erika.open(id).await;
}

async fn link(resident: &Resident, code: &str) -> rathaus_tests::Answer {
    resident.door.post("/api/mail/references").json(&json!({ "code": code })).send().await
}

#[tokio::test]
async fn the_code_of_a_paper_letter_links_exactly_its_reference_once() {
    let town = TestTown::open().await;
    let clerk = Clerk::at_counter(&town).await;
    let (owner, thief) = (Resident::register(&town, "Otto").await, Resident::register(&town, "Max").await);
    let draft = decision(town.office_of_bus_stops(), &otto());
    let first = clerk.write(&draft).await;
    clerk.wait_for(first, LetterState::Printed).await;
    let paper = words(&wait_for_letters(&town, 1).await[0]);
    assert!(
        paper.contains("Otto Anders") && paper.contains("HS-4711") && paper.contains("Widerspruch"),
        "{paper}"
    );
    let code = code_in(&paper.replace('.', " "));
    link(&thief, "0000-0000-0000-0").await.refused(Code::CodeInvalid);
    let linked: LinkedReference = link(&owner, &code.to_lowercase()).await.ok();
    assert_eq!(linked.reference, "HS-4711");
    link(&thief, &code).await.refused(Code::CodeInvalid);

    // Not proven well enough for this letter: on paper again. For another reference: nothing changed.
    owner.agree().await;
    let second = clerk.write(&draft).await;
    let printed = clerk.wait_for(second, LetterState::Printed).await;
    assert_eq!(printed.deliveries[0].why, ChannelReason::LevelTooLow);
    let mut other = draft.clone();
    other.reference = "HS-4712".to_owned();
    let third = clerk.wait_for(clerk.write(&other).await, LetterState::Printed).await;
    assert_eq!(third.deliveries[0].why, ChannelReason::NoMailbox);

    let mut open = draft.clone();
    open.min_level = rathaus_api::identity::TrustLevel::None;
    let fourth = clerk.wait_for(clerk.write(&open).await, LetterState::Provided).await;
    assert_eq!(fourth.deliveries[0].why, ChannelReason::Reference);

    owner.door.delete(&format!("/api/mail/references/{}", linked.id)).send().await.done();
    let none: LinkedReferences = owner.door.get("/api/mail/references").send().await.ok();
    assert!(none.references.is_empty());
}

#[tokio::test]
async fn a_known_person_is_found_only_by_name_birth_and_address_together() {
    let story = Story::begin().await;
    let office = story.town.office_of_bus_stops();
    let mut moved = erika();
    moved.address.street = "Am Alten Bahnhof 13".to_owned();
    let mut younger = erika();
    younger.birth_date = "1961-03-15".parse().unwrap();
    let mut renamed = erika();
    renamed.family_name = "Beispiel-Neu".to_owned();
    for person in [moved, younger, renamed] {
        let id = story.clerk.write(&decision(office, &person)).await;
        let printed = story.clerk.wait_for(id, LetterState::Printed).await;
        assert_eq!(printed.deliveries[0].why, ChannelReason::NoMailbox);
    }
    assert!(story.erika.mailbox("").await.letters.is_empty());
}

#[tokio::test]
async fn who_only_says_to_be_somebody_gets_none_of_her_letters() {
    let town = TestTown::open().await;
    let clerk = Clerk::at_counter(&town).await;
    let liar = Resident::register(&town, "Not Erika").await;
    let said = json!({
        "given_name": "Erika Maria", "family_name": "Beispiel", "birth_date": "1961-03-14", "address": erika().address,
    });
    liar.door.ask(reqwest::Method::PATCH, "/api/accounts/profile").json(&said).send().await.done();
    liar.agree().await;
    let id = clerk.write(&decision(town.office_of_bus_stops(), &erika())).await;
    clerk.wait_for(id, LetterState::Printed).await;
    assert!(liar.mailbox("").await.letters.is_empty());
}

#[tokio::test]
async fn two_accounts_of_one_person_are_a_clerks_matter() {
    let story = Story::begin().await;
    let second = Resident::register(&story.town, "Erika again").await;
    second.prove_at_counter(&story.clerk, &erika()).await;
    second.agree().await;
    let id = story.clerk.write(&decision(story.town.office_of_bus_stops(), &erika())).await;
    let waits = story.clerk.wait_for(id, LetterState::NeedsClerk).await;
    assert_eq!(waits.row.doubt, Some(rathaus_api::mail::LetterDoubt::TwoCandidates));
    assert!(waits.deliveries.is_empty(), "nothing was printed and nothing provided");
}

#[tokio::test]
async fn who_guesses_codes_of_paper_letters_is_stopped() {
    let town = TestTown::open().await;
    let thief = Resident::register(&town, "Theo Dieb").await;
    let guess = || uuid::Uuid::new_v4().simple().to_string().to_uppercase()[..13].to_owned();
    for _ in 0..10 {
        link(&thief, &guess()).await.refused(Code::CodeInvalid);
    }
    link(&thief, &guess()).await.refused(Code::TooManyTries);
}

#[tokio::test]
async fn of_many_who_bring_a_code_at_once_one_links_it() {
    let town = TestTown::open().await;
    let clerk = Clerk::at_counter(&town).await;
    let id = clerk.write(&decision(town.office_of_bus_stops(), &otto())).await;
    clerk.wait_for(id, LetterState::Printed).await;
    let code = code_in(&words(&wait_for_letters(&town, 1).await[0]));
    let mut people = Vec::new();
    for number in 0..4 {
        people.push(Resident::register(&town, &format!("Somebody {number}")).await);
    }
    let all = futures_util::future::join_all(people.iter().map(|person| link(person, &code))).await;
    assert_eq!(all.iter().filter(|answer| answer.status.is_success()).count(), 1);
}

#[tokio::test]
async fn an_old_letter_goes_with_its_evidence_unless_the_resident_keeps_a_copy() {
    let mut story = Story::begin().await;
    let (kept, erased) = (story.decided().await, story.decided().await);
    for id in [kept, erased] {
        story.erika.open(id).await;
    }
    story.erika.door.delete(&format!("/api/mail/{erased}")).send().await.done();
    let desk = |id| format!("/api/desk/mail/{id}");
    story.clerk.door.get(&desk(erased)).send().await.done();
    story.pass(3_655).await;
    // Somebody works here: the clock is believed.
    story.clerk.letter(kept).await;
    sweep_once(story.town.app()).await.expect("swept");
    story.clerk.door.get(&desk(erased)).send().await.refused(Code::NotFound);
    let left = story.erika.mailbox("").await.letters;
    assert_eq!(
        left.iter().map(|row| row.id).collect::<Vec<_>>(),
        [kept],
        "a copy in the mailbox keeps the letter"
    );
}

#[tokio::test]
async fn a_letter_to_one_person_goes_to_nobody_who_linked_the_number_as_another_one() {
    let town = TestTown::open().await;
    let clerk = Clerk::at_counter(&town).await;
    let office = town.office_of_bus_stops();
    let about = |person: &rathaus_api::identity::Person| {
        let mut draft = decision(office, person);
        draft.reference = "BA-2026-17".to_owned();
        draft.min_level = rathaus_api::identity::TrustLevel::None;
        draft
    };
    let first = clerk.write(&about(&otto())).await;
    clerk.wait_for(first, LetterState::Printed).await;
    let owner = Resident::register(&town, "Otto").await;
    owner.agree().await;
    let code = code_in(&words(&wait_for_letters(&town, 1).await[0]));
    link(&owner, &code).await.done();
    // The neighbour, a party to the same matter.
    let foreign = clerk.write(&about(&erika())).await;
    let printed = clerk.wait_for(foreign, LetterState::Printed).await;
    assert_eq!(printed.deliveries[0].why, ChannelReason::NoMailbox);
    assert!(owner.mailbox("").await.letters.is_empty());
    let own = clerk.write(&about(&otto())).await;
    clerk.wait_for(own, LetterState::Provided).await;
}
