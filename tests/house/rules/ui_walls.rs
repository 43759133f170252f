//! Walls inside the UI. The linter sees them too; here they hold even where somebody switches it off in a line.

use crate::tree::{File, Finding, Tree, in_line};

/// The only file that may know the shell.
const SHELL_DOOR: &str = "ui/src/host/app.ts";
const SHELL_TEST: &str = "ui/src/host/app.test.ts";
/// Where requests leave the page.
const DOORS: &[&str] = &["ui/src/api/", "ui/src/host/", "ui/src/worker/", "ui/src/service-worker"];

/// `@tauri-apps` is imported in one file; the test beside it replaces the shell.
pub fn shell(tree: &Tree) -> Vec<Finding> {
    let others =
        tree.files().filter(|file| file.is_ui_code() && file.path != SHELL_DOOR && file.path != SHELL_TEST);
    others
        .flat_map(|file| lines_with(file, |line| line.contains("@tauri-apps/"), "knows the shell"))
        .collect()
}

/// Pages and components do not fetch; the `api` module and the host do.
pub fn fetching(tree: &Tree) -> Vec<Finding> {
    let inside = tree.files().filter(|file| {
        file.is_ui_code() && !file.is_test() && !DOORS.iter().any(|door| file.path.starts_with(door))
    });
    inside.flat_map(|file| lines_with(file, fetches, "sends a request of its own")).collect()
}

fn fetches(line: &str) -> bool {
    let calls = line.match_indices("fetch(").any(|(place, _)| {
        !line[..place].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$' || c == '.')
            || line[..place].ends_with("window.")
            || line[..place].ends_with("globalThis.")
    });
    let others = ["new XMLHttpRequest", "new EventSource", "new WebSocket", "sendBeacon("];
    calls || others.iter().any(|word| line.contains(word))
}

fn lines_with(file: &File, wrong: impl Fn(&str) -> bool, what: &str) -> Vec<Finding> {
    let lines = file.text.lines().enumerate().filter(|(_, line)| {
        let start = line.trim_start();
        !start.starts_with("//") && !start.starts_with('*') && wrong(line)
    });
    lines.map(|(index, line)| in_line(&file.path, index + 1, format!("{what}: {}", line.trim()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_import_of_the_shell_is_found() {
        let import = "import { invoke } from '@tauri-apps/api/core';";
        let tree = Tree::of(&[("ui/src/host/app.ts", import), ("ui/src/kit/A.svelte", import)]);
        assert_eq!(shell(&tree).len(), 1);
    }

    #[test]
    fn a_fetching_component_is_found() {
        let tree = Tree::of(&[
            (
                "ui/src/features/reports/A.svelte",
                "// fetch(x)\nconst a = await fetch('/api/x');\nprefetch(a); store.fetch(a);",
            ),
            ("ui/src/routes/b.ts", "new EventSource('/api/events')"),
            ("ui/src/api/index.ts", "fetch(x)"),
        ]);
        let places: Vec<String> = fetching(&tree).into_iter().map(|finding| finding.place).collect();
        assert_eq!(places, ["ui/src/features/reports/A.svelte:2", "ui/src/routes/b.ts:1"]);
    }
}
