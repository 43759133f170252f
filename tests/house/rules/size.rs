//! Files and functions stay small enough to be read at once.

use crate::rust_source::{RustSource, line_of};
use crate::tree::{Finding, Tree, in_file, in_line};

/// Most lines of a hand-written file.
pub const FILE_LINES_MAX: usize = 500;
/// Most lines of a function.
pub const FUNCTION_LINES_MAX: usize = 70;

/// Files that a program writes.
const GENERATED: &[&str] = &["ui/src/api/schema.ts", "ui/src/api/openapi.json"];
const HAND_WRITTEN: &[&str] = &["rs", "ts", "js", "mjs", "svelte", "css", "scss", "ftl", "sql", "html"];

/// No hand-written file is longer than [`FILE_LINES_MAX`].
pub fn long_files(tree: &Tree) -> Vec<Finding> {
    let written = tree.files().filter(|file| HAND_WRITTEN.contains(&file.extension()));
    let written = written
        .filter(|file| !GENERATED.contains(&file.path.as_str()) && !file.path.starts_with("src-tauri/gen/"));
    written
        .filter_map(|file| {
            let lines = file.text.lines().count();
            (lines > FILE_LINES_MAX)
                .then(|| in_file(&file.path, format!("{lines} lines, {FILE_LINES_MAX} are allowed")))
        })
        .collect()
}

/// No function is longer than [`FUNCTION_LINES_MAX`].
pub fn long_functions(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust() {
        let source = RustSource::parse(&file.text);
        for (line, name, lines) in functions(&source.code) {
            if lines > FUNCTION_LINES_MAX {
                let what = format!("fn {name} has {lines} lines, {FUNCTION_LINES_MAX} are allowed");
                findings.push(in_line(&file.path, line, what));
            }
        }
    }
    findings
}

/// First line, name and number of lines of every function with a body.
fn functions(code: &str) -> Vec<(usize, &str, usize)> {
    code.match_indices("fn ")
        .filter(|(place, _)| !code[..*place].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        .filter_map(|(place, _)| {
            let rest = &code[place..];
            let name = rest[3..].trim_start().split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
            let lines = rest[..body_end(rest)?].matches('\n').count() + 1;
            (!name.is_empty()).then_some((line_of(code, place), name, lines))
        })
        .collect()
}

/// Where the body of the function at the start of `code` ends; nothing for a declaration without a body.
fn body_end(code: &str) -> Option<usize> {
    let (mut round, mut curly) = (0_i32, 0_i32);
    for (place, c) in code.char_indices() {
        match c {
            '(' | '[' => round += 1,
            ')' | ']' => round -= 1,
            ';' if round == 0 && curly == 0 => return None,
            '{' => curly += 1,
            '}' => {
                curly -= 1;
                if curly <= 0 {
                    return Some(place);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_501_lines_is_found_and_one_of_500_is_not() {
        let (fits, long) = ("x\n".repeat(500), "x\n".repeat(501));
        let tree = Tree::of(&[("a.rs", &fits), ("b.svelte", &long), ("ui/src/api/schema.ts", &long)]);
        let findings = long_files(&tree);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].place, "b.svelte");
    }

    #[test]
    fn a_function_of_71_lines_is_found_and_one_of_70_is_not() {
        let body = |lines: usize| "    x();\n".repeat(lines - 2);
        let text = format!(
            "/// fn no\nfn fits() {{\n{}}}\nimpl A {{\n    async fn long(a: [u8; 3]) {{\n{}}}\n}}\n",
            body(70),
            body(71)
        );
        let findings = long_functions(&Tree::of(&[("a.rs", &text)]));
        assert_eq!(findings.len(), 1);
        assert!(findings[0].what.contains("fn long has 71 lines"), "{findings:?}");
        assert_eq!(findings[0].place, "a.rs:73");
    }

    #[test]
    fn a_declaration_without_a_body_is_no_function() {
        assert!(functions("trait A { fn a(&self); }").is_empty());
        assert!(functions("let f: fn (u8) = g;").is_empty());
    }
}
