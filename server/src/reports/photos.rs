//! Pictures: taken in, cleaned again, kept under random names, erased when no report claims them.

use std::collections::HashSet;

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::BytesMut;
use futures_util::StreamExt;
use rathaus_api::{
    ids::{CaseId, PhotoId},
    problem::Code,
    reports::Photo,
};
use rathaus_pictures::{Cleaned, PictureError};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::store;
use crate::{
    App,
    blobs::BlobName,
    db::DbError,
    events::Actor,
    http::{
        Failure,
        idempotency::{self, Claim, Content, IdempotencyKey, Scope},
    },
    keys::hex,
};

/// A picture without a report is erased after a day.
const WAITING_MS: i64 = 24 * 3_600_000;

/// Pictures erased at once.
const SWEEP: i64 = 100;

/// Which of the two stored sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// 2,048 pixels at most.
    Full,
    /// 320 pixels at most.
    Thumb,
}

impl From<PictureError> for Failure {
    fn from(error: PictureError) -> Self {
        let code = match error {
            PictureError::Heic => Code::PictureHeic,
            PictureError::NotAPicture => Code::UnsupportedMedia,
            PictureError::TooManyPixels { .. } => Code::PictureTooManyPixels,
            PictureError::Empty | PictureError::Damaged => Code::PictureUnreadable,
        };
        Failure::new(code).because(error.to_string())
    }
}

/// Reads the body of an upload. What kind and how large it is is looked at before, and only a few are read at once.
///
/// # Errors
/// `unsupported-media`, `too-large`, `timeout` when the body stops, `unavailable` when too many are under way.
pub async fn read_body(app: &App, headers: &HeaderMap, body: Body) -> Result<Bytes, Failure> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let is_picture = text(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.starts_with("image/") || kind.starts_with("application/octet-stream"));
    if !is_picture {
        return Err(Failure::new(Code::UnsupportedMedia).because("send the picture itself as image/jpeg"));
    }
    let max = app.config().reports.photo_bytes_max;
    let promised: u64 = text(header::CONTENT_LENGTH).and_then(|text| text.parse().ok()).unwrap_or(0);
    if promised > max {
        return Err(Failure::new(Code::TooLarge));
    }
    let Some(_permit) = app.upload_permit().await else {
        return Err(Failure::new(Code::Unavailable).because("too many uploads at once"));
    };
    let mut bytes = BytesMut::with_capacity(usize::try_from(promised).unwrap_or(0));
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Failure::new(Code::Timeout).because("the upload stopped"))?;
        bytes.extend_from_slice(&piece);
        if u64::try_from(bytes.len()).is_ok_and(|length| length > max) {
            return Err(Failure::new(Code::TooLarge));
        }
    }
    Ok(bytes.freeze())
}

/// Cleans and stores a picture for whoever uploads it.
///
/// # Errors
/// A picture code when it is refused, `unavailable` when too many wait; nothing is stored then.
pub async fn take_in(app: &App, actor: Actor, key: IdempotencyKey, bytes: Bytes) -> Result<Photo, Failure> {
    let scope = Scope::of(actor);
    let content = Content::of("photo", &bytes);
    // A resend costs no decoding.
    if let Some(earlier) = idempotency::known(app.db(), &scope, key, &content).await? {
        return Ok(earlier);
    }
    let Cleaned { picture, thumbnail } = clean(app, bytes).await?;
    let photo = Photo {
        id: PhotoId::random(),
        width: picture.width,
        height: picture.height,
        sha256: hex(&Sha256::digest(&picture.bytes)),
    };
    let names = store::PhotoBlobs {
        id: photo.id.to_string(),
        full_blob: BlobName::random().to_string(),
        thumb_blob: BlobName::random().to_string(),
    };
    let bytes = i64::try_from(picture.bytes.len()).unwrap_or(i64::MAX);
    let new = store::NewPhoto { photo: &photo, uploader: &scope.caller, names: &names, bytes };
    // The row first: whatever happens from here on, the picture is known and erased after a day.
    let mut tx = app.db().begin().await?;
    store::insert_photo(&mut tx, &new, app.clock().now_ms()).await?;
    tx.commit().await?;
    let stored = match put(app, &names, picture.bytes, thumbnail.bytes).await {
        Ok(()) => answer_once(app, &scope, key, &content, &photo).await,
        Err(failure) => Err(failure),
    };
    if !matches!(&stored, Ok(stored) if stored.id == photo.id) {
        // Refused, or somebody with the same key was faster: nobody will ever name this one.
        if let Err(error) = erase(app, &names).await {
            tracing::warn!(%error, "a picture that is not needed stays for a day");
        }
    }
    stored
}

async fn put(app: &App, names: &store::PhotoBlobs, full: Vec<u8>, thumb: Vec<u8>) -> Result<(), Failure> {
    for (name, bytes) in [(&names.full_blob, full), (&names.thumb_blob, thumb)] {
        let name = name.parse().map_err(|_| Failure::new(Code::Internal))?;
        app.blobs().put(&name, bytes.into()).await?;
    }
    Ok(())
}

/// Keeps the answer with the key, or returns what the same key was answered before.
async fn answer_once(
    app: &App,
    scope: &Scope,
    key: IdempotencyKey,
    content: &Content,
    photo: &Photo,
) -> Result<Photo, Failure> {
    let mut tx = app.db().begin().await?;
    let answer = match idempotency::claim(&mut tx, scope, key, content, app.clock().now_ms()).await? {
        Claim::Done(earlier) => earlier,
        Claim::Forgotten(_) => {
            return Err(Failure::new(Code::KeyReused).because("the picture was taken in long ago"));
        }
        Claim::New(claimed) => {
            idempotency::keep(&mut tx, claimed, &photo.id.to_string(), photo)?;
            photo.clone()
        }
    };
    tx.commit().await?;
    Ok(answer)
}

/// Decodes on a blocking thread; a permit keeps a core free for everything else.
async fn clean(app: &App, bytes: Bytes) -> Result<Cleaned, Failure> {
    let waiting = tokio::time::timeout(std::time::Duration::from_secs(20), app.picture_permit());
    let Ok(Some(permit)) = waiting.await else {
        return Err(Failure::new(Code::Unavailable).because("too many pictures at once"));
    };
    let work = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        rathaus_pictures::clean(&bytes, &rathaus_pictures::Limits::default())
    });
    match work.await {
        Ok(result) => result.map_err(Failure::from),
        Err(error) => {
            tracing::error!(%error, "the picture worker panicked");
            Err(Failure::new(Code::PictureUnreadable))
        }
    }
}

/// A picture of a report, for somebody who may see the report.
///
/// # Errors
/// `not-found` when the report has no such picture.
pub async fn show(app: &App, report: CaseId, photo: PhotoId, size: Size) -> Result<Response, Failure> {
    let hidden = || Failure::new(Code::NotFound);
    let row = store::photo(app.db(), report, photo).await?.ok_or_else(hidden)?;
    let name = match size {
        Size::Full => row.full_blob,
        Size::Thumb => row.thumb_blob,
    };
    let bytes = app.blobs().get(&name.parse().map_err(|_| hidden())?).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400, immutable")),
        (header::VARY, HeaderValue::from_static("cookie, authorization, report-secret")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("inline; filename=\"foto.jpg\"")),
    ];
    Ok((headers, bytes).into_response())
}

/// Erases pictures that no report claimed within a day.
///
/// # Errors
/// As the database says; what could not be erased is tried again at the next sweep.
pub async fn sweep(app: &App) -> Result<(), DbError> {
    let before = app.clock().now_ms() - WAITING_MS;
    loop {
        let waiting = store::waiting_photos(app.db(), before, SWEEP).await?;
        if waiting.is_empty() {
            return Ok(());
        }
        for photo in waiting {
            erase(app, &photo).await?;
        }
    }
}

/// Erases a waiting picture: the row first, so that a report that names it at this moment keeps it whole. Files that
/// a crash leaves behind are strays.
async fn erase(app: &App, photo: &store::PhotoBlobs) -> Result<(), DbError> {
    let mut tx = app.db().begin().await?;
    let erased = store::delete_waiting_photo(&mut tx, &photo.id).await?;
    tx.commit().await?;
    for name in [&photo.full_blob, &photo.thumb_blob].into_iter().filter(|_| erased) {
        if let Ok(name) = name.parse()
            && let Err(error) = app.blobs().delete(&name).await
        {
            tracing::warn!(%error, "a picture without a row stays until strays are erased");
        }
    }
    Ok(())
}

/// Erases files that no row names, here or among the `others` of other slices, and that are older than a day: what crashes
/// and restored backups leave behind.
/// With more strays than pictures this is most likely the wrong database, and nothing is touched.
///
/// # Errors
/// As database and folder say.
pub async fn sweep_strays(app: &App, others: HashSet<u128>) -> Result<(), Failure> {
    let mut known = store::blob_numbers(app.db()).await?;
    known.extend(others);
    let rows = known.len();
    let before = app.clock().now() - jiff::SignedDuration::from_millis(WAITING_MS);
    let strays = app.blobs().strays(known, before.into()).await?;
    if strays.len() > rows {
        let found = strays.len();
        tracing::error!(found, rows, "pictures have no row: is this the right database? None was erased");
        return Ok(());
    }
    for name in &strays {
        app.blobs().delete(name).await?;
    }
    Ok(())
}
