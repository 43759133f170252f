//! Everything that happened, in the order of commits; timeline, live stream and audit read it.
//!
//! A row holds ids only. Who may see it on the live stream stands in it: the resident concerned (`account`) and
//! the office concerned (`office`). Sequence numbers come from a counter row, so a reader that has seen number n
//! has seen everything below n, on both databases.

mod store;
pub mod stream;

use rathaus_api::{
    events::EventKind,
    ids::{AccountId, StaffId},
};

use crate::db::Tx;

pub use store::Audience;

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Nobody who is signed in.
    Anonymous,
    /// A resident.
    Resident(AccountId),
    /// A member of staff.
    Staff(StaffId),
    /// The server itself.
    System,
}

impl Actor {
    /// Kind and id, as they stand in rows.
    pub(crate) fn columns(self) -> (&'static str, Option<String>) {
        match self {
            Self::Anonymous => ("anonymous", None),
            Self::Resident(id) => ("resident", Some(id.to_string())),
            Self::Staff(id) => ("staff", Some(id.to_string())),
            Self::System => ("system", None),
        }
    }
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct NewEvent<'a> {
    /// Who did it.
    pub actor: Actor,
    /// What it was.
    pub kind: EventKind,
    /// Id of what it happened to.
    pub object: String,
    /// The resident who may know.
    pub account: Option<AccountId>,
    /// The office that may know.
    pub office: Option<&'a str>,
}

/// Records an event in the transaction that makes it true.
pub fn record(tx: &mut Tx, event: NewEvent<'_>, now_ms: i64) {
    tx.announce();
    store::append(tx, event, now_ms);
}
