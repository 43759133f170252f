//! A slice has one English noun, on every floor where it has something.

use crate::tree::{Finding, Tree, in_file};

/// The slices of the town hall (ARCHITECTURE.md).
pub const SLICES: &[&str] = &[
    "accounts",
    "cases",
    "mail",
    "reports",
    "services",
    "applications",
    "questions",
    "appointments",
    "payments",
    "bookings",
    "news",
    "passes",
    "monitor",
    "staff",
    "representatives",
];

/// Rooms of `accounts` on the server that are slices of their own everywhere else.
const ROOMS: &[&str] = &["identity", "profile", "recovery"];

/// Where [`ROOMS`] stand inside their slice.
const SERVER: &str = "server/src/";

/// Folder, and what may stand there beside slices: the mechanisms, which know no slice.
const FLOORS: &[(&str, &[&str])] = &[
    ("api/src/", &["lib", "audit", "events", "ids", "map", "problem", "town"]),
    (
        SERVER,
        &[
            "lib",
            "main",
            "app",
            "audit",
            "blobs",
            "clock",
            "codes",
            "config",
            "connections",
            "db",
            "demo",
            "events",
            "http",
            "jobs",
            "keys",
            "map",
            "metrics",
            "notices",
            "print",
            "texts",
            "tls",
            "town",
            "vault",
            "web",
        ],
    ),
    ("ui/src/features/", &[]),
    ("ui/src/routes/resident/", &["home", "town"]),
    ("ui/src/routes/staff/", &["town"]),
    (
        "tests/http/",
        &[
            "main",
            "access_matrix",
            "audit",
            "bad_input",
            "contract",
            "events",
            "guesses",
            "idempotency",
            "limits",
            "notices",
            "town",
            "uploads",
        ],
    ),
];

/// Every floor uses the slices' words and the known words of mechanisms, no others.
pub fn words(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (floor, mechanisms) in FLOORS {
        for name in tree.names_in(floor) {
            let words = [SLICES, mechanisms, if *floor == SERVER { &[] } else { ROOMS }];
            let known = words.iter().any(|words| words.contains(&name.as_str()));
            if !known && !name.is_empty() {
                findings.push(in_file(
                    &format!("{floor}{name}"),
                    match near(&name) {
                        Some(slice) => format!("the slice is called \"{slice}\" on every floor"),
                        None => "neither a slice nor a known mechanism of this floor".to_owned(),
                    },
                ));
            }
        }
    }
    findings
}

/// A slice with routes has its types and its tests under the same word.
pub fn floors(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for slice in SLICES.iter().chain(ROOMS) {
        let home = if ROOMS.contains(slice) { "server/src/accounts" } else { "server/src" };
        let routes = ["http", "desk"].map(|part| format!("{home}/{slice}/{part}"));
        if routes.iter().any(|path| tree.has(&format!("{path}.rs")) || tree.has(path)) {
            for (floor, what) in [("api/src", "types on the wire"), ("tests/http", "tests of its routes")] {
                if !tree.has(&format!("{floor}/{slice}.rs")) && !tree.has(&format!("{floor}/{slice}")) {
                    findings.push(in_file(
                        &format!("{home}/{slice}"),
                        format!("has routes but no {what} ({floor}/{slice}.rs)"),
                    ));
                }
            }
        }
        let feature = format!("ui/src/features/{slice}");
        if tree.has(&feature) && !tree.has(&format!("ui/texts/de/{slice}.ftl")) {
            findings
                .push(in_file(&feature, format!("has no words of its own (ui/texts/<locale>/{slice}.ftl)")));
        }
    }
    findings
}

fn near(name: &str) -> Option<&'static str> {
    SLICES.iter().copied().find(|slice| slice.trim_end_matches('s') == name.trim_end_matches('s'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_word_for_a_slice_is_found() {
        let tree = Tree::of(&[
            ("api/src/report.rs", ""),
            ("server/src/reports/http.rs", ""),
            ("server/src/db/mod.rs", ""),
            ("ui/src/features/tickets/A.svelte", ""),
        ]);
        let findings = words(&tree);
        assert_eq!(findings.len(), 2, "{findings:?}");
        assert!(findings[0].what.contains("\"reports\""));
        assert_eq!(findings[1].place, "ui/src/features/tickets");
    }

    #[test]
    fn routes_without_types_tests_or_words_are_found() {
        let tree = Tree::of(&[("server/src/news/desk.rs", ""), ("ui/src/features/news/A.svelte", "")]);
        assert_eq!(floors(&tree).len(), 3);
        let tree =
            Tree::of(&[("server/src/news/desk.rs", ""), ("api/src/news.rs", ""), ("tests/http/news.rs", "")]);
        assert!(floors(&tree).is_empty());
    }
}
