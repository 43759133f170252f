//! The session of one town on this device: a token nobody outside this crate gets to see.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;
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
    name: SecretName,
    store: Arc<dyn SecretStore>,
    state: Mutex<State>,
    ask_again_after: Duration,
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
            name: SecretName::new("session", town.as_str()),
            store,
            state: Mutex::new(State::Unread),
            ask_again_after: ASK_AGAIN_AFTER,
        }
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

    /// Remembers a new token. When the store refuses, the session still works until the process ends.
    pub(crate) async fn open(&self, token: Token) -> Kept {
        let mut state = self.state.lock().await;
        let text = token.reveal().to_owned();
        let kept = match self.with_store(move |store, name| store.set(name, &text)).await {
            Ok(()) => self.store_keeps(),
            Err(error) => Kept::No(error),
        };
        *state = State::LoggedIn { token, kept: kept.clone() };
        kept
    }

    /// Forgets the token, but only if it still is the one the caller saw fail: a login that happened in the
    /// meantime must not be undone by a late answer to an older request.
    pub(crate) async fn close(&self, seen: &Token) {
        let mut state = self.state.lock().await;
        let State::LoggedIn { token, .. } = &*state else { return };
        if token.reveal() != seen.reveal() {
            return;
        }
        let kept = match self.with_store(|store, name| store.delete(name)).await {
            Ok(()) => self.store_keeps(),
            Err(error) => {
                tracing::error!(%error, "a closed session could not be removed from the keyring");
                Kept::No(error)
            }
        };
        *state = State::LoggedOut(kept);
    }

    async fn loaded(&self) -> State {
        let mut state = self.state.lock().await;
        let to_be_read = match &*state {
            State::Unread => true,
            State::Unreadable { since, .. } => since.elapsed() >= self.ask_again_after,
            State::LoggedOut(_) | State::LoggedIn { .. } => false,
        };
        if to_be_read {
            *state = match self.with_store(|store, name| store.get(name)).await {
                Ok(found) => match found.as_deref().and_then(Token::parse) {
                    Some(token) => State::LoggedIn { token, kept: self.store_keeps() },
                    None => State::LoggedOut(self.store_keeps()),
                },
                Err(error) => {
                    tracing::warn!(%error, "the keyring could not be read");
                    State::Unreadable { error, since: Instant::now() }
                }
            };
        }
        state.clone()
    }

    fn store_keeps(&self) -> Kept {
        if self.store.outlives_process() { Kept::Yes } else { Kept::No(SecretError::NoStore) }
    }

    async fn with_store<T, F>(&self, ask: F) -> Result<T, SecretError>
    where
        T: Send + 'static,
        F: FnOnce(&dyn SecretStore, &SecretName) -> Result<T, SecretError> + Send + 'static,
    {
        let (store, name) = (Arc::clone(&self.store), self.name.clone());
        spawn_blocking(move || ask(store.as_ref(), &name))
            .await
            .unwrap_or_else(|error| Err(SecretError::Failed(error.to_string())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::MemoryStore;

    fn token(letter: char) -> Token {
        Token::parse(&format!("rh1_{}", letter.to_string().repeat(43))).expect("well formed")
    }

    struct Locked;
    impl SecretStore for Locked {
        fn get(&self, _: &SecretName) -> Result<Option<String>, SecretError> {
            Err(SecretError::Locked)
        }
        fn set(&self, _: &SecretName, _: &str) -> Result<(), SecretError> {
            Err(SecretError::Locked)
        }
        fn delete(&self, _: &SecretName) -> Result<(), SecretError> {
            Err(SecretError::Locked)
        }
        fn outlives_process(&self) -> bool {
            true
        }
    }

    fn town() -> TownOrigin {
        TownOrigin::parse("https://rathaus.example.de").expect("an address")
    }

    #[tokio::test]
    async fn a_session_is_found_again_by_the_next_start() {
        let store: Arc<dyn SecretStore> = Arc::new(MemoryStore::default());
        Session::new(&town(), Arc::clone(&store)).open(token('a')).await;
        assert!(Session::new(&town(), Arc::clone(&store)).is_open().await);
        let other = TownOrigin::parse("https://rathaus.other.de").expect("an address");
        assert!(!Session::new(&other, store).is_open().await);
    }

    #[tokio::test]
    async fn a_locked_keyring_does_not_keep_anybody_out_but_says_so() {
        let session = Session::new(&town(), Arc::new(Locked));
        assert_eq!(session.open(token('a')).await, Kept::No(SecretError::Locked));
        assert!(session.is_open().await);
        session.close(&token('a')).await;
        assert!(!session.is_open().await);
    }

    #[tokio::test]
    async fn a_late_answer_does_not_close_a_newer_session() {
        let session = Session::new(&town(), Arc::new(MemoryStore::default()));
        session.open(token('a')).await;
        session.open(token('b')).await;
        session.close(&token('a')).await;
        assert!(session.is_open().await);
    }

    /// Locked until somebody unlocks it.
    #[derive(Default)]
    struct Unlockable {
        inner: MemoryStore,
        unlocked: std::sync::atomic::AtomicBool,
        asked: std::sync::atomic::AtomicUsize,
    }

    impl SecretStore for Unlockable {
        fn get(&self, name: &SecretName) -> Result<Option<String>, SecretError> {
            self.asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            if self.unlocked.load(std::sync::atomic::Ordering::SeqCst) {
                self.inner.get(name)
            } else {
                Err(SecretError::Locked)
            }
        }
        fn set(&self, name: &SecretName, value: &str) -> Result<(), SecretError> {
            self.inner.set(name, value)
        }
        fn delete(&self, name: &SecretName) -> Result<(), SecretError> {
            self.inner.delete(name)
        }
        fn outlives_process(&self) -> bool {
            true
        }
    }

    #[tokio::test]
    async fn a_keyring_that_is_unlocked_late_still_signs_in() {
        let store = Arc::new(Unlockable::default());
        let keyring: Arc<dyn SecretStore> = store.clone();
        Session::new(&town(), Arc::clone(&keyring)).open(token('a')).await;
        let mut session = Session::new(&town(), keyring);
        session.ask_again_after = Duration::from_secs(3600);
        assert!(!session.is_known().await && !session.is_open().await);
        assert_eq!(session.kept().await, Kept::No(SecretError::Locked));
        assert_eq!(store.asked.load(std::sync::atomic::Ordering::SeqCst), 1, "one dialogue, not three");
        store.unlocked.store(true, std::sync::atomic::Ordering::SeqCst);
        session.ask_again_after = Duration::ZERO;
        assert!(session.is_open().await && session.is_known().await);
    }

    #[tokio::test]
    async fn whoever_signed_out_is_not_waited_for() {
        let session = Session::new(&town(), Arc::new(MemoryStore::default()));
        assert!(!session.seems_open());
        session.open(token('a')).await;
        assert!(session.seems_open());
        session.close(&token('a')).await;
        assert!(!session.seems_open());
    }

    #[test]
    fn only_our_own_tokens_are_taken() {
        for text in ["", "rh1_", "rh1_short", "abc", "rh1_aaaaaaaaaaaaaaaaaaaaaaaa\r\nX: y"] {
            assert!(Token::parse(text).is_none(), "{text:?}");
        }
    }
}
