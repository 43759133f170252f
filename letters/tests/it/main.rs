//! Letters looked at by programs that are not ours, and the gate against files that mean harm.

mod gate;
mod giro;
mod hostile;
mod letters;
mod mutated;
mod structure;
mod support;
