//! The sixteen states, and the place of an authority.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A state of the Federal Republic. In JSON: the code of ISO 3166-2:DE without its prefix.
///
/// The five eastern states exist since 1990-10-03 (Ländereinführungsgesetz); for earlier days of 1990 they stand for the
/// districts they were made of. `Berlin` is West Berlin until that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum State {
    /// Baden-Württemberg.
    #[serde(rename = "BW")]
    BadenWuerttemberg,
    /// Bayern.
    #[serde(rename = "BY")]
    Bavaria,
    /// Berlin.
    #[serde(rename = "BE")]
    Berlin,
    /// Brandenburg.
    #[serde(rename = "BB")]
    Brandenburg,
    /// Bremen.
    #[serde(rename = "HB")]
    Bremen,
    /// Hamburg.
    #[serde(rename = "HH")]
    Hamburg,
    /// Hessen.
    #[serde(rename = "HE")]
    Hesse,
    /// Mecklenburg-Vorpommern.
    #[serde(rename = "MV")]
    MecklenburgWesternPomerania,
    /// Niedersachsen.
    #[serde(rename = "NI")]
    LowerSaxony,
    /// Nordrhein-Westfalen.
    #[serde(rename = "NW")]
    NorthRhineWestphalia,
    /// Rheinland-Pfalz.
    #[serde(rename = "RP")]
    RhinelandPalatinate,
    /// Saarland.
    #[serde(rename = "SL")]
    Saarland,
    /// Sachsen.
    #[serde(rename = "SN")]
    Saxony,
    /// Sachsen-Anhalt.
    #[serde(rename = "ST")]
    SaxonyAnhalt,
    /// Schleswig-Holstein.
    #[serde(rename = "SH")]
    SchleswigHolstein,
    /// Thüringen.
    #[serde(rename = "TH")]
    Thuringia,
}

/// A text that names no state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no code of a state and no official municipality key")]
pub struct UnknownState(String);

impl State {
    /// All states, in the order of their German names.
    pub const ALL: [Self; 16] = [
        Self::BadenWuerttemberg,
        Self::Bavaria,
        Self::Berlin,
        Self::Brandenburg,
        Self::Bremen,
        Self::Hamburg,
        Self::Hesse,
        Self::MecklenburgWesternPomerania,
        Self::LowerSaxony,
        Self::NorthRhineWestphalia,
        Self::RhinelandPalatinate,
        Self::Saarland,
        Self::Saxony,
        Self::SaxonyAnhalt,
        Self::SchleswigHolstein,
        Self::Thuringia,
    ];

    /// The code of ISO 3166-2:DE without its prefix.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.row().0
    }

    /// The first two digits of the official municipality key (Amtlicher Gemeindeschlüssel).
    #[must_use]
    pub const fn key(self) -> &'static str {
        self.row().1
    }

    /// Code, key, and bit in a set of states.
    const fn row(self) -> (&'static str, &'static str, u16) {
        match self {
            Self::SchleswigHolstein => ("SH", "01", 1 << 1),
            Self::Hamburg => ("HH", "02", 1 << 2),
            Self::LowerSaxony => ("NI", "03", 1 << 3),
            Self::Bremen => ("HB", "04", 1 << 4),
            Self::NorthRhineWestphalia => ("NW", "05", 1 << 5),
            Self::Hesse => ("HE", "06", 1 << 6),
            Self::RhinelandPalatinate => ("RP", "07", 1 << 7),
            Self::BadenWuerttemberg => ("BW", "08", 1 << 8),
            Self::Bavaria => ("BY", "09", 1 << 9),
            Self::Saarland => ("SL", "10", 1 << 10),
            Self::Berlin => ("BE", "11", 1 << 11),
            Self::Brandenburg => ("BB", "12", 1 << 12),
            Self::MecklenburgWesternPomerania => ("MV", "13", 1 << 13),
            Self::Saxony => ("SN", "14", 1 << 14),
            Self::SaxonyAnhalt => ("ST", "15", 1 << 15),
            Self::Thuringia => ("TH", "16", 1),
        }
    }

    /// Whether the state's act on administrative procedure has a text of its own instead of pointing to the federal one.
    ///
    /// Such a state takes a change of VwVfG over by an act of its own, sometimes months later; see
    /// [`Profile::fourth_day_from`](crate::Profile::fourth_day_from).
    #[must_use]
    pub const fn has_own_procedure_act(self) -> bool {
        !matches!(
            self,
            Self::Berlin
                | Self::Brandenburg
                | Self::LowerSaxony
                | Self::RhinelandPalatinate
                | Self::Saxony
                | Self::SaxonyAnhalt
        )
    }
}

impl FromStr for State {
    type Err = UnknownState;

    /// Reads a code such as `ST`.
    fn from_str(text: &str) -> Result<Self, UnknownState> {
        let found = Self::ALL.into_iter().find(|state| state.code() == text);
        found.ok_or_else(|| UnknownState(text.to_owned()))
    }
}

/// A set of states in a row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct States(u16);

impl States {
    /// All sixteen.
    pub(crate) const ALL: Self = Self(u16::MAX);
    /// The five that were the German Democratic Republic (with East Berlin, which is not in this set).
    pub(crate) const EAST: Self = Self::of(&[
        State::Brandenburg,
        State::MecklenburgWesternPomerania,
        State::Saxony,
        State::SaxonyAnhalt,
        State::Thuringia,
    ]);
    /// All others.
    pub(crate) const WEST: Self = Self(!Self::EAST.0);

    pub(crate) const fn of(states: &[State]) -> Self {
        let mut bits = 0;
        let mut rest = states;
        while let [first, others @ ..] = rest {
            bits |= first.row().2;
            rest = others;
        }
        Self(bits)
    }

    pub(crate) const fn has(self, state: State) -> bool {
        self.0 & state.row().2 != 0
    }
}

/// Where a day is a holiday or not: a state, and what is special about the municipality.
///
/// What counts is the place of the body a deadline is kept at, the town hall or the court, not the resident's home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Place {
    /// The state.
    pub state: State,
    /// Augsburg's Peace Festival on 8 August is a holiday here (city of Augsburg, FTG Bavaria Art. 1(2)).
    #[serde(default)]
    pub peace_festival: bool,
    /// Corpus Christi is a holiday here (some municipalities of Saxony and Thuringia). Without effect elsewhere.
    #[serde(default)]
    pub corpus_christi: bool,
    /// Assumption Day is a holiday here (municipalities of Bavaria with a Catholic majority, FTG Bavaria Art. 1(1)
    /// no. 2; the State Office for Statistics publishes the list after every census). Without effect elsewhere.
    #[serde(default)]
    pub assumption_day: bool,
}

/// Municipalities and districts whose own holidays follow from the first digits of the municipality key. Others are a
/// setting of the town: the lists name parts of municipalities or change with each census.
const KNOWN_PLACES: &[(&str, Place)] = &[
    // City of Augsburg; Catholic majority, so Assumption Day too.
    ("09761", Place { peace_festival: true, assumption_day: true, ..Place::new(State::Bavaria) }),
    // District of Eichsfeld, as a whole (ThürFGtG 2(2) with 10(1)).
    ("16061", Place { corpus_christi: true, ..Place::new(State::Thuringia) }),
];

impl Place {
    /// A place in a state without holidays of its own.
    #[must_use]
    pub const fn new(state: State) -> Self {
        Self { state, peace_festival: false, corpus_christi: false, assumption_day: false }
    }

    /// The place of a municipality by its official key (8 digits, or its beginning).
    ///
    /// Augsburg and the district of Eichsfeld are recognised. All other municipal holidays are left out until the town
    /// sets them: a holiday too few shows the resident an earlier end, never a later one.
    ///
    /// # Errors
    /// When the key does not begin with the number of a state or holds anything but digits.
    pub fn of_municipality(key: &str) -> Result<Self, UnknownState> {
        let digits = (2..=8).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_digit());
        let state = State::ALL.into_iter().find(|state| digits && key.starts_with(state.key()));
        let place = Self::new(state.ok_or_else(|| UnknownState(key.to_owned()))?);
        let known = KNOWN_PLACES.iter().find(|(start, _)| key.starts_with(start));
        Ok(known.map_or(place, |(_, its_place)| *its_place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_found_by_code_and_by_key() {
        for state in State::ALL {
            assert_eq!(state.code().parse(), Ok(state));
            assert_eq!(Place::of_municipality(&format!("{}001002", state.key())), Ok(Place::new(state)));
            assert!(States::ALL.has(state) && States::EAST.has(state) != States::WEST.has(state));
        }
        assert!("XX".parse::<State>().is_err());
        assert!(Place::of_municipality("17000000").is_err() && Place::of_municipality("0").is_err());
        assert!(Place::of_municipality("09 61000").is_err());
    }

    #[test]
    fn augsburg_and_the_eichsfeld_bring_their_holidays() {
        let augsburg = Place::of_municipality("09761000").unwrap();
        assert!(augsburg.peace_festival && augsburg.assumption_day && augsburg.state == State::Bavaria);
        assert!(Place::of_municipality("16061045").unwrap().corpus_christi);
        assert!(!Place::of_municipality("16051000").unwrap().corpus_christi);
    }
}
