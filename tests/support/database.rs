//! Where a test town keeps its rows: SQLite in its own folder or, when `RATHAUS_TEST_POSTGRES_URL` is set, a schema of
//! its own on PostgreSQL.

use std::path::Path;

use sqlx::{Connection as _, PgConnection};
use uuid::Uuid;

/// Name of the variable that asks for PostgreSQL.
pub const POSTGRES_URL: &str = "RATHAUS_TEST_POSTGRES_URL";

/// Address of an empty database for one town.
pub async fn fresh(folder: &Path) -> String {
    match std::env::var(POSTGRES_URL) {
        Ok(url) => schema(&url).await,
        Err(_) => format!("sqlite://{}", folder.join("rathaus.db").display()),
    }
}

/// Whether this run is on PostgreSQL.
pub fn is_postgres() -> bool {
    std::env::var_os(POSTGRES_URL).is_some()
}

/// A schema is made in a millisecond; a database takes a hundred.
async fn schema(url: &str) -> String {
    let name = format!("town_{}", Uuid::new_v4().simple());
    let mut connection = PgConnection::connect(url).await.expect("the tests' PostgreSQL answers");
    let statement = sqlx::AssertSqlSafe(format!("CREATE SCHEMA {name}"));
    sqlx::query(statement).execute(&mut connection).await.expect("a schema of its own");
    connection.close().await.expect("a closed connection");
    format!("{url}?options[search_path]={name}")
}
