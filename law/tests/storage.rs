//! What was stored stays readable: `tests/frozen/` holds answers as they were written. A frozen file is never changed;
//! when the form has to change, a new one is added and the old one must still be read.

use jiff::civil::date;
use rathaus_law::{
    Answer, Arrival, Circumstances, Delivery, DeliveryRegime, NoticeState, Place, Profile, RemedyTerm, State,
    deadline,
};

const DEADLINE_1: &str = include_str!("frozen/deadline-1.json");
const CIRCUMSTANCES_1: &str = include_str!("frozen/circumstances-1.json");

fn circumstances() -> Circumstances {
    let town = Place::new(State::SaxonyAnhalt);
    Circumstances {
        regime: DeliveryRegime::PaperVwVfG,
        delivery: Delivery::Posted {
            on: date(2026, 1, 2),
            arrival: Arrival::ClaimedLater { on: date(2026, 1, 9) },
        },
        authority: town,
        remedy: RemedyTerm { notice: NoticeState::Doubtful, ..RemedyTerm::objection(town) },
    }
}

#[test]
fn frozen_answers_are_read_and_written_as_ever() {
    let answer = deadline(&circumstances(), &Profile::default(), date(2026, 1, 2)).unwrap();
    assert_eq!(serde_json::from_str::<Answer>(DEADLINE_1).unwrap(), answer);
    assert_eq!(serde_json::to_string_pretty(&answer).unwrap(), DEADLINE_1.trim_end());
}

#[test]
fn frozen_circumstances_are_read_and_written_as_ever() {
    assert_eq!(serde_json::from_str::<Circumstances>(CIRCUMSTANCES_1).unwrap(), circumstances());
    assert_eq!(serde_json::to_string_pretty(&circumstances()).unwrap(), CIRCUMSTANCES_1.trim_end());
}

#[test]
fn a_profile_has_safe_defaults_for_what_it_leaves_out() {
    assert_eq!(serde_json::from_str::<Profile>("{}").unwrap(), Profile::default());
    assert!(serde_json::from_str::<Profile>(r#"{"ozg_day":"three"}"#).is_err());
}
