//! Small files that must survive a power cut whole: either the old content or the new one, never half.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// The content of a file, or `None` when there is none.
pub fn read_if_there(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes `bytes` to a neighbour, fsyncs it, renames it over `path` and fsyncs the folder. Without the last
/// step the new name is lost in most simulated power cuts.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    // A name of its own for every write: two at once must not rename each other's half-written file.
    let mut neighbour = name.to_owned();
    neighbour.push(format!(".{:08x}.new", rand::random::<u32>()));
    let neighbour = folder.join(neighbour);
    let mut file = private(&neighbour)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    drop(file);
    if let Err(error) = written.and_then(|()| fs::rename(&neighbour, path)) {
        // A full disk leaves half a neighbour behind; what was there before stays as it is.
        let _ = fs::remove_file(&neighbour);
        return Err(error);
    }
    sync_folder(folder)
}

/// A new file nobody but its owner can read: photos of residents wait in such files.
fn private(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Windows neither needs nor allows it: NTFS journals the rename.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_leaves_no_neighbour() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deep").join("town.json");
        assert_eq!(read_if_there(&path).expect("readable"), None);
        for text in ["first", "second"] {
            replace_file(&path, text.as_bytes()).expect("written");
            assert_eq!(read_if_there(&path).expect("readable"), Some(text.as_bytes().to_vec()));
        }
        assert_eq!(fs::read_dir(folder.path().join("deep")).expect("listed").count(), 1);
    }

    #[test]
    fn writers_at_the_same_time_do_not_disturb_each_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("settings.json");
        std::thread::scope(|scope| {
            for letter in ["a", "b", "c", "d"] {
                let path = &path;
                scope.spawn(move || {
                    for _ in 0..20 {
                        replace_file(path, letter.repeat(1000).as_bytes()).expect("written");
                    }
                });
            }
        });
        let left = read_if_there(&path).expect("readable").expect("there");
        assert!(left.len() == 1000 && left.iter().all(|byte| *byte == left[0]), "never half");
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1);
    }
}
