//! Legal pages in the town's own words, as Markdown files `imprint.de.md`.

use std::{collections::BTreeMap, path::Path};

use rathaus_api::{accounts::Language, town::Page};
use rust_embed::RustEmbed;

/// Pages that every town must have (DDG section 5, GDPR article 13, BITV 2.0 section 3).
const KEYS: [&str; 3] = ["imprint", "privacy", "accessibility"];

#[derive(RustEmbed)]
#[folder = "demo/erlenbrueck/pages"]
struct DemoPages;

/// All pages of a town.
#[derive(Debug)]
pub struct PageShelf(BTreeMap<(&'static str, Language), String>);

/// Why there are no pages.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// A page is missing in German.
    #[error("pages.folder: {0}.de.md is missing; every town needs it")]
    Missing(&'static str),
    /// A file cannot be read.
    #[error("pages.folder: cannot read {0}: {1}")]
    File(String, std::io::Error),
}

impl PageShelf {
    /// Reads the folder; without one these are the demo town's pages.
    ///
    /// # Errors
    /// When a file cannot be read or a German page is missing.
    pub fn read(folder: Option<&Path>) -> Result<Self, PageError> {
        let mut shelf = BTreeMap::new();
        for key in KEYS {
            for language in [Language::De, Language::DeSimple, Language::En] {
                let name = format!("{key}.{}.md", language.tag());
                let text = match folder {
                    Some(folder) => from_folder(&folder.join(&name))?,
                    None => {
                        DemoPages::get(&name).map(|file| String::from_utf8_lossy(&file.data).into_owned())
                    }
                };
                if let Some(text) = text {
                    shelf.insert((key, language), text);
                }
            }
            if !shelf.contains_key(&(key, Language::De)) {
                return Err(PageError::Missing(key));
            }
        }
        Ok(Self(shelf))
    }

    /// Keys of the pages.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        KEYS.iter().map(ToString::to_string).collect()
    }

    /// A page in a language, or in German.
    #[must_use]
    pub fn page(&self, key: &str, language: Language) -> Option<Page> {
        let key = KEYS.into_iter().find(|known| *known == key)?;
        let of = |language| self.0.get(&(key, language)).map(|text| (language, text));
        let (language, text) = of(language).or_else(|| of(Language::De))?;
        Some(Page { key: key.to_owned(), language: language.tag().to_owned(), markdown: text.clone() })
    }
}

fn from_folder(path: &Path) -> Result<Option<String>, PageError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(PageError::File(path.display().to_string(), error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_town_has_every_page_in_every_language() {
        let shelf = PageShelf::read(None).unwrap();
        for key in KEYS {
            for language in [Language::De, Language::DeSimple, Language::En] {
                assert_eq!(shelf.page(key, language).unwrap().language, language.tag());
            }
        }
        assert!(shelf.page("../secret", Language::De).is_none());
    }

    #[test]
    fn a_town_without_an_imprint_does_not_open() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(PageShelf::read(Some(folder.path())), Err(PageError::Missing("imprint"))));
    }
}
