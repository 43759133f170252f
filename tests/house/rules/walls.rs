//! Walls inside the Rust rooms: what may be written where.

use crate::rust_source::{RustSource, line_of};
use crate::tree::{File, Finding, Tree, in_line};

/// First words of a statement, and a word that must follow, so that an English sentence is no statement.
const STATEMENTS: &[(&str, &str)] = &[
    ("SELECT ", ""),
    ("INSERT ", "INTO "),
    ("UPDATE ", " SET "),
    ("DELETE ", "FROM "),
    ("CREATE ", "TABLE "),
    ("ALTER ", "TABLE "),
    ("WITH ", "SELECT "),
    ("PRAGMA ", ""),
    ("BEGIN IMMEDIATE", ""),
];

/// Rooms whose SQL the rule guards. The tests' own database fixtures are no business of the house.
const PROGRAMS: &[&str] = &["api/", "law/", "letters/", "server/", "client/", "src-tauri/"];

/// What reads the real clock.
const CLOCK_WORDS: &[&str] =
    &["SystemTime::now", "Timestamp::now", "OffsetDateTime::now", "Zoned::now", "Utc::now", "Local::now"];
/// The clocks, and the shell, which tells the client the time as it tells it everything else of the device.
const CLOCK_ROOMS: &[&str] = &["server/src/clock.rs", "client/src/clock.rs", "src-tauri/src/"];

/// Rooms without I/O.
const PURE_ROOMS: &[&str] = &["api/src/", "law/src/", "letters/src/"];

/// I/O of the standard library: not for the types on the wire, nor for the law or the letters.
const IO_WORDS: &[&str] = &["std::fs", "std::net", "std::process", "std::env", "std::thread"];

/// SQL stands in `store.rs` files and in `server/src/db/`.
pub fn sql(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in programs(tree) {
        if file.path.ends_with("/store.rs")
            || file.path.contains("/store/")
            || file.path.starts_with("server/src/db/")
        {
            continue;
        }
        let source = RustSource::parse(&file.text);
        for (line, text) in &source.strings {
            if *line < source.first_test_line() && is_statement(text) {
                findings.push(in_line(&file.path, *line, format!("SQL: {}", beginning(text))));
            }
        }
        findings.extend(words(file, source.without_tests(), &["sqlx::query"], "builds a query"));
    }
    findings
}

fn is_statement(text: &str) -> bool {
    let text = text.trim_start();
    STATEMENTS
        .iter()
        .any(|(first, second)| text.strip_prefix(first).is_some_and(|rest| rest.contains(second)))
}

fn beginning(text: &str) -> String {
    text.split_whitespace().take(5).collect::<Vec<_>>().join(" ")
}

/// Only the clocks read the real clock; everything else is told the time.
pub fn clock(tree: &Tree) -> Vec<Finding> {
    let told = programs(tree)
        .filter(|file| !file.is_test() && !CLOCK_ROOMS.iter().any(|room| file.path.starts_with(room)));
    told.flat_map(|file| {
        words(file, RustSource::parse(&file.text).without_tests(), CLOCK_WORDS, "reads the real clock")
    })
    .collect()
}

/// The word `unsafe` stands nowhere.
pub fn unsafe_code(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust() {
        let source = RustSource::parse(&file.text);
        for (place, word) in source.code.match_indices("unsafe") {
            let before = source.code[..place].chars().next_back();
            let after = source.code[place + word.len()..].chars().next();
            let part_of_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            if !part_of_word(before) && !part_of_word(after) {
                findings.push(in_line(&file.path, line_of(&source.code, place), "unsafe code"));
            }
        }
    }
    findings
}

/// The types on the wire, the law and the letters do no I/O.
pub fn io_in_pure_rooms(tree: &Tree) -> Vec<Finding> {
    let pure = tree.rust().filter(|file| PURE_ROOMS.iter().any(|room| file.path.starts_with(room)));
    pure.flat_map(|file| words(file, &RustSource::parse(&file.text).code, IO_WORDS, "does I/O")).collect()
}

fn programs(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.rust().filter(|file| PROGRAMS.iter().any(|room| file.path.starts_with(room)))
}

fn words(file: &File, code: &str, forbidden: &[&str], what: &str) -> Vec<Finding> {
    let hits = forbidden.iter().flat_map(|word| code.match_indices(word));
    hits.map(|(place, word)| in_line(&file.path, line_of(code, place), format!("{word} {what}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_outside_a_store_is_found() {
        let text = "fn a() { sql(\"SELECT id FROM cases\"); }\nfn b() { sqlx::query(x) }\n";
        let tree = Tree::of(&[
            ("server/src/cases/http.rs", text),
            ("server/src/cases/store.rs", text),
            ("server/src/db/query.rs", text),
        ]);
        let places: Vec<String> = sql(&tree).into_iter().map(|finding| finding.place).collect();
        assert_eq!(places, ["server/src/cases/http.rs:1", "server/src/cases/http.rs:2"]);
    }

    #[test]
    fn a_sentence_is_no_statement() {
        assert!(!is_statement("UPDATE the page, then try again"));
        assert!(!is_statement("Select a category"));
        assert!(is_statement("\n  UPDATE cases SET status = $1"));
        assert!(is_statement("WITH a AS (SELECT 1) SELECT 2"));
    }

    #[test]
    fn a_look_at_the_real_clock_is_found_outside_clocks_and_tests() {
        let look =
            "fn a() { jiff::Timestamp::now(); }\n#[cfg(test)]\nmod tests { fn b() { SystemTime::now(); } }";
        let tree = Tree::of(&[
            ("server/src/cases/mod.rs", look),
            ("server/src/clock.rs", look),
            ("xtask/src/main.rs", look),
            ("client/tests/a.rs", look),
        ]);
        assert_eq!(
            clock(&tree),
            [in_line("server/src/cases/mod.rs", 1, "Timestamp::now reads the real clock")]
        );
    }

    #[test]
    fn unsafe_is_found_but_not_in_words_comments_and_strings() {
        let tree = Tree::of(&[(
            "a.rs",
            "// unsafe\n#![forbid(unsafe_code)]\nlet a = \"unsafe\";\nunsafe { b() }\n",
        )]);
        assert_eq!(unsafe_code(&tree), [in_line("a.rs", 4, "unsafe code")]);
    }

    #[test]
    fn io_in_a_pure_room_is_found() {
        assert_eq!(
            io_in_pure_rooms(&Tree::of(&[
                ("api/src/a.rs", "use std::fs;"),
                ("law/src/a.rs", "use std::env;"),
                ("law/tests/a.rs", "use std::env;"),
                ("server/src/a.rs", "use std::fs;")
            ]))
            .len(),
            2
        );
    }
}
