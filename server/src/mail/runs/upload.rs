//! Archives on their way in and out: streamed to a file beside the data, named by a row, erased when no row names it.

use std::{
    io,
    path::{Path, PathBuf},
};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, header},
};
use futures_util::StreamExt;
use rathaus_api::{ids::RunId, mail::RunState, problem::Code};
use sha2::{Digest, Sha256};
use tokio::{fs, io::AsyncWriteExt};

use super::{
    CHECK_RUN,
    archive::ARCHIVE_BYTES_MAX,
    enqueue,
    steps::{Held, can_be_changed, wrong_state},
    store::{self, ArchiveRow},
};
use crate::{
    App,
    blobs::BlobName,
    db::DbError,
    http::{
        Failure,
        failure::Answer,
        idempotency::{Content, IdempotencyKey},
    },
    keys::hex,
    staff::Clerk,
};

const DAY_MS: i64 = 24 * 3_600_000;
/// How long a run waits for somebody before it is given up.
const WAITING_MS: i64 = 30 * DAY_MS;
const MEDIA_TYPES: [&str; 2] = ["application/zip", "application/x-zip-compressed"];

/// Where archives lie.
fn folder(app: &App) -> PathBuf {
    app.config().server.data.join("runs")
}

/// Where an archive lies.
pub fn path(app: &App, file: &str) -> PathBuf {
    folder(app).join(file)
}

fn disk(error: &io::Error) -> Failure {
    tracing::error!(%error, "an archive cannot be stored");
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Failure::new(Code::StorageFull),
        _ => Failure::new(Code::Unavailable),
    }
}

/// A file that goes when nobody keeps it.
struct Landing {
    path: PathBuf,
    kept: bool,
}

impl Drop for Landing {
    fn drop(&mut self) {
        if !self.kept {
            // It is found again by the sweep if this fails.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Takes an archive in, once per key, and enqueues looking through it.
///
/// # Errors
/// `unsupported-media`, `too-large`, `timeout`, `storage-full`; `wrong-state`, `not-found`, `reason-required`.
pub async fn take(
    app: &App,
    clerk: &Clerk,
    id: RunId,
    key: IdempotencyKey,
    headers: &HeaderMap,
    body: Body,
) -> Answer<()> {
    let run = store::run(app.db(), id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    clerk.changing(&run.office)?;
    if !can_be_changed(run.state) {
        return Err(wrong_state());
    }
    check_head(headers)?;
    let Some(_permit) = app.upload_permit().await else {
        return Err(Failure::new(Code::Unavailable).because("too many uploads at once"));
    };
    let file = format!("{id}-{}.zip", BlobName::random());
    let mut landing = Landing { path: path(app, &file), kept: false };
    let (bytes, sha256) = land(&folder(app), &landing.path, body).await?;
    clerk.check_still(app).await?;
    let content = Content::of(&format!("mail run archive {id}"), sha256.as_bytes());
    let Some(mut held) = Held::begin_once(app, clerk, id, key, &content).await? else { return Ok(()) };
    if !can_be_changed(held.run.state) {
        return Err(wrong_state());
    }
    let now_ms = app.clock().now_ms();
    let archive = ArchiveRow { file, bytes, sha256, at: now_ms, by: clerk.member.id };
    store::set_archive(&mut held.tx, id, &archive).await?;
    store::begin_check(&mut held.tx, id, now_ms).await?;
    enqueue(&mut held.tx, CHECK_RUN, &held.run, held.run.round + 1, now_ms).await?;
    let before = held.run.archive.clone();
    held.finish(app, clerk).await?;
    landing.kept = true;
    if let Some(before) = before {
        remove(app, &before.file).await;
    }
    Ok(())
}

fn check_head(headers: &HeaderMap) -> Answer<()> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if !text(header::CONTENT_TYPE).is_some_and(|kind| MEDIA_TYPES.iter().any(|known| kind.starts_with(known)))
    {
        return Err(
            Failure::new(Code::UnsupportedMedia).because("send the archive itself as application/zip")
        );
    }
    let promised: u64 = text(header::CONTENT_LENGTH).and_then(|text| text.parse().ok()).unwrap_or(0);
    if promised > ARCHIVE_BYTES_MAX { Err(Failure::new(Code::TooLarge)) } else { Ok(()) }
}

/// Writes the body down; when this returns it survives a power cut. Size and SHA-256.
async fn land(folder: &Path, path: &Path, body: Body) -> Answer<(i64, String)> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    builder.mode(0o700);
    builder.create(folder).await.map_err(|error| disk(&error))?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(path).await.map_err(|error| disk(&error))?;
    let (mut bytes, mut hash) = (0_u64, Sha256::new());
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Failure::new(Code::Timeout).because("the upload stopped"))?;
        bytes += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        if bytes > ARCHIVE_BYTES_MAX {
            return Err(Failure::new(Code::TooLarge));
        }
        hash.update(&piece);
        file.write_all(&piece).await.map_err(|error| disk(&error))?;
    }
    file.flush().await.map_err(|error| disk(&error))?;
    file.sync_all().await.map_err(|error| disk(&error))?;
    let folder = fs::File::open(folder).await.map_err(|error| disk(&error))?;
    folder.sync_all().await.map_err(|error| disk(&error))?;
    Ok((i64::try_from(bytes).unwrap_or(i64::MAX), hex(&hash.finalize())))
}

/// Erases an archive that no row names any more.
pub async fn remove(app: &App, file: &str) {
    if file.is_empty() {
        return;
    }
    if let Err(error) = fs::remove_file(path(app, file)).await {
        tracing::warn!(%error, "an archive will be erased later");
    }
}

/// Gives up runs that nobody released for a month, and erases archives that no row names.
///
/// # Errors
/// As the database says.
pub async fn sweep(app: &App) -> Result<(), DbError> {
    let now_ms = app.clock().now_ms();
    for id in store::forgotten(app.db(), now_ms - WAITING_MS).await? {
        let mut tx = app.db().begin().await?;
        if store::hold(&mut tx, id).await?.is_some_and(|run| can_be_changed(run.state)) {
            store::set_state(&mut tx, id, RunState::Cancelled, true, now_ms).await?;
            store::erase(&mut tx, id).await?;
        }
        tx.commit().await?;
    }
    let known = store::archives(app.db()).await?;
    let before = app.clock().now() - jiff::SignedDuration::from_millis(DAY_MS);
    let folder = folder(app);
    let swept = tokio::task::spawn_blocking(move || sweep_folder(&folder, &known, before.into())).await;
    if let Ok(Err(error)) = swept {
        tracing::warn!(%error, "archives without a row will be looked for again");
    }
    Ok(())
}

fn sweep_folder(folder: &Path, known: &[String], before: std::time::SystemTime) -> io::Result<()> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let is_known = entry.file_name().to_str().is_some_and(|name| known.iter().any(|known| known == name));
        // An archive that is coming in has no row yet.
        if !is_known && entry.metadata()?.modified()? < before {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
