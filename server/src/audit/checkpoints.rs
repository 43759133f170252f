//! Signed states of the chain: a row each, and a line each in `audit-checkpoints.jsonl` beside the data.
//!
//! The file is there to be copied off the host: a copy of yesterday proves yesterday's log, whatever happens to the
//! server. A line holds number, time, hash and signature, nothing about anybody.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize};

use super::{seal, store};
use crate::{App, codes, keys::SigningKey};

/// How often the state is signed, if it has changed.
const EVERY: Duration = Duration::from_secs(60);

/// Checkpoints copied into the file at once.
const BATCH: i64 = 1000;

/// Longest end of the file that is read to find its last line, in bytes.
const LINE_BYTES_MAX: u64 = 4096;

/// A signed state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub struct Checkpoint {
    /// Number of the newest entry at that time.
    pub seq: i64,
    /// When it was signed, in milliseconds since 1970.
    pub at: i64,
    /// Hash of that entry.
    pub hash: String,
    /// Ed25519 over all of this.
    pub signature: String,
}

impl Checkpoint {
    pub(super) fn make(key: &SigningKey, seq: i64, at: i64, hash: &str) -> Self {
        let mut checkpoint = Self { seq, at, hash: hash.to_owned(), signature: String::new() };
        checkpoint.signature = key.sign(&checkpoint.message());
        checkpoint
    }

    fn message(&self) -> String {
        format!("rathaus audit checkpoint 1\n{}\n{}\n{}", self.seq, self.at, self.hash)
    }

    /// Whether the key signed exactly this.
    #[must_use]
    pub fn is_signed(&self, key: &SigningKey) -> bool {
        key.signed(&self.message(), &self.signature)
    }
}

/// The key that signs checkpoints of this town.
#[must_use]
pub fn signing_key(app: &App) -> SigningKey {
    app.server_key().signing("audit checkpoints")
}

/// Where the file stands.
#[must_use]
pub fn path(app: &App) -> PathBuf {
    app.config().server.data.join("audit-checkpoints.jsonl")
}

/// Signs the state once a minute until the server stops.
pub async fn keep(app: App) {
    let stopping = app.stopping();
    loop {
        if let Err(error) = write(&app).await {
            tracing::error!(%error, "the audit log could not be signed; it will be tried again");
        }
        tokio::select! {
            () = stopping.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Signs the newest state if none was signed since, and brings the file up to date.
///
/// # Errors
/// As the database or the file says; a head whose seal is broken is never signed.
pub async fn write(app: &App) -> anyhow::Result<()> {
    let head = store::head(app.db()).await?;
    if head.seq > store::last_checkpoint(app.db()).await? {
        let sealed = seal(app.server_key(), head.seq, &head.hash);
        anyhow::ensure!(
            codes::same(sealed.as_bytes(), head.seal.as_bytes()),
            "the head of the audit log was changed by somebody without the server's key; run `audit verify`"
        );
        let made = Checkpoint::make(&signing_key(app), head.seq, app.clock().now_ms(), &head.hash);
        let mut tx = app.db().begin().await?;
        store::insert_checkpoint(&mut tx, &made).await?;
        tx.commit().await?;
    }
    let path = path(app);
    let mut last = last_in(&path)?;
    loop {
        let rows = store::checkpoints_after(app.db(), last, BATCH).await?;
        let Some(newest) = rows.last() else { return Ok(()) };
        last = newest.seq;
        let path = path.clone();
        tokio::task::spawn_blocking(move || append(&path, &rows)).await??;
    }
}

/// Number of the last whole line. A line that a crash cut off is removed.
fn last_in(path: &Path) -> anyhow::Result<i64> {
    let mut file = match OpenOptions::new().read(true).write(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error.into()),
    };
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(LINE_BYTES_MAX)))?;
    let mut end = String::new();
    file.read_to_string(&mut end)?;
    let whole = end.rfind('\n').map_or(0, |place| place + 1);
    let torn = u64::try_from(end.len() - whole)?;
    if torn > 0 {
        file.set_len(length - torn)?;
    }
    match end[..whole].lines().next_back() {
        Some(line) => Ok(serde_json::from_str::<Checkpoint>(line)?.seq),
        None => Ok(0),
    }
}

fn append(path: &Path, checkpoints: &[Checkpoint]) -> anyhow::Result<()> {
    let mut lines = String::new();
    for checkpoint in checkpoints {
        lines += &serde_json::to_string(checkpoint)?;
        lines.push('\n');
    }
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    file.write_all(lines.as_bytes())?;
    file.sync_all()?;
    Ok(())
}

/// Lines of a file or of a copy of it; a line that is none is `Err` with its number.
pub(super) fn read(path: &Path) -> std::io::Result<Option<Vec<Result<Checkpoint, usize>>>> {
    let mut text = String::new();
    match File::open(path) {
        Ok(mut file) => file.read_to_string(&mut text)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let lines = text.lines().enumerate();
    Ok(Some(lines.map(|(index, line)| serde_json::from_str(line).map_err(|_| index + 1)).collect()))
}
