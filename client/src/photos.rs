//! Photos on their way to the town hall. The pages see handles; the bytes are cleaned on this device (upright,
//! at most 2,048 pixels a side, no metadata) and wait as files until they are sent or discarded.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use rathaus_pictures::{Limits, PictureError, clean, suggested_place};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::exchange::Body;
use crate::files::{read_if_there, replace_file};

/// Largest file taken from a resident, in bytes. Cameras stay below 30 MB.
pub const PHOTO_BYTES_MAX: usize = 40 * 1024 * 1024;
/// Photos that no draft names are removed after this time.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(60 * 60 * 24 * 60);
/// Longest file name that is kept for showing, in characters.
const NAME_CHARS_MAX: usize = 120;

/// Names a kept photo. Random, so that it tells nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhotoHandle(Uuid);

impl std::fmt::Display for PhotoHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for PhotoHandle {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::try_parse(text).map(Self)
    }
}

/// Where a photo says it was taken (WGS 84). Only a suggestion; it is not in the photo any more.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// What a page may know about a kept photo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptPhoto {
    /// Names the photo from now on.
    pub id: PhotoHandle,
    /// The file's name as its owner knows it.
    pub name: String,
    /// Size of what will be sent, in bytes.
    pub bytes: usize,
    /// Suggestion for the place of the report.
    pub gps: Option<Spot>,
}

/// Why a photo was not taken or is not there.
#[derive(Debug, thiserror::Error)]
pub enum PhotoError {
    /// More bytes than a photo has.
    #[error("the file is larger than {PHOTO_BYTES_MAX} bytes")]
    TooLarge,
    /// Not a picture we take.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// There is no photo of that name any more.
    #[error("the photo is gone")]
    Gone,
    /// The disk said no, for example because it is full.
    #[error("the photo could not be stored: {0}")]
    Disk(#[from] io::Error),
    /// The note beside the photo could not be written.
    #[error("the photo could not be described: {0}")]
    Note(#[from] serde_json::Error),
}

/// The photos of this device that wait to be sent.
#[derive(Debug, Clone)]
pub struct Photos {
    folder: PathBuf,
}

impl Photos {
    /// Photos in `folder`, which need not exist yet.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Cleans a picked file and keeps it. Takes up to half a second of one core: call it on a blocking thread.
    /// When this returns, a power cut does no harm to the photo.
    pub fn add(&self, name: &str, bytes: &[u8]) -> Result<KeptPhoto, PhotoError> {
        if bytes.len() > PHOTO_BYTES_MAX {
            return Err(PhotoError::TooLarge);
        }
        let cleaned = clean(bytes, &Limits::default())?;
        let photo = KeptPhoto {
            id: PhotoHandle(Uuid::new_v4()),
            name: shown_name(name),
            bytes: cleaned.picture.bytes.len(),
            gps: suggested_place(bytes).map(|(lat, lon)| Spot { lat, lon }),
        };
        replace_file(&self.picture(photo.id), &cleaned.picture.bytes)?;
        replace_file(&self.note(photo.id), &serde_json::to_vec(&photo)?)?;
        Ok(photo)
    }

    /// What is known about a photo, if it is still there.
    pub fn find(&self, id: PhotoHandle) -> Result<KeptPhoto, PhotoError> {
        let note = read_if_there(&self.note(id))?.ok_or(PhotoError::Gone)?;
        if !self.picture(id).is_file() {
            return Err(PhotoError::Gone);
        }
        Ok(serde_json::from_slice(&note)?)
    }

    /// The cleaned picture, a JPEG file.
    pub fn jpeg(&self, id: PhotoHandle) -> Result<Vec<u8>, PhotoError> {
        read_if_there(&self.picture(id))?.ok_or(PhotoError::Gone)
    }

    /// The photo as the body of a request.
    pub fn body(&self, id: PhotoHandle) -> Result<Body, PhotoError> {
        Ok(Body::Picture { media_type: "image/jpeg", bytes: self.jpeg(id)? })
    }

    /// Removes a photo; removing nothing is fine.
    pub fn remove(&self, id: PhotoHandle) -> Result<(), PhotoError> {
        for path in [self.picture(id), self.note(id)] {
            remove_if_there(&path)?;
        }
        Ok(())
    }

    /// Removes what is older than two months and not among the photos that drafts still name. What cannot be
    /// looked at or removed stays, and does not keep the rest.
    pub fn forget_abandoned(&self, now: SystemTime, in_drafts: &HashSet<PhotoHandle>) -> io::Result<()> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            let named = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse().ok());
            if named.is_some_and(|id: PhotoHandle| in_drafts.contains(&id)) {
                continue;
            }
            if let Err(error) = remove_if_old(&path, now) {
                tracing::warn!(%error, "an abandoned photo could not be removed");
            }
        }
        Ok(())
    }

    fn picture(&self, id: PhotoHandle) -> PathBuf {
        self.folder.join(format!("{id}.jpg"))
    }

    fn note(&self, id: PhotoHandle) -> PathBuf {
        self.folder.join(format!("{id}.json"))
    }
}

/// The last part of a name, without characters that would disturb the line it is shown in.
fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(NAME_CHARS_MAX).collect()
}

fn remove_if_old(path: &Path, now: SystemTime) -> io::Result<()> {
    let age = now.duration_since(fs::symlink_metadata(path)?.modified()?).unwrap_or_default();
    if age > FORGOTTEN_AFTER { remove_if_there(path) } else { Ok(()) }
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grey PNG of 2 x 2 pixels.
    const PNG: &[u8] = &[
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
        0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x02, 0x08, 0x00, 0x00, 0x00, 0x00, 0x57, 0xdd, 0x52, 0xf8, 0x00,
        0x00, 0x00, 0x0e, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0x68, 0x60, 0x68, 0x68, 0x00, 0x00,
        0x06, 0x06, 0x02, 0x01, 0x2c, 0xc1, 0x50, 0xd7, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae,
        0x42, 0x60, 0x82,
    ];

    #[test]
    fn a_photo_is_kept_until_it_is_removed_also_across_starts() {
        let folder = tempfile::tempdir().expect("a folder");
        let photos = || Photos::new(folder.path().join("photos"));
        let kept = photos().add("/home/somebody/bus\nstop.png", PNG).expect("a picture");
        assert_eq!(kept.name, "busstop.png");
        assert_eq!(kept.gps, None);
        assert_eq!(photos().find(kept.id).expect("there"), kept);
        assert_eq!(photos().jpeg(kept.id).expect("there").len(), kept.bytes);
        let none = HashSet::new();
        photos().forget_abandoned(SystemTime::now(), &none).expect("nothing is old");
        assert!(photos().find(kept.id).is_ok());
        let later = SystemTime::now() + FORGOTTEN_AFTER + Duration::from_secs(60);
        photos().forget_abandoned(later, &HashSet::from([kept.id])).expect("looked through");
        assert!(photos().find(kept.id).is_ok(), "a draft still names it");
        // A folder cannot be removed like a file: that must not stop the sweep.
        fs::create_dir(folder.path().join("photos").join("0")).expect("a folder");
        photos().forget_abandoned(later, &none).expect("removed");
        assert!(matches!(photos().find(kept.id), Err(PhotoError::Gone)));
        photos().remove(kept.id).expect("nothing to remove");
    }

    #[test]
    fn what_is_no_picture_leaves_nothing_behind() {
        let folder = tempfile::tempdir().expect("a folder");
        let photos = Photos::new(folder.path().to_owned());
        assert!(matches!(
            photos.add("a.svg", b"<svg/>"),
            Err(PhotoError::Picture(PictureError::NotAPicture))
        ));
        assert!(matches!(photos.add("a.jpg", b""), Err(PhotoError::Picture(PictureError::Empty))));
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 0);
    }

    #[test]
    fn a_handle_is_never_a_path() {
        for text in ["", "..", "../../etc/passwd", "x", "00000000-0000-0000-0000-00000000000g"] {
            assert!(text.parse::<PhotoHandle>().is_err(), "{text}");
        }
    }
}
