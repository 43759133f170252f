//! The app PIN: what stands between an open computer and its owner's passkeys where the device itself cannot
//! verify the person. Hash, salt and the count of wrong tries live in the keyring. After the tenth wrong try the PIN
//! is spent: it opens nothing any more, and whoever sees that deletes the keys of this device before the PIN itself.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use rathaus_client::{SecretError, SecretName, SecretStore};
use serde::{Deserialize, Serialize};

use async_trait::async_trait;
use tokio_util::sync::CancellationToken;

use super::{Hint, UserVerification, Verified, VerifyError};

/// Fewest characters of a PIN. Six digits and the back-off leave a guesser about ten tries a day.
pub(crate) const PIN_CHARS_MIN: usize = 6;
/// Most characters; a pass phrase is welcome, a novel is a mistake.
const PIN_CHARS_MAX: usize = 128;
/// After so many wrong tries in a row the keys of this device are deleted.
const TRIES_MAX: u32 = 10;
/// So many tries are free.
const FREE_TRIES: u32 = 5;
/// So often the keyring is asked to take down that a PIN was right.
const SAVES_MAX: u32 = 3;
/// The pause between them.
const SAVE_PAUSE: Duration = Duration::from_millis(100);
/// The pause after the last free try; it doubles with every further one.
const FIRST_PAUSE: Duration = Duration::from_secs(30);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 60 * 60);

/// Why the PIN did not open the door.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PinError {
    /// No PIN was given.
    #[error("the PIN is missing")]
    Missing,
    /// Too short or too long to become a PIN.
    #[error("a PIN has {PIN_CHARS_MIN} to {PIN_CHARS_MAX} characters")]
    Length,
    /// Not the PIN of this app.
    #[error("the PIN is wrong; {left} tries are left")]
    Wrong {
        /// Tries before the keys of this device are deleted.
        left: u32,
    },
    /// Too many wrong tries.
    #[error("too many wrong tries: wait {} s; {left} tries are left", wait.as_secs())]
    Blocked {
        /// Until the next try is taken.
        wait: Duration,
        /// Tries before the keys of this device are deleted.
        left: u32,
    },
    /// The last try was wrong: the keys of this device must go.
    #[error("the last try was wrong")]
    Spent,
    /// There is nowhere to keep a PIN.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The hash could not be computed or read.
    #[error("the PIN could not be checked: {0}")]
    Hash(String),
}

/// Whether a PIN must be asked, and what wrong ones cost by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "need", rename_all = "lowercase")]
pub(crate) enum PinNeed {
    /// There is one: ask for it.
    Set {
        /// Tries before the keys of this device are deleted; 0 when that is due.
        tries_left: u32,
    },
    /// There is none: let the person choose one.
    Unset,
}

#[derive(Serialize, Deserialize)]
struct StoredPin {
    v: u8,
    /// PHC string: algorithm, parameters, salt and hash.
    hash: String,
    /// Wrong tries since the last right one.
    wrong: u32,
    /// Seconds since 1970 until which no try is taken.
    blocked_until: u64,
}

impl StoredPin {
    fn tries_left(&self) -> u32 {
        TRIES_MAX.saturating_sub(self.wrong)
    }
}

/// The one place that knows whether a PIN is right.
pub(crate) struct PinDoor {
    store: Arc<dyn SecretStore>,
    /// One try at a time, or parallel ones would share a count.
    turn: Mutex<()>,
}

impl PinDoor {
    pub(crate) fn new(store: Arc<dyn SecretStore>) -> Self {
        Self { store, turn: Mutex::default() }
    }

    /// Whether a PIN was chosen on this device.
    pub(crate) fn need(&self) -> Result<PinNeed, SecretError> {
        Ok(self.stored()?.map_or(PinNeed::Unset, |pin| PinNeed::Set { tries_left: pin.tries_left() }))
    }

    /// Lets the person through: with the right PIN, or by choosing the first one. Blocks for about 0.1 s.
    pub(crate) fn pass(&self, pin: Option<&str>, now: SystemTime) -> Result<Verified, PinError> {
        let pin = pin.filter(|pin| !pin.is_empty()).ok_or(PinError::Missing)?;
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        match self.stored()? {
            Some(stored) => self.try_pin(stored, pin, seconds(now)),
            None => self.choose(pin),
        }
    }

    /// Lets the person choose the first PIN; the one that is there stays.
    pub(crate) fn choose_first(&self, pin: &str) -> Result<(), PinError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if self.stored()?.is_some() { Ok(()) } else { self.choose(pin).map(drop) }
    }

    /// Forgets the PIN. Whoever calls this has deleted what it protected.
    pub(crate) fn forget(&self) -> Result<(), SecretError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.store.delete(&name())
    }

    fn choose(&self, pin: &str) -> Result<Verified, PinError> {
        if !(PIN_CHARS_MIN..=PIN_CHARS_MAX).contains(&pin.chars().count()) {
            return Err(PinError::Length);
        }
        let hash =
            hasher()?.hash_password(pin.as_bytes()).map_err(|error| PinError::Hash(error.to_string()))?;
        self.save(&StoredPin { v: 1, hash: hash.to_string(), wrong: 0, blocked_until: 0 })?;
        Ok(Verified(()))
    }

    fn try_pin(&self, mut stored: StoredPin, pin: &str, now: u64) -> Result<Verified, PinError> {
        if stored.tries_left() == 0 {
            return Err(PinError::Spent);
        }
        if let Some(wait) = left_to_wait(&stored, now) {
            let until = now.saturating_add(wait.as_secs());
            if until < stored.blocked_until {
                // The clock was set back: the pause begins once more, now, and not again at each further try.
                stored.blocked_until = until;
                self.save(&stored)?;
            }
            return Err(PinError::Blocked { wait, left: stored.tries_left() });
        }
        // Counted before it is checked: whoever kills the app during the check has used up a try.
        stored.wrong = stored.wrong.saturating_add(1);
        stored.blocked_until = now.saturating_add(pause_after(stored.wrong).as_secs());
        self.save(&stored)?;
        let hash = PasswordHash::new(&stored.hash).map_err(|error| PinError::Hash(error.to_string()))?;
        if pin.chars().count() > PIN_CHARS_MAX || hasher()?.verify_password(pin.as_bytes(), &hash).is_err() {
            let left = stored.tries_left();
            return Err(match left_to_wait(&stored, now) {
                _ if left == 0 => PinError::Spent,
                Some(wait) => PinError::Blocked { wait, left },
                None => PinError::Wrong { left },
            });
        }
        self.forgive(&StoredPin { wrong: 0, blocked_until: 0, ..stored });
        Ok(Verified(()))
    }

    /// A right PIN counts as right also where the keyring does not take that down: what it holds then is one wrong
    /// try too many, which the next right one takes back.
    fn forgive(&self, pin: &StoredPin) {
        for _ in 0..SAVES_MAX {
            match self.save(pin) {
                Ok(()) => return,
                Err(error) => tracing::error!(%error, "a right PIN could not be taken down"),
            }
            std::thread::sleep(SAVE_PAUSE);
        }
    }

    fn stored(&self) -> Result<Option<StoredPin>, SecretError> {
        let Some(text) = self.store.get(&name())? else { return Ok(None) };
        serde_json::from_str(&text).map(Some).map_err(|error| SecretError::Failed(error.to_string()))
    }

    fn save(&self, pin: &StoredPin) -> Result<(), SecretError> {
        let text = serde_json::to_string(pin).map_err(|error| SecretError::Failed(error.to_string()))?;
        self.store.set(&name(), &text)
    }
}

/// One try with a PIN that was typed.
pub(crate) struct PinTry<'a> {
    /// Where PINs are checked.
    pub(crate) door: &'a PinDoor,
    /// What was typed.
    pub(crate) pin: Option<&'a str>,
}

#[async_trait]
impl UserVerification for PinTry<'_> {
    /// The hash takes 0.1 s: called where blocking is no harm.
    async fn verify(
        &self,
        _: &(dyn Fn(Hint) + Send + Sync),
        _: &CancellationToken,
    ) -> Result<Verified, VerifyError> {
        Ok(self.door.pass(self.pin, SystemTime::now())?)
    }
}

fn name() -> SecretName {
    SecretName::new("pin", "this-device")
}

/// Argon2id with 19 MiB, two passes, one lane: the OWASP minimum, 50 to 100 ms on a cheap laptop.
fn hasher() -> Result<Argon2<'static>, PinError> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| PinError::Hash(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn pause_after(wrong: u32) -> Duration {
    match wrong.checked_sub(FREE_TRIES) {
        None => Duration::ZERO,
        Some(further) => FIRST_PAUSE.saturating_mul(2_u32.saturating_pow(further.min(20))).min(LONGEST_PAUSE),
    }
}

/// A clock set back must not lock anybody out for longer than the pause itself.
fn left_to_wait(stored: &StoredPin, now: u64) -> Option<Duration> {
    let left = Duration::from_secs(stored.blocked_until.saturating_sub(now));
    let left = left.min(pause_after(stored.wrong));
    (!left.is_zero()).then_some(left)
}

fn seconds(now: SystemTime) -> u64 {
    now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rathaus_client::MemoryStore;

    const RIGHT: Option<&str> = Some("482913");
    const WRONG: Option<&str> = Some("111111");

    const WRONG_ONCE: PinError = PinError::Wrong { left: 9 };

    fn blocked(seconds: u64, left: u32) -> PinError {
        PinError::Blocked { wait: Duration::from_secs(seconds), left }
    }

    fn door() -> (PinDoor, Arc<dyn SecretStore>) {
        let store: Arc<dyn SecretStore> = Arc::new(MemoryStore::default());
        (PinDoor::new(Arc::clone(&store)), store)
    }

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_800_000_000 + seconds)
    }

    fn error(result: Result<Verified, PinError>) -> Option<PinError> {
        result.err()
    }

    #[test]
    fn the_first_pin_is_chosen_and_then_needed() {
        let (door, store) = door();
        assert_eq!(door.need(), Ok(PinNeed::Unset));
        assert_eq!(error(door.pass(Some("12345"), at(0))), Some(PinError::Length));
        assert_eq!(error(door.pass(None, at(0))), Some(PinError::Missing));
        assert_eq!(error(door.pass(RIGHT, at(0))), None);
        assert_eq!(door.need(), Ok(PinNeed::Set { tries_left: 10 }));
        let next_start = PinDoor::new(Arc::clone(&store));
        assert_eq!(error(next_start.pass(WRONG, at(1))), Some(WRONG_ONCE));
        assert_eq!(error(next_start.pass(RIGHT, at(1))), None);
        let kept = store.get(&name()).expect("readable").expect("there");
        assert!(!kept.contains("482913") && kept.contains("$argon2id$"));
    }

    #[test]
    fn wrong_tries_cost_time_also_across_starts() {
        let (door, store) = door();
        assert_eq!(error(door.pass(RIGHT, at(0))), None);
        for left in [9, 8, 7, 6] {
            assert_eq!(error(door.pass(WRONG, at(1))), Some(PinError::Wrong { left }));
        }
        assert_eq!(error(door.pass(WRONG, at(1))), Some(blocked(30, 5)));
        let door = PinDoor::new(store);
        // The right PIN waits as well, otherwise the pause would tell which one it is.
        assert_eq!(error(door.pass(RIGHT, at(11))), Some(blocked(20, 5)));
        assert_eq!(error(door.pass(WRONG, at(31))), Some(blocked(60, 4)));
        assert_eq!(error(door.pass(RIGHT, at(91))), None);
        assert_eq!(error(door.pass(WRONG, at(92))), Some(WRONG_ONCE));
    }

    #[test]
    fn a_clock_set_back_locks_nobody_out_for_years() {
        let (door, _) = door();
        assert_eq!(error(door.pass(RIGHT, at(1_000_000))), None);
        for _ in 0..5 {
            let _ = door.pass(WRONG, at(1_000_000));
        }
        assert_eq!(error(door.pass(RIGHT, at(0))), Some(blocked(30, 5)));
        // The pause runs from there, on the clock as it is now.
        assert_eq!(error(door.pass(RIGHT, at(10))), Some(blocked(20, 5)));
        assert_eq!(error(door.pass(RIGHT, at(31))), None);
    }

    /// Tries a wrong PIN `times` times, each in a process of its own that is killed right after, and waits as long as
    /// it is told.
    fn guess(store: &Arc<dyn SecretStore>, times: usize) -> (Option<PinError>, u64) {
        let (mut last, mut now) = (None, 0);
        for _ in 0..times {
            last = error(PinDoor::new(Arc::clone(store)).pass(WRONG, at(now)));
            if let Some(PinError::Blocked { wait, .. }) = &last {
                now += wait.as_secs();
            }
        }
        (last, now)
    }

    #[test]
    fn the_tenth_wrong_try_spends_the_pin_whatever_was_killed_in_between() {
        let (door, store) = door();
        assert_eq!(error(door.pass(RIGHT, at(0))), None);
        let (ninth, now) = guess(&store, 9);
        assert_eq!(ninth, Some(blocked(480, 1)));
        assert_eq!(door.need(), Ok(PinNeed::Set { tries_left: 1 }), "the page can warn");
        assert_eq!(error(PinDoor::new(Arc::clone(&store)).pass(WRONG, at(now))), Some(PinError::Spent));
        assert_eq!(door.need(), Ok(PinNeed::Set { tries_left: 0 }));
        // Not even the right one opens it now, at no time.
        assert_eq!(error(PinDoor::new(store).pass(RIGHT, at(now + 1_000_000))), Some(PinError::Spent));
    }

    #[test]
    fn the_right_pin_at_the_last_try_saves_everything() {
        let (door, store) = door();
        assert_eq!(error(door.pass(RIGHT, at(0))), None);
        let (_, now) = guess(&store, 9);
        assert_eq!(error(door.pass(RIGHT, at(now))), None);
        assert_eq!(door.need(), Ok(PinNeed::Set { tries_left: 10 }));
    }

    #[test]
    fn a_try_that_was_killed_while_it_was_checked_counts() {
        let (door, store) = door();
        assert_eq!(error(door.pass(RIGHT, at(0))), None);
        // What the keyring holds at the moment between counting and checking.
        let mut stored = door.stored().expect("readable").expect("there");
        stored.wrong = 3;
        door.save(&stored).expect("kept");
        assert_eq!(PinDoor::new(store).need(), Ok(PinNeed::Set { tries_left: 7 }));
    }

    /// A keyring that refuses every third write.
    #[derive(Default)]
    struct Moody {
        inner: MemoryStore,
        writes: std::sync::atomic::AtomicUsize,
    }

    impl SecretStore for Moody {
        fn get(&self, name: &SecretName) -> Result<Option<String>, SecretError> {
            self.inner.get(name)
        }
        fn set(&self, name: &SecretName, value: &str) -> Result<(), SecretError> {
            match self.writes.fetch_add(1, std::sync::atomic::Ordering::SeqCst) % 3 {
                2 => Err(SecretError::Locked),
                _ => self.inner.set(name, value),
            }
        }
        fn delete(&self, name: &SecretName) -> Result<(), SecretError> {
            self.inner.delete(name)
        }
        fn outlives_process(&self) -> bool {
            true
        }
    }

    #[test]
    fn a_right_pin_opens_also_when_the_keyring_does_not_take_it_down_at_once() {
        let store: Arc<dyn SecretStore> = Arc::new(Moody::default());
        let door = PinDoor::new(store);
        assert_eq!(error(door.pass(RIGHT, at(0))), None);
        // Counting the try is the second write, taking it back the third.
        assert_eq!(error(door.pass(RIGHT, at(1))), None);
        assert_eq!(door.need(), Ok(PinNeed::Set { tries_left: 10 }));
    }

    #[test]
    fn the_first_pin_can_be_chosen_alone_and_is_never_replaced() {
        let (door, _) = door();
        assert_eq!(door.choose_first("12345"), Err(PinError::Length));
        assert_eq!(door.choose_first("482913"), Ok(()));
        assert_eq!(door.choose_first("999999"), Ok(()));
        assert_eq!(error(door.pass(RIGHT, at(0))), None);
    }
}
