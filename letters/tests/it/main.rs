//! Letters looked at by programs that are not ours, and the gate against files that mean harm.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod gate;
mod giro;
mod hostile;
mod letters;
mod mutated;
mod structure;
mod support;
