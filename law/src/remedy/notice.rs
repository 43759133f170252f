//! Whether a remedy notice (Rechtsbehelfsbelehrung) says everything it must (VwGO 58(1), VwVfG 37(6)).

use serde::{Deserialize, Serialize};

use super::{RemedyKind, RemedyRule, term};
use crate::code::codes;
use crate::period::Period;

codes! {
    /// A part of a remedy notice.
    "notice-part" NoticePart {
        /// Which remedy.
        Remedy = "remedy",
        /// The authority or court it goes to.
        Body = "body",
        /// The seat of that body.
        Seat = "seat",
        /// The period.
        Period = "period",
        /// The forms. A notice need not name them; naming them incompletely makes it wrong.
        Forms = "forms",
    }
}

codes! {
    /// A form in which a remedy can be lodged.
    "form" Form {
        /// In writing.
        Written = "written",
        /// In electronic form (VwVfG 3a, VwGO 55a). A plain e-mail is none.
        Electronic = "electronic",
        /// Spoken, for the record of the body (VwGO 70(1), 81(1)).
        ForRecord = "for_record",
    }
}

/// A remedy notice taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct RemedyNotice {
    /// Which remedy it names.
    pub remedy: Option<RemedyKind>,
    /// The body it names; blank counts as missing.
    pub body: Option<String>,
    /// The seat of that body, at least its town; blank counts as missing.
    pub seat: Option<String>,
    /// The period it names.
    pub period: Option<Period>,
    /// The forms it names. Empty: it is silent about forms, which is allowed.
    pub forms: Vec<Form>,
}

/// What is wrong with a remedy notice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NoticeFindings {
    /// Parts that are not there.
    pub missing: Vec<NoticePart>,
    /// Parts that say something else than the law.
    pub wrong: Vec<NoticePart>,
}

impl NoticeFindings {
    /// Whether the decision may be sent. If not, a year would be open (VwGO 58(2)).
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty() && self.wrong.is_empty()
    }
}

impl RemedyNotice {
    /// The parts VwGO 58(1) asks for that are not there.
    #[must_use]
    pub fn missing(&self) -> Vec<NoticePart> {
        let blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        let parts = [
            (self.remedy.is_none(), NoticePart::Remedy),
            (blank(&self.body), NoticePart::Body),
            (blank(&self.seat), NoticePart::Seat),
            (self.period.is_none(), NoticePart::Period),
        ];
        parts.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, part)| part).collect()
    }

    /// Missing parts, and parts that differ from what the law says for the decision.
    ///
    /// A period that is too short or too long is wrong either way. Forms, once named, must all be there: a notice that
    /// leaves out the electronic form is wrong (BVerwG 9 C 8.19 of 2021-01-25). Where the resident has the choice between
    /// objection and action, the notice has to name both.
    #[must_use]
    pub fn check(&self, rule: &RemedyRule) -> NoticeFindings {
        let (regular, _) = term(rule.jurisdiction, rule.kind);
        let leaves_out_a_form =
            !self.forms.is_empty() && !Form::ALL.iter().all(|form| self.forms.contains(form));
        let parts = [
            (self.remedy.is_some_and(|named| named != rule.kind), NoticePart::Remedy),
            (self.period.is_some_and(|named| named != regular.period), NoticePart::Period),
            (leaves_out_a_form, NoticePart::Forms),
        ];
        let wrong = parts.into_iter().filter(|(is_wrong, _)| *is_wrong).map(|(_, part)| part).collect();
        NoticeFindings { missing: self.missing(), wrong }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::{Subject, remedy};
    use super::*;
    use crate::state::State;

    fn complete() -> RemedyNotice {
        RemedyNotice {
            remedy: Some(RemedyKind::Objection),
            body: Some("Town of Erlenbrück, Office for Fees".to_owned()),
            seat: Some("Markt 1, 06400 Erlenbrück".to_owned()),
            period: Some(Period::Months(1)),
            forms: Form::ALL.to_vec(),
        }
    }

    fn check(notice: &RemedyNotice, missing: &[NoticePart], wrong: &[NoticePart]) {
        let rule = remedy(State::SaxonyAnhalt, Subject::MunicipalLevies, date(2026, 1, 1)).unwrap();
        let found = notice.check(&rule);
        assert_eq!((found.missing.as_slice(), found.wrong.as_slice()), (missing, wrong));
        assert_eq!(found.is_complete(), missing.is_empty() && wrong.is_empty());
    }

    #[test]
    fn a_complete_notice_passes_with_or_without_forms() {
        check(&complete(), &[], &[]);
        check(&RemedyNotice { forms: Vec::new(), ..complete() }, &[], &[]);
    }

    #[test]
    fn each_missing_part_is_named() {
        check(&RemedyNotice { remedy: None, ..complete() }, &[NoticePart::Remedy], &[]);
        check(&RemedyNotice { body: Some(" ".to_owned()), ..complete() }, &[NoticePart::Body], &[]);
        check(&RemedyNotice { seat: None, ..complete() }, &[NoticePart::Seat], &[]);
        check(&RemedyNotice { period: None, ..complete() }, &[NoticePart::Period], &[]);
        let nothing = [NoticePart::Remedy, NoticePart::Body, NoticePart::Seat, NoticePart::Period];
        check(&RemedyNotice::default(), &nothing, &[]);
    }

    #[test]
    fn each_wrong_part_is_named() {
        let court = RemedyNotice { remedy: Some(RemedyKind::CourtAction), ..complete() };
        check(&court, &[], &[NoticePart::Remedy]);
        check(&RemedyNotice { period: Some(Period::Days(30)), ..complete() }, &[], &[NoticePart::Period]);
        check(&RemedyNotice { period: Some(Period::Months(2)), ..complete() }, &[], &[NoticePart::Period]);
        let on_paper = RemedyNotice { forms: vec![Form::Written, Form::ForRecord], ..complete() };
        check(&on_paper, &[], &[NoticePart::Forms]);
    }
}
