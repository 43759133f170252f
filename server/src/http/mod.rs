//! What every route has in common: failures, request ids, extraction, limits, idempotency, guesses at codes,
//! origin checks.

pub mod extract;
pub mod failure;
pub mod guesses;
pub mod idempotency;
pub mod layers;
pub mod limits;
pub mod origin;

pub use extract::{Json, Path, Query};
pub use failure::{Failure, invalid};
