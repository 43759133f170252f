//! The archive of a run: a ZIP from outside, opened only when nothing in it surprises.
//!
//! Nothing is ever written to disk under a name of the archive. Before any file is unpacked, the directory has to agree
//! with the headers of the files, without gaps that hold more files, and the sizes it promises have to keep the limits;
//! unpacking then stops where the promise ends.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    path::Path,
};

use rathaus_api::mail::RunDoubtCode;
use zip::{CompressionMethod, ZipArchive, result::ZipError};

/// Most bytes of an archive.
pub const ARCHIVE_BYTES_MAX: u64 = 512 << 20;
/// Most files: as many as rows, and some to spare.
const FILES_MAX: usize = 10_100;
/// Most bytes of one file, unpacked.
const FILE_BYTES_MAX: u64 = 20 << 20;
/// Most bytes of all files together, unpacked.
const UNPACKED_MAX: u64 = 2 << 30;
/// A larger file may not be more times as large as it was packed.
const RATIO_MAX: u64 = 100;
/// From here on the ratio counts: a small page of blanks is no bomb.
const RATIO_FROM_BYTES: u64 = 1 << 20;
const NAME_CHARS_MAX: usize = 200;
/// Size of the end of a ZIP's directory without its comment, and of the longest comment (APPNOTE 4.3.16).
const END_BYTES: (u64, u64) = (22, 65_535);
const END_MAGIC: &[u8] = b"PK\x05\x06";
const PACKED_ENDINGS: &[&str] = &[".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst"];

/// Why an archive, or a file in it, cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// What is wrong with it, and in English.
    #[error("{1}")]
    Refused(RunDoubtCode, String),
    /// The disk failed; the archive may be fine.
    #[error("the archive cannot be read: {0}")]
    Disk(io::Error),
}

fn refused<T>(code: RunDoubtCode, detail: impl Into<String>) -> Result<T, ArchiveError> {
    Err(ArchiveError::Refused(code, detail.into()))
}

impl From<ZipError> for ArchiveError {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::Io(error) => error.into(),
            ZipError::InvalidPassword => {
                Self::Refused(RunDoubtCode::ArchiveEncrypted, "a file needs a password".to_owned())
            }
            other => Self::Refused(RunDoubtCode::ArchiveDamaged, other.to_string()),
        }
    }
}

impl From<io::Error> for ArchiveError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                Self::Refused(RunDoubtCode::ArchiveDamaged, error.to_string())
            }
            _ => Self::Disk(error),
        }
    }
}

/// An archive whose directory was understood.
pub struct Archive {
    zip: ZipArchive<BufReader<File>>,
    /// Files by their names: place and promised size.
    files: HashMap<String, (usize, u64)>,
}

impl Archive {
    /// Opens an archive and looks at everything but the contents of its files.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn open(path: &Path) -> Result<Self, ArchiveError> {
        let mut archive = Self::open_again(path)?;
        archive.zip.validate_header_consistency()?;
        Ok(archive)
    }

    /// The same for an archive that was opened before: what stands in front of each file is not read again.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn open_again(path: &Path) -> Result<Self, ArchiveError> {
        let mut file = File::open(path).map_err(ArchiveError::Disk)?;
        check_end(&mut file)?;
        let zip = ZipArchive::new(BufReader::new(file))?;
        if zip.len() > FILES_MAX {
            return refused(RunDoubtCode::TooManyFiles, format!("at most {FILES_MAX} files"));
        }
        if zip.has_duplicate_names() {
            return refused(RunDoubtCode::DuplicateFile, "two files have one name");
        }
        let files = directory(&zip)?;
        Ok(Self { zip, files })
    }

    /// Whether there is such a file.
    pub fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// The names of all files, sorted.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.files.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    /// Unpacks a file; its checksum holds.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, ArchiveError> {
        let Some(&(index, promised)) = self.files.get(name) else {
            return refused(RunDoubtCode::MissingFile, "there is no such file");
        };
        let mut bytes = Vec::with_capacity(usize::try_from(promised).unwrap_or(0));
        let mut unpacked = self.zip.by_index(index)?;
        // One byte more than promised: the end of the file is reached, and its checksum compared, only then.
        unpacked.by_ref().take(promised + 1).read_to_end(&mut bytes)?;
        if u64::try_from(bytes.len()).ok() != Some(promised) {
            return refused(RunDoubtCode::ArchiveDamaged, "a file has not the size the archive says");
        }
        Ok(bytes)
    }
}

/// The number of files, before their directory is held in memory.
fn check_end(file: &mut File) -> Result<(), ArchiveError> {
    let length = file.metadata().map_err(ArchiveError::Disk)?.len();
    let (fixed, comment) = END_BYTES;
    file.seek(SeekFrom::Start(length.saturating_sub(fixed + comment)))?;
    let mut tail = Vec::new();
    file.take(fixed + comment).read_to_end(&mut tail)?;
    let damaged = || refused(RunDoubtCode::ArchiveDamaged, "not a ZIP, or cut off");
    let Some(start) = tail.windows(END_MAGIC.len()).rposition(|bytes| bytes == END_MAGIC) else {
        return damaged();
    };
    let Some(&[low, high]) = tail.get(start + 10..start + 12) else { return damaged() };
    if usize::from(u16::from_le_bytes([low, high])) > FILES_MAX {
        return refused(RunDoubtCode::TooManyFiles, format!("at most {FILES_MAX} files"));
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(())
}

fn directory(zip: &ZipArchive<BufReader<File>>) -> Result<HashMap<String, (usize, u64)>, ArchiveError> {
    let (mut files, mut unpacked) = (HashMap::new(), 0_u64);
    for index in 0..zip.len() {
        let entry = zip.by_index_data(index)?;
        let Ok(name) = std::str::from_utf8(entry.name_raw()) else {
            return refused(RunDoubtCode::UnsafeName, "a name is not UTF-8");
        };
        if !is_safe(name) || entry.is_symlink() {
            return refused(
                RunDoubtCode::UnsafeName,
                format!("file {}: a name or link that leads elsewhere", index + 1),
            );
        }
        if entry.encrypted() {
            return refused(RunDoubtCode::ArchiveEncrypted, "a file needs a password");
        }
        if entry.is_dir() {
            continue;
        }
        let ending = name.to_ascii_lowercase();
        if PACKED_ENDINGS.iter().any(|packed| ending.ends_with(packed)) {
            return refused(RunDoubtCode::NestedArchive, "no archives inside of an archive");
        }
        if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
            return refused(RunDoubtCode::ArchiveDamaged, "packed in a way that is not understood");
        }
        let (size, packed) = (entry.size(), entry.compressed_size());
        unpacked = unpacked.saturating_add(size);
        let is_bomb = size > RATIO_FROM_BYTES && size / RATIO_MAX > packed;
        if size > FILE_BYTES_MAX || unpacked > UNPACKED_MAX || is_bomb {
            return refused(RunDoubtCode::UnpacksTooLarge, "20 MiB a file and 2 GiB in all at most");
        }
        files.insert(name.to_owned(), (index, size));
    }
    Ok(files)
}

/// Whether a name is a plain one, on every system.
fn is_safe(name: &str) -> bool {
    let inside = name.strip_suffix('/').unwrap_or(name);
    name.chars().count() <= NAME_CHARS_MAX
        && !name.chars().any(|c| c.is_control() || matches!(c, '\\' | ':' | '\u{202a}'..='\u{202e}'))
        && inside.split('/').all(|part| !matches!(part.trim(), "" | "." | ".."))
}
