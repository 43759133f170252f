//! E-mails to residents who wanted them, taken by a real SMTP server on loopback.

use std::time::Duration;

use rathaus_api::cases::{FailedJobs, Status};
use rathaus_api::problem::Code;
use rathaus_api::reports::Report;
use rathaus_tests::mailbox::Mail;
use rathaus_tests::resident::broken_bus_stop;
use rathaus_tests::{Clerk, Mailbox, Passerby, TestTown, wait};
use uuid::Uuid;

#[tokio::test]
async fn whoever_leaves_an_address_gets_the_link_and_the_answer() {
    let mailbox = Mailbox::open().await;
    let town = TestTown::sending_to(&mailbox).await;
    let somebody = Passerby::at(&town);
    let mut draft = broken_bus_stop();
    draft.email = Some("erika@example.org".to_owned());
    let filed = somebody.file(&draft).await;

    let first = mailbox.wait_for(1).await.remove(0);
    assert_eq!(first.to, ["erika@example.org"]);
    let body = decoded(&first.content);
    assert!(body.contains(&format!("/meldung#{}", filed.secret)), "{body}");
    assert!(body.contains(&filed.number), "{body}");
    let _shown: Report = somebody.look_up(&filed.secret).await.ok();

    let beate = Clerk::of_bus_stops(&town).await;
    beate.set_status(filed.id, Status::Done, "The glass is new.").await;
    let second = mailbox.wait_for(2).await.remove(1);
    assert_eq!(second.to, ["erika@example.org"]);
}

#[tokio::test]
async fn whoever_leaves_no_address_gets_no_mail() {
    let mailbox = Mailbox::open().await;
    let town = TestTown::sending_to(&mailbox).await;
    let somebody = Passerby::at(&town);
    let silent = somebody.file(&broken_bus_stop()).await;
    let beate = Clerk::of_bus_stops(&town).await;
    beate.answer(silent.id, "We are on it.").await;
    let mut draft = broken_bus_stop();
    draft.email = Some("erika@example.org".to_owned());
    somebody.file(&draft).await;
    let mails = mailbox.wait_for(1).await;
    assert_eq!(mails.len(), 1, "{mails:?}");
}

#[tokio::test]
async fn an_email_that_nobody_takes_waits_for_a_clerk_who_sends_it_again() {
    let mailbox = Mailbox::open().await;
    mailbox.refuse(true);
    let town = TestTown::sending_to(&mailbox).await;
    let mut draft = broken_bus_stop();
    draft.email = Some("erika@example.org".to_owned());
    let filed = Passerby::at(&town).file(&draft).await;

    let failed = wait::until("the job to be given up", || async {
        // Each pause is an hour at most, and somebody who signs in wakes the worker; nobody stays signed in so long.
        town.advance(Duration::from_secs(3601));
        let beate = Clerk::of_bus_stops(&town).await;
        let jobs: FailedJobs = beate.door.get("/api/desk/jobs").send().await.ok();
        jobs.jobs.into_iter().next()
    })
    .await;
    assert_eq!(failed.case, Some(filed.id));
    assert!(!failed.reason.contains("erika"), "{}", failed.reason);
    let retry = format!("/api/desk/jobs/{}/retry", failed.id);
    let otto = Clerk::of_another_office(&town).await;
    let elsewhere: FailedJobs = otto.door.get("/api/desk/jobs").send().await.ok();
    assert!(elsewhere.jobs.is_empty());
    otto.door.post(&retry).send().await.refused(Code::NotFound);

    mailbox.refuse(false);
    Clerk::of_bus_stops(&town).await.door.post(&retry).send().await.done();
    assert_eq!(mailbox.wait_for(1).await[0].to, ["erika@example.org"]);
}

#[tokio::test]
async fn an_answer_sent_twice_is_told_once() {
    let mailbox = Mailbox::open().await;
    let town = TestTown::sending_to(&mailbox).await;
    let beate = Clerk::of_bus_stops(&town).await;
    let mut draft = broken_bus_stop();
    draft.email = Some("erika@example.org".to_owned());
    let filed = Passerby::at(&town).file(&draft).await;
    let key = Uuid::new_v4();
    for _ in 0..2 {
        beate.writing(filed.id, "answers", "We are on it.").key(key).send().await.done();
    }
    beate.set_status(filed.id, Status::Done, "The glass is new.").await;
    // Jobs are done in the order they came: a second telling would stand before the last one.
    let mails = mailbox.wait_for(3).await;
    let words = |mail: &Mail| mail.content.split_once("\n\n").map(|(_, body)| body.to_owned());
    assert_ne!(words(&mails[1]), words(&mails[2]), "the answer was told twice");
}

#[tokio::test]
async fn an_email_that_is_refused_for_good_is_tried_once_and_shown_to_a_clerk() {
    let mailbox = Mailbox::open().await;
    mailbox.refuse_for_good();
    let town = TestTown::sending_to(&mailbox).await;
    let beate = Clerk::of_bus_stops(&town).await;
    let mut draft = broken_bus_stop();
    draft.email = Some("erika@example.org".to_owned());
    let filed = Passerby::at(&town).file(&draft).await;
    let failed = wait::until("the job to be given up", || async {
        let jobs: FailedJobs = beate.door.get("/api/desk/jobs").send().await.ok();
        jobs.jobs.into_iter().next()
    })
    .await;
    assert_eq!((failed.case, failed.attempts), (Some(filed.id), 1));
    assert!(failed.reason.contains("550") && !failed.reason.contains("erika"), "{}", failed.reason);
}

/// Quoted-printable, as far as these tests need it (RFC 2045, 6.7).
fn decoded(content: &str) -> String {
    content.replace("=\n", "").replace("=3D", "=").replace("=23", "#")
}
