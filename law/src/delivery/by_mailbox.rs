//! Mailboxes: served by actual retrieval (VwVfG 41(2a)), or by provision whether anybody looks or not (OZG 9, AO 122a,
//! SGB X 37(2a)).

use jiff::civil::Date;

use super::{
    Arrival, Failed, Failure, Reading, Retrieval, Retriever, Service, Waiting, WaitingFor, in_order,
};
use crate::days::later;
use crate::error::LawError;
use crate::explanation::{Doubt, Step, StepCode};
use crate::regime::{CountedFrom, Rule};
use crate::state::Place;
use crate::window::{Standing, Window};

/// The day of the provision and of the notice about it.
type Provision = (Date, Option<Date>);

/// The retrieval, when it counts: by the recipient or a representative (VwVfG 14).
fn counting(retrieval: Option<Retrieval>) -> Option<Retrieval> {
    retrieval.filter(|retrieval| match retrieval.by {
        Retriever::Recipient | Retriever::Representative => true,
        Retriever::HelperWithoutAuthority => false,
    })
}

fn check_order((on, notice_sent_on): Provision, retrieval: Option<Retrieval>) -> Result<(), LawError> {
    notice_sent_on.map_or(Ok(()), |notice| in_order(on, notice))?;
    retrieval.map_or(Ok(()), |retrieval| in_order(on, retrieval.on))
}

/// Served by actual retrieval, within a window after the notice.
pub(super) fn retrieved(
    rule: &Rule,
    authority: Place,
    provision: Provision,
    retrieval: Option<Retrieval>,
    asked_on: Date,
) -> Result<Service, LawError> {
    check_order(provision, retrieval)?;
    let (on, notice_sent_on) = provision;
    let window = notice_sent_on.map(|notice| Window::after_notice(notice, authority)).transpose()?;
    // Without a notice no window runs; the retrieval itself still serves.
    let standing = |day| window.as_ref().map_or(Standing::Open, |window| window.standing_on(day));
    let Some(opened) = counting(retrieval) else {
        if standing(asked_on) == Standing::Closed {
            return Ok(Service::NotServed(Failed { failure: Failure::WindowEnded, window }));
        }
        let waiting_for = match (retrieval, notice_sent_on) {
            (Some(_), _) => WaitingFor::Authority,
            (None, None) => WaitingFor::Notice,
            (None, Some(_)) => WaitingFor::Retrieval,
        };
        return Ok(Service::NotYet(Waiting { waiting_for, window }));
    };
    let standing = standing(opened.on);
    if standing == Standing::Closed {
        return Ok(Service::NotServed(Failed { failure: Failure::RetrievedTooLate, window }));
    }
    let count = |days, minority| {
        let event = Step::event(StepCode::Retrieved, opened.on);
        let mut reading =
            Reading::counting(rule, authority, event, (days, StepCode::ServedAfterRetrieval), minority)?;
        reading.steps.insert(0, Step::event(StepCode::Provided, on));
        Ok(reading)
    };
    let earliest: Reading = count(rule.days.0, false)?;
    let latest: Reading = count(rule.days.1, true)?;
    if standing == Standing::Doubtful {
        return Ok(earliest.and(None, vec![Doubt::WindowEnd], rule));
    }
    Ok(earliest.and(Some(latest), Vec::new(), rule))
}

/// Served by provision, or by the notice about it, whether anybody looks or not.
pub(super) fn provided(
    rule: &Rule,
    authority: Place,
    provision: Provision,
    notice_arrival: Arrival,
    retrieval: Option<Retrieval>,
) -> Result<Service, LawError> {
    check_order(provision, retrieval)?;
    let (on, notice_sent_on) = provision;
    let by_provision = Step::event(StepCode::Provided, on);
    let by_notice = notice_sent_on.map(|notice| Step::event(StepCode::NoticeSent, notice));
    let mut doubts = Vec::new();
    let (first, last) = match rule.row.from_event {
        CountedFrom::Notice => match by_notice {
            Some(notice) => (notice.clone(), Some(notice)),
            None => return Ok(waiting(WaitingFor::Notice)),
        },
        CountedFrom::ProvisionOrNotice => {
            doubts.extend(notice_doubt(on, notice_sent_on, Doubt::ProvisionOrNotice));
            (by_provision, by_notice)
        }
        // OZG 9(1) sentence 6: the notice goes out on the day of the provision at the latest.
        _ => {
            doubts.extend(notice_doubt(on, notice_sent_on, Doubt::NoticeLate));
            (by_provision, by_notice)
        }
    };
    let count = |event: Step, days, minority| {
        Reading::counting(rule, authority, event, (days, StepCode::ServedByPresumption), minority)
    };
    let earliest = count(first, rule.days.0, false)?;
    let latest = last.map(|event| count(event, rule.days.1, true)).transpose()?;
    if rule.days.0 != rule.days.1 {
        doubts.push(Doubt::OzgDays);
    }
    if rule.row.from_event == CountedFrom::Provision {
        return Ok(earliest.and(latest, doubts, rule));
    }
    Ok(by_arrival_of_notice(
        rule,
        (on, notice_sent_on),
        (earliest, latest),
        doubts,
        (notice_arrival, retrieval),
    ))
}

fn notice_doubt(on: Date, notice_sent_on: Option<Date>, when_later: Doubt) -> Option<Doubt> {
    match notice_sent_on {
        None => Some(Doubt::NoticeMissing),
        Some(notice) => (notice > on).then_some(when_later),
    }
}

fn waiting(waiting_for: WaitingFor) -> Service {
    Service::NotYet(Waiting { waiting_for, window: None })
}

/// AO 122a(4) sentences 2 to 4, SGB X 37(2a): when the notice did not arrive in time, or its arrival is disputed and
/// cannot be proven, the act is served with its actual retrieval.
fn by_arrival_of_notice(
    rule: &Rule,
    (on, notice_sent_on): Provision,
    (earliest, latest): (Reading, Option<Reading>),
    mut doubts: Vec<Doubt>,
    (notice_arrival, retrieval): (Arrival, Option<Retrieval>),
) -> Service {
    let with_retrieval = counting(retrieval).map(|opened| Reading {
        on: opened.on,
        steps: vec![
            Step::event(StepCode::Provided, on),
            Step::by(StepCode::ServedOnRetrieval, opened.on, rule.row.statute),
        ],
    });
    let in_time = |arrived: Date| notice_sent_on.is_some_and(|notice| arrived <= later(notice, rule.days.0));
    match notice_arrival {
        Arrival::Presumed => earliest.and(latest, doubts, rule),
        Arrival::Proven { on: arrived } | Arrival::ClaimedLater { on: arrived } if in_time(arrived) => {
            earliest.and(latest, doubts, rule)
        }
        Arrival::Proven { .. } | Arrival::Returned => match with_retrieval {
            Some(reading) => reading.alone(rule),
            None => waiting(WaitingFor::Retrieval),
        },
        Arrival::ClaimedLater { .. } | Arrival::ClaimedNever => {
            doubts.push(Doubt::ArrivalDisputed);
            match with_retrieval {
                // Opened before the presumed day: the earlier one is the safe one.
                Some(opened) if opened.on < earliest.on => opened.and(latest, doubts, rule),
                Some(opened) => {
                    let latest = latest.map(|latest| if opened.on > latest.on { opened } else { latest });
                    earliest.and(latest, doubts, rule)
                }
                None => earliest.and(None, doubts, rule),
            }
        }
    }
}
