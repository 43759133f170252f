//! The master key: one file with one line for each generation, `number key`. There are two lines only while a rotation
//! is under way.

use std::{collections::BTreeMap, path::Path};

use super::{Key, VaultError};
use crate::keys::{self, KeyError};

/// Generations that can be read.
#[derive(Debug, Clone)]
pub(super) struct Masters(BTreeMap<i64, Key>);

impl Masters {
    /// Those of a file; nothing where there is no file.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, VaultError> {
        let name = path.display().to_string();
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(KeyError::File(name, error).into()),
        };
        let line = |line: &str| {
            let (number, key) = line.trim().split_once(' ')?;
            Some((number.parse::<i64>().ok()?, Key::of_text(key)?))
        };
        let lines: Option<BTreeMap<i64, Key>> = text.lines().map(line).collect();
        match lines {
            Some(lines) if !lines.is_empty() => Ok(Some(Self(lines))),
            _ => Err(VaultError::MasterDamaged(name)),
        }
    }

    pub(super) fn write(&self, path: &Path) -> Result<(), VaultError> {
        let lines: Vec<String> =
            self.0.iter().map(|(number, key)| format!("{number} {}\n", key.text())).collect();
        keys::write_private(path, &lines.concat())
            .map_err(|error| KeyError::File(path.display().to_string(), error).into())
    }

    /// The first generation.
    pub(super) fn first() -> Self {
        Self(BTreeMap::from([(1, Key::random())]))
    }

    /// One generation more.
    pub(super) fn with_next(mut self) -> Self {
        let next = self.newest() + 1;
        self.0.insert(next, Key::random());
        self
    }

    /// The newest one alone.
    pub(super) fn newest_only(mut self) -> Self {
        let newest = self.newest();
        self.0.retain(|number, _| *number == newest);
        self
    }

    pub(super) fn newest(&self) -> i64 {
        self.0.keys().next_back().copied().unwrap_or(0)
    }

    pub(super) fn number(&self) -> usize {
        self.0.len()
    }

    pub(super) fn get(&self, generation: i64) -> Option<&Key> {
        self.0.get(&generation)
    }
}
