//! Runs: many letters at once. An archive is taken in (`archive`), read (`recipients`), looked through (`check`),
//! released by a second person ([`steps`]), sent in batches through the same steps as single letters (`work`), and
//! reconciled (`report`).

mod desk;
mod steps;

pub(in crate::mail) use desk::routes;
