//! Sessions as a state machine: whatever people do in whatever order, a session works exactly as long as it may.
//!
//! A model keeps for each session when it was opened, used and stepped up; after every act each session is asked, and
//! town hall and model must agree on signed in, step-up and gone. Seeds are fixed, so a failure comes back.

use std::time::Duration;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rathaus_api::problem::Code;
use rathaus_tests::keys::{ACCOUNTS, add_passkey, remove_passkey, step_up};
use rathaus_tests::{Door, Resident, SoftwarePasskey, TestTown};

const IDLE_S: u64 = 2 * 3600;
const ABSOLUTE_S: u64 = 5 * 3600;
const FRESH_S: u64 = 300;
/// A use is written down when the last one is a minute old.
const SEEN_EVERY_S: u64 = 60;

#[derive(Debug, Clone)]
enum Act {
    Wait(u64),
    SignIn(usize),
    Use(usize),
    StepUp(usize),
    SignOut(usize),
    SignOutOthers(usize),
    TakeSecondPasskeyAway(usize),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    // Odd lengths, so that nothing happens in the very second in which something ends.
    let wait = prop_oneof![Just(7), Just(131), Just(317), Just(2_411), Just(5_003), Just(7_333)];
    let act = prop_oneof![
        4 => wait.prop_map(Act::Wait),
        3 => (0..2_usize).prop_map(Act::SignIn),
        2 => (0..4_usize).prop_map(Act::Use),
        2 => (0..4_usize).prop_map(Act::StepUp),
        1 => (0..4_usize).prop_map(Act::SignOut),
        1 => (0..4_usize).prop_map(Act::SignOutOthers),
        1 => (0..4_usize).prop_map(Act::TakeSecondPasskeyAway),
    ];
    prop::collection::vec(act, 12..20)
}

struct Session {
    door: Door,
    passkey: usize,
    opened: u64,
    seen: u64,
    fresh_until: u64,
    ended: bool,
}

impl Session {
    fn works(&self, now: u64) -> bool {
        !self.ended && now < self.opened + ABSOLUTE_S && now < self.seen + IDLE_S
    }

    fn used(&mut self, now: u64) {
        if now >= self.seen + SEEN_EVERY_S {
            self.seen = now;
        }
    }
}

struct Story {
    town: TestTown,
    erika: Resident,
    second: SoftwarePasskey,
    second_id: Option<String>,
    sessions: Vec<Session>,
    now: u64,
}

impl Story {
    async fn begin() -> Self {
        let town = TestTown::with(&[
            ("RATHAUS_SESSIONS__RESIDENT_IDLE_HOURS", "2"),
            ("RATHAUS_SESSIONS__RESIDENT_HOURS", "5"),
        ])
        .await;
        let erika = Resident::register(&town, "Erika Beispiel").await;
        let (second, own) = add_passkey(&erika.door, ACCOUNTS, "Second").await;
        let first = Session {
            door: erika.door.clone(),
            passkey: 0,
            opened: 0,
            seen: 0,
            fresh_until: FRESH_S,
            ended: false,
        };
        Self { town, erika, second, second_id: Some(own.id), sessions: vec![first], now: 0 }
    }

    /// The session an act is about, if it is there and works; asking counts as use.
    fn working(&mut self, index: usize) -> Option<&mut Session> {
        let now = self.now;
        let session = self.sessions.get_mut(index).filter(|session| session.works(now))?;
        session.used(now);
        Some(session)
    }

    async fn act(&mut self, act: &Act) {
        let now = self.now;
        match *act {
            Act::Wait(seconds) => {
                self.town.advance(Duration::from_secs(seconds));
                self.now += seconds;
            }
            Act::SignIn(passkey) => self.sign_in(passkey).await,
            Act::Use(index) => {
                self.working(index);
            }
            Act::StepUp(index) => {
                let Some(session) = self.working(index) else { return };
                let (door, passkey) = (session.door.clone(), session.passkey);
                let pocket = if passkey == 0 { &mut self.erika.passkey } else { &mut self.second };
                let door = step_up(&door, ACCOUNTS, pocket).await;
                let session = &mut self.sessions[index];
                (session.door, session.seen, session.fresh_until) = (door, now, now + FRESH_S);
            }
            Act::SignOut(index) => {
                let Some(session) = self.working(index) else { return };
                session.ended = true;
                session.door.post("/api/accounts/logout").send().await.done();
            }
            Act::SignOutOthers(index) => {
                let Some(session) = self.working(index) else { return };
                let path = "/api/accounts/devices/sign-out-others";
                session.door.post(path).send().await.done();
                self.end(|other, _| other != index);
            }
            Act::TakeSecondPasskeyAway(index) => self.take_away(index).await,
        }
    }

    async fn sign_in(&mut self, passkey: usize) {
        if passkey == 1 && self.second_id.is_none() || self.sessions.len() >= 4 {
            return;
        }
        std::mem::swap(&mut self.erika.passkey, &mut self.second);
        if passkey == 0 {
            std::mem::swap(&mut self.erika.passkey, &mut self.second);
        }
        let door = self.erika.sign_in_at(Door::app(self.town.origin())).await;
        if passkey == 1 {
            std::mem::swap(&mut self.erika.passkey, &mut self.second);
        }
        let now = self.now;
        let fresh_until = now + FRESH_S;
        self.sessions.push(Session { door, passkey, opened: now, seen: now, fresh_until, ended: false });
    }

    async fn take_away(&mut self, index: usize) {
        let (now, id) = (self.now, self.second_id.clone());
        let Some(session) = self.working(index) else { return };
        let (door, is_fresh) = (session.door.clone(), now < session.fresh_until);
        let Some(id) = id else { return };
        let answer = remove_passkey(&door, ACCOUNTS, &id).await;
        if !is_fresh {
            answer.refused(Code::StepUpRequired);
            return;
        }
        answer.done();
        self.second_id = None;
        self.end(|_, session| session.passkey == 1);
        for (other, session) in self.sessions.iter_mut().enumerate() {
            if other != index {
                session.fresh_until = 0;
            }
        }
    }

    fn end(&mut self, which: impl Fn(usize, &Session) -> bool) {
        for (index, session) in self.sessions.iter_mut().enumerate() {
            session.ended |= which(index, session);
        }
    }

    /// Town hall and model agree about every session.
    async fn look(&mut self, acts: &[Act]) {
        let now = self.now;
        for (index, session) in self.sessions.iter_mut().enumerate() {
            let answer = session.door.post("/api/accounts/passkeys").send().await;
            let found = answer.status.as_u16();
            let expected = match (session.works(now), now < session.fresh_until) {
                (true, true) => 200,
                (true, false) => 403,
                (false, _) => 401,
            };
            assert_eq!(found, expected, "session {index} after {acts:?}: {}", answer.text());
            if expected == 401 {
                session.ended = true;
            } else {
                session.used(now);
            }
        }
    }
}

#[tokio::test]
async fn a_session_works_exactly_as_long_as_it_may() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..12 {
        let acts = acts().new_tree(&mut runner).expect("a story").current();
        let mut story = Story::begin().await;
        for (done, act) in acts.iter().enumerate() {
            story.act(act).await;
            story.look(&acts[..=done]).await;
        }
    }
}
