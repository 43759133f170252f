//! Where a rule stands: act, section and paragraph.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Declares the acts with their official abbreviations, which are names and are shown as they are in every language.
macro_rules! acts {
    ( $( $(#[$doc:meta])* $act:ident = $name:tt, $abbreviation:literal );+ $(;)? ) => {
        /// An act, ordinance or treaty.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub enum Act {
            $( $(#[$doc])* #[serde(rename = $name)] $act, )+
        }

        impl Act {
            /// Every act.
            pub const ALL: &'static [Self] = &[$( Self::$act ),+];

            /// The official abbreviation, with the state where several states have one of the same name.
            #[must_use]
            pub const fn abbreviation(self) -> &'static str {
                match self { $( Self::$act => $abbreviation ),+ }
            }
        }
    };
}

acts! {
    /// Bürgerliches Gesetzbuch.
    Bgb = "bgb", "BGB";
    /// Verwaltungsverfahrensgesetz of the Federation; the states' acts count their sections alike.
    VwVfG = "vwvfg", "VwVfG";
    /// Verwaltungsgerichtsordnung.
    VwGO = "vwgo", "VwGO";
    /// Verwaltungszustellungsgesetz of the Federation; the states' acts follow it.
    VwZG = "vwzg", "VwZG";
    /// Onlinezugangsgesetz.
    Ozg = "ozg", "OZG";
    /// Abgabenordnung.
    Ao = "ao", "AO";
    /// Sozialgesetzbuch, tenth book.
    SgbX = "sgb_x", "SGB X";
    /// Sozialgerichtsgesetz.
    Sgg = "sgg", "SGG";
    /// Finanzgerichtsordnung.
    Fgo = "fgo", "FGO";
    /// Zivilprozessordnung.
    Zpo = "zpo", "ZPO";
    /// Beamtenstatusgesetz.
    BeamtStG = "beamtstg", "BeamtStG";
    /// Einigungsvertrag.
    EinigVtr = "einigvtr", "EinigVtr";
    /// Gesetz über den Tag der deutschen Einheit of 1953.
    DayOfUnityAct1953 = "day_of_unity_act_1953", "TdEG 1953";
    /// Verordnung über die Einführung gesetzlicher Feiertage of 1990-05-16 (GDR, GBl. I p. 248), state law afterwards.
    FeiertEV = "feiertev", "FeiertEV 1990";
    /// Feiertagsgesetz of Baden-Württemberg.
    HolidaysBW = "holidays_bw", "FTG BW";
    /// Feiertagsgesetz of Bavaria.
    HolidaysBY = "holidays_by", "BayFTG";
    /// Gesetz über die Sonn- und Feiertage of Berlin.
    HolidaysBE = "holidays_be", "FeiertG BE";
    /// Feiertagsgesetz of Brandenburg.
    HolidaysBB = "holidays_bb", "FTG BB";
    /// Gesetz über die Sonn-, Gedenk- und Feiertage of Bremen.
    HolidaysHB = "holidays_hb", "FeiertG HB";
    /// Feiertagsgesetz of Hamburg.
    HolidaysHH = "holidays_hh", "FeiertG HH";
    /// Hessisches Feiertagsgesetz.
    HolidaysHE = "holidays_he", "HFeiertagsG";
    /// Feiertagsgesetz Mecklenburg-Vorpommern.
    HolidaysMV = "holidays_mv", "FTG M-V";
    /// Niedersächsisches Gesetz über die Feiertage.
    HolidaysNI = "holidays_ni", "NFeiertagsG";
    /// Feiertagsgesetz of North Rhine-Westphalia.
    HolidaysNW = "holidays_nw", "FTG NW";
    /// Landesgesetz über den Schutz der Sonn- und Feiertage of Rhineland-Palatinate.
    HolidaysRP = "holidays_rp", "LFtG RP";
    /// Gesetz über die Sonn- und Feiertage of the Saarland.
    HolidaysSL = "holidays_sl", "SFG SL";
    /// Gesetz über Sonn- und Feiertage im Freistaat Sachsen.
    HolidaysSN = "holidays_sn", "SächsSFG";
    /// Gesetz über die Sonn- und Feiertage of Saxony-Anhalt.
    HolidaysST = "holidays_st", "FeiertG LSA";
    /// Gesetz über Sonn- und Feiertage of Schleswig-Holstein.
    HolidaysSH = "holidays_sh", "SFTG SH";
    /// Thüringer Feier- und Gedenktagsgesetz.
    HolidaysTH = "holidays_th", "ThürFGtG";
    /// Gesetz zur Ausführung der Verwaltungsgerichtsordnung of Bavaria.
    CourtsBY = "courts_by", "AGVwGO BY";
    /// Gesetz zur Ausführung der Verwaltungsgerichtsordnung of Berlin.
    CourtsBE = "courts_be", "AGVwGO BE";
    /// Ausführungsgesetz zum Gerichtsstrukturgesetz of Mecklenburg-Western Pomerania.
    CourtsMV = "courts_mv", "AGGerStrG M-V";
    /// Hessisches Gesetz zur Ausführung der Verwaltungsgerichtsordnung.
    CourtsHE = "courts_he", "HessAGVwGO";
    /// Gesetz zur Ausführung der Verwaltungsgerichtsordnung of Hamburg.
    CourtsHH = "courts_hh", "AGVwGO HH";
    /// Niedersächsisches Ausführungsgesetz zur Verwaltungsgerichtsordnung, until 2014.
    FormerCourtsNI = "former_courts_ni", "Nds. AG VwGO";
    /// Niedersächsisches Justizgesetz.
    CourtsNI = "courts_ni", "NJG";
    /// Zweites Bürokratieabbaugesetz and Ausführungsgesetz of North Rhine-Westphalia, until 2010.
    FormerCourtsNW = "former_courts_nw", "AG VwGO NRW";
    /// Justizgesetz Nordrhein-Westfalen.
    CourtsNW = "courts_nw", "JustG NRW";
    /// Gesetz zur Ausführung der Verwaltungsgerichtsordnung of Saxony-Anhalt.
    CourtsST = "courts_st", "AG VwGO LSA";
    /// Thüringer Gesetz zur Ausführung der Verwaltungsgerichtsordnung.
    CourtsTH = "courts_th", "ThürAGVwGO";
}

impl Act {
    /// Whether the act counts articles instead of sections.
    #[must_use]
    pub const fn has_articles(self) -> bool {
        matches!(self, Self::HolidaysBY | Self::CourtsBY | Self::EinigVtr)
    }
}

/// A number of an act with its letter: `41`, `2a`. In JSON: that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mark {
    number: u16,
    letter: Option<char>,
}

impl Mark {
    /// Reads `41` or `122a`; nothing for anything else.
    #[must_use]
    pub const fn parse(text: &str) -> Option<Self> {
        let mut rest = text.as_bytes();
        let mut number: u16 = 0;
        while let [digit @ b'0'..=b'9', others @ ..] = rest {
            let Some(tens) = number.checked_mul(10) else { return None };
            // The widening of a byte that is a digit; `From` cannot be called in a constant.
            let Some(sum) = tens.checked_add(ascii_digit(*digit)) else { return None };
            number = sum;
            rest = others;
        }
        match (number, rest) {
            (0, _) => None,
            (_, []) => Some(Self { number, letter: None }),
            (_, [b'a']) => Some(Self { number, letter: Some('a') }),
            (_, [b'b']) => Some(Self { number, letter: Some('b') }),
            (_, [b'c']) => Some(Self { number, letter: Some('c') }),
            _ => None,
        }
    }
}

const fn ascii_digit(byte: u8) -> u16 {
    match byte {
        b'1' => 1,
        b'2' => 2,
        b'3' => 3,
        b'4' => 4,
        b'5' => 5,
        b'6' => 6,
        b'7' => 7,
        b'8' => 8,
        b'9' => 9,
        _ => 0,
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.number)?;
        self.letter.map_or(Ok(()), |letter| write!(out, "{letter}"))
    }
}

impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("expected a number with an optional letter"))
    }
}

/// A place in an act. `Display` gives the short form used among professionals, `VwVfG 41(2a)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Statute {
    /// The act.
    pub act: Act,
    /// Section, or article ([`Act::has_articles`]).
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub section: Mark,
    /// Paragraph, when the rule is not the whole section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub paragraph: Option<Mark>,
}

impl Statute {
    /// A place for the tables. An empty paragraph means the whole section.
    ///
    /// # Panics
    /// When a text is no [`Mark`]; the tables are constants, so the compiler finds it.
    #[must_use]
    pub const fn new(act: Act, section: &str, paragraph: &str) -> Self {
        let section = Mark::parse(section).expect("a section is a number with an optional letter");
        let paragraph = if paragraph.is_empty() {
            None
        } else {
            Some(Mark::parse(paragraph).expect("a paragraph is a number with an optional letter"))
        };
        Self { act, section, paragraph }
    }
}

impl fmt::Display for Statute {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.act.abbreviation(), self.section)?;
        self.paragraph.map_or(Ok(()), |paragraph| write!(out, "({paragraph})"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statute_reads_as_professionals_write_it_and_survives_storage() {
        let statute = Statute::new(Act::VwVfG, "41", "2a");
        assert_eq!(statute.to_string(), "VwVfG 41(2a)");
        assert_eq!(Statute::new(Act::Ao, "122a", "").to_string(), "AO 122a");
        let json = serde_json::to_string(&statute).unwrap();
        assert_eq!(json, r#"{"act":"vwvfg","section":"41","paragraph":"2a"}"#);
        assert_eq!(serde_json::from_str::<Statute>(&json).unwrap(), statute);
        assert!(serde_json::from_str::<Mark>("\"2a b\"").is_err());
    }

    #[test]
    fn nonsense_is_no_mark() {
        for text in ["", "a", "0", "2aa", "2d ", "-1", "70000"] {
            assert_eq!(Mark::parse(text), None, "{text}");
        }
    }

    #[test]
    fn abbreviations_are_unique() {
        let mut names: Vec<&str> = Act::ALL.iter().map(|act| act.abbreviation()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Act::ALL.len());
    }
}
