//! Where things are.

use std::path::{Path, PathBuf};

/// The root of the clone: as Cargo says it when it runs the chore, because a target directory that two clones
/// share may hold the program that was built in the other one.
pub fn root() -> PathBuf {
    let room = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let room = Path::new(&room);
    room.parent().unwrap_or(room).to_owned()
}

/// Cargo's target directory: `CARGO_TARGET_DIR`, or `target` in the clone.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// A program of the workspace after `cargo build` (debug profile).
pub fn program(name: &str) -> PathBuf {
    target().join("debug").join(name)
}

/// Whether a path of the repository exists.
pub fn has(path: &str) -> bool {
    root().join(path).exists()
}
