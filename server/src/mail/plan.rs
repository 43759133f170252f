//! What can happen to a letter, and what comes of it. Pure: whoever holds the letter's row asks here, then writes.
//!
//! Retrieval and print are decided here alone, from one state, so that a piece is never both printed and served
//! digitally. No error leads to paper: only a decision does.

use rathaus_api::mail::{LetterChannel, LetterDecision, LetterDoubt, LetterState};
use rathaus_law::Standing;

/// Where a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// State.
    pub state: LetterState,
    /// Why somebody must decide, with `NeedsClerk`.
    pub doubt: Option<LetterDoubt>,
    /// The delivery that counts; 0 before the first one.
    pub round: i64,
}

/// Where a letter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// Into a mailbox.
    Digital,
    /// By post.
    Paper,
    /// To somebody who decides.
    Clerk(LetterDoubt),
}

/// Something that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A clerk sends it.
    Send,
    /// Its way is chosen.
    Deliver(Route),
    /// The recipient, or somebody with a right by law, opens it, at this place of the window.
    Retrieve(Standing),
    /// The later end of the window passed; whether there is an address for paper.
    WindowEnded(bool),
    /// The notice reached nobody.
    NoticeFailed,
    /// It lies on the print shelf.
    Printed,
    /// It cannot be printed.
    PrintFailed,
    /// It was handed to the post.
    Posted,
    /// It came back.
    Returned,
    /// A clerk decides.
    Decide(LetterDecision),
    /// A clerk withdraws it.
    Cancel,
}

/// The letter afterwards, and the delivery that begins with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// The letter.
    pub piece: Piece,
    /// Begins now; the one before has ended.
    pub begins: Option<LetterChannel>,
}

impl Piece {
    /// Whether the recipient can open it with effect.
    #[must_use]
    pub fn can_be_retrieved(&self) -> bool {
        self.state == LetterState::Provided
            || (self.state == LetterState::NeedsClerk && self.doubt == Some(LetterDoubt::NoticeFailed))
    }

    fn stays(self, state: LetterState) -> Next {
        Next { piece: Self { state, doubt: None, ..self }, begins: None }
    }

    fn doubtful(self, doubt: LetterDoubt) -> Next {
        Next { piece: Self { state: LetterState::NeedsClerk, doubt: Some(doubt), ..self }, begins: None }
    }

    fn goes(self, channel: LetterChannel) -> Next {
        let state = match channel {
            LetterChannel::Digital => LetterState::Provided,
            LetterChannel::Paper => LetterState::Printing,
        };
        Next { piece: Self { state, doubt: None, round: self.round + 1 }, begins: Some(channel) }
    }
}

/// What comes of a step; nothing when the state does not allow it.
#[must_use]
pub fn next(piece: Piece, step: Step) -> Option<Next> {
    use LetterState::{Draft, NeedsClerk, Printed, Printing, Provided, Retrieved, Scheduled};
    let next = match (piece.state, step) {
        (Draft, Step::Send) => piece.stays(Scheduled),
        (Scheduled, Step::Deliver(Route::Digital))
        | (NeedsClerk, Step::Decide(LetterDecision::ProvideAgain)) => piece.goes(LetterChannel::Digital),
        (Scheduled, Step::Deliver(Route::Paper))
        | (NeedsClerk, Step::Decide(LetterDecision::Print))
        | (Provided, Step::WindowEnded(true)) => piece.goes(LetterChannel::Paper),
        (Scheduled, Step::Deliver(Route::Clerk(doubt))) => piece.doubtful(doubt),
        (Provided, Step::WindowEnded(false)) => piece.doubtful(LetterDoubt::NoAddress),
        (Provided, Step::NoticeFailed) => piece.doubtful(LetterDoubt::NoticeFailed),
        (_, Step::Retrieve(Standing::Open)) if piece.can_be_retrieved() => piece.stays(Retrieved),
        (_, Step::Retrieve(Standing::Doubtful)) if piece.can_be_retrieved() => {
            piece.doubtful(LetterDoubt::WindowEnd)
        }
        (Printing, Step::Printed) | (Printed, Step::Posted) => piece.stays(Printed),
        (Printing, Step::PrintFailed) => piece.doubtful(LetterDoubt::PrintFailed),
        (Printed, Step::Returned) => piece.doubtful(LetterDoubt::Returned),
        (NeedsClerk, Step::Decide(LetterDecision::GiveUp)) => piece.stays(LetterState::Ended),
        // While it is being printed nobody knows whether the paper lies there already.
        (Scheduled | Provided | Retrieved | NeedsClerk | Printed, Step::Cancel) => {
            piece.stays(LetterState::Cancelled)
        }
        _ => return None,
    };
    Some(next)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DRAFT: Piece = Piece { state: LetterState::Draft, doubt: None, round: 0 };

    fn doubt() -> impl Strategy<Value = LetterDoubt> {
        proptest::sample::select(LetterDoubt::ALL)
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            Just(Step::Send),
            Just(Step::Deliver(Route::Digital)),
            Just(Step::Deliver(Route::Paper)),
            doubt().prop_map(|doubt| Step::Deliver(Route::Clerk(doubt))),
            proptest::sample::select(&[Standing::Open, Standing::Doubtful, Standing::Closed][..])
                .prop_map(Step::Retrieve),
            any::<bool>().prop_map(Step::WindowEnded),
            Just(Step::NoticeFailed),
            Just(Step::Printed),
            Just(Step::PrintFailed),
            Just(Step::Posted),
            Just(Step::Returned),
            proptest::sample::select(LetterDecision::ALL).prop_map(Step::Decide),
            Just(Step::Cancel),
        ]
    }

    /// What somebody outside would have seen.
    #[derive(Default)]
    struct Seen {
        /// Retrieved without doubt.
        served: bool,
        /// Paper that was made and did not come back.
        printed: bool,
    }

    fn happen(piece: Piece, step: Step, seen: &mut Seen) -> Piece {
        let Some(next) = next(piece, step) else { return piece };
        match step {
            Step::Retrieve(Standing::Open) => seen.served = true,
            Step::Printed => seen.printed = true,
            Step::Returned => seen.printed = false,
            _ => {}
        }
        next.piece
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_piece_is_never_both_printed_and_served_digitally(
            steps in proptest::collection::vec(step(), 0..60),
        ) {
            let (mut piece, mut seen) = (DRAFT, Seen::default());
            for step in steps {
                piece = happen(piece, step, &mut seen);
                prop_assert!(!(seen.served && seen.printed), "{step:?} led to {piece:?}");
            }
        }

        #[test]
        fn nothing_but_evidence_follows_a_cancellation(
            before in proptest::collection::vec(step(), 0..40),
            after in proptest::collection::vec(step(), 1..40),
        ) {
            let mut seen = Seen::default();
            let piece = before.into_iter().fold(DRAFT, |piece, step| happen(piece, step, &mut seen));
            let Some(cancelled) = next(piece, Step::Cancel) else { return Ok(()) };
            for step in after {
                prop_assert_eq!(next(cancelled.piece, step), None, "{:?}", step);
            }
        }

        #[test]
        fn an_error_never_prints_and_a_notice_never_serves(
            steps in proptest::collection::vec(step(), 0..40),
            failure in proptest::sample::select(&[Step::NoticeFailed, Step::PrintFailed][..]),
            doubt in doubt(),
        ) {
            let mut seen = Seen::default();
            let piece = steps.into_iter().fold(DRAFT, |piece, step| happen(piece, step, &mut seen));
            for step in [failure, Step::Deliver(Route::Clerk(doubt))] {
                if let Some(next) = next(piece, step) {
                    prop_assert_eq!(next.piece.state, LetterState::NeedsClerk);
                    prop_assert_eq!(next.begins, None);
                }
            }
        }

        #[test]
        fn a_step_that_runs_twice_matters_once(steps in proptest::collection::vec(step(), 0..40)) {
            let mut piece = DRAFT;
            for step in steps {
                let Some(first) = next(piece, step) else { continue };
                // Posting may be corrected; a withdrawal and a retrieval may not come again.
                if step != Step::Posted {
                    prop_assert_eq!(next(first.piece, step), None, "{:?} twice", step);
                }
                piece = first.piece;
            }
        }

        #[test]
        fn a_doubt_has_its_reason_and_only_a_doubt(steps in proptest::collection::vec(step(), 0..60)) {
            let mut seen = Seen::default();
            let mut piece = DRAFT;
            for step in steps {
                let round = piece.round;
                piece = happen(piece, step, &mut seen);
                prop_assert_eq!(piece.doubt.is_some(), piece.state == LetterState::NeedsClerk);
                prop_assert!(piece.round == round || piece.round == round + 1);
            }
        }
    }

    #[test]
    fn after_the_window_only_paper_or_a_clerk() {
        let provided = Piece { state: LetterState::Provided, doubt: None, round: 1 };
        assert_eq!(next(provided, Step::Retrieve(Standing::Closed)), None);
        let printed = next(provided, Step::WindowEnded(true)).unwrap();
        assert_eq!(
            (printed.piece.state, printed.begins),
            (LetterState::Printing, Some(LetterChannel::Paper))
        );
        assert_eq!(next(printed.piece, Step::Retrieve(Standing::Open)), None);
        let asked = next(provided, Step::WindowEnded(false)).unwrap();
        assert_eq!(asked.piece.doubt, Some(LetterDoubt::NoAddress));
    }
}
