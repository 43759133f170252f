//! Objects as files in a folder, two levels deep (`ab/abcd...`) so that no directory grows without end.
//!
//! `LocalFileSystem` syncs nothing by default; with `with_fsync(true)` a `put` returns only after the file's
//! content, its rename and every directory touched on the way are on the disk.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Location;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions};

use super::{BlobError, BlobName};

/// A folder of immutable objects. Cloning is cheap and shares the folder.
#[derive(Debug, Clone)]
pub struct Folder {
    store: Arc<LocalFileSystem>,
    root: Arc<PathBuf>,
}

impl Folder {
    /// Opens the folder and creates it (readable by this user only) when it is missing.
    ///
    /// # Errors
    /// `Unavailable` when the path cannot be created, opened or written.
    pub fn open(root: &Path) -> Result<Self, BlobError> {
        create_private(root).map_err(from_io)?;
        let store = LocalFileSystem::new_with_prefix(root).map_err(from_store)?.with_fsync(true);
        let probe = root.join(format!(".probe-{}", BlobName::random()));
        fs::write(&probe, b"").and_then(|()| fs::remove_file(&probe)).map_err(from_io)?;
        Ok(Self { store: Arc::new(store), root: Arc::new(root.to_owned()) })
    }

    /// Stores the bytes under a random name nobody has used; when this returns they survive a power cut.
    ///
    /// # Errors
    /// `Full` when the disk or the quota is full (nothing is left behind), else `Unavailable`.
    pub async fn put(&self, name: &BlobName, bytes: Bytes) -> Result<(), BlobError> {
        // Overwrite publishes by rename, Create by hard link, which some network file systems lack. With 128
        // random bits there is nothing to overwrite.
        let options = PutOptions { mode: PutMode::Overwrite, ..PutOptions::default() };
        self.store.put_opts(&location(name), bytes.into(), options).await.map_err(from_store)?;
        Ok(())
    }

    /// The bytes stored under the name.
    ///
    /// # Errors
    /// `Missing` when there is no such object, else `Unavailable`.
    pub async fn get(&self, name: &BlobName) -> Result<Bytes, BlobError> {
        let found = self.store.get(&location(name)).await.map_err(from_store)?;
        found.bytes().await.map_err(from_store)
    }

    /// Objects written before a time whose numbers are not among the known ones.
    ///
    /// # Errors
    /// `Unavailable` when the folder cannot be read.
    pub async fn strays(&self, known: HashSet<u128>, before: SystemTime) -> Result<Vec<BlobName>, BlobError> {
        let root = Arc::clone(&self.root);
        let found = tokio::task::spawn_blocking(move || strays(&root, &known, before)).await;
        found.map_err(|error| BlobError::Unavailable(error.into()))?.map_err(from_io)
    }

    /// Erases the object; an object that is already gone is fine, so that a job may run twice.
    ///
    /// # Errors
    /// `Unavailable` when the file system refuses.
    pub async fn delete(&self, name: &BlobName) -> Result<(), BlobError> {
        match self.store.delete(&location(name)).await.map_err(from_store) {
            Ok(()) => {}
            Err(BlobError::Missing) => return Ok(()),
            Err(error) => return Err(error),
        }
        // object_store syncs no directory after a delete: without this an erased picture could come back.
        let directory = self.root.join(shard(name));
        tokio::task::spawn_blocking(move || sync_directory(&directory))
            .await
            .map_err(|error| BlobError::Unavailable(error.into()))?
            .map_err(from_io)
    }
}

fn strays(root: &Path, known: &HashSet<u128>, before: SystemTime) -> io::Result<Vec<BlobName>> {
    let mut found = Vec::new();
    for directory in fs::read_dir(root)? {
        let directory = directory?;
        if !directory.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(directory.path())? {
            let file = file?;
            let name = file.file_name().to_str().and_then(|name| name.parse::<BlobName>().ok());
            let Some(name) = name.filter(|name| !known.contains(&name.number())) else { continue };
            // A file that goes while we look is no stray.
            if file.metadata().and_then(|about| about.modified()).is_ok_and(|written| written < before) {
                found.push(name);
            }
        }
    }
    Ok(found)
}

fn shard(name: &BlobName) -> &str {
    &name.as_str()[..2]
}

fn location(name: &BlobName) -> Location {
    Location::from_iter([shard(name), name.as_str()])
}

fn create_private(root: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(root)?;
    match root.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => sync_directory(parent),
        _ => Ok(()),
    }
}

/// Makes changes of a directory's entries durable. Windows has no such call and does it by itself.
fn sync_directory(directory: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match fs::File::open(directory) {
        Ok(open) => open.sync_all(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

fn from_io(error: io::Error) -> BlobError {
    if no_space(&error) { BlobError::Full(error.into()) } else { BlobError::Unavailable(error.into()) }
}

fn from_store(error: object_store::Error) -> BlobError {
    if matches!(error, object_store::Error::NotFound { .. }) {
        return BlobError::Missing;
    }
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(current) = cause {
        if current.downcast_ref::<io::Error>().is_some_and(no_space) {
            return BlobError::Full(error.into());
        }
        cause = current.source();
    }
    BlobError::Unavailable(error.into())
}

fn no_space(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Folder) {
        let directory = tempfile::tempdir().unwrap();
        let folder = Folder::open(&directory.path().join("deep").join("blobs")).unwrap();
        (directory, folder)
    }

    async fn put(folder: &Folder, bytes: Bytes) -> BlobName {
        let name = BlobName::random();
        folder.put(&name, bytes).await.unwrap();
        name
    }

    fn files(root: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in fs::read_dir(root).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
        }
        found
    }

    #[tokio::test]
    async fn what_was_put_comes_back_unchanged() {
        let (_directory, folder) = folder();
        for size in [0_usize, 1, 4096, 3_000_000] {
            let bytes = Bytes::from(vec![7_u8; size]);
            let name = put(&folder, bytes.clone()).await;
            assert_eq!(folder.get(&name).await.unwrap(), bytes);
        }
    }

    #[tokio::test]
    async fn the_same_bytes_twice_are_two_objects() {
        let (_directory, folder) = folder();
        let bytes = Bytes::from_static(b"bus stop");
        let first = put(&folder, bytes.clone()).await;
        let second = put(&folder, bytes).await;
        assert_ne!(first, second);
        folder.delete(&first).await.unwrap();
        assert!(matches!(folder.get(&first).await, Err(BlobError::Missing)));
        assert_eq!(folder.get(&second).await.unwrap(), Bytes::from_static(b"bus stop"));
    }

    #[tokio::test]
    async fn deleting_twice_is_fine_and_leaves_no_file() {
        let (directory, folder) = folder();
        let name = put(&folder, Bytes::from_static(b"gone soon")).await;
        folder.delete(&name).await.unwrap();
        folder.delete(&name).await.unwrap();
        folder.delete(&BlobName::random()).await.unwrap();
        assert!(files(directory.path()).is_empty());
    }

    #[tokio::test]
    async fn objects_survive_a_restart() {
        let (directory, folder) = folder();
        let name = put(&folder, Bytes::from_static(b"kept")).await;
        drop(folder);
        let again = Folder::open(&directory.path().join("deep").join("blobs")).unwrap();
        assert_eq!(again.get(&name).await.unwrap(), Bytes::from_static(b"kept"));
    }

    #[tokio::test]
    async fn strays_are_old_files_that_nobody_knows() {
        let (directory, folder) = folder();
        let kept = put(&folder, Bytes::from_static(b"kept")).await;
        let stray = put(&folder, Bytes::from_static(b"stray")).await;
        fs::write(directory.path().join("deep/blobs/README"), "not ours").unwrap();
        let later = SystemTime::now() + std::time::Duration::from_secs(60);
        let known = HashSet::from([kept.number()]);
        assert_eq!(folder.strays(known.clone(), later).await.unwrap(), [stray]);
        let earlier = SystemTime::UNIX_EPOCH;
        assert!(folder.strays(known, earlier).await.unwrap().is_empty(), "a new file may get its row yet");
    }

    #[cfg(unix)]
    #[test]
    fn other_users_of_the_machine_cannot_look_inside() {
        use std::os::unix::fs::PermissionsExt;
        let (directory, _folder) = folder();
        let mode = fs::metadata(directory.path().join("deep/blobs")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn a_path_that_is_a_file_is_unavailable() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert!(matches!(Folder::open(file.path()), Err(BlobError::Unavailable(_))));
        assert!(matches!(Folder::open(&file.path().join("below")), Err(BlobError::Unavailable(_))));
    }

    #[test]
    fn a_full_disk_has_its_own_error() {
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded] {
            let deep = object_store::Error::Generic {
                store: "LocalFileSystem",
                source: Box::new(io::Error::from(kind)),
            };
            assert!(matches!(from_store(deep), BlobError::Full(_)));
            assert!(matches!(from_io(io::Error::from(kind)), BlobError::Full(_)));
        }
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        assert!(matches!(from_io(denied), BlobError::Unavailable(_)));
    }

    #[test]
    fn only_our_names_are_names() {
        let name = BlobName::random();
        assert_eq!(name.as_str().parse::<BlobName>(), Ok(name));
        for text in ["", "..", "../../etc/passwd", "ABCDEF0123456789ABCDEF0123456789", "0123", "é"] {
            assert_eq!(text.parse::<BlobName>(), Err(super::super::NotABlobName), "{text}");
        }
        assert!(serde_json::from_str::<BlobName>("\"../x\"").is_err());
    }
}
