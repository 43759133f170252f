//! SQLite or PostgreSQL behind one SQL text.
//!
//! `$1` placeholders, TEXT ids, BIGINT milliseconds and 0/1, `RETURNING`, `ON CONFLICT`. SQLite has one writer and
//! several readers (WAL, `synchronous=FULL`); PostgreSQL one pool. A write transaction is a [`Tx`]; reads outside a
//! transaction go to the [`Db`] itself. Where the two databases really differ, the difference is a function here.

pub mod counters;
pub mod keys;
mod query;
#[cfg(test)]
pub(crate) mod tests;
pub mod tries;
mod tx;
mod writer;

use std::{str::FromStr, sync::Arc, time::Duration};

use sqlx::{
    Connection as _, PgConnection, PgPool, SqlitePool,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::watch;

pub use query::{On, Query, Row, Value, places, sql, sql_built};
pub use tx::Tx;

use tx::Inner;
use writer::Writer;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");
/// Tables of the database of keys.
static KEYS: Migrator = sqlx::migrate!("./src/vault/migrations");

/// A database of one town.
#[derive(Clone)]
pub struct Db {
    pools: Pools,
    committed: Arc<watch::Sender<u64>>,
}

#[derive(Clone)]
enum Pools {
    Sqlite { writer: Writer, readers: SqlitePool },
    Postgres(PgPool),
}

/// No id that sorts by time (UUIDv7) and was made before this moment, in milliseconds since 1970, is greater.
#[must_use]
pub fn ids_before(at_ms: i64) -> String {
    uuid::Builder::from_unix_timestamp_millis(u64::try_from(at_ms).unwrap_or(0), &[0; 10])
        .into_uuid()
        .to_string()
}

/// What a database can fail with. Which failures are passing ones is decided in [`is_passing`] and [`is_full`].
pub type DbError = sqlx::Error;

impl Db {
    /// Opens `sqlite:///path/file.db` (made if missing) or `postgres://…`. Does not migrate.
    ///
    /// # Errors
    /// When the address makes no sense or the database does not answer within five seconds; says which.
    pub async fn open(address: &str) -> Result<Self, DbError> {
        Self::open_with(address, false).await
    }

    /// The same for a database whose erased rows must be gone: SQLite overwrites them. PostgreSQL keeps dead rows until
    /// it vacuums.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub async fn open_forgetting(address: &str) -> Result<Self, DbError> {
        Self::open_with(address, true).await
    }

    async fn open_with(address: &str, forgetting: bool) -> Result<Self, DbError> {
        let pools = if address.starts_with("postgres") {
            Pools::Postgres(open_postgres(address).await?)
        } else {
            open_sqlite(address, forgetting).await?
        };
        Ok(Self { pools, committed: Arc::new(watch::Sender::new(0)) })
    }

    /// Brings the tables up to date. Forward only.
    ///
    /// # Errors
    /// When a migration fails; what it had changed is rolled back.
    pub async fn migrate(&self) -> Result<(), sqlx::migrate::MigrateError> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => MIGRATIONS.run(writer.pool()).await,
            Pools::Postgres(pool) => MIGRATIONS.run(pool).await,
        }
    }

    /// Brings the tables of a database of keys up to date. Forward only.
    ///
    /// # Errors
    /// As [`Db::migrate`].
    pub async fn migrate_keys(&self) -> Result<(), sqlx::migrate::MigrateError> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => KEYS.run(writer.pool()).await,
            Pools::Postgres(pool) => KEYS.run(pool).await,
        }
    }

    /// Empties SQLite's write-ahead log into the database, so that nothing erased stands in it. Waits for the writer.
    ///
    /// # Errors
    /// `PoolTimedOut` when somebody reads or writes for too long; otherwise as the database says.
    pub async fn empty_log(&self) -> Result<(), DbError> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => {
                let checkpoint = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)");
                let (busy, _, _): (i64, i64, i64) = checkpoint.fetch_one(writer.pool()).await?;
                if busy == 0 { Ok(()) } else { Err(DbError::PoolTimedOut) }
            }
            Pools::Postgres(_) => Ok(()),
        }
    }

    /// Begins a write transaction. On SQLite there is one at a time and the others wait.
    ///
    /// # Errors
    /// When the database does not answer in time.
    pub async fn begin(&self) -> Result<Tx, DbError> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => {
                Ok(Tx::new(Inner::Sqlite(writer.begin().await?), Arc::clone(&self.committed)))
            }
            Pools::Postgres(pool) => {
                Ok(Tx::new(Inner::Postgres(pool.begin().await?), Arc::clone(&self.committed)))
            }
        }
    }

    /// Counts up when a transaction of this process that announced something has committed.
    #[must_use]
    pub fn committed(&self) -> watch::Receiver<u64> {
        self.committed.subscribe()
    }

    /// Whether the database answers, and lets somebody write when the turn comes.
    pub async fn is_ready(&self) -> bool {
        let reads = sql("SELECT CAST(1 AS BIGINT)").one::<(i64,)>(self).await;
        reads.is_ok() && self.begin().await.is_ok()
    }

    /// Lets go of all connections.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.pool().close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

async fn open_sqlite(address: &str, forgetting: bool) -> Result<Pools, DbError> {
    let options = SqliteConnectOptions::from_str(address)?;
    let folder = options.get_filename().parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let reason = format!("there is no folder {}", folder.display());
        return Err(DbError::Configuration(reason.into()));
    }
    let options = options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .foreign_keys(true)
        .pragma("cache_size", "-8000")
        .pragma("mmap_size", "0")
        .pragma("secure_delete", if forgetting { "ON" } else { "OFF" });
    let wait = Duration::from_secs(5);
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(wait)
        .connect_with(options.clone())
        .await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(4)
        .acquire_timeout(wait)
        .test_before_acquire(false)
        .connect_with(options.read_only(true))
        .await?;
    Ok(Pools::Sqlite { writer: Writer::new(writer), readers })
}

async fn open_postgres(address: &str) -> Result<PgPool, DbError> {
    let options = PgConnectOptions::from_str(address)?.application_name("rathaus");
    let wait = Duration::from_secs(5);
    // A pool would only say that it waited; one plain connection says why.
    match tokio::time::timeout(wait, PgConnection::connect_with(&options)).await {
        Ok(connection) => connection?.close().await?,
        Err(_) => return Err(DbError::Io(std::io::ErrorKind::TimedOut.into())),
    }
    PgPoolOptions::new().max_connections(16).acquire_timeout(wait).connect_with(options).await
}

/// Whether the failure is likely to pass by itself: no connection, a lock, a shutdown.
#[must_use]
pub fn is_passing(error: &DbError) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(inner) => inner.code().is_some_and(|code| {
            // SQLite: BUSY, LOCKED, READONLY, IOERR, CANTOPEN in the low byte. PostgreSQL: classes of SQLSTATE.
            code.parse::<u32>()
                .is_ok_and(|number| matches!(number & 0xff, 5 | 6 | 8 | 10 | 14) && code.len() < 5)
                || ["08", "40", "53", "57", "58"]
                    .iter()
                    .any(|class| code.len() == 5 && code.starts_with(class))
        }),
        _ => false,
    }
}

/// Whether the disk of the database is full.
#[must_use]
pub fn is_full(error: &DbError) -> bool {
    match error {
        // SQLITE_FULL, PostgreSQL disk_full
        sqlx::Error::Database(inner) => inner.code().is_some_and(|code| code == "13" || code == "53100"),
        sqlx::Error::Io(inner) => inner.kind() == std::io::ErrorKind::StorageFull,
        _ => false,
    }
}
