//! Which remedy a state has for which subject, as dated rows.
//!
//! The federal rule is the objection (VwGO 68(1)). A state may do without it (VwGO 68(1) sentence 2) or leave the choice.
//! Rows hold what a town decides; exceptions for acts of higher authorities are left out. A wrong remedy in the notice
//! opens a year (VwGO 58(2)), so everything that was not read in the text of the act itself says [`Confidence::Confirm`]:
//! the town's lawyer decides, and the town's own profile holds the answer.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::{Jurisdiction, RemedyKind};
use crate::code::codes;
use crate::days::{FIRST_DAY, event_day};
use crate::error::LawError;
use crate::state::{State, States};
use crate::statute::{Act, Statute};

codes! {
    /// What a decision is about, as far as states treat it differently.
    "subject" Subject {
        /// Anything that is not below.
        General = "general",
        /// Fees, contributions and local taxes by acts on municipal levies (Kommunalabgaben).
        MunicipalLevies = "municipal_levies",
        /// Property and trade tax set by the municipality (Realsteuern).
        RealTaxes = "real_taxes",
        /// Building and planning (Baurecht).
        Building = "building",
        /// Immissions, waste, soil, nature, water.
        Environment = "environment",
        /// Schools and transport to school.
        Schools = "schools",
        /// Examinations for a profession.
        ProfessionalExams = "professional_exams",
        /// Advance on child maintenance (Unterhaltsvorschuss).
        MaintenanceAdvance = "maintenance_advance",
        /// Housing benefit (Wohngeld).
        HousingBenefit = "housing_benefit",
        /// Child and youth welfare (SGB VIII): administrative courts.
        YouthWelfare = "youth_welfare",
        /// Grants for education (BAföG).
        EducationGrants = "education_grants",
        /// Civil servants of the town.
        CivilServants = "civil_servants",
        /// Residence of foreigners.
        Residence = "residence",
        /// Basic income support and social assistance (SGB II, SGB XII): social courts.
        SocialAssistance = "social_assistance",
    }
}

codes! {
    /// How sure a row is.
    "confidence" Confidence {
        /// Read in the text of the act.
        Sure = "sure",
        /// To be confirmed by the town's lawyer.
        Confirm = "confirm",
    }
}

/// The remedy for a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RemedyRule {
    /// Which remedy.
    pub kind: RemedyKind,
    /// Which courts in the end.
    pub jurisdiction: Jurisdiction,
    /// Where it stands.
    pub statute: Statute,
    /// How sure it is.
    pub confidence: Confidence,
}

/// One row.
struct Row {
    states: States,
    subjects: &'static [Subject],
    rule: RemedyRule,
    valid_from: Date,
    valid_to: Option<Date>,
}

use Subject::{
    Building, CivilServants, EducationGrants, Environment, General, HousingBenefit, MaintenanceAdvance,
    MunicipalLevies, ProfessionalExams, RealTaxes, Residence, Schools, SocialAssistance, YouthWelfare,
};

impl Row {
    const fn of(states: States, subjects: &'static [Subject], kind: RemedyKind, statute: Statute) -> Self {
        let rule = RemedyRule {
            kind,
            jurisdiction: Jurisdiction::Administrative,
            statute,
            confidence: Confidence::Sure,
        };
        Self { states, subjects, rule, valid_from: FIRST_DAY, valid_to: None }
    }

    const fn state(state: State, subjects: &'static [Subject], kind: RemedyKind, statute: Statute) -> Self {
        Self::of(States::of(&[state]), subjects, kind, statute)
    }

    const fn confirm(self) -> Self {
        Self { rule: RemedyRule { confidence: Confidence::Confirm, ..self.rule }, ..self }
    }

    const fn social(self) -> Self {
        Self { rule: RemedyRule { jurisdiction: Jurisdiction::Social, ..self.rule }, ..self }
    }

    const fn from(self, valid_from: Date) -> Self {
        Self { valid_from, ..self }
    }

    const fn to(self, valid_to: Date) -> Self {
        Self { valid_to: Some(valid_to), ..self }
    }

    fn matches(&self, state: State, subject: Subject, on: Date) -> bool {
        self.states.has(state)
            && self.subjects.contains(&subject)
            && self.valid_from <= on
            && self.valid_to.is_none_or(|to| on <= to)
    }
}

const OBJECTION: RemedyKind = RemedyKind::Objection;
const COURT: RemedyKind = RemedyKind::CourtAction;
const CHOICE: RemedyKind = RemedyKind::ObjectionOrCourtAction;

const VWGO_68: Statute = Statute::new(Act::VwGO, "68", "1");
const BY_CHOICE: Statute = Statute::new(Act::CourtsBY, "12", "1");
const BY_COURT: Statute = Statute::new(Act::CourtsBY, "12", "2");
const NI_COURT_2005: Statute = Statute::new(Act::FormerCourtsNI, "8a", "1");
const NI_OBJECTION_2005: Statute = Statute::new(Act::FormerCourtsNI, "8a", "3");
const NI_COURT: Statute = Statute::new(Act::CourtsNI, "80", "1");
const NI_OBJECTION: Statute = Statute::new(Act::CourtsNI, "80", "2");
const NW_COURT_2007: Statute = Statute::new(Act::FormerCourtsNW, "6", "1");
const NW_COURT: Statute = Statute::new(Act::CourtsNW, "110", "1");
const NW_OBJECTION: Statute = Statute::new(Act::CourtsNW, "110", "2");
const ST_OBJECTION: Statute = Statute::new(Act::CourtsST, "8a", "1");

/// Bavaria since 2007-07-01; what is Art. 12 today was Art. 15 before the act was renumbered.
const BY_FROM: Date = date(2007, 7, 1);
/// Lower Saxony since 2005-01-01; NJG since 2014-12-31.
const NI_FROM: Date = date(2005, 1, 1);
const NI_FORMER_TO: Date = date(2014, 12, 30);
const NJG_FROM: Date = date(2014, 12, 31);
/// North Rhine-Westphalia since 2007-11-01; JustG NRW since 2011-01-01. Levies and real taxes: objection again for acts
/// served after 2015-12-31 (JustG NRW 110(1) sentence 3).
const NW_FROM: Date = date(2007, 11, 1);
const NW_FORMER_TO: Date = date(2010, 12, 31);
const JUSTG_FROM: Date = date(2011, 1, 1);
const NW_LEVIES_TO: Date = date(2015, 12, 31);
const NW_LEVIES_FROM: Date = date(2016, 1, 1);

const BY: State = State::Bavaria;
const NI: State = State::LowerSaxony;
const NW: State = State::NorthRhineWestphalia;
const ST: State = State::SaxonyAnhalt;

/// The subjects for which Lower Saxony kept the objection (NJG 80(2)).
const NI_KEPT: &[Subject] = &[ProfessionalExams, Schools, Building, Environment, MaintenanceAdvance];
const LEVIES: &[Subject] = &[MunicipalLevies, RealTaxes];

/// The first row that matches the subject counts, else the first for [`Subject::General`].
static ROWS: &[Row] = &[
    // Federal law: SGG 78 leaves the states no choice.
    Row::of(States::ALL, &[SocialAssistance], OBJECTION, Statute::new(Act::Sgg, "78", "1")).social(),
    // Bavaria.
    Row::state(
        BY,
        &[MunicipalLevies, Schools, YouthWelfare, MaintenanceAdvance, HousingBenefit, EducationGrants],
        CHOICE,
        BY_CHOICE,
    )
    .from(BY_FROM),
    Row::state(BY, &[CivilServants, ProfessionalExams], CHOICE, BY_CHOICE).from(BY_FROM),
    // Whether real taxes belong to the levies is practice, not text.
    Row::state(BY, &[RealTaxes], CHOICE, BY_CHOICE).from(BY_FROM).confirm(),
    Row::state(BY, &[General], COURT, BY_COURT).from(BY_FROM),
    // Lower Saxony.
    Row::state(NI, NI_KEPT, OBJECTION, NI_OBJECTION_2005).from(NI_FROM).to(NI_FORMER_TO),
    Row::state(NI, NI_KEPT, OBJECTION, NI_OBJECTION).from(NJG_FROM),
    Row::state(NI, &[CivilServants], OBJECTION, Statute::new(Act::BeamtStG, "54", "2"))
        .from(NI_FROM)
        .confirm(),
    Row::state(NI, LEVIES, COURT, NI_COURT).from(NJG_FROM).confirm(),
    Row::state(NI, &[HousingBenefit, YouthWelfare, EducationGrants], COURT, NI_COURT)
        .from(NJG_FROM)
        .confirm(),
    Row::state(NI, &[General], COURT, NI_COURT_2005).from(NI_FROM).to(NI_FORMER_TO),
    Row::state(NI, &[General], COURT, NI_COURT).from(NJG_FROM),
    // North Rhine-Westphalia.
    Row::state(NW, LEVIES, COURT, NW_COURT_2007).from(NW_FROM).to(NW_FORMER_TO),
    Row::state(NW, LEVIES, COURT, NW_COURT).from(JUSTG_FROM).to(NW_LEVIES_TO),
    Row::state(NW, LEVIES, OBJECTION, VWGO_68).from(NW_LEVIES_FROM),
    Row::state(NW, &[ProfessionalExams, Schools], OBJECTION, NW_OBJECTION).from(JUSTG_FROM),
    Row::state(NW, &[EducationGrants], OBJECTION, NW_OBJECTION).from(JUSTG_FROM).confirm(),
    Row::state(NW, &[MaintenanceAdvance, HousingBenefit, YouthWelfare, CivilServants], COURT, NW_COURT)
        .from(JUSTG_FROM)
        .confirm(),
    Row::state(NW, &[General], COURT, NW_COURT_2007).from(NW_FROM).to(NW_FORMER_TO),
    Row::state(NW, &[General], COURT, NW_COURT).from(JUSTG_FROM),
    // Saxony-Anhalt: no objection where the town itself would decide it, but not in self-government of municipalities
    // that belong to a district, and not for levies. A city without district has to look.
    Row::state(ST, LEVIES, OBJECTION, ST_OBJECTION),
    Row::state(ST, &[CivilServants, ProfessionalExams], OBJECTION, ST_OBJECTION),
    Row::state(ST, &[General], OBJECTION, ST_OBJECTION).confirm(),
    // States with lists of exceptions.
    Row::state(State::Berlin, &[Residence], COURT, Statute::new(Act::CourtsBE, "4", "2")).confirm(),
    Row::state(State::Hesse, &[General], OBJECTION, Statute::new(Act::CourtsHE, "16a", "")).confirm(),
    Row::state(State::Hamburg, &[General], OBJECTION, Statute::new(Act::CourtsHH, "6", "2")).confirm(),
    Row::state(
        State::MecklenburgWesternPomerania,
        &[General],
        OBJECTION,
        Statute::new(Act::CourtsMV, "13a", ""),
    )
    .confirm(),
    Row::state(State::Thuringia, &[MunicipalLevies], OBJECTION, Statute::new(Act::CourtsTH, "9", "3"))
        .from(date(2012, 1, 1)),
    Row::state(State::Thuringia, &[General], OBJECTION, Statute::new(Act::CourtsTH, "9", "")).confirm(),
    // No exception for towns known: Baden-Württemberg (only acts of the Regierungspräsidien), Brandenburg.
    Row::of(States::of(&[State::BadenWuerttemberg, State::Brandenburg]), &[General], OBJECTION, VWGO_68),
];

/// What holds where no row does.
const FEDERAL: Row = Row::of(States::ALL, &[General], OBJECTION, VWGO_68).confirm();

/// The remedy against a decision of a town in a state on the day of its service.
///
/// # Errors
/// [`LawError::OutOfRange`] for a day outside 1990 to 2100.
pub fn remedy(state: State, subject: Subject, on: Date) -> Result<RemedyRule, LawError> {
    let on = event_day(on)?;
    let of = |wanted| ROWS.iter().find(|row| row.matches(state, wanted, on));
    let row = of(subject).or_else(|| of(General));
    Ok(row.map_or(FEDERAL.rule, |row| row.rule))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(state: State, subject: Subject, on: Date, kind: RemedyKind, confidence: Confidence) {
        let found = remedy(state, subject, on).unwrap();
        assert_eq!((found.kind, found.confidence), (kind, confidence), "{state:?} {subject:?} {on}");
    }

    #[test]
    fn states_differ_by_subject_and_date() {
        let (sure, confirm) = (Confidence::Sure, Confidence::Confirm);
        let today = date(2026, 1, 1);
        check(NI, General, today, COURT, sure);
        check(NI, General, date(2004, 12, 31), OBJECTION, confirm);
        check(NI, Building, today, OBJECTION, sure);
        check(BY, General, today, COURT, sure);
        check(BY, General, date(2007, 6, 30), OBJECTION, confirm);
        check(BY, MunicipalLevies, today, CHOICE, sure);
        check(NW, General, today, COURT, sure);
        check(NW, General, date(2007, 10, 31), OBJECTION, confirm);
        check(NW, MunicipalLevies, date(2015, 12, 31), COURT, sure);
        check(NW, MunicipalLevies, date(2016, 1, 1), OBJECTION, sure);
        check(ST, MunicipalLevies, today, OBJECTION, sure);
        check(ST, General, today, OBJECTION, confirm);
        check(State::BadenWuerttemberg, General, today, OBJECTION, sure);
    }

    #[test]
    fn social_assistance_goes_to_the_social_courts_everywhere() {
        for state in State::ALL {
            let found = remedy(state, SocialAssistance, date(2026, 1, 1)).unwrap();
            assert_eq!((found.kind, found.jurisdiction), (OBJECTION, Jurisdiction::Social));
        }
    }

    #[test]
    fn every_state_and_subject_has_a_remedy_on_every_day() {
        for state in State::ALL {
            for subject in Subject::ALL {
                for year in 1990..=2100 {
                    assert!(remedy(state, *subject, date(year, 7, 1)).is_ok());
                }
            }
        }
        assert!(remedy(BY, General, date(1989, 12, 31)).is_err());
    }
}
