//! What clerks do with a case, and what of it a resident sees.

use rathaus_api::cases::{Awaiting, CaseChanged, Pins, SetStatus, Status};
use rathaus_api::ids::CaseId;
use rathaus_api::problem::{Code, FieldCode};
use rathaus_api::reports::ReportFiled;
use rathaus_tests::resident::{broken_bus_stop, pin};
use rathaus_tests::{Clerk, Passerby, Resident, TestTown};
use uuid::Uuid;

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

#[tokio::test]
async fn a_new_report_stands_in_the_queue_of_its_office_only() {
    let Story { town, beate, filed, .. } = story().await;
    let queue = beate.queue("").await;
    assert_eq!(queue.cases.iter().map(|case| case.id).collect::<Vec<_>>(), [filed.id]);
    assert_eq!(queue.open.received, 1);
    let otto = Clerk::of_another_office(&town).await;
    let empty = otto.queue("").await;
    assert!(empty.cases.is_empty());
    assert_eq!(empty.open.received, 0);
    otto.door.get(&format!("/api/desk/reports/{}", filed.id)).send().await.refused(Code::ReasonRequired);
    let ada = Clerk::first_admin(&town).await;
    assert_eq!(ada.queue("").await.cases.len(), 1, "an admin sees all offices");
}

#[tokio::test]
async fn a_clerk_takes_a_case_and_lets_go_of_it() {
    let Story { town: _town, beate, filed, .. } = story().await;
    let taken = beate.take(filed.id).await;
    assert_eq!(taken.assignee.map(|person| person.id), Some(beate.member.id));
    assert_eq!(beate.queue("?assignee=me").await.cases.len(), 1);
    assert!(beate.queue("?assignee=nobody").await.cases.is_empty());
    let released = beate.release(filed.id).await;
    assert_eq!(released.assignee, None);
    assert!(beate.queue("?assignee=me").await.cases.is_empty());
}

#[tokio::test]
async fn nobody_lets_go_of_a_case_that_nobody_took() {
    let Story { town: _town, beate, filed, .. } = story().await;
    let revision = rathaus_api::cases::Revision { revision: beate.case(filed.id).await.revision };
    let path = format!("/api/desk/cases/{}/release", filed.id);
    beate.door.post(&path).json(&revision).send().await.refused(Code::WrongState);
}

#[tokio::test]
async fn the_slower_of_two_clerks_learns_that_the_case_has_changed() {
    let Story { town, beate, filed, .. } = story().await;
    let ada = Clerk::first_admin(&town).await;
    let seen = beate.case(filed.id).await.revision;
    ada.take(filed.id).await;
    let problem = beate.taking(filed.id, seen).send().await.refused(Code::StaleRevision);
    assert_eq!(problem.revision, Some(beate.case(filed.id).await.revision));
    let late = SetStatus { status: Status::InReview, text: String::new(), revision: seen };
    let path = format!("/api/desk/cases/{}/status", filed.id);
    beate.door.post(&path).json(&late).send().await.refused(Code::StaleRevision);
    assert_eq!(beate.case(filed.id).await.status, Status::Received);
}

#[tokio::test]
async fn of_many_clerks_who_take_a_case_at_once_one_has_it() {
    let Story { town, beate, filed, .. } = story().await;
    let ada = Clerk::first_admin(&town).await;
    let seen = beate.case(filed.id).await.revision;
    let (a, b) = tokio::join!(beate.taking(filed.id, seen).send(), ada.taking(filed.id, seen).send());
    let won = [&a, &b].iter().filter(|answer| answer.status.is_success()).count();
    assert_eq!(won, 1, "{} and {}", a.status, b.status);
    let lost = if a.status.is_success() { b } else { a };
    lost.refused(Code::StaleRevision);
}

#[tokio::test]
async fn closing_a_case_needs_words_for_the_resident() {
    let Story { town: _town, erika, beate, filed, .. } = story().await;
    for status in [Status::Done, Status::NotResponsible, Status::Rejected] {
        beate.try_status(filed.id, status, "  ").await.refused_field("/text", FieldCode::Required);
    }
    beate.set_status(filed.id, Status::NotResponsible, "The road belongs to the state.").await;
    let report = erika.my_report(filed.id).await;
    assert_eq!((report.status, report.awaiting), (Status::NotResponsible, Awaiting::Nobody));
    let last = report.timeline.last().expect("a step");
    assert_eq!(last.text.as_deref(), Some("The road belongs to the state."));
}

#[tokio::test]
async fn a_case_goes_its_way_and_may_be_opened_again() {
    let Story { town: _town, erika, beate, filed, .. } = story().await;
    for (status, text) in [
        (Status::InReview, ""),
        (Status::InProgress, ""),
        (Status::Done, "Repaired."),
        (Status::InProgress, ""),
    ] {
        let row = beate.set_status(filed.id, status, text).await;
        assert_eq!(row.status, status);
    }
    assert_eq!(erika.my_report(filed.id).await.awaiting, Awaiting::TownHall);
    beate.try_status(filed.id, Status::InProgress, "").await.refused(Code::WrongState);
    beate.try_status(filed.id, Status::Received, "").await.refused(Code::WrongState);
}

#[tokio::test]
async fn a_note_is_for_colleagues_and_never_reaches_the_resident() {
    let Story { town: _town, erika, beate, filed, .. } = story().await;
    beate.note(filed.id, "Third time this year, ask the police.").await;
    let desk = beate.report(filed.id).await;
    let note = desk.entries.last().expect("the note");
    assert!(!note.public && note.text.contains("police"));
    let seen = erika.door.get(&format!("/api/reports/{}", filed.id)).send().await.done();
    assert!(!seen.text().contains("police"), "{}", seen.text());
    let seen = Passerby { door: erika.door.clone().with_token(None) }.look_up(&filed.secret).await.done();
    assert!(!seen.text().contains("police") && !seen.text().contains("note"), "{}", seen.text());
}

#[tokio::test]
async fn an_answer_has_words_and_at_most_4000_characters() {
    let Story { town: _town, beate, filed, .. } = story().await;
    for what in ["answers", "notes"] {
        beate.writing(filed.id, what, " \n").send().await.refused_field("/text", FieldCode::Required);
        beate
            .writing(filed.id, what, &"x".repeat(4001))
            .send()
            .await
            .refused_field("/text", FieldCode::TooLong);
        beate.writing(filed.id, what, &"ü".repeat(4000)).send().await.ok::<CaseChanged>();
    }
}

#[tokio::test]
async fn the_resident_reads_the_office_and_not_the_name_of_the_clerk() {
    let Story { town: _town, erika, beate, filed, .. } = story().await;
    beate.take(filed.id).await;
    beate.answer(filed.id, "We are on it.").await;
    let seen = erika.door.get(&format!("/api/reports/{}", filed.id)).send().await.done();
    assert!(!seen.text().contains(&beate.member.display_name), "{}", seen.text());
}

#[tokio::test]
async fn the_queue_is_filtered_by_status_category_and_words() {
    let Story { town: _town, erika, beate, filed, .. } = story().await;
    let mut other = broken_bus_stop();
    other.place.description = "Old quarry, second bench".to_owned();
    let second = erika.file(&other).await;
    beate.set_status(filed.id, Status::Done, "Repaired.").await;
    let ids =
        |page: rathaus_api::cases::CasePage| page.cases.iter().map(|case| case.id).collect::<Vec<CaseId>>();
    assert_eq!(ids(beate.queue("").await), [second.id], "the queue begins with what is open");
    assert_eq!(ids(beate.queue("?status=closed").await), [filed.id]);
    assert_eq!(ids(beate.queue("?status=done").await), [filed.id]);
    assert_eq!(ids(beate.queue("?status=all").await), [second.id, filed.id], "newest first");
    assert_eq!(ids(beate.queue("?q=quarry").await), [second.id]);
    assert_eq!(ids(beate.queue("?q=QUARRY").await), [second.id], "words are found whatever their case");
    let number = &filed.number;
    assert_eq!(ids(beate.queue(&format!("?status=all&q={number}")).await), [filed.id]);
    assert_eq!(ids(beate.queue("?category=bus_stop").await), [second.id]);
    assert!(ids(beate.queue("?category=nothing").await).is_empty());
    assert!(ids(beate.queue("?q=%25").await).is_empty(), "a percent sign is a percent sign");
}

#[tokio::test]
async fn a_filter_that_makes_no_sense_is_refused() {
    let Story { town: _town, beate, .. } = story().await;
    for filter in ["?status=lost", "?assignee=eve", "?cursor=x", "?colour=red"] {
        beate.door.get(&format!("/api/desk/cases{filter}")).send().await.refused(Code::Malformed);
    }
}

#[tokio::test]
async fn open_cases_stand_on_the_map_of_their_office() {
    let Story { town, erika, beate, .. } = story().await;
    let [lat, lon] = town.centre().await;
    let mut draft = broken_bus_stop();
    draft.place = pin(lat, lon);
    let filed = erika.file(&draft).await;
    let area = |by: f64| {
        format!(
            "/api/desk/cases/map?south={}&west={}&north={}&east={}",
            lat - by,
            lon - by,
            lat + by,
            lon + by
        )
    };
    let pins: Pins = beate.door.get(&area(0.01)).send().await.ok();
    assert_eq!(pins.pins.iter().map(|pin| pin.id).collect::<Vec<_>>(), [filed.id]);
    let otto = Clerk::of_another_office(&town).await;
    assert!(otto.door.get(&area(0.01)).send().await.ok::<Pins>().pins.is_empty());
    let elsewhere = format!(
        "/api/desk/cases/map?south={}&west={lon}&north={}&east={}",
        lat + 0.02,
        lat + 0.03,
        lon + 0.01
    );
    assert!(beate.door.get(&elsewhere).send().await.ok::<Pins>().pins.is_empty());
    beate.set_status(filed.id, Status::Done, "Repaired.").await;
    assert!(
        beate.door.get(&area(0.01)).send().await.ok::<Pins>().pins.is_empty(),
        "a closed case leaves the map"
    );
    let upside_down = format!("/api/desk/cases/map?south={}&west={lon}&north={lat}&east={lon}", lat + 1.0);
    beate.door.get(&upside_down).send().await.refused(Code::Malformed);
}

#[tokio::test]
async fn a_case_that_does_not_exist_is_not_found() {
    let Story { town: _town, beate, .. } = story().await;
    beate.taking(CaseId::new(), 1).send().await.refused(Code::NotFound);
    beate.door.get("/api/desk/reports/not-an-id").send().await.refused(Code::NotFound);
}

#[tokio::test]
async fn clerks_who_move_cases_in_opposite_directions_do_not_stop_each_other() {
    let Story { town, erika, beate, filed } = story().await;
    let ada = Clerk::first_admin(&town).await;
    let mut cases = vec![filed.id];
    for _ in 0..7 {
        cases.push(erika.file(&broken_bus_stop()).await.id);
    }
    for (place, id) in cases.iter().enumerate() {
        let begin = if place % 2 == 0 { Status::InReview } else { Status::InProgress };
        beate.set_status(*id, begin, "").await;
    }
    let (beate, ada) = (&beate, &ada);
    let moves = cases.iter().enumerate().map(|(place, id)| async move {
        let (clerk, mut forth) = if place % 2 == 0 { (beate, true) } else { (ada, false) };
        for _ in 0..12 {
            let to = if forth { Status::InProgress } else { Status::InReview };
            assert_eq!(clerk.set_status(*id, to, "").await.status, to);
            forth = !forth;
        }
    });
    futures_util::future::join_all(moves).await;
    let open = beate.queue("").await.open;
    assert_eq!((open.received, open.in_review, open.in_progress), (0, 4, 4));
}

#[tokio::test]
async fn what_a_clerk_sends_twice_is_said_once() {
    let Story { town: _town, erika, beate, filed } = story().await;
    for what in ["answers", "notes"] {
        let key = Uuid::new_v4();
        for _ in 0..2 {
            beate.writing(filed.id, what, "Said once.").key(key).send().await.ok::<CaseChanged>();
        }
        beate.writing(filed.id, what, "Something else.").key(key).send().await.refused(Code::KeyReused);
        beate
            .writing(filed.id, what, "No key.")
            .without("idempotency-key")
            .send()
            .await
            .refused(Code::KeyMissing);
    }
    let entries = beate.report(filed.id).await.entries;
    assert_eq!(
        entries.iter().filter(|entry| entry.text == "Said once.").count(),
        2,
        "one answer and one note"
    );
    let timeline = erika.my_report(filed.id).await.timeline;
    assert_eq!(timeline.iter().filter(|step| step.text.is_some()).count(), 1);
}

#[tokio::test]
async fn a_status_sent_twice_is_set_once_and_not_taken_for_somebody_elses() {
    let Story { town: _town, erika, beate, filed } = story().await;
    let revision = beate.case(filed.id).await.revision;
    let change = SetStatus { status: Status::Done, text: "Repaired.".to_owned(), revision };
    let path = format!("/api/desk/cases/{}/status", filed.id);
    let key = Uuid::new_v4();
    let first: CaseChanged = beate.door.post(&path).json(&change).key(key).send().await.ok();
    let second: CaseChanged = beate.door.post(&path).json(&change).key(key).send().await.ok();
    assert_eq!(first.case.revision, second.case.revision);
    assert_eq!(erika.my_report(filed.id).await.timeline.len(), 2);
    beate.door.post(&path).json(&change).send().await.refused(Code::StaleRevision);
    beate.door.post(&path).json(&change).without("idempotency-key").send().await.refused(Code::KeyMissing);
}

#[tokio::test]
async fn the_newest_answer_is_seen_however_many_there_are() {
    let Story { town: _town, erika, beate, filed } = story().await;
    for part in 0..30 {
        let texts: Vec<String> = (0..17).map(|number| format!("Answer {part} {number}")).collect();
        let sent = texts.iter().map(|text| beate.answer(filed.id, text));
        futures_util::future::join_all(sent).await;
    }
    beate.answer(filed.id, "The newest one.").await;
    let entries = beate.report(filed.id).await.entries;
    assert_eq!(entries.len(), 500);
    assert_eq!(entries.last().map(|entry| entry.text.as_str()), Some("The newest one."));
    let timeline = erika.my_report(filed.id).await.timeline;
    assert_eq!(timeline.last().and_then(|step| step.text.as_deref()), Some("The newest one."));
    assert!(timeline.is_sorted_by_key(|step| step.at), "oldest first");
}
