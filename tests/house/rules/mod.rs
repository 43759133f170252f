//! The rules, by what they guard.

pub mod law_words;
pub mod manifests;
pub mod migrations;
pub mod names;
pub mod size;
pub mod slices;
pub mod ui_walls;
pub mod walls;
pub mod words;
