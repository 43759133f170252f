//! What an interface must have words for, and the names of the acts, as JSON: `cargo run -p rathaus-law --example catalogue`.
//! The page keeps a copy (`ui/src/features/mail/law.json`); a test of the house compares both.
#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use std::collections::BTreeMap;
use std::error::Error;

use rathaus_law::{Act, catalogue_keys};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let acts: BTreeMap<String, Value> = Act::ALL
        .iter()
        .map(|act| {
            let code = serde_json::to_value(act)?.as_str().unwrap_or_default().to_owned();
            Ok((code, json!({ "name": act.abbreviation(), "articles": act.has_articles() })))
        })
        .collect::<Result<_, serde_json::Error>>()?;
    println!("{}", serde_json::to_string_pretty(&json!({ "acts": acts, "keys": catalogue_keys() }))?);
    Ok(())
}
