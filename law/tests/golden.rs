//! Cases with known answers: those of the specification and many more, each a row of days.

use jiff::civil::{Date, date};
use rathaus_law::{
    Answer, Arrival, Circumstances, Deadline, Delivery, DeliveryRegime as Regime, Doubt, Failure,
    HolidayKind, Jurisdiction, NoticeState, Obstacle, OzgDays, Period, Place, Profile, RemedyKind,
    RemedyTerm, Retrieval, Retriever, State, StepCode, WaitingFor, deadline, end_of_period, remedy_end,
};

const ST: Place = Place::new(State::SaxonyAnhalt);
const BW: Place = Place::new(State::BadenWuerttemberg);

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn ask(regime: Regime, delivery: Delivery, place: Place, profile: &Profile) -> Answer {
    let remedy = RemedyTerm::objection(place);
    let circumstances = Circumstances { regime, delivery, authority: place, remedy };
    deadline(&circumstances, profile, day("2026-06-01")).expect("the tables know it")
}

fn found(answer: Answer) -> Deadline {
    match answer {
        Answer::Deadline(deadline) => deadline,
        other => panic!("no deadline: {other:?}"),
    }
}

fn posted(regime: Regime, on: &str, place: Place) -> Deadline {
    let delivery = match regime {
        Regime::ElectronicVwVfG | Regime::ElectronicAo | Regime::ElectronicSgbX => {
            Delivery::Sent { on: day(on), arrival: Arrival::Presumed }
        }
        Regime::FormalDeed => Delivery::Deed { on: day(on) },
        _ => Delivery::Posted { on: day(on), arrival: Arrival::Presumed },
    };
    found(ask(regime, delivery, place, &Profile::default()))
}

/// Event, place, day of service, safe end, final end.
fn check(regime: Regime, place: Place, rows: &[(&str, &str, &str, &str)]) {
    for (event, served, safe, last) in rows {
        let found = posted(regime, event, place);
        let days = (found.served_on, found.safe_until, found.final_after);
        assert_eq!(days, (day(served), day(safe), Some(day(last))), "{regime:?} of {event}");
    }
}

fn retrieved(notice: &str, on: &str, place: Place) -> Answer {
    let retrieval = Some(Retrieval { on: day(on), by: Retriever::Recipient });
    let provided = Delivery::Provided {
        on: day(notice),
        notice_sent_on: Some(day(notice)),
        notice_arrival: Arrival::Presumed,
        retrieval,
    };
    ask(Regime::RetrievalVwVfG, provided, place, &Profile::default())
}

#[test]
fn letters_count_from_the_fourth_day_and_stay_on_holidays() {
    check(
        Regime::PaperVwVfG,
        ST,
        &[
            // Epiphany is a holiday in Saxony-Anhalt; a minority would move the day to the 7th.
            ("2026-01-02", "2026-01-06", "2026-02-06", "2026-02-09"),
            ("2025-01-27", "2025-01-31", "2025-02-28", "2025-02-28"),
            // The last letter of the third day and the first of the fourth.
            ("2024-12-31", "2025-01-03", "2025-02-03", "2025-02-03"),
            ("2025-01-01", "2025-01-05", "2025-02-05", "2025-02-07"),
            // A Sunday stays; the Saturday a month later moves.
            ("2026-10-07", "2026-10-11", "2026-11-11", "2026-11-12"),
            // Into the leap day.
            ("2024-01-27", "2024-01-30", "2024-02-29", "2024-02-29"),
            // Over the end of the year: 1 January 2027 is a Friday and a holiday, then a weekend.
            ("2026-11-27", "2026-12-01", "2027-01-04", "2027-01-04"),
            // Reformation Day, a Saturday in 2026.
            ("2026-09-26", "2026-09-30", "2026-10-30", "2026-10-30"),
            ("2026-09-27", "2026-10-01", "2026-11-02", "2026-11-02"),
        ],
    );
}

#[test]
fn tax_letters_move_their_day_of_service() {
    check(
        Regime::PaperAo,
        ST,
        &[
            ("2026-01-02", "2026-01-07", "2026-02-09", "2026-02-09"),
            ("2026-10-07", "2026-10-12", "2026-11-12", "2026-11-12"),
            // The fourth day is Good Friday; Easter moves it to Tuesday.
            ("2026-03-30", "2026-04-07", "2026-05-07", "2026-05-07"),
            // Before the Federal Fiscal Court turned, the Sunday stayed by the prevailing view.
            ("2003-10-09", "2003-10-12", "2003-11-12", "2003-11-13"),
        ],
    );
    check(Regime::ElectronicAo, ST, &[("2026-01-02", "2026-01-07", "2026-02-09", "2026-02-09")]);
}

#[test]
fn social_letters_never_move_their_day_of_service() {
    check(
        Regime::PaperSgbX,
        ST,
        &[
            ("2026-01-02", "2026-01-06", "2026-02-06", "2026-02-06"),
            ("2026-10-07", "2026-10-11", "2026-11-11", "2026-11-11"),
        ],
    );
    check(Regime::ElectronicSgbX, ST, &[("2024-12-31", "2025-01-03", "2025-02-03", "2025-02-03")]);
}

#[test]
fn transmissions_count_like_letters() {
    check(Regime::ElectronicVwVfG, ST, &[("2026-01-02", "2026-01-06", "2026-02-06", "2026-02-09")]);
}

#[test]
fn formal_service_counts_the_deed_or_the_fourth_day() {
    check(Regime::FormalDeed, ST, &[("2026-01-06", "2026-01-06", "2026-02-06", "2026-02-06")]);
    check(Regime::FormalRegistered, ST, &[("2026-01-02", "2026-01-06", "2026-02-06", "2026-02-09")]);
    let receipt = Delivery::Deed { on: day("2026-01-08") };
    let found = found(ask(Regime::FormalRegistered, receipt, ST, &Profile::default()));
    assert_eq!((found.served_on, found.safe_until), (day("2026-01-08"), day("2026-02-09")));
    for regime in [Regime::FormalDeed, Regime::FormalRegistered, Regime::PaperVwVfG] {
        assert!(!regime.allows_own_mailbox());
    }
}

#[test]
fn the_end_moves_by_the_holidays_of_the_authority() {
    let end = |served, place| remedy_end(day(served), RemedyTerm::objection(place)).unwrap().on;
    assert_eq!(end("2026-05-04", ST), day("2026-06-04"));
    assert_eq!(end("2026-05-04", BW), day("2026-06-05"));
    let thuringia = Place::new(State::Thuringia);
    assert_eq!(end("2026-05-04", thuringia), day("2026-06-04"));
    assert_eq!(end("2026-05-04", Place { corpus_christi: true, ..thuringia }), day("2026-06-05"));
    // Assumption Day on a Saturday in 2026, on a Sunday in 2027, on a Tuesday in 2028.
    let bavaria = Place::new(State::Bavaria);
    assert_eq!(end("2028-07-15", bavaria), day("2028-08-16").yesterday().unwrap());
    assert_eq!(end("2028-07-15", Place { assumption_day: true, ..bavaria }), day("2028-08-16"));
    // Augsburg: 8 August 2028 is a Tuesday.
    let augsburg = Place::of_municipality("09761000").unwrap();
    assert_eq!(end("2028-07-08", bavaria), day("2028-08-08"));
    assert_eq!(end("2028-07-08", augsburg), day("2028-08-09"));
    // Liberation Day in Berlin: a Thursday in 2025, and no holiday in 2026.
    let berlin = Place::new(State::Berlin);
    assert_eq!(end("2025-04-08", berlin), day("2025-05-09"));
    assert_eq!(end("2026-04-08", berlin), day("2026-05-08"));
}

#[test]
fn without_a_correct_notice_a_year_is_open() {
    let term = |notice| RemedyTerm { notice, ..RemedyTerm::objection(ST) };
    let end = |served, notice| remedy_end(day(served), term(notice)).unwrap().on;
    assert_eq!(end("2024-02-29", NoticeState::Missing), day("2025-02-28"));
    assert_eq!(end("2026-01-06", NoticeState::Missing), day("2027-01-07"));
    // In doubt the resident is shown the month, and the act becomes final after the year.
    let delivery = Delivery::Posted { on: day("2025-01-27"), arrival: Arrival::Presumed };
    let circumstances = Circumstances {
        regime: Regime::PaperVwVfG,
        delivery,
        authority: ST,
        remedy: term(NoticeState::Doubtful),
    };
    let found = found(deadline(&circumstances, &Profile::default(), day("2026-06-01")).unwrap());
    assert_eq!((found.safe_until, found.final_after), (day("2025-02-28"), Some(day("2026-02-02"))));
    assert_eq!(found.explanation.doubts, [Doubt::RemedyNotice]);
}

#[test]
fn every_jurisdiction_names_its_own_statutes() {
    for (jurisdiction, kind, period, year) in [
        (Jurisdiction::Administrative, RemedyKind::Objection, "VwGO 70(1)", "VwGO 58(2)"),
        (Jurisdiction::Administrative, RemedyKind::CourtAction, "VwGO 74(1)", "VwGO 58(2)"),
        (Jurisdiction::Social, RemedyKind::Objection, "SGG 84(1)", "SGG 66(2)"),
        (Jurisdiction::Fiscal, RemedyKind::Objection, "AO 355(1)", "AO 356(2)"),
    ] {
        for (notice, statute) in [(NoticeState::Complete, period), (NoticeState::Missing, year)] {
            let remedy = RemedyTerm { kind, jurisdiction, place: ST, notice };
            let delivery = Delivery::Posted { on: day("2026-01-02"), arrival: Arrival::Presumed };
            let circumstances = Circumstances { regime: Regime::PaperSgbX, delivery, authority: ST, remedy };
            let found = found(deadline(&circumstances, &Profile::default(), day("2026-06-01")).unwrap());
            assert_eq!(found.explanation.period.to_string(), statute);
        }
    }
}

#[test]
fn a_message_of_the_mailbox_is_served_the_day_after_its_retrieval() {
    for (notice, opened, served, safe) in [
        ("2026-01-28", "2026-01-30", "2026-01-31", "2026-03-02"),
        ("2026-03-30", "2026-03-31", "2026-04-01", "2026-05-04"),
        // Opened on the day it came.
        ("2026-03-30", "2026-03-30", "2026-03-31", "2026-04-30"),
        // Opened on the tenth day.
        ("2026-03-02", "2026-03-12", "2026-03-13", "2026-04-13"),
        ("2024-02-27", "2024-02-28", "2024-02-29", "2024-04-02"),
    ] {
        let found = found(retrieved(notice, opened, ST));
        assert_eq!((found.served_on, found.safe_until), (day(served), day(safe)), "{opened}");
        assert!(!found.provide_again && found.final_after.is_some());
    }
}

#[test]
fn between_the_two_ends_of_the_window_it_is_provided_again() {
    // The tenth day is Good Friday 2026-04-03; the next working day is Tuesday.
    let doubtful = found(retrieved("2026-03-24", "2026-04-05", ST));
    assert_eq!((doubtful.served_on, doubtful.safe_until), (day("2026-04-06"), day("2026-05-06")));
    assert!(doubtful.provide_again);
    assert_eq!(doubtful.final_after, None);
    assert!(!doubtful.is_final(day("2030-01-01")));
    assert_eq!(doubtful.explanation.doubts, [Doubt::WindowEnd]);
    assert!(!found(retrieved("2026-03-24", "2026-04-03", ST)).provide_again);
    let Answer::NotServed(failed) = retrieved("2026-03-24", "2026-04-08", ST) else { panic!("too late") };
    assert_eq!(failed.failure, Failure::RetrievedTooLate);
}

#[test]
fn an_unread_message_of_the_mailbox_is_never_served() {
    let ask_on = |asked_on: &str, notice_sent_on: Option<Date>, retrieval| {
        let delivery = Delivery::Provided {
            on: day("2026-03-24"),
            notice_sent_on,
            notice_arrival: Arrival::Presumed,
            retrieval,
        };
        let remedy = RemedyTerm::objection(ST);
        let circumstances = Circumstances { regime: Regime::RetrievalVwVfG, delivery, authority: ST, remedy };
        deadline(&circumstances, &Profile::default(), day(asked_on)).unwrap()
    };
    let notice = Some(day("2026-03-24"));
    for asked_on in ["2026-03-24", "2026-04-03", "2026-04-07"] {
        let Answer::NotYet(waiting) = ask_on(asked_on, notice, None) else {
            panic!("still open on {asked_on}")
        };
        assert_eq!(waiting.waiting_for, WaitingFor::Retrieval);
        let window = waiting.window.unwrap();
        assert_eq!((window.earlier_end, window.later_end), (day("2026-04-03"), day("2026-04-07")));
    }
    let Answer::NotServed(failed) = ask_on("2026-04-08", notice, None) else { panic!("ended") };
    assert_eq!(failed.failure, Failure::WindowEnded);
    // Without a notice no window runs, however long it lies there.
    let Answer::NotYet(waiting) = ask_on("2027-01-01", None, None) else { panic!("no window") };
    assert_eq!((waiting.waiting_for, waiting.window), (WaitingFor::Notice, None));
    // A helper without authority sees a copy and starts nothing.
    let helper = Some(Retrieval { on: day("2026-03-25"), by: Retriever::HelperWithoutAuthority });
    let Answer::NotYet(waiting) = ask_on("2026-03-26", notice, helper) else { panic!("not served") };
    assert_eq!(waiting.waiting_for, WaitingFor::Authority);
    let representative = Some(Retrieval { on: day("2026-03-25"), by: Retriever::Representative });
    assert!(matches!(ask_on("2026-03-26", notice, representative), Answer::Deadline(_)));
}

#[test]
fn the_federal_mailbox_reckons_with_the_third_and_the_fourth_day() {
    let provided = Delivery::Provided {
        on: day("2026-03-03"),
        notice_sent_on: Some(day("2026-03-03")),
        notice_arrival: Arrival::Presumed,
        retrieval: None,
    };
    for (ozg_days, served, safe, last) in [
        // Third day Friday 6 March, fourth Saturday 7 March, by a minority Monday 9 March.
        (OzgDays::Unsettled, "2026-03-06", "2026-04-07", "2026-04-09"),
        (OzgDays::Three, "2026-03-06", "2026-04-07", "2026-04-07"),
        (OzgDays::Four, "2026-03-07", "2026-04-07", "2026-04-09"),
    ] {
        let profile = Profile { ozg_days, ..Profile::default() };
        let found = found(ask(Regime::MailboxOzg, provided, ST, &profile));
        let days = (found.served_on, found.safe_until, found.final_after);
        assert_eq!(days, (day(served), day(safe), Some(day(last))), "{ozg_days:?}");
    }
    let unsettled = found(ask(Regime::MailboxOzg, provided, ST, &Profile::default()));
    assert_eq!(unsettled.explanation.doubts, [Doubt::DayOfService, Doubt::OzgDays]);
    // Before the other acts changed there was no doubt about the days.
    let Delivery::Provided { notice_arrival, retrieval, .. } = provided else { unreachable!() };
    let (on, notice_sent_on) = (day("2024-03-05"), Some(day("2024-03-05")));
    let earlier = Delivery::Provided { on, notice_sent_on, notice_arrival, retrieval };
    let found = found(ask(Regime::MailboxOzg, earlier, ST, &Profile::default()));
    assert_eq!((found.served_on, found.final_after), (day("2024-03-08"), Some(found.safe_until)));
}

#[test]
fn the_federal_mailbox_without_a_notice_in_time_is_in_doubt() {
    let ask_with = |notice_sent_on| {
        let delivery = Delivery::Provided {
            on: day("2026-03-02"),
            notice_sent_on,
            notice_arrival: Arrival::Presumed,
            retrieval: None,
        };
        let profile = Profile { ozg_days: OzgDays::Three, ..Profile::default() };
        found(ask(Regime::MailboxOzg, delivery, ST, &profile))
    };
    let late = ask_with(Some(day("2026-03-12")));
    assert_eq!((late.safe_until, late.final_after), (day("2026-04-07"), Some(day("2026-04-16"))));
    assert!(late.explanation.doubts.contains(&Doubt::NoticeLate));
    let none = ask_with(None);
    assert_eq!((none.safe_until, none.final_after), (day("2026-04-07"), None));
    assert_eq!(none.explanation.doubts, [Doubt::NoticeMissing]);
}

#[test]
fn tax_acts_for_retrieval_are_off_until_the_town_switches_them_on() {
    let provided = |on: &str, notice: &str| Delivery::Provided {
        on: day(on),
        notice_sent_on: Some(day(notice)),
        notice_arrival: Arrival::Presumed,
        retrieval: None,
    };
    let ask_with = |delivery, profile: &Profile| {
        let remedy = RemedyTerm::objection(ST);
        let circumstances = Circumstances { regime: Regime::ProvisionAo, delivery, authority: ST, remedy };
        deadline(&circumstances, profile, day("2026-06-01"))
    };
    assert!(ask_with(provided("2026-03-02", "2026-03-02"), &Profile::default()).is_err());
    let on = Profile { provision_ao: true, ..Profile::default() };
    let same_day = found(ask_with(provided("2026-03-02", "2026-03-02"), &on).unwrap());
    assert_eq!((same_day.served_on, same_day.final_after), (day("2026-03-06"), Some(day("2026-04-07"))));
    // Fourth day a Saturday: moves to Monday.
    let moved = found(ask_with(provided("2026-03-03", "2026-03-03"), &on).unwrap());
    assert_eq!((moved.served_on, moved.safe_until), (day("2026-03-09"), day("2026-04-09")));
    // The notice a week after the provision: both readings count from 2026 on, only the notice before.
    let apart = found(ask_with(provided("2026-03-02", "2026-03-09"), &on).unwrap());
    assert_eq!((apart.served_on, apart.final_after), (day("2026-03-06"), Some(day("2026-04-13"))));
    assert_eq!(apart.explanation.doubts, [Doubt::ProvisionOrNotice]);
    let before = found(ask_with(provided("2025-03-03", "2025-03-10"), &on).unwrap());
    assert_eq!((before.served_on, before.final_after), (day("2025-03-14"), Some(before.safe_until)));
}

#[test]
fn a_disputed_notice_makes_the_retrieval_count() {
    let ask_with = |notice_arrival, retrieved: Option<&str>| {
        let retrieval = retrieved.map(|on| Retrieval { on: day(on), by: Retriever::Recipient });
        let on = day("2026-03-02");
        let delivery = Delivery::Provided { on, notice_sent_on: Some(on), notice_arrival, retrieval };
        ask(Regime::ProvisionSgbX, delivery, ST, &Profile::default())
    };
    let days = |answer| {
        let found = found(answer);
        (found.served_on, found.safe_until, found.final_after)
    };
    let presumed = (day("2026-03-06"), day("2026-04-07"), Some(day("2026-04-07")));
    assert_eq!(days(ask_with(Arrival::Presumed, Some("2026-05-20"))), presumed);
    assert_eq!(days(ask_with(Arrival::Proven { on: day("2026-03-04") }, None)), presumed);
    assert_eq!(days(ask_with(Arrival::ClaimedLater { on: day("2026-03-06") }, None)), presumed);
    let never = Arrival::ClaimedNever;
    assert_eq!(days(ask_with(never, None)), (presumed.0, presumed.1, None));
    assert_eq!(days(ask_with(never, Some("2026-05-20"))), (presumed.0, presumed.1, Some(day("2026-06-22"))));
    // Opened before the presumed day: the earlier one is the safe one.
    assert_eq!(
        days(ask_with(never, Some("2026-03-03"))),
        (day("2026-03-03"), day("2026-04-07"), Some(day("2026-04-07")))
    );
    let late = Arrival::Proven { on: day("2026-03-20") };
    assert!(matches!(ask_with(late, None), Answer::NotYet(_)));
    assert_eq!(
        days(ask_with(late, Some("2026-03-20"))),
        (day("2026-03-20"), day("2026-04-20"), Some(day("2026-04-20")))
    );
}

#[test]
fn a_letter_that_arrived_later_or_never_moves_only_what_is_safe() {
    let ask_with = |arrival| {
        let delivery = Delivery::Posted { on: day("2026-03-02"), arrival };
        ask(Regime::PaperVwVfG, delivery, ST, &Profile::default())
    };
    let days = |arrival| {
        let found = found(ask_with(arrival));
        (found.served_on, found.safe_until, found.final_after)
    };
    let (served, safe) = (day("2026-03-06"), day("2026-04-07"));
    assert_eq!(days(Arrival::Presumed), (served, safe, Some(safe)));
    // Earlier than presumed changes nothing.
    assert_eq!(days(Arrival::Proven { on: day("2026-03-03") }), (served, safe, Some(safe)));
    let (later, its_end) = (day("2026-03-20"), day("2026-04-20"));
    assert_eq!(days(Arrival::Proven { on: later }), (later, its_end, Some(its_end)));
    assert_eq!(days(Arrival::ClaimedLater { on: later }), (served, safe, Some(its_end)));
    assert_eq!(days(Arrival::ClaimedNever), (served, safe, None));
    let Answer::NotServed(failed) = ask_with(Arrival::Returned) else { panic!("it came back") };
    assert_eq!(failed.failure, Failure::Returned);
}

#[test]
fn the_explanation_tells_each_step_and_the_holiday_that_moved_it() {
    let found = found(retrieved("2026-03-30", "2026-03-31", ST));
    let steps: Vec<(StepCode, Date)> =
        found.explanation.steps.iter().map(|step| (step.code, step.on)).collect();
    assert_eq!(
        steps,
        [
            (StepCode::Provided, day("2026-03-30")),
            (StepCode::Retrieved, day("2026-03-31")),
            (StepCode::ServedAfterRetrieval, day("2026-04-01")),
            (StepCode::PeriodStarts, day("2026-04-02")),
            (StepCode::PeriodEnds, day("2026-05-01")),
            (StepCode::EndMoved, day("2026-05-04")),
        ]
    );
    let moved = found.explanation.steps.last().unwrap();
    assert_eq!(moved.statute.unwrap().to_string(), "VwVfG 31(3)");
    let Obstacle::Holiday(labour_day) = moved.obstacles[0] else { panic!("{moved:?}") };
    assert_eq!((labour_day.holiday, labour_day.on), (HolidayKind::LabourDay, day("2026-05-01")));
    assert_eq!(moved.obstacles.len(), 3);
    assert_eq!(found.explanation.service.to_string(), "VwVfG 41(2a)");
    assert_eq!(found.days_left(day("2026-05-01")), 3);
    assert_eq!(found.days_left(day("2026-05-05")), -1);
    assert!(!found.is_final(day("2026-05-04")) && found.is_final(day("2026-05-05")));
}

#[test]
fn a_holiday_that_does_not_move_the_day_of_service_is_told_too() {
    let found = posted(Regime::PaperVwVfG, "2026-01-02", ST);
    let stays = &found.explanation.steps[2];
    assert_eq!((stays.code, stays.on), (StepCode::ServiceStays, day("2026-01-06")));
    assert!(
        matches!(stays.obstacles[..], [Obstacle::Holiday(holiday)] if holiday.holiday == HolidayKind::Epiphany)
    );
    assert_eq!(found.explanation.doubts, [Doubt::DayOfService]);
    let latest: Vec<StepCode> = found.explanation.latest_steps.iter().map(|step| step.code).collect();
    assert!(latest.contains(&StepCode::ServiceMoved) && latest.contains(&StepCode::EndMoved));
}

#[test]
fn other_periods_move_the_same_way() {
    let end = end_of_period(day("2026-03-20"), Period::Weeks(2), ST).unwrap();
    assert_eq!(end.on, day("2026-04-07"));
    assert_eq!(end.steps.last().unwrap().obstacles.len(), 4);
    assert_eq!(end_of_period(date(2026, 3, 2), Period::Days(3), ST).unwrap().on, day("2026-03-05"));
}
