//! A write transaction, passed down from the handler or job that opened it.

use std::sync::Arc;

use sqlx::{Postgres, Transaction};
use tokio::sync::watch;

use super::{DbError, Query, query::joined, writer::Member};

/// A write transaction. Dropping it without [`Tx::commit`] rolls everything back.
pub struct Tx {
    pub(super) inner: Inner,
    committed: Arc<watch::Sender<u64>>,
    announces: bool,
    /// Changes that were handed over and not done yet, in their order.
    pub(super) pending: Vec<Query>,
}

pub(super) enum Inner {
    Sqlite(Member),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    pub(super) fn new(inner: Inner, committed: Arc<watch::Sender<u64>>) -> Self {
        Self { inner, committed, announces: false, pending: Vec::new() }
    }

    /// Wakes live streams and workers of this process once the transaction has committed.
    pub fn announce(&mut self) {
        self.announces = true;
    }

    /// Does what was handed over with [`Query::later`].
    pub(super) async fn catch_up(&mut self) -> Result<(), DbError> {
        let pending = std::mem::take(&mut self.pending);
        if pending.is_empty() {
            return Ok(());
        }
        match &mut self.inner {
            Inner::Sqlite(member) => joined(pending).on_sqlite(member.connection()).await,
            Inner::Postgres(transaction) => {
                for change in pending {
                    change.on_postgres(transaction).await?;
                }
                Ok(())
            }
        }
    }

    /// Makes everything durable; then, and only then, may somebody be told that it is accepted.
    ///
    /// # Errors
    /// When the database refuses or cannot write; nothing is stored then.
    pub async fn commit(mut self) -> Result<(), DbError> {
        if matches!(self.inner, Inner::Postgres(_)) {
            self.catch_up().await?;
        }
        match self.inner {
            Inner::Sqlite(inner) => inner.commit(self.pending).await?,
            Inner::Postgres(inner) => inner.commit().await?,
        }
        if self.announces {
            self.committed.send_modify(|count| *count = count.wrapping_add(1));
        }
        Ok(())
    }
}
