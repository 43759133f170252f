//! People who act for somebody else: how they come in, what they may do, that everybody sees it, and how it ends.

use std::time::Duration;

use rathaus_api::RATHAUS_FOR;
use rathaus_api::audit::{AccessAction, AccessBy, AccessLog, AccessPurpose};
use rathaus_api::events::EventKind;
use rathaus_api::ids::RepresentationId;
use rathaus_api::problem::{Code, FieldCode};
use rathaus_api::reports::{Report, ReportFiled, ReportPage};
use rathaus_api::representatives::{
    AcceptRepresentation, InviteRepresentative, RecordRepresentation, RecordedRepresentations,
    Representation, RepresentationBasis, RepresentationScope, Representations, Represented, ShownCode,
};
use rathaus_api::staff::Role;
use rathaus_server::verify_audit;
use rathaus_tests::resident::{broken_bus_stop, photo_path};
use rathaus_tests::{Answer, Ask, Clerk, LiveStream, Resident, TestTown, picture};

const YEAR: i64 = 365 * 24;

fn hours_from_now(hours: i64) -> jiff::Timestamp {
    jiff::Timestamp::now() + jiff::SignedDuration::from_hours(hours)
}

async fn inviting(resident: &Resident, scopes: &[RepresentationScope], hours: i64) -> Answer {
    let invite = InviteRepresentative { scopes: scopes.to_vec(), ends_at: hours_from_now(hours) };
    resident.door.post("/api/representatives/invitations").json(&invite).send().await
}

async fn accepting(resident: &Resident, code: &str) -> Answer {
    let accept = AcceptRepresentation { code: code.to_owned() };
    resident.door.post("/api/representatives/accept").json(&accept).send().await
}

async fn of(resident: &Resident) -> Representations {
    resident.door.get("/api/representatives").send().await.ok()
}

async fn log_of(resident: &Resident) -> AccessLog {
    resident.door.get("/api/accounts/access-log").send().await.ok()
}

/// Somebody asks for this in somebody else's name.
fn acting(ask: Ask, right: RepresentationId) -> Ask {
    ask.header(RATHAUS_FOR, &right.to_string())
}

struct Story {
    town: TestTown,
    erika: Resident,
    finn: Resident,
    right: Representation,
}

/// Finn helps his grandmother Erika with her reports.
async fn story() -> Story {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let finn = Resident::register(&town, "Finn Beispiel").await;
    let code: ShownCode = inviting(&erika, &[RepresentationScope::FileReports], 24).await.ok();
    let right = accepting(&finn, &code.code).await.ok();
    Story { town, erika, finn, right }
}

async fn filed_for(finn: &Resident, right: RepresentationId) -> ReportFiled {
    acting(finn.filing(&broken_bus_stop()), right).send().await.ok()
}

#[tokio::test]
async fn a_grandchild_files_a_report_for_the_grandmother_and_it_is_hers() {
    let Story { town: _town, erika, finn, right } = story().await;
    assert_eq!((right.person.as_str(), right.representative.as_str()), ("Erika Beispiel", "Finn Beispiel"));
    assert_eq!(right.scopes, [RepresentationScope::FileReports]);
    let filed = filed_for(&finn, right.id).await;
    assert_eq!(erika.my_reports().await.reports[0].id, filed.id);
    assert!(finn.my_reports().await.reports.is_empty(), "not his");
    finn.door.get(&format!("/api/reports/{}", filed.id)).send().await.refused(Code::NotFound);
    let seen: Report =
        acting(finn.door.get(&format!("/api/reports/{}", filed.id)), right.id).send().await.ok();
    assert_eq!(seen.number, filed.number);
    let list: ReportPage = acting(finn.door.get("/api/reports"), right.id).send().await.ok();
    assert_eq!(list.reports.len(), 1);
}

#[tokio::test]
async fn everything_a_representative_does_stands_in_the_log_as_hers() {
    use AccessAction::{Created, Opened};
    let Story { town, erika, finn, right } = story().await;
    let filed = filed_for(&finn, right.id).await;
    acting(finn.door.get(&format!("/api/reports/{}", filed.id)), right.id).send().await.done();
    acting(finn.door.get("/api/reports"), right.id).send().await.done();
    let log = log_of(&erika).await;
    let actions: Vec<AccessAction> = log.entries.iter().rev().map(|entry| entry.action).collect();
    assert_eq!(actions, [Created, Created, Opened, Opened], "the right, the report, the report, the list");
    for entry in &log.entries {
        assert_eq!((entry.by, entry.name.as_deref()), (AccessBy::Representative, Some("Finn Beispiel")));
    }
    assert_eq!(log.entries[0].purpose, AccessPurpose::Representation);
    assert!(log_of(&finn).await.entries.is_empty(), "nobody looked into what is his");
    assert_eq!(verify_audit(town.app(), None).await.unwrap().findings, []);
}

#[tokio::test]
async fn a_right_ends_at_once_for_either_of_the_two() {
    for by_erika in [true, false] {
        let Story { town: _town, erika, finn, right } = story().await;
        let filed = filed_for(&finn, right.id).await;
        let mut stream = LiveStream::open(&finn.door, "/api/events", None).await;
        let door = if by_erika { &erika.door } else { &finn.door };
        door.delete(&format!("/api/representatives/{}", right.id)).send().await.done();
        stream.next(EventKind::RepresentationEnded).await;
        for ask in [
            finn.door.get("/api/reports"),
            finn.door.get(&format!("/api/reports/{}", filed.id)),
            finn.filing(&broken_bus_stop()),
        ] {
            acting(ask, right.id).send().await.refused(Code::Forbidden);
        }
        assert!(of(&erika).await.for_me.is_empty() && of(&finn).await.by_me.is_empty());
        door.delete(&format!("/api/representatives/{}", right.id)).send().await.refused(Code::NotFound);
    }
}

#[tokio::test]
async fn no_link_outlives_the_right() {
    let Story { town: _town, erika: _erika, finn, right } = story().await;
    let filed = filed_for(&finn, right.id).await;
    assert_eq!(filed.secret, "");
    let mut report = broken_bus_stop();
    report.email = Some("finn@example.org".to_owned());
    acting(finn.filing(&report), right.id).send().await.refused_field("/email", FieldCode::Unknown);
}

#[tokio::test]
async fn a_right_ends_on_its_day() {
    let Story { town, erika: _erika, finn, right } = story().await;
    acting(finn.door.get("/api/reports"), right.id).send().await.done();
    town.advance(Duration::from_secs(24 * 3600));
    acting(finn.door.get("/api/reports"), right.id).send().await.refused(Code::Forbidden);
}

#[tokio::test]
async fn a_right_belongs_to_one_person_and_looks_like_none_to_others() {
    let Story { town, erika, finn, right } = story().await;
    let max = Resident::register(&town, "Max Beispiel").await;
    let stranger = acting(max.door.get("/api/reports"), right.id).send().await;
    let nowhere = acting(max.door.get("/api/reports"), RepresentationId::random()).send().await;
    let without_id = |answer: Answer| {
        let mut problem = answer.refused(Code::Forbidden);
        problem.request_id.clear();
        problem
    };
    assert_eq!(without_id(stranger), without_id(nowhere));
    acting(erika.door.get("/api/reports"), right.id).send().await.refused(Code::Forbidden);
    max.door.delete(&format!("/api/representatives/{}", right.id)).send().await.refused(Code::NotFound);
    finn.door.get("/api/reports").header(RATHAUS_FOR, "nonsense").send().await.refused(Code::Forbidden);
    rathaus_tests::Passerby::at(&town)
        .filing(&broken_bus_stop())
        .header(RATHAUS_FOR, &right.id.to_string())
        .send()
        .await
        .refused(Code::NotSignedIn);
}

#[tokio::test]
async fn a_representative_may_do_nothing_but_what_is_allowed() {
    let Story { town: _town, erika, finn, right } = story().await;
    // Routes that know nothing of acting for somebody refuse the header instead of acting for the representative.
    for ask in [
        finn.door.get("/api/accounts/devices"),
        finn.door.get("/api/accounts/access-log"),
        finn.door.get("/api/accounts/passkeys"),
        finn.door.get("/api/representatives"),
        finn.door.post("/api/representatives/show"),
        finn.door.post("/api/accounts/step-up"),
    ] {
        acting(ask, right.id).send().await.refused(Code::Forbidden);
    }
    let code: ShownCode = inviting(&erika, &[RepresentationScope::ReadMail], 24).await.ok();
    let mail: Representation = accepting(&finn, &code.code).await.ok();
    acting(finn.door.get("/api/reports"), mail.id).send().await.refused(Code::Forbidden);
    acting(finn.filing(&broken_bus_stop()), mail.id).send().await.refused(Code::Forbidden);
}

#[tokio::test]
async fn photos_travel_with_the_report_that_is_filed_for_somebody() {
    let Story { town: _town, erika, finn, right } = story().await;
    let photo = finn.send_photo(picture::jpeg()).await;
    let mut report = broken_bus_stop();
    report.photos = vec![photo.id];
    let filed: ReportFiled = acting(finn.filing(&report), right.id).send().await.ok();
    let path = photo_path(filed.id, photo.id, "thumb");
    erika.door.get(&path).send().await.done();
    finn.door.get(&path).send().await.refused(Code::NotFound);
    acting(finn.door.get(&path), right.id).send().await.done();
}

#[tokio::test]
async fn the_same_key_for_oneself_and_for_somebody_else_is_two_reports() {
    let Story { town: _town, erika, finn, right } = story().await;
    let key = uuid::Uuid::new_v4();
    let own: ReportFiled = finn.filing(&broken_bus_stop()).key(key).send().await.ok();
    let hers: ReportFiled = acting(finn.filing(&broken_bus_stop()).key(key), right.id).send().await.ok();
    let again: ReportFiled = acting(finn.filing(&broken_bus_stop()).key(key), right.id).send().await.ok();
    assert_ne!(own.id, hers.id);
    assert_eq!(hers.id, again.id);
    assert_eq!((erika.my_reports().await.reports.len(), finn.my_reports().await.reports.len()), (1, 1));
}

#[tokio::test]
async fn a_code_works_once_for_a_quarter_of_an_hour_and_every_refusal_is_the_same() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let finn = Resident::register(&town, "Finn Beispiel").await;
    let max = Resident::register(&town, "Max Beispiel").await;
    let scopes = [RepresentationScope::FileReports];
    let used: ShownCode = inviting(&erika, &scopes, 24).await.ok();
    accepting(&erika, &used.code).await.refused(Code::CodeInvalid);
    accepting(&finn, &used.code.to_lowercase().replace('-', " ")).await.done();
    let withdrawn: ShownCode = inviting(&erika, &scopes, 24).await.ok();
    max.door
        .delete(&format!("/api/representatives/codes/{}", withdrawn.id))
        .send()
        .await
        .refused(Code::NotFound);
    assert_eq!(of(&erika).await.codes.len(), 1);
    erika.door.delete(&format!("/api/representatives/codes/{}", withdrawn.id)).send().await.done();
    let late: ShownCode = inviting(&erika, &scopes, 24).await.ok();
    let shown: ShownCode = erika.door.post("/api/representatives/show").send().await.ok();
    town.advance(Duration::from_secs(15 * 60));
    let mut bodies = Vec::new();
    for code in [&used.code, &withdrawn.code, &late.code, &shown.code, "ABCD-EFGH-JKMN-P", "nonsense"] {
        let mut problem = accepting(&max, code).await.refused(Code::CodeInvalid);
        problem.request_id.clear();
        bodies.push(problem);
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
}

#[tokio::test]
async fn of_many_who_bring_one_code_at_once_one_gets_in() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let code: ShownCode = inviting(&erika, &[RepresentationScope::FileReports], 24).await.ok();
    let mut people = Vec::new();
    for number in 0..6 {
        people.push(Resident::register(&town, &format!("Person {number}")).await);
    }
    let answers =
        futures_util::future::join_all(people.iter().map(|person| accepting(person, &code.code))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status.is_success()).count(), 1);
    assert_eq!(of(&erika).await.for_me.len(), 1);
}

#[tokio::test]
async fn asking_for_help_needs_the_passkey_and_an_end() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let scopes = [RepresentationScope::FileReports];
    inviting(&erika, &[], 24).await.refused_field("/scopes", FieldCode::Required);
    inviting(&erika, &scopes, -1).await.refused_field("/ends_at", FieldCode::OutOfRange);
    inviting(&erika, &scopes, 3 * YEAR).await.refused_field("/ends_at", FieldCode::OutOfRange);
    town.advance(Duration::from_secs(5 * 60 + 1));
    inviting(&erika, &scopes, 24).await.refused(Code::StepUpRequired);
    erika.door.post("/api/representatives/show").send().await.refused(Code::StepUpRequired);
}

async fn recording(
    clerk: &Clerk,
    code: &str,
    represented: Represented,
    basis: RepresentationBasis,
) -> Answer {
    let record = RecordRepresentation {
        representative_code: code.to_owned(),
        represented,
        basis,
        scopes: vec![RepresentationScope::FileReports, RepresentationScope::ReadMail],
        ends_at: hours_from_now(YEAR),
        shown: "Birth certificate, identity card".to_owned(),
    };
    clerk.door.post("/api/desk/representatives").json(&record).send().await
}

async fn shown(resident: &Resident) -> String {
    resident.door.post("/api/representatives/show").send().await.ok::<ShownCode>().code
}

#[tokio::test]
async fn a_mother_acts_for_her_child_once_the_counter_saw_the_proof() {
    let town = TestTown::open().await;
    let mother = Resident::register(&town, "Mira Mutter").await;
    let cora = Clerk::hired(&town, "Cora Counter", town.another_office(), Role::Counter).await;
    let child = || Represented::Name("Kim Kind".to_owned());
    let code = shown(&mother).await;
    let beate = Clerk::of_bus_stops(&town).await;
    recording(&beate, &code, child(), RepresentationBasis::Parent).await.refused(Code::Forbidden);
    recording(&cora, &code, child(), RepresentationBasis::Invited)
        .await
        .refused_field("/basis", FieldCode::Unknown);
    let right: Representation = recording(&cora, &code, child(), RepresentationBasis::Parent).await.ok();
    recording(&cora, &code, child(), RepresentationBasis::Parent).await.refused(Code::CodeInvalid);
    assert_eq!((right.person.as_str(), right.basis), ("Kim Kind", RepresentationBasis::Parent));
    let filed = filed_for(&mother, right.id).await;
    assert!(mother.my_reports().await.reports.is_empty());
    // By law: only the counter ends it.
    let path = format!("/api/representatives/{}", right.id);
    mother.door.delete(&path).send().await.refused(Code::WrongState);
    cora.door.delete(&format!("/api/desk/representatives/{}", right.id)).send().await.done();
    let report = mother.door.get(&format!("/api/reports/{}", filed.id));
    acting(report, right.id).send().await.refused(Code::Forbidden);
}

#[tokio::test]
async fn a_carer_and_the_person_she_cares_for_both_show_a_code() {
    let town = TestTown::open().await;
    let carer = Resident::register(&town, "Clara Carer").await;
    let paul = Resident::register(&town, "Paul Beispiel").await;
    let cora = Clerk::hired(&town, "Cora Counter", town.another_office(), Role::Counter).await;
    let (hers, his) = (shown(&carer).await, shown(&paul).await);
    let invitation: ShownCode = inviting(&paul, &[RepresentationScope::ReadMail], 24).await.ok();
    let wrong = recording(&cora, &hers, Represented::Code(invitation.code), RepresentationBasis::Carer).await;
    wrong.refused(Code::CodeInvalid);
    recording(&cora, &hers, Represented::Code(his), RepresentationBasis::Carer).await.done();
    let [right] = &of(&paul).await.for_me[..] else { panic!("one right") };
    assert!(!right.can_end);
    assert_eq!(right.representative, "Clara Carer");
    let log = log_of(&paul).await;
    assert_eq!(log.entries[0].name.as_deref(), Some("Cora Counter"));
    assert_eq!(log.entries[0].label.as_deref(), Some("Birth certificate, identity card"));
    paul.door.delete(&format!("/api/representatives/{}", right.id)).send().await.refused(Code::WrongState);
}

#[tokio::test]
async fn the_counter_reads_the_rights_by_law_and_ends_one_and_the_people_read_who_looked() {
    let town = TestTown::open().await;
    let mother = Resident::register(&town, "Mira Mutter").await;
    let paul = Resident::register(&town, "Paul Beispiel").await;
    let cora = Clerk::hired(&town, "Cora Counter", town.another_office(), Role::Counter).await;
    let list = |cursor: String| cora.door.get(&format!("/api/desk/representatives{cursor}")).send();
    assert!(list(String::new()).await.ok::<RecordedRepresentations>().representations.is_empty());
    for number in 0..19 {
        let child = Represented::Name(format!("Kim {number}"));
        recording(&cora, &shown(&mother).await, child, RepresentationBasis::Parent).await.done();
    }
    // An invitation is nobody's business at the desk.
    let code: ShownCode = inviting(&paul, &[RepresentationScope::ReadMail], 24).await.ok();
    accepting(&Resident::register(&town, "Finn").await, &code.code).await.done();
    for _ in 0..2 {
        let (hers, his) = (shown(&Resident::register(&town, "Clara").await).await, shown(&paul).await);
        recording(&cora, &hers, Represented::Code(his), RepresentationBasis::Carer).await.done();
    }
    let first: RecordedRepresentations = list(String::new()).await.ok();
    let cursor = first.next_cursor.expect("a second page");
    let second: RecordedRepresentations = list(format!("?cursor={cursor}")).await.ok();
    assert_eq!((first.representations.len(), second.representations.len()), (20, 1));
    assert_eq!(second.next_cursor, None);
    let newest = &first.representations[0];
    assert_eq!((newest.person.as_str(), newest.can_end), ("Paul Beispiel", true));

    let looked = |log: &AccessLog| {
        let opened = |entry: &&rathaus_api::audit::AccessLogEntry| entry.action == AccessAction::Opened;
        log.entries.iter().filter(opened).count()
    };
    assert_eq!(looked(&log_of(&paul).await), 2, "each right that was shown");
    list(String::new()).await.done();
    assert_eq!(looked(&log_of(&paul).await), 2, "loading again is the same look");
    cora.door.delete(&format!("/api/desk/representatives/{}", newest.id)).send().await.done();
    assert_eq!(list(String::new()).await.ok::<RecordedRepresentations>().next_cursor, None);
    Clerk::of_bus_stops(&town)
        .await
        .door
        .get("/api/desk/representatives")
        .send()
        .await
        .refused(Code::Forbidden);
}
