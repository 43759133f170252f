//! Dependencies stand once, each with its reason, and rooms do not know each other the wrong way round.

use crate::tree::{Finding, Tree, in_file, in_line};

const ROOT: &str = "Cargo.toml";

/// Packages that open files, sockets or databases: nothing for the types on the wire.
const IO_PACKAGES: &[&str] = &[
    "tokio",
    "reqwest",
    "sqlx",
    "axum",
    "hyper",
    "object_store",
    "lettre",
    "tauri",
    "keyring",
    "tower-http",
];

/// Room, and the rooms or packages it must not know.
const WALLS: &[(&str, &[&str])] = &[
    ("server", &["rathaus-client", "rathaus-app", "tauri"]),
    ("client", &["rathaus-server", "rathaus-app", "tauri"]),
    ("src-tauri", &["rathaus-server"]),
    ("api", &["rathaus-server", "rathaus-client", "rathaus-app"]),
    ("api", IO_PACKAGES),
    ("pictures", &["rathaus-server", "rathaus-client", "rathaus-app", "rathaus-api"]),
    ("pictures", IO_PACKAGES),
    ("law", &["rathaus-server", "rathaus-client", "rathaus-app", "rathaus-api"]),
    ("law", IO_PACKAGES),
    ("letters", &["rathaus-server", "rathaus-client", "rathaus-app", "rathaus-api", "rathaus-law"]),
    ("letters", IO_PACKAGES),
];

/// Every dependency of the workspace says what we would write without it.
pub fn reasons(tree: &Tree) -> Vec<Finding> {
    let lines = entries(tree.text(ROOT).unwrap_or_default(), |table| table == "workspace.dependencies");
    lines
        .into_iter()
        .filter(|(_, line)| !line.contains("path =") && !has_reason(line))
        .map(|(number, line)| in_line(ROOT, number, format!("\"{}\" gives no reason", key(line))))
        .collect()
}

fn has_reason(line: &str) -> bool {
    line.rsplit_once('#').is_some_and(|(_, reason)| reason.trim().len() > 3)
}

/// Members take every dependency from the workspace.
pub fn versions(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files().filter(|file| file.path.ends_with("/Cargo.toml")) {
        for (number, line) in entries(&file.text, |table| table.ends_with("dependencies")) {
            if !line.contains("workspace = true") {
                let what = format!("\"{}\" has a version of its own", key(line));
                findings.push(in_line(&file.path, number, what));
            }
        }
    }
    findings
}

/// Members take the lints of the workspace.
pub fn lints(tree: &Tree) -> Vec<Finding> {
    let members =
        tree.files().filter(|file| file.path.ends_with("/Cargo.toml") && file.text.contains("[package]"));
    members
        .filter(|file| !file.text.contains("[lints]\nworkspace = true"))
        .map(|file| in_file(&file.path, "the lints of the workspace are not switched on"))
        .collect()
}

/// No room names a room or package behind one of its walls.
pub fn walls(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (room, forbidden) in WALLS {
        let path = format!("{room}/Cargo.toml");
        // Tests of a room may use what the room may not.
        let text = tree.text(&path).unwrap_or_default();
        for (number, line) in
            entries(text, |table| table.ends_with("dependencies") && !table.contains("dev-"))
        {
            let name = key(line);
            if forbidden.contains(&name) {
                findings.push(in_line(&path, number, format!("{room} must not know {name}")));
            }
        }
    }
    findings
}

/// The lines `name = ...` with their numbers, in the tables chosen.
fn entries(text: &str, chosen: impl Fn(&str) -> bool) -> Vec<(usize, &str)> {
    let mut inside = false;
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(table) = line.strip_prefix('[') {
            inside = chosen(table.trim_end_matches(']'));
        } else if inside && line.contains('=') && !line.starts_with('#') {
            found.push((index + 1, line));
        }
    }
    found
}

fn key(line: &str) -> &str {
    line.split(['=', '.', ' ']).next().unwrap_or(line).trim_matches('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_without_a_reason_is_found() {
        let root = "[workspace.dependencies]\na = { path = \"a\" }\nb = \"1\" # builds the bridge\nc = \"2\"\n[profile.dev]\nd = 1\n";
        let findings = reasons(&Tree::of(&[("Cargo.toml", root)]));
        assert_eq!(findings, [in_line("Cargo.toml", 4, "\"c\" gives no reason")]);
    }

    #[test]
    fn a_version_in_a_member_is_found() {
        let member = "[package]\nname = \"a\"\n[dependencies]\nb.workspace = true\nc = { workspace = true }\nd = \"1\"\n";
        let tree = Tree::of(&[("a/Cargo.toml", member)]);
        assert_eq!(versions(&tree).len(), 1);
        assert_eq!(lints(&tree).len(), 1);
    }

    #[test]
    fn a_wall_between_rooms_holds() {
        let server =
            "[dependencies]\nrathaus-client.workspace = true\n[dev-dependencies]\ntauri.workspace = true\n";
        let api = "[dependencies]\nserde.workspace = true\ntokio.workspace = true\n";
        let findings = walls(&Tree::of(&[("server/Cargo.toml", server), ("api/Cargo.toml", api)]));
        assert_eq!(findings.len(), 2, "{findings:?}");
    }
}
