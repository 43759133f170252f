//! What somebody has typed but not sent yet. One small file each, written so that a power cut costs at most the
//! last change.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::files::{read_if_there, replace_file};
use crate::photos::PhotoHandle;

/// Largest draft, in bytes: the longest report has 5,000 characters.
const DRAFT_BYTES_MAX: usize = 256 * 1024;

/// So many drafts of one name wait for their owner.
const SAME_NAME_MAX: u32 = 100;

/// Why a draft could not be kept or found.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// A name has 1 to 64 lower case letters, digits and hyphens.
    #[error("this is not a name of a draft")]
    Name,
    /// More than a draft may have.
    #[error("the draft is too large")]
    TooLarge,
    /// The disk said no, for example because it is full.
    #[error("the draft could not be stored: {0}")]
    Disk(#[from] io::Error),
}

/// The drafts of one town on this device.
#[derive(Debug, Clone)]
pub struct Drafts {
    folder: PathBuf,
}

impl Drafts {
    /// Drafts in `folder`, which need not exist yet.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The draft of that name, as it was saved.
    pub fn load(&self, name: &str) -> Result<Option<String>, DraftError> {
        let bytes = read_if_there(&self.path(name)?)?;
        Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    /// Keeps the draft; when this returns, a power cut does no harm to it.
    pub fn save(&self, name: &str, json: &str) -> Result<(), DraftError> {
        if json.len() > DRAFT_BYTES_MAX {
            return Err(DraftError::TooLarge);
        }
        Ok(replace_file(&self.path(name)?, json.as_bytes())?)
    }

    /// Forgets the draft; forgetting nothing is fine.
    pub fn remove(&self, name: &str) -> Result<(), DraftError> {
        match std::fs::remove_file(self.path(name)?) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Every photo that some draft names. Fails rather than leave one out: what nobody names is removed one day.
    pub fn photos(&self) -> io::Result<HashSet<PhotoHandle>> {
        let mut named = HashSet::new();
        for path in files_of(&self.folder)? {
            // A draft that is no JSON restores nothing, so it names nothing either.
            if let Some(Ok(draft)) = read_if_there(&path)?.map(|bytes| serde_json::from_slice(&bytes)) {
                collect_photos(&draft, &mut named);
            }
        }
        Ok(named)
    }

    /// Moves everything to `aside`, where it waits for its owner. What waits there already stays.
    pub fn put_aside(&self, aside: &Self) -> io::Result<()> {
        for path in files_of(&self.folder)? {
            let Some(name) = path.file_stem().and_then(|name| name.to_str()) else { continue };
            // Half-written neighbours are nobody's.
            if path.extension().is_none_or(|ending| ending != "json") {
                continue;
            }
            fs::create_dir_all(&aside.folder)?;
            let free = aside.waiting(name).find(|place| !place.exists());
            fs::rename(&path, free.ok_or(io::ErrorKind::StorageFull)?)?;
        }
        Ok(())
    }

    /// Gives what was put aside under a name back to `drafts`, where nothing stands under it; whether there was any.
    pub fn give_back(&self, name: &str, drafts: &Self) -> Result<bool, DraftError> {
        let place = drafts.path(name)?;
        let Some(found) = self.waiting(name).find(|waiting| waiting.exists()) else { return Ok(false) };
        if place.exists() {
            return Ok(false);
        }
        fs::create_dir_all(&drafts.folder)?;
        fs::rename(found, place)?;
        Ok(true)
    }

    /// Where drafts of one name wait, in the order in which they came. No name has a tilde.
    fn waiting(&self, name: &str) -> impl Iterator<Item = PathBuf> {
        let place = move |number: u32| match number {
            0 => self.folder.join(format!("{name}.json")),
            _ => self.folder.join(format!("{name}~{number}.json")),
        };
        (0..SAME_NAME_MAX).map(place)
    }

    fn path(&self, name: &str) -> Result<PathBuf, DraftError> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if !(1..=64).contains(&name.len()) || !name.bytes().all(plain) {
            return Err(DraftError::Name);
        }
        Ok(self.folder.join(format!("{name}.json")))
    }
}

fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    entries.map(|entry| entry.map(|entry| entry.path())).collect()
}

/// The shape of a draft is the pages' business: any text in it that could be a handle counts as one.
fn collect_photos(value: &Value, named: &mut HashSet<PhotoHandle>) {
    match value {
        Value::String(text) => named.extend(text.parse::<PhotoHandle>()),
        Value::Array(values) => values.iter().for_each(|value| collect_photos(value, named)),
        Value::Object(fields) => fields.values().for_each(|value| collect_photos(value, named)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_there_after_a_restart_until_it_is_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let drafts = || Drafts::new(folder.path().join("drafts"));
        assert_eq!(drafts().load("report").expect("readable"), None);
        drafts().save("report", r#"{"text":"bus stop"}"#).expect("kept");
        assert_eq!(drafts().load("report").expect("readable").as_deref(), Some(r#"{"text":"bus stop"}"#));
        drafts().remove("report").expect("removed");
        drafts().remove("report").expect("nothing to remove");
        assert_eq!(drafts().load("report").expect("readable"), None);
    }

    #[test]
    fn the_photos_of_a_draft_are_known() {
        let folder = tempfile::tempdir().expect("a folder");
        let drafts = Drafts::new(folder.path().join("drafts"));
        assert!(drafts.photos().expect("readable").is_empty());
        let id = "6f0f4a0e-7f43-4a8e-b2a1-0d6f7a1b2c3d";
        drafts.save("report", &format!(r#"{{"photos":[{{"id":"{id}"}}],"text":"x"}}"#)).expect("kept");
        drafts.save("other", "no JSON").expect("kept");
        assert_eq!(drafts.photos().expect("readable"), HashSet::from([id.parse().expect("a handle")]));
    }

    #[test]
    fn what_is_put_aside_comes_back_to_its_owner_and_covers_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let (drafts, aside) = (Drafts::new(folder.path().join("d")), Drafts::new(folder.path().join("a")));
        drafts.put_aside(&aside).expect("nothing to move");
        for text in ["first", "second"] {
            drafts.save("report", text).expect("kept");
            drafts.put_aside(&aside).expect("moved");
            assert_eq!(drafts.load("report").expect("readable"), None);
        }
        drafts.save("report", "of somebody else").expect("kept");
        assert!(!aside.give_back("report", &drafts).expect("looked"), "nobody's words are covered");
        drafts.remove("report").expect("removed");
        for text in ["first", "second"] {
            assert!(aside.give_back("report", &drafts).expect("moved"));
            assert_eq!(drafts.load("report").expect("readable").as_deref(), Some(text));
            drafts.remove("report").expect("removed");
        }
        assert!(!aside.give_back("report", &drafts).expect("looked"));
        assert!(matches!(aside.give_back("../x", &drafts), Err(DraftError::Name)));
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let drafts = Drafts::new(PathBuf::from("/nowhere"));
        for name in ["", "..", "../x", "a/b", "A", "a.b", "c:\\x", &"a".repeat(65)] {
            assert!(matches!(drafts.load(name), Err(DraftError::Name)), "{name:?}");
        }
        assert!(matches!(drafts.save("a", &"x".repeat(DRAFT_BYTES_MAX + 1)), Err(DraftError::TooLarge)));
    }
}
