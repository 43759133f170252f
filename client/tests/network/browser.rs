//! Signing in by the system's browser: one answer, from the page that was opened, to this device only.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rathaus_client::{
    BrowserErrand, BrowserSignIn, Client, MemoryStore, Offer, ReturnError, ReturnWords, TownOrigin,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::town::{Log, TOKEN, client_with, serve};

type Redeemed = Arc<Mutex<Vec<Value>>>;

fn words() -> ReturnWords {
    ReturnWords {
        language: "en".to_owned(),
        done: "Signed <in>".to_owned(),
        refused: "Not signed in".to_owned(),
        next: "Go back to the app.".to_owned(),
    }
}

/// An attempt that waits for its browser.
struct Waiting {
    town: TownOrigin,
    client: Arc<Client>,
    redeemed: Redeemed,
    /// With which tokens somebody signed out.
    left: Log,
    page: Url,
    stop: CancellationToken,
    done: JoinHandle<Result<Offer, ReturnError>>,
}

impl Waiting {
    async fn begin() -> Self {
        let redeemed = Redeemed::default();
        let log = Arc::clone(&redeemed);
        let opened = json!({ "account": { "id": "x" }, "token": TOKEN }).to_string();
        let redeem = move |body: String| {
            log.lock().expect("a log").push(serde_json::from_str(&body).expect("JSON"));
            async { ([(header::CONTENT_TYPE, "application/json")], opened) }
        };
        let left = Log::default();
        let leavings = Arc::clone(&left);
        let leave = move |headers: HeaderMap| {
            let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
            leavings.lock().expect("a log").push(token.unwrap_or("-").to_owned());
            async { StatusCode::NO_CONTENT }
        };
        let town_hall = Router::new()
            .route("/api/accounts/app-login/token", post(redeem))
            .route("/api/accounts/logout", post(leave));
        let town = serve(town_hall).await;
        let client = client_with(&town, Arc::new(MemoryStore::default()));
        let attempt = BrowserSignIn::begin(&town, words()).await.expect("a port");
        let (page, stop) = (attempt.page().clone(), CancellationToken::new());
        let (theirs, stopped) = (Arc::clone(&client), stop.clone());
        let done = tokio::spawn(async move { attempt.finish(&theirs, "Rathaus on Linux", &stopped).await });
        Self { town, client, redeemed, left, page, stop, done }
    }

    fn asked(&self, name: &str) -> String {
        let found = self.page.query_pairs().find(|(key, _)| key == name);
        found.expect("a parameter").1.into_owned()
    }

    fn host(&self) -> String {
        let redirect: Url = self.asked("redirect_uri").parse().expect("an address");
        format!("127.0.0.1:{}", redirect.port().expect("a port"))
    }

    fn target(&self, rest: &str) -> String {
        format!("/signed-in?state={}&{rest}", self.asked("state"))
    }

    fn good(&self) -> String {
        let issuer: String = url::form_urlencoded::byte_serialize(self.town.as_str().as_bytes()).collect();
        self.target(&format!("code=c0de&iss={issuer}"))
    }

    /// Knocks at the listener; what it answers, or nothing when nobody is there.
    async fn knock(&self, request: &str) -> Option<String> {
        let mut stream = TcpStream::connect(self.host()).await.ok()?;
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.ok()?;
        Some(answer)
    }

    async fn get(&self, target: &str) -> Option<String> {
        self.knock(&format!("GET {target} HTTP/1.1\r\nHost: {}\r\n\r\n", self.host())).await
    }
}

#[tokio::test]
async fn the_browser_comes_back_and_the_app_is_signed_in() {
    let waiting = Waiting::begin().await;
    assert_eq!(waiting.page.path(), "/app-anmeldung");
    assert_eq!(waiting.page.origin().ascii_serialization(), waiting.town.as_str());
    assert_eq!(waiting.asked("code_challenge_method"), "S256");
    let page = waiting.get(&waiting.good()).await.expect("an answer");
    assert!(page.contains("Signed &lt;in&gt;") && page.contains("default-src 'none'"), "{page}");
    assert!(!page.contains("c0de"), "nothing of the code stands on the page");

    let (challenge, host, good) = (waiting.asked("code_challenge"), waiting.host(), waiting.good());
    let offer = waiting.done.await.expect("ended").expect("redeemed");
    assert!(offer.answer.is_success() && !String::from_utf8_lossy(&offer.answer.body).contains("rh1_"));
    assert!(!waiting.client.session().is_open().await, "nobody has said yet that it is them");
    offer.accept(&waiting.client).await;
    assert!(waiting.client.session().is_open().await);
    let redeemed = waiting.redeemed.lock().expect("a log").clone();
    assert_eq!(redeemed.len(), 1);
    assert_eq!(redeemed[0]["code"], "c0de");
    let verifier = redeemed[0]["code_verifier"].as_str().expect("a verifier");
    assert_eq!(URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)), challenge);
    assert!(!waiting.page.as_str().contains(verifier), "the verifier never left the app");
    // It worked once, and nobody listens any more.
    assert!(TcpStream::connect(&host).await.is_err(), "closed after {good}");
}

#[tokio::test]
async fn strangers_at_the_port_are_turned_away_and_change_nothing() {
    let waiting = Waiting::begin().await;
    let (host, good) = (waiting.host(), waiting.good());
    let issuer = "iss=https%3A%2F%2Fevil.example";
    for request in [
        format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        format!("GET /favicon.ico HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        format!("POST {good} HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        // A page whose name was made to point here.
        format!("GET {good} HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
        format!("GET {good} HTTP/1.1\r\nHost: localhost{}\r\n\r\n", &host[9..]),
        format!("GET {good} HTTP/1.1\r\n\r\n"),
        format!("GET {good} HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n"),
        format!("GET /signed-in?state=guessed&code=c HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        format!("GET /signed-in?code=c&{issuer} HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        format!("GET {} HTTP/1.1\r\nHost: {host}\r\n\r\n", waiting.target(&format!("code=c&{issuer}"))),
        format!("GET {} HTTP/1.1\r\nHost: {host}\r\n\r\n", waiting.target("code=c")),
        format!("GET {good}&code=d HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        format!("GET {good}&state=x HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        format!("GET /other{} HTTP/1.1\r\nHost: {host}\r\n\r\n", &good[10..]),
        format!("GET {good} HTTP/2\r\nHost: {host}\r\n\r\n"),
    ] {
        let answer = waiting.knock(&request).await.expect("somebody is there");
        assert!(answer.starts_with("HTTP/1.1 404"), "{request}: {answer}");
    }
    // Too much, and nothing at all: cut, and still waiting.
    let _ = waiting.knock(&format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(20_000))).await;
    let _silent = TcpStream::connect(&host).await.expect("a connection");
    assert!(waiting.redeemed.lock().expect("a log").is_empty() && !waiting.done.is_finished());
    assert!(waiting.get(&good).await.expect("an answer").starts_with("HTTP/1.1 200"));
    assert!(waiting.done.await.expect("ended").expect("redeemed").answer.is_success());
    assert_eq!(waiting.redeemed.lock().expect("a log").len(), 1);
}

#[tokio::test]
async fn whoever_is_somebody_else_is_not_signed_in_and_the_town_hears_it() {
    let waiting = Waiting::begin().await;
    waiting.get(&waiting.good()).await.expect("an answer");
    let offer = waiting.done.await.expect("ended").expect("redeemed");
    offer.refuse(&waiting.client).await;
    assert!(!waiting.client.session().is_open().await);
    assert_eq!(*waiting.left.lock().expect("a log"), [format!("Bearer {TOKEN}")]);
}

#[tokio::test]
async fn a_no_in_the_browser_is_heard_in_the_app() {
    let waiting = Waiting::begin().await;
    let page = waiting.get(&waiting.target("error=access_denied")).await.expect("an answer");
    assert!(page.contains("Not signed in"), "{page}");
    assert!(matches!(waiting.done.await.expect("ended"), Err(ReturnError::Refused)));
    assert!(!waiting.client.session().is_open().await);
}

#[tokio::test]
async fn whoever_gives_up_closes_the_port() {
    let waiting = Waiting::begin().await;
    waiting.stop.cancel();
    let host = waiting.host();
    let ended = tokio::time::timeout(Duration::from_secs(5), waiting.done).await.expect("in time");
    assert!(matches!(ended.expect("ended"), Err(ReturnError::Cancelled)));
    assert!(TcpStream::connect(host).await.is_err());
}

#[tokio::test]
async fn nobody_waits_for_ever() {
    let town = TownOrigin::parse("https://rathaus.example.de").expect("an address");
    let client = client_with(&town, Arc::new(MemoryStore::default()));
    let attempt = BrowserSignIn::begin(&town, words()).await.expect("a port");
    let attempt = attempt.waiting_at_most(Duration::from_millis(100));
    let ended = attempt.finish(&client, "x", &CancellationToken::new()).await;
    assert!(matches!(ended, Err(ReturnError::Timeout)));
}

#[tokio::test]
async fn an_errand_brings_code_and_issuer_of_the_page_that_was_opened_and_of_no_other() {
    let errand = BrowserErrand::begin().await.expect("a port");
    let back: Url = errand.return_address().parse().expect("an address");
    let host = format!("127.0.0.1:{}", back.port().expect("a port"));
    let page: Url = "https://broker.example/authorize?client_id=rathaus&state=st4te".parse().expect("a page");
    let stop = CancellationToken::new();
    let waiting = tokio::spawn(async move { errand.wait(&page, words(), &stop).await });
    let knock = async |target: &str| {
        let mut stream = TcpStream::connect(&host).await.expect("somebody listens");
        let head = format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n");
        stream.write_all(head.as_bytes()).await.expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("an answer");
        answer
    };
    for foreign in
        ["/back?code=c0de", "/back?code=c0de&state=guessed", "/signed-in?code=c0de&state=st4te", "/"]
    {
        assert!(knock(foreign).await.starts_with("HTTP/1.1 404"), "{foreign}");
    }
    let shown = knock("/back?code=c0de&state=st4te&iss=https%3A%2F%2Fbroker.example").await;
    assert!(shown.contains("Signed &lt;in&gt;"), "{shown}");
    let (returned, state) = waiting.await.expect("ended").expect("somebody came back");
    assert_eq!((returned.code.as_str(), state.as_str()), ("c0de", "st4te"));
    assert_eq!(returned.issuer.as_deref(), Some("https://broker.example"));
}

#[tokio::test]
async fn an_errand_without_a_state_waits_for_nobody() {
    let errand = BrowserErrand::begin().await.expect("a port");
    let page: Url = "https://broker.example/authorize".parse().expect("a page");
    let ended = errand.wait(&page, words(), &CancellationToken::new()).await;
    assert!(matches!(ended, Err(ReturnError::Refused)));
}
