//! Signing in by the system's browser (RFC 8252): the app opens the town hall's page there, waits on an address of
//! this very device, and redeems the code that comes back with a secret that never left it (PKCE, RFC 7636).
//!
//! The listener is bound to 127.0.0.1 on a port of the system's choice, for one answer. Any program and any web page
//! of this device can knock at it: what does not carry the state of this attempt is turned away and changes nothing.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::exchange::{Client, Response};
use crate::session::Token;
use crate::town::TownOrigin;

/// How long a person has in the browser; making an account there takes a while.
const PATIENCE: Duration = Duration::from_secs(10 * 60);
/// How long one connection may take to say what it wants.
const HEAD_PATIENCE: Duration = Duration::from_secs(5);
/// Longest head of a request taken, in bytes.
const HEAD_BYTES_MAX: usize = 8 * 1024;
/// So many connections are heard at once; a browser opens one or two.
const CONNECTIONS_MAX: usize = 16;
/// The path of the return address.
const PATH: &str = "/signed-in";

/// Why nobody was signed in by the browser.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// There is no address of this device to wait on, or no randomness.
    #[error("this device cannot wait for its browser: {0}")]
    Device(#[from] std::io::Error),
    /// The person said no in the browser.
    #[error("refused in the browser")]
    Refused,
    /// Nobody came back in time.
    #[error("nobody came back from the browser in time")]
    Timeout,
    /// Given up in the app, or begun anew.
    #[error("given up")]
    Cancelled,
}

/// What the browser shows when it comes back, in the person's language.
#[derive(Debug, Clone)]
pub struct ReturnWords {
    /// Language tag of the words.
    pub language: String,
    /// The heading when the app was let in.
    pub done: String,
    /// The heading when it was not.
    pub refused: String,
    /// What to do next.
    pub next: String,
}

/// One attempt, waiting for the browser.
pub struct BrowserSignIn {
    listener: TcpListener,
    page: Url,
    attempt: Arc<Attempt>,
    verifier: String,
    patience: Duration,
}

struct Attempt {
    redirect: String,
    /// `127.0.0.1:port`: a page that made its own name point to this device says another one.
    host: String,
    state: String,
    issuer: String,
    words: ReturnWords,
}

/// What a request at the listener is.
#[derive(Debug, PartialEq, Eq)]
enum Knock {
    Code(String),
    Refused,
    /// Not from the page we opened.
    Foreign,
}

impl BrowserSignIn {
    /// Begins to wait. Nothing is opened yet: [`page`](Self::page) says what to show in the browser.
    pub async fn begin(town: &TownOrigin, words: ReturnWords) -> Result<Self, SignInError> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let host = format!("127.0.0.1:{}", listener.local_addr()?.port());
        let redirect = format!("http://{host}{PATH}");
        let (verifier, state) = (secret(), secret());
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
        let mut page = town.url().clone();
        page.set_path("/app-anmeldung");
        page.query_pairs_mut()
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            .append_pair("redirect_uri", &redirect)
            .append_pair("state", &state);
        let attempt = Attempt { redirect, host, state, issuer: town.as_str().to_owned(), words };
        Ok(Self { listener, page, attempt: Arc::new(attempt), verifier, patience: PATIENCE })
    }

    /// The page to open in the system's browser.
    #[must_use]
    pub fn page(&self) -> &Url {
        &self.page
    }

    /// Waits for less than the ten minutes that people get.
    #[must_use]
    pub fn waiting_at_most(mut self, patience: Duration) -> Self {
        self.patience = patience.min(PATIENCE);
        self
    }

    /// Waits for the browser and redeems what it brings. Nobody is signed in yet: whoever sits here has to say that
    /// it is them. A program of this computer can see the page that was opened, and bring the code of an account of
    /// its own. The listener is closed when this returns, whatever happened.
    pub async fn finish(
        self,
        client: &Client,
        device: &str,
        stop: &CancellationToken,
    ) -> Result<Offer, SignInError> {
        let Self { listener, attempt, verifier, patience, .. } = self;
        let code = tokio::select! {
            () = stop.cancelled() => return Err(SignInError::Cancelled),
            waited = timeout(patience, wait(listener, Arc::clone(&attempt))) => {
                waited.map_err(|_| SignInError::Timeout)??
            }
        };
        let asked = json!({
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": attempt.redirect,
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

/// Hears connections until one brings the answer to this attempt. The listener goes with the first answer, so no
/// second one is taken.
async fn wait(listener: TcpListener, attempt: Arc<Attempt>) -> Result<String, SignInError> {
    let (answers, mut heard) = mpsc::channel(1);
    let places = Arc::new(tokio::sync::Semaphore::new(CONNECTIONS_MAX));
    let mut connections = tokio::task::JoinSet::new();
    loop {
        tokio::select! {
            Some(knock) = heard.recv() => {
                // The browser has its page already; connections that a browser only keeps ready are cut.
                return match knock {
                    Knock::Code(code) => Ok(code),
                    Knock::Refused | Knock::Foreign => Err(SignInError::Refused),
                };
            }
            connection = listener.accept() => {
                let (stream, _) = connection?;
                // One more than there are places waits for nothing: it is closed.
                let Ok(place) = Arc::clone(&places).try_acquire_owned() else { continue };
                let (attempt, answers) = (Arc::clone(&attempt), answers.clone());
                connections.spawn(async move {
                    hear(stream, &attempt, &answers).await;
                    drop(place);
                });
            }
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

async fn hear(mut stream: TcpStream, attempt: &Attempt, answers: &mpsc::Sender<Knock>) {
    let Ok(Some(head)) = timeout(HEAD_PATIENCE, head_of(&mut stream)).await else { return };
    let knock = attempt.judge(&head);
    // Only one answer fits: whoever comes second, with the same code, is a stranger.
    let place = match knock {
        Knock::Foreign => None,
        Knock::Code(_) | Knock::Refused => answers.try_reserve().ok(),
    };
    let answer = attempt.answer(if place.is_some() { &knock } else { &Knock::Foreign });
    let told = async {
        stream.write_all(answer.as_bytes()).await?;
        stream.shutdown().await
    };
    let told = timeout(HEAD_PATIENCE, told).await;
    if !matches!(told, Ok(Ok(()))) {
        tracing::info!("the browser did not wait for its page");
    }
    if let Some(place) = place {
        place.send(knock);
    }
}

/// The head of a request, or nothing when it does not come whole or is too long.
async fn head_of(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let mut chunk = [0; 1024];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let count = stream.read(&mut chunk).await.ok()?;
        head.extend_from_slice(chunk.get(..count)?);
        if count == 0 || head.len() > HEAD_BYTES_MAX {
            return None;
        }
    }
    String::from_utf8(head).ok()
}

impl Attempt {
    /// Whether a request is the browser coming back. Its method, host, path, state and issuer (RFC 9207) must be
    /// those of this attempt.
    fn judge(&self, head: &str) -> Knock {
        let mut lines = head.split("\r\n");
        let line: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
        let hosts: Vec<&str> = lines
            .filter_map(|line| line.split_once(':'))
            .filter(|(name, _)| name.eq_ignore_ascii_case("host"))
            .map(|(_, value)| value.trim())
            .collect();
        let ["GET", target, "HTTP/1.1" | "HTTP/1.0"] = line.as_slice() else { return Knock::Foreign };
        let query = target.strip_prefix(PATH).and_then(|rest| rest.strip_prefix('?'));
        let (Some(query), true) = (query, hosts == [self.host.as_str()]) else { return Knock::Foreign };
        let pairs: Vec<(String, String)> =
            url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let only = |name: &str| {
            let mut found = pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
            found.next().filter(|_| found.next().is_none())
        };
        if !only("state").is_some_and(|state| same(state, &self.state)) {
            return Knock::Foreign;
        }
        match (only("code"), only("error"), only("iss")) {
            (Some(code), None, Some(issuer)) if issuer == self.issuer && !code.is_empty() => {
                Knock::Code(code.to_owned())
            }
            (None, Some(_), _) => Knock::Refused,
            _ => Knock::Foreign,
        }
    }

    fn answer(&self, knock: &Knock) -> String {
        let ReturnWords { language, done, refused, next } = &self.words;
        let heading = match knock {
            Knock::Code(_) => done,
            Knock::Refused => refused,
            Knock::Foreign => {
                return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned();
            }
        };
        let page = format!(
            "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
             content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
             <title>{heading}</title><h1>{heading}</h1><p>{}</p></html>",
            escaped(language),
            escaped(next),
            heading = escaped(heading),
        );
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
             Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\nCache-Control: no-store\r\n\
             Referrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n{page}",
            page.len()
        )
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Compares without telling by its time how far two texts agree: their hashes are compared.
fn same(left: &str, right: &str) -> bool {
    Sha256::digest(left.as_bytes()) == Sha256::digest(right.as_bytes())
}
