//! The one writer of SQLite, and group commit.
//!
//! SQLite has one writer at a time, and a durable commit waits for the disk. Transactions that queue for the writer
//! while another one runs therefore share one commit: each is a savepoint of its own inside a common transaction, and
//! nobody is answered before the common commit has reached the disk. A transaction that fails rolls back to its own
//! savepoint and leaves the others alone; when the common commit fails, all of its members fail.

use std::{sync::Arc, time::Duration};

use sqlx::{Sqlite, SqliteConnection, SqlitePool, pool::PoolConnection};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use super::{DbError, Query, is_full, query::joined, sql};

/// Longest wait for one's turn; after that the caller is told to come back.
const TURN_TIMEOUT: Duration = Duration::from_secs(10);

type Slot = Option<Batch>;

/// Hands out the write transaction, first come first served.
#[derive(Clone)]
pub(super) struct Writer {
    pool: SqlitePool,
    slot: Arc<Mutex<Slot>>,
}

/// Transactions that will share a commit.
struct Batch {
    connection: PoolConnection<Sqlite>,
    members: Vec<oneshot::Sender<Result<(), DbError>>>,
}

/// One transaction inside the common one. Dropping it rolls it back.
pub(super) struct Member {
    held: Option<OwnedMutexGuard<Slot>>,
    slot: Arc<Mutex<Slot>>,
}

impl Writer {
    pub(super) fn new(pool: SqlitePool) -> Self {
        Self { pool, slot: Arc::new(Mutex::new(None)) }
    }

    pub(super) fn pool(&self) -> &SqlitePool {
        &self.pool
    }

    /// Waits for its turn and begins, in the open batch if there is one.
    ///
    /// A task of its own: a caller who is dropped halfway (a client that hung up) must not leave a connection behind
    /// that is half in a transaction. The finished member is dropped then, which rolls it back.
    pub(super) async fn begin(&self) -> Result<Member, DbError> {
        tokio::spawn(begin(self.clone())).await.unwrap_or(Err(DbError::WorkerCrashed))
    }
}

async fn begin(writer: Writer) -> Result<Member, DbError> {
    let turn = Arc::clone(&writer.slot).lock_owned();
    let mut held = tokio::time::timeout(TURN_TIMEOUT, turn).await.map_err(|_| DbError::PoolTimedOut)?;
    if held.is_none() {
        let mut connection = writer.pool.acquire().await?;
        if let Err(error) = sqlx::query("BEGIN IMMEDIATE; SAVEPOINT member").execute(&mut *connection).await {
            // Whether the transaction is open nobody knows: a new connection is certainly clean.
            connection.close_on_drop();
            return Err(error);
        }
        *held = Some(Batch { connection, members: Vec::new() });
        return Ok(Member { held: Some(held), slot: writer.slot });
    }
    let mut member = Member { held: Some(held), slot: writer.slot };
    sqlx::query("SAVEPOINT member").execute(member.connection()).await?;
    Ok(member)
}

impl Member {
    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        let batch = self.held.as_mut().and_then(|held| held.as_mut());
        &mut batch.expect("a member holds its batch until it commits or is dropped").connection
    }

    /// Commits together with everybody who is waiting for the writer now. Goes on to the end when the caller is
    /// dropped, so that nobody waits for a batch that has lost its last member. Does first what is `pending`.
    pub(super) async fn commit(mut self, pending: Vec<Query>) -> Result<(), DbError> {
        let held = self.held.take().expect("a member commits once");
        let finished = tokio::spawn(finish(held, Arc::clone(&self.slot), pending)).await;
        finished.unwrap_or(Err(DbError::WorkerCrashed))
    }
}

async fn finish(
    mut held: OwnedMutexGuard<Slot>,
    slot: Arc<Mutex<Slot>>,
    mut pending: Vec<Query>,
) -> Result<(), DbError> {
    let (done, mut outcome) = oneshot::channel();
    let batch = held.as_mut().expect("a member holds its batch");
    pending.push(sql("RELEASE member"));
    if let Err(error) = joined(pending).on_sqlite(&mut batch.connection).await {
        // The others go on, unless SQLite has rolled the whole transaction back by itself (a full disk, say).
        roll_back(held).await;
        return Err(error);
    }
    batch.members.push(done);
    drop(held);
    // The lock is fair: when our turn comes again, everybody who waited before us has joined the batch.
    tokio::select! {
        biased;
        outcome = &mut outcome => outcome.unwrap_or(Err(DbError::WorkerCrashed)),
        mut held = slot.lock_owned() => {
            if let Ok(outcome) = outcome.try_recv() {
                return outcome;
            }
            commit(held.take()).await;
            outcome.await.unwrap_or(Err(DbError::WorkerCrashed))
        }
    }
}

/// The common commit.
async fn commit(batch: Slot) {
    let Some(mut batch) = batch else { return };
    match sqlx::query("COMMIT").execute(&mut *batch.connection).await {
        Ok(_) => {
            for member in batch.members {
                // A member whose caller is gone does not listen any more.
                let _ = member.send(Ok(()));
            }
        }
        Err(error) => fail(Some(batch), &error).await,
    }
}

/// Rolls everything back and tells everybody.
async fn fail(batch: Slot, error: &DbError) {
    let Some(mut batch) = batch else { return };
    tracing::warn!(%error, members = batch.members.len(), "a common commit failed");
    if sqlx::query("ROLLBACK").execute(&mut *batch.connection).await.is_err() {
        // No transaction is open, or the connection is broken: a new one is certainly clean.
        batch.connection.close_on_drop();
    }
    for member in batch.members {
        let _ = member.send(Err(same(error)));
    }
}

/// The same failure for another member, as far as anybody tells failures apart.
fn same(error: &DbError) -> DbError {
    if is_full(error) {
        DbError::Io(std::io::ErrorKind::StorageFull.into())
    } else {
        DbError::Protocol(format!("a common commit failed: {error}"))
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        let Some(held) = self.held.take() else { return };
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(roll_back(held));
        }
    }
}

/// Undoes one member; a batch without any others ends.
async fn roll_back(mut held: OwnedMutexGuard<Slot>) {
    let Some(batch) = held.as_mut() else { return };
    let undone = async {
        sqlx::query("ROLLBACK TO member").execute(&mut *batch.connection).await?;
        sqlx::query("RELEASE member").execute(&mut *batch.connection).await
    };
    match undone.await {
        Ok(_) if !batch.members.is_empty() => {}
        Ok(_) => {
            if let Some(mut batch) = held.take()
                && sqlx::query("ROLLBACK").execute(&mut *batch.connection).await.is_err()
            {
                batch.connection.close_on_drop();
            }
        }
        Err(error) => fail(held.take(), &error).await,
    }
}
