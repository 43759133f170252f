//! Where a test town keeps its rows: SQLite in its own folder or, when `RATHAUS_TEST_POSTGRES_URL` is set, a schema of
//! its own on PostgreSQL.

use std::path::Path;

use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
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

/// Address of an empty database for the keys of one town.
pub async fn fresh_for_keys(folder: &Path) -> String {
    match std::env::var(POSTGRES_URL) {
        Ok(url) => schema(&url).await,
        Err(_) => format!("sqlite://{}", folder.join("keys.db").display()),
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

/// Everything a database holds: each table with its rows as text, bytes in hexadecimal.
pub async fn dump(address: &str) -> Vec<(String, Vec<u8>)> {
    if address.starts_with("sqlite") {
        let mut connection = SqliteConnection::connect(address).await.expect("the database opens");
        let names = "SELECT name FROM sqlite_master WHERE type = 'table'";
        let tables: Vec<String> = sqlx::query_scalar(names).fetch_all(&mut connection).await.expect("tables");
        let mut dump = Vec::new();
        for table in tables {
            let columns = AssertSqlSafe(format!("SELECT name FROM pragma_table_info('{table}')"));
            let columns: Vec<String> =
                sqlx::query_scalar(columns).fetch_all(&mut connection).await.expect("columns");
            let quoted: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
            let rows = AssertSqlSafe(format!("SELECT {} FROM \"{table}\"", quoted.join(" || '|' || ")));
            let rows: Vec<String> = sqlx::query_scalar(rows).fetch_all(&mut connection).await.expect("rows");
            dump.push((table, rows.join("\n").into_bytes()));
        }
        return dump;
    }
    let mut connection = PgConnection::connect(address).await.expect("the database opens");
    let names =
        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()";
    let tables: Vec<String> = sqlx::query_scalar(names).fetch_all(&mut connection).await.expect("tables");
    let mut dump = Vec::new();
    for table in tables {
        let rows = AssertSqlSafe(format!("SELECT t::text FROM \"{table}\" t"));
        let rows: Vec<String> = sqlx::query_scalar(rows).fetch_all(&mut connection).await.expect("rows");
        dump.push((table, rows.join("\n").into_bytes()));
    }
    dump
}

/// Puts residents with signed-in devices into an SQLite database; gives their tokens, those of one resident together.
pub async fn fill_with_sessions(address: &str, accounts: usize, sessions: usize) -> Vec<String> {
    let mut connection = SqliteConnection::connect(address).await.expect("the database opens");
    let now = jiff::Timestamp::now().as_millisecond();
    let mut tokens = Vec::with_capacity(accounts * sessions);
    let mut tx = connection.begin().await.expect("a turn to write");
    for _ in 0..accounts {
        let account = Uuid::new_v4().to_string();
        let insert =
            "INSERT INTO accounts (id, display_name, language, created_at) VALUES ($1, 'Resident', 'de', $2)";
        sqlx::query(insert).bind(&account).bind(now).execute(&mut *tx).await.expect("an account");
        for _ in 0..sessions {
            let token = format!("rh1_{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
            let hash: String = Sha256::digest(&token).iter().map(|byte| format!("{byte:02x}")).collect();
            sqlx::query(
                "INSERT INTO sessions (id, token_hash, holder_kind, holder_id, passkey_id, label, created_at, \
                 last_seen_at, expires_at, fresh_until) VALUES ($1, $2, 'resident', $3, 'none', 'Load', $4, $4, $5, 0)",
            )
            .bind(Uuid::new_v4().to_string())
            .bind(hash)
            .bind(&account)
            .bind(now)
            .bind(now + 86_400_000)
            .execute(&mut *tx)
            .await
            .expect("a session");
            tokens.push(token);
        }
    }
    tx.commit().await.expect("it is written");
    tokens
}
