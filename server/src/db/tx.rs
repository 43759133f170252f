//! A write transaction, passed down from the handler or job that opened it.

use std::sync::Arc;

use sqlx::{Postgres, Transaction};
use tokio::sync::watch;

use super::{DbError, writer::Member};

/// A write transaction. Dropping it without [`Tx::commit`] rolls everything back.
pub struct Tx {
    pub(super) inner: Inner,
    committed: Arc<watch::Sender<u64>>,
    announces: bool,
}

pub(super) enum Inner {
    Sqlite(Member),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    pub(super) fn new(inner: Inner, committed: Arc<watch::Sender<u64>>) -> Self {
        Self { inner, committed, announces: false }
    }

    /// Wakes live streams and workers of this process once the transaction has committed.
    pub fn announce(&mut self) {
        self.announces = true;
    }

    /// Makes everything durable; then, and only then, may somebody be told that it is accepted.
    ///
    /// # Errors
    /// When the database refuses or cannot write; nothing is stored then.
    pub async fn commit(self) -> Result<(), DbError> {
        match self.inner {
            Inner::Sqlite(inner) => inner.commit().await?,
            Inner::Postgres(inner) => inner.commit().await?,
        }
        if self.announces {
            self.committed.send_modify(|count| *count = count.wrapping_add(1));
        }
        Ok(())
    }
}
