//! People and towns for the tests: a real server, real HTTP, a software passkey. Nothing of ours is mocked.
//!
//! A test reads like a sentence of the town hall: given a [`TestTown`] and people ([`Resident`], [`Clerk`],
//! [`Passerby`]), one act, one look.

pub mod answer;
pub mod broker;
pub mod clerk;
pub mod database;
pub mod disk;
pub mod door;
pub mod inside;
pub mod keys;
pub mod letters;
pub mod live;
pub mod mailbox;
pub mod passkey;
pub mod people;
pub mod picture;
pub mod process;
pub mod resident;
pub mod runs;
pub mod town;
pub mod wait;
pub mod wire;

pub use answer::Answer;
pub use clerk::Clerk;
pub use door::{Ask, Door};
pub use inside::Inside;
pub use live::LiveStream;
pub use mailbox::Mailbox;
pub use passkey::SoftwarePasskey;
pub use resident::{Passerby, Resident};
pub use town::TestTown;
