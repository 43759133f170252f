//! Public holidays: what changed when, and where.

use jiff::civil::{Date, date};
use rathaus_law::{
    HolidayKind, LawError, Obstacle, Place, State, add_working_days, holiday_on, holidays_of_year,
    is_working_day, next_working_day, obstacle_on,
};

/// The states in which a day is a holiday, by their codes.
fn states_with(on: Date) -> String {
    let has = |state: &State| holiday_on(on, Place::new(*state)).expect("a known day").is_some();
    let mut codes: Vec<&str> =
        State::ALL.iter().filter(|state| has(state)).map(|state| state.code()).collect();
    codes.sort_unstable();
    codes.join(" ")
}

const ALL: &str = "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH";
const EAST: &str = "BB MV SN ST TH";

#[test]
fn holidays_came_and_went() {
    for (on, states) in [
        // The old Day of German Unity, for the last time; a Sunday.
        (date(1990, 6, 17), "BE BW BY HB HE HH NI NW RP SH SL"),
        (date(1991, 6, 17), ""),
        (date(1990, 10, 3), ALL),
        // Ascension 1990: in the east for the first time since 1967.
        (date(1990, 5, 24), ALL),
        (date(1990, 10, 31), EAST),
        // Repentance Day: everywhere until 1994, then in Saxony alone.
        (date(1994, 11, 16), ALL),
        (date(1995, 11, 22), "SN"),
        (date(2026, 11, 18), "SN"),
        // Reformation Day.
        (date(2016, 10, 31), EAST),
        (date(2017, 10, 31), ALL),
        (date(2018, 10, 31), "BB HB HH MV NI SH SN ST TH"),
        // Women's Day.
        (date(2018, 3, 8), ""),
        (date(2019, 3, 8), "BE"),
        (date(2022, 3, 8), "BE"),
        (date(2023, 3, 8), "BE MV"),
        // World Children's Day.
        (date(2018, 9, 20), ""),
        (date(2019, 9, 20), "TH"),
        // Once only, in Berlin.
        (date(2020, 5, 8), "BE"),
        (date(2021, 5, 8), ""),
        (date(2025, 5, 8), "BE"),
        (date(2028, 6, 17), "BE"),
        // Always the same.
        (date(2026, 1, 6), "BW BY ST"),
        (date(2026, 4, 5), "BB"),
        (date(2026, 5, 24), "BB"),
        (date(2026, 6, 4), "BW BY HE NW RP SL"),
        (date(2026, 8, 15), "SL"),
        (date(2026, 11, 1), "BW BY NW RP SL"),
        // No holidays, whatever people think.
        (date(2026, 12, 24), ""),
        (date(2026, 12, 31), ""),
        (date(2026, 4, 2), ""),
    ] {
        assert_eq!(states_with(on), states, "{on}");
    }
}

#[test]
fn municipalities_have_holidays_of_their_own() {
    let has = |place: Place, on| holiday_on(on, place).unwrap().map(|holiday| holiday.holiday);
    let augsburg = Place::of_municipality("09761000").unwrap();
    assert_eq!(has(augsburg, date(2026, 8, 8)), Some(HolidayKind::PeaceFestival));
    assert_eq!(has(augsburg, date(2026, 8, 15)), Some(HolidayKind::AssumptionDay));
    let eichsfeld = Place::of_municipality("16061045").unwrap();
    assert_eq!(has(eichsfeld, date(2026, 6, 4)), Some(HolidayKind::CorpusChristi));
    let crostwitz = Place { corpus_christi: true, ..Place::new(State::Saxony) };
    assert_eq!(has(crostwitz, date(1992, 6, 18)), None);
    assert_eq!(has(crostwitz, date(1993, 6, 10)), Some(HolidayKind::CorpusChristi));
    // A flag that makes no sense in a state has no effect there.
    let everything =
        Place { state: State::Hamburg, peace_festival: true, corpus_christi: true, assumption_day: true };
    assert_eq!(holidays_of_year(2026, everything), holidays_of_year(2026, Place::new(State::Hamburg)));
}

#[test]
fn the_numbers_of_holidays_are_those_people_know() {
    let count = |place: Place| holidays_of_year(2026, place).unwrap().len();
    let of = |code: &str| count(Place::new(code.parse().unwrap()));
    for (code, number) in [
        ("BE", 10),
        ("BB", 12),
        ("BW", 12),
        ("BY", 12),
        ("HE", 10),
        ("NW", 11),
        ("SL", 12),
        ("SN", 11),
        ("TH", 11),
    ] {
        assert_eq!(of(code), number, "{code}");
    }
    assert_eq!(count(Place::of_municipality("09761000").unwrap()), 14);
}

#[test]
fn each_holiday_names_its_statute() {
    let statute = |on, state| holiday_on(on, Place::new(state)).unwrap().unwrap().statute.to_string();
    assert_eq!(statute(date(2026, 10, 3), State::Hesse), "EinigVtr 2(2)");
    assert_eq!(statute(date(1990, 6, 17), State::Hesse), "TdEG 1953 1");
    assert_eq!(statute(date(2026, 1, 6), State::SaxonyAnhalt), "FeiertG LSA 2");
    assert_eq!(statute(date(1990, 10, 31), State::Saxony), "FeiertEV 1990 1");
    assert_eq!(statute(date(2026, 11, 18), State::Saxony), "SächsSFG 1");
}

#[test]
fn two_holidays_on_one_day_are_both_listed() {
    // Ascension fell on 1 May in 2008.
    let on = date(2008, 5, 1);
    let year = holidays_of_year(2008, Place::new(State::Hesse)).unwrap();
    assert_eq!(year.iter().filter(|holiday| holiday.on == on).count(), 2);
    assert!(year.is_sorted_by_key(|holiday| holiday.on));
    assert_eq!(holiday_on(on, Place::new(State::Hesse)).unwrap().unwrap().holiday, HolidayKind::LabourDay);
}

#[test]
fn the_list_of_a_year_and_the_answer_for_a_day_agree() {
    for state in State::ALL {
        let place = Place { peace_festival: true, corpus_christi: true, assumption_day: true, state };
        for year in 1990..=2102 {
            let list = holidays_of_year(year, place).unwrap();
            let mut day = date(year, 1, 1);
            while day.year() == year {
                assert_eq!(
                    holiday_on(day, place).unwrap().is_some(),
                    list.iter().any(|holiday| holiday.on == day)
                );
                day = day.tomorrow().unwrap();
            }
        }
    }
}

#[test]
fn working_days_pass_over_weekends_and_holidays() {
    let st = Place::new(State::SaxonyAnhalt);
    let easter = next_working_day(date(2026, 4, 3), st).unwrap();
    assert_eq!(easter.on, date(2026, 4, 7));
    let passed: Vec<Date> = easter.obstacles.iter().map(Obstacle::on).collect();
    assert_eq!(passed, [date(2026, 4, 3), date(2026, 4, 4), date(2026, 4, 5), date(2026, 4, 6)]);
    assert!(matches!(easter.obstacles[1], Obstacle::Saturday { .. }));
    assert!(matches!(easter.obstacles[2], Obstacle::Sunday { .. }));
    assert_eq!(next_working_day(date(2026, 4, 7), st).unwrap().obstacles, []);
    assert!(is_working_day(date(2026, 12, 24), st).unwrap());
    assert_eq!(obstacle_on(date(2026, 12, 24), st), Ok(None));
    assert_eq!(add_working_days(date(2026, 4, 2), 1, st), Ok(date(2026, 4, 7)));
    assert_eq!(add_working_days(date(2026, 4, 2), 0, st), Ok(date(2026, 4, 2)));
    assert_eq!(add_working_days(date(2026, 12, 23), 3, st), Ok(date(2026, 12, 29)));
}

#[test]
fn days_outside_the_tables_are_an_error() {
    let st = Place::new(State::SaxonyAnhalt);
    for day in [date(1989, 12, 31), date(2103, 1, 1), Date::MIN, Date::MAX] {
        assert_eq!(holiday_on(day, st), Err(LawError::OutOfRange(day)));
        assert!(next_working_day(day, st).is_err() && is_working_day(day, st).is_err());
        assert!(holidays_of_year(day.year(), st).is_err());
    }
    assert!(holidays_of_year(i16::MAX, st).is_err());
    assert!(add_working_days(date(2102, 12, 30), 400, st).is_err());
}
