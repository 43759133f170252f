//! Pieces as files: `<id>.pdf`, what comes along as `<id>.1.pdf` and so on, and `<id>.json` that says what it is. A piece is complete when its manifest is there.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use rathaus_letters::Pdf;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::keys::hex;

/// A piece to lay down.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Names the files; the same id is the same piece.
    pub id: String,
    /// What it is, for example `identity_letter`.
    pub kind: &'static str,
    /// The document.
    pub pdf: Pdf,
    /// What comes along, in the same envelope.
    pub attachments: Vec<Attachment>,
    /// When it was made, RFC 3339.
    pub made_at: String,
}

/// A document that comes along.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its pages.
    pub pages: u32,
}

/// What stands beside the PDF.
#[derive(Serialize)]
struct Manifest<'a> {
    id: &'a str,
    kind: &'a str,
    made_at: &'a str,
    pages: u32,
    bytes: usize,
    sha256: String,
    duplex: bool,
    envelope: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attached>,
}

/// A document of the manifest that comes along.
#[derive(Serialize)]
struct Attached {
    file: String,
    pages: u32,
    bytes: usize,
    sha256: String,
}

/// The folder from which letters are printed.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// Opens the folder, made if missing, readable by the server's own user only.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)?;
        Ok(Self(path.to_owned()))
    }

    /// Lays a piece down. Bytes, fsync, rename, then the manifest the same way, then the folder: after a crash there
    /// is a whole piece, or one without manifest that the next try replaces. The same bytes again change nothing.
    ///
    /// # Errors
    /// As the disk says.
    pub async fn lay_down(&self, piece: Piece) -> io::Result<()> {
        let ready = self.prepare(piece).await?;
        self.complete(ready).await
    }

    /// The first half: everything but the manifest lies under its name, the manifest beside it under another. Nobody
    /// takes the piece yet, and nothing needs room any more.
    ///
    /// # Errors
    /// As the disk says.
    pub async fn prepare(&self, piece: Piece) -> io::Result<Ready> {
        self.work(move |folder| prepare(folder, &piece)).await
    }

    /// The second half: from here on somebody may take the piece, whatever this answers.
    ///
    /// # Errors
    /// As the disk says.
    pub async fn complete(&self, ready: Ready) -> io::Result<()> {
        self.work(move |folder| {
            if let Some(aside) = ready.aside {
                fs::rename(aside, folder.join(ready.manifest))?;
            }
            File::open(folder)?.sync_all()
        })
        .await
    }

    /// Takes away what lies there of a piece, its manifest first.
    ///
    /// # Errors
    /// As the disk says.
    pub async fn clear(&self, id: String) -> io::Result<()> {
        self.work(move |folder| {
            match fs::remove_file(folder.join(format!("{id}.json"))) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => File::open(folder)?.sync_all()?,
            }
            let (own, aside) = (format!("{id}."), format!(".{id}."));
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                if name.starts_with(&own) || name.starts_with(&aside) {
                    fs::remove_file(entry.path())?;
                }
            }
            Ok(())
        })
        .await
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let folder = self.0.clone();
        let done = tokio::task::spawn_blocking(move || work(&folder)).await;
        done.map_err(io::Error::other)?
    }
}

/// A piece that lacks nothing but the name of its manifest.
#[derive(Debug)]
pub struct Ready {
    /// Where the manifest is written; nowhere when the same one lies there already.
    aside: Option<PathBuf>,
    /// Name of the manifest.
    manifest: String,
}

fn prepare(folder: &Path, piece: &Piece) -> io::Result<Ready> {
    let mut attachments = Vec::new();
    for (number, attachment) in (1..).zip(&piece.attachments) {
        let file = format!("{}.{number}.pdf", piece.id);
        write(folder, &file, &attachment.bytes)?;
        let (pages, bytes) = (attachment.pages, attachment.bytes.len());
        let sha256 = hex(&Sha256::digest(&attachment.bytes));
        attachments.push(Attached { file, pages, bytes, sha256 });
    }
    let manifest = Manifest {
        id: &piece.id,
        kind: piece.kind,
        made_at: &piece.made_at,
        pages: piece.pdf.pages,
        bytes: piece.pdf.bytes.len(),
        sha256: hex(&Sha256::digest(&piece.pdf.bytes)),
        duplex: false,
        envelope: "window, DIN 5008 form B",
        attachments,
    };
    let bytes = serde_json::to_vec_pretty(&manifest).map_err(io::Error::other)?;
    write(folder, &format!("{}.pdf", piece.id), &piece.pdf.bytes)?;
    let manifest = format!("{}.json", piece.id);
    let aside = beside(folder, &manifest, &bytes)?;
    // The bytes stand under their names before anything says so.
    File::open(folder)?.sync_all()?;
    Ok(Ready { aside, manifest })
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    match beside(folder, name, bytes)? {
        Some(aside) => fs::rename(aside, folder.join(name)),
        None => Ok(()),
    }
}

/// Writes a file beside its place; nothing where the same bytes are in their place.
fn beside(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<Option<PathBuf>> {
    if fs::read(folder.join(name)).is_ok_and(|there| there == bytes) {
        return Ok(None);
    }
    let aside = folder.join(format!(".{name}.new"));
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&aside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(Some(aside))
}
