//! Speed: a deadline with its explanation in at most 20 microseconds (`cargo bench -p rathaus-law`).

use divan::{Bencher, black_box};
use jiff::civil::{Date, date};
use rathaus_law::{
    Answer, Arrival, Circumstances, Delivery, DeliveryRegime, NoticeState, Place, Profile, RemedyTerm,
    Retrieval, Retriever, State, deadline, holiday_on, holidays_of_year,
};

fn main() {
    divan::main();
}

const ST: Place = Place::new(State::SaxonyAnhalt);

fn compute(bencher: Bencher, regime: DeliveryRegime, delivery: Delivery, notice: NoticeState) {
    let remedy = RemedyTerm { notice, ..RemedyTerm::objection(ST) };
    let circumstances = Circumstances { regime, delivery, authority: ST, remedy };
    let profile = Profile { provision_ao: true, ..Profile::default() };
    let ask = || deadline(black_box(&circumstances), black_box(&profile), black_box(date(2026, 6, 1)));
    assert!(matches!(ask(), Ok(Answer::Deadline(_))));
    bencher.bench(ask);
}

fn retrieved(notice: Date, opened: Date) -> Delivery {
    Delivery::Provided {
        on: notice,
        notice_sent_on: Some(notice),
        notice_arrival: Arrival::Presumed,
        retrieval: Some(Retrieval { on: opened, by: Retriever::Recipient }),
    }
}

/// The town's mailbox, nothing in doubt, the end moved by a holiday and a weekend.
#[divan::bench]
fn retrieval_moved_by_a_holiday(bencher: Bencher) {
    let delivery = retrieved(date(2026, 3, 30), date(2026, 3, 31));
    compute(bencher, DeliveryRegime::RetrievalVwVfG, delivery, NoticeState::Complete);
}

/// A letter served on a holiday: two readings with an explanation each.
#[divan::bench]
fn letter_served_on_a_holiday(bencher: Bencher) {
    let delivery = Delivery::Posted { on: date(2026, 1, 2), arrival: Arrival::Presumed };
    compute(bencher, DeliveryRegime::PaperVwVfG, delivery, NoticeState::Complete);
}

/// The most expensive one: Easter in the day of service and in the window, the remedy notice in doubt.
#[divan::bench]
fn everything_in_doubt_over_easter(bencher: Bencher) {
    let delivery = retrieved(date(2026, 3, 24), date(2026, 4, 2));
    compute(bencher, DeliveryRegime::RetrievalVwVfG, delivery, NoticeState::Doubtful);
}

/// One look at the calendar.
#[divan::bench]
fn one_day(bencher: Bencher) {
    bencher.bench(|| holiday_on(black_box(date(2026, 7, 15)), black_box(ST)));
}

/// All holidays of a year.
#[divan::bench]
fn one_year(bencher: Bencher) {
    bencher.bench(|| holidays_of_year(black_box(2026), black_box(ST)));
}
