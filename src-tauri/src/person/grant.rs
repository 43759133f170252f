//! What a sensor proved, until the next step uses it: once, and only for a moment.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::Verified;

/// A proof is worth so long; the passkey ceremony that follows takes a second.
const WORTH: Duration = Duration::from_secs(60);

/// A proof that waits for the step it was made for.
#[derive(Default)]
pub(crate) struct Grant(Mutex<Option<(Verified, Duration)>>);

impl Grant {
    /// Keeps a proof made at `now`; the one before is worth nothing any more.
    pub(crate) fn put(&self, verified: Verified, now: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((verified, now));
    }

    /// Takes the proof, if it is still worth something.
    pub(crate) fn take(&self, now: Duration) -> Option<Verified> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        kept.filter(|(_, at)| now.saturating_sub(*at) <= WORTH).map(|(verified, _)| verified)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_touch_of_the_sensor_is_worth_one_step_within_a_minute() {
        let at = |seconds: u64| Duration::from_secs(1_000 + seconds);
        let grant = Grant::default();
        assert!(grant.take(at(0)).is_none());
        grant.put(Verified(()), at(0));
        assert!(grant.take(at(60)).is_some());
        assert!(grant.take(at(60)).is_none(), "used up");
        grant.put(Verified(()), at(0));
        assert!(grant.take(at(61)).is_none(), "too late");
    }
}
