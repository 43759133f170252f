//! Ways to tell people that something happened. A notice carries no content: number and link, nothing else,
//! because it travels through other people's machines.
//!
//! Notices are sent by jobs, so each may be tried again; `email` gives the second try the same Message-ID.

pub mod email;
