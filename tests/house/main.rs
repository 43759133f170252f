//! Rules about the source itself. Each says what it found, where, and what to do; each is proved able to fail by
//! unit tests on small texts beside it.

mod rules;
mod rust_source;
mod svelte;
mod tree;

use rules::{law_words, manifests, migrations, names, size, slices, ui_walls, walls, words};
use tree::{Tree, check};

#[test]
fn no_hand_written_file_is_over_500_lines() {
    check(
        "A file over 500 lines is usually two rooms in one.",
        "cut it at a noun: the second noun gets its own file.",
        &size::long_files(&Tree::read()),
    );
}

#[test]
fn no_function_is_over_70_lines() {
    check(
        "A function is read on one screen.",
        "cut it at a verb: each step of the work becomes a function with a name.",
        &size::long_functions(&Tree::read()),
    );
}

#[test]
fn every_name_says_what_is_inside() {
    check(
        "Names like utils, common, helpers, manager and misc collect what nobody thought about.",
        "name the file after the noun it is about.",
        &names::empty_names(&Tree::read()),
    );
}

#[test]
fn sql_stands_in_stores() {
    check(
        "SQL stands in store.rs files and in server/src/db/, so that one look finds every query of a slice.",
        "move the statement into the store.rs of its slice and call it from here.",
        &walls::sql(&Tree::read()),
    );
}

#[test]
fn nobody_but_the_clock_reads_the_clock() {
    check(
        "Deadlines are tested by moving a clock, so nobody else may read the real one.",
        "take the Clock (or the time) as a parameter.",
        &walls::clock(&Tree::read()),
    );
}

#[test]
fn there_is_no_unsafe_code() {
    check(
        "unsafe is forbidden.",
        "find the safe way, or a well-kept crate.",
        &walls::unsafe_code(&Tree::read()),
    );
}

#[test]
fn the_types_on_the_wire_and_the_law_do_no_io() {
    check(
        "The api crate is shared by server and client, the law crate is pure: neither does I/O.",
        "move the code into the room that needs it.",
        &walls::io_in_pure_rooms(&Tree::read()),
    );
}

#[test]
fn only_one_file_of_the_ui_knows_the_shell() {
    check(
        "The UI asks the host \"can it?\", never \"am I in the app?\"; only ui/src/host/app.ts imports @tauri-apps.",
        "add a member to the Host interface in ui/src/host/index.ts, with a browser answer too.",
        &ui_walls::shell(&Tree::read()),
    );
}

#[test]
fn no_component_fetches() {
    check(
        "Requests leave the page through the api module, so that the app can send them its own way.",
        "call the api module in the route and hand the result down as props.",
        &ui_walls::fetching(&Tree::read()),
    );
}

#[test]
fn a_slice_has_one_noun_on_every_floor() {
    check(
        "Who knows the word of a slice finds it on every floor (ARCHITECTURE.md).",
        "rename it to the slice's noun; a new mechanism is added to FLOORS in tests/house/rules/slices.rs.",
        &slices::words(&Tree::read()),
    );
}

#[test]
fn a_slice_with_routes_has_types_tests_and_words() {
    check(
        "A slice with routes has types in api, tests in tests/http and words in the catalogues.",
        "add the missing file under the same noun.",
        &slices::floors(&Tree::read()),
    );
}

#[test]
fn every_text_exists_in_every_language() {
    check(
        "German, English and Leichte Sprache are complete.",
        "write the text in the catalogue named; Leichte Sprache is written, not translated.",
        &words::catalogues(&Tree::read()),
    );
}

#[test]
fn components_show_no_words_of_their_own() {
    check(
        "Words for people stand in ui/texts/<locale>/<slice>.ftl.",
        "give the text a key in all three catalogues and show it by the key.",
        &words::components(&Tree::read()),
    );
}

#[test]
fn program_text_is_free_of_german() {
    check(
        "German stands in the catalogues, in a town's configuration and in the demo.",
        "move the text into the catalogues.",
        &words::german(&Tree::read()),
    );
}

#[test]
fn every_dependency_gives_its_reason() {
    check(
        "A dependency is worth its line when the line says what we would write without it.",
        "add `# reason` behind it in the root Cargo.toml.",
        &manifests::reasons(&Tree::read()),
    );
}

#[test]
fn members_take_versions_and_lints_from_the_workspace() {
    let tree = Tree::read();
    check(
        "One version per dependency, in the root manifest.",
        "move the version to [workspace.dependencies] and write `name.workspace = true` here.",
        &manifests::versions(&tree),
    );
    check(
        "The lints are the same in every room.",
        "add `[lints]` with `workspace = true`.",
        &manifests::lints(&tree),
    );
}

#[test]
fn rooms_know_each_other_in_one_direction() {
    check(
        "src-tauri -> client -> api <- server -> law; api and law do no I/O.",
        "turn the dependency round, or move the shared type into api.",
        &manifests::walls(&Tree::read()),
    );
}

#[test]
fn migrations_are_numbered_without_gaps() {
    check(
        "Migrations go forward: 0001_, 0002_, ...",
        "give the migration the next free number; a released one is never renamed or changed.",
        &migrations::gaps(&Tree::read()),
    );
}

#[test]
fn the_page_knows_the_codes_of_the_law() {
    check(
        "A code without words would be shown as a code.",
        "run `cargo run -p rathaus-law --example catalogue > ui/src/features/mail/law.json`, then add words.",
        &law_words::copy(&Tree::read()),
    );
}
