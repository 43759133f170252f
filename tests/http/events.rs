//! The live stream: who hears what, and that nothing is missed.

use std::time::Duration;

use rathaus_api::cases::Status;
use rathaus_api::events::EventKind;
use rathaus_api::problem::Code;
use rathaus_tests::resident::broken_bus_stop;
use rathaus_tests::{Clerk, Door, LiveStream, Resident, TestTown};

#[tokio::test]
async fn a_clerk_hears_of_a_new_report_at_once() {
    let town = TestTown::open().await;
    let beate = Clerk::of_bus_stops(&town).await;
    let mut desk = LiveStream::open(&beate.door, "/api/desk/events", None).await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let filed = erika.file(&broken_bus_stop()).await;
    assert_eq!(desk.next(EventKind::ReportFiled).await.object, filed.id.to_string());
}

#[tokio::test]
async fn a_resident_hears_of_the_answer_at_once() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let beate = Clerk::of_bus_stops(&town).await;
    let filed = erika.file(&broken_bus_stop()).await;
    let mut stream = LiveStream::open(&erika.door, "/api/events", None).await;
    beate.answer(filed.id, "We are on it.").await;
    assert_eq!(stream.next(EventKind::AnswerGiven).await.object, filed.id.to_string());
    beate.set_status(filed.id, Status::Done, "Repaired.").await;
    assert_eq!(stream.next(EventKind::StatusChanged).await.object, filed.id.to_string());
}

#[tokio::test]
async fn whoever_comes_back_hears_what_was_missed() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let beate = Clerk::of_bus_stops(&town).await;
    let filed = erika.file(&broken_bus_stop()).await;
    let mut stream = LiveStream::open(&erika.door, "/api/events", None).await;
    beate.answer(filed.id, "First").await;
    let seen = stream.next(EventKind::AnswerGiven).await.seq;
    drop(stream);
    beate.answer(filed.id, "Second").await;
    beate.answer(filed.id, "Third").await;
    let mut back = LiveStream::open(&erika.door, "/api/events", Some(seen)).await;
    let second = back.next(EventKind::AnswerGiven).await.seq;
    let third = back.next(EventKind::AnswerGiven).await.seq;
    assert!(seen < second && second < third, "{seen} {second} {third}");
}

#[tokio::test]
async fn nobody_hears_of_the_reports_of_others() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let max = Resident::register(&town, "Max Beispiel").await;
    let beate = Clerk::of_bus_stops(&town).await;
    let hers = erika.file(&broken_bus_stop()).await;
    let his = max.file(&broken_bus_stop()).await;
    let mut stream = LiveStream::open(&max.door, "/api/events", None).await;
    beate.answer(hers.id, "For Erika").await;
    beate.note(his.id, "About Max").await;
    beate.answer(his.id, "For Max").await;
    let heard = stream.next(EventKind::AnswerGiven).await;
    assert_eq!(heard.object, his.id.to_string(), "the first answer he hears of is his own");
}

#[tokio::test]
async fn a_clerk_of_another_office_hears_nothing_of_it() {
    let town = TestTown::open().await;
    let otto = Clerk::of_another_office(&town).await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let mut desk = LiveStream::open(&otto.door, "/api/desk/events", None).await;
    erika.file(&broken_bus_stop()).await;
    let own_category = town.category_of_another_office();
    let mut draft = broken_bus_stop();
    draft.category = own_category;
    let own = erika.file(&draft).await;
    assert_eq!(desk.next(EventKind::ReportFiled).await.object, own.id.to_string());
}

#[tokio::test]
async fn the_stream_says_what_changed_and_never_what_it_says() {
    let town = TestTown::open().await;
    let beate = Clerk::of_bus_stops(&town).await;
    let mut desk = LiveStream::open(&beate.door, "/api/desk/events", None).await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    erika.file(&broken_bus_stop()).await;
    let event = serde_json::to_string(&desk.next(EventKind::ReportFiled).await).expect("JSON");
    assert!(!event.contains("glass") && !event.contains("Erika"), "{event}");
}

#[tokio::test]
async fn without_a_session_there_is_no_stream() {
    let town = TestTown::open().await;
    let door = Door::app(town.origin());
    let answer = door.get("/api/events").send().await;
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    answer.refused(Code::NotSignedIn);
    door.get("/api/desk/events").send().await.refused(Code::NotSignedIn);
}

#[tokio::test]
async fn a_stopping_server_closes_its_streams() {
    let mut town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let mut stream = LiveStream::open(&erika.door, "/api/events", None).await;
    town.stop().await;
    stream.closed().await;
}

#[tokio::test]
async fn a_device_signed_out_hears_nothing_more_however_busy_the_town_is() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let lost = erika.sign_in_at(Door::app(town.origin())).await;
    let mut stream = LiveStream::open(&lost, "/api/events", None).await;
    lost.post("/api/accounts/logout").send().await.done();
    let signed_out = std::time::Instant::now();
    let busy = async {
        loop {
            erika.file(&broken_bus_stop()).await;
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    };
    tokio::select! {
        () = stream.closed() => {}
        () = busy => {}
    }
    assert!(signed_out.elapsed() < Duration::from_secs(5), "{:?}", signed_out.elapsed());
}

#[tokio::test]
async fn a_desk_nobody_uses_for_half_an_hour_hears_nothing_more() {
    let town = TestTown::open().await;
    let beate = Clerk::of_bus_stops(&town).await;
    let mut desk = LiveStream::open(&beate.door, "/api/desk/events", None).await;
    town.advance(Duration::from_secs(31 * 60));
    desk.closed().await;
    beate.door.get("/api/desk/events").send().await.refused(Code::NotSignedIn);
}

#[tokio::test]
async fn a_number_that_was_never_given_is_from_now_on() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let beate = Clerk::of_bus_stops(&town).await;
    let filed = erika.file(&broken_bus_stop()).await;
    beate.answer(filed.id, "First").await;
    for nonsense in [99_999_999_999, i64::MAX, -5] {
        let mut stream = LiveStream::open(&erika.door, "/api/events", Some(nonsense)).await;
        beate.set_status(filed.id, Status::InReview, "").await;
        stream.next(EventKind::StatusChanged).await;
        beate.set_status(filed.id, Status::InProgress, "").await;
        stream.next(EventKind::StatusChanged).await;
        assert!(!stream.has_heard(EventKind::AnswerGiven), "history was told after {nonsense}");
    }
}
