//! What somebody has typed but not sent yet. One small file each, written so that a power cut costs at most the
//! last change.

use std::io;
use std::path::PathBuf;

use crate::files::{read_if_there, replace_file};

/// Largest draft, in bytes: the longest report has 5,000 characters.
const DRAFT_BYTES_MAX: usize = 256 * 1024;

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

    fn path(&self, name: &str) -> Result<PathBuf, DraftError> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if !(1..=64).contains(&name.len()) || !name.bytes().all(plain) {
            return Err(DraftError::Name);
        }
        Ok(self.folder.join(format!("{name}.json")))
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
    fn no_name_leads_out_of_the_folder() {
        let drafts = Drafts::new(PathBuf::from("/nowhere"));
        for name in ["", "..", "../x", "a/b", "A", "a.b", "c:\\x", &"a".repeat(65)] {
            assert!(matches!(drafts.load(name), Err(DraftError::Name)), "{name:?}");
        }
        assert!(matches!(drafts.save("a", &"x".repeat(DRAFT_BYTES_MAX + 1)), Err(DraftError::TooLarge)));
    }
}
