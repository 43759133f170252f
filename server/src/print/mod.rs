//! Ways to paper: what is printed, and the shelf it is laid on.
//!
//! A piece is a PDF that is ready to be folded into a window envelope (DIN 5008, form B) or to be handed over. Whoever
//! prints takes pieces from the folder ([`folder`]) and moves them away; the manifest beside each says what it is. The
//! same piece laid down twice is one piece, so that a job may run twice.

pub mod folder;
mod letter;
mod overview;
mod sheet;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use serde::Deserialize;

pub use folder::{Attachment, Folder, Piece};
pub use letter::{Letter, write_letter, write_pages};
pub use overview::{Overview, Section, write_overview};
pub use sheet::SheetError;

/// Where printing goes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintSettings {
    /// Folder from which letters are printed; `print` in the data folder without it.
    #[serde(default)]
    pub folder: Option<PathBuf>,
}

/// A finished document.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its pages.
    pub pages: u32,
}
