//! The one door: a request of the pages goes out, the town's answer comes back, the token stays in here.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use rathaus_api::problem::{Code, MEDIA_TYPE, Problem};
use rathaus_api::{EXPECTED_ACCOUNT, IDEMPOTENCY_KEY, REPORT_SECRET, REQUEST_ID};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use serde_json::Value;

use crate::problem::Local;
use crate::session::{Session, Token};
use crate::town::{Town, TownOrigin};

/// How long an answer may take, from the first byte sent to the last byte received.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a photo may take: 5 MB over a slow mobile network.
const PHOTO_PATIENCE: Duration = Duration::from_secs(180);
/// How long the connection itself may take.
const CONNECT_PATIENCE: Duration = Duration::from_secs(10);
/// Largest answer taken, in bytes. The street plan of a town of 11,000 has well below one megabyte.
const ANSWER_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Headers a page may set.
const HEADERS_OUT: [&str; 7] = [
    "accept",
    "accept-language",
    "content-type",
    EXPECTED_ACCOUNT,
    IDEMPOTENCY_KEY,
    "if-none-match",
    REPORT_SECRET,
];
/// Headers a page gets to see.
const HEADERS_IN: [&str; 8] = [
    "content-language",
    "content-type",
    "etag",
    IDEMPOTENCY_KEY,
    "last-modified",
    "link",
    REQUEST_ID,
    "retry-after",
];

/// What a page wants from the town.
#[derive(Debug, Clone)]
pub struct Request {
    /// `GET`, `POST`, `PATCH`, `PUT` or `DELETE`.
    pub method: String,
    /// Path and query, beginning with `/api/`.
    pub path: String,
    /// Names in lower case; names not on the list are dropped.
    pub headers: Vec<(String, String)>,
    /// What is sent along.
    pub body: Body,
}

impl Request {
    fn expects_account(&self) -> bool {
        self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(EXPECTED_ACCOUNT))
    }
}

/// What is sent along with a request.
#[derive(Debug, Clone)]
pub enum Body {
    /// Nothing.
    None,
    /// JSON text.
    Json(Vec<u8>),
    /// A picture, cleaned before.
    Picture {
        /// `image/jpeg`, `image/png` or `image/webp`.
        media_type: &'static str,
        /// The picture.
        bytes: Vec<u8>,
    },
}

/// What the town, or this device in its place, answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The content, whole.
    pub body: Vec<u8>,
}

impl Response {
    /// Whether the town did what was asked.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The value of a header, if it is there.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn is_media(&self, media: &str) -> bool {
        self.header("content-type").is_some_and(|value| {
            value.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(media))
        })
    }

    fn problem(&self) -> Option<Code> {
        if !self.is_media(MEDIA_TYPE) {
            return None;
        }
        serde_json::from_slice::<Problem>(&self.body).ok()?.code()
    }
}

/// The program's way to the network: TLS checked against the system's roots, no redirects, no cookies, one pool
/// of connections. Cloning shares it.
#[derive(Clone)]
pub struct Network(reqwest::Client);

impl Network {
    /// Opens the way; fails only when TLS cannot be set up on this computer.
    pub fn open() -> io::Result<Self> {
        // The only error says that this process chose before.
        let _chosen_before = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT_PATIENCE)
            .pool_idle_timeout(Duration::from_secs(60))
            .user_agent(concat!("rathaus-app/", env!("CARGO_PKG_VERSION")))
            .build();
        client.map(Self).map_err(io::Error::other)
    }

    pub(crate) fn client(&self) -> &reqwest::Client {
        &self.0
    }
}

/// One town, one session.
pub struct Client {
    town: Town,
    session: Session,
    network: Network,
}

impl Client {
    /// A client of `town`.
    #[must_use]
    pub fn new(town: Town, session: Session, network: Network) -> Arc<Self> {
        Arc::new(Self { town, session, network })
    }

    /// The town this client talks to.
    #[must_use]
    pub fn town(&self) -> &Town {
        &self.town
    }

    /// The session of this town.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        self.network.client()
    }

    /// Sends a request with the session's token and returns the answer without any token in it.
    /// Every failure is an answer too: a problem document.
    pub async fn send(&self, request: Request) -> Response {
        let Some(url) = api_url(&self.town.origin, &request.path) else {
            return Local::Refused.answer("only paths of the residents' API can be reached");
        };
        let Some(method) = method(&request.method) else {
            return Local::Refused.answer("unknown method");
        };
        let token = self.session.token().await;
        let expects_account = request.expects_account();
        let response = match self.exchange(method, url.clone(), request, token.as_ref()).await {
            Ok(response) => response,
            Err((local, detail)) => return local.answer(&detail),
        };
        if expects_account && response.problem() == Some(Code::NotSignedIn) {
            // Perhaps the town knows somebody else by this session: that is no reason to forget it.
            return response;
        }
        self.mind_session(url.path(), response, token).await
    }

    async fn exchange(
        &self,
        method: Method,
        url: Url,
        request: Request,
        token: Option<&Token>,
    ) -> Result<Response, (Local, String)> {
        let mut headers = headers_out(&request.headers);
        if let Some(token) = token {
            headers.insert(AUTHORIZATION, bearer(token).ok_or((Local::Refused, "bad token".to_owned()))?);
        }
        let mut asked = self.http().request(method, url).timeout(PATIENCE);
        match request.body {
            Body::None => {}
            Body::Json(bytes) => {
                headers.insert("content-type", HeaderValue::from_static("application/json"));
                asked = asked.body(bytes);
            }
            Body::Picture { media_type, bytes } => {
                headers.insert("content-type", HeaderValue::from_static(media_type));
                asked = asked.body(bytes).timeout(PHOTO_PATIENCE);
            }
        }
        let offline = |error: reqwest::Error| (Local::Offline, error.without_url().to_string());
        let answer = asked.headers(headers).send().await.map_err(offline)?;
        read_answer(answer).await
    }

    /// Keeps a new token, drops a dead one, and takes every token out of what the page gets to see.
    async fn mind_session(&self, path: &str, response: Response, sent: Option<Token>) -> Response {
        if path == "/api/accounts/logout" && response.is_success() {
            if let Some(sent) = &sent {
                self.session.close(sent).await;
            }
            return response;
        }
        if response.problem() == Some(Code::NotSignedIn) {
            if let Some(sent) = &sent {
                self.session.close(sent).await;
            }
            return response;
        }
        if !path.starts_with("/api/accounts/") || !response.is_success() {
            return response;
        }
        let (response, token) = take_token(response);
        if let Some(token) = token {
            self.session.open(token).await;
        } else if path == "/api/accounts/session"
            && says_nobody(&response)
            && let Some(sent) = &sent
        {
            self.session.close(sent).await;
        }
        response
    }
}

/// The address of an API path, or nothing when the path leads anywhere else: another host, out of `/api/` by
/// dots, or to the staff's side, which this app has no business with. No path of ours needs an encoded character,
/// so none passes: two programs may decode it differently.
pub(crate) fn api_url(origin: &TownOrigin, path: &str) -> Option<Url> {
    let before_query = path.split('?').next().unwrap_or_default();
    if !path.starts_with("/api/") || path.contains('\\') || before_query.contains('%') {
        return None;
    }
    let url = origin.url().join(path).ok()?;
    let inside = url.origin() == origin.url().origin()
        && url.path().starts_with("/api/")
        && !url.path().starts_with("/api/desk")
        && url.fragment().is_none()
        && url.username().is_empty();
    inside.then_some(url)
}

fn method(text: &str) -> Option<Method> {
    [Method::GET, Method::POST, Method::PATCH, Method::PUT, Method::DELETE]
        .into_iter()
        .find(|method| method.as_str() == text)
}

fn headers_out(wanted: &[(String, String)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in wanted {
        let name = name.to_ascii_lowercase();
        let listed = HEADERS_OUT.contains(&name.as_str());
        if let (true, Ok(name), Ok(value)) =
            (listed, HeaderName::try_from(name.as_str()), HeaderValue::from_str(value))
        {
            headers.insert(name, value);
        }
    }
    headers
}

pub(crate) fn bearer(token: &Token) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(&format!("Bearer {}", token.reveal())).ok()?;
    value.set_sensitive(true);
    Some(value)
}

async fn read_answer(mut answer: reqwest::Response) -> Result<Response, (Local, String)> {
    let status = answer.status().as_u16();
    if (300..400).contains(&status) && status != 304 {
        return Err((Local::NotOurs, format!("status {status}: redirects are not followed")));
    }
    let headers = headers_in(answer.headers());
    let mut body = Vec::new();
    loop {
        match answer.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => break,
            Err(error) => return Err((Local::Offline, error.without_url().to_string())),
        }
        if body.len() > ANSWER_BYTES_MAX {
            return Err((Local::TooLarge, format!("more than {ANSWER_BYTES_MAX} bytes")));
        }
    }
    let response = Response { status, headers, body };
    if is_web_page(&response) {
        return Err((Local::NotOurs, format!("status {status} with a web page")));
    }
    Ok(response)
}

/// Our API never answers with a web page, captive portals and broken proxies always do.
fn is_web_page(response: &Response) -> bool {
    response.is_media("text/html") || response.is_media("application/xhtml+xml")
}

fn headers_in(all: &HeaderMap) -> Vec<(String, String)> {
    HEADERS_IN
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), all.get(*name)?.to_str().ok()?.to_owned())))
        .collect()
}

/// Splits the token off an answer such as `SessionOpened`. An answer without one is returned byte for byte.
fn take_token(mut response: Response) -> (Response, Option<Token>) {
    let Ok(Value::Object(mut fields)) = serde_json::from_slice::<Value>(&response.body) else {
        return (response, None);
    };
    let Some(token) = fields.remove("token") else { return (response, None) };
    response.body = Value::Object(fields).to_string().into_bytes();
    (response, token.as_str().and_then(Token::parse))
}

fn says_nobody(response: &Response) -> bool {
    serde_json::from_slice::<rathaus_api::accounts::Session>(&response.body)
        .is_ok_and(|session| session.account.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_residents_api() {
        let origin = TownOrigin::parse("https://rathaus.example.de").expect("an address");
        for path in [
            "",
            "/",
            "/desk",
            "/apix",
            "api/town",
            "//evil.example/api/town",
            "/api/../desk",
            "/api/%2e%2e/desk",
            "/api/..%5cdesk/\\x",
            "/api/desk/cases",
            "/api/x/../desk/cases",
            "/api/%64esk/cases",
            "/api/d%65sk/cases?q=1",
            "/api/reports/%31",
            "https://evil.example/api/town",
            "/api/town#x",
            "/.well-known/rathaus.json",
        ] {
            assert!(api_url(&origin, path).is_none(), "{path}");
        }
        let url = api_url(&origin, "/api/map/addresses?q=Am%20Markt").expect("allowed");
        assert_eq!(url.as_str(), "https://rathaus.example.de/api/map/addresses?q=Am%20Markt");
    }

    #[test]
    fn pages_cannot_set_headers_that_are_ours() {
        let wanted =
            [("Authorization", "Bearer x"), ("Cookie", "a=b"), ("Origin", "https://x"), ("Host", "x")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert!(headers_out(&wanted).is_empty());
        let fine = [("Idempotency-Key".to_owned(), "k".to_owned())];
        assert_eq!(headers_out(&fine).len(), 1);
        let tagged = [("Expected-Account".to_owned(), "a".to_owned())];
        assert_eq!(headers_out(&tagged).len(), 1);
        let split = [("accept".to_owned(), "a\r\nCookie: x".to_owned())];
        assert!(headers_out(&split).is_empty());
    }
}
