//! What is remembered between two starts, in one small file.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rathaus_client::{Town, read_if_there, replace_file};
use serde::{Deserialize, Serialize};

/// The settings themselves.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    #[serde(default)]
    pub(crate) town: Option<Town>,
    #[serde(default)]
    pub(crate) language: Option<String>,
    #[serde(default)]
    pub(crate) background_explained: bool,
}

/// The file they are kept in.
pub(crate) struct SettingsFile {
    path: PathBuf,
    /// Held while they are read, changed and written.
    changing: Mutex<()>,
}

impl SettingsFile {
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self { path: folder.join("settings.json"), changing: Mutex::default() }
    }

    /// The settings as they are; the first ones when they cannot be read.
    pub(crate) fn current(&self) -> Settings {
        self.read().unwrap_or_else(|error| {
            tracing::error!(%error, "the settings could not be read");
            Settings::default()
        })
    }

    /// Changes and stores them. A file that could not be read is left alone, or a change of the language would
    /// forget the town. Settings that cannot be stored are a nuisance, not a reason to stop.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Settings)) {
        let _turn = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let written = self.read().and_then(|mut settings| {
            change(&mut settings);
            replace_file(&self.path, &serde_json::to_vec_pretty(&settings)?)
        });
        if let Err(error) = written {
            tracing::error!(%error, "the settings could not be stored");
        }
    }

    fn read(&self) -> io::Result<Settings> {
        let Some(bytes) = read_if_there(&self.path)? else { return Ok(Settings::default()) };
        serde_json::from_slice(&bytes).or_else(|error| {
            // Nobody can read it, now or later: it is put aside for whoever wants to look, and life goes on.
            tracing::error!(%error, "the settings are damaged and were put aside");
            std::fs::rename(&self.path, self.path.with_extension("json.damaged"))?;
            Ok(Settings::default())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("rathaus-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    fn speak(file: &SettingsFile, tag: &str) {
        file.change(|settings| settings.language = Some(tag.to_owned()));
    }

    #[test]
    fn settings_that_cannot_be_read_are_not_overwritten() {
        let folder = folder("unreadable");
        let file = SettingsFile::in_folder(&folder);
        let explained =
            |file: &SettingsFile| (file.current().background_explained, file.current().language.is_some());
        file.change(|settings| settings.background_explained = true);
        // A folder in its place cannot be read as a file: the disk says no, as it does to a worn sector.
        let (place, aside) = (folder.join("settings.json"), folder.join("aside"));
        std::fs::rename(&place, &aside).expect("moved");
        std::fs::create_dir(&place).expect("a folder");
        speak(&file, "en");
        assert_eq!(explained(&file), (false, false));
        std::fs::remove_dir(&place).expect("still an empty folder");
        std::fs::rename(&aside, &place).expect("moved back");
        assert_eq!(explained(&file), (true, false), "what was remembered is still there");
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn damaged_settings_are_put_aside() {
        let folder = folder("damaged");
        std::fs::write(folder.join("settings.json"), "{\"language\":").expect("written");
        let file = SettingsFile::in_folder(&folder);
        speak(&file, "en");
        assert_eq!(file.current().language.as_deref(), Some("en"));
        let aside = std::fs::read_to_string(folder.join("settings.json.damaged")).expect("kept");
        assert_eq!(aside, "{\"language\":");
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
