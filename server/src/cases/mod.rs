//! What the town hall works on: number, status, who took it, answers, notes, the queue, the map.
//!
//! A case is opened by another slice (today `reports`), which keeps the content; here is what every case has in
//! common. States: received → in review → in progress → done, not responsible or rejected; a closing status needs a
//! text for the resident, and a closed case may be reopened. Each change counts the revision up and is refused when
//! the clerk looked at an older one. Limits: texts 4,000 characters, lists 50 rows.

mod desk;
mod map;
mod own {
    pub(super) mod store;
}
mod steps;
mod store;

pub use desk::{TELL, routes};
pub use own::store::{OwnCase, own_cases};
pub use steps::{Opening, open};
pub use store::{CaseFacts, entries, erase, facts, row, timeline};
