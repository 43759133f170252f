//! Waiting for conditions instead of sleeping.

use std::time::Duration;

/// Longest time anything in a test may take.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Asks until there is an answer; fails with `what` after [`PATIENCE`].
pub async fn until<T, F, A>(what: &str, mut ask: F) -> T
where
    F: FnMut() -> A,
    A: Future<Output = Option<T>>,
{
    let start = tokio::time::Instant::now();
    loop {
        if let Some(found) = ask().await {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "waited {PATIENCE:?} for {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
