//! Notices of the operating system. They lie open on the screen and in its history, so they never say what
//! about.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use notify_rust::Notification;
use tauri::{AppHandle, Manager};

use crate::shell::Shell;
use crate::texts::{Phrase, Texts};
use crate::window;

/// A status and its answer come within a second of each other and lead to the same page: they ring once.
const SAME_THING: Duration = Duration::from_secs(10);
/// So many notices wait for a click at once; further ones are shown but lead nowhere.
const WAITING_MAX: usize = 32;
/// Name of the action of the notice itself in the freedesktop specification: a click anywhere on it.
const DEFAULT_ACTION: &str = "default";

/// Name of the action that ends the app.
const QUIT_ACTION: &str = "quit";

/// One notice.
pub(crate) struct Notice {
    pub(crate) title: String,
    pub(crate) body: String,
    /// Where a click leads.
    pub(crate) path: String,
    /// The word for ending the app, where the notice offers that.
    quit: Option<String>,
}

impl Notice {
    /// The town hall has something new; what, is told only inside the app.
    pub(crate) fn news(texts: &Texts, path: String) -> Self {
        Self::of(texts, Phrase::NoticeTitle, Phrase::NoticeBody, path)
    }

    /// Closing the window did not end the app; how to end it depends on whether there is an icon.
    pub(crate) fn still_running(texts: &Texts, has_icon: bool) -> Self {
        let body = if has_icon { Phrase::BackgroundBody } else { Phrase::BackgroundBodyNoIcon };
        let quit = Some(texts.say(Phrase::TrayQuit));
        Self { quit, ..Self::of(texts, Phrase::BackgroundTitle, body, "/".to_owned()) }
    }

    /// Nobody is signed in any more, so nothing will ring.
    pub(crate) fn signed_out(texts: &Texts) -> Self {
        Self::of(texts, Phrase::SignedOutTitle, Phrase::SignedOutBody, "/ich".to_owned())
    }

    fn of(texts: &Texts, title: Phrase, body: Phrase, path: String) -> Self {
        Self { title: texts.say(title), body: texts.say(body), path, quit: None }
    }
}

/// What was shown lately.
#[derive(Default)]
pub(crate) struct Notices {
    shown: Mutex<HashMap<String, Instant>>,
    waiting: AtomicUsize,
}

impl Notices {
    fn is_new(&self, path: &str, now: Instant) -> bool {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.retain(|_, at| now.duration_since(*at) < SAME_THING);
        shown.insert(path.to_owned(), now).is_none()
    }
}

/// Whether a notice would be seen by anybody. Asks the notification service; blocks for milliseconds.
pub(crate) fn are_possible() -> bool {
    #[cfg(all(unix, not(target_os = "macos")))]
    return notify_rust::get_server_information().is_ok();
    #[cfg(not(all(unix, not(target_os = "macos"))))]
    true
}

/// Shows a notice; a click on it opens the window at its path. Returns at once: waiting for the click takes a
/// thread of its own.
pub(crate) fn show(app: &AppHandle, notice: Notice) {
    let shell = app.state::<Shell>();
    if !shell.notices.is_new(&notice.path, Instant::now()) {
        return;
    }
    let open = shell.texts.say(Phrase::NoticeOpen);
    let app = app.clone();
    std::thread::spawn(move || show_and_wait(&app, &notice, &open));
}

fn show_and_wait(app: &AppHandle, notice: &Notice, open: &str) {
    let mut notification = Notification::new();
    notification
        .appname("Rathaus")
        .summary(&notice.title)
        .body(&notice.body)
        .icon("rathaus-app")
        .action(DEFAULT_ACTION, open)
        .action("open", open);
    if let Some(quit) = &notice.quit {
        notification.action(QUIT_ACTION, quit);
    }
    let handle = match notification.show() {
        Ok(handle) => handle,
        Err(error) => {
            // The page shows the same news itself, so nothing is lost but the ringing.
            tracing::warn!(%error, "the notification service took no notice");
            return;
        }
    };
    let waiting = &app.state::<Shell>().notices.waiting;
    if waiting.fetch_add(1, Ordering::Relaxed) < WAITING_MAX {
        wait_for_click(app, handle, &notice.path);
    }
    waiting.fetch_sub(1, Ordering::Relaxed);
}

#[cfg(all(unix, not(target_os = "macos")))]
fn wait_for_click(app: &AppHandle, handle: notify_rust::NotificationHandle, path: &str) {
    handle.wait_for_action(|action| match action {
        DEFAULT_ACTION | "open" => window::show_at(app, path),
        QUIT_ACTION => app.exit(0),
        _ => {}
    });
}

/// Elsewhere a click brings the app to the front by itself, without telling which notice it was.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn wait_for_click(_: &AppHandle, _: notify_rust::NotificationHandle, _: &str) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_thing_rings_once() {
        let notices = Notices::default();
        let now = Instant::now();
        assert!(notices.is_new("/meldung/1", now));
        assert!(!notices.is_new("/meldung/1", now + Duration::from_secs(1)));
        assert!(notices.is_new("/meldung/2", now + Duration::from_secs(1)));
        assert!(notices.is_new("/meldung/1", now + Duration::from_secs(12)));
    }
}
