//! The rules of recovery, without a database: what may happen when, and what is readable afterwards (trust row 4).
//!
//! Issued -> (letter: code entered) holding for 72 hours -> ready -> done; a code from the counter or an eID is ready at
//! once. "That was not me" ends it at any time before. What comes back has the level of the way it came: below the
//! level the account ever had, mail and profile stay locked until that level is proven again.

use rathaus_api::{
    identity::{Means, TrustLevel},
    recovery::RecoveryStage,
};

use crate::accounts::identity::Lock;

/// Between the first use of a letter's code and the new passkey.
pub const HOLD_MS: i64 = 72 * 3_600_000;

/// How long a recovery can be finished once it is ready.
pub const READY_MS: i64 = 14 * 24 * 3_600_000;

/// What the rules look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rung {
    /// The way it goes.
    pub means: Means,
    /// Whether its code was used before.
    pub entered: bool,
    /// The owner said no.
    pub stopped: bool,
    /// A passkey can be made from then on, once the code was entered; milliseconds since 1970.
    pub ready_at: i64,
    /// It ends then; milliseconds since 1970.
    pub expires_at: i64,
}

impl Rung {
    /// Where it stands; nothing when it has ended.
    #[must_use]
    pub fn stage(&self, now_ms: i64) -> Option<RecoveryStage> {
        if self.stopped || now_ms >= self.expires_at {
            None
        } else if !self.entered {
            Some(RecoveryStage::Issued)
        } else if now_ms < self.ready_at {
            Some(RecoveryStage::Holding)
        } else {
            Some(RecoveryStage::Ready)
        }
    }

    /// The code was entered: the first time a letter's hold begins. Nothing when it has ended.
    #[must_use]
    pub fn enter(self, now_ms: i64) -> Option<Self> {
        match self.stage(now_ms)? {
            RecoveryStage::Holding | RecoveryStage::Ready => Some(self),
            RecoveryStage::Issued => {
                let hold = if self.means == Means::LetterCode { HOLD_MS } else { 0 };
                let ready_at = now_ms + hold;
                let expires_at = self.expires_at.max(ready_at + if hold > 0 { READY_MS } else { 0 });
                Some(Self { entered: true, ready_at, expires_at, ..self })
            }
        }
    }

    /// Whether a passkey can be made now.
    #[must_use]
    pub fn is_ready(&self, now_ms: i64) -> bool {
        self.stage(now_ms) == Some(RecoveryStage::Ready)
    }
}

/// From when on proofs count after a recovery: its own proof is dated so, and nothing from the same millisecond slips in.
#[must_use]
pub fn counts_from(now_ms: i64) -> i64 {
    now_ms + 1
}

/// The lock a recovery leaves: `enrolled` is the highest level the account ever had, `recovered` that of the way back.
#[must_use]
pub fn lock_after(
    recovered: TrustLevel,
    enrolled: TrustLevel,
    before: Option<Lock>,
    now_ms: i64,
) -> Option<Lock> {
    let level = enrolled.max(before.map_or(TrustLevel::None, |lock| lock.level));
    (recovered < level).then_some(Lock { level, since: counts_from(now_ms) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::accounts::identity::{ProofFacts, Standing};

    const HOUR: i64 = 3_600_000;
    const VALID: i64 = 400 * 24 * HOUR;

    /// Somebody who wants another person's mail and can prove up to a level: reads the post, say, or fooled a clerk.
    #[derive(Debug, Clone, Copy)]
    enum Act {
        AskForLetter,
        CodeAtCounter,
        CodeByEid,
        Enter,
        Wait(i64),
        Finish,
        ProveAgain(TrustLevel),
        OwnerProves(TrustLevel),
        OwnerSaysNo,
    }

    #[derive(Debug, Default)]
    struct World {
        now: i64,
        proofs: Vec<ProofFacts>,
        lock: Option<Lock>,
        recovery: Option<(Rung, TrustLevel)>,
        entered_at: Option<i64>,
        said_no: bool,
        thief_inside: bool,
        /// The highest level the owner ever proved.
        owned: TrustLevel,
    }

    impl World {
        fn prove(&mut self, level: TrustLevel) {
            self.proofs.push(ProofFacts { level, at: self.now, valid_until: self.now + VALID });
            // As `record_proof` does.
            if let Some(lock) = self.lock
                && self.standing().proven >= lock.level
            {
                self.lock = None;
            }
        }

        fn standing(&self) -> Standing {
            Standing::of(&self.proofs, self.lock, self.now)
        }

        fn begin(&mut self, means: Means, level: TrustLevel, can: TrustLevel) {
            // An eID of no level is refused at the door.
            if level == TrustLevel::None || can < level || self.standing().enrolled == TrustLevel::None {
                return;
            }
            let expires_at = self.now + 14 * 24 * HOUR;
            let rung = Rung { means, entered: false, stopped: false, ready_at: self.now, expires_at };
            self.recovery = Some((rung, level));
            (self.entered_at, self.said_no) = (None, false);
        }

        fn finish(&mut self) {
            let Some((rung, level)) = self.recovery.filter(|(rung, _)| rung.is_ready(self.now)) else {
                return;
            };
            assert!(!self.said_no, "finished although the owner said no");
            if rung.means == Means::LetterCode {
                let entered_at = self.entered_at.expect("entered before");
                assert!(self.now - entered_at >= HOLD_MS, "finished within the hold");
            }
            self.recovery = None;
            self.lock = lock_after(level, self.standing().enrolled, self.lock, self.now);
            let at = counts_from(self.now);
            self.proofs.push(ProofFacts { level, at, valid_until: at + VALID });
            self.now = at;
            self.thief_inside = true;
        }

        fn act(&mut self, act: Act, can: TrustLevel) {
            match act {
                Act::AskForLetter => self.begin(Means::LetterCode, TrustLevel::Basic, can),
                Act::CodeAtCounter => self.begin(Means::Counter, TrustLevel::Substantial, can),
                Act::CodeByEid => self.begin(Means::Eid, can, can),
                Act::Enter => {
                    if let Some((rung, level)) = self.recovery
                        && let Some(next) = rung.enter(self.now)
                    {
                        self.entered_at = self.entered_at.or(Some(self.now));
                        self.recovery = Some((next, level));
                    }
                }
                Act::Wait(hours) => self.now += hours * HOUR,
                Act::Finish => self.finish(),
                Act::ProveAgain(level) if self.thief_inside && level <= can => self.prove(level),
                Act::OwnerProves(level) if !self.thief_inside => {
                    self.owned = self.owned.max(level);
                    self.prove(level);
                }
                Act::OwnerSaysNo => {
                    if let Some((rung, _)) = &mut self.recovery {
                        rung.stopped = true;
                        self.said_no = true;
                    }
                }
                Act::ProveAgain(_) | Act::OwnerProves(_) => {}
            }
        }
    }

    fn level() -> impl Strategy<Value = TrustLevel> {
        prop::sample::select(TrustLevel::ALL)
    }

    fn act() -> impl Strategy<Value = Act> {
        prop_oneof![
            2 => Just(Act::AskForLetter),
            2 => Just(Act::CodeAtCounter),
            2 => Just(Act::CodeByEid),
            4 => Just(Act::Enter),
            4 => prop_oneof![Just(71), Just(72), Just(1), Just(24 * 15), Just(24 * 500)].prop_map(Act::Wait),
            5 => Just(Act::Finish),
            2 => level().prop_map(Act::ProveAgain),
            2 => level().prop_map(Act::OwnerProves),
            1 => Just(Act::OwnerSaysNo),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

        /// Trust row 4: no path to readable mail below the enrolled level.
        #[test]
        fn nobody_reads_mail_below_the_level_the_account_ever_had(
            owned in level(),
            can in level(),
            acts in prop::collection::vec(act(), 1..40),
        ) {
            let mut world = World { owned, ..World::default() };
            if owned > TrustLevel::None {
                world.prove(owned);
            }
            for act in acts {
                world.act(act, can);
                let readable = world.thief_inside && world.standing().locked_until.is_none();
                prop_assert!(!readable || can >= world.owned, "{world:?}");
                // An account nobody ever proved has no way back but its passkeys.
                prop_assert!(!world.thief_inside || world.owned > TrustLevel::None);
            }
        }
    }

    #[test]
    fn the_test_can_fail_and_the_owner_does_come_back() {
        let mut world = World { owned: TrustLevel::Basic, ..World::default() };
        world.prove(TrustLevel::Basic);
        for act in [Act::AskForLetter, Act::Enter, Act::Wait(71), Act::Finish] {
            world.act(act, TrustLevel::Basic);
        }
        assert!(!world.thief_inside);
        for act in [Act::Wait(1), Act::Finish] {
            world.act(act, TrustLevel::Basic);
        }
        assert!(world.thief_inside && world.standing().locked_until.is_none());
    }
}
