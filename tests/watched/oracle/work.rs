//! Counts what an answer costs: each statement as the database driver logs it, each hash of a secret.

use std::fmt::Debug;
use std::sync::{Mutex, Once, PoisonError};

use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

static DONE: Mutex<Vec<String>> = Mutex::new(Vec::new());
static LISTENING: Once = Once::new();

/// What was done since it began.
pub struct Work;

impl Work {
    /// Keeps other counting tests waiting.
    pub async fn alone() -> tokio::sync::MutexGuard<'static, ()> {
        LISTENING.call_once(|| {
            let wanted = Targets::new()
                .with_target("sqlx::query", tracing::Level::DEBUG)
                .with_target("rathaus::hash", tracing::Level::TRACE);
            tracing_subscriber::registry().with(Listener.with_filter(wanted)).init();
        });
        crate::alone().await
    }

    /// From now on.
    pub fn begin() -> Self {
        DONE.lock().unwrap_or_else(PoisonError::into_inner).clear();
        Self
    }

    /// Statements and hashes, in their order.
    pub fn end(self) -> Vec<String> {
        let mut done = std::mem::take(&mut *DONE.lock().unwrap_or_else(PoisonError::into_inner));
        // A transaction that was dropped is undone in its own time, maybe after the next question has begun; a
        // connection is opened when there is need of one more.
        done.retain(|work| {
            !work.starts_with("ROLLBACK") && work != "RELEASE member" && !work.starts_with("PRAGMA")
        });
        done
    }
}

struct Listener;

impl<S: Subscriber> Layer<S> for Listener {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut words = Words::default();
        event.record(&mut words);
        let work =
            if event.metadata().target() == "rathaus::hash" { "hash".to_owned() } else { words.statement() };
        DONE.lock().unwrap_or_else(PoisonError::into_inner).push(work);
    }
}

#[derive(Default)]
struct Words {
    summary: String,
    statement: String,
}

impl Words {
    /// A short statement stands in the summary alone.
    fn statement(self) -> String {
        let text = if self.statement.trim().is_empty() { self.summary } else { self.statement };
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Visit for Words {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.statement),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}
