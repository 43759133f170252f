//! What the server does and says beside its answers. A program of its own: it listens to everything that is logged.

mod at_rest;
mod canary;
mod oracle;

use tokio::sync::{Mutex, MutexGuard};

static ALONE: Mutex<()> = Mutex::const_new(());

/// One test at a time asks a database: whoever counts hears everybody in this program.
async fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().await
}
