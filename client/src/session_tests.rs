//! The session of one town: what survives, and what a crash leaves.

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
    store.asked.store(0, std::sync::atomic::Ordering::SeqCst);
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

/// A keyring whose process may die between any two steps; replacing an entry deletes it first and adds it then.
#[derive(Default)]
struct Mortal {
    inner: MemoryStore,
    steps_left: std::sync::atomic::AtomicUsize,
}

impl Mortal {
    fn with_steps(inner: MemoryStore, steps: usize) -> Self {
        Self { inner, steps_left: steps.into() }
    }

    fn step(&self) -> Result<(), SecretError> {
        use std::sync::atomic::Ordering::SeqCst;
        let taken = self.steps_left.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1));
        taken.map(|_| ()).map_err(|_| SecretError::Failed("dead".to_owned()))
    }
}

impl SecretStore for Mortal {
    fn get(&self, name: &SecretName) -> Result<Option<String>, SecretError> {
        self.inner.get(name)
    }
    fn set(&self, name: &SecretName, value: &str) -> Result<(), SecretError> {
        self.step()?;
        self.inner.delete(name)?;
        self.step()?;
        self.inner.set(name, value)
    }
    fn delete(&self, name: &SecretName) -> Result<(), SecretError> {
        self.step()?;
        self.inner.delete(name)
    }
    fn outlives_process(&self) -> bool {
        true
    }
}

/// What the next start finds when the process died after so many steps of writing a new token.
async fn found_after(steps: usize) -> (Option<String>, bool) {
    let store = Arc::new(Mortal::with_steps(MemoryStore::default(), usize::MAX));
    let session = Session::new(&town(), store.clone());
    session.open(token('a')).await;
    store.steps_left.store(steps, std::sync::atomic::Ordering::SeqCst);
    let whole = session.rotate(&token('a'), token('b')).await == Kept::Yes;
    store.steps_left.store(usize::MAX, std::sync::atomic::Ordering::SeqCst);
    let next_start = Session::new(&town(), store);
    (next_start.token().await.map(|token| token.reveal().to_owned()), whole)
}

#[tokio::test]
async fn a_crash_while_a_new_token_is_written_leaves_the_old_one_or_the_new_one() {
    let (old, new) = (token('a').reveal().to_owned(), token('b').reveal().to_owned());
    let mut finished = false;
    for steps in 0..10 {
        let (found, whole) = found_after(steps).await;
        let found = found.unwrap_or_else(|| panic!("nothing is left after {steps} steps"));
        // The first two steps write beside the old one; from then on the new one is there.
        assert_eq!(found, if steps < 2 { old.clone() } else { new.clone() }, "{steps} steps");
        finished |= whole;
    }
    assert!(finished, "ten steps are more than a write has");
}

#[tokio::test]
async fn a_new_token_of_a_session_that_was_left_is_not_taken() {
    let session = Session::new(&town(), Arc::new(MemoryStore::default()));
    session.open(token('a')).await;
    session.open(token('b')).await;
    session.rotate(&token('a'), token('c')).await;
    assert_eq!(
        session.token().await.map(|token| token.reveal().to_owned()),
        Some(token('b').reveal().to_owned())
    );
}

#[tokio::test]
async fn a_token_that_a_locked_keyring_refused_is_written_later() {
    let store = Arc::new(Mortal::with_steps(MemoryStore::default(), usize::MAX));
    let mut session = Session::new(&town(), store.clone());
    session.ask_again_after = Duration::ZERO;
    session.open(token('a')).await;
    store.steps_left.store(0, std::sync::atomic::Ordering::SeqCst);
    assert!(matches!(session.rotate(&token('a'), token('b')).await, Kept::No(_)));
    store.steps_left.store(usize::MAX, std::sync::atomic::Ordering::SeqCst);
    assert_eq!(session.kept().await, Kept::Yes);
    let next_start = Session::new(&town(), store);
    assert_eq!(
        next_start.token().await.map(|token| token.reveal().to_owned()),
        Some(token('b').reveal().to_owned())
    );
}

#[tokio::test]
async fn a_device_that_lost_its_right_forgets_the_sessions_of_all_towns() {
    let store: Arc<dyn SecretStore> = Arc::new(MemoryStore::default());
    let other = TownOrigin::parse("https://rathaus.other.de").expect("an address");
    Session::new(&town(), Arc::clone(&store)).open(token('a')).await;
    Session::new(&other, Arc::clone(&store)).open(token('b')).await;
    forget_sessions(store.as_ref()).expect("forgotten");
    for origin in [town(), other] {
        assert!(!Session::new(&origin, Arc::clone(&store)).is_open().await, "{origin}");
    }
}
