//! The real app window: real keyring, real notification daemon (or none), real server. Driven by WebDriver.

mod accounts;
mod doors;
mod eid;
mod figures;
mod helped;
mod journey;
mod leaving;
mod readers;
mod screen;
mod stage;
