//! The town hall over real HTTP, on SQLite and on PostgreSQL.

mod access_matrix;
mod accounts;
mod bad_input;
mod cases;
mod contract;
mod events;
mod idempotency;
mod limits;
mod notices;
mod reports;
mod staff;
mod town;
mod uploads;
