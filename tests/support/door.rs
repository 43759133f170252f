//! A device in front of the town hall: HTTP with whatever the device holds.

use rathaus_api::{IDEMPOTENCY_KEY, REPORT_SECRET};
use reqwest::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use reqwest::{Method, RequestBuilder};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

use crate::Answer;

/// A device. Copies share what it holds.
#[derive(Clone)]
pub struct Door {
    http: reqwest::Client,
    origin: String,
    kind: Kind,
    token: Option<String>,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    App,
    Browser,
}

impl Door {
    /// The app: neither `Origin` nor cookies; a token once signed in.
    pub fn app(origin: &str) -> Self {
        Self::of(origin, Kind::App)
    }

    /// A browser on a page of the town hall: `Origin`, `Sec-Fetch-Site`, cookies.
    pub fn browser(origin: &str) -> Self {
        Self::of(origin, Kind::Browser)
    }

    fn of(origin: &str, kind: Kind) -> Self {
        rathaus_server::tls::choose_crypto();
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
        Self {
            http: http.build().expect("an HTTP client"),
            origin: origin.trim_end_matches('/').to_owned(),
            kind,
            token: None,
            cookies: Arc::default(),
        }
    }

    /// The same device once it holds a token.
    pub fn with_token(mut self, token: Option<String>) -> Self {
        self.token = token;
        self
    }

    /// The token it holds.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// The cookies a browser holds.
    pub fn cookies(&self) -> BTreeMap<String, String> {
        self.cookies.lock().expect("no test panics with it").clone()
    }

    /// Puts a cookie into the browser.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().expect("no test panics with it").insert(name.to_owned(), value.to_owned());
    }

    /// Where the door leads.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Reads.
    pub fn get(&self, path: &str) -> Ask {
        self.ask(Method::GET, path)
    }

    /// Creates or acts. An idempotency key is made; [`Ask::key`] sets another.
    pub fn post(&self, path: &str) -> Ask {
        self.ask(Method::POST, path).key(Uuid::new_v4())
    }

    /// Removes.
    pub fn delete(&self, path: &str) -> Ask {
        self.ask(Method::DELETE, path)
    }

    /// Any method.
    pub fn ask(&self, method: Method, path: &str) -> Ask {
        let asked = format!("{method} {path}");
        let mut request = self.http.request(method, format!("{}{path}", self.origin));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if self.kind == Kind::Browser {
            request = request.header("origin", &self.origin).header("sec-fetch-site", "same-origin");
            let cookies = self.cookies();
            if !cookies.is_empty() {
                let pairs: Vec<String> =
                    cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
                request = request.header(COOKIE, pairs.join("; "));
            }
        }
        Ask { door: self.clone(), asked, request }
    }

    fn keep_cookies(&self, answer: &Answer) {
        let mut cookies = self.cookies.lock().expect("no test panics with it");
        for value in answer.headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok()) {
            let pair = value.split(';').next().unwrap_or_default();
            let Some((name, content)) = pair.split_once('=') else { continue };
            if value.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), content.to_owned());
            }
        }
    }
}

/// A request about to be sent.
pub struct Ask {
    door: Door,
    asked: String,
    request: RequestBuilder,
}

impl Ask {
    /// A JSON body.
    pub fn json<T: Serialize>(mut self, body: &T) -> Self {
        self.request = self.request.json(body);
        self
    }

    /// A body of any kind.
    pub fn body(mut self, kind: &str, bytes: impl Into<reqwest::Body>) -> Self {
        self.request = self.request.header(CONTENT_TYPE, kind).body(bytes);
        self
    }

    /// Another idempotency key.
    pub fn key(self, key: Uuid) -> Self {
        self.replacing(IDEMPOTENCY_KEY, &key.to_string())
    }

    /// The secret of a report's link.
    pub fn secret(self, secret: &str) -> Self {
        self.replacing(REPORT_SECRET, secret)
    }

    /// One more header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// A header in place of the one that is there.
    pub fn replacing(self, name: &str, value: &str) -> Self {
        let value = reqwest::header::HeaderValue::from_str(value).expect("a header's text");
        let name = reqwest::header::HeaderName::from_bytes(name.as_bytes()).expect("a header's name");
        let (client, built) = self.request.build_split();
        let mut request = built.expect("a request that can be built");
        request.headers_mut().insert(name, value);
        Self { request: RequestBuilder::from_parts(client, request), ..self }
    }

    /// Leaves a header out.
    pub fn without(self, name: &str) -> Self {
        let (client, built) = self.request.build_split();
        let mut request = built.expect("a request that can be built");
        request.headers_mut().remove(name);
        Self { request: RequestBuilder::from_parts(client, request), ..self }
    }

    /// Sends and reads the answer; a connection that breaks fails the test.
    pub async fn send(self) -> Answer {
        let asked = self.asked.clone();
        self.try_send().await.unwrap_or_else(|error| panic!("{asked}: no answer: {error:?}"))
    }

    /// Sends and reads the answer.
    ///
    /// # Errors
    /// When the connection breaks.
    pub async fn try_send(self) -> Result<Answer, reqwest::Error> {
        let response = self.request.send().await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.bytes().await?.to_vec();
        let answer = Answer { asked: self.asked, status, headers, body };
        self.door.keep_cookies(&answer);
        Ok(answer)
    }

    /// Sends and leaves the body to the caller (live streams).
    pub async fn stream(self) -> reqwest::Response {
        let asked = self.asked.clone();
        self.request.send().await.unwrap_or_else(|error| panic!("{asked}: no answer: {error:?}"))
    }
}
