//! What was destroyed, outside the database of keys: a restored backup of the keys destroys it again.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};

use super::Owner;

#[derive(Serialize, Deserialize)]
struct Line {
    at: i64,
    owner: String,
}

/// Writes owners down, durably. Lines may come twice.
pub(super) fn append(path: &Path, owners: &[Owner], now_ms: i64) -> std::io::Result<()> {
    let mut text = String::new();
    for owner in owners {
        let line = Line { at: now_ms, owner: owner.as_str().to_owned() };
        text.push_str(&serde_json::to_string(&line)?);
        text.push('\n');
    }
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// All owners that were written down. A line that a crash cut off was no promise yet.
pub(super) fn read(path: &Path) -> std::io::Result<Vec<Owner>> {
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut owners = Vec::new();
    for line in BufReader::new(file).lines() {
        if let Ok(line) = serde_json::from_str::<Line>(&line?) {
            owners.push(Owner::of_text(line.owner));
        }
    }
    Ok(owners)
}
