//! Listening to the town hall, also while the window is closed.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rathaus_client::{Client, EventKind, LiveEvent, LiveUpdate, listen, read_if_there, replace_file};
use tauri::async_runtime::spawn;
use tauri::{AppHandle, Manager};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::notices::Notice;
use crate::page::LiveState;
use crate::shell::Shell;
use crate::{notices, window};

/// A keyring that cannot be read yet is asked again after this time,
const KEYRING_PAUSE: Duration = Duration::from_secs(15);
/// and no more often than this: what is not there after five minutes was never installed.
const KEYRING_TRIES: u32 = 20;
/// A town that could not be told that somebody signed out is tried again after this time.
const GOODBYE_PAUSE: Duration = Duration::from_secs(60);

/// Whether somebody listens, to which town, and how to stop it.
#[derive(Default)]
pub(crate) struct Background {
    running: Mutex<Option<Running>>,
    /// Somebody waits for the keyring already.
    waits_for_keyring: AtomicBool,
    /// Somebody tries to tell the town which sessions were left.
    says_goodbye: AtomicBool,
}

struct Running {
    origin: String,
    stop: CancellationToken,
}

impl Background {
    /// Whether there is anything to wait for while the window is closed.
    pub(crate) fn is_listening(&self) -> bool {
        self.lock().is_some()
    }

    /// Stops the listener of any other town than `origin`.
    fn stop_others(&self, origin: &str) {
        let mut running = self.lock();
        if let Some(other) = running.take_if(|running| running.origin != origin) {
            other.stop.cancel();
        }
    }

    /// Takes the one place for a listener, if it is free.
    fn take_place(&self, origin: &str) -> Option<CancellationToken> {
        let mut running = self.lock();
        if running.is_some() {
            return None;
        }
        let stop = CancellationToken::new();
        *running = Some(Running { origin: origin.to_owned(), stop: stop.clone() });
        Some(stop)
    }

    /// Gives the place back; a listener that was stopped has lost it already. Returns whether nobody listens now.
    fn leave_place(&self, stop: &CancellationToken) -> bool {
        let mut running = self.lock();
        if !stop.is_cancelled() {
            *running = None;
        }
        running.is_none()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Begins to listen if somebody is signed in and nobody listens yet. Called after every step that may have
/// changed one of the two.
pub(crate) fn ensure(app: &AppHandle) {
    spawn(say_goodbyes(app.clone()));
    let app = app.clone();
    spawn(async move {
        let shell = app.state::<Shell>();
        let Some(client) = shell.client_now() else { return };
        shell.background.stop_others(client.town().origin.as_str());
        if !client.session().is_open().await {
            wait_for_keyring(&app, &client).await;
            return;
        }
        let Some(stop) = shell.background.take_place(client.town().origin.as_str()) else { return };
        let seen = SeenFile::of(&shell, &client);
        let (sender, mut updates) = mpsc::channel(64);
        shell.page.state(LiveState::Connecting);
        spawn(listen(client, seen.read(), sender, stop.clone()));
        while let Some(update) = updates.recv().await {
            heard(&app, &shell, &seen, update);
        }
        if shell.background.leave_place(&stop) {
            shell.page.state(LiveState::Closed);
        }
    });
}

/// Tells the town which sessions were left while it could not be reached, until it has heard.
async fn say_goodbyes(app: AppHandle) {
    let shell = app.state::<Shell>();
    if shell.background.says_goodbye.swap(true, Ordering::Relaxed) {
        return;
    }
    while let Some(client) = shell.client_now() {
        if client.say_goodbyes().await {
            break;
        }
        tokio::time::sleep(GOODBYE_PAUSE).await;
    }
    shell.background.says_goodbye.store(false, Ordering::Relaxed);
}

/// After a login the keyring may be unlocked, or started, later than this app: who is signed in shows only then.
async fn wait_for_keyring(app: &AppHandle, client: &Client) {
    let shell = app.state::<Shell>();
    let background = &shell.background;
    if client.session().is_known().await || background.waits_for_keyring.swap(true, Ordering::Relaxed) {
        return;
    }
    for _ in 0..KEYRING_TRIES {
        tokio::time::sleep(KEYRING_PAUSE).await;
        if client.session().is_known().await {
            break;
        }
    }
    background.waits_for_keyring.store(false, Ordering::Relaxed);
    if client.session().is_open().await {
        ensure(app);
    }
}

fn heard(app: &AppHandle, shell: &Shell, seen: &SeenFile, update: LiveUpdate) {
    match update {
        LiveUpdate::Connected => shell.page.state(LiveState::Open),
        LiveUpdate::Lost { .. } => shell.page.state(LiveState::Connecting),
        LiveUpdate::SessionEnded => {
            shell.page.state(LiveState::Closed);
            // In the open window the page says it.
            if window::is_hidden(app) {
                notices::show(app, Notice::signed_out(&shell.texts));
            }
        }
        LiveUpdate::Event(event) => {
            seen.write(event.seq);
            if rings(&event) && !window::is_looked_at(app) {
                notices::show(app, news(shell, &event));
            }
            shell.page.live(event);
        }
    }
}

/// What the town hall did for the resident rings; what the resident did does not, nor what the resident wants to be
/// told quietly.
fn rings(event: &LiveEvent) -> bool {
    !event.quiet && matches!(event.kind, EventKind::AnswerGiven | EventKind::StatusChanged)
}

fn news(shell: &Shell, event: &LiveEvent) -> Notice {
    Notice::news(&shell.texts, format!("/meldung/{}", event.object))
}

/// Remembers the newest event between two starts, so that what happened in between rings at the next one.
struct SeenFile(PathBuf);

impl SeenFile {
    fn of(shell: &Shell, client: &Client) -> Self {
        Self(shell.town_folder(&client.town().origin).join("last-event"))
    }

    fn read(&self) -> Option<i64> {
        let bytes = read_if_there(self.path()).ok().flatten()?;
        String::from_utf8(bytes).ok()?.trim().parse().ok()
    }

    fn write(&self, seq: i64) {
        if let Err(error) = replace_file(self.path(), seq.to_string().as_bytes()) {
            tracing::warn!(%error, "the newest event could not be remembered");
        }
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: &str, quiet: bool) -> LiveEvent {
        let at = "2026-03-02T08:00:00Z";
        let event = serde_json::json!({ "seq": 1, "kind": kind, "object": "x", "at": at, "quiet": quiet });
        serde_json::from_value(event).expect("an event")
    }

    #[test]
    fn what_is_to_be_quiet_does_not_ring() {
        assert!(rings(&event("answer_given", false)));
        assert!(!rings(&event("answer_given", true)), "the resident chose silence for this, or now");
        assert!(!rings(&event("report_filed", false)), "the resident did it");
    }
}
