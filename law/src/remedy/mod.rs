//! What a resident may do against a decision: which remedy, how long, and whether the notice about it is complete.

mod notice;
mod table;

use serde::{Deserialize, Serialize};

use crate::code::codes;
use crate::period::Period;
use crate::state::Place;
use crate::statute::{Act, Statute};

pub use notice::{Form, NoticeFindings, NoticePart, RemedyNotice};
pub use table::{Confidence, RemedyRule, Subject, remedy};

codes! {
    /// What the resident may do.
    "remedy" RemedyKind {
        /// Widerspruch to the authority (VwGO 70, SGG 84), or Einspruch (AO 347).
        Objection = "objection",
        /// Klage to a court (VwGO 74, SGG 87, FGO 47).
        CourtAction = "court_action",
        /// One or the other, as the resident likes (for example AGVwGO Bavaria Art. 12(1)).
        ObjectionOrCourtAction = "objection_or_court_action",
    }
}

codes! {
    /// Which courts decide in the end.
    "jurisdiction" Jurisdiction {
        /// Administrative courts, VwGO. Municipal taxes and levies too: the AO rules of remedies do not apply to them
        /// (AO 1(2), acts on municipal levies).
        Administrative = "administrative",
        /// Social courts, SGG.
        Social = "social",
        /// Fiscal courts, AO 347 to 367: taxes that a tax office sets.
        Fiscal = "fiscal",
    }
}

codes! {
    /// Whether the decision says correctly what one can do against it.
    "notice-state" NoticeState {
        /// Complete and right.
        Complete = "complete",
        /// Somebody doubts that it is.
        Doubtful = "doubtful",
        /// Missing, incomplete or wrong.
        Missing = "missing",
    }
}

/// The remedy of a decision as far as its period depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RemedyTerm {
    /// Which remedy.
    pub kind: RemedyKind,
    /// Which courts in the end.
    pub jurisdiction: Jurisdiction,
    /// Where the body has its seat that the remedy goes to: its holidays move the end. For a choice between two bodies
    /// at places with different holidays, the one with fewer, which gives the earlier end.
    pub place: Place,
    /// Whether the decision says so correctly.
    pub notice: NoticeState,
}

impl RemedyTerm {
    /// An objection to an authority, with a complete notice.
    #[must_use]
    pub const fn objection(place: Place) -> Self {
        Self {
            kind: RemedyKind::Objection,
            jurisdiction: Jurisdiction::Administrative,
            place,
            notice: NoticeState::Complete,
        }
    }

    /// An action in an administrative court, with a complete notice.
    #[must_use]
    pub const fn court_action(court: Place) -> Self {
        Self { kind: RemedyKind::CourtAction, ..Self::objection(court) }
    }
}

/// A period with its rule and the rule that moves its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) period: Period,
    pub(crate) statute: Statute,
    pub(crate) shift: Statute,
}

/// The regular term and the one without a correct notice. In force through all years of the tables.
pub(crate) fn term(jurisdiction: Jurisdiction, kind: RemedyKind) -> (Term, Term) {
    let (regular, without_notice, shift) = statutes(jurisdiction, kind);
    (
        Term { period: REGULAR, statute: regular, shift },
        Term { period: WITHOUT_NOTICE, statute: without_notice, shift },
    )
}

/// One month: VwGO 70(1) and 74(1), SGG 84(1) and 87(1), AO 355(1), FGO 47(1). The months abroad (SGG 84(1) sentence 2:
/// three) are not in the tables: mail abroad is none of the regimes.
const REGULAR: Period = Period::Months(1);
/// One year: VwGO 58(2), SGG 66(2), AO 356(2), FGO 55(2).
const WITHOUT_NOTICE: Period = Period::Years(1);

/// Regular term, term without notice, shift of the end.
fn statutes(jurisdiction: Jurisdiction, kind: RemedyKind) -> (Statute, Statute, Statute) {
    const VWGO_58: Statute = Statute::new(Act::VwGO, "58", "2");
    const SGG_66: Statute = Statute::new(Act::Sgg, "66", "2");
    const SGG_64: Statute = Statute::new(Act::Sgg, "64", "3");
    const AO_108: Statute = Statute::new(Act::Ao, "108", "3");
    const ZPO_222: Statute = Statute::new(Act::Zpo, "222", "2");
    let to_court = kind == RemedyKind::CourtAction;
    match (jurisdiction, to_court) {
        (Jurisdiction::Administrative, false) => {
            (Statute::new(Act::VwGO, "70", "1"), VWGO_58, crate::deadline::VWVFG_31_3)
        }
        // ZPO 222(2) by way of VwGO 57(2).
        (Jurisdiction::Administrative, true) => (Statute::new(Act::VwGO, "74", "1"), VWGO_58, ZPO_222),
        (Jurisdiction::Social, false) => (Statute::new(Act::Sgg, "84", "1"), SGG_66, SGG_64),
        (Jurisdiction::Social, true) => (Statute::new(Act::Sgg, "87", "1"), SGG_66, SGG_64),
        (Jurisdiction::Fiscal, false) => {
            (Statute::new(Act::Ao, "355", "1"), Statute::new(Act::Ao, "356", "2"), AO_108)
        }
        // ZPO 222(2) by way of FGO 54(2).
        (Jurisdiction::Fiscal, true) => {
            (Statute::new(Act::Fgo, "47", "1"), Statute::new(Act::Fgo, "55", "2"), ZPO_222)
        }
    }
}
