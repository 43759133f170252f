//! The vault: what is sealed at rest, and the keys that open it.
//!
//! Three floors. Each object is sealed by a data key of its own. The data key is wrapped for each owner who may open the
//! object; the wraps stand beside the object, wherever a slice keeps it. An owner's key is wrapped by the master key and
//! stands here, in a database of its own (`server.keys_database`): destroying that one row closes everything it opened, in
//! every backup of the objects too. The master key is a file.
//!
//! Nothing unlocked outlives the request or job that needed it, but the master key. Knows no slice: owners and objects are
//! a kind and an id.

mod destroyed;
mod master;
mod rotate;
mod seal;
mod store;
#[cfg(test)]
mod tests;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

use master::Masters;
use seal::Key;

use crate::{
    db::{Db, DbError},
    keys::KeyError,
};

pub use rotate::Rotated;
pub use seal::{DataKey, Object, Owner, OwnerKey};

/// Name of the master key's file.
const MASTER: &str = "master.key";
/// Name of the file that says what was destroyed.
const DESTROYED: &str = "destroyed-keys.jsonl";
/// Rows read at once where all are needed.
const ROWS: i64 = 500;

/// Why something cannot be sealed or opened. No message holds a key or a content.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// There is no key of this owner: it was destroyed, or never made.
    #[error("there is no key of {0}")]
    NoKey(String),
    /// Not sealed for this place by this key, or changed since.
    #[error("it was not sealed for this place by this key, or was changed")]
    Sealed,
    /// The file lacks the generation that wrapped a key.
    #[error("master.key lacks generation {0}; restore the newest one from its backup")]
    Generation(i64),
    /// There are keys and no master key.
    #[error("there are keys but no {0}; restore it from its backup")]
    MasterMissing(String),
    /// The file holds something else.
    #[error("{0} does not hold a master key; restore it from its backup")]
    MasterDamaged(String),
    /// Another rotation is under way.
    #[error("another rotation is under way")]
    Rotating,
    /// A file cannot be used.
    #[error(transparent)]
    File(#[from] KeyError),
    /// The tables of keys cannot be brought up to date.
    #[error("the tables of keys cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// As the database of keys says.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What cannot be opened is a column that cannot be read; a database of keys that does not answer is one that does not.
impl From<VaultError> for DbError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Db(error) => error,
            other => Self::Decode(Box::new(other)),
        }
    }
}

/// Keys of owners. Cloning is cheap.
#[derive(Clone)]
pub struct Vault {
    keys: Db,
    folder: PathBuf,
    masters: Arc<RwLock<Masters>>,
    is_new: bool,
}

/// What [`Vault::check`] found.
#[derive(Debug, Default, Clone, Copy)]
pub struct Standing {
    /// Keys that open.
    pub keys: u64,
    /// Keys that do not.
    pub broken: u64,
    /// Keys that an earlier generation wraps: a rotation is not finished.
    pub earlier: u64,
    /// The newest generation of the master key.
    pub generation: i64,
}

impl Vault {
    /// Opens the database of keys and the master key in `folder`; makes both at the very first start. Destroys again what
    /// a restored backup has brought back.
    ///
    /// # Errors
    /// Says what cannot be used. A master key is never replaced in silence.
    pub async fn open(folder: &Path, address: &str) -> Result<Self, VaultError> {
        let keys = Db::open_forgetting(address).await?;
        keys.migrate_keys().await?;
        let path = folder.join(MASTER);
        let any = store::page(&keys, "", 1).await?;
        let masters = match Masters::read(&path)? {
            Some(masters) => masters,
            None if any.is_empty() => make_first(folder, &path)?,
            None => return Err(VaultError::MasterMissing(path.display().to_string())),
        };
        if masters.number() > 1 {
            tracing::warn!("a rotation of the master key was not finished; run `keys rotate` again");
        }
        let folder = folder.to_owned();
        let is_new = any.is_empty();
        let vault = Self { keys, folder, masters: Arc::new(RwLock::new(masters)), is_new };
        for row in &any {
            vault.unlock(row)?;
        }
        vault.destroy_again().await?;
        Ok(vault)
    }

    /// Whether there was no key when it was opened.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.is_new
    }

    fn master_path(&self) -> PathBuf {
        self.folder.join(MASTER)
    }

    fn destroyed_path(&self) -> PathBuf {
        self.folder.join(DESTROYED)
    }

    /// The master key of a generation. A rotation in another process may have written a newer one.
    fn master(&self, generation: i64) -> Result<Key, VaultError> {
        let known = self.masters.read().unwrap_or_else(PoisonError::into_inner).get(generation).cloned();
        if let Some(key) = known {
            return Ok(key);
        }
        let path = self.master_path();
        let read =
            Masters::read(&path)?.ok_or_else(|| VaultError::MasterMissing(path.display().to_string()))?;
        let key = read.get(generation).cloned().ok_or(VaultError::Generation(generation))?;
        *self.masters.write().unwrap_or_else(PoisonError::into_inner) = read;
        Ok(key)
    }

    fn unlock(&self, row: &store::KeyRow) -> Result<OwnerKey, VaultError> {
        let key = self
            .master(row.generation)?
            .unwrap_key(&place(&row.owner, &row.generation.to_string()), &row.wrapped)?;
        Ok(OwnerKey { owner: Owner::of_text(row.owner.clone()), key })
    }

    /// The key of an owner.
    ///
    /// # Errors
    /// [`VaultError::NoKey`] when it was destroyed or never made; otherwise as the database of keys says.
    pub async fn key_of(&self, owner: &Owner) -> Result<OwnerKey, VaultError> {
        let row = store::find(&self.keys, owner).await?;
        self.unlock(&row.ok_or_else(|| VaultError::NoKey(owner.as_str().to_owned()))?)
    }

    /// The key of an owner, made where there is none.
    ///
    /// # Errors
    /// As the database of keys says.
    pub async fn make(&self, owner: &Owner) -> Result<OwnerKey, VaultError> {
        match self.key_of(owner).await {
            Err(VaultError::NoKey(_)) => {}
            known => return known,
        }
        self.make_all(std::slice::from_ref(owner)).await?;
        self.key_of(owner).await
    }

    /// Makes the keys that many owners lack, in one commit.
    ///
    /// # Errors
    /// As the database of keys says.
    pub async fn make_all(&self, owners: &[Owner]) -> Result<(), VaultError> {
        let mut tx = self.keys.begin().await?;
        let generation = store::hold_current(&mut tx).await?;
        let master = self.master(generation)?;
        for owner in owners {
            let wrapped = master.wrap(&place(owner.as_str(), &generation.to_string()), &Key::random());
            store::insert(&mut tx, owner, generation, wrapped).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Destroys keys for good; those that are gone already are fine, so that a job may run twice. Must follow the commit
    /// of what makes it true.
    ///
    /// # Errors
    /// As the file and the database of keys say.
    pub async fn destroy(&self, owners: &[Owner], now_ms: i64) -> Result<(), VaultError> {
        let path = self.destroyed_path();
        destroyed::append(&path, owners, now_ms)
            .map_err(|error| KeyError::File(path.display().to_string(), error))?;
        self.erase(owners).await
    }

    async fn erase(&self, owners: &[Owner]) -> Result<(), VaultError> {
        let mut tx = self.keys.begin().await?;
        for owner in owners {
            store::destroy(&mut tx, owner).await?;
        }
        tx.commit().await?;
        // What is erased must not stand in SQLite's log either.
        Ok(self.keys.empty_log().await?)
    }

    /// Destroys what the file names and this database has never heard of: it was restored from a backup.
    async fn destroy_again(&self) -> Result<(), VaultError> {
        let path = self.destroyed_path();
        let owners =
            destroyed::read(&path).map_err(|error| KeyError::File(path.display().to_string(), error))?;
        let mut again = Vec::new();
        for owner in owners {
            if !store::is_destroyed(&self.keys, &owner).await? {
                again.push(owner);
            }
        }
        if again.is_empty() {
            return Ok(());
        }
        tracing::warn!(keys = again.len(), "keys that a restored backup brought back are destroyed again");
        self.erase(&again).await
    }

    /// Opens every key.
    ///
    /// # Errors
    /// As the database of keys says.
    pub async fn check(&self) -> Result<Standing, VaultError> {
        let newest = self.masters.read().unwrap_or_else(PoisonError::into_inner).newest();
        let mut standing = Standing { generation: newest, ..Standing::default() };
        let mut after = String::new();
        loop {
            let rows = store::page(&self.keys, &after, ROWS).await?;
            let Some(last) = rows.last() else { return Ok(standing) };
            after.clone_from(&last.owner);
            for row in &rows {
                standing.earlier += u64::from(row.generation < standing.generation);
                match self.unlock(row) {
                    Ok(_) => standing.keys += 1,
                    Err(_) => standing.broken += 1,
                }
            }
        }
    }

    /// Lets go of the database of keys.
    pub async fn close(&self) {
        self.keys.close().await;
    }
}

/// Makes the first master key; of several copies of the server that start at once, one does.
fn make_first(folder: &Path, path: &Path) -> Result<Masters, VaultError> {
    let lock = folder.join(rotate::LOCK);
    let held = rotate::open_lock(&lock).and_then(|file| file.lock().map(|()| file));
    let _held = held.map_err(|error| KeyError::File(lock.display().to_string(), error))?;
    if let Some(masters) = Masters::read(path)? {
        return Ok(masters);
    }
    let first = Masters::first();
    first.write(path)?;
    Ok(first)
}

/// Where the wrap of an owner's key belongs.
fn place<'a>(owner: &'a str, generation: &'a str) -> [&'a str; 3] {
    ["owner key", owner, generation]
}
