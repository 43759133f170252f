//! The town hall over real HTTP, on SQLite and on PostgreSQL.

mod access_matrix;
mod accounts;
mod app_login;
mod audit;
mod bad_input;
mod cases;
mod contract;
mod eid;
mod events;
mod idempotency;
mod identity;
mod independent;
mod limits;
mod links;
mod notices;
mod passkeys;
mod profile;
mod recovery;
mod reports;
mod representatives;
mod session_states;
mod staff;
mod step_up;
mod town;
mod uploads;
