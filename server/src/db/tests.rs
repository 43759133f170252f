//! Transactions that share a commit must behave as if each were alone.

use std::time::Duration;

use super::{Db, Tx, counters, sql};

/// Makes the common commit fail as a broken disk would: the row names nothing, and only the commit looks.
pub(crate) async fn spoil_the_commit(tx: &mut Tx) {
    sql("PRAGMA defer_foreign_keys = ON").execute(tx).await.unwrap();
    let nothing = sql("INSERT INTO report_links (report_id, secret_hash) VALUES ('nothing', 'nothing')");
    nothing.execute(tx).await.unwrap();
}

/// Lets the database grow no further, as a full disk would.
pub(crate) async fn fill_up(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    sql("PRAGMA max_page_count = 1").execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Lets the database grow again.
pub(crate) async fn make_room(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    sql("PRAGMA max_page_count = 1000000").execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

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

#[tokio::test(flavor = "multi_thread")]
async fn a_common_commit_that_fails_fails_for_all_members_and_stores_nothing() {
    let (_folder, db) = database().await;
    let mut first = db.begin().await.unwrap();
    counters::next(&mut first, "first").await.unwrap();
    spoil_the_commit(&mut first).await;
    let waiting = db.clone();
    let second = tokio::spawn(async move { waiting.begin().await });
    wait_for_the_queue(&second).await;
    let first = tokio::spawn(first.commit());
    let mut second = second.await.unwrap().unwrap();
    counters::next(&mut second, "second").await.unwrap();
    assert!(!first.is_finished(), "told before the common commit");
    second.commit().await.unwrap_err();
    first.await.unwrap().unwrap_err();
    assert!(names(&db).await.is_empty());
    let mut next = db.begin().await.unwrap();
    counters::next(&mut next, "next").await.unwrap();
    next.commit().await.unwrap();
    assert_eq!(names(&db).await, ["next"]);
}

/// Gives a task the time to stand in the queue for the writer; it cannot be seen from outside.
pub(crate) async fn wait_for_the_queue<T>(task: &tokio::task::JoinHandle<T>) {
    for _ in 0..50 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    assert!(!task.is_finished(), "it should wait for its turn");
}

#[tokio::test]
async fn a_database_that_lets_nobody_write_is_not_ready() {
    let (_folder, db) = database().await;
    assert!(db.is_ready().await);
    let stuck = db.begin().await.unwrap();
    assert!(tokio::time::timeout(Duration::from_millis(200), db.is_ready()).await.is_err());
    drop(stuck);
    assert!(db.is_ready().await);
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_says_why() {
    let reason = async |address: &str| Db::open(address).await.err().expect("refused").to_string();
    let missing = reason("sqlite:///no/such/folder/rathaus.db").await;
    assert!(missing.contains("there is no folder /no/such/folder"), "{missing}");
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let unreachable = reason(&format!("postgres://nobody@127.0.0.1:{closed}/town")).await;
    assert!(unreachable.to_lowercase().contains("refused"), "{unreachable}");
}

#[tokio::test]
async fn a_change_for_later_is_seen_by_the_next_statement_and_stored_by_the_commit() {
    let (_folder, db) = database().await;
    let mut tx = db.begin().await.unwrap();
    counters::count(&mut tx, "one");
    counters::count(&mut tx, "two");
    assert_eq!(counters::next(&mut tx, "two").await.unwrap(), 2);
    counters::count(&mut tx, "three");
    tx.commit().await.unwrap();
    assert_eq!(names(&db).await, ["one", "three", "two"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_for_later_that_fails_fails_its_own_commit_and_no_other() {
    let (_folder, db) = database().await;
    let mut bad = db.begin().await.unwrap();
    let waiting = db.clone();
    let good = tokio::spawn(async move { waiting.begin().await });
    wait_for_the_queue(&good).await;
    counters::count(&mut bad, "bad");
    sql("INSERT INTO counters (name, value) VALUES ($1, $2)").bind("x").bind(None::<i64>).later(&mut bad);
    counters::count(&mut bad, "never");
    bad.commit().await.unwrap_err();
    let mut good = good.await.unwrap().unwrap();
    counters::count(&mut good, "good");
    good.commit().await.unwrap();
    assert_eq!(names(&db).await, ["good"]);
}

#[tokio::test]
async fn a_change_for_later_goes_with_a_transaction_that_is_dropped() {
    let (_folder, db) = database().await;
    let mut tx = db.begin().await.unwrap();
    counters::count(&mut tx, "dropped");
    drop(tx);
    assert!(names(&db).await.is_empty());
}
