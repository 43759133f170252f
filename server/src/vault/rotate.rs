//! A new master key, while the server works.
//!
//! Each step can be the last before a crash, and the next rotation goes on from there: the file first gets the new
//! generation beside the old one; then new keys are wrapped by it; then every key is wrapped again; and only when none is
//! left does the old generation leave the file. A server that reads a key of a generation it does not know reads the file
//! again.

use std::{fs::File, path::Path};

use super::{Masters, ROWS, Vault, VaultError, place, store};
use crate::keys::KeyError;

/// Held by whoever writes the master key.
pub(super) const LOCK: &str = "master.lock";

/// What a rotation did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotated {
    /// The generation that wraps every key now.
    pub generation: i64,
    /// Keys that were wrapped again.
    pub keys: u64,
    /// It finished one that had been interrupted.
    pub resumed: bool,
}

pub(super) fn open_lock(path: &Path) -> std::io::Result<File> {
    File::options().create(true).write(true).truncate(false).open(path)
}

impl Vault {
    /// Makes a new master key, wraps every key again and destroys the old one; or finishes a rotation that was
    /// interrupted.
    ///
    /// # Errors
    /// [`VaultError::Rotating`] while somebody else does; otherwise as file and database say.
    pub async fn rotate(&self) -> Result<Rotated, VaultError> {
        let path = self.folder.join(LOCK);
        let fault = |error| KeyError::File(path.display().to_string(), error);
        let lock = open_lock(&path).map_err(fault)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(std::fs::TryLockError::WouldBlock) => return Err(VaultError::Rotating),
            Err(std::fs::TryLockError::Error(error)) => return Err(fault(error).into()),
        }
        let (generation, resumed) = self.begin_generation().await?;
        let mut keys = 0;
        loop {
            let wrapped = self.wrap_some_again(generation).await?;
            if wrapped == 0 {
                break;
            }
            keys += wrapped;
        }
        self.end_generations()?;
        tracing::info!(generation, keys, resumed, "the master key was rotated");
        if let Err(error) = self.keys.empty_log().await {
            tracing::warn!(%error, "old wraps stay in the log of keys.db until it is written into");
        }
        Ok(Rotated { generation, keys, resumed })
    }

    pub(super) fn read_masters(&self) -> Result<Masters, VaultError> {
        let path = self.master_path();
        Masters::read(&path)?.ok_or_else(|| VaultError::MasterMissing(path.display().to_string()))
    }

    fn write_masters(&self, masters: Masters) -> Result<(), VaultError> {
        masters.write(&self.master_path())?;
        *self.masters.write().unwrap_or_else(std::sync::PoisonError::into_inner) = masters;
        Ok(())
    }

    /// A new generation in the file, and then for every new key.
    pub(super) async fn begin_generation(&self) -> Result<(i64, bool), VaultError> {
        let masters = self.read_masters()?;
        let resumed = masters.number() > 1;
        let masters = if resumed { masters } else { masters.with_next() };
        let generation = masters.newest();
        self.write_masters(masters)?;
        let mut tx = self.keys.begin().await?;
        store::hold_current(&mut tx).await?;
        store::set_current(&mut tx, generation).await?;
        tx.commit().await?;
        Ok((generation, resumed))
    }

    /// Wraps some keys again that earlier generations wrapped, and says how many: none when there are none.
    pub(super) async fn wrap_some_again(&self, generation: i64) -> Result<u64, VaultError> {
        let mut tx = self.keys.begin().await?;
        let rows = store::wrapped_before(&mut tx, generation, ROWS).await?;
        let master = self.master(generation)?;
        for row in &rows {
            let key = self.unlock(row)?.key;
            let wrapped = master.wrap(&place(&row.owner, &generation.to_string()), &key);
            store::wrap_again(&mut tx, row, generation, wrapped).await?;
        }
        tx.commit().await?;
        Ok(u64::try_from(rows.len()).unwrap_or(u64::MAX))
    }

    /// The old generation leaves the file: nothing needs it.
    fn end_generations(&self) -> Result<(), VaultError> {
        self.write_masters(self.read_masters()?.newest_only())
    }
}
