//! What the page knows about the law is what the law crate answers.

use std::collections::BTreeMap;

use rathaus_law::{Act, catalogue_keys};
use serde::Deserialize;

use crate::tree::{Finding, Tree, in_file};

const COPY: &str = "ui/src/features/mail/law.json";

#[derive(Deserialize)]
struct Copy {
    acts: BTreeMap<String, ActName>,
    keys: Vec<String>,
}

#[derive(Deserialize, PartialEq, Eq)]
struct ActName {
    name: String,
    articles: bool,
}

/// The page's copy of the codes and of the names of acts is the crate's own.
pub fn copy(tree: &Tree) -> Vec<Finding> {
    let found = tree.files().find(|file| file.path == COPY);
    let read = found.and_then(|file| serde_json::from_str::<Copy>(&file.text).ok());
    let Some(read) = read else { return vec![in_file(COPY, "is missing or no JSON")] };
    let acts = Act::ALL.iter().map(|act| {
        let code = serde_json::to_value(act).map(|code| code.as_str().unwrap_or_default().to_owned());
        let name = ActName { name: act.abbreviation().to_owned(), articles: act.has_articles() };
        (code.unwrap_or_default(), name)
    });
    let same = read.acts == acts.collect() && read.keys == catalogue_keys();
    if same { Vec::new() } else { vec![in_file(COPY, "differs from the law crate")] }
}
