//! What the shell tells the page without being asked: news from the live stream, and where to go.

use std::sync::{Mutex, PoisonError};

use rathaus_client::LiveEvent;
use serde::Serialize;
use tauri::ipc::Channel;

use crate::person::Hint;

/// State of the live stream, in the words of `ui/src/host/index.ts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LiveState {
    Connecting,
    Open,
    #[default]
    Closed,
}

/// Why the page of whoever was signed in has to go, in the words of `ui/src/state/keys-gone.svelte.ts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum WhyLeft {
    /// The PIN was wrong ten times.
    Tries,
    /// It was forgotten, and reset.
    Reset,
}

/// One message to the page.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Message {
    /// Go to this path: a notice was clicked.
    Open { path: String },
    /// Something changed in the town hall.
    Live { event: LiveEvent },
    /// The live stream opened or closed.
    State { state: LiveState },
    /// The app was locked or unlocked: cover the page, or show it again.
    Lock { locked: bool },
    /// The keys of this device are gone: forget what is noted here and begin anew at the start page, without uncovering.
    Left { why: WhyLeft },
    /// What the fingerprint sensor asks for.
    Finger { hint: Hint },
}

/// The page that is shown, which may not listen yet, or may just be loading again.
#[derive(Default)]
pub(crate) struct Page {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    channel: Option<Channel<Message>>,
    state: LiveState,
    /// While the app is locked the page hears no news.
    locked: bool,
    waiting: Option<String>,
    /// No page could be told yet that it has to go.
    leaving: Option<WhyLeft>,
}

impl Page {
    /// A page begins to listen and is told where things stand. The page before is gone. Returns whether this one may
    /// stay.
    pub(crate) fn subscribe(&self, channel: Channel<Message>) -> bool {
        let mut inner = self.lock();
        let (state, locked) = (inner.state, inner.locked);
        inner.channel = Some(channel);
        if let Some(why) = inner.leaving.take() {
            inner.tell(Message::Left { why });
            return false;
        }
        inner.tell(Message::Lock { locked });
        inner.tell(Message::State { state });
        if let Some(path) = inner.waiting.take() {
            inner.tell(Message::Open { path });
        }
        true
    }

    /// Sends the page of whoever was signed in away; where none listens, the next one that does.
    pub(crate) fn leave(&self, why: WhyLeft) {
        let mut inner = self.lock();
        inner.locked = false;
        // Where a notice would have led is not for whoever comes now.
        inner.waiting = None;
        if !inner.tell(Message::Left { why }) {
            inner.leaving = Some(why);
        }
    }

    /// Sends the page to a path; if none listens yet, the next one goes there first.
    pub(crate) fn open(&self, path: String) {
        let mut inner = self.lock();
        if !inner.tell(Message::Open { path: path.clone() }) {
            inner.waiting = Some(path);
        }
    }

    pub(crate) fn live(&self, event: LiveEvent) {
        let mut inner = self.lock();
        if !inner.locked {
            inner.tell(Message::Live { event });
        }
    }

    /// Says something that has no place of its own here.
    pub(crate) fn tell(&self, message: Message) {
        let mut inner = self.lock();
        if let Message::Lock { locked } = &message {
            inner.locked = *locked;
        }
        inner.tell(message);
    }

    /// After a gap the page asks again for whatever it shows: a stream that opens anew tells it so.
    pub(crate) fn catch_up(&self) {
        let mut inner = self.lock();
        if inner.state == LiveState::Open {
            inner.tell(Message::State { state: LiveState::Connecting });
            inner.tell(Message::State { state: LiveState::Open });
        }
    }

    pub(crate) fn state(&self, state: LiveState) {
        let mut inner = self.lock();
        inner.state = state;
        inner.tell(Message::State { state });
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn tell(&mut self, message: Message) -> bool {
        let told = self.channel.as_ref().is_some_and(|channel| channel.send(message).is_ok());
        if !told {
            self.channel = None;
        }
        told
    }
}
