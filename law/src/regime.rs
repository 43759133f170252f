//! The regimes: by which rule a notice counts as served, as dated rows.
//!
//! A town uses the procedure act of its state; VwVfG stands for all of them, their section 41 has the same text. Where a
//! state took a change over later, see [`Profile::fourth_day_from`]. Rules that only one state has beside it are no rows:
//! BayDiG Art. 24 (third day after the notice), HmbVwVfG 41(2b) and LVwG SH 110 (mailbox of the user account, like OZG 9).

use jiff::civil::{Date, date};

use crate::code::codes;
use crate::days::FIRST_DAY;
use crate::error::LawError;
use crate::profile::Profile;
use crate::statute::{Act, Statute};

codes! {
    /// A way in which a notice is served. Which one a service of the town uses is a property of that service.
    "regime" DeliveryRegime {
        /// Letter by post, VwVfG 41(2) sentence 1.
        PaperVwVfG = "paper_vwvfg",
        /// Electronic transmission, VwVfG 41(2) sentence 2.
        ElectronicVwVfG = "electronic_vwvfg",
        /// Retrieval from the town's own mailbox, VwVfG 41(2a). The default of a town.
        RetrievalVwVfG = "retrieval_vwvfg",
        /// Mailbox of the federal user account, OZG 9(1).
        MailboxOzg = "mailbox_ozg",
        /// Tax act by post, AO 122(2) no. 1.
        PaperAo = "paper_ao",
        /// Tax act by electronic transmission, AO 122(2a).
        ElectronicAo = "electronic_ao",
        /// Tax act provided for retrieval, AO 122a. Whether a town may use it is unsettled; off by default.
        ProvisionAo = "provision_ao",
        /// Social benefit act by post, SGB X 37(2) sentence 1.
        PaperSgbX = "paper_sgb_x",
        /// Social benefit act by electronic transmission, SGB X 37(2) sentence 2.
        ElectronicSgbX = "electronic_sgb_x",
        /// Social benefit act provided for retrieval, SGB X 37(2a).
        ProvisionSgbX = "provision_sgb_x",
        /// Formal service with a deed: certificate of service (VwZG 3), acknowledgement (VwZG 5).
        FormalDeed = "formal_deed",
        /// Formal service by registered letter, VwZG 4.
        FormalRegistered = "formal_registered",
    }
}

impl DeliveryRegime {
    /// Whether the town's own digital mailbox may carry it. Formal service and letters go to print.
    #[must_use]
    pub const fn allows_own_mailbox(self) -> bool {
        matches!(self, Self::RetrievalVwVfG | Self::ProvisionAo | Self::ProvisionSgbX)
    }

    /// The fiction runs although nobody opened the message. Only then may a deadline be shown before the retrieval.
    #[must_use]
    pub const fn runs_unread(self) -> bool {
        !matches!(self, Self::RetrievalVwVfG)
    }

    /// Whether the way of service follows the procedure act of the state, so that a late state act can delay the fourth
    /// day ([`Profile::fourth_day_from`]). AO and SGB X are federal law everywhere.
    const fn follows_state_law(self) -> bool {
        matches!(self, Self::PaperVwVfG | Self::ElectronicVwVfG | Self::FormalRegistered)
    }
}

/// From which day a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CountedFrom {
    /// The posting.
    Posting,
    /// The electronic sending.
    Sending,
    /// The actual retrieval.
    Retrieval,
    /// The provision in the mailbox.
    Provision,
    /// The dispatch of the notice that something is there.
    Notice,
    /// Unsettled: the provision at the earliest, the dispatch of the notice at the latest.
    ProvisionOrNotice,
    /// The date of the deed.
    Deed,
}

/// What becomes of a day of service that is no working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayOfService {
    /// It stays: the day is a point in time, not the end of a period.
    Stays,
    /// It stays by the prevailing view; a minority moves it.
    StaysByPrevailingView,
    /// It moves to the next working day.
    Moves(Statute),
}

/// One row.
#[derive(Debug)]
pub(crate) struct Row {
    regime: DeliveryRegime,
    pub(crate) from_event: CountedFrom,
    /// Days after the event; the earliest and the latest reading.
    pub(crate) days: (u8, u8),
    pub(crate) day_of_service: DayOfService,
    pub(crate) statute: Statute,
    valid_from: Date,
    valid_to: Option<Date>,
}

use CountedFrom::{Deed, Notice, Posting, Provision, ProvisionOrNotice, Retrieval, Sending};
use DayOfService::{Moves, Stays, StaysByPrevailingView};
use DeliveryRegime as Regime;

impl Row {
    const fn of(
        regime: Regime,
        from_event: CountedFrom,
        days: u8,
        day_of_service: DayOfService,
        statute: Statute,
    ) -> Self {
        Self {
            regime,
            from_event,
            days: (days, days),
            day_of_service,
            statute,
            valid_from: FIRST_DAY,
            valid_to: None,
        }
    }

    const fn from(self, valid_from: Date) -> Self {
        Self { valid_from, ..self }
    }

    const fn to(self, valid_to: Date) -> Self {
        Self { valid_to: Some(valid_to), ..self }
    }

    const fn or_days(self, latest: u8) -> Self {
        Self { days: (self.days.0, latest), ..self }
    }

    fn in_force(&self, on: Date) -> bool {
        self.valid_from <= on && self.valid_to.is_none_or(|to| on <= to)
    }
}

const VWVFG_41_2: Statute = Statute::new(Act::VwVfG, "41", "2");
const VWVFG_41_2A: Statute = Statute::new(Act::VwVfG, "41", "2a");
const OZG_9: Statute = Statute::new(Act::Ozg, "9", "1");
const AO_122_2: Statute = Statute::new(Act::Ao, "122", "2");
const AO_122_2A: Statute = Statute::new(Act::Ao, "122", "2a");
const AO_122A: Statute = Statute::new(Act::Ao, "122a", "4");
const AO_108_3: Statute = Statute::new(Act::Ao, "108", "3");
const SGB_X_37_2: Statute = Statute::new(Act::SgbX, "37", "2");
const SGB_X_37_2A: Statute = Statute::new(Act::SgbX, "37", "2a");
const VWZG_3: Statute = Statute::new(Act::VwZG, "3", "");
const VWZG_4: Statute = Statute::new(Act::VwZG, "4", "2");

/// Last day of the third-day rule and first day of the fourth-day rule (PostModG, BGBl. 2024 I no. 236).
const THIRD_DAY_TO: Date = date(2024, 12, 31);
/// See [`THIRD_DAY_TO`].
pub(crate) const FOURTH_DAY_FROM: Date = date(2025, 1, 1);

/// The regimes. What a row means is judged on the day of its event: of the posting, the sending, the provision or
/// the deed.
///
/// - Day of service on a weekend: VwVfG stays by the prevailing view (a fiction is a point in time, not the end of a
///   period; for example OVG Lüneburg 4 LA 44/10). SGB X stays (BSG B 8/9b SO 13/07 R, B 14 AS 12/09 R). AO moves since
///   the Federal Fiscal Court turned on 2003-10-14 (IX R 68/98); before, it stayed by the prevailing view.
/// - OZG 9(1) says the third day, also in its version of 2024-07-24; since the other acts say the fourth, the town may
///   have the fourth in its profile, and without a setting both are reckoned with.
/// - AO 122a(4) counts from the dispatch of the notice until 2025. The text that counts from the provision was enacted
///   for 2026 (BEG IV) and its start was put in doubt; both are reckoned with from then on.
static ROWS: &[Row] = &[
    Row::of(Regime::PaperVwVfG, Posting, 3, StaysByPrevailingView, VWVFG_41_2).to(THIRD_DAY_TO),
    Row::of(Regime::PaperVwVfG, Posting, 4, StaysByPrevailingView, VWVFG_41_2).from(FOURTH_DAY_FROM),
    // Third act changing VwVfG: electronic transmission since 2003-02-01.
    Row::of(Regime::ElectronicVwVfG, Sending, 3, StaysByPrevailingView, VWVFG_41_2)
        .from(date(2003, 2, 1))
        .to(THIRD_DAY_TO),
    Row::of(Regime::ElectronicVwVfG, Sending, 4, StaysByPrevailingView, VWVFG_41_2).from(FOURTH_DAY_FROM),
    Row::of(Regime::RetrievalVwVfG, Retrieval, 1, StaysByPrevailingView, VWVFG_41_2A).from(date(2017, 1, 1)),
    Row::of(Regime::MailboxOzg, Provision, 3, StaysByPrevailingView, OZG_9)
        .from(date(2020, 12, 10))
        .to(THIRD_DAY_TO),
    Row::of(Regime::MailboxOzg, Provision, 3, StaysByPrevailingView, OZG_9).or_days(4).from(FOURTH_DAY_FROM),
    Row::of(Regime::PaperAo, Posting, 3, StaysByPrevailingView, AO_122_2).to(date(2003, 10, 13)),
    Row::of(Regime::PaperAo, Posting, 3, Moves(AO_108_3), AO_122_2).from(date(2003, 10, 14)).to(THIRD_DAY_TO),
    Row::of(Regime::PaperAo, Posting, 4, Moves(AO_108_3), AO_122_2).from(FOURTH_DAY_FROM),
    Row::of(Regime::ElectronicAo, Sending, 3, StaysByPrevailingView, AO_122_2A)
        .from(date(2002, 8, 28))
        .to(date(2003, 10, 13)),
    Row::of(Regime::ElectronicAo, Sending, 3, Moves(AO_108_3), AO_122_2A)
        .from(date(2003, 10, 14))
        .to(THIRD_DAY_TO),
    Row::of(Regime::ElectronicAo, Sending, 4, Moves(AO_108_3), AO_122_2A).from(FOURTH_DAY_FROM),
    Row::of(Regime::ProvisionAo, Notice, 3, Moves(AO_108_3), AO_122A).from(date(2017, 1, 1)).to(THIRD_DAY_TO),
    Row::of(Regime::ProvisionAo, Notice, 4, Moves(AO_108_3), AO_122A)
        .from(FOURTH_DAY_FROM)
        .to(date(2025, 12, 31)),
    Row::of(Regime::ProvisionAo, ProvisionOrNotice, 4, Moves(AO_108_3), AO_122A).from(date(2026, 1, 1)),
    Row::of(Regime::PaperSgbX, Posting, 3, Stays, SGB_X_37_2).to(THIRD_DAY_TO),
    Row::of(Regime::PaperSgbX, Posting, 4, Stays, SGB_X_37_2).from(FOURTH_DAY_FROM),
    Row::of(Regime::ElectronicSgbX, Sending, 3, Stays, SGB_X_37_2).from(date(2003, 2, 1)).to(THIRD_DAY_TO),
    Row::of(Regime::ElectronicSgbX, Sending, 4, Stays, SGB_X_37_2).from(FOURTH_DAY_FROM),
    Row::of(Regime::ProvisionSgbX, Notice, 3, Stays, SGB_X_37_2A).from(date(2017, 1, 1)).to(THIRD_DAY_TO),
    Row::of(Regime::ProvisionSgbX, Notice, 4, Stays, SGB_X_37_2A).from(FOURTH_DAY_FROM),
    Row::of(Regime::FormalDeed, Deed, 0, Stays, VWZG_3),
    Row::of(Regime::FormalRegistered, Posting, 3, StaysByPrevailingView, VWZG_4).to(THIRD_DAY_TO),
    Row::of(Regime::FormalRegistered, Posting, 4, StaysByPrevailingView, VWZG_4).from(FOURTH_DAY_FROM),
];

/// The rule of a regime on the day of its event, as the town reads it.
pub(crate) struct Rule {
    pub(crate) row: &'static Row,
    /// Days after the event; the earliest and the latest reading.
    pub(crate) days: (u8, u8),
}

/// The rule in force.
pub(crate) fn rule(regime: Regime, on: Date, profile: &Profile) -> Result<Rule, LawError> {
    if regime == Regime::ProvisionAo && !profile.provision_ao {
        return Err(LawError::SwitchedOff(regime));
    }
    let in_force = |day| ROWS.iter().find(|row| row.regime == regime && row.in_force(day));
    let waits_for_state =
        regime.follows_state_law() && (FOURTH_DAY_FROM..profile.fourth_day_from).contains(&on);
    let row = if waits_for_state { in_force(THIRD_DAY_TO) } else { in_force(on) };
    let row = row.ok_or(LawError::NotInForce { regime, on })?;
    let days = if regime == Regime::MailboxOzg { profile.ozg_days.among(row.days) } else { row.days };
    Ok(Rule { row, days })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_regime_follow_each_other_without_gap_or_overlap() {
        for regime in Regime::ALL {
            let rows: Vec<&Row> = ROWS.iter().filter(|row| row.regime == *regime).collect();
            assert!(!rows.is_empty(), "{regime:?}");
            for pair in rows.windows(2) {
                let end = pair[0].valid_to.expect("only the last row is open");
                assert_eq!(end.tomorrow().unwrap(), pair[1].valid_from, "{regime:?}");
            }
            assert_eq!(rows.last().unwrap().valid_to, None);
        }
    }

    #[test]
    fn a_late_state_keeps_the_third_day_for_its_own_law_only() {
        let profile = Profile { fourth_day_from: date(2025, 7, 1), ..Profile::default() };
        let days = |regime, on| rule(regime, on, &profile).unwrap().days;
        assert_eq!(days(Regime::PaperVwVfG, date(2025, 6, 30)), (3, 3));
        assert_eq!(days(Regime::PaperVwVfG, date(2025, 7, 1)), (4, 4));
        assert_eq!(days(Regime::PaperAo, date(2025, 6, 30)), (4, 4));
        assert_eq!(days(Regime::PaperSgbX, date(2025, 6, 30)), (4, 4));
    }

    #[test]
    fn a_regime_is_refused_before_it_existed() {
        let on = date(2016, 12, 31);
        let refused = rule(Regime::RetrievalVwVfG, on, &Profile::default()).err();
        assert_eq!(refused, Some(LawError::NotInForce { regime: Regime::RetrievalVwVfG, on }));
    }
}
