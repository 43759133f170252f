//! What the desk may write and send, and what it is kept from.

use rathaus_api::audit::{AccessAction, AccessLog, AccessObject};
use rathaus_api::mail::{
    ChangeDraft, ChannelReason, CheckedChannel, DeskLetter, DeskLetterPage, LetterAction, LetterActionKind,
    LetterCheck, LetterDocument, LetterState,
};
use rathaus_api::problem::{Code, FieldCode};
use rathaus_law::{Answer as LawAnswer, Form, Period, RemedyKind};
use rathaus_tests::letters::{acting_pdf, decision, news, small_pdf};
use rathaus_tests::people::{erika, otto, words};
use rathaus_tests::{Clerk, TestTown};
use serde_json::json;
use uuid::Uuid;

use super::Story;

async fn check(clerk: &Clerk, letter: &DeskLetter) -> LetterCheck {
    clerk.door.post(&format!("/api/desk/mail/{}/check", letter.row.id)).send().await.ok()
}

async fn upload(clerk: &Clerk, letter: &DeskLetter, query: &str, bytes: Vec<u8>) -> rathaus_tests::Answer {
    let path = format!("/api/desk/mail/{}/documents?{query}", letter.row.id);
    clerk.door.post(&path).body("application/pdf", bytes).send().await
}

#[tokio::test]
async fn a_decision_without_a_complete_remedy_notice_is_refused_naming_each_part() {
    let town = TestTown::open().await;
    let clerk = Clerk::at_counter(&town).await;
    let mut draft = decision(town.office_of_bus_stops(), &otto());
    let refused = |draft: rathaus_api::mail::DraftLetter| {
        let clerk = &clerk;
        async move {
            let made = clerk.draft(&draft).await;
            let problem = clerk.try_send(&made).await.refused(Code::InvalidFields);
            let checked = check(clerk, &made).await;
            assert_eq!(checked.missing, problem.errors, "the check says the same");
            assert_eq!(clerk.letter(made.row.id).await.row.state, LetterState::Draft);
            let fields = problem.errors.into_iter().map(|error| (error.pointer, error.code));
            fields.collect::<Vec<_>>()
        }
    };
    let field = |pointer: &str, code| (pointer.to_owned(), code);
    let notice = draft.remedy.clone().unwrap();
    draft.remedy = None;
    let required = ["/remedy/remedy", "/remedy/body", "/remedy/seat", "/remedy/period"];
    let expected: Vec<_> = required.iter().map(|pointer| field(pointer, FieldCode::Required)).collect();
    assert_eq!(refused(draft.clone()).await, expected);
    let mut wrong = notice.clone();
    wrong.remedy = Some(RemedyKind::CourtAction);
    wrong.period = Some(Period::Days(30));
    wrong.forms = vec![Form::Written];
    wrong.seat = Some(" ".to_owned());
    draft.remedy = Some(wrong);
    let unknown = ["/remedy/remedy", "/remedy/period", "/remedy/forms"];
    let mut expected = vec![field("/remedy/seat", FieldCode::Required)];
    expected.extend(unknown.iter().map(|pointer| field(pointer, FieldCode::Unknown)));
    assert_eq!(refused(draft.clone()).await, expected);
    draft.remedy = Some(notice);
    draft.law_subject = None;
    draft.decided_on = None;
    let expected = ["/decided_on", "/law_subject"].map(|pointer| field(pointer, FieldCode::Required));
    assert_eq!(refused(draft).await, expected);
}

#[tokio::test]
async fn the_check_says_how_it_would_go_and_changes_nothing() {
    let story = Story::begin().await;
    let office = story.town.office_of_bus_stops();
    let made = story.clerk.draft(&decision(office, &erika())).await;
    let checked = check(&story.clerk, &made).await;
    assert_eq!((checked.channel, checked.why), (CheckedChannel::Digital, ChannelReason::Person));
    assert!(checked.missing.is_empty() && checked.window.is_some());
    assert!(matches!(checked.preview, Some(LawAnswer::Deadline(_))));
    let other = story.clerk.draft(&decision(office, &otto())).await;
    let checked = check(&story.clerk, &other).await;
    assert_eq!((checked.channel, checked.why), (CheckedChannel::Paper, ChannelReason::NoMailbox));
    assert!(story.erika.mailbox("").await.letters.is_empty());
    assert_eq!(story.clerk.letter(made.row.id).await.row.revision, made.row.revision);
}

#[tokio::test]
async fn sending_twice_sends_once_and_an_old_revision_is_refused() {
    let story = Story::begin().await;
    let made = story.clerk.draft(&decision(story.town.office_of_bus_stops(), &erika())).await;
    let path = format!("/api/desk/mail/{}", made.row.id);
    let mut draft = made.letter.clone();
    draft.subject = "Dog tax, corrected".to_owned();
    let change = ChangeDraft { revision: made.row.revision, letter: draft };
    let put = || story.clerk.door.ask(reqwest::Method::PUT, &path).json(&change).send();
    let changed: DeskLetter = put().await.ok();
    assert_eq!(put().await.refused(Code::StaleRevision).revision, Some(changed.row.revision));
    story.clerk.try_send(&made).await.refused(Code::StaleRevision);
    let key = Uuid::new_v4();
    let send = || {
        let body = json!({ "revision": changed.row.revision });
        story.clerk.door.post(&format!("{path}/send")).json(&body).key(key).send()
    };
    send().await.done();
    send().await.done();
    story.clerk.try_send(&changed).await.refused(Code::WrongState);
    story.clerk.wait_for(made.row.id, LetterState::Provided).await;
    assert_eq!(story.erika.mailbox("").await.letters.len(), 1);
    put().await.refused(Code::WrongState);
    story.clerk.door.delete(&path).send().await.refused(Code::WrongState);
}

#[tokio::test]
async fn a_resend_is_answered_as_before_also_when_its_time_has_passed() {
    let mut story = Story::begin().await;
    let office = story.town.office_of_bus_stops().to_owned();
    let (begun, sent) = (Uuid::new_v4(), Uuid::new_v4());
    let draft = decision(&office, &erika());
    let begin = |clerk: &Clerk| clerk.door.post("/api/desk/mail").json(&draft).key(begun).send();
    let made: DeskLetter = begin(&story.clerk).await.ok();
    let at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24);
    let path = format!("/api/desk/mail/{}/send", made.row.id);
    let body = json!({ "revision": made.row.revision, "send_at": at });
    let send = |clerk: &Clerk| clerk.door.post(&path).json(&body).key(sent).send();
    send(&story.clerk).await.done();
    story.pass(2).await;
    send(&story.clerk).await.done();
    let again: DeskLetter = begin(&story.clerk).await.ok();
    assert_eq!(again.row.id, made.row.id);
}

#[tokio::test]
async fn fields_out_of_their_limits_are_named() {
    let town = TestTown::open().await;
    let clerk = Clerk::of_bus_stops(&town).await;
    let office = town.office_of_bus_stops();
    let wrong = |pointer: &'static str, code, change: fn(&mut rathaus_api::mail::DraftLetter)| {
        let mut draft = decision(office, &otto());
        change(&mut draft);
        let clerk = &clerk;
        async move { clerk.door.post("/api/desk/mail").json(&draft).send().await.refused_field(pointer, code) }
    };
    wrong("/subject", FieldCode::Required, |draft| draft.subject = " ".to_owned()).await;
    wrong("/subject", FieldCode::TooLong, |draft| draft.subject = "x".repeat(151)).await;
    wrong("/body", FieldCode::TooLong, |draft| draft.body = "x".repeat(20_001)).await;
    wrong("/office", FieldCode::Unknown, |draft| draft.office = "bauhof".to_owned()).await;
    wrong("/min_level", FieldCode::OutOfRange, |draft| {
        draft.min_level = rathaus_api::identity::TrustLevel::High;
    })
    .await;
    wrong("/regime", FieldCode::Unknown, |draft| {
        draft.regime = rathaus_law::DeliveryRegime::MailboxOzg;
    })
    .await;
    // Its deadline would run while nobody has read a word.
    wrong("/regime", FieldCode::Unknown, |draft| {
        draft.regime = rathaus_law::DeliveryRegime::ProvisionSgbX;
    })
    .await;
    wrong("/actions/0/url", FieldCode::Format, |draft| {
        draft.actions = vec![LetterAction {
            kind: LetterActionKind::Open,
            due: None,
            amount_cents: None,
            iban: None,
            payee: None,
            remittance: None,
            url: Some("javascript:alert(1)".to_owned()),
        }];
    })
    .await;
    let mut foreign = news(office, rathaus_api::ids::CaseId::new());
    foreign.summary = "x".to_owned();
    let refused = clerk.door.post("/api/desk/mail").json(&foreign).send().await;
    refused.refused_field("/to/case", FieldCode::Gone);
}

#[tokio::test]
async fn documents_that_act_are_refused_and_others_are_kept_as_they_are() {
    let town = TestTown::open().await;
    let clerk = Clerk::of_bus_stops(&town).await;
    let made = clerk.draft(&decision(town.office_of_bus_stops(), &otto())).await;
    upload(&clerk, &made, "name=a.pdf&role=main", b"<html>".to_vec()).await.refused(Code::UnsupportedMedia);
    upload(&clerk, &made, "name=a.pdf&role=main", acting_pdf()).await.refused(Code::DocumentRefused);
    let kept: LetterDocument = upload(&clerk, &made, "name=Bescheid.pdf&role=main", small_pdf()).await.ok();
    assert_eq!((kept.pages, kept.name.as_str()), (1, "Bescheid.pdf"));
    upload(&clerk, &made, "name=b.pdf&role=main", small_pdf())
        .await
        .refused_field("/role", FieldCode::TooMany);
    for number in 0..9 {
        upload(&clerk, &made, &format!("name={number}.pdf&role=attachment"), small_pdf()).await.done();
    }
    upload(&clerk, &made, "name=eleven.pdf&role=attachment", small_pdf())
        .await
        .refused_field("/documents", FieldCode::TooMany);
    let path = format!("/api/desk/mail/{}/documents/{}", made.row.id, kept.id);
    assert_eq!(clerk.door.get(&path).send().await.done().body, small_pdf());
    clerk.door.delete(&path).send().await.done();
    clerk.door.get(&path).send().await.refused(Code::NotFound);
    assert_eq!(clerk.letter(made.row.id).await.documents.len(), 9);
}

#[tokio::test]
async fn the_paper_can_be_looked_at_before() {
    let town = TestTown::open().await;
    let clerk = Clerk::of_bus_stops(&town).await;
    let made = clerk.draft(&decision(town.office_of_bus_stops(), &otto())).await;
    let path = format!("/api/desk/mail/{}/paper.pdf", made.row.id);
    let pdf = clerk.door.get(&path).send().await.done();
    let file = town.data().join("preview.pdf");
    std::fs::write(&file, &pdf.body).unwrap();
    let text = words(&file);
    assert!(text.contains("Otto Anders") && text.contains("the tax for your dog"), "{text}");
}

/// Something to pay, as the app asks for it.
fn pay(iban: &str, cents: i64, remittance: Option<&str>) -> LetterAction {
    LetterAction {
        kind: LetterActionKind::Pay,
        due: Some(jiff::civil::date(2031, 5, 4)),
        amount_cents: Some(cents),
        iban: Some(iban.to_owned()),
        payee: Some("Stadtkasse".to_owned()),
        remittance: remittance.map(ToOwned::to_owned),
        url: None,
    }
}

#[tokio::test]
async fn the_paper_says_all_that_the_mailbox_says() {
    let town = TestTown::open().await;
    let clerk = Clerk::of_bus_stops(&town).await;
    let mut draft = decision(town.office_of_bus_stops(), &otto());
    draft.reply_by = Some("2031-06-07".parse().unwrap());
    let iban = "DE89370400440532013000";
    let book = LetterAction { kind: LetterActionKind::Book, due: None, ..pay(iban, 1, None) };
    draft.actions = vec![pay(iban, 6_000, None), pay(iban, 1_250, Some("Mahnung 7")), book];
    let made = clerk.draft(&draft).await;
    let path = format!("/api/desk/mail/{}", made.row.id);
    let file = town.data().join("preview.pdf");
    for cover in [false, true] {
        if cover {
            upload(&clerk, &made, "name=Bescheid.pdf&role=main", small_pdf()).await.done();
        }
        let pdf = clerk.door.get(&format!("{path}/paper.pdf")).send().await.done();
        std::fs::write(&file, &pdf.body).unwrap();
        let text = words(&file);
        let said = ["60,00", "12,50", "Mahnung 7", "Verwendungszweck: HS-4711", "04.05.2031", "07.06.2031"];
        for part in said.into_iter().chain(["Termin buchen", "Antworten"]) {
            assert!(text.contains(part), "{part} is not in (cover: {cover}): {text}");
        }
    }
}

#[tokio::test]
async fn a_payment_that_no_code_can_carry_is_refused_before_it_is_sent() {
    let town = TestTown::open().await;
    let clerk = Clerk::of_bus_stops(&town).await;
    let mut draft = decision(town.office_of_bus_stops(), &otto());
    let turkish = "TR330006100519786457841326";
    draft.actions = vec![pay("DE89370400440532013000", 6_000, None), pay(turkish, 6_000, None)];
    let made = clerk.draft(&draft).await;
    let missing = check(&clerk, &made).await.missing;
    let found = missing.iter().map(|error| (error.pointer.as_str(), error.code)).collect::<Vec<_>>();
    assert_eq!(found, [("/actions/1/iban", FieldCode::Format)]);
    clerk.try_send(&made).await.refused_field("/actions/1/iban", FieldCode::Format);
}

#[tokio::test]
async fn what_does_not_fit_the_envelope_is_said_before_it_is_sent() {
    let town = TestTown::open().await;
    let clerk = Clerk::of_bus_stops(&town).await;
    let mut person = otto();
    person.address.street = "W".repeat(70);
    let mut strange = decision(town.office_of_bus_stops(), &otto());
    strange.subject = "漢字".to_owned();
    let wide = decision(town.office_of_bus_stops(), &person);
    for (draft, field) in [(wide, "/to"), (strange, "/subject")] {
        let mut made = clerk.draft(&draft).await;
        for uploaded in [false, true] {
            if uploaded {
                upload(&clerk, &made, "name=Bescheid.pdf&role=main", small_pdf()).await.done();
                made = clerk.letter(made.row.id).await;
            }
            let missing = check(&clerk, &made).await.missing;
            let found = missing.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>();
            assert_eq!(found, [field], "uploaded: {uploaded}");
            clerk.try_send(&made).await.refused_field(field, FieldCode::Format);
        }
    }
}

#[tokio::test]
async fn another_office_needs_a_reason_to_read_and_may_not_change() {
    let story = Story::begin().await;
    let id = story.informed().await;
    let elsewhere = Clerk::of_another_office(&story.town).await;
    let path = format!("/api/desk/mail/{id}");
    elsewhere.door.get(&path).send().await.refused(Code::ReasonRequired);
    let reason = "Anruf%20der%20Empf%C3%A4ngerin";
    elsewhere.door.get(&path).header("access-reason", reason).send().await.done();
    let cancel = json!({ "reason": "none of my business" });
    let refused = elsewhere.door.post(&format!("{path}/cancel")).json(&cancel);
    refused.header("access-reason", reason).send().await.refused(Code::NotFound);
    let page: DeskLetterPage = elsewhere.door.get("/api/desk/mail").send().await.ok();
    assert!(page.letters.is_empty(), "only own offices");
    let log: AccessLog = story.erika.door.get("/api/accounts/access-log").send().await.ok();
    let looks: Vec<_> = log.entries.iter().filter(|entry| entry.object == AccessObject::Letter).collect();
    assert!(looks.iter().any(|entry| {
        entry.action == AccessAction::Opened && entry.reason.as_deref() == Some("Anruf der Empfängerin")
    }));
}

#[tokio::test]
async fn the_list_filters_and_never_names_the_recipient() {
    let story = Story::begin().await;
    let office = story.town.office_of_bus_stops();
    let sent = story.decided().await;
    let draft = story.clerk.draft(&decision(office, &otto())).await;
    let list = |query: &str| {
        let path = format!("/api/desk/mail{query}");
        let door = story.clerk.door.clone();
        async move { door.get(&path).send().await.done() }
    };
    let all = list("").await;
    for name in ["Beispiel", "Erika", "Anders", "Otto", "Bahnhof"] {
        assert!(!all.text().contains(name), "{name} in {}", all.text());
    }
    assert_eq!(all.ok::<DeskLetterPage>().letters.len(), 2);
    let drafts: DeskLetterPage = list("?state=draft").await.ok();
    assert_eq!(drafts.letters.iter().map(|row| row.id).collect::<Vec<_>>(), [draft.row.id]);
    let found: DeskLetterPage = list("?state=provided&q=hs-47").await.ok();
    assert_eq!(found.letters.iter().map(|row| row.id).collect::<Vec<_>>(), [sent]);
    assert!(list("?q=nothing").await.ok::<DeskLetterPage>().letters.is_empty());
}
