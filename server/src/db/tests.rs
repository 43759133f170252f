//! Transactions that share a commit must behave as if each were alone.

use std::time::Duration;

use super::{Db, counters, sql};

async fn database() -> (tempfile::TempDir, Db) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite://{}", folder.path().join("t.db").display())).await.unwrap();
    db.migrate().await.unwrap();
    (folder, db)
}

async fn names(db: &Db) -> Vec<String> {
    let rows: Vec<(String,)> =
        sql("SELECT name FROM counters ORDER BY name LIMIT 1000").all(db).await.unwrap();
    rows.into_iter().map(|row| row.0).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_commits_stays_and_who_rolls_back_goes() {
    let (_folder, db) = database().await;
    let tasks: Vec<_> = (0..200)
        .map(|number| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut tx = db.begin().await.unwrap();
                counters::next(&mut tx, &format!("{number:03}")).await.unwrap();
                if number % 3 == 0 {
                    drop(tx);
                } else {
                    tx.commit().await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let expected: Vec<String> =
        (0..200).filter(|number| number % 3 != 0).map(|number| format!("{number:03}")).collect();
    assert_eq!(names(&db).await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_have_no_gaps_whoever_gives_up() {
    let (_folder, db) = database().await;
    let mut kept = Vec::new();
    for round in 0..60 {
        let mut tx = db.begin().await.unwrap();
        let number = counters::next(&mut tx, "cases").await.unwrap();
        if round % 4 != 0 {
            tx.commit().await.unwrap();
            kept.push(number);
        }
    }
    let without_gaps: Vec<i64> = (1..=i64::try_from(kept.len()).unwrap()).collect();
    assert_eq!(kept, without_gaps);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_hangs_up_halfway_blocks_nobody() {
    let (_folder, db) = database().await;
    for number in 0..100 {
        let db = db.clone();
        let hurried = async move {
            let mut tx = db.begin().await.unwrap();
            counters::next(&mut tx, "hurried").await.unwrap();
            tx.commit().await.unwrap();
        };
        // Cut off somewhere between asking for the writer and the commit.
        let _ = tokio::time::timeout(Duration::from_micros(number * 7), hurried).await;
    }
    let mut tx = db.begin().await.unwrap();
    counters::next(&mut tx, "patient").await.unwrap();
    tx.commit().await.unwrap();
    assert!(names(&db).await.contains(&"patient".to_owned()));
}

#[tokio::test]
async fn a_failing_statement_takes_only_its_own_transaction_along() {
    let (_folder, db) = database().await;
    let mut bad = db.begin().await.unwrap();
    counters::next(&mut bad, "bad").await.unwrap();
    sql("INSERT INTO counters (name, value) VALUES ('x', NULL)").execute(&mut bad).await.unwrap_err();
    drop(bad);
    let mut good = db.begin().await.unwrap();
    counters::next(&mut good, "good").await.unwrap();
    good.commit().await.unwrap();
    assert_eq!(names(&db).await, ["good"]);
}

#[tokio::test]
async fn readers_see_nothing_before_the_commit() {
    let (_folder, db) = database().await;
    let mut tx = db.begin().await.unwrap();
    counters::next(&mut tx, "early").await.unwrap();
    assert!(names(&db).await.is_empty());
    tx.commit().await.unwrap();
    assert_eq!(names(&db).await, ["early"]);
}
