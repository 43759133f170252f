//! The holidays, day by day, against two libraries that other people wrote: Python `holidays` and npm `date-holidays`.
//!
//! `RATHAUS_TEST_PYTHON` names an interpreter with the package (`tests/requirements.txt`); `cargo xtask test` sets it, and
//! then both libraries have to be there. Without it the test takes what it finds and says what it left out.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use jiff::civil::{Date, date};
use rathaus_law::{Place, State, holiday_on};

const FIRST_YEAR: i16 = 2000;
const LAST_YEAR: i16 = 2035;

/// A day on which a library is known to be wrong.
struct Difference {
    library: &'static str,
    place: &'static str,
    on: Date,
    /// Why, with the statute.
    reason: &'static str,
}

/// None: `holidays` 0.108 and `date-holidays` 3.37.0 agree with the tables on every day. A difference that comes with a
/// new version of a library, and that the statute decides for us, is written down here with that statute.
const DIFFERENCES: &[Difference] = &[];

/// The names the scripts give to places, and ours.
fn places() -> Vec<(String, Place)> {
    let states = State::ALL.map(|state| (state.code().to_owned(), Place::new(state)));
    let bavaria = Place { assumption_day: true, ..Place::new(State::Bavaria) };
    let municipal = [
        ("BY+assumption", bavaria),
        ("BY+augsburg", Place { peace_festival: true, ..bavaria }),
        ("SN+corpus-christi", Place { corpus_christi: true, ..Place::new(State::Saxony) }),
        ("TH+corpus-christi", Place { corpus_christi: true, ..Place::new(State::Thuringia) }),
    ];
    states.into_iter().chain(municipal.map(|(name, place)| (name.to_owned(), place))).collect()
}

/// Runs a script; its first line is the library with its version, the others are `place day`. Nothing when the library
/// is not installed and need not be.
fn run(program: &str, script: &str) -> Option<(String, BTreeSet<String>)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/calendars").join(script);
    let years = [FIRST_YEAR.to_string(), LAST_YEAR.to_string()];
    let output = Command::new(program).arg(&script).args(years).output();
    let (worked, said, complaint) = match output {
        Ok(output) => {
            let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the scripts print ASCII");
            (output.status.success(), text(output.stdout), text(output.stderr))
        }
        Err(error) => (false, String::new(), error.to_string()),
    };
    if !worked {
        let is_required = std::env::var_os("RATHAUS_TEST_PYTHON").is_some();
        assert!(!is_required, "{program} cannot run {}: {complaint}", script.display());
        say(&format!("Holidays NOT compared by {}: {program} cannot run it.", script.display()));
        return None;
    }
    let mut lines = said.lines().map(str::to_owned);
    let library = lines.next().expect("the first line names the library");
    Some((library, lines.collect()))
}

/// Past the capture of the test harness: what was compared is told in every run.
fn say(sentence: &str) {
    writeln!(std::io::stderr(), "{sentence}").expect("standard error is open");
}

fn compare(library: &str, theirs: &BTreeSet<String>) {
    let (mut wrong, mut days, mut holidays) = (Vec::new(), 0_u32, 0_u32);
    let places = places();
    let end = date(LAST_YEAR, 12, 31);
    for (name, place) in &places {
        for day in date(FIRST_YEAR, 1, 1).series(jiff::Span::new().days(1)).take_while(|day| *day <= end) {
            let ours = holiday_on(day, *place).expect("the tables know these years");
            let is_known = DIFFERENCES
                .iter()
                .any(|known| known.on == day && known.place == *name && library.starts_with(known.library));
            if ours.is_some() != theirs.contains(&format!("{name} {day}")) && !is_known {
                wrong.push(format!("  {name} {day}: we say {:?}", ours.map(|holiday| holiday.holiday)));
            }
            days += 1;
            holidays += u32::from(ours.is_some());
        }
    }
    let codes: Vec<&str> = places.iter().map(|(name, _)| name.as_str()).collect();
    say(&format!(
        "Holidays compared with {library}, day by day, {FIRST_YEAR} to {LAST_YEAR}, in {}: {days} days, {holidays} \
         holidays, {} differences, {} known ones left out.",
        codes.join(" "),
        wrong.len(),
        DIFFERENCES.iter().filter(|known| library.starts_with(known.library)).count(),
    ));
    assert!(wrong.is_empty(), "{library} differs:\n{}", wrong.join("\n"));
}

#[test]
fn every_day_from_2000_to_2035_agrees_with_the_python_package_holidays() {
    let python = std::env::var("RATHAUS_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    if let Some((library, theirs)) = run(&python, "holidays_of.py") {
        compare(&library, &theirs);
    }
}

#[test]
fn every_day_from_2000_to_2035_agrees_with_the_npm_package_date_holidays() {
    if let Some((library, theirs)) = run("node", "holidays_of.mjs") {
        compare(&library, &theirs);
    }
}

#[test]
fn every_known_difference_gives_its_reason() {
    for known in DIFFERENCES {
        assert!(known.reason.len() > 20, "{} {}", known.place, known.on);
    }
}
