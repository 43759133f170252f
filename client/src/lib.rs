//! The resident's side of Rathaus without a window: which town, which session, how requests leave the
//! device, how news arrive, where photos wait. The shell (`src-tauri`) puts a window around it; tests do not.
//!
//! Rules of this house:
//! - Only paths under `/api/` of the one chosen town are reachable, and no redirect is followed.
//! - The session token lives in a [`SecretStore`] and in requests, never in an answer handed out.
//! - Whatever keeps a request from being answered by the town becomes a problem document as well, so that a
//!   caller handles one kind of failure.
#![forbid(unsafe_code)]

mod browser_sign_in;
mod clock;
mod drafts;
mod errand;
mod exchange;
mod files;
mod goodbye;
mod headers;
mod knock;
mod live;
mod lock;
mod photos;
mod problem;
mod renewal;
mod secrets;
mod session;
mod town;

pub use browser_sign_in::{BrowserSignIn, Offer};
pub use clock::since_boot;
pub use drafts::{DraftError, Drafts};
pub use errand::BrowserErrand;
pub use exchange::{Body, Client, Network, Request, Response};
pub use files::{read_if_there, replace_file};
pub use knock::{ReturnError, ReturnWords, Returned};
pub use live::{Backoff, LiveUpdate, listen};
pub use lock::{LOCK_AFTER, LockTimer};
pub use photos::{KeptPhoto, PHOTO_BYTES_MAX, PhotoError, PhotoHandle, Photos, Spot};
pub use rathaus_api::API_VERSION;
pub use rathaus_api::events::{EventKind, LiveEvent};
pub use rathaus_pictures::PictureError;
pub use renewal::{Advice, Input, Renewal, Standing};
pub use secrets::{MemoryStore, SecretError, SecretName, SecretStore};
pub use session::{Kept, Session, forget_sessions};
pub use town::{Town, TownError, TownOrigin, check_town};
