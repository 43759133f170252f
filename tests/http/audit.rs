//! Who looked: every look and every change is written down, the resident reads it, and nobody rewrites it.

use std::time::Duration;

use rathaus_api::audit::{AccessAction, AccessBy, AccessLog, AccessObject, AccessPurpose};
use rathaus_api::cases::Status;
use rathaus_api::ids::CaseId;
use rathaus_api::problem::Code;
use rathaus_api::reports::ReportFiled;
use rathaus_api::staff::Role;
use rathaus_server::{Finding, sign_audit, verify_audit};
use rathaus_tests::database::is_postgres;
use rathaus_tests::resident::{broken_bus_stop, photo_path};
use rathaus_tests::{Answer, Ask, Clerk, Resident, TestTown, picture};
use sqlx::{Connection as _, SqliteConnection};

struct Story {
    town: TestTown,
    erika: Resident,
    beate: Clerk,
    filed: ReportFiled,
}

async fn story() -> Story {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let beate = Clerk::of_bus_stops(&town).await;
    let filed = erika.file(&broken_bus_stop()).await;
    Story { town, erika, beate, filed }
}

async fn log_of(resident: &Resident) -> AccessLog {
    resident.door.get("/api/accounts/access-log").send().await.ok()
}

fn opening(clerk: &Clerk, id: CaseId) -> Ask {
    clerk.door.get(&format!("/api/desk/reports/{id}"))
}

/// The actions of the log, oldest first.
async fn actions(resident: &Resident) -> Vec<AccessAction> {
    log_of(resident).await.entries.iter().rev().map(|entry| entry.action).collect()
}

#[tokio::test]
async fn a_resident_reads_who_opened_her_report_when_and_why() {
    let Story { town: _town, erika, beate, filed } = story().await;
    assert!(
        log_of(&erika).await.entries.is_empty(),
        "filing and looking at one's own report is nobody's look"
    );
    beate.report(filed.id).await;
    let log = log_of(&erika).await;
    let [entry] = &log.entries[..] else { panic!("{log:?}") };
    assert_eq!((entry.by, entry.name.as_deref()), (AccessBy::Staff, Some("Beate Busch")));
    assert_eq!(entry.office.as_deref(), Some(beate.member.office.as_str()));
    assert_eq!((entry.action, entry.purpose), (AccessAction::Opened, AccessPurpose::Processing));
    assert_eq!((entry.object, entry.object_id.as_str()), (AccessObject::Case, filed.id.to_string().as_str()));
    assert_eq!(entry.label.as_deref(), Some(filed.number.as_str()));
    assert_eq!(entry.reason, None);
}

#[tokio::test]
async fn each_opening_and_each_change_is_one_entry_and_the_queue_none() {
    use AccessAction::{Changed, Opened};
    let Story { town: _town, erika, beate, filed } = story().await;
    beate.queue("").await;
    beate.door.get("/api/desk/cases/map?south=52&west=11&north=53&east=12").send().await.done();
    assert_eq!(actions(&erika).await, []);
    beate.report(filed.id).await;
    assert_eq!(actions(&erika).await, [Opened]);
    beate.note(filed.id, "Call the depot").await;
    beate.answer(filed.id, "Tomorrow").await;
    assert_eq!(actions(&erika).await, [Opened, Changed, Changed]);
    beate.set_status(filed.id, Status::InReview, "").await;
    assert_eq!(
        actions(&erika).await,
        [Opened, Changed, Changed, Changed],
        "the desk loads again, nobody opens"
    );
}

#[tokio::test]
async fn loading_again_is_the_same_look_and_a_look_that_differs_is_another_one() {
    let Story { town, erika, beate, filed } = story().await;
    for _ in 0..3 {
        beate.report(filed.id).await;
    }
    assert_eq!(actions(&erika).await.len(), 1);
    // Somebody else, and for another reason each time.
    let otto = Clerk::of_another_office(&town).await;
    for reason in ["A%20call%20came", "A%20call%20came", "She%20calls%20again", "A%20call%20came"] {
        opening(&otto, filed.id).header("access-reason", reason).send().await.done();
    }
    let entries = log_of(&erika).await.entries;
    let reasons: Vec<_> = entries.iter().map(|entry| entry.reason.as_deref()).collect();
    assert_eq!(reasons, [Some("She calls again"), Some("A call came"), None]);
    town.advance(Duration::from_secs(14 * 60));
    beate.report(filed.id).await;
    assert_eq!(actions(&erika).await.len(), 3);
    // The window begins with the entry: whoever keeps the page open all day is seen four times an hour.
    town.advance(Duration::from_secs(61));
    beate.report(filed.id).await;
    assert_eq!(actions(&erika).await.len(), 4);
}

#[tokio::test]
async fn a_full_picture_is_a_look_and_a_thumbnail_belongs_to_the_opening() {
    let Story { town, erika, beate, .. } = story().await;
    let photo = erika.send_photo(picture::jpeg()).await;
    let mut report = broken_bus_stop();
    report.photos = vec![photo.id];
    let filed = erika.file(&report).await;
    let path = |size: &str| photo_path(filed.id, photo.id, size).replace("/api/", "/api/desk/");
    beate.door.get(&path("thumb")).send().await.done();
    assert_eq!(actions(&erika).await.len(), 1, "no thumbnail without an entry");
    beate.report(filed.id).await;
    beate.door.get(&path("thumb")).send().await.done();
    assert_eq!(actions(&erika).await.len(), 2);
    beate.door.get(&path("full")).send().await.done();
    assert_eq!(log_of(&erika).await.entries[0].object, AccessObject::Photo);
    town.advance(Duration::from_secs(16 * 60));
    beate.door.get(&path("thumb")).send().await.done();
    assert_eq!(actions(&erika).await.len(), 4);
}

#[tokio::test]
async fn another_offices_case_asks_for_a_reason_which_the_resident_reads() {
    let Story { town, erika, filed, .. } = story().await;
    let otto = Clerk::of_another_office(&town).await;
    let ada = Clerk::hired(&town, "Ada Admin", town.another_office(), Role::Admin).await;
    for clerk in [&otto, &ada] {
        opening(clerk, filed.id).send().await.refused(Code::ReasonRequired);
        opening(clerk, filed.id)
            .header("access-reason", "%20why%20")
            .send()
            .await
            .refused(Code::ReasonRequired);
    }
    assert_eq!(actions(&erika).await, [], "a refusal shows nothing");
    opening(&otto, filed.id).header("access-reason", "R%C3%BCckfrage%20zum%20Weg").send().await.done();
    let log = log_of(&erika).await;
    assert_eq!(log.entries.len(), 1);
    assert_eq!(log.entries[0].purpose, AccessPurpose::OtherOffice);
    assert_eq!(log.entries[0].reason.as_deref(), Some("Rückfrage zum Weg"));
    assert_eq!(log.entries[0].office.as_deref(), Some(town.another_office()));
    // Reading with a reason is not changing.
    otto.writing(filed.id, "notes", "Words")
        .header("access-reason", "Because%20I%20can")
        .send()
        .await
        .refused(Code::NotFound);
    ada.writing(filed.id, "notes", "Words").send().await.refused(Code::ReasonRequired);
    ada.writing(filed.id, "notes", "Words").header("access-reason", "Asked%20by%20Beate").send().await.done();
    assert_eq!(log_of(&erika).await.entries[0].reason.as_deref(), Some("Asked by Beate"));
}

#[tokio::test]
async fn a_search_is_written_down_once_and_a_stranger_reads_nothing_of_it() {
    let Story { town, erika, beate, .. } = story().await;
    let before = verify_audit(town.app(), None).await.unwrap().entries;
    beate.queue("?q=Beispiel").await;
    beate.queue("?q=beispiel").await;
    assert_eq!(verify_audit(town.app(), None).await.unwrap().entries, before + 1);
    assert_eq!(actions(&erika).await, []);
}

#[tokio::test]
async fn nobody_reads_the_log_of_somebody_else() {
    let Story { town, erika, beate, filed } = story().await;
    beate.report(filed.id).await;
    let max = Resident::register(&town, "Max Beispiel").await;
    assert!(log_of(&max).await.entries.is_empty());
    beate.door.get("/api/accounts/access-log").send().await.refused(Code::NotSignedIn);
    assert_eq!(log_of(&erika).await.entries.len(), 1);
}

#[tokio::test]
async fn a_long_log_is_read_in_pages() {
    let Story { town, erika, filed, .. } = story().await;
    let otto = Clerk::of_another_office(&town).await;
    for number in 0..53 {
        let reason = format!("Reason%20{number}");
        opening(&otto, filed.id).header("access-reason", &reason).send().await.done();
    }
    let first = log_of(&erika).await;
    assert_eq!(first.entries.len(), 50);
    let cursor = first.next_cursor.expect("a second page");
    let path = format!("/api/accounts/access-log?cursor={cursor}");
    let second: AccessLog = erika.door.get(&path).send().await.ok();
    assert_eq!((second.entries.len(), second.next_cursor), (3, None));
    assert!(second.entries[0].seq < first.entries[49].seq);
}

#[tokio::test]
async fn many_looks_at_once_make_one_chain() {
    let Story { town, filed, .. } = story().await;
    let (otto, ines) = (Clerk::of_another_office(&town).await, Clerk::of_another_office(&town).await);
    let looks = (0..40).map(|number| {
        let clerk = if number % 2 == 0 { &ines } else { &otto };
        opening(clerk, filed.id).header("access-reason", &format!("Reason%20{number}")).send()
    });
    let answers: Vec<Answer> = futures_util::future::join_all(looks).await;
    assert!(answers.iter().all(|answer| answer.status.is_success()));
    sign_audit(town.app()).await.unwrap();
    let verified = verify_audit(town.app(), None).await.unwrap();
    assert_eq!((verified.findings, verified.unsigned), (vec![], 0));
    assert!(verified.entries >= 40);
}

/// Changes rows behind the server's back, looks, and puts the log back.
async fn tampered(town: &TestTown, statements: &[&str]) -> Vec<Finding> {
    let file = town.data().join("rathaus.db");
    let mut connection = SqliteConnection::connect(&format!("sqlite://{}", file.display()))
        .await
        .expect("the rows are at hand");
    sqlx::raw_sql("PRAGMA foreign_keys = OFF").execute(&mut connection).await.expect("the rows are at hand");
    let tables = ["audit_entries", "audit_words", "audit_head", "audit_checkpoints"];
    for table in tables {
        let keep = sqlx::AssertSqlSafe(format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}"));
        sqlx::raw_sql(keep).execute(&mut connection).await.expect("the rows are at hand");
    }
    for statement in statements {
        let statement = sqlx::AssertSqlSafe((*statement).to_owned());
        sqlx::raw_sql(statement).execute(&mut connection).await.expect("the rows are at hand");
    }
    let findings = verify_audit(town.app(), None).await.expect("the rows are at hand").findings;
    for table in tables {
        let back = format!(
            "DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table}; DROP TABLE kept_{table}"
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(back))
            .execute(&mut connection)
            .await
            .expect("the rows are at hand");
    }
    connection.close().await.expect("the rows are at hand");
    findings
}

#[tokio::test]
async fn tampering_with_the_rows_of_a_real_log_is_found() {
    if is_postgres() {
        return;
    }
    let Story { town, filed, .. } = story().await;
    let otto = Clerk::of_another_office(&town).await;
    for number in 0..5 {
        let reason = format!("Reason%20{number}");
        opening(&otto, filed.id).header("access-reason", &reason).send().await.done();
    }
    sign_audit(town.app()).await.unwrap();
    assert_eq!(verify_audit(town.app(), None).await.unwrap().findings, []);
    let tampers: &[(&[&str], Finding)] = &[
        (&["UPDATE audit_entries SET purpose = 'own_wish' WHERE seq = 2"], Finding::EntryChanged(2)),
        (&["UPDATE audit_entries SET actor_id = 'x' WHERE seq = 2"], Finding::EntryChanged(2)),
        (&["UPDATE audit_words SET actor_name = 'Nobody' WHERE seq = 3"], Finding::WordsChanged(3)),
        (&["DELETE FROM audit_words WHERE seq = 3"], Finding::WordsMissing(3)),
        (&["DELETE FROM audit_entries WHERE seq = 3"], Finding::EntriesMissing(3, 3)),
        (
            &[
                "DELETE FROM audit_words WHERE seq > 3",
                "DELETE FROM audit_entries WHERE seq > 3",
                "UPDATE audit_head SET seq = 3, hash = (SELECT hash FROM audit_entries WHERE seq = 3)",
                "DELETE FROM audit_checkpoints",
            ],
            Finding::CutOff(9),
        ),
        (&["UPDATE audit_checkpoints SET hash = 'x'"], Finding::SignatureWrong(9)),
        (
            &[
                "INSERT INTO audit_words SELECT 99, salt, actor_name, label, reason FROM audit_words WHERE seq = 1",
            ],
            Finding::WordsStray(99),
        ),
    ];
    for (statements, finding) in tampers {
        let findings = tampered(&town, statements).await;
        assert!(findings.contains(finding), "{statements:?} gave {findings:?}");
    }
    let file = town.data().join("audit-checkpoints.jsonl");
    let whole = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    assert_eq!(verify_audit(town.app(), None).await.unwrap().findings, [Finding::FileMissing]);
    std::fs::write(&file, &whole).unwrap();
    assert_eq!(verify_audit(town.app(), None).await.unwrap().findings, []);
}

#[tokio::test]
async fn the_log_goes_on_after_a_restart() {
    let Story { mut town, erika, beate, filed } = story().await;
    beate.report(filed.id).await;
    town.stop().await;
    town.start().await;
    assert_eq!(verify_audit(town.app(), None).await.unwrap().unsigned, 0, "stopping signs the newest state");
    beate.note(filed.id, "Call the depot").await;
    assert_eq!(actions(&erika).await.len(), 2);
    assert_eq!(verify_audit(town.app(), None).await.unwrap().findings, []);
}
