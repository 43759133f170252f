//! What people see when something breaks, and that nothing accepted is lost or doubled.

mod copies;
mod runs;

use std::time::Duration;

use rathaus_api::problem::Code;
use rathaus_api::reports::{Photo, Report, ReportFiled};
use rathaus_tests::database::{POSTGRES_URL, is_postgres};
use rathaus_tests::disk::SmallDisk;
use rathaus_tests::process::TownProcess;
use rathaus_tests::resident::{broken_bus_stop, send_photo};
use rathaus_tests::wire::Wire;
use rathaus_tests::{Clerk, Door, Passerby, Resident, TestTown, picture, wait};
use uuid::Uuid;

/// A small sample of the figure in `docs/operating.md`; each round is one kill -9 in the middle of work.
const KILLS: u64 = 4;

#[tokio::test]
async fn a_killed_server_has_every_report_it_acknowledged_and_none_twice() {
    let mut town = TownProcess::prepare(&[]).await;
    town.start().await;
    let erika = Resident::register_at(Door::app(town.origin()), "Erika Beispiel").await;
    let mut acknowledged: Vec<(Uuid, ReportFiled)> = Vec::new();
    let mut unanswered: Vec<Uuid> = Vec::new();
    for round in 0..KILLS {
        let deadline = tokio::time::Instant::now() + Duration::from_millis(150 + round * 130);
        while tokio::time::Instant::now() < deadline {
            let key = Uuid::new_v4();
            let sent = erika.filing(&broken_bus_stop()).key(key).try_send();
            match tokio::time::timeout_at(deadline, sent).await {
                Ok(Ok(answer)) => acknowledged.push((key, answer.ok())),
                Ok(Err(_)) | Err(_) => unanswered.push(key),
            }
        }
        town.kill();
        town.start().await;
    }
    assert!(acknowledged.len() > 10, "only {} reports in all rounds", acknowledged.len());
    for (key, filed) in &acknowledged {
        let again: ReportFiled = erika.filing(&broken_bus_stop()).key(*key).send().await.ok();
        assert_eq!(&again, filed, "an acknowledged report changed or was filed twice");
        let stored: Report = erika.my_report(filed.id).await;
        assert_eq!(stored.number, filed.number);
    }
    for key in &unanswered {
        erika.filing(&broken_bus_stop()).key(*key).send().await.done();
    }
    assert_eq!(all_reports(&erika).await, acknowledged.len() + unanswered.len());
}

async fn all_reports(resident: &Resident) -> usize {
    let (mut number, mut path) = (0, "/api/reports".to_owned());
    loop {
        let page: rathaus_api::reports::ReportPage = resident.door.get(&path).send().await.ok();
        number += page.reports.len();
        match page.next_cursor {
            Some(cursor) => path = format!("/api/reports?cursor={cursor}"),
            None => return number,
        }
    }
}

#[tokio::test]
async fn a_photo_that_was_taken_in_is_still_whole_after_a_kill() {
    let mut town = TownProcess::prepare(&[]).await;
    town.start().await;
    let erika = Resident::register_at(Door::app(town.origin()), "Erika Beispiel").await;
    let photo = erika.send_photo(picture::jpeg()).await;
    town.kill();
    town.start().await;
    let mut draft = broken_bus_stop();
    draft.photos = vec![photo.id];
    let filed = erika.file(&draft).await;
    town.kill();
    town.start().await;
    let path = rathaus_tests::resident::photo_path(filed.id, photo.id, "full");
    let shown = erika.door.get(&path).send().await.done();
    assert!(shown.body.starts_with(&[0xff, 0xd8]) && shown.body.ends_with(&[0xff, 0xd9]), "not a whole JPEG");
}

#[tokio::test]
async fn whoever_is_signed_in_stays_so_when_the_server_restarts() {
    let mut town = TestTown::open().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let filed = erika.file(&broken_bus_stop()).await;
    town.stop().await;
    town.start().await;
    assert_eq!(erika.my_report(filed.id).await.id, filed.id);
    Passerby::at(&town).look_up(&filed.secret).await.done();
}

#[tokio::test]
async fn the_first_admin_is_invited_while_the_server_runs() {
    let mut town = TownProcess::prepare(&[]).await;
    town.start().await;
    let link = town.invite_on_the_console("Ada Admin", "ordnungsamt");
    let ada = Clerk::accept(Door::app(town.origin()), &link).await;
    assert!(ada.queue("").await.cases.is_empty());
}

#[tokio::test]
async fn a_full_disk_says_later_keeps_nothing_half_and_recovers_by_itself() {
    // A small disk of its own needs the right to mount one; the full database alone: server/src/reports/tests.rs.
    let Some(disk) = SmallDisk::mount("6m") else { return };
    let data = disk.path().join("data").display().to_string();
    let mut settings = vec![("RATHAUS_SERVER__DATA", data.as_str())];
    let database = format!("sqlite://{data}/rathaus.db");
    if !is_postgres() {
        settings.push(("RATHAUS_SERVER__DATABASE", &database));
    }
    let mut town = TestTown::with(&settings).await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let before = erika.file(&broken_bus_stop()).await;
    disk.fill();

    let photo_key = Uuid::new_v4();
    let send_photo = || {
        let picture = picture::encoded(1600, 1200, image::ImageFormat::Jpeg);
        erika.door.post("/api/reports/photos").body("image/jpeg", picture).key(photo_key).send()
    };
    let refused = send_photo().await;
    assert!(refused.header("retry-after").is_some(), "{:?}", refused.headers);
    let code = refused.problem().code();
    assert!(matches!(code, Some(Code::StorageFull | Code::Unavailable)), "{code:?}");
    let mut draft = broken_bus_stop();
    draft.text = "x".repeat(4_000);
    let (mut stored, mut refused) = (Vec::new(), None);
    // PostgreSQL lives elsewhere; SQLite may have some room left in its files.
    for _ in 0..if is_postgres() { 0 } else { 400 } {
        let key = Uuid::new_v4();
        let answer = erika.filing(&draft).key(key).send().await;
        if answer.status.is_success() {
            stored.push((key, answer.ok::<ReportFiled>()));
            continue;
        }
        let code = answer.problem().code();
        assert!(matches!(code, Some(Code::StorageFull | Code::Unavailable)), "{code:?}");
        refused = Some(key);
        break;
    }
    assert!(refused.is_some() || is_postgres(), "the disk never got full");
    assert_eq!(erika.my_report(before.id).await.number, before.number, "reading goes on");

    disk.make_room();
    let photo: Photo = send_photo().await.ok();
    draft.photos = vec![photo.id];
    let with_photo = erika.file(&draft).await;
    draft.photos.clear();
    if let Some(key) = refused {
        stored.push((key, erika.filing(&draft).key(key).send().await.ok()));
    }
    for (key, filed) in &stored {
        assert_eq!(&erika.filing(&draft).key(*key).send().await.ok::<ReportFiled>(), filed);
    }
    assert_eq!(all_reports(&erika).await, stored.len() + 2);
    let path = rathaus_tests::resident::photo_path(with_photo.id, photo.id, "full");
    erika.door.get(&path).send().await.done();
    town.stop().await;
}

#[tokio::test]
async fn a_database_that_is_gone_says_later_and_comes_back_by_itself() {
    // SQLite is a file in our own folder: only a database over a wire can go away and come back.
    if !is_postgres() {
        return;
    }
    let url = std::env::var(POSTGRES_URL).expect("asked for PostgreSQL");
    let (host, _) = url.split_once('@').and_then(|(_, rest)| rest.split_once('/')).expect("host and port");
    let wire = Wire::to(host).await;
    let folder = tempfile::tempdir().expect("a folder");
    let direct = rathaus_tests::database::fresh(folder.path()).await;
    let through_the_wire = direct.replace(host, &format!("127.0.0.1:{}", wire.port()));
    let town = TestTown::with(&[("RATHAUS_SERVER__DATABASE", &through_the_wire)]).await;
    let erika = Resident::register(&town, "Erika Beispiel").await;

    wire.cut();
    let key = Uuid::new_v4();
    let refused = erika.filing(&broken_bus_stop()).key(key).send().await;
    assert!(refused.header("retry-after").is_some(), "{:?}", refused.headers);
    refused.refused(Code::Unavailable);
    let photo = send_photo(&erika.door, "image/jpeg", picture::jpeg()).await;
    photo.refused(Code::Unavailable);
    assert_eq!(erika.door.get("/healthz").send().await.status.as_u16(), 503);

    wire.mend();
    wait::until("the database to come back", || async {
        erika.door.get("/healthz").try_send().await.ok().filter(|answer| answer.status.is_success())
    })
    .await;
    erika.filing(&broken_bus_stop()).key(key).send().await.done();
    assert_eq!(erika.my_reports().await.reports.len(), 1);
}
