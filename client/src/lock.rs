//! When the app locks itself. Pure: whoever holds it says what time it is, on a clock that nobody sets and that goes
//! on while the computer sleeps.

use std::time::Duration;

/// After so long in the background the app is locked.
pub const LOCK_AFTER: Duration = Duration::from_secs(5 * 60);

/// The lock of the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockTimer {
    after: Duration,
    locked: bool,
    /// Since when nobody looks at the app.
    hidden_since: Option<Duration>,
    /// When the clock was looked at last.
    looked: Duration,
}

impl LockTimer {
    /// An open lock that falls shut after so long in the background, but never later than [`LOCK_AFTER`].
    #[must_use]
    pub fn open(after: Duration, now: Duration) -> Self {
        Self { after: after.min(LOCK_AFTER), locked: false, hidden_since: None, looked: now }
    }

    /// Whether it is shut.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.locked
    }

    /// Shuts it.
    pub fn lock(&mut self) {
        self.locked = true;
    }

    /// The person has shown who they are.
    pub fn unlock(&mut self, now: Duration) {
        self.locked = false;
        self.looked = now;
        // Whoever unlocks it is there, also where the window system does not say so.
        self.hidden_since = None;
    }

    /// The app went into the background. Saying it twice does not begin anew.
    pub fn hide(&mut self, now: Duration) {
        self.look(now);
        self.hidden_since.get_or_insert(now);
    }

    /// The app came back; whether it is locked now.
    pub fn show(&mut self, now: Duration) -> bool {
        self.look(now);
        self.hidden_since = None;
        self.locked
    }

    /// Looks at the clock; whether it is locked now. If nobody could look for as long as the lock waits, the computer
    /// slept: a lid that was closed counts as background, also with the window in front.
    pub fn look(&mut self, now: Duration) -> bool {
        let slept = now.saturating_sub(self.looked) >= self.after;
        let away = self.hidden_since.is_some_and(|since| now.saturating_sub(since) >= self.after);
        self.locked |= slept || away;
        self.looked = now;
        self.locked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(1_000 + seconds)
    }

    fn open() -> LockTimer {
        LockTimer::open(LOCK_AFTER, at(0))
    }

    /// Looks every 15 seconds, as the shell does.
    fn pass(lock: &mut LockTimer, from: u64, until: u64) -> bool {
        (from..=until).step_by(15).map(|second| lock.look(at(second))).last().unwrap_or_default()
    }

    #[test]
    fn whoever_works_in_the_app_is_never_locked_out() {
        let mut lock = open();
        assert!(!pass(&mut lock, 0, 100_000));
    }

    #[test]
    fn five_minutes_in_the_background_lock_and_four_do_not() {
        let mut lock = open();
        lock.hide(at(0));
        assert!(!pass(&mut lock, 0, 285));
        assert!(!lock.show(at(299)));
        lock.hide(at(300));
        // Hidden again while hidden: the time runs on.
        assert!(!pass(&mut lock, 300, 450));
        lock.hide(at(450));
        assert!(!pass(&mut lock, 450, 585));
        assert!(lock.look(at(600)));
        assert!(lock.show(at(601)), "coming back does not open it");
        lock.unlock(at(602));
        assert!(!pass(&mut lock, 602, 10_000));
    }

    #[test]
    fn a_sleeping_computer_locks_also_with_the_window_in_front() {
        let mut lock = open();
        pass(&mut lock, 0, 60);
        assert!(lock.show(at(60 + 8 * 3600)), "before anything is shown");
        let mut lock = open();
        lock.hide(at(0));
        assert!(lock.look(at(301)), "nobody looked in between");
    }

    #[test]
    fn no_setting_makes_it_wait_longer_and_a_clock_that_jumps_back_does_no_harm() {
        let mut lock = LockTimer::open(Duration::MAX, at(0));
        lock.hide(at(0));
        assert!(lock.look(at(300)));
        let mut lock = open();
        lock.hide(at(100));
        assert!(!lock.look(at(0)));
    }
}
