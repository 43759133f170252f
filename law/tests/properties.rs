//! What holds for every place, every day and every regime.

use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;
use rathaus_law::{
    Answer, Arrival, Circumstances, Deadline, Delivery, DeliveryRegime as Regime, Jurisdiction,
    LAST_EVENT_DAY, LawError, NoticeState, OzgDays, Period, Place, Profile, RemedyKind, RemedyTerm,
    Retrieval, Retriever, State, deadline, holiday_on, is_working_day,
};

fn days() -> impl Strategy<Value = Date> {
    let first = date(1990, 1, 1);
    let last = i64::from((LAST_EVENT_DAY - first).get_days());
    (0..=last).prop_map(move |days| first + jiff::Span::new().days(days))
}

/// Days near those where rules meet: ends of months and years, Easter, changes of law.
fn delicate_days() -> impl Strategy<Value = Date> {
    let near = |day: Date| (-12..=12_i64).prop_map(move |days| day + jiff::Span::new().days(days));
    prop_oneof![
        3 => days(),
        1 => (1991..2100_i16).prop_flat_map(move |year| near(date(year, 1, 31))),
        1 => (1991..2100_i16).prop_flat_map(move |year| near(date(year, 4, 7))),
        1 => (1991..2100_i16).prop_flat_map(move |year| near(date(year, 12, 28))),
        1 => near(date(2025, 1, 1)),
    ]
}

fn places() -> impl Strategy<Value = Place> {
    (prop::sample::select(State::ALL.to_vec()), any::<[bool; 3]>()).prop_map(|(state, flags)| {
        let [peace_festival, corpus_christi, assumption_day] = flags;
        Place { state, peace_festival, corpus_christi, assumption_day }
    })
}

fn remedies() -> impl Strategy<Value = RemedyTerm> {
    (
        prop::sample::select(RemedyKind::ALL),
        prop::sample::select(Jurisdiction::ALL),
        places(),
        prop::sample::select(NoticeState::ALL),
    )
        .prop_map(|(kind, jurisdiction, place, notice)| RemedyTerm { kind, jurisdiction, place, notice })
}

fn profiles() -> impl Strategy<Value = Profile> {
    let ozg_days = prop::sample::select(vec![OzgDays::Three, OzgDays::Four, OzgDays::Unsettled]);
    let late_state = 0..300_i64;
    (ozg_days, late_state).prop_map(|(ozg_days, late)| Profile {
        ozg_days,
        provision_ao: true,
        fourth_day_from: date(2025, 1, 1) + jiff::Span::new().days(late),
    })
}

fn arrivals(posted: Date) -> impl Strategy<Value = Arrival> {
    let later = (0..60_i64).prop_map(move |days| posted.saturating_add(jiff::Span::new().days(days)));
    let later = later.prop_map(|day| day.min(LAST_EVENT_DAY));
    prop_oneof![
        4 => Just(Arrival::Presumed),
        1 => later.clone().prop_map(|on| Arrival::ClaimedLater { on }),
        1 => Just(Arrival::ClaimedNever),
        1 => later.prop_map(|on| Arrival::Proven { on }),
        1 => Just(Arrival::Returned),
    ]
}

/// A delivery that fits the regime.
fn delivery(regime: Regime, on: Date) -> BoxedStrategy<Delivery> {
    let after = move |days: i64| on.saturating_add(jiff::Span::new().days(days)).min(LAST_EVENT_DAY);
    match regime {
        Regime::PaperVwVfG | Regime::PaperAo | Regime::PaperSgbX | Regime::FormalRegistered => {
            arrivals(on).prop_map(move |arrival| Delivery::Posted { on, arrival }).boxed()
        }
        Regime::ElectronicVwVfG | Regime::ElectronicAo | Regime::ElectronicSgbX => {
            arrivals(on).prop_map(move |arrival| Delivery::Sent { on, arrival }).boxed()
        }
        Regime::FormalDeed => Just(Delivery::Deed { on }).boxed(),
        Regime::RetrievalVwVfG | Regime::MailboxOzg | Regime::ProvisionAo | Regime::ProvisionSgbX => {
            let by = prop::sample::select(vec![
                Retriever::Recipient,
                Retriever::Representative,
                Retriever::HelperWithoutAuthority,
            ]);
            let retrieval = prop::option::weighted(0.8, (0..20_i64, by));
            (prop::option::weighted(0.9, 0..5_i64), arrivals(on), retrieval)
                .prop_map(move |(notice, notice_arrival, retrieval)| Delivery::Provided {
                    on,
                    notice_sent_on: notice.map(after),
                    notice_arrival,
                    retrieval: retrieval.map(|(days, by)| Retrieval { on: after(days), by }),
                })
                .boxed()
        }
    }
}

fn circumstances() -> impl Strategy<Value = Circumstances> {
    (prop::sample::select(Regime::ALL), delicate_days(), places(), remedies()).prop_flat_map(
        |(regime, on, authority, remedy)| {
            delivery(regime, on).prop_map(move |delivery| Circumstances {
                regime,
                delivery,
                authority,
                remedy,
            })
        },
    )
}

/// The deadline, when there is one; errors other than a regime that did not exist yet are failures.
fn found(circumstances: &Circumstances, profile: &Profile, asked_on: Date) -> Option<Deadline> {
    match deadline(circumstances, profile, asked_on) {
        Ok(Answer::Deadline(deadline)) => Some(deadline),
        Ok(Answer::NotYet(_) | Answer::NotServed(_)) | Err(LawError::NotInForce { .. }) => None,
        Err(error) => panic!("{error} for {circumstances:?}"),
    }
}

fn is_free(day: Date, place: Place) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
        || holiday_on(day, place).expect("a known day").is_some()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_deadline_keeps_the_promises(
        circumstances in circumstances(),
        profile in profiles(),
        asked_on in days(),
    ) {
        let Some(deadline) = found(&circumstances, &profile, asked_on) else { return Ok(()) };
        let place = circumstances.remedy.place;
        // Nothing is served before it was on its way, and no period ends before it began.
        prop_assert!(deadline.served_on >= circumstances.delivery.on());
        prop_assert!(deadline.safe_until > deadline.served_on);
        // What the resident is shown is never the later one.
        prop_assert!(deadline.final_after.is_none_or(|end| deadline.safe_until <= end));
        // Ends are working days.
        for end in [Some(deadline.safe_until), deadline.final_after].into_iter().flatten() {
            prop_assert!(!is_free(end, place) && is_working_day(end, place).unwrap());
        }
        // The explanation tells the same days.
        let explanation = &deadline.explanation;
        prop_assert_eq!(explanation.steps.last().unwrap().on, deadline.safe_until);
        prop_assert!(explanation.steps.iter().any(|step| step.on == deadline.served_on));
        match explanation.latest_steps.last() {
            Some(last) => prop_assert_eq!(Some(last.on), deadline.final_after),
            None => prop_assert!(deadline.final_after.is_none_or(|end| end == deadline.safe_until)),
        }
        // Two ends, or none at the end, have a reason; one end has no doubt.
        prop_assert_eq!(explanation.doubts.is_empty(), deadline.final_after == Some(deadline.safe_until));
        // Every step that moved something says what stood in the way.
        for step in explanation.steps.iter().chain(&explanation.latest_steps) {
            let moved = step.code.name().ends_with("moved") || step.code.name() == "service_stays";
            prop_assert_eq!(moved, !step.obstacles.is_empty());
        }
        // It survives storage.
        let json = serde_json::to_string(&deadline).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Deadline>(&json).unwrap(), &deadline);
    }

    #[test]
    fn a_later_event_never_ends_earlier(
        regime in prop::sample::select(Regime::ALL),
        on in delicate_days(),
        place in places(),
        remedy in remedies(),
        profile in profiles(),
        delay in 1..40_i64,
    ) {
        let ask = |on: Date| {
            let delivery = match regime {
                Regime::ElectronicVwVfG | Regime::ElectronicAo | Regime::ElectronicSgbX => {
                    Delivery::Sent { on, arrival: Arrival::Presumed }
                }
                Regime::FormalDeed => Delivery::Deed { on },
                Regime::RetrievalVwVfG | Regime::MailboxOzg | Regime::ProvisionAo | Regime::ProvisionSgbX => {
                    Delivery::Provided {
                        on,
                        notice_sent_on: Some(on),
                        notice_arrival: Arrival::Presumed,
                        retrieval: Some(Retrieval { on, by: Retriever::Recipient }),
                    }
                }
                _ => Delivery::Posted { on, arrival: Arrival::Presumed },
            };
            found(&Circumstances { regime, delivery, authority: place, remedy }, &profile, on)
        };
        let second = on.saturating_add(jiff::Span::new().days(delay)).min(LAST_EVENT_DAY);
        if let (Some(first), Some(second)) = (ask(on), ask(second)) {
            prop_assert!(first.served_on <= second.served_on);
            prop_assert!(first.safe_until <= second.safe_until);
            prop_assert!(first.final_after <= second.final_after);
        }
    }

    #[test]
    fn a_month_ends_on_the_same_number_or_on_the_last_day(event in days(), months in 1..=12_u16) {
        let end = Period::Months(months).end_after(event).unwrap();
        let is_last = end.on.day() == end.on.days_in_month();
        prop_assert!(end.on.day() == event.day() || (is_last && end.on.day() < event.day()));
        prop_assert_eq!(end.month_was_too_short, end.on.day() != event.day());
        let passed = (end.on.year() - event.year()) * 12 + i16::from(end.on.month()) - i16::from(event.month());
        prop_assert_eq!(passed, i16::try_from(months).unwrap());
    }

    #[test]
    fn whatever_is_asked_nothing_panics(
        regime in prop::sample::select(Regime::ALL),
        shape in prop::sample::select(Regime::ALL),
        years in prop::array::uniform4(-9999..=9999_i16),
        month in 1..=12_i8,
        place in places(),
        remedy in remedies(),
        profile in profiles(),
    ) {
        let [on, notice, opened, asked_on] = years.map(|year| date(year, month, 28));
        let delivery = match shape {
            Regime::PaperVwVfG => Delivery::Posted { on, arrival: Arrival::Proven { on: opened } },
            Regime::PaperAo => Delivery::Posted { on, arrival: Arrival::ClaimedLater { on: opened } },
            Regime::ElectronicAo => Delivery::Sent { on, arrival: Arrival::Presumed },
            Regime::FormalDeed => Delivery::Deed { on },
            _ => Delivery::Provided {
                on,
                notice_sent_on: Some(notice),
                notice_arrival: Arrival::ClaimedLater { on: opened },
                retrieval: Some(Retrieval { on: opened, by: Retriever::Recipient }),
            },
        };
        let answer = deadline(&Circumstances { regime, delivery, authority: place, remedy }, &profile, asked_on);
        if !(date(1990, 1, 1)..=LAST_EVENT_DAY).contains(&on) {
            prop_assert_eq!(answer.unwrap_err(), LawError::OutOfRange(on));
        }
    }
}

#[test]
fn one_year_from_every_leap_day_ends_on_28_february() {
    let leap_years = (1992..=2096).step_by(4);
    for year in leap_years {
        let end = Period::Years(1).end_after(date(year, 2, 29)).unwrap();
        assert_eq!(end.on, date(year + 1, 2, 28));
        assert!(end.month_was_too_short);
    }
}

#[test]
fn every_day_of_the_tables_has_an_answer_in_every_state() {
    let profile = Profile::default();
    for state in State::ALL {
        let place = Place::new(state);
        let remedy = RemedyTerm { notice: NoticeState::Doubtful, ..RemedyTerm::objection(place) };
        let mut on = date(1990, 1, 1);
        while on <= LAST_EVENT_DAY {
            let delivery = Delivery::Posted { on, arrival: Arrival::Presumed };
            let circumstances =
                Circumstances { regime: Regime::PaperVwVfG, delivery, authority: place, remedy };
            let answer = deadline(&circumstances, &profile, on);
            assert!(matches!(answer, Ok(Answer::Deadline(_))), "{state:?} {on}");
            on = on.saturating_add(jiff::Span::new().days(5));
        }
    }
}
