//! The session of one town on this device: a token nobody outside this crate gets to see.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{Mutex, watch};
use tokio::task::spawn_blocking;

use crate::secrets::{SecretError, SecretName, SecretStore};
use crate::town::TownOrigin;

/// A keyring that could not be read is asked again after this time, and not before: each question may open a
/// dialogue of the system.
const ASK_AGAIN_AFTER: Duration = Duration::from_secs(10);

/// What will be left of a session after the app was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Stored in the keyring: the next start is logged in.
    Yes,
    /// Only in memory, and why.
    No(SecretError),
}

/// The token of one town. Read from the store once, then kept in memory.
pub struct Session {
    names: Names,
    /// Counts sessions begun and ended on this device; a new token of the same session changes nothing.
    turns: watch::Sender<u64>,
    store: Arc<dyn SecretStore>,
    state: Mutex<State>,
    ask_again_after: Duration,
}

/// Where a token is kept. A new one is written beside the old one first: a keyring that dies while it replaces an
/// entry, or between deleting and adding, has one of the two left.
#[derive(Clone)]
struct Names {
    kept: SecretName,
    next: SecretName,
    town: String,
}

/// Which towns a session was ever kept of: a keyring cannot be searched.
fn towns_name() -> SecretName {
    SecretName::new("sessions", "towns")
}

fn towns(store: &dyn SecretStore) -> Result<Vec<String>, SecretError> {
    let text = store.get(&towns_name())?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// Forgets the sessions of all towns: this device has lost the right to them.
pub fn forget_sessions(store: &dyn SecretStore) -> Result<(), SecretError> {
    for town in towns(store)? {
        Names::of(&town).forget(store)?;
    }
    store.delete(&towns_name())
}

impl Names {
    fn of(town: &str) -> Self {
        Self {
            kept: SecretName::new("session", town),
            next: SecretName::new("session-next", town),
            town: town.to_owned(),
        }
    }

    fn note(&self, store: &dyn SecretStore) -> Result<(), SecretError> {
        let mut noted = towns(store)?;
        if noted.contains(&self.town) {
            return Ok(());
        }
        noted.push(self.town.clone());
        let text = serde_json::to_string(&noted).map_err(|error| SecretError::Failed(error.to_string()))?;
        store.set(&towns_name(), &text)
    }

    fn write(&self, store: &dyn SecretStore, text: &str) -> Result<(), SecretError> {
        // Without its note the session works; only forgetting those of all towns would miss it.
        if let Err(error) = self.note(store) {
            tracing::warn!(%error, "the town of a session could not be noted");
        }
        store.set(&self.next, text)?;
        store.set(&self.kept, text)?;
        store.delete(&self.next)
    }

    /// What stands in the second place is newer: the write that put it there did not get to its end.
    fn read(&self, store: &dyn SecretStore) -> Result<Option<Token>, SecretError> {
        if let Some(next) = store.get(&self.next)?.as_deref().and_then(Token::parse) {
            if let Err(error) = self.write(store, next.reveal()) {
                tracing::warn!(%error, "a session's token is still in its second place");
            }
            return Ok(Some(next));
        }
        Ok(store.get(&self.kept)?.as_deref().and_then(Token::parse))
    }

    fn forget(&self, store: &dyn SecretStore) -> Result<(), SecretError> {
        store.delete(&self.next)?;
        store.delete(&self.kept)
    }
}

#[derive(Clone)]
enum State {
    Unread,
    /// The store did not answer; what it holds is still to be read.
    Unreadable {
        error: SecretError,
        since: Instant,
    },
    LoggedOut(Kept),
    LoggedIn {
        token: Token,
        kept: Kept,
        /// When it was written to the store, or when that was tried last.
        written: Instant,
    },
}

/// `rh1_` and 32 random bytes. Has no `Debug` text, so that it reaches no log.
#[derive(Clone)]
pub(crate) struct Token(String);

impl Token {
    /// Every token of ours begins like this; the prefix lets secret scanners find leaked ones.
    const PREFIX: &'static str = "rh1_";

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let body = text.strip_prefix(Self::PREFIX)?;
        let plain = body.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        (plain && (16..=256).contains(&body.len())).then(|| Self(text.to_owned()))
    }

    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl Session {
    /// The session of `town`, kept in `store`.
    #[must_use]
    pub fn new(town: &TownOrigin, store: Arc<dyn SecretStore>) -> Self {
        Self {
            names: Names::of(town.as_str()),
            turns: watch::Sender::new(0),
            store,
            state: Mutex::new(State::Unread),
            ask_again_after: ASK_AGAIN_AFTER,
        }
    }

    /// Where the token is kept.
    pub(crate) fn store(&self) -> Arc<dyn SecretStore> {
        Arc::clone(&self.store)
    }

    /// Whether somebody is logged in on this device, as far as the device knows.
    pub async fn is_open(&self) -> bool {
        self.token().await.is_some()
    }

    /// Whether the store could say who is signed in. One that was locked or not started yet is asked again later.
    pub async fn is_known(&self) -> bool {
        !matches!(self.loaded().await, State::Unread | State::Unreadable { .. })
    }

    /// The same as [`is_open`](Self::is_open) for those who cannot wait: from memory, without asking the store.
    /// While the session changes in this very moment, it counts as open.
    #[must_use]
    pub fn seems_open(&self) -> bool {
        self.state.try_lock().map_or(true, |state| matches!(*state, State::LoggedIn { .. }))
    }

    /// Whether the session (or the next one) outlives this process.
    pub async fn kept(&self) -> Kept {
        match self.loaded().await {
            State::LoggedIn { kept, .. } | State::LoggedOut(kept) => kept,
            State::Unreadable { error, .. } => Kept::No(error),
            State::Unread => Kept::No(SecretError::NoStore),
        }
    }

    pub(crate) async fn token(&self) -> Option<Token> {
        match self.loaded().await {
            State::LoggedIn { token, .. } => Some(token),
            State::LoggedOut(_) | State::Unread | State::Unreadable { .. } => None,
        }
    }

    /// Tells when a session begins or ends on this device, so that whatever hangs on it can follow at once.
    pub(crate) fn turns(&self) -> watch::Receiver<u64> {
        self.turns.subscribe()
    }

    /// Remembers the token of a session that begins. When the store refuses, the session still works until the
    /// process ends, and the store is asked again later.
    pub(crate) async fn open(&self, token: Token) -> Kept {
        let mut state = self.state.lock().await;
        let kept = self.keep(&mut state, token).await;
        self.turns.send_modify(|turn| *turn += 1);
        kept
    }

    /// Remembers the new token of the session that goes on. Nothing happens when somebody signed in anew in the
    /// meantime: `seen` is not the token of this device any more.
    pub(crate) async fn rotate(&self, seen: &Token, token: Token) -> Kept {
        let mut state = self.state.lock().await;
        match &*state {
            State::LoggedIn { token: current, .. } if current.reveal() == seen.reveal() => {
                self.keep(&mut state, token).await
            }
            State::LoggedIn { kept, .. } | State::LoggedOut(kept) => kept.clone(),
            State::Unread | State::Unreadable { .. } => Kept::No(SecretError::NoStore),
        }
    }

    async fn keep(&self, state: &mut State, token: Token) -> Kept {
        let text = token.reveal().to_owned();
        let kept = match self.with_store(move |store, names| names.write(store, &text)).await {
            Ok(()) => self.store_keeps(),
            Err(error) => {
                tracing::error!(%error, "the session's token could not be written");
                Kept::No(error)
            }
        };
        *state = State::LoggedIn { token, kept: kept.clone(), written: Instant::now() };
        kept
    }

    /// Forgets whatever session this device has: its key is gone, or somebody else may sit here.
    pub async fn forget(&self) {
        if let Some(token) = self.token().await {
            self.close(&token).await;
        }
    }

    /// Forgets the token, but only if it still is the one the caller saw fail: a login that happened in the
    /// meantime must not be undone by a late answer to an older request.
    /// Returns whether it was.
    pub(crate) async fn close(&self, seen: &Token) -> bool {
        let mut state = self.state.lock().await;
        let State::LoggedIn { token, .. } = &*state else { return false };
        if token.reveal() != seen.reveal() {
            return false;
        }
        let kept = match self.with_store(|store, names| names.forget(store)).await {
            Ok(()) => self.store_keeps(),
            Err(error) => {
                tracing::error!(%error, "a closed session could not be removed from the keyring");
                Kept::No(error)
            }
        };
        *state = State::LoggedOut(kept);
        self.turns.send_modify(|turn| *turn += 1);
        true
    }

    async fn loaded(&self) -> State {
        let mut state = self.state.lock().await;
        match &*state {
            State::Unread => self.read(&mut state).await,
            State::Unreadable { since, .. } if since.elapsed() >= self.ask_again_after => {
                self.read(&mut state).await;
            }
            State::LoggedIn { token, kept: Kept::No(error), written }
                if *error != SecretError::NoStore && written.elapsed() >= self.ask_again_after =>
            {
                // The keyring was locked when the token came; the one it holds may be dead by now.
                let token = token.clone();
                self.keep(&mut state, token).await;
            }
            State::Unreadable { .. } | State::LoggedOut(_) | State::LoggedIn { .. } => {}
        }
        state.clone()
    }

    async fn read(&self, state: &mut State) {
        *state = match self.with_store(|store, names| names.read(store)).await {
            Ok(Some(token)) => State::LoggedIn { token, kept: self.store_keeps(), written: Instant::now() },
            Ok(None) => State::LoggedOut(self.store_keeps()),
            Err(error) => {
                tracing::warn!(%error, "the keyring could not be read");
                State::Unreadable { error, since: Instant::now() }
            }
        };
    }

    fn store_keeps(&self) -> Kept {
        if self.store.outlives_process() { Kept::Yes } else { Kept::No(SecretError::NoStore) }
    }

    async fn with_store<T, F>(&self, ask: F) -> Result<T, SecretError>
    where
        T: Send + 'static,
        F: FnOnce(&dyn SecretStore, &Names) -> Result<T, SecretError> + Send + 'static,
    {
        let (store, names) = (Arc::clone(&self.store), self.names.clone());
        spawn_blocking(move || ask(store.as_ref(), &names))
            .await
            .unwrap_or_else(|error| Err(SecretError::Failed(error.to_string())))
    }
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
