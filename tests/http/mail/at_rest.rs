//! Whose key opens what, and what is left when it is gone.

use rathaus_api::mail::{LetterRow, LetterState};
use rathaus_api::problem::Code;
use rathaus_api::profile::Deletion;
use rathaus_server::{CheckedMail, KeysStanding, rotate_keys, verify_keys};
use rathaus_tests::letters::{decision, small_pdf};
use rathaus_tests::people::erika;
use rathaus_tests::{database, wait};
use serde_json::json;

use super::Story;

/// Everything that is there opens.
async fn sound(story: &Story) -> (KeysStanding, CheckedMail) {
    let (keys, mail) = verify_keys(story.town.app()).await.expect("the databases answer");
    assert!(keys.broken == 0 && mail.broken.is_empty(), "{keys:?} {mail:?}");
    (keys, mail)
}

/// Waits until so many keys are left.
async fn wait_for_keys(story: &Story, number: u64) {
    wait::until("the keys", || async {
        let (keys, _) = verify_keys(story.town.app()).await.expect("the databases answer");
        Some(()).filter(|()| keys.keys == number)
    })
    .await;
}

async fn delete_account(story: &Story) {
    let told: Deletion = story.erika.door.get("/api/accounts/deletion").send().await.ok();
    let agreed = json!({ "confirmation": told.confirmation });
    story.erika.door.post("/api/accounts/deletion").json(&agreed).send().await.done();
}

#[tokio::test]
async fn a_draft_that_is_thrown_away_takes_its_key_along() {
    let story = Story::begin().await;
    let made = story.clerk.draft(&decision(story.town.office_of_bus_stops(), &erika())).await;
    let path = format!("/api/desk/mail/{}", made.row.id);
    let attach = story.clerk.door.post(&format!("{path}/documents?role=attachment&name=a.pdf"));
    attach.body("application/pdf", small_pdf()).send().await.done();
    let (keys, mail) = sound(&story).await;
    assert_eq!((keys.keys, mail.letters, mail.documents, mail.copies), (1, 1, 1, 0));
    story.clerk.door.delete(&path).send().await.done();
    wait_for_keys(&story, 0).await;
}

#[tokio::test]
async fn an_erased_copy_opens_no_more_and_the_file_does() {
    let story = Story::begin().await;
    let id = story.decided().await;
    story.erika.open(id).await;
    assert_eq!(sound(&story).await.1.copies, 1);
    story.erika.door.delete(&format!("/api/mail/{id}")).send().await.done();
    let (keys, mail) = sound(&story).await;
    assert_eq!((keys.keys, mail.letters, mail.copies), (2, 1, 0), "other letters of hers need her key");
    story.clerk.about(id, "answers", &json!({ "text": "Once more." })).await.done();
    assert_eq!(sound(&story).await.1.copies, 0, "what comes later opens nothing either");
}

#[tokio::test]
async fn a_deleted_account_destroys_its_key_and_no_backup_brings_it_back() {
    let mut story = Story::begin().await;
    let id = story.decided().await;
    story.erika.open(id).await;
    let document = story.clerk.letter(id).await.documents.remove(0).id;
    story.town.stop().await;
    let names = ["rathaus.db", "keys.db"];
    let backup = names.map(|name| std::fs::read(story.town.data().join(name)).unwrap_or_default());
    story.town.start().await;
    delete_account(&story).await;
    wait_for_keys(&story, 1).await;
    let kept = story.clerk.letter(id).await;
    assert_eq!((kept.row.state, kept.letter.body.is_empty()), (LetterState::Retrieved, false));
    let path = format!("/api/desk/mail/{id}/documents/{document}");
    assert!(story.clerk.door.get(&path).send().await.done().body.starts_with(b"%PDF-"));
    assert_eq!(sound(&story).await.1.copies, 0);
    if database::is_postgres() {
        return;
    }
    // The town is restored to a day before, keys and all: the account is there again, its letters open for nobody.
    story.town.stop().await;
    for (name, bytes) in names.iter().zip(&backup) {
        for tail in ["-wal", "-shm"] {
            let _gone_already = std::fs::remove_file(story.town.data().join(format!("{name}{tail}")));
        }
        std::fs::write(story.town.data().join(name), bytes).expect("restored");
    }
    story.town.start().await;
    let rows: Vec<LetterRow> = story.erika.mailbox("").await.letters;
    assert_eq!(rows.len(), 1, "the database is the old one");
    story.erika.door.get(&format!("/api/mail/{id}")).send().await.refused(Code::NotFound);
    let path = format!("/api/mail/{id}/documents/{document}");
    story.erika.door.get(&path).send().await.refused(Code::NotFound);
    assert_eq!(story.clerk.letter(id).await.letter.body, kept.letter.body, "the file opens");
    let (_, mail) = verify_keys(story.town.app()).await.expect("the databases answer");
    assert_eq!(mail.broken.len(), 1, "and `keys verify` says so: {:?}", mail.broken);
}

#[tokio::test]
async fn lost_keys_are_not_made_anew_in_silence() {
    if database::is_postgres() {
        return;
    }
    let mut story = Story::begin().await;
    story.decided().await;
    let data = story.town.data().to_owned();
    story.town.stop().await;
    for name in ["keys.db", "keys.db-wal", "keys.db-shm"] {
        let _there_or_not = std::fs::remove_file(data.join(name));
    }
    let error = story.town.try_open().await.err().expect("a town without keys stays closed");
    assert!(error.contains("restore the keys"), "{error}");
}

#[tokio::test]
async fn the_master_key_is_rotated_while_letters_are_read_and_written() {
    let story = Story::begin().await;
    let id = story.decided().await;
    story.erika.open(id).await;
    let master = std::fs::read(story.town.data().join("master.key")).expect("a master key");
    let work = async {
        for _ in 0..6 {
            let new = story.clerk.write(&decision(story.town.office_of_bus_stops(), &erika())).await;
            assert!(story.erika.letter(id).await.content.is_some());
            assert!(!story.clerk.letter(new).await.letter.body.is_empty());
        }
    };
    let rotate = async {
        for generation in 2..5 {
            let rotated = rotate_keys(story.town.app()).await.expect("a rotation");
            assert_eq!((rotated.generation, rotated.resumed), (generation, false));
        }
    };
    tokio::join!(work, rotate);
    assert_ne!(std::fs::read(story.town.data().join("master.key")).expect("a master key"), master);
    let (keys, mail) = sound(&story).await;
    assert_eq!((keys.generation, keys.earlier, keys.keys, mail.letters), (4, 0, 8, 7));
}
