//! Filing a report, with and without an account, and following it.

use rathaus_api::cases::{Awaiting, Status};
use rathaus_api::events::EventKind;
use rathaus_api::problem::{Code, FieldCode};
use rathaus_api::reports::{Channel, Photo, RecordReport, Report, ReportFiled};
use rathaus_server::{sweep_once, verify_audit};
use rathaus_tests::resident::{broken_bus_stop, photo_path, pin, send_photo};
use rathaus_tests::{Clerk, Door, Passerby, Resident, TestTown, picture};
use uuid::Uuid;

#[tokio::test]
async fn a_broken_bus_stop_is_reported_and_answered() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let beate = Clerk::of_bus_stops(&town).await;

    let photo = erika.send_photo(picture::jpeg()).await;
    let mut draft = broken_bus_stop();
    draft.photos = vec![photo.id];
    let filed = erika.file(&draft).await;

    let row = beate.take(filed.id).await;
    assert_eq!(row.number, filed.number);
    beate.answer(filed.id, "Thank you, the glazier comes on Monday.").await;
    beate.set_status(filed.id, Status::Done, "The glass is new.").await;

    let report = erika.my_report(filed.id).await;
    assert_eq!((report.status, report.awaiting), (Status::Done, Awaiting::Nobody));
    let texts: Vec<&str> = report.timeline.iter().filter_map(|step| step.text.as_deref()).collect();
    assert_eq!(texts, ["Thank you, the glazier comes on Monday.", "The glass is new."]);
}

#[tokio::test]
async fn a_report_shows_in_the_residents_own_list_and_in_no_other() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let max = Resident::register(&town, "Max Beispiel").await;
    let filed = erika.file(&broken_bus_stop()).await;
    let mine = erika.my_reports().await;
    assert_eq!(mine.reports.len(), 1);
    assert_eq!((mine.reports[0].id, mine.reports[0].status), (filed.id, Status::Received));
    assert_eq!(mine.reports[0].awaiting, Awaiting::TownHall);
    assert!(max.my_reports().await.reports.is_empty());
    max.door.get(&format!("/api/reports/{}", filed.id)).send().await.refused(Code::NotFound);
}

#[tokio::test]
async fn ones_own_list_says_what_the_town_hall_said_last_and_nothing_of_its_inner_work() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let beate = Clerk::of_bus_stops(&town).await;
    let filed = erika.file(&broken_bus_stop()).await;
    let news = async || erika.my_reports().await.reports[0].news;

    beate.take(filed.id).await;
    beate.note(filed.id, "Third time this year.").await;
    assert_eq!(news().await, None);
    beate.answer(filed.id, "The glazier comes on Monday.").await;
    let answer = news().await.expect("the answer is news");
    assert_eq!(answer.kind, EventKind::AnswerGiven);
    beate.note(filed.id, "Ask the police.").await;
    assert_eq!(news().await, Some(answer));
    beate.set_status(filed.id, Status::InProgress, "").await;
    let step = news().await.expect("the status is news");
    assert_eq!(step.kind, EventKind::StatusChanged);
    assert!(step.at >= answer.at);
    let told = erika.my_report(filed.id).await.timeline;
    assert_eq!(Some(step.at), told.last().map(|step| step.at), "the same moment as on the report's page");
}

#[tokio::test]
async fn without_an_account_the_secret_link_shows_the_report() {
    let town = TestTown::open().await;
    let somebody = Passerby::at(&town);
    let filed = somebody.file(&broken_bus_stop()).await;
    let report: Report = somebody.look_up(&filed.secret).await.ok();
    assert_eq!((report.id, report.number.as_str()), (filed.id, filed.number.as_str()));
    assert!(report.link_active);
    let path = format!("/api/reports/{}", filed.id);
    let same: Report = somebody.door.get(&path).secret(&filed.secret).send().await.ok();
    assert_eq!(same, report);
    somebody.door.get(&path).send().await.refused(Code::NotFound);
    somebody.door.get(&path).secret("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").send().await.refused(Code::NotFound);
}

#[tokio::test]
async fn the_secret_of_one_report_opens_no_other() {
    let town = TestTown::open().await;
    let somebody = Passerby::at(&town);
    let first = somebody.file(&broken_bus_stop()).await;
    let second = somebody.file(&broken_bus_stop()).await;
    let path = format!("/api/reports/{}", second.id);
    somebody.door.get(&path).secret(&first.secret).send().await.refused(Code::NotFound);
}

#[tokio::test]
async fn a_revoked_link_opens_nothing_and_the_owner_still_sees_the_report() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let filed = erika.file(&broken_bus_stop()).await;
    erika.door.delete(&format!("/api/reports/{}/link", filed.id)).send().await.done();
    Passerby::at(&town).look_up(&filed.secret).await.refused(Code::NotFound);
    assert!(!erika.my_report(filed.id).await.link_active);
}

#[tokio::test]
async fn sending_the_same_report_twice_files_it_once() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let key = Uuid::new_v4();
    let first = erika.filing(&broken_bus_stop()).key(key).send().await.done();
    assert_eq!(first.header("idempotency-key"), Some(key.to_string().as_str()));
    let first: ReportFiled = first.ok();
    let second: ReportFiled = erika.filing(&broken_bus_stop()).key(key).send().await.ok();
    assert_eq!(first, second);
    assert_eq!(erika.my_reports().await.reports.len(), 1);
}

#[tokio::test]
async fn a_page_that_believes_in_an_ended_session_files_nothing_for_a_guest() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let max = Resident::register(&town, "Max Beispiel").await;
    let name = "Expected-Account";
    let somebody = Passerby::at(&town);
    let key = Uuid::new_v4();
    for expected in [erika.account.id.to_string(), "nobody".to_owned(), String::new()] {
        let filing = somebody.filing(&broken_bus_stop()).key(key).header(name, &expected);
        filing.send().await.refused(Code::NotSignedIn);
    }
    let as_erika = max.filing(&broken_bus_stop()).header(name, &erika.account.id.to_string());
    as_erika.send().await.refused(Code::NotSignedIn);
    assert!(max.my_reports().await.reports.is_empty() && erika.my_reports().await.reports.is_empty());

    let own = erika.filing(&broken_bus_stop()).key(key).header(name, &erika.account.id.to_string());
    let filed: ReportFiled = own.send().await.ok();
    assert!(filed.number.ends_with("000001"), "nothing was filed before: {}", filed.number);
    assert_eq!(erika.my_reports().await.reports.len(), 1);
}

#[tokio::test]
async fn the_same_report_sent_from_two_connections_at_once_is_filed_once() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let key = Uuid::new_v4();
    let draft = broken_bus_stop();
    let send = || async { erika.filing(&draft).key(key).send().await.ok::<ReportFiled>() };
    let (a, b, c, d) = tokio::join!(send(), send(), send(), send());
    assert_eq!([&a, &a, &a], [&b, &c, &d]);
    assert_eq!(erika.my_reports().await.reports.len(), 1);
}

#[tokio::test]
async fn the_same_key_with_another_report_is_refused() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let key = Uuid::new_v4();
    erika.filing(&broken_bus_stop()).key(key).send().await.done();
    let mut other = broken_bus_stop();
    other.text = "Something else".to_owned();
    erika.filing(&other).key(key).send().await.refused(Code::KeyReused);
    assert_eq!(erika.my_reports().await.reports.len(), 1);
}

#[tokio::test]
async fn two_residents_may_happen_to_use_the_same_key() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let max = Resident::register(&town, "Max Beispiel").await;
    let key = Uuid::new_v4();
    let first: ReportFiled = erika.filing(&broken_bus_stop()).key(key).send().await.ok();
    let second: ReportFiled = max.filing(&broken_bus_stop()).key(key).send().await.ok();
    assert_ne!(first.id, second.id);
}

#[tokio::test]
async fn a_refused_report_leaves_its_key_free() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let key = Uuid::new_v4();
    let mut draft = broken_bus_stop();
    draft.category = "no_such_thing".to_owned();
    erika.filing(&draft).key(key).send().await.refused_field("/category", FieldCode::Unknown);
    erika.filing(&broken_bus_stop()).key(key).send().await.done();
}

#[tokio::test]
async fn a_report_without_a_key_is_refused() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    erika.filing(&broken_bus_stop()).without("idempotency-key").send().await.refused(Code::KeyMissing);
    let wrong = erika.filing(&broken_bus_stop()).replacing("idempotency-key", "not a uuid");
    wrong.send().await.refused(Code::KeyMissing);
    assert!(erika.my_reports().await.reports.is_empty());
}

#[tokio::test]
async fn photos_are_seen_by_the_reporter_the_clerk_and_whoever_has_the_link() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let max = Resident::register(&town, "Max Beispiel").await;
    let beate = Clerk::of_bus_stops(&town).await;
    let otto = Clerk::of_another_office(&town).await;
    let photo = erika.send_photo(picture::jpeg()).await;
    let mut draft = broken_bus_stop();
    draft.photos = vec![photo.id];
    let filed = erika.file(&draft).await;
    let anyone = Door::app(town.origin());
    for size in ["full", "thumb"] {
        let path = photo_path(filed.id, photo.id, size);
        let seen = erika.door.get(&path).send().await.done();
        assert_eq!(seen.header("content-type"), Some("image/jpeg"));
        assert_eq!(seen.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(anyone.get(&path).secret(&filed.secret).send().await.done().body, seen.body);
        anyone.get(&path).send().await.refused(Code::NotFound);
        max.door.get(&path).send().await.refused(Code::NotFound);
        let desk = path.replace("/api/", "/api/desk/");
        assert_eq!(beate.door.get(&desk).send().await.done().body, seen.body);
        otto.door.get(&desk).send().await.refused(Code::ReasonRequired);
    }
    erika.door.get(&photo_path(filed.id, photo.id, "huge")).send().await.refused(Code::NotFound);
}

#[tokio::test]
async fn a_photo_loses_everything_but_its_pixels() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let photo = erika.send_photo(picture::jpeg_with_metadata()).await;
    assert_eq!((photo.width, photo.height), (240, 320), "it lay on its side and stands upright now");
    let mut draft = broken_bus_stop();
    draft.photos = vec![photo.id];
    let filed = erika.file(&draft).await;
    for size in ["full", "thumb"] {
        let bytes = erika.door.get(&photo_path(filed.id, photo.id, size)).send().await.done().body;
        for trace in ["Exif", "SecretCam", "secret", "xmp", "Adobe"] {
            let found = bytes.windows(trace.len()).any(|part| part.eq_ignore_ascii_case(trace.as_bytes()));
            assert!(!found, "\"{trace}\" is still in the {size} picture");
        }
    }
}

#[tokio::test]
async fn png_and_webp_are_taken_too() {
    let town = TestTown::open().await;
    let door = Door::app(town.origin());
    for (kind, bytes) in [("image/png", picture::png()), ("image/webp", picture::webp())] {
        let photo: Photo = send_photo(&door, kind, bytes).await.ok();
        assert_eq!((photo.width, photo.height), (64, 48), "{kind}");
    }
}

#[tokio::test]
async fn a_photo_belongs_to_one_report() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let photo = erika.send_photo(picture::jpeg()).await;
    let mut draft = broken_bus_stop();
    draft.photos = vec![photo.id];
    erika.file(&draft).await;
    erika.filing(&draft).send().await.refused_field("/photos/0", FieldCode::Gone);
    assert_eq!(erika.my_reports().await.reports.len(), 1);
}

#[tokio::test]
async fn nobody_files_the_photo_of_somebody_else() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let max = Resident::register(&town, "Max Beispiel").await;
    let photo = erika.send_photo(picture::jpeg()).await;
    let mut draft = broken_bus_stop();
    draft.photos = vec![photo.id];
    max.filing(&draft).send().await.refused_field("/photos/0", FieldCode::Gone);
    erika.file(&draft).await;
}

#[tokio::test]
async fn a_report_takes_five_photos_and_not_six() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let mut draft = broken_bus_stop();
    for _ in 0..6 {
        draft.photos.push(erika.send_photo(picture::jpeg()).await.id);
    }
    erika.filing(&draft).send().await.refused_field("/photos", FieldCode::TooMany);
    let sixth = draft.photos.pop();
    assert!(sixth.is_some());
    let filed = erika.file(&draft).await;
    let order: Vec<_> = erika.my_report(filed.id).await.photos.iter().map(|photo| photo.id).collect();
    assert_eq!(order, draft.photos, "photos keep their order");
}

#[tokio::test]
async fn the_list_of_reports_comes_in_pages_of_50() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    for _ in 0..52 {
        erika.file(&broken_bus_stop()).await;
    }
    let first = erika.my_reports().await;
    assert_eq!(first.reports.len(), 50);
    let cursor = first.next_cursor.expect("there are more");
    let path = format!("/api/reports?cursor={cursor}");
    let second: rathaus_api::reports::ReportPage = erika.door.get(&path).send().await.ok();
    assert_eq!((second.reports.len(), second.next_cursor), (2, None));
    let mut ids: Vec<_> = first.reports.iter().chain(&second.reports).map(|row| row.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), 52, "no report is shown twice or left out");
}

#[tokio::test]
async fn a_pin_an_address_or_words_are_enough_and_nothing_is_not() {
    let town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let [lat, lon] = town.centre().await;
    let mut draft = broken_bus_stop();
    draft.place = pin(lat, lon);
    let filed = erika.file(&draft).await;
    let place = erika.my_report(filed.id).await.place;
    assert_eq!((place.lat, place.lon), (Some(lat), Some(lon)));

    draft.place.lat = None;
    draft.place.lon = None;
    erika.filing(&draft).send().await.refused_field("/place", FieldCode::Required);
    draft.place.address = "Marktplatz 1".to_owned();
    erika.file(&draft).await;
}

#[tokio::test]
async fn a_report_by_phone_is_recorded_by_a_clerk() {
    let town = TestTown::open().await;
    let beate = Clerk::of_bus_stops(&town).await;
    let record = RecordReport {
        channel: Channel::Phone,
        reporter: "Mrs. Old, 01234".to_owned(),
        report: broken_bus_stop(),
    };
    let filed = beate.record(&record).await;
    let report = beate.report(filed.id).await;
    assert_eq!(report.channel, Channel::Phone);
    assert_eq!(report.reporter.as_deref(), Some("Mrs. Old, 01234"));
    let seen: Report = Passerby::at(&town).look_up(&filed.secret).await.ok();
    assert_eq!(seen.timeline[0].kind, EventKind::ReportFiled);
    let online = RecordReport { channel: Channel::Online, ..record };
    beate
        .door
        .post("/api/desk/reports")
        .json(&online)
        .send()
        .await
        .refused_field("/channel", FieldCode::Unknown);
}

#[tokio::test]
async fn a_clerk_may_hand_a_report_to_another_office() {
    let town = TestTown::open().await;
    let otto = Clerk::of_another_office(&town).await;
    let record =
        RecordReport { channel: Channel::Counter, reporter: String::new(), report: broken_bus_stop() };
    let filed = otto.record(&record).await;
    let beate = Clerk::of_bus_stops(&town).await;
    assert_eq!(beate.case(filed.id).await.status, Status::Received);
}

#[tokio::test]
async fn numbers_of_reports_count_up() {
    let town = TestTown::open().await;
    let somebody = Passerby::at(&town);
    let first = somebody.file(&broken_bus_stop()).await;
    let second = somebody.file(&broken_bus_stop()).await;
    let tail = |number: &str| number.rsplit('-').next().and_then(|digits| digits.parse::<u32>().ok());
    assert_eq!(tail(&first.number).map(|number| number + 1), tail(&second.number));
}

#[tokio::test]
async fn a_report_closed_longer_ago_than_the_town_keeps_files_is_erased_with_its_pictures() {
    let town = TestTown::open().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let mut beate = Clerk::of_bus_stops(&town).await;
    let mut draft = broken_bus_stop();
    draft.photos = vec![erika.send_photo(picture::jpeg()).await.id];
    let closed = erika.file(&draft).await;
    let open = erika.file(&broken_bus_stop()).await;
    beate.take(closed.id).await;
    beate.set_status(closed.id, Status::Done, "The glass is new.").await;

    let day = std::time::Duration::from_secs(24 * 3_600);
    town.advance(3_652 * day);
    erika.door = erika.sign_in_at(Door::app(town.origin())).await;
    beate.door = beate.sign_in_at(Door::app(town.origin())).await;
    beate.report(open.id).await;
    sweep_once(town.app()).await.expect("swept");
    assert_eq!(erika.my_reports().await.reports.len(), 2, "not a day too early");
    town.advance(100 * day);
    // A clock that is far ahead of everything that was written down is not believed.
    sweep_once(town.app()).await.expect("swept");
    erika.door = erika.sign_in_at(Door::app(town.origin())).await;
    assert_eq!(erika.my_reports().await.reports.len(), 2, "nobody has looked at anything for months");
    beate.door = beate.sign_in_at(Door::app(town.origin())).await;
    beate.report(open.id).await;
    sweep_once(town.app()).await.expect("swept");
    assert_eq!(erika.my_reports().await.reports.len(), 1);
    assert_eq!(erika.my_reports().await.reports[0].id, open.id, "what is open stays");
    let queue = beate.queue("").await;
    assert!(queue.cases.iter().all(|case| case.id != closed.id));
    let blobs = std::fs::read_dir(town.data().join("blobs")).expect("a folder");
    let files = blobs.flatten().filter_map(|shard| std::fs::read_dir(shard.path()).ok()).flatten();
    assert_eq!(files.count(), 0, "no picture on the disk");
    let verified = verify_audit(town.app(), None).await.expect("verified");
    assert!(verified.findings.is_empty(), "{:?}", verified.findings);
    // The number is not used again.
    assert_ne!(erika.file(&broken_bus_stop()).await.number, closed.number);
}
