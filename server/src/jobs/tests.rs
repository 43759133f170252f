//! What comes of jobs that fail.

use super::*;
use crate::{Started, app::for_tests};

#[test]
fn pauses_grow_to_an_hour() {
    assert_eq!(pause_ms(1), 5_000);
    assert_eq!(pause_ms(2), 10_000);
    assert_eq!(pause_ms(11), 3_600_000);
    assert_eq!(pause_ms(i64::MAX), 3_600_000);
    let hours = (1..ATTEMPTS_MAX).map(pause_ms).sum::<i64>() / 3_600_000;
    assert_eq!(hours, 6, "a mail server may be away for a morning");
}

async fn enqueue_alone(app: &App, kind: &'static str) {
    let mut tx = app.db().begin().await.unwrap();
    let job = NewJob { kind, payload: serde_json::Value::Null, case: None, office: None };
    enqueue(&mut tx, job, app.clock().now_ms()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn is_anything_due(app: &App) -> bool {
    store::is_due(app.db(), app.clock().now_ms()).await.unwrap()
}

#[tokio::test]
async fn a_job_that_panics_is_given_up_in_the_end_and_the_others_are_done() {
    let (_folder, app) = for_tests().await;
    enqueue_alone(&app, PANIC).await;
    let started = Started::start(app.clone()).await.unwrap();
    let mut rounds = 0;
    while failed(app.db(), None).await.unwrap().is_empty() {
        rounds += 1;
        assert!(rounds < 2_000, "it is tried for ever");
        if !is_anything_due(&app).await {
            // Every pause is an hour at most; somebody else's work wakes the worker.
            app.clock().advance(Duration::from_secs(3_601));
            enqueue_alone(&app, crate::reports::RECEIVED).await;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let buried = failed(app.db(), None).await.unwrap();
    assert_eq!(buried.len(), 1);
    assert_eq!(buried[0].attempts, ATTEMPTS_MAX);
    assert!(buried[0].reason.contains("panicked"), "{}", buried[0].reason);
    while is_anything_due(&app).await {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    started.stop().await;
}
