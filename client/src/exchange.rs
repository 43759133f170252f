//! The one door: a request of the pages goes out, the town's answer comes back, the token stays in here.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rathaus_api::EXPECTED_ACCOUNT;
use rathaus_api::problem::{Code, MEDIA_TYPE, Problem};
use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::{Method, Url};
use serde_json::Value;

use crate::clock::since_boot;
use crate::goodbye::Goodbyes;
use crate::headers::{headers_in, headers_out};
use crate::problem::Local;
use crate::renewal::{Advice, Input, Renewal};
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

/// The answer to this path brings a new token for the session that goes on.
const ROTATION: &str = "/api/accounts/step-up/finish";

/// Where a session is left.
const LOGOUT: &str = "/api/accounts/logout";

/// What a page wants from the town.
#[derive(Debug, Clone)]
pub struct Request {
    /// `GET`, `POST`, `PATCH`, `PUT` or `DELETE`.
    pub method: String,
    /// Path and query, beginning with `/api/`.
    pub path: String,
    /// Only names on the door's list: a request with any other is refused.
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

    /// Whether the town refused with this problem, by its code.
    #[must_use]
    pub fn is_problem(&self, code: &str) -> bool {
        self.problem().is_some_and(|problem| problem.text() == code)
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
    goodbyes: Goodbyes,
    renewal: Mutex<Renewal>,
}

impl Client {
    /// A client of `town`.
    #[must_use]
    pub fn new(town: Town, session: Session, network: Network) -> Arc<Self> {
        let goodbyes = Goodbyes::new(&town.origin, session.store());
        Arc::new(Self { town, session, network, goodbyes, renewal: Mutex::default() })
    }

    /// What the session of this device asks of the person now, if anything.
    pub async fn advice(&self) -> Advice {
        if self.session.is_open().await {
            self.learn(Input::Held);
        }
        self.renewal.lock().unwrap_or_else(PoisonError::into_inner).advice(since_boot())
    }

    /// Whether this device has a key by which its owner can sign in again.
    pub fn learn_key(&self, here: bool) {
        self.learn(Input::Key { here });
    }

    fn learn(&self, input: Input) {
        self.renewal.lock().unwrap_or_else(PoisonError::into_inner).learn(input, since_boot());
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
        let leaves = url.path() == LOGOUT;
        let response = match self.exchange(method, url.clone(), request, token.as_ref()).await {
            Ok(response) => response,
            Err((local, detail)) => {
                if local != Local::Refused {
                    self.learn(Input::NoAnswer);
                    if let (true, Some(token)) = (leaves, &token) {
                        return self.leave_unheard(token).await;
                    }
                }
                let lost = local == Local::AnswerLost && url.path() != ROTATION;
                return if lost { Local::Offline } else { local }.answer(&detail);
            }
        };
        self.learn(Input::of_status(response.status));
        if let (true, Some(token)) = (leaves && response.status >= 500, &token) {
            return self.leave_unheard(token).await;
        }
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
        let mut headers = headers_out(&request.headers).map_err(|refused| (Local::Refused, refused))?;
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
        let answer = asked.headers(headers).send().await.map_err(cut)?;
        read_answer(answer).await
    }

    /// Keeps a new token, drops a dead one, and takes every token out of what the page gets to see.
    async fn mind_session(&self, path: &str, response: Response, sent: Option<Token>) -> Response {
        if path == LOGOUT && response.is_success() {
            if let Some(sent) = &sent {
                self.session.close(sent).await;
                self.learn(Input::Left);
            }
            return response;
        }
        if response.problem() == Some(Code::NotSignedIn) {
            self.end(sent.as_ref()).await;
            return response;
        }
        if !path.starts_with("/api/accounts/") || !response.is_success() {
            return response;
        }
        let (response, token) = take_token(response);
        if let Some(token) = token {
            match sent {
                Some(sent) if path == ROTATION => self.session.rotate(&sent, token).await,
                _ => {
                    self.learn(Input::Opened);
                    self.session.open(token).await
                }
            };
        } else if path == "/api/accounts/session" && says_nobody(&response) {
            self.end(sent.as_ref()).await;
        }
        if let Some(left) = left_of(&response) {
            self.learn(Input::Said { left });
        }
        response
    }

    /// Somebody leaves while the town cannot be reached: this device forgets the session now, the town hears later.
    async fn leave_unheard(&self, token: &Token) -> Response {
        self.goodbyes.add(token).await;
        self.session.close(token).await;
        self.learn(Input::Left);
        Response { status: 204, headers: Vec::new(), body: Vec::new() }
    }

    /// Leaves the session whatever the network does: noted first, said if the town answers in time, else later. Nothing
    /// of it stays on this device but the note.
    pub async fn leave(&self, patience: Duration) {
        if let Some(token) = self.session.token().await {
            self.goodbyes.add(&token).await;
            if tokio::time::timeout(patience, self.say_goodbye(&token)).await == Ok(true) {
                self.goodbyes.said(&token).await;
            }
        }
        self.session.forget().await;
        self.learn(Input::Left);
    }

    /// Tells the town which sessions were left while it could not be reached; whether nothing is left to be said.
    pub async fn say_goodbyes(&self) -> bool {
        for token in self.goodbyes.all().await {
            if !self.say_goodbye(&token).await {
                self.goodbyes.later();
                return false;
            }
            self.goodbyes.said(&token).await;
        }
        true
    }

    async fn say_goodbye(&self, token: &Token) -> bool {
        let Some(url) = api_url(&self.town.origin, LOGOUT) else { return true };
        let goodbye = Request {
            method: "POST".to_owned(),
            path: LOGOUT.to_owned(),
            headers: Vec::new(),
            body: Body::None,
        };
        let answer = self.exchange(Method::POST, url, goodbye, Some(token)).await;
        // A session that the town does not know any more is left as well.
        answer.is_ok_and(|answer| answer.is_success() || answer.problem() == Some(Code::NotSignedIn))
    }

    /// Asks for a session without taking it over; its token comes beside the answer.
    pub(crate) async fn redeem(&self, path: &str, json: Vec<u8>) -> (Response, Option<Token>) {
        let Some(url) = api_url(&self.town.origin, path) else {
            return (Local::Refused.answer("only paths of the residents' API can be reached"), None);
        };
        let headers = vec![("accept".to_owned(), "application/json".to_owned())];
        let asked =
            Request { method: "POST".to_owned(), path: path.to_owned(), headers, body: Body::Json(json) };
        match self.exchange(Method::POST, url, asked, None).await {
            Ok(response) if response.is_success() => take_token(response),
            Ok(response) => (response, None),
            Err((local, detail)) => {
                let local = if local == Local::AnswerLost { Local::Offline } else { local };
                (local.answer(&detail), None)
            }
        }
    }

    /// Takes a session over that was asked for before.
    pub(crate) async fn admit(&self, token: Token) {
        self.learn(Input::Opened);
        self.session.open(token).await;
    }

    /// Lets a session go that nobody here wants.
    pub(crate) async fn turn_away(&self, token: &Token) {
        if !self.say_goodbye(token).await {
            self.goodbyes.add(token).await;
        }
    }

    /// The town no longer knows the session of this token.
    async fn end(&self, sent: Option<&Token>) {
        let Some(sent) = sent else { return };
        if self.session.close(sent).await {
            self.learn(Input::Ended);
        }
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

pub(crate) fn bearer(token: &Token) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(&format!("Bearer {}", token.reveal())).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// A connection that never came about has sent nothing; any other cut may have happened behind the town's answer.
fn cut(error: reqwest::Error) -> (Local, String) {
    let local = if error.is_connect() { Local::Offline } else { Local::AnswerLost };
    (local, error.without_url().to_string())
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
            Err(error) => return Err(cut(error)),
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

/// Splits the token off an answer such as `SessionOpened`. An answer without one is returned byte for byte.
fn take_token(mut response: Response) -> (Response, Option<Token>) {
    let Ok(Value::Object(mut fields)) = serde_json::from_slice::<Value>(&response.body) else {
        return (response, None);
    };
    let Some(token) = fields.remove("token") else { return (response, None) };
    response.body = Value::Object(fields).to_string().into_bytes();
    (response, token.as_str().and_then(Token::parse))
}

/// What is left of a session, where an answer says so: by the town's own clock, whatever this device believes.
fn left_of(response: &Response) -> Option<Duration> {
    #[derive(serde::Deserialize)]
    struct Alive {
        life: rathaus_api::accounts::SessionLife,
    }
    let Alive { life } = serde_json::from_slice(&response.body).ok()?;
    Some(Duration::try_from(life.ends_at.duration_since(life.now)).unwrap_or_default())
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
}
