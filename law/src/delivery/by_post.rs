//! Letters and transmissions: the law presumes a day of arrival (VwVfG 41(2), AO 122(2) and (2a), SGB X 37(2), VwZG
//! 4(2)). The presumption falls when the act arrived later or never; in doubt the authority has to prove it.

use jiff::civil::Date;

use super::{Arrival, Failed, Failure, Reading, Service, in_order};
use crate::error::LawError;
use crate::explanation::{Doubt, Step, StepCode};
use crate::regime::Rule;
use crate::state::Place;

/// Served some days after the posting or sending, unless it arrived later.
pub(super) fn presumed(
    rule: &Rule,
    authority: Place,
    code: StepCode,
    on: Date,
    arrival: Arrival,
) -> Result<Service, LawError> {
    let event = Step::event(code, on);
    let count = |days, minority| {
        Reading::counting(rule, authority, event.clone(), (days, StepCode::ServedByPresumption), minority)
    };
    let earliest = count(rule.days.0, false)?;
    let latest = count(rule.days.1, true)?;
    let arrived = |on| Reading::arrived(event.clone(), on, rule.row.statute);
    let later_of = |reading: Reading, on: Date| if on > reading.on { arrived(on) } else { reading };
    match arrival {
        Arrival::Presumed => Ok(earliest.and(Some(latest), Vec::new(), rule)),
        Arrival::ClaimedLater { on: claimed } => {
            in_order(on, claimed)?;
            let disputed = if claimed > earliest.on { vec![Doubt::ArrivalDisputed] } else { Vec::new() };
            Ok(earliest.and(Some(later_of(latest, claimed)), disputed, rule))
        }
        Arrival::ClaimedNever => Ok(earliest.and(None, vec![Doubt::ArrivalDisputed], rule)),
        Arrival::Proven { on: proven } => {
            in_order(on, proven)?;
            Ok(later_of(earliest, proven).and(Some(later_of(latest, proven)), Vec::new(), rule))
        }
        Arrival::Returned => Ok(Service::NotServed(Failed { failure: Failure::Returned, window: None })),
    }
}
