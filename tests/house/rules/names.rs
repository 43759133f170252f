//! Names that say nothing.

use crate::tree::{Finding, Tree, in_file};

/// A thing that would go into one of these has a noun of its own.
const FORBIDDEN: &[&str] = &[
    "utils",
    "util",
    "utilities",
    "common",
    "helpers",
    "helper",
    "manager",
    "managers",
    "misc",
    "shared",
    "lib2",
];
const PROGRAM_TEXT: &[&str] = &["rs", "ts", "js", "mjs", "svelte", "scss", "css", "ftl", "sql", "py"];

/// No file or folder of program text has a name that says nothing.
pub fn empty_names(tree: &Tree) -> Vec<Finding> {
    let written = tree.files().filter(|file| PROGRAM_TEXT.contains(&file.extension()));
    written
        .filter_map(|file| {
            let parts = file.path.split('/').flat_map(|part| part.split('.'));
            let empty = parts.map(str::to_lowercase).find(|part| {
                FORBIDDEN
                    .iter()
                    .any(|word| part == word || part.split(['_', '-']).any(|piece| piece == *word))
            })?;
            Some(in_file(&file.path, format!("\"{empty}\" does not say what is inside")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_words_are_found_in_folders_and_files() {
        let bad = [
            ("server/src/utils.rs", ""),
            ("ui/src/common/a.ts", ""),
            ("a/photo_helper.rs", ""),
            ("Manager.ts", ""),
        ];
        assert_eq!(empty_names(&Tree::of(&bad)).len(), bad.len());
        let good = [
            ("server/src/commons_of_the_town.rs", ""),
            ("docs/misc.md", ""),
            ("ui/src/kit/Button/Button.svelte", ""),
        ];
        assert!(empty_names(&Tree::of(&good)).is_empty());
    }
}
