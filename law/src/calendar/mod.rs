//! Public holidays and working days of a place.
//!
//! A working day is a day that is neither Saturday, Sunday nor a public holiday at the place (BGB 193, VwVfG 31(3), ZPO
//! 222(2), AO 108(3), SGG 64(3)). Christmas Eve and New Year's Eve are working days. That every Sunday is a public
//! holiday in Hesse (HFeiertagsG 1(1)) changes no deadline and is left out.

mod table;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::code::codes;
use crate::days::known_day;
use crate::error::LawError;
use crate::state::Place;
use crate::statute::Statute;
use table::{Dates, RULES};

codes! {
    /// A public holiday.
    "holiday" HolidayKind {
        /// Neujahr, 1 January.
        NewYear = "new_year",
        /// Heilige Drei Könige, 6 January.
        Epiphany = "epiphany",
        /// Internationaler Frauentag, 8 March.
        WomensDay = "womens_day",
        /// Karfreitag.
        GoodFriday = "good_friday",
        /// Ostersonntag.
        EasterSunday = "easter_sunday",
        /// Ostermontag.
        EasterMonday = "easter_monday",
        /// 1 May.
        LabourDay = "labour_day",
        /// Tag der Befreiung, 8 May, in Berlin and only in some years.
        LiberationDay = "liberation_day",
        /// Christi Himmelfahrt.
        Ascension = "ascension",
        /// Pfingstsonntag.
        WhitSunday = "whit_sunday",
        /// Pfingstmontag.
        WhitMonday = "whit_monday",
        /// Fronleichnam.
        CorpusChristi = "corpus_christi",
        /// 17 June: Tag der deutschen Einheit until 1990, anniversary of the uprising of 1953 in Berlin in 2028.
        SeventeenthOfJune = "seventeenth_of_june",
        /// Augsburger Friedensfest, 8 August.
        PeaceFestival = "peace_festival",
        /// Mariä Himmelfahrt, 15 August.
        AssumptionDay = "assumption_day",
        /// Weltkindertag, 20 September.
        ChildrensDay = "childrens_day",
        /// Tag der Deutschen Einheit, 3 October.
        GermanUnity = "german_unity",
        /// Reformationstag, 31 October.
        ReformationDay = "reformation_day",
        /// Allerheiligen, 1 November.
        AllSaints = "all_saints",
        /// Buß- und Bettag, the Wednesday before 23 November.
        RepentanceDay = "repentance_day",
        /// Erster Weihnachtstag, 25 December.
        ChristmasDay = "christmas_day",
        /// Zweiter Weihnachtstag, 26 December.
        SecondChristmasDay = "second_christmas_day",
    }
}

/// A public holiday on its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Holiday {
    /// The day.
    pub on: Date,
    /// Which holiday.
    pub holiday: HolidayKind,
    /// What makes it one at the place.
    pub statute: Statute,
}

/// Why a day is no working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Obstacle {
    /// A Saturday that is no public holiday.
    Saturday {
        /// The day.
        on: Date,
    },
    /// A Sunday that is no public holiday.
    Sunday {
        /// The day.
        on: Date,
    },
    /// A public holiday, whatever its weekday.
    Holiday(Holiday),
}

impl Obstacle {
    /// The day that is no working day.
    #[must_use]
    pub const fn on(&self) -> Date {
        match self {
            Self::Saturday { on } | Self::Sunday { on } => *on,
            Self::Holiday(holiday) => holiday.on,
        }
    }

    /// The key of its text in a catalogue; for a holiday, that of the holiday.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Saturday { .. } => SATURDAY_KEY,
            Self::Sunday { .. } => SUNDAY_KEY,
            Self::Holiday(holiday) => holiday.holiday.key(),
        }
    }
}

pub(crate) const SATURDAY_KEY: &str = "law-obstacle-saturday";
pub(crate) const SUNDAY_KEY: &str = "law-obstacle-sunday";

/// A day moved to the next working day, and what stood in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shifted {
    /// The first working day.
    pub on: Date,
    /// Every day that was passed over, in order. Empty when the day was a working day.
    pub obstacles: Vec<Obstacle>,
}

/// The holiday of a day at a place, if it is one. On a day with two (Ascension on 1 May 2008) the older rule of the table.
///
/// # Errors
/// [`LawError::OutOfRange`] before 1990 and after 2102.
pub fn holiday_on(day: Date, place: Place) -> Result<Option<Holiday>, LawError> {
    known_day(day)?;
    Ok(find_holiday(day, place))
}

/// All holidays of a year at a place, by day. Two on one day are both listed.
///
/// # Errors
/// [`LawError::OutOfRange`] before 1990 and after 2102.
pub fn holidays_of_year(year: i16, place: Place) -> Result<Vec<Holiday>, LawError> {
    let first = Date::new(year, 1, 1).map_err(|_| LawError::OutOfRange(Date::MAX))?;
    known_day(first)?;
    let dates = Dates::of(year);
    let mut found: Vec<Holiday> = RULES
        .iter()
        .filter_map(|rule| {
            let on = dates.of_rule(rule);
            rule.applies(on, place).then(|| Holiday {
                on,
                holiday: rule.kind,
                statute: rule.statute(on, place),
            })
        })
        .collect();
    found.sort_by_key(|holiday| holiday.on);
    Ok(found)
}

/// Why a day is no working day at a place; nothing for a working day.
///
/// # Errors
/// [`LawError::OutOfRange`] before 1990 and after 2102.
pub fn obstacle_on(day: Date, place: Place) -> Result<Option<Obstacle>, LawError> {
    known_day(day)?;
    Ok(find_obstacle(day, place))
}

/// Whether a day is a working day at a place.
///
/// # Errors
/// [`LawError::OutOfRange`] before 1990 and after 2102.
pub fn is_working_day(day: Date, place: Place) -> Result<bool, LawError> {
    Ok(obstacle_on(day, place)?.is_none())
}

/// The day itself when it is a working day, else the next one (BGB 193).
///
/// # Errors
/// [`LawError::OutOfRange`] before 1990 and after 2102.
pub fn next_working_day(day: Date, place: Place) -> Result<Shifted, LawError> {
    let mut on = known_day(day)?;
    let mut obstacles = Vec::new();
    while let Some(obstacle) = find_obstacle(on, place) {
        obstacles.push(obstacle);
        on = crate::days::later(on, 1);
    }
    Ok(Shifted { on, obstacles })
}

/// The working day `count` working days after a day, which does not count itself (BGB 187(1)).
///
/// # Errors
/// [`LawError::OutOfRange`] when the count leaves the years 1990 to 2102.
pub fn add_working_days(day: Date, count: u16, place: Place) -> Result<Date, LawError> {
    let mut on = known_day(day)?;
    for _ in 0..count {
        on = next_working_day(crate::days::later(on, 1), place)?.on;
        known_day(on)?;
    }
    Ok(on)
}

fn find_obstacle(day: Date, place: Place) -> Option<Obstacle> {
    if let Some(holiday) = find_holiday(day, place) {
        return Some(Obstacle::Holiday(holiday));
    }
    match day.weekday() {
        Weekday::Saturday => Some(Obstacle::Saturday { on: day }),
        Weekday::Sunday => Some(Obstacle::Sunday { on: day }),
        _ => None,
    }
}

fn find_holiday(day: Date, place: Place) -> Option<Holiday> {
    let dates = Dates::of(day.year());
    let rule = RULES.iter().find(|rule| rule.applies(day, place) && dates.of_rule(rule) == day)?;
    Some(Holiday { on: day, holiday: rule.kind, statute: rule.statute(day, place) })
}
