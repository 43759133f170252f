//! An address of this very device on which the app waits for the system's browser (RFC 8252, 7.3).
//!
//! The listener is bound to 127.0.0.1 on a port of the system's choice, for one answer. Any program and any web page
//! of this device can knock at it: what does not carry the state of this attempt is turned away and changes nothing.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// How long a person has in the browser; making an account or showing a card there takes a while.
const PATIENCE: Duration = Duration::from_secs(10 * 60);
/// How long one connection may take to say what it wants.
const HEAD_PATIENCE: Duration = Duration::from_secs(5);
/// Longest head of a request taken, in bytes.
const HEAD_BYTES_MAX: usize = 8 * 1024;
/// So many connections are heard at once; a browser opens one or two.
const CONNECTIONS_MAX: usize = 16;

/// Why nobody came back from the browser.
#[derive(Debug, thiserror::Error)]
pub enum ReturnError {
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
    /// The heading when it went well.
    pub done: String,
    /// The heading when it did not.
    pub refused: String,
    /// What to do next.
    pub next: String,
}

/// What the browser brings back (RFC 6749, 4.1.2; RFC 9207).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// `code`.
    pub code: String,
    /// `iss`, where there is one.
    pub issuer: Option<String>,
}

/// Where the browser comes back to.
pub(crate) struct ReturnAddress {
    listener: TcpListener,
    /// `127.0.0.1:port`: a page that made its own name point to this device says another one.
    host: String,
    path: &'static str,
}

/// What must fit, and what is shown.
pub(crate) struct Expected {
    /// The state of this attempt.
    pub(crate) state: String,
    /// The issuer that must be named; nothing where others check that.
    pub(crate) issuer: Option<String>,
    /// What the browser shows.
    pub(crate) words: ReturnWords,
}

/// What a request at the listener is.
#[derive(Debug, PartialEq, Eq)]
enum Knock {
    Code(Returned),
    Refused,
    /// Not from the page we opened.
    Foreign,
}

impl ReturnAddress {
    /// Begins to listen.
    pub(crate) async fn open(path: &'static str) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let host = format!("127.0.0.1:{}", listener.local_addr()?.port());
        Ok(Self { listener, host, path })
    }

    /// The address to hand out.
    pub(crate) fn text(&self) -> String {
        format!("http://{}{}", self.host, self.path)
    }

    /// Waits for the browser, ten minutes at most. The listener is closed when this returns, whatever happened.
    pub(crate) async fn wait(
        self,
        expected: Expected,
        patience: Duration,
        stop: &CancellationToken,
    ) -> Result<Returned, ReturnError> {
        let Self { listener, host, path } = self;
        let door = Arc::new(Door { host, path, expected });
        tokio::select! {
            () = stop.cancelled() => Err(ReturnError::Cancelled),
            waited = timeout(patience.min(PATIENCE), wait(listener, door)) => {
                waited.map_err(|_| ReturnError::Timeout)?
            }
        }
    }
}

/// Hears connections until one brings the answer to this attempt. The listener goes with the first answer, so no
/// second one is taken.
async fn wait(listener: TcpListener, door: Arc<Door>) -> Result<Returned, ReturnError> {
    let (answers, mut heard) = mpsc::channel(1);
    let places = Arc::new(tokio::sync::Semaphore::new(CONNECTIONS_MAX));
    let mut connections = tokio::task::JoinSet::new();
    loop {
        tokio::select! {
            Some(knock) = heard.recv() => {
                // The browser has its page already; connections that a browser only keeps ready are cut.
                return match knock {
                    Knock::Code(returned) => Ok(returned),
                    Knock::Refused | Knock::Foreign => Err(ReturnError::Refused),
                };
            }
            connection = listener.accept() => {
                let (stream, _) = connection?;
                // One more than there are places waits for nothing: it is closed.
                let Ok(place) = Arc::clone(&places).try_acquire_owned() else { continue };
                let (door, answers) = (Arc::clone(&door), answers.clone());
                connections.spawn(async move {
                    hear(stream, &door, &answers).await;
                    drop(place);
                });
            }
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

async fn hear(mut stream: TcpStream, door: &Door, answers: &mpsc::Sender<Knock>) {
    let Ok(Some(head)) = timeout(HEAD_PATIENCE, head_of(&mut stream)).await else { return };
    let knock = door.judge(&head);
    // Only one answer fits: whoever comes second, with the same code, is a stranger.
    let place = match knock {
        Knock::Foreign => None,
        Knock::Code(_) | Knock::Refused => answers.try_reserve().ok(),
    };
    let answer = door.answer(if place.is_some() { &knock } else { &Knock::Foreign });
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

struct Door {
    host: String,
    path: &'static str,
    expected: Expected,
}

impl Door {
    /// Whether a request is the browser coming back. Its method, host, path, state and (where it is known) issuer
    /// (RFC 9207) must be those of this attempt.
    fn judge(&self, head: &str) -> Knock {
        let mut lines = head.split("\r\n");
        let line: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
        let hosts: Vec<&str> = lines
            .filter_map(|line| line.split_once(':'))
            .filter(|(name, _)| name.eq_ignore_ascii_case("host"))
            .map(|(_, value)| value.trim())
            .collect();
        let ["GET", target, "HTTP/1.1" | "HTTP/1.0"] = line.as_slice() else { return Knock::Foreign };
        let query = target.strip_prefix(self.path).and_then(|rest| rest.strip_prefix('?'));
        let (Some(query), true) = (query, hosts == [self.host.as_str()]) else { return Knock::Foreign };
        let pairs: Vec<(String, String)> =
            url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let only = |name: &str| {
            let mut found = pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
            found.next().filter(|_| found.next().is_none())
        };
        if !only("state").is_some_and(|state| same(state, &self.expected.state)) {
            return Knock::Foreign;
        }
        let issuer = only("iss");
        let from_there = self.expected.issuer.is_none() || self.expected.issuer.as_deref() == issuer;
        match (only("code"), only("error")) {
            (Some(code), None) if from_there && !code.is_empty() => {
                Knock::Code(Returned { code: code.to_owned(), issuer: issuer.map(str::to_owned) })
            }
            (None, Some(_)) => Knock::Refused,
            _ => Knock::Foreign,
        }
    }

    fn answer(&self, knock: &Knock) -> String {
        let ReturnWords { language, done, refused, next } = &self.expected.words;
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
