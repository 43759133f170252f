//! Signing in by the system's browser (RFC 8252): the app opens the town hall's page there, waits on an address of
//! this very device, and redeems the code that comes back with a secret that never left it (PKCE, RFC 7636).

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::exchange::{Client, Response};
use crate::knock::{Expected, ReturnAddress, ReturnError, ReturnWords};
use crate::session::Token;
use crate::town::TownOrigin;

/// The path of the return address.
const PATH: &str = "/signed-in";

/// One attempt, waiting for the browser.
pub struct BrowserSignIn {
    address: ReturnAddress,
    page: Url,
    expected: Expected,
    verifier: String,
    patience: Duration,
}

impl BrowserSignIn {
    /// Begins to wait. Nothing is opened yet: [`page`](Self::page) says what to show in the browser.
    ///
    /// # Errors
    /// When this device has no address to wait on.
    pub async fn begin(town: &TownOrigin, words: ReturnWords) -> Result<Self, ReturnError> {
        let address = ReturnAddress::open(PATH).await?;
        let (verifier, state) = (secret(), secret());
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
        let mut page = town.url().clone();
        page.set_path("/app-anmeldung");
        page.query_pairs_mut()
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            .append_pair("redirect_uri", &address.text())
            .append_pair("state", &state);
        let expected = Expected { state, issuer: Some(town.as_str().to_owned()), words };
        Ok(Self { address, page, expected, verifier, patience: Duration::MAX })
    }

    /// The page to open in the system's browser.
    #[must_use]
    pub fn page(&self) -> &Url {
        &self.page
    }

    /// Waits for less than the ten minutes that people get.
    #[must_use]
    pub fn waiting_at_most(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Waits for the browser and redeems what it brings. Nobody is signed in yet: whoever sits here has to say that
    /// it is them. A program of this computer can see the page that was opened, and bring the code of an account of
    /// its own. The listener is closed when this returns, whatever happened.
    ///
    /// # Errors
    /// See [`ReturnError`].
    pub async fn finish(
        self,
        client: &Client,
        device: &str,
        stop: &CancellationToken,
    ) -> Result<Offer, ReturnError> {
        let Self { address, expected, verifier, patience, .. } = self;
        let redirect = address.text();
        let returned = address.wait(expected, patience, stop).await?;
        let asked = json!({
            "code": returned.code,
            "code_verifier": verifier,
            "redirect_uri": redirect,
            "device": device,
        });
        let (answer, token) =
            client.redeem("/api/accounts/app-login/token", asked.to_string().into_bytes()).await;
        Ok(Offer { answer, token })
    }
}

/// Who came back from the browser: a session that nobody has taken over yet.
pub struct Offer {
    /// The account, or the town's problem document. No token is in it.
    pub answer: Response,
    token: Option<Token>,
}

impl Offer {
    /// It is the person who sits here: they are signed in from now on.
    pub async fn accept(self, client: &Client) {
        if let Some(token) = self.token {
            client.admit(token).await;
        }
    }

    /// It is somebody else: the town is told to end the session.
    pub async fn refuse(self, client: &Client) {
        if let Some(token) = self.token {
            client.turn_away(&token).await;
        }
    }
}

/// 32 random bytes as 43 letters that need no escape in an address.
fn secret() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}
