//! What the law says about a delivery. Days are those of the town hall; nothing is computed outside of [`rathaus_law`].

use jiff::{ToSpan, civil::Date, tz::TimeZone};
use rathaus_api::mail::{DraftLetter, LetterChannel};
use rathaus_law::{
    Answer, Arrival, Circumstances, Delivery, DeliveryRegime, LawError, NoticeState, Place, RemedyTerm,
    Retrieval, Retriever, State, Window, day_in_germany, deadline, remedy,
};

use super::store::DeliveryRow;
use crate::{App, clock::timestamp};

/// The day of a stored time, by the calendar of the town hall.
pub fn day(ms: i64) -> Date {
    day_in_germany(timestamp(ms))
}

/// Today, by the calendar of the town hall.
pub fn today(app: &App) -> Date {
    day_in_germany(app.clock().now())
}

/// The first moment of a day at the town hall, in milliseconds since 1970.
pub fn beginning(day: Date) -> i64 {
    let zone = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
    day.to_zoned(zone).map_or(i64::MAX, |midnight| midnight.timestamp().as_millisecond())
}

/// The first moment after a day.
pub fn end(day: Date) -> i64 {
    beginning(day.saturating_add(1.day()))
}

/// Where the town hall stands.
pub fn authority(app: &App) -> Option<Place> {
    let town = &app.config().town;
    let state = || town.state.trim_start_matches("DE-").parse::<State>().ok().map(Place::new);
    Place::of_municipality(&town.ags).ok().or_else(state)
}

/// The way of service on paper that takes the place of a digital one.
pub fn on_paper(regime: DeliveryRegime) -> DeliveryRegime {
    use DeliveryRegime as Regime;
    match regime {
        Regime::RetrievalVwVfG | Regime::ElectronicVwVfG | Regime::MailboxOzg | Regime::PaperVwVfG => {
            Regime::PaperVwVfG
        }
        Regime::ProvisionAo | Regime::ElectronicAo | Regime::PaperAo => Regime::PaperAo,
        Regime::ProvisionSgbX | Regime::ElectronicSgbX | Regime::PaperSgbX => Regime::PaperSgbX,
        Regime::FormalDeed => Regime::FormalDeed,
        Regime::FormalRegistered => Regime::FormalRegistered,
    }
}

/// The window of a delivery, if its way of service has one and the notice was sent.
pub fn window(app: &App, regime: DeliveryRegime, row: &DeliveryRow) -> Option<Window> {
    let notice = row.notice_sent_at.filter(|_| row.channel == LetterChannel::Digital)?;
    window_from(app, regime, day(notice))
}

/// The window that a notice on this day opens.
pub fn window_from(app: &App, regime: DeliveryRegime, notice: Date) -> Option<Window> {
    let place = authority(app).filter(|_| regime == DeliveryRegime::RetrievalVwVfG)?;
    Window::after_notice(notice, place).ok()
}

/// Until when the recipient of a delivery may object; nothing where no remedy is named, or nothing is known yet.
pub fn answer(app: &App, draft: &DraftLetter, row: &DeliveryRow) -> Option<Answer> {
    let way = match row.channel {
        LetterChannel::Digital => {
            let by = match row.retrieved_by.as_deref() {
                Some("representative") => Retriever::Representative,
                _ => Retriever::Recipient,
            };
            Delivery::Provided {
                on: day(row.provided_at?),
                notice_sent_on: row.notice_sent_at.map(day),
                notice_arrival: Arrival::Presumed,
                retrieval: row.retrieved_at.map(|at| Retrieval { on: day(at), by }),
            }
        }
        LetterChannel::Paper => {
            let returned = row.returned_on.is_some();
            let arrival = if returned { Arrival::Returned } else { Arrival::Presumed };
            Delivery::Posted { on: row.posted_on?, arrival }
        }
    };
    let regime = match row.channel {
        LetterChannel::Digital => draft.regime,
        LetterChannel::Paper => on_paper(draft.regime),
    };
    computed(app, draft, regime, way).ok().flatten()
}

/// The deadline if the recipient opened it today, or if it were posted today.
pub fn preview(app: &App, draft: &DraftLetter, channel: LetterChannel) -> Option<Answer> {
    let on = today(app);
    let (regime, way) = match channel {
        LetterChannel::Digital => (
            draft.regime,
            Delivery::Provided {
                on,
                notice_sent_on: Some(on),
                notice_arrival: Arrival::Presumed,
                retrieval: Some(Retrieval { on, by: Retriever::Recipient }),
            },
        ),
        LetterChannel::Paper => (on_paper(draft.regime), Delivery::Posted { on, arrival: Arrival::Presumed }),
    };
    computed(app, draft, regime, way).ok().flatten()
}

fn computed(
    app: &App,
    draft: &DraftLetter,
    regime: DeliveryRegime,
    delivery: Delivery,
) -> Result<Option<Answer>, LawError> {
    let (Some(place), Some(subject)) = (authority(app), draft.law_subject) else { return Ok(None) };
    let rule = remedy(place.state, subject, draft.decided_on.unwrap_or_else(|| today(app)))?;
    let notice = match &draft.remedy {
        Some(notice) if notice.check(&rule).is_complete() => NoticeState::Complete,
        Some(_) => NoticeState::Doubtful,
        None => NoticeState::Missing,
    };
    let remedy = RemedyTerm { kind: rule.kind, jurisdiction: rule.jurisdiction, place, notice };
    let circumstances = Circumstances { regime, delivery, authority: place, remedy };
    deadline(&circumstances, &app.config().mail.law, today(app)).map(Some)
}
