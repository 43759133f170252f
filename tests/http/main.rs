//! The town hall over real HTTP, on SQLite and on PostgreSQL.

mod access_matrix;
mod accounts;
mod audit;
mod bad_input;
mod cases;
mod contract;
mod events;
mod guesses;
mod idempotency;
mod identity;
mod limits;
mod mail;
mod notices;
mod profile;
mod recovery;
mod reports;
mod representatives;
mod staff;
mod town;
mod uploads;
