//! Chains that somebody bends.

use proptest::prelude::*;
use rathaus_api::{
    identity::TrustLevel,
    mail::{DraftLetter, LetterKind, LetterRecipient},
};

use super::{
    store::tests::{Bend, bend},
    *,
};
use crate::app::for_tests;

/// A chain with its head, as [`append`] makes it.
fn chain(key: &ServerKey, letter: LetterId, details: &[String]) -> (Vec<store::EvidenceRow>, EvidenceHead) {
    let mut before = String::new();
    let mut rows = Vec::new();
    for (seq, detail) in (1..).zip(details) {
        let mut detail = json!({ "what": detail, "reason": detail });
        let (salt, reason) = take_reason(&mut detail).unzip();
        let mut row = store::EvidenceRow {
            seq,
            at: seq * 1000,
            kind: "decided".to_owned(),
            round: 1,
            actor_kind: "system".to_owned(),
            actor_id: None,
            level: None,
            device: None,
            detail: detail.to_string(),
            hash: String::new(),
            salt,
            reason,
        };
        row.hash = chained(letter, &before, &row);
        before.clone_from(&row.hash);
        rows.push(row);
    }
    let seq = i64::try_from(rows.len()).unwrap();
    let seal = seal(key, letter, seq, &before);
    (rows, EvidenceHead { seq, hash: before, seal })
}

fn key() -> ServerKey {
    let folder = tempfile::tempdir().unwrap();
    ServerKey::load_or_make(&folder.path().join("server.key")).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_changed_taken_out_cut_off_or_swapped_is_found(
        details in proptest::collection::vec("[a-z]{1,8}", 2..12),
        at in any::<proptest::sample::Index>(),
        what in 0..8_u8,
    ) {
        let (key, letter) = (key(), LetterId::new());
        let (mut rows, mut head) = chain(&key, letter, &details);
        prop_assert!(is_sound(&key, letter, &rows, Some(&head)));
        let place = at.index(rows.len() - 1);
        match what {
            0 => rows[place].detail.push(' '),
            1 => { rows.remove(place); }
            2 => rows.swap(place, place + 1),
            3 => rows[place].at += 1,
            4 => rows.truncate(place + 1),
            5 => rows[place].reason = Some("nothing".to_owned()),
            // A head that fits what is left, without the key.
            6 => {
                rows.truncate(place + 1);
                (head.seq, head.hash) = (rows[place].seq, rows[place].hash.clone());
            }
            _ => (rows, head) = chain(&key, LetterId::new(), &details),
        }
        prop_assert!(!is_sound(&key, letter, &rows, Some(&head)));
        prop_assert!(!is_sound(&key, letter, &rows, None));
    }

    #[test]
    fn an_erased_reason_leaves_the_chain_sound(details in proptest::collection::vec("[a-z]{1,8}", 1..6)) {
        let (key, letter) = (key(), LetterId::new());
        let (mut rows, head) = chain(&key, letter, &details);
        for row in &mut rows {
            (row.salt, row.reason) = (None, None);
        }
        prop_assert!(is_sound(&key, letter, &rows, Some(&head)));
    }
}

/// A letter that exists, with some entries.
async fn proven(app: &App, entries: usize) -> LetterId {
    let id = LetterId::new();
    let draft = DraftLetter {
        kind: LetterKind::Info,
        subject: "News".to_owned(),
        summary: "There is news.".to_owned(),
        body: String::new(),
        office: "ordnungsamt".to_owned(),
        to: LetterRecipient::Reference("HS-1".to_owned()),
        reference: "HS-1".to_owned(),
        decided_on: None,
        regime: rathaus_law::DeliveryRegime::RetrievalVwVfG,
        law_subject: None,
        min_level: TrustLevel::None,
        remedy: None,
        reply_by: None,
        actions: Vec::new(),
        supersedes: None,
    };
    let mut tx = app.db().begin().await.unwrap();
    let clerk = store::tests::add_clerk(&mut tx).await;
    store::insert(app.vault(), &mut tx, id, &draft, clerk, 0).await.unwrap();
    tx.commit().await.unwrap();
    for _ in 0..entries {
        decide(app, id).await;
    }
    id
}

async fn decide(app: &App, id: LetterId) {
    let mut tx = app.db().begin().await.unwrap();
    let detail = json!({ "what": "print", "reason": "she asked for it" });
    append(app, &mut tx, id, NewEntry::of_system(EvidenceKind::Decided, 0, detail)).await.unwrap();
    tx.commit().await.unwrap();
}

async fn sound(app: &App, id: LetterId) -> bool {
    let rows = store::evidence(app.db(), id).await.unwrap();
    let head = store::evidence_head(app.db(), id).await.unwrap();
    is_sound(app.server_key(), id, &rows, head.as_ref())
}

#[tokio::test]
async fn what_is_written_after_the_end_was_cut_off_does_not_cover_it() {
    let (_folder, app) = for_tests().await;
    let tail = [Bend::EraseWords, Bend::CutOff];
    for (cut, head) in [
        (&tail[..], None),
        (&tail, Some(Bend::EraseHead)),
        (&tail, Some(Bend::MoveHead)),
        (&[], Some(Bend::EraseHead)),
    ] {
        let id = proven(&app, 4).await;
        assert!(sound(&app, id).await);
        for how in cut.iter().copied().chain(head) {
            bend(&app, id, how).await;
        }
        assert!(!sound(&app, id).await, "{cut:?} {head:?}");
        decide(&app, id).await;
        assert!(!sound(&app, id).await, "{cut:?} {head:?}, and then it went on");
    }
}

#[tokio::test]
async fn reasons_stand_beside_the_chain() {
    let (_folder, app) = for_tests().await;
    let id = proven(&app, 2).await;
    let rows = store::evidence(app.db(), id).await.unwrap();
    assert!(rows.iter().all(|row| !row.detail.contains("asked") && row.detail.contains(REASON_HASH)));
    assert_ne!(rows[0].detail, rows[1].detail, "each hash has a salt of its own");
    assert_eq!(rows[1].reason.as_deref(), Some("she asked for it"));
    bend(&app, id, Bend::EraseWords).await;
    assert!(sound(&app, id).await);
}
