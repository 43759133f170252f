//! An errand in the system's browser that ends in the app (RFC 8252): to the eID broker and back.
//!
//! The town's page in the browser hands code and state to the address of this device; only the town, which knows the
//! secrets of the way, can do anything with them.

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use url::Url;

use crate::knock::{Expected, ReturnAddress, ReturnError, ReturnWords, Returned};

/// The path of the return address.
const PATH: &str = "/back";

/// An app that is ready for somebody to come back.
pub struct BrowserErrand {
    address: ReturnAddress,
}

impl BrowserErrand {
    /// Begins to listen. The town is told the [`return_address`](Self::return_address) before anybody leaves.
    ///
    /// # Errors
    /// When this device has no address to wait on.
    pub async fn begin() -> Result<Self, ReturnError> {
        Ok(Self { address: ReturnAddress::open(PATH).await? })
    }

    /// Where the town's page in the browser sends the person.
    #[must_use]
    pub fn return_address(&self) -> String {
        self.address.text()
    }

    /// Waits until somebody comes back with the state of the page that was opened; with the state.
    ///
    /// # Errors
    /// See [`ReturnError`]; `Refused` also when the page has no state.
    pub async fn wait(
        self,
        page: &Url,
        words: ReturnWords,
        stop: &CancellationToken,
    ) -> Result<(Returned, String), ReturnError> {
        let state = page.query_pairs().find(|(name, _)| name == "state").map(|(_, state)| state.into_owned());
        let state = state.filter(|state| !state.is_empty()).ok_or(ReturnError::Refused)?;
        let expected = Expected { state: state.clone(), issuer: None, words };
        Ok((self.address.wait(expected, Duration::MAX, stop).await?, state))
    }
}
