//! One SQL text with its values, run on whichever database is open.

use std::borrow::Cow;

use sqlx::{AssertSqlSafe, FromRow, PgConnection, SqliteConnection, postgres::PgRow, sqlite::SqliteRow};

use super::{Db, DbError, Pools, Tx, tx::Inner};

/// A row that both databases can deliver.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// Where a query runs: on a reading connection, or inside a transaction.
pub enum On<'a> {
    /// Reads what is committed.
    Db(&'a Db),
    /// Sees the transaction's own changes.
    Tx(&'a mut Tx),
}

impl<'a> From<&'a Db> for On<'a> {
    fn from(db: &'a Db) -> Self {
        Self::Db(db)
    }
}

impl<'a> From<&'a mut Tx> for On<'a> {
    fn from(tx: &'a mut Tx) -> Self {
        Self::Tx(tx)
    }
}

/// A value bound to a placeholder.
#[derive(Debug, Clone)]
pub enum Value {
    /// TEXT
    Text(Option<String>),
    /// BIGINT
    Int(Option<i64>),
    /// DOUBLE PRECISION
    Real(Option<f64>),
}

macro_rules! values {
    ($($from:ty => $value:expr;)*) => {
        $(impl From<$from> for Value {
            fn from(given: $from) -> Self {
                let make: fn($from) -> Value = $value;
                make(given)
            }
        })*
    };
}

values! {
    &str => |v| Value::Text(Some(v.to_owned()));
    String => |v| Value::Text(Some(v));
    &String => |v| Value::Text(Some(v.clone()));
    Option<String> => Value::Text;
    Option<&str> => |v| Value::Text(v.map(str::to_owned));
    i64 => |v| Value::Int(Some(v));
    Option<i64> => Value::Int;
    bool => |v| Value::Int(Some(i64::from(v)));
    f64 => |v| Value::Real(Some(v));
    Option<f64> => Value::Real;
}

/// A query under construction. Placeholders are `$1`, `$2`, …
#[derive(Debug, Clone)]
pub struct Query {
    text: Cow<'static, str>,
    values: Vec<Value>,
}

/// A query with a fixed text.
#[must_use]
pub fn sql(text: &'static str) -> Query {
    Query { text: Cow::Borrowed(text), values: Vec::new() }
}

/// A query whose text was put together from fixed pieces. Values never go into the text.
#[must_use]
pub fn sql_built(text: String) -> Query {
    Query { text: Cow::Owned(text), values: Vec::new() }
}

/// Placeholders for a list of values: `($3, $4)` for two from the third on. No values match nothing.
#[must_use]
pub fn places(first: usize, count: usize) -> String {
    if count == 0 {
        return "(NULL)".to_owned();
    }
    let places: Vec<String> = (first..first + count).map(|number| format!("${number}")).collect();
    format!("({})", places.join(", "))
}

/// Several changes as one text, with placeholders that count on: SQLite does them in one go.
pub(super) fn joined(changes: Vec<Query>) -> Query {
    let mut text = String::with_capacity(changes.iter().map(|change| change.text.len() + 16).sum());
    let mut values = Vec::new();
    for change in changes {
        if !text.is_empty() {
            text.push_str("; ");
        }
        let mut pieces = change.text.split('$');
        text.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
            let (number, rest) = piece.split_at(digits);
            let number = number.parse::<usize>().map_or(0, |number| number + values.len());
            text.push('$');
            text.push_str(&number.to_string());
            text.push_str(rest);
        }
        values.extend(change.values);
    }
    Query { text: Cow::Owned(text), values }
}

macro_rules! bound {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                Value::Text(v) => query.bind(v),
                Value::Int(v) => query.bind(v),
                Value::Real(v) => query.bind(v),
            };
        }
        query
    }};
}

macro_rules! run {
    ($query:expr, $on:expr, $make:expr, |$q:ident, $c:ident| $act:expr) => {{
        let Query { text, values } = $query;
        let text = AssertSqlSafe(text);
        let mut on = $on;
        if let On::Tx(tx) = &mut on {
            tx.catch_up().await?;
        }
        match on {
            On::Db(Db { pools: Pools::Sqlite { readers, .. }, .. }) => {
                let $c = readers;
                let $q = bound!($make(text), values);
                $act
            }
            On::Db(Db { pools: Pools::Postgres(pool), .. }) => {
                let $c = pool;
                let $q = bound!($make(text), values);
                $act
            }
            On::Tx(Tx { inner: Inner::Sqlite(tx), .. }) => {
                let $c = tx.connection();
                let $q = bound!($make(text), values);
                $act
            }
            On::Tx(Tx { inner: Inner::Postgres(tx), .. }) => {
                let $c = &mut **tx;
                let $q = bound!($make(text), values);
                $act
            }
        }
    }};
}

impl Query {
    /// Binds the next placeholder.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Runs a change inside a transaction and tells how many rows it touched.
    ///
    /// # Errors
    /// As the database says.
    pub async fn execute(self, tx: &mut Tx) -> Result<u64, DbError> {
        let on = On::Tx(tx);
        run!(self, on, sqlx::query, |q, c| q.execute(c).await.map(|done| done.rows_affected()))
    }

    /// Hands a change to a transaction whose number of rows nobody asks for. It is done before the transaction's next
    /// statement or with its commit, which fails when the change fails: one trip to the database instead of many.
    pub fn later(self, tx: &mut Tx) {
        tx.pending.push(self);
    }

    /// Runs it on a connection of SQLite.
    pub(super) async fn on_sqlite(self, connection: &mut SqliteConnection) -> Result<(), DbError> {
        let Query { text, values } = self;
        bound!(sqlx::query(AssertSqlSafe(text)), values).execute(connection).await.map(|_| ())
    }

    /// Runs it on a connection of PostgreSQL.
    pub(super) async fn on_postgres(self, connection: &mut PgConnection) -> Result<(), DbError> {
        let Query { text, values } = self;
        bound!(sqlx::query(AssertSqlSafe(text)), values).execute(connection).await.map(|_| ())
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// As the database says.
    pub async fn optional<'a, T: Row>(self, on: impl Into<On<'a>>) -> Result<Option<T>, DbError> {
        run!(self, on.into(), sqlx::query_as::<_, T>, |q, c| q.fetch_optional(c).await)
    }

    /// The first row.
    ///
    /// # Errors
    /// `RowNotFound` when there is none; otherwise as the database says.
    pub async fn one<'a, T: Row>(self, on: impl Into<On<'a>>) -> Result<T, DbError> {
        run!(self, on.into(), sqlx::query_as::<_, T>, |q, c| q.fetch_one(c).await)
    }

    /// All rows. The query itself must have a limit.
    ///
    /// # Errors
    /// As the database says.
    pub async fn all<'a, T: Row>(self, on: impl Into<On<'a>>) -> Result<Vec<T>, DbError> {
        run!(self, on.into(), sqlx::query_as::<_, T>, |q, c| q.fetch_all(c).await)
    }
}
