//! Words for people stand in the catalogues, in every language.

use std::collections::BTreeMap;

use crate::rust_source::RustSource;
use crate::svelte::visible_text;
use crate::tree::{File, Finding, Tree, in_file, in_line};

/// The languages of the product.
const LOCALES: &[&str] = &["de", "de-simple", "en"];
const CATALOGUES: &str = "ui/texts/";
const GERMAN_LETTERS: &[char] = &['ä', 'ö', 'ü', 'ß', 'Ä', 'Ö', 'Ü'];
/// Town configuration and the demo's invented town speak German on purpose; abbreviations of acts are names.
const GERMAN_ROOMS: &[&str] = &["server/src/demo", "server/demo", "tests/", "xtask/", "law/src/statute.rs"];

/// Every key stands in all languages, once in each, with a text.
pub fn catalogues(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut places: BTreeMap<(&str, String), Vec<String>> = BTreeMap::new();
    for file in tree.files().filter(|file| file.path.starts_with(CATALOGUES) && file.extension() == "ftl") {
        let Some((locale, name)) = file.path[CATALOGUES.len()..].split_once('/') else {
            findings.push(in_file(&file.path, "a catalogue stands in a folder of its language"));
            continue;
        };
        if !LOCALES.contains(&locale) {
            findings.push(in_file(&file.path, format!("\"{locale}\" is not one of {LOCALES:?}")));
        }
        for key in keys(file, &mut findings) {
            places.entry((name, key)).or_default().push(locale.to_owned());
        }
    }
    for ((name, key), locales) in &places {
        for locale in LOCALES {
            match locales.iter().filter(|found| found == locale).count() {
                0 => findings
                    .push(in_file(&format!("{CATALOGUES}{locale}/{name}"), format!("\"{key}\" is missing"))),
                1 => {}
                _ => findings.push(in_file(
                    &format!("{CATALOGUES}{locale}/{name}"),
                    format!("\"{key}\" stands twice"),
                )),
            }
        }
    }
    findings
}

/// Keys of a catalogue: messages, terms, and attributes as `message.attribute`.
fn keys(file: &File, findings: &mut Vec<Finding>) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let mut message = String::new();
    let lines: Vec<&str> = file.text.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        let Some((name, value)) = line.split_once('=') else { continue };
        let attribute = name.trim_start().strip_prefix('.').filter(|_| name.starts_with(' '));
        let is_name = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        let plain = attribute.unwrap_or(name).trim_end();
        if plain.is_empty() || !is_name(plain) || (attribute.is_none() && name.starts_with(' ')) {
            continue;
        }
        let key = if attribute.is_some() { format!("{message}.{plain}") } else { plain.to_owned() };
        if attribute.is_none() {
            message.clone_from(&key);
        }
        let continued =
            lines.get(index + 1).is_some_and(|next| next.starts_with(' ') && !next.trim().is_empty());
        if value.trim().is_empty() && !continued {
            findings.push(in_line(&file.path, index + 1, format!("\"{key}\" has no text")));
        }
        keys.push(key);
    }
    keys
}

/// Components show no words of their own.
pub fn components(tree: &Tree) -> Vec<Finding> {
    let components =
        tree.files().filter(|file| file.path.starts_with("ui/src/") && file.extension() == "svelte");
    components
        .flat_map(|file| visible_text(&file.text).into_iter().map(move |(line, text)| (file, line, text)))
        .map(|(file, line, text)| {
            in_line(&file.path, line, format!("\"{text}\" is written into the component"))
        })
        .collect()
}

/// No German stands in program text.
pub fn german(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree
        .files()
        .filter(|file| !file.is_test() && !GERMAN_ROOMS.iter().any(|room| file.path.starts_with(room)))
    {
        let lines = match file {
            _ if file.is_rust() => german_strings(file),
            _ if file.is_ui_code() && file.stem() != "examples" => german_lines(file),
            _ => Vec::new(),
        };
        findings.extend(lines);
    }
    findings
}

fn german_strings(file: &File) -> Vec<Finding> {
    let source = RustSource::parse(&file.text);
    let programs = source.strings.iter().filter(|(line, _)| *line < source.first_test_line());
    programs
        .filter(|(_, text)| text.contains(GERMAN_LETTERS))
        .map(|(line, text)| in_line(&file.path, *line, format!("German text: {text}")))
        .collect()
}

fn german_lines(file: &File) -> Vec<Finding> {
    let mut in_comment = false;
    let mut findings = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        let start = line.trim_start();
        in_comment |= start.starts_with("/*") || start.starts_with("<!--");
        let code = line.split("//").next().unwrap_or(line);
        if !in_comment && !start.starts_with("//") && code.contains(GERMAN_LETTERS) {
            findings.push(in_line(&file.path, index + 1, format!("German text: {}", code.trim())));
        }
        in_comment &= !(line.contains("*/") || line.contains("-->"));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_missing_in_one_language_is_found() {
        let tree = Tree::of(&[
            (
                "ui/texts/de/reports.ftl",
                "# Kommentar = nein\nreports-send = Senden\n    .title = Ab damit\nreports-long =\n    Zwei\n",
            ),
            (
                "ui/texts/de-simple/reports.ftl",
                "reports-send = Senden\n    .title = Ab\nreports-long = Zwei\n",
            ),
            ("ui/texts/en/reports.ftl", "reports-send = Send\nreports-long = Two\nreports-long = Two\n"),
        ]);
        let findings: Vec<String> = catalogues(&tree).into_iter().map(|finding| finding.what).collect();
        assert_eq!(findings, ["\"reports-long\" stands twice", "\"reports-send.title\" is missing"]);
    }

    #[test]
    fn an_empty_text_is_found() {
        let texts =
            LOCALES.iter().map(|locale| (format!("ui/texts/{locale}/a.ftl"), "a-b =\na-c = x\n".to_owned()));
        let owned: Vec<(String, String)> = texts.collect();
        let files: Vec<(&str, &str)> =
            owned.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        assert_eq!(catalogues(&Tree::of(&files)).len(), 3);
    }

    #[test]
    fn words_in_a_component_are_found() {
        let component = "<script>\n  const a = 'b';\n</script>\n<p>{t('a')}</p>\n<button aria-label=\"Close\">Send</button>\n";
        let findings = components(&Tree::of(&[("ui/src/kit/A.svelte", component)]));
        assert_eq!(findings.len(), 2, "{findings:?}");
        assert_eq!(findings[0].place, "ui/src/kit/A.svelte:5");
    }

    #[test]
    fn german_in_program_text_is_found() {
        let tree = Tree::of(&[
            (
                "server/src/reports/http.rs",
                "// Straße\nlet a = \"Straße\";\n#[cfg(test)]\nlet b = \"Straße\";",
            ),
            ("server/src/demo/mod.rs", "let a = \"Straße\";"),
            ("ui/src/kit/a.ts", "// Straße\nconst a = 'für';"),
        ]);
        let places: Vec<String> = german(&tree).into_iter().map(|finding| finding.place).collect();
        assert_eq!(places, ["server/src/reports/http.rs:2", "ui/src/kit/a.ts:2"]);
    }
}
