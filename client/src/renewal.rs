//! What becomes of a session while somebody works: it lives, is about to end, has ended, or nobody can say. Pure: the
//! time comes in, on a clock nobody sets, and what is left of a session is told by the town.
//!
//! Two things hold whatever happens: only the town's own word ends a session, and an end is always told together with
//! the way on. There is no step that would send somebody away from the page.

use std::time::Duration;

/// This long before its end it is told: enough to finish a sentence and send it.
const SOON: Duration = Duration::from_secs(10 * 60);

/// What a device learns about its session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// Somebody signed in here.
    Opened,
    /// This device holds a token; the town was not asked yet.
    Held,
    /// The town said how much of the session is left.
    Said {
        /// From the town's time of the answer to its end.
        left: Duration,
    },
    /// The town answered something else: it is there.
    Answered,
    /// No network, no answer, an answer that is not the town's, or a town that is broken.
    NoAnswer,
    /// The town does not know the session any more: it expired, or another device ended it.
    Ended,
    /// The person signed out.
    Left,
    /// Whether a key is here by which the person can sign in again.
    Key {
        /// It is.
        here: bool,
    },
}

impl Input {
    /// What a status says about the way to the town.
    #[must_use]
    pub fn of_status(status: u16) -> Self {
        if status >= 500 { Self::NoAnswer } else { Self::Answered }
    }
}

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody is signed in, and nobody was.
    Nobody,
    /// All is well, as far as anybody knows.
    Valid,
    /// It ends soon unless it is used.
    Ending,
    /// It should be over by now, but the town has not said so.
    Overdue,
    /// The town cannot be reached: the session is kept.
    Unreachable,
    /// The town has ended it.
    Ended,
}

/// What a person is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// Nothing.
    GoOn,
    /// Be told that the session ends in so many minutes.
    TellEnd {
        /// Rounded up.
        minutes: u64,
    },
    /// Nothing, but the town should be asked.
    AskTown,
    /// Wait for the network; what was typed is kept.
    Wait,
    /// Sign in again over the page that is open, with the key of this device.
    SignInHere,
    /// The key of this device is gone: sign in by the browser, add this device anew, or recover.
    OtherWay,
}

/// The state machine of one town's session on this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    signed_in: bool,
    ended: bool,
    ends_at: Option<Duration>,
    reachable: bool,
    key: bool,
}

impl Default for Renewal {
    fn default() -> Self {
        Self { signed_in: false, ended: false, ends_at: None, reachable: true, key: true }
    }
}

impl Renewal {
    /// Takes in what happened, at `now`.
    pub fn learn(&mut self, input: Input, now: Duration) {
        match input {
            Input::Opened => *self = Self { signed_in: true, ended: false, ends_at: None, ..self.clone() },
            Input::Held => {
                self.signed_in = true;
                self.ended = false;
            }
            Input::Said { left } if self.signed_in => {
                self.reachable = true;
                self.ends_at = now.checked_add(left);
            }
            Input::Said { .. } | Input::Answered => self.reachable = true,
            Input::NoAnswer => self.reachable = false,
            Input::Ended => {
                self.reachable = true;
                *self = Self { signed_in: false, ended: true, ends_at: None, ..self.clone() };
            }
            Input::Left => *self = Self { signed_in: false, ended: false, ends_at: None, ..self.clone() },
            Input::Key { here } => self.key = here,
        }
    }

    /// Where the session stands at `now`.
    #[must_use]
    pub fn standing(&self, now: Duration) -> Standing {
        let left = self.ends_at.map(|end| end.saturating_sub(now));
        match (self.ended, self.signed_in, self.reachable) {
            (true, _, _) => Standing::Ended,
            (false, false, _) => Standing::Nobody,
            (false, true, false) => Standing::Unreachable,
            (false, true, true) => match left {
                Some(Duration::ZERO) => Standing::Overdue,
                Some(left) if left <= SOON => Standing::Ending,
                Some(_) | None => Standing::Valid,
            },
        }
    }

    /// What the person is asked to do at `now`.
    #[must_use]
    pub fn advice(&self, now: Duration) -> Advice {
        match self.standing(now) {
            Standing::Nobody | Standing::Valid => Advice::GoOn,
            Standing::Ending => {
                let left = self.ends_at.unwrap_or_default().saturating_sub(now);
                Advice::TellEnd { minutes: left.as_secs().div_ceil(60).max(1) }
            }
            Standing::Overdue => Advice::AskTown,
            Standing::Unreachable => Advice::Wait,
            // Signing in needs the town as well.
            Standing::Ended if !self.reachable => Advice::Wait,
            Standing::Ended if self.key => Advice::SignInHere,
            Standing::Ended => Advice::OtherWay,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn after(inputs: &[Input]) -> Renewal {
        let mut renewal = Renewal::default();
        for input in inputs {
            renewal.learn(*input, Duration::ZERO);
        }
        renewal
    }

    fn check(inputs: &[Input], later_s: u64, standing: Standing, advice: Advice) {
        let (renewal, now) = (after(inputs), Duration::from_secs(later_s));
        assert_eq!((renewal.standing(now), renewal.advice(now)), (standing, advice), "{inputs:?}");
    }

    #[test]
    fn each_state_says_what_to_do() {
        use Input::{Answered, Ended, Held, Key, Left, NoAnswer, Opened};
        let hour = Input::Said { left: Duration::from_secs(3600) };
        let gone = Key { here: false };
        check(&[], 0, Standing::Nobody, Advice::GoOn);
        check(&[Held], 0, Standing::Valid, Advice::GoOn);
        check(&[Opened, hour], 0, Standing::Valid, Advice::GoOn);
        check(&[Opened, hour], 3001, Standing::Ending, Advice::TellEnd { minutes: 10 });
        check(&[Opened, hour], 3600, Standing::Overdue, Advice::AskTown);
        check(&[Opened, hour, NoAnswer], 99_999, Standing::Unreachable, Advice::Wait);
        check(&[Opened, hour, NoAnswer, Answered], 0, Standing::Valid, Advice::GoOn);
        check(&[Opened, Ended], 0, Standing::Ended, Advice::SignInHere);
        check(&[Opened, gone, Ended], 0, Standing::Ended, Advice::OtherWay);
        check(&[Opened, Ended, NoAnswer], 0, Standing::Ended, Advice::Wait);
        check(&[Opened, Ended, Opened], 0, Standing::Valid, Advice::GoOn);
        check(&[Opened, Left], 0, Standing::Nobody, Advice::GoOn);
    }

    fn any_input() -> impl Strategy<Value = Input> {
        prop_oneof![
            Just(Input::Opened),
            Just(Input::Held),
            (0_u64..200_000).prop_map(|seconds| Input::Said { left: Duration::from_secs(seconds) }),
            Just(Input::Answered),
            Just(Input::NoAnswer),
            Just(Input::Ended),
            Just(Input::Left),
            any::<bool>().prop_map(|here| Input::Key { here }),
        ]
    }

    proptest! {
        #[test]
        fn only_the_town_or_the_person_ends_a_session(
            steps in prop::collection::vec((any_input(), 0_u64..100_000), 0..40),
        ) {
            let (mut renewal, mut now) = (Renewal::default(), Duration::ZERO);
            for (input, later) in steps {
                let before = renewal.standing(now);
                now += Duration::from_secs(later);
                renewal.learn(input, now);
                let lived = !matches!(before, Standing::Nobody | Standing::Ended);
                let lives = !matches!(renewal.standing(now), Standing::Nobody | Standing::Ended);
                if lived && !lives {
                    prop_assert!(matches!(input, Input::Ended | Input::Left), "{input:?} ended {before:?}");
                }
                // An end is never silent: there is always a way on, and it begins on the page that is open.
                if renewal.standing(now) == Standing::Ended {
                    prop_assert!(matches!(
                        renewal.advice(now),
                        Advice::SignInHere | Advice::OtherWay | Advice::Wait
                    ));
                }
                // Whatever happened, signing in sets it right.
                let mut again = renewal.clone();
                again.learn(Input::Opened, now);
                again.learn(Input::Answered, now);
                prop_assert_eq!(again.advice(now), Advice::GoOn);
            }
        }
    }
}
