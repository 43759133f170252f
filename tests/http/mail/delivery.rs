//! The way of a letter once it was sent: windows, reminders, paper, doubts, returns.

use std::time::Duration;

use rathaus_api::mail::{
    ChannelReason, DeskLetter, EvidenceKind, LetterChannel, LetterDoubt, LetterEvidence, LetterRecipient,
    LetterStage, LetterState, SendLetter,
};
use rathaus_api::problem::{Code, FieldCode};
use rathaus_api::profile::Settings;
use rathaus_law::{Answer as LawAnswer, DeliveryRegime, Place, Window, day_in_germany};
use rathaus_tests::letters::{decision, small_pdf};
use rathaus_tests::people::{erika, letters, otto, wait_for_letters, words};
use rathaus_tests::{Clerk, Mailbox, Resident, TestTown, wait};
use serde_json::json;

use super::Story;

async fn kinds(clerk: &Clerk, id: rathaus_api::ids::LetterId) -> Vec<EvidenceKind> {
    let found: LetterEvidence = clerk.door.get(&format!("/api/desk/mail/{id}/evidence")).send().await.ok();
    assert!(found.sound);
    found.entries.iter().map(|entry| entry.kind).collect()
}

/// Waits until the jobs that are due at the moved clock have reminded so often.
async fn wait_for_reminders(clerk: &Clerk, id: rathaus_api::ids::LetterId, number: usize) {
    wait::until("the reminders", || async {
        let reminded = kinds(clerk, id).await.into_iter().filter(|kind| *kind == EvidenceKind::Reminded);
        (reminded.count() == number).then_some(())
    })
    .await;
}

/// Days until the later end of the window has passed.
fn window_days(letter: &DeskLetter) -> u32 {
    let window = letter.deliveries[0].window.as_ref().expect("a window");
    u32::try_from((window.later_end - window.notice_sent_on).get_days() + 1).expect("some days")
}

#[tokio::test]
async fn nobody_opens_it_so_it_is_reminded_twice_and_printed_after_the_window() {
    let mut story = Story::begin().await;
    let id = story.decided().await;
    let days = window_days(&story.clerk.letter(id).await);
    story.pass(3).await;
    wait_for_reminders(&story.clerk, id, 1).await;
    story.pass(4).await;
    wait_for_reminders(&story.clerk, id, 2).await;
    assert_eq!(story.clerk.letter(id).await.row.state, LetterState::Provided);
    story.pass(days - 7).await;
    let printed = story.clerk.wait_for(id, LetterState::Printed).await;
    assert_eq!(printed.deliveries.len(), 2);
    assert_eq!(
        (printed.deliveries[1].channel, printed.deliveries[1].why),
        (LetterChannel::Paper, ChannelReason::WindowEnded)
    );
    assert!(printed.deliveries[0].ended_at.is_some());
    let seen = story.erika.letter(id).await;
    assert_eq!(seen.envelope.stage, LetterStage::OnPaper);
    assert!(seen.content.is_none() && !seen.envelope.unread);
    story.erika.try_open(id).await.refused(Code::WrongState);
    assert_eq!(letters(&story.town).len(), 1);
}

#[tokio::test]
async fn opened_in_the_doubtful_days_it_is_provided_again_by_a_clerk() {
    let mut story = Story::begin().await;
    let today = day_in_germany(jiff::Timestamp::now());
    let place = Place::of_municipality("15999010").unwrap();
    let doubtful = |days: &u32| {
        let window =
            Window::after_notice(today.saturating_add(jiff::Span::new().days(*days)), place).unwrap();
        window.earlier_end < window.later_end
    };
    story.pass((1..14).find(doubtful).expect("a tenth day at a weekend")).await;
    story.erika.agree().await;
    let id = story.decided().await;
    let window = story.clerk.letter(id).await.deliveries[0].window.clone().unwrap();
    let days = (window.earlier_end - window.notice_sent_on).get_days() + 1;
    story.pass(u32::try_from(days).unwrap()).await;
    let opened = story.erika.open(id).await;
    let Some(LawAnswer::Deadline(deadline)) = opened.deadline else { panic!("no deadline") };
    assert!(deadline.provide_again && deadline.final_after.is_none());
    let first = deadline.safe_until;
    let waits = story.clerk.letter(id).await;
    assert_eq!((waits.row.state, waits.row.doubt), (LetterState::NeedsClerk, Some(LetterDoubt::WindowEnd)));
    assert!(story.erika.letter(id).await.content.is_some(), "she keeps what she has read");
    let again = json!({ "what": "provide_again", "reason": "opened at the end of the window" });
    story.clerk.about(id, "decide", &again).await.done();
    let new = story.erika.letter(id).await;
    assert!(new.envelope.unread && new.content.is_some());
    let reopened = story.erika.open(id).await;
    let Some(LawAnswer::Deadline(deadline)) = reopened.deadline else { panic!("no deadline") };
    // The first opening may have counted: only its end is on the safe side.
    assert_eq!(deadline.safe_until, first);
    assert_eq!(story.erika.mailbox("?deadline=true").await.letters[0].safe_until, Some(first));
    let settled = story.clerk.letter(id).await;
    assert_eq!((settled.row.state, settled.deliveries.len()), (LetterState::Retrieved, 2));
}

#[tokio::test]
async fn an_opened_letter_is_neither_reminded_of_nor_printed() {
    let mut story = Story::begin().await;
    let id = story.decided().await;
    story.erika.open(id).await;
    story.pass(40).await;
    // A second letter shows that the jobs before it were done.
    let next = story.clerk.write(&decision(story.town.office_of_bus_stops(), &otto())).await;
    story.clerk.wait_for(next, LetterState::Printed).await;
    assert_eq!(story.clerk.letter(id).await.row.state, LetterState::Retrieved);
    assert!(!kinds(&story.clerk, id).await.contains(&EvidenceKind::Reminded));
    assert_eq!(letters(&story.town).len(), 1, "only the other one");
}

#[tokio::test]
async fn a_letter_on_paper_counts_from_its_posting_and_may_come_back() {
    let town = TestTown::open().await;
    let clerk = Clerk::at_counter(&town).await;
    let id = clerk.write(&decision(town.office_of_bus_stops(), &otto())).await;
    let printed = clerk.wait_for(id, LetterState::Printed).await;
    assert!(printed.deadline.is_none(), "nobody posted it yet");
    let today = day_in_germany(jiff::Timestamp::now());
    let early = json!({ "on": today.yesterday().unwrap() });
    clerk.about(id, "posted", &early).await.refused_field("/on", FieldCode::OutOfRange);
    clerk.about(id, "posted", &json!({ "on": today })).await.done();
    let Some(LawAnswer::Deadline(deadline)) = clerk.letter(id).await.deadline else { panic!("no deadline") };
    assert!((deadline.served_on - today).get_days() >= 4, "VwVfG 41(2)");
    clerk.about(id, "returned", &json!({ "on": today, "reason": "moved away" })).await.done();
    let waits = clerk.letter(id).await;
    assert_eq!((waits.row.state, waits.row.doubt), (LetterState::NeedsClerk, Some(LetterDoubt::Returned)));
    let again = json!({ "what": "provide_again", "reason": "she has a mailbox" });
    clerk.about(id, "decide", &again).await.refused_field("/what", FieldCode::Unknown);
    clerk.about(id, "decide", &json!({ "what": "give_up", "reason": "nobody lives there" })).await.done();
    assert_eq!(clerk.letter(id).await.row.state, LetterState::Ended);
    clerk
        .about(id, "decide", &json!({ "what": "print", "reason": "try again" }))
        .await
        .refused(Code::WrongState);
}

#[tokio::test]
async fn the_piece_on_the_shelf_is_whole_and_names_its_hashes() {
    let town = TestTown::open().await;
    let clerk = Clerk::at_counter(&town).await;
    let mut draft = decision(town.office_of_bus_stops(), &otto());
    draft.body = "Ein langer Absatz mit vielen Wörtern, der über mehrere Seiten geht.\n\n".repeat(120);
    let id = clerk.write(&draft).await;
    clerk.wait_for(id, LetterState::Printed).await;
    let pdf = wait_for_letters(&town, 1).await.remove(0);
    let check = std::process::Command::new("qpdf").arg("--check").arg(&pdf).output();
    assert!(check.expect("qpdf is installed").status.success());
    let manifest: serde_json::Value =
        serde_json::from_slice(&std::fs::read(pdf.with_extension("json")).unwrap()).unwrap();
    assert_eq!(manifest["kind"], "letter");
    assert!(manifest["pages"].as_u64().unwrap() > 2);
    assert!(!manifest.to_string().contains("Anders"), "{manifest}");
    let text = words(&pdf);
    assert!(text.contains("Markt 3") && text.contains("Rechtsbehelfsbelehrung"), "{text}");
}

#[tokio::test]
async fn an_uploaded_letter_gets_a_cover_and_goes_along() {
    let town = TestTown::open().await;
    let clerk = Clerk::at_counter(&town).await;
    let made = clerk.draft(&decision(town.office_of_bus_stops(), &otto())).await;
    let path = format!("/api/desk/mail/{}/documents?name=Bescheid.pdf&role=main", made.row.id);
    clerk.door.post(&path).body("application/pdf", small_pdf()).send().await.done();
    let made = clerk.letter(made.row.id).await;
    clerk.try_send(&made).await.done();
    clerk.wait_for(made.row.id, LetterState::Printed).await;
    let pdf = wait_for_letters(&town, 1).await.remove(0);
    assert!(words(&pdf).contains("Otto Anders"));
    let along = pdf.with_extension("1.pdf");
    assert_eq!(std::fs::read(&along).unwrap(), small_pdf());
    let manifest = std::fs::read_to_string(pdf.with_extension("json")).unwrap();
    assert!(manifest.contains(&made.documents[0].sha256), "{manifest}");
}

#[tokio::test]
async fn formal_service_goes_to_print_also_for_somebody_with_a_mailbox() {
    let story = Story::begin().await;
    let mut draft = decision(story.town.office_of_bus_stops(), &erika());
    draft.regime = DeliveryRegime::FormalDeed;
    let id = story.clerk.write(&draft).await;
    let printed = story.clerk.wait_for(id, LetterState::Printed).await;
    assert_eq!(printed.deliveries[0].why, ChannelReason::Regime);
    assert!(story.erika.mailbox("").await.letters.is_empty());
}

#[tokio::test]
async fn a_letter_without_a_mailbox_and_without_an_address_waits_for_a_clerk() {
    let town = TestTown::open().await;
    let clerk = Clerk::at_counter(&town).await;
    let mut draft = decision(town.office_of_bus_stops(), &otto());
    draft.to = LetterRecipient::Reference("HS-1".to_owned());
    let id = clerk.write(&draft).await;
    let waits = clerk.wait_for(id, LetterState::NeedsClerk).await;
    assert_eq!(waits.row.doubt, Some(LetterDoubt::NoAddress));
    let print = json!({ "what": "print", "reason": "somehow" });
    clerk.about(id, "decide", &print).await.refused_field("/what", FieldCode::Unknown);
    assert!(letters(&town).is_empty());
}

#[tokio::test]
async fn the_reporter_of_a_case_needs_a_proof_for_more_than_news() {
    let town = TestTown::open().await;
    let clerk = Clerk::at_counter(&town).await;
    let somebody = Resident::register(&town, "Somebody").await;
    somebody.agree().await;
    let filed = somebody.file(&rathaus_tests::resident::broken_bus_stop()).await;
    let mut draft = decision(town.office_of_bus_stops(), &otto());
    draft.to = LetterRecipient::Case(filed.id);
    let id = clerk.write(&draft).await;
    let waits = clerk.wait_for(id, LetterState::NeedsClerk).await;
    assert_eq!(waits.row.doubt, Some(LetterDoubt::NotProven));
    assert!(somebody.mailbox("").await.letters.is_empty());
    let news = rathaus_tests::letters::news(town.office_of_bus_stops(), filed.id);
    clerk.wait_for(clerk.write(&news).await, LetterState::Provided).await;
    assert_eq!(somebody.mailbox("").await.letters.len(), 1);
}

#[tokio::test]
async fn a_withdrawn_letter_cannot_be_opened_and_says_why() {
    let mut story = Story::begin().await;
    let id = story.decided().await;
    let cancel = json!({ "reason": "sent by mistake" });
    story.clerk.about(id, "cancel", &cancel).await.done();
    let seen = story.erika.letter(id).await;
    assert_eq!(seen.envelope.stage, LetterStage::Withdrawn);
    assert_eq!(seen.withdrawn.expect("withdrawn").reason, "sent by mistake");
    story.erika.try_open(id).await.refused(Code::WrongState);
    story.pass(40).await;
    let next = story.clerk.write(&decision(story.town.office_of_bus_stops(), &otto())).await;
    story.clerk.wait_for(next, LetterState::Printed).await;
    assert_eq!(letters(&story.town).len(), 1, "only the other one");
    for (what, body) in [
        ("cancel", cancel.clone()),
        ("decide", json!({ "what": "print", "reason": "after all" })),
        ("posted", json!({ "on": "2026-01-01" })),
        ("returned", json!({ "on": "2026-01-01", "reason": "came back" })),
    ] {
        story.clerk.about(id, what, &body).await.refused(Code::WrongState);
    }
    let after = kinds(&story.clerk, id).await;
    let place = after.iter().position(|kind| *kind == EvidenceKind::Cancelled).unwrap();
    assert!(after[place + 1..].iter().all(|kind| *kind == EvidenceKind::Exported), "{after:?}");
}

#[tokio::test]
async fn a_letter_for_later_waits_until_then() {
    let mut story = Story::begin().await;
    let made = story.clerk.draft(&decision(story.town.office_of_bus_stops(), &erika())).await;
    let path = format!("/api/desk/mail/{}/send", made.row.id);
    let at = |hours| Some(jiff::Timestamp::now() + jiff::SignedDuration::from_hours(hours));
    let send = |send_at| SendLetter { revision: made.row.revision, send_at };
    let past = story.clerk.door.post(&path).json(&send(at(-1))).send().await;
    past.refused_field("/send_at", FieldCode::OutOfRange);
    story.clerk.door.post(&path).json(&send(at(24))).send().await.done();
    assert_eq!(story.clerk.letter(made.row.id).await.row.state, LetterState::Scheduled);
    story.pass(2).await;
    story.clerk.wait_for(made.row.id, LetterState::Provided).await;
}

/// Erika is told by e-mail, at any hour.
async fn told_by_email(mailbox: &Mailbox) -> Story {
    let story = Story::of(TestTown::sending_to(mailbox).await).await;
    let mut settings = Settings::default();
    settings.quiet.on = false;
    let body = json!({ "settings": settings });
    story.erika.door.ask(reqwest::Method::PUT, "/api/accounts/settings").json(&body).send().await.done();
    let given = json!({ "address": "erika@mail.example" });
    story.erika.door.post("/api/accounts/email").json(&given).send().await.done();
    let before = mailbox.wait_for(1).await;
    let is_code = |word: &&str| word.len() == 9 && word.as_bytes()[4] == b'-';
    let mails = before.iter().flat_map(|mail| mail.content.split_whitespace());
    let code = json!({ "code": mails.rev().find(is_code).expect("a code") });
    story.erika.door.post("/api/accounts/email/code").json(&code).send().await.done();
    story
}

#[tokio::test]
async fn the_notice_by_e_mail_says_nothing_of_the_letter_and_opens_the_window() {
    let mailbox = Mailbox::open().await;
    let story = told_by_email(&mailbox).await;
    let id = story.decided().await;
    assert!(story.clerk.letter(id).await.deliveries[0].window.is_some());
    let mails = mailbox.mails();
    let notice = &mails.last().expect("a notice").content;
    assert!(notice.contains("Neue Post"), "{notice}");
    for secret in ["Dog", "HS-4711", "Ordnungsamt", "Bescheid", "Beispiel"] {
        assert!(!notice.contains(secret), "{secret} in: {notice}");
    }
}

/// How the notice of a letter went out, as it is proven.
async fn noticed_by(story: &Story, id: rathaus_api::ids::LetterId) -> serde_json::Value {
    let path = format!("/api/desk/mail/{id}/evidence");
    let found: LetterEvidence = story.clerk.door.get(&path).send().await.ok();
    let notice = found.entries.iter().find(|entry| entry.kind == EvidenceKind::NoticeSent);
    notice.expect("a notice").detail["by"].clone()
}

#[tokio::test]
async fn a_notice_is_proven_as_it_went_out_and_not_otherwise() {
    let mailbox = Mailbox::open().await;
    let told = told_by_email(&mailbox).await;
    assert_eq!(noticed_by(&told, told.decided().await).await, "email");
    let story = Story::begin().await;
    assert_eq!(noticed_by(&story, story.decided().await).await, "app");
    let mut settings = Settings::default();
    settings.notices.retain(|choice| choice.kind != rathaus_api::profile::NoticeKind::Mail);
    settings.notices.push(rathaus_api::profile::NoticeChoice {
        kind: rathaus_api::profile::NoticeKind::Mail,
        email: true,
        device: false,
    });
    let body = json!({ "settings": settings });
    story.erika.door.ask(reqwest::Method::PUT, "/api/accounts/settings").json(&body).send().await.done();
    assert_eq!(noticed_by(&story, story.decided().await).await, "none");
}

#[tokio::test]
async fn a_notice_that_reaches_nobody_is_a_clerks_matter_and_prints_nothing() {
    let mailbox = Mailbox::open().await;
    let story = told_by_email(&mailbox).await;
    mailbox.refuse_for_good();
    let id = story.clerk.write(&decision(story.town.office_of_bus_stops(), &erika())).await;
    let waits = story.clerk.wait_for(id, LetterState::NeedsClerk).await;
    assert_eq!(waits.row.doubt, Some(LetterDoubt::NoticeFailed));
    assert!(letters(&story.town).is_empty());
    let opened = story.erika.open(id).await;
    assert_eq!(opened.envelope.stage, LetterStage::Retrieved, "opening it serves it all the same");
    assert_eq!(story.clerk.letter(id).await.row.state, LetterState::Retrieved);
}

#[tokio::test]
async fn a_restart_in_between_delivers_each_letter_once() {
    let mut story = Story::begin().await;
    let office = story.town.office_of_bus_stops().to_owned();
    let mut all = Vec::new();
    for person in [erika(), otto(), erika()] {
        all.push(story.clerk.write(&decision(&office, &person)).await);
    }
    story.town.stop().await;
    story.town.start().await;
    // A job that was cut off is done again once its lease has ended.
    story.town.advance(Duration::from_secs(180));
    for (id, state) in all.iter().zip([LetterState::Provided, LetterState::Printed, LetterState::Provided]) {
        let letter = story.clerk.wait_for(*id, state).await;
        assert_eq!(letter.deliveries.len(), 1);
    }
    assert_eq!(letters(&story.town).len(), 1);
    tokio::time::timeout(Duration::from_secs(60), story.clerk.wait_for_notice(all[0]))
        .await
        .expect("a notice");
}
