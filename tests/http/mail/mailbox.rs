//! What residents see and do, and people who act for them.

use rathaus_api::RATHAUS_FOR;
use rathaus_api::events::EventKind;
use rathaus_api::ids::LetterId;
use rathaus_api::mail::{EvidenceKind, Letter, LetterEvidence, LetterPage, LetterStage, LetterState};
use rathaus_api::problem::{Code, FieldCode};
use rathaus_api::profile::{Deletion, Export};
use rathaus_api::representatives::{
    AcceptRepresentation, InviteRepresentative, RecordRepresentation, Representation, RepresentationBasis,
    RepresentationScope, Represented, ShownCode,
};
use rathaus_law::{Answer as LawAnswer, day_in_germany};
use rathaus_tests::letters::{decision, news};
use rathaus_tests::{Ask, LiveStream, Resident, TestTown, wait};
use serde_json::json;

use super::Story;

async fn evidence(story: &Story, id: LetterId) -> LetterEvidence {
    story.clerk.door.get(&format!("/api/desk/mail/{id}/evidence")).send().await.ok()
}

fn kinds(evidence: &LetterEvidence) -> Vec<EvidenceKind> {
    evidence.entries.iter().map(|entry| entry.kind).collect()
}

#[tokio::test]
async fn a_letter_is_provided_rings_is_opened_and_says_until_when_one_may_object() {
    let story = Story::begin().await;
    let mut stream = LiveStream::open(&story.erika.door, "/api/events", None).await;
    let id = story.decided().await;
    assert_eq!(stream.next(EventKind::LetterProvided).await.object, id.to_string());
    let page = story.erika.mailbox("").await;
    assert_eq!((page.unread, page.letters.len()), (1, 1));
    assert!(page.letters[0].unread && !page.letters[0].opened && page.letters[0].open_until.is_some());

    let sealed = story.erika.letter(id).await;
    assert!(sealed.content.is_none() && sealed.deadline.is_none() && sealed.window.is_some());
    assert_eq!(sealed.envelope.stage, LetterStage::Provided);
    assert_eq!(story.clerk.letter(id).await.row.state, LetterState::Provided, "looking opens nothing");

    let opened = story.erika.open(id).await;
    assert_eq!(opened.envelope.stage, LetterStage::Retrieved);
    let content = opened.content.expect("content");
    assert_eq!(content.summary, "You pay 60 euros for your dog.");
    assert_eq!(content.documents.len(), 1, "made from its text");
    let Some(LawAnswer::Deadline(deadline)) = opened.deadline else { panic!("no deadline") };
    let tomorrow = day_in_germany(jiff::Timestamp::now()).tomorrow().unwrap();
    assert_eq!(deadline.served_on, tomorrow, "the day after the retrieval");
    assert!(deadline.explanation.steps.len() >= 4);
    assert!(
        deadline.final_after.is_none() && deadline.explanation.latest_steps.is_empty(),
        "not for her eyes"
    );
    assert_eq!(story.erika.mailbox("?deadline=true").await.letters[0].safe_until, Some(deadline.safe_until));
    assert_eq!(story.erika.mailbox("").await.unread, 0);

    let again = story.erika.open(id).await;
    assert_eq!(again.retrieved_at, opened.retrieved_at, "the first retrieval stays the one");
    assert_eq!(story.clerk.letter(id).await.row.state, LetterState::Retrieved);
    let proven = evidence(&story, id).await;
    use EvidenceKind::{ChannelDecided, Exported, NoticeSent, Provided, Retrieved, Sent};
    assert_eq!(kinds(&proven), [Sent, ChannelDecided, Provided, NoticeSent, Retrieved, Exported]);
    assert!(proven.sound);
    let retrieval = &proven.entries[4];
    assert_eq!(retrieval.device.as_deref(), Some("app"));
    assert_eq!(retrieval.detail["documents"][0], json!(content.documents[0].sha256));
}

#[tokio::test]
async fn somebody_elses_letter_is_not_there() {
    let story = Story::begin().await;
    let id = story.decided().await;
    let max = Resident::register(&story.town, "Max").await;
    max.door.get(&format!("/api/mail/{id}")).send().await.refused(Code::NotFound);
    max.try_open(id).await.refused(Code::NotFound);
    max.door.get(&format!("/api/mail/{id}/calendar.ics")).send().await.refused(Code::NotFound);
    max.door.delete(&format!("/api/mail/{id}")).send().await.refused(Code::NotFound);
    assert!(max.mailbox("").await.letters.is_empty());
}

#[tokio::test]
async fn documents_come_only_after_the_opening_and_as_files_to_save() {
    let story = Story::begin().await;
    let id = story.decided().await;
    let document = story.clerk.letter(id).await.documents.remove(0);
    let path = format!("/api/mail/{id}/documents/{}", document.id);
    story.erika.door.get(&path).send().await.refused(Code::WrongState);
    story.erika.open(id).await;
    let answer = story.erika.door.get(&path).send().await.done();
    assert!(answer.body.starts_with(b"%PDF-") && i64::try_from(answer.body.len()).unwrap() == document.bytes);
    assert_eq!(answer.header("content-type"), Some("application/pdf"));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert!(answer.header("content-disposition").unwrap().starts_with("attachment"));
    assert!(answer.header("content-security-policy").unwrap().contains("sandbox"));
}

#[tokio::test]
async fn a_letter_that_asks_for_a_level_stays_closed_once_the_proof_has_ended() {
    let town = TestTown::with(&[("RATHAUS_IDENTITY__COUNTER_DAYS", "5")]).await;
    let mut story = Story::of(town).await;
    let id = story.decided().await;
    story.pass(6).await;
    let refused = story.erika.try_open(id).await.refused(Code::LevelRequired);
    assert!(refused.detail.unwrap().starts_with("basic"));
    assert!(story.erika.letter(id).await.content.is_none(), "the envelope is there");
    story.erika.prove_at_counter(&story.clerk, &rathaus_tests::people::erika()).await;
    let document = story.erika.open(id).await.content.expect("content").documents.remove(0);
    // What was opened before closes with the proof.
    story.pass(6).await;
    assert!(story.erika.letter(id).await.content.is_none());
    story.erika.try_open(id).await.refused(Code::LevelRequired);
    let path = format!("/api/mail/{id}/documents/{}", document.id);
    story.erika.door.get(&path).send().await.refused(Code::LevelRequired);
}

#[tokio::test]
async fn marks_the_archive_and_erasing_the_own_copy() {
    let story = Story::begin().await;
    let id = story.decided().await;
    let path = format!("/api/mail/{id}");
    story.erika.door.delete(&path).send().await.refused(Code::WrongState);
    story.erika.open(id).await;
    let marks = |body: serde_json::Value| story.erika.door.post(&format!("{path}/marks")).json(&body).send();
    marks(json!({ "starred": true })).await.done();
    assert_eq!(story.erika.mailbox("?starred=true").await.letters.len(), 1);
    marks(json!({ "archived": true })).await.done();
    assert!(story.erika.mailbox("").await.letters.is_empty());
    assert!(story.erika.mailbox("?box=archive").await.letters[0].starred, "the other mark stays");
    assert_eq!(story.erika.mailbox("?box=all&q=dog").await.letters.len(), 1);
    assert!(story.erika.mailbox("?box=all&q=d_g").await.letters.is_empty(), "no wildcards");
    story.erika.door.delete(&path).send().await.done();
    story.erika.door.get(&path).send().await.refused(Code::NotFound);
    let kept = story.clerk.letter(id).await;
    assert_eq!((kept.row.state, kept.documents.len()), (LetterState::Retrieved, 1), "the file stays");
    assert!(kinds(&evidence(&story, id).await).contains(&EvidenceKind::CopyErased));
}

#[tokio::test]
async fn the_calendar_file_names_kind_and_office_and_rings_twice() {
    let story = Story::begin().await;
    let id = story.decided().await;
    let path = format!("/api/mail/{id}/calendar.ics");
    story.erika.door.get(&path).send().await.refused(Code::WrongState);
    let opened = story.erika.open(id).await;
    let Some(LawAnswer::Deadline(deadline)) = opened.deadline else { panic!("no deadline") };
    let answer = story.erika.door.get(&path).send().await.done();
    let text = answer.text();
    assert!(
        text.contains(&format!("DTSTART;VALUE=DATE:{}", deadline.safe_until.strftime("%Y%m%d"))),
        "{text}"
    );
    assert!(text.contains("TRIGGER:-P7D") && text.contains("TRIGGER:-P2D"));
    assert!(text.contains("Bescheid") && !text.contains("Dog") && !text.contains("60 euros"), "{text}");
}

#[tokio::test]
async fn a_question_about_a_letter_is_answered_by_the_office() {
    let story = Story::begin().await;
    let id = story.decided().await;
    let path = format!("/api/mail/{id}/questions");
    let ask = |body: serde_json::Value| story.erika.door.post(&path).json(&body).send();
    ask(json!({ "kind": "question", "text": "Why 60 euros?" })).await.refused(Code::WrongState);
    story.erika.open(id).await;
    ask(json!({ "kind": "question", "text": " " })).await.refused_field("/text", FieldCode::Required);
    ask(json!({ "kind": "answer", "text": "x" })).await.refused_field("/kind", FieldCode::Unknown);
    ask(json!({ "kind": "question", "text": "Why 60 euros?" })).await.done();
    ask(json!({ "kind": "simple_language" })).await.done();
    assert!(story.clerk.letter(id).await.row.asked);
    let mut stream = LiveStream::open(&story.erika.door, "/api/events", None).await;
    story.clerk.about(id, "answers", &json!({ "text": "It is the rate of the statute." })).await.done();
    stream.next(EventKind::LetterAnswered).await;
    let thread = story.erika.letter(id).await.content.unwrap().questions;
    assert_eq!(thread.len(), 3);
    assert_eq!(thread[2].name.as_deref(), Some("Karla Theke"));
    assert!(!story.clerk.letter(id).await.row.asked);
}

fn acting(ask: Ask, right: &Representation) -> Ask {
    ask.header(RATHAUS_FOR, &right.id.to_string())
}

async fn invited(story: &Story, scope: RepresentationScope) -> (Resident, Representation) {
    let finn = Resident::register(&story.town, "Finn Beispiel").await;
    finn.prove_at_counter(&story.clerk, &rathaus_tests::people::otto()).await;
    let ends_at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24);
    let invite = InviteRepresentative { scopes: vec![scope], ends_at };
    let code: ShownCode =
        story.erika.door.post("/api/representatives/invitations").json(&invite).send().await.ok();
    let accept = AcceptRepresentation { code: code.code };
    let right = finn.door.post("/api/representatives/accept").json(&accept).send().await.ok();
    (finn, right)
}

#[tokio::test]
async fn a_helper_opens_a_copy_as_that_helper_and_starts_no_deadline() {
    let story = Story::begin().await;
    let id = story.decided().await;
    let (finn, right) = invited(&story, RepresentationScope::ReadMail).await;
    let page: LetterPage = acting(finn.door.get("/api/mail"), &right).send().await.ok();
    assert_eq!(page.letters.len(), 1);
    let open = || acting(finn.door.post(&format!("/api/mail/{id}/open")), &right).send();
    let copy: Letter = open().await.ok();
    assert!(copy.content.is_some());
    assert!(matches!(copy.deadline, Some(LawAnswer::NotYet(_))), "nothing runs yet");
    open().await.done();
    assert_eq!(story.clerk.letter(id).await.row.state, LetterState::Provided);
    assert!(story.erika.letter(id).await.content.is_none(), "Erika has not opened it");
    assert_eq!(story.erika.mailbox("").await.unread, 1);
    let proven = evidence(&story, id).await;
    let copies: Vec<_> =
        proven.entries.iter().filter(|entry| entry.kind == EvidenceKind::CopyOpened).collect();
    assert_eq!(copies.len(), 1);
    assert_eq!(copies[0].actor_id, Some(finn.account.id.to_string()));
    let question = json!({ "kind": "question", "text": "Why?" });
    acting(finn.door.post(&format!("/api/mail/{id}/questions")), &right)
        .json(&question)
        .send()
        .await
        .refused(Code::Forbidden);
    story.erika.open(id).await;
    assert_eq!(story.clerk.letter(id).await.row.state, LetterState::Retrieved);
}

#[tokio::test]
async fn who_may_only_file_reports_reads_no_letters() {
    let story = Story::begin().await;
    let id = story.decided().await;
    let (finn, right) = invited(&story, RepresentationScope::FileReports).await;
    acting(finn.door.get("/api/mail"), &right).send().await.refused(Code::Forbidden);
    acting(finn.door.post(&format!("/api/mail/{id}/open")), &right).send().await.refused(Code::Forbidden);
}

#[tokio::test]
async fn somebody_with_a_right_by_law_retrieves() {
    let story = Story::begin().await;
    let id = story.decided().await;
    let carla = Resident::register(&story.town, "Carla Carer").await;
    carla.prove_at_counter(&story.clerk, &rathaus_tests::people::otto()).await;
    let show = |resident: &Resident| resident.door.post("/api/representatives/show").send();
    let (carers, erikas): (ShownCode, ShownCode) = (show(&carla).await.ok(), show(&story.erika).await.ok());
    let record = RecordRepresentation {
        representative_code: carers.code,
        represented: Represented::Code(erikas.code),
        basis: RepresentationBasis::Carer,
        scopes: vec![RepresentationScope::ReadMail],
        ends_at: jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24),
        shown: "Certificate of the court".to_owned(),
    };
    let right: Representation =
        story.clerk.door.post("/api/desk/representatives").json(&record).send().await.ok();
    let opened: Letter = acting(carla.door.post(&format!("/api/mail/{id}/open")), &right).send().await.ok();
    assert!(matches!(opened.deadline, Some(LawAnswer::Deadline(_))));
    assert_eq!(story.clerk.letter(id).await.row.state, LetterState::Retrieved);
    assert!(story.erika.letter(id).await.content.is_some(), "it counts for Erika");
}

#[tokio::test]
async fn of_many_openings_at_once_one_is_the_retrieval() {
    let story = Story::begin().await;
    let id = story.decided().await;
    let all = futures_util::future::join_all((0..8).map(|_| story.erika.try_open(id))).await;
    let opened: Vec<Letter> = all.into_iter().map(rathaus_tests::Answer::ok).collect();
    assert!(opened.iter().all(|letter| letter.retrieved_at == opened[0].retrieved_at));
    let proven = kinds(&evidence(&story, id).await);
    assert_eq!(proven.iter().filter(|kind| **kind == EvidenceKind::Retrieved).count(), 1);
}

#[tokio::test]
async fn a_deleted_account_empties_its_mailbox_and_the_file_stays() {
    let story = Story::begin().await;
    let id = story.decided().await;
    story.erika.open(id).await;
    let export: Export = story.erika.door.post("/api/accounts/export").send().await.ok();
    assert!(export.letters.len() == 1 && export.letters[0].content.is_some());
    let told: Deletion = story.erika.door.get("/api/accounts/deletion").send().await.ok();
    let letters = told.parts.iter().find(|part| part.what == "mail").expect("a line for letters");
    assert!(!letters.erased && letters.number == 1);
    let agreed = json!({ "confirmation": told.confirmation });
    story.erika.door.post("/api/accounts/deletion").json(&agreed).send().await.done();
    let kept = story.clerk.letter(id).await;
    assert_eq!((kept.row.state, kept.documents.len()), (LetterState::Retrieved, 1));
    assert!(evidence(&story, id).await.sound);
    // The same person comes again, with another account: the old letters are not hers to see.
    let again = Resident::register(&story.town, "Erika").await;
    again.prove_at_counter(&story.clerk, &rathaus_tests::people::erika()).await;
    assert!(again.mailbox("?box=all").await.letters.is_empty());
    again.try_open(id).await.refused(Code::NotFound);
}

#[tokio::test]
async fn fifty_a_page_newest_first_each_letter_once() {
    let story = Story::begin().await;
    let filed = story.erika.file(&rathaus_tests::resident::broken_bus_stop()).await;
    let mut all = Vec::new();
    for _ in 0..52 {
        all.push(story.clerk.write(&news(story.town.office_of_bus_stops(), filed.id)).await);
    }
    wait::until("52 letters", || async {
        Some(story.erika.mailbox("").await).filter(|page| page.unread == 52)
    })
    .await;
    // Once all are there: page and count are two looks.
    let first = story.erika.mailbox("").await;
    assert_eq!(first.letters.len(), 50);
    let cursor = first.next_cursor.expect("a second page");
    let second = story.erika.mailbox(&format!("?cursor={cursor}")).await;
    assert!(second.next_cursor.is_none());
    let rows: Vec<_> = first.letters.iter().chain(&second.letters).collect();
    assert!(rows.is_sorted_by(|one, next| one.provided_at >= next.provided_at), "the newest comes first");
    let mut seen: Vec<LetterId> = rows.iter().map(|row| row.id).collect();
    seen.sort_unstable();
    all.sort_unstable();
    assert_eq!(seen, all);
}

#[tokio::test]
async fn filters_by_kind_office_and_year_and_a_correction_names_what_it_replaces() {
    let story = Story::begin().await;
    let office = story.town.office_of_bus_stops();
    let first = story.decided().await;
    let mut corrected = decision(office, &rathaus_tests::people::erika());
    corrected.supersedes = Some(first);
    let second = story.clerk.write(&corrected).await;
    story.clerk.wait_for(second, LetterState::Provided).await;
    assert_eq!(story.erika.letter(first).await.superseded_by, Some(second));
    assert_eq!(story.erika.letter(second).await.supersedes, Some(first));
    let count = |query: String| {
        let erika = &story.erika;
        async move { erika.mailbox(&query).await.letters.len() }
    };
    let year = day_in_germany(jiff::Timestamp::now()).year();
    assert_eq!(count(format!("?kind=decision&office={office}&year={year}&unread=true")).await, 2);
    assert_eq!(count("?kind=invoice".to_owned()).await, 0);
    assert_eq!(count("?office=bauhof".to_owned()).await, 0);
    assert_eq!(count(format!("?year={}", year - 1)).await, 0);
    story.erika.door.get("/api/mail?year=30000").send().await.refused(Code::Malformed);
    story.erika.door.get("/api/mail?q=%00").send().await.refused(Code::Malformed);
}
