//! Ways to paper: what is printed, and the shelf it is laid on.
//!
//! A piece is a PDF of `rathaus-letters`, ready to be folded into a window envelope (DIN 5008, form B) or to be handed
//! over. Whoever prints takes pieces from the folder ([`folder`]) and moves them away; the manifest beside each says
//! what it is. The same piece laid down twice is one piece, so that a job may run twice.

pub mod folder;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use serde::Deserialize;

pub use folder::{Attachment, Folder, Piece};

/// Where printing goes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintSettings {
    /// Folder from which letters are printed; `print` in the data folder without it.
    #[serde(default)]
    pub folder: Option<PathBuf>,
}
