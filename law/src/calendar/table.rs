//! The holidays as dated rows. Law is data: a change of law is a row here and a test, never a condition in code.
//!
//! Rows begin on 1990-01-01 at the earliest, where the crate's years begin. Where it could not be established whether a
//! day was already (or still) a holiday in 1990 to 1992 in the east, the row leaves it out: an end that does not move is
//! the earlier one, which is safe for the resident. That concerns Epiphany 1991 and 1992 in Saxony-Anhalt, Corpus
//! Christi before 1993 in Saxony, and All Saints' Day in Catholic territories of 1990 (FeiertEV 1990).

use jiff::Span;
use jiff::civil::{Date, Weekday, date};

use super::HolidayKind;
use crate::days::FIRST_DAY;
use crate::easter::easter_sunday;
use crate::state::{Place, State, States};
use crate::statute::{Act, Statute};

/// When a rule falls.
#[derive(Debug, Clone, Copy)]
pub(super) enum Day {
    /// The same day every year: month, day.
    Fixed(i8, i8),
    /// Days after Easter Sunday.
    Easter(i16),
    /// The Wednesday before 23 November, eleven days before Advent.
    Repentance,
}

/// Which municipalities of the states.
#[derive(Debug, Clone, Copy)]
pub(super) enum Where {
    /// All.
    Everywhere,
    /// Those with [`Place::peace_festival`].
    PeaceFestival,
    /// Those with [`Place::corpus_christi`].
    CorpusChristi,
    /// Those with [`Place::assumption_day`].
    AssumptionDay,
}

/// What makes it a holiday.
#[derive(Debug, Clone, Copy)]
enum Source {
    /// The holiday act of the state, [`STATE_ACTS`].
    StateAct,
    /// This.
    Other(Statute),
}

/// One row.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) kind: HolidayKind,
    day: Day,
    states: States,
    place: Where,
    valid_from: Date,
    valid_to: Option<Date>,
    source: Source,
}

impl Rule {
    /// A holiday of whole states, from 1990 on, by their holiday acts.
    const fn of(kind: HolidayKind, day: Day, states: States) -> Self {
        Self {
            kind,
            day,
            states,
            place: Where::Everywhere,
            valid_from: FIRST_DAY,
            valid_to: None,
            source: Source::StateAct,
        }
    }

    const fn only(self, place: Where) -> Self {
        Self { place, ..self }
    }

    const fn from(self, valid_from: Date) -> Self {
        Self { valid_from, ..self }
    }

    const fn to(self, valid_to: Date) -> Self {
        Self { valid_to: Some(valid_to), ..self }
    }

    const fn by(self, statute: Statute) -> Self {
        Self { source: Source::Other(statute), ..self }
    }

    /// On this day alone.
    const fn once(self, on: Date) -> Self {
        self.from(on).to(on)
    }

    /// Whether the row is in force on a day at a place.
    pub(super) fn applies(&self, on: Date, place: Place) -> bool {
        let here = match self.place {
            Where::Everywhere => true,
            Where::PeaceFestival => place.peace_festival,
            Where::CorpusChristi => place.corpus_christi,
            Where::AssumptionDay => place.assumption_day,
        };
        here && self.states.has(place.state)
            && self.valid_from <= on
            && self.valid_to.is_none_or(|to| on <= to)
    }

    /// What makes the day a holiday at a place where the row applies.
    pub(super) fn statute(&self, on: Date, place: Place) -> Statute {
        match self.source {
            Source::Other(statute) => statute,
            Source::StateAct => state_act(place.state, on),
        }
    }
}

const BW: State = State::BadenWuerttemberg;
const BY: State = State::Bavaria;
const BE: State = State::Berlin;
const BB: State = State::Brandenburg;
const HB: State = State::Bremen;
const HH: State = State::Hamburg;
const HE: State = State::Hesse;
const MV: State = State::MecklenburgWesternPomerania;
const NI: State = State::LowerSaxony;
const NW: State = State::NorthRhineWestphalia;
const RP: State = State::RhinelandPalatinate;
const SL: State = State::Saarland;
const SN: State = State::Saxony;
const ST: State = State::SaxonyAnhalt;
const SH: State = State::SchleswigHolstein;
const TH: State = State::Thuringia;

const UNITY: Statute = Statute::new(Act::EinigVtr, "2", "2");
const UNITY_1953: Statute = Statute::new(Act::DayOfUnityAct1953, "1", "");
const FEIERT_EV: Statute = Statute::new(Act::FeiertEV, "1", "");

/// The holidays. Sources: the holiday acts of the states ([`STATE_ACTS`]) in their versions in force; for changes the
/// act that brought them is named at the row.
pub(super) static RULES: &[Rule] = &[
    Rule::of(HolidayKind::NewYear, Day::Fixed(1, 1), States::ALL),
    Rule::of(HolidayKind::Epiphany, Day::Fixed(1, 6), States::of(&[BW, BY])),
    // FeiertG LSA of 1992-05-22.
    Rule::of(HolidayKind::Epiphany, Day::Fixed(1, 6), States::of(&[ST])).from(date(1992, 5, 22)),
    // Berlin: act of 2019-01-24; Mecklenburg-Western Pomerania: fourth act changing FTG M-V, 2022.
    Rule::of(HolidayKind::WomensDay, Day::Fixed(3, 8), States::of(&[BE])).from(date(2019, 1, 1)),
    Rule::of(HolidayKind::WomensDay, Day::Fixed(3, 8), States::of(&[MV])).from(date(2023, 1, 1)),
    Rule::of(HolidayKind::GoodFriday, Day::Easter(-2), States::ALL),
    // FTG BB 2(1); a holiday of the German Democratic Republic before.
    Rule::of(HolidayKind::EasterSunday, Day::Easter(0), States::of(&[BB])),
    // In the German Democratic Republic abolished in 1967 and kept again in 1990.
    Rule::of(HolidayKind::EasterMonday, Day::Easter(1), States::ALL),
    Rule::of(HolidayKind::LabourDay, Day::Fixed(5, 1), States::ALL),
    // 75 and 80 years after the end of the war; FeiertG BE 1(1), each for its year alone.
    Rule::of(HolidayKind::LiberationDay, Day::Fixed(5, 8), States::of(&[BE])).once(date(2020, 5, 8)),
    Rule::of(HolidayKind::LiberationDay, Day::Fixed(5, 8), States::of(&[BE])).once(date(2025, 5, 8)),
    Rule::of(HolidayKind::Ascension, Day::Easter(39), States::WEST),
    // FeiertEV of 1990-05-16, in time for Ascension on 24 May 1990.
    Rule::of(HolidayKind::Ascension, Day::Easter(39), States::EAST).from(date(1990, 5, 16)),
    Rule::of(HolidayKind::WhitSunday, Day::Easter(49), States::of(&[BB])),
    Rule::of(HolidayKind::WhitMonday, Day::Easter(50), States::ALL),
    Rule::of(HolidayKind::CorpusChristi, Day::Easter(60), States::of(&[BW, BY, HE, NW, RP, SL])),
    // FronleichnamsVO of 1993-05-04, in force since 1993-05-22 (SächsGVBl. p. 417).
    Rule::of(HolidayKind::CorpusChristi, Day::Easter(60), States::of(&[SN]))
        .only(Where::CorpusChristi)
        .from(date(1993, 5, 22)),
    // FeiertEV for Catholic territories; ThürFGtG 10(1) keeps it where it was kept in 1994.
    Rule::of(HolidayKind::CorpusChristi, Day::Easter(60), States::of(&[TH]))
        .only(Where::CorpusChristi)
        .from(date(1990, 5, 16)),
    // EinigVtr 2(2) put 3 October in its place.
    Rule::of(HolidayKind::SeventeenthOfJune, Day::Fixed(6, 17), States::WEST)
        .to(date(1990, 10, 2))
        .by(UNITY_1953),
    // 75 years after the uprising; FeiertG BE 1(1).
    Rule::of(HolidayKind::SeventeenthOfJune, Day::Fixed(6, 17), States::of(&[BE])).once(date(2028, 6, 17)),
    Rule::of(HolidayKind::PeaceFestival, Day::Fixed(8, 8), States::of(&[BY])).only(Where::PeaceFestival),
    Rule::of(HolidayKind::AssumptionDay, Day::Fixed(8, 15), States::of(&[SL])),
    Rule::of(HolidayKind::AssumptionDay, Day::Fixed(8, 15), States::of(&[BY])).only(Where::AssumptionDay),
    // Act of 2019-03-19 (GVBl. p. 22).
    Rule::of(HolidayKind::ChildrensDay, Day::Fixed(9, 20), States::of(&[TH])).from(date(2019, 3, 29)),
    Rule::of(HolidayKind::GermanUnity, Day::Fixed(10, 3), States::ALL).from(date(1990, 10, 3)).by(UNITY),
    Rule::of(HolidayKind::ReformationDay, Day::Fixed(10, 31), States::EAST),
    // 500 years of the Reformation: acts and ordinances of all other states, for 2017 alone.
    Rule::of(HolidayKind::ReformationDay, Day::Fixed(10, 31), States::WEST).once(date(2017, 10, 31)),
    Rule::of(HolidayKind::ReformationDay, Day::Fixed(10, 31), States::of(&[HB, HH, NI, SH]))
        .from(date(2018, 1, 1)),
    Rule::of(HolidayKind::AllSaints, Day::Fixed(11, 1), States::of(&[BW, BY, NW, RP, SL])),
    // Given up for the long-term care insurance (SGB XI 58(2)); in the east since FeiertEV.
    Rule::of(HolidayKind::RepentanceDay, Day::Repentance, States::ALL).to(date(1994, 12, 31)),
    Rule::of(HolidayKind::RepentanceDay, Day::Repentance, States::of(&[SN])).from(date(1995, 1, 1)),
    Rule::of(HolidayKind::ChristmasDay, Day::Fixed(12, 25), States::ALL),
    Rule::of(HolidayKind::SecondChristmasDay, Day::Fixed(12, 26), States::ALL),
];

/// The holiday act of each state and the day it came into force. In the east the ordinance of 1990 stood before it.
static STATE_ACTS: &[(State, Date, Statute)] = &[
    (BW, FIRST_DAY, Statute::new(Act::HolidaysBW, "1", "")),
    (BY, FIRST_DAY, Statute::new(Act::HolidaysBY, "1", "")),
    (BE, FIRST_DAY, Statute::new(Act::HolidaysBE, "1", "")),
    (BB, date(1991, 3, 21), Statute::new(Act::HolidaysBB, "2", "")),
    (HB, FIRST_DAY, Statute::new(Act::HolidaysHB, "2", "")),
    (HH, FIRST_DAY, Statute::new(Act::HolidaysHH, "1", "")),
    (HE, FIRST_DAY, Statute::new(Act::HolidaysHE, "1", "")),
    (MV, date(1992, 6, 18), Statute::new(Act::HolidaysMV, "2", "")),
    (NI, FIRST_DAY, Statute::new(Act::HolidaysNI, "2", "")),
    (NW, FIRST_DAY, Statute::new(Act::HolidaysNW, "2", "")),
    (RP, FIRST_DAY, Statute::new(Act::HolidaysRP, "2", "")),
    (SL, FIRST_DAY, Statute::new(Act::HolidaysSL, "2", "")),
    (SN, date(1992, 11, 20), Statute::new(Act::HolidaysSN, "1", "")),
    (ST, date(1992, 5, 22), Statute::new(Act::HolidaysST, "2", "")),
    (SH, FIRST_DAY, Statute::new(Act::HolidaysSH, "2", "")),
    (TH, date(1994, 12, 21), Statute::new(Act::HolidaysTH, "2", "")),
];

fn state_act(state: State, on: Date) -> Statute {
    let act = STATE_ACTS.iter().find(|(its, from, _)| *its == state && *from <= on);
    act.map_or(FEIERT_EV, |(_, _, statute)| *statute)
}

/// The moving days of one year.
pub(super) struct Dates {
    year: i16,
    easter: Date,
}

impl Dates {
    pub(super) fn of(year: i16) -> Self {
        Self { year, easter: easter_sunday(year) }
    }

    /// The day of a rule in this year.
    pub(super) fn of_rule(&self, rule: &Rule) -> Date {
        match rule.day {
            Day::Fixed(month, day) => date(self.year, month, day),
            Day::Easter(days) => self.easter.saturating_add(Span::new().days(days)),
            Day::Repentance => wednesday_before(date(self.year, 11, 23)),
        }
    }
}

fn wednesday_before(day: Date) -> Date {
    let back = match day.weekday() {
        Weekday::Thursday => 1,
        Weekday::Friday => 2,
        Weekday::Saturday => 3,
        Weekday::Sunday => 4,
        Weekday::Monday => 5,
        Weekday::Tuesday => 6,
        Weekday::Wednesday => 7,
    };
    day.saturating_sub(Span::new().days(back))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_end_after_they_begin_and_every_state_has_its_act() {
        for rule in RULES {
            assert!(rule.valid_to.is_none_or(|to| rule.valid_from <= to), "{rule:?}");
        }
        for state in State::ALL {
            assert_ne!(state_act(state, date(2000, 1, 1)), FEIERT_EV);
        }
    }

    #[test]
    fn rows_of_one_holiday_do_not_overlap() {
        for (at, rule) in RULES.iter().enumerate() {
            for other in RULES[at + 1..].iter().filter(|other| other.kind == rule.kind) {
                let apart = rule.valid_to.is_some_and(|to| to < other.valid_from)
                    || other.valid_to.is_some_and(|to| to < rule.valid_from);
                let shared =
                    State::ALL.into_iter().any(|state| rule.states.has(state) && other.states.has(state));
                assert!(apart || !shared, "{rule:?} and {other:?}");
            }
        }
    }

    #[test]
    fn repentance_day_is_the_wednesday_before_23_november() {
        for (year, day) in [(1990, 21), (1994, 16), (2016, 16), (2022, 16), (2023, 22), (2026, 18)] {
            assert_eq!(Dates::of(year).of_rule(&RULES[RULES.len() - 3]), date(year, 11, day));
        }
    }
}
