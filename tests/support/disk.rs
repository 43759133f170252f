//! A disk so small that it gets full.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A disk of a few MiB in memory. It goes when this value goes.
pub struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    /// Mounts one, `size` as mount(8) writes it; nothing where this user may not mount.
    pub fn mount(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(folder.path());
        let mounted = mount.stdout(Stdio::null()).stderr(Stdio::null()).status();
        mounted.is_ok_and(|status| status.success()).then_some(Self { folder })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    fn ballast(&self) -> PathBuf {
        self.path().join("ballast")
    }

    /// Fills it to the last byte.
    pub fn fill(&self) {
        let mut ballast = fs::File::create(self.ballast()).expect("a file");
        let piece = [0; 4096];
        while ballast.write_all(&piece).is_ok() {}
    }

    /// Takes out what filled it.
    pub fn make_room(&self) {
        fs::remove_file(self.ballast()).expect("it was full");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: the town on it may have files open still.
        let _gone_already = Command::new("umount").arg("-l").arg(self.path()).stderr(Stdio::null()).status();
    }
}
