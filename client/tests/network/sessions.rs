//! What a session goes through: new tokens, lost answers, ends, and what somebody was typing meanwhile.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use proptest::prelude::*;
use rathaus_client::{Advice, Body, Client, Drafts, MemoryStore, Request, SecretStore};
use serde_json::{Value, json};
use tokio::io::AsyncReadExt;

use crate::town::{TOKEN, client_with, serve};

const ROTATED: &str = "rh1_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

fn ask_of(method: &str, path: &str) -> Request {
    let body = if method == "GET" { Body::None } else { Body::Json(b"{}".to_vec()) };
    Request { method: method.into(), path: path.into(), headers: Vec::new(), body }
}

async fn ask(client: &Client, method: &str, path: &str) -> (u16, Value) {
    let answer = client.send(ask_of(method, path)).await;
    (answer.status, serde_json::from_slice(&answer.body).unwrap_or(Value::Null))
}

fn json_answer(body: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

fn bearer(headers: &HeaderMap) -> String {
    headers.get("authorization").map_or("-", |value| value.to_str().expect("text")).to_owned()
}

fn life(minutes: u32) -> Value {
    // A device that believes in another century loses nothing: both times are the town's.
    json!({ "now": "1999-12-31T10:00:00Z", "ends_at": format!("1999-12-31T10:{minutes:02}:00Z") })
}

fn town_hall(log: Arc<Mutex<Vec<String>>>) -> Router {
    let opened = json!({ "account": { "id": "x" }, "token": TOKEN });
    let stepped_up = json!({ "life": life(30), "token": ROTATED });
    let seen = move |headers: HeaderMap| {
        log.lock().expect("a log").push(bearer(&headers));
        async { json_answer(&json!({})) }
    };
    Router::new()
        .route("/api/accounts/login/finish", post(move || async move { json_answer(&opened) }))
        .route("/api/accounts/step-up/finish", post(move || async move { json_answer(&stepped_up) }))
        .route("/api/reports", get(seen))
}

#[tokio::test]
async fn a_step_up_brings_a_new_token_that_the_next_start_finds_and_the_page_never_sees() {
    let log = Arc::new(Mutex::new(Vec::new()));
    let origin = serve(town_hall(Arc::clone(&log))).await;
    let store: Arc<dyn SecretStore> = Arc::new(MemoryStore::default());
    let client = client_with(&origin, Arc::clone(&store));
    ask(&client, "POST", "/api/accounts/login/finish").await;
    let (status, body) = ask(&client, "POST", "/api/accounts/step-up/finish").await;
    assert_eq!((status, body), (200, json!({ "life": life(30) })));
    ask(&client, "GET", "/api/reports").await;
    ask(&client_with(&origin, store), "GET", "/api/reports").await;
    let rotated = format!("Bearer {ROTATED}");
    assert_eq!(*log.lock().expect("a log"), [rotated.clone(), rotated]);
}

/// Takes a request, reads it and hangs up: the town may have done what was asked.
async fn hangs_up() -> rathaus_client::TownOrigin {
    let listener = tokio::net::TcpListener::bind("localhost:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
        }
    });
    rathaus_client::TownOrigin::parse(&format!("http://localhost:{port}")).expect("an origin")
}

#[tokio::test]
async fn a_lost_answer_to_a_step_up_is_told_by_its_name_and_ends_nothing() {
    let store: Arc<dyn SecretStore> = Arc::new(MemoryStore::default());
    let origin = hangs_up().await;
    let name = rathaus_client::SecretName::new("session", origin.as_str());
    store.set(&name, TOKEN).expect("kept");
    let client = client_with(&origin, store);
    let (status, body) = ask(&client, "POST", "/api/accounts/step-up/finish").await;
    assert_eq!((status, &body["type"]), (503, &json!("urn:rathaus:problem:app-answer-lost")));
    let (_, body) = ask(&client, "GET", "/api/reports").await;
    assert_eq!(body["type"], "urn:rathaus:problem:offline", "everything else is only without a network");
    assert!(client.session().is_open().await);
}

#[tokio::test]
async fn acting_for_somebody_reaches_the_town_and_an_unknown_header_is_refused() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let router = Router::new().route(
        "/api/reports",
        get(move |headers: HeaderMap| {
            log.lock().expect("a log").push(headers.get("rathaus-for").cloned());
            async { json_answer(&json!({})) }
        }),
    );
    let client = client_with(&serve(router).await, Arc::new(MemoryStore::default()));
    let mut acting = ask_of("GET", "/api/reports");
    acting.headers.push(("Rathaus-For".to_owned(), "4711".to_owned()));
    let answer = client.send(acting).await;
    assert!(answer.header("date").is_some(), "the town's clock");
    let mut strange = ask_of("GET", "/api/reports");
    strange.headers.push(("Rathaus-Fuer".to_owned(), "4711".to_owned()));
    assert_eq!(client.send(strange).await.status, 400);
    let seen = seen.lock().expect("a log");
    assert_eq!(seen.len(), 1, "nothing is done for somebody else by a header that got lost");
    assert_eq!(seen[0].as_ref().and_then(|value| value.to_str().ok()), Some("4711"));
}

/// How the town, or the way to it, behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Fine,
    AboutToEnd,
    Ended,
    /// A proxy on the way says no.
    ProxyRefuses,
    Broken,
    Portal,
    /// The town's answers carry times of another century.
    WrongClock,
}

const WAYS: [Way; 7] =
    [Way::Fine, Way::AboutToEnd, Way::Ended, Way::ProxyRefuses, Way::Broken, Way::Portal, Way::WrongClock];

fn answer_on(way: Way, path: &str) -> Response {
    let problem = |status: StatusCode, code: &str| {
        let body = json!({ "type": format!("urn:rathaus:problem:{code}"), "title": code, "status": status.as_u16() });
        (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
    };
    match (way, path) {
        (Way::Fine | Way::WrongClock, "/api/accounts/login/finish") => {
            json_answer(&json!({ "account": { "id": "x" }, "token": TOKEN }))
        }
        (Way::Fine | Way::WrongClock, _) => json_answer(&json!({ "life": life(30) })),
        (Way::AboutToEnd, _) => json_answer(&json!({ "life": life(5) })),
        (Way::Ended, _) => problem(StatusCode::UNAUTHORIZED, "not-signed-in"),
        (Way::ProxyRefuses, _) => StatusCode::UNAUTHORIZED.into_response(),
        (Way::Broken, _) => problem(StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        (Way::Portal, _) => axum::response::Html("<h1>Welcome</h1>").into_response(),
    }
}

/// Types, asks the town in whatever state it is, and looks whether the text is still there.
async fn live_through(ways: Vec<usize>, key_here: bool) {
    let way = Arc::new(AtomicUsize::new(0));
    let now = Arc::clone(&way);
    let router = Router::new().route(
        "/{*path}",
        axum::routing::any(move |uri: axum::http::Uri| {
            let answer = answer_on(WAYS[now.load(Ordering::SeqCst)], uri.path());
            async { answer }
        }),
    );
    let folder = tempfile::tempdir().expect("a folder");
    let drafts = Drafts::new(folder.path().to_owned());
    let client = client_with(&serve(router).await, Arc::new(MemoryStore::default()));
    client.learn_key(key_here);
    ask(&client, "POST", "/api/accounts/login/finish").await;
    for (step, index) in ways.into_iter().enumerate() {
        way.store(index, Ordering::SeqCst);
        let text = format!("{{\"text\":\"sentence {step}\"}}");
        drafts.save("report", &text).expect("kept");
        let before = client.session().is_open().await;
        let (status, _) = ask(&client, "GET", "/api/accounts/profile").await;
        let open = client.session().is_open().await;
        assert_eq!(
            drafts.load("report").expect("readable"),
            Some(text),
            "what was typed survives {:?}",
            WAYS[index]
        );
        let advice = client.advice().await;
        match WAYS[index] {
            Way::Ended => {
                assert!(!open && status == 401);
                // The way on is named, and it begins on the page that is open.
                let way_on = if key_here { Advice::SignInHere } else { Advice::OtherWay };
                assert_eq!(advice, way_on);
            }
            Way::Fine | Way::WrongClock | Way::AboutToEnd | Way::ProxyRefuses => {
                assert_eq!(open, before, "only the town ends a session");
                if before && WAYS[index] == Way::AboutToEnd {
                    assert_eq!(advice, Advice::TellEnd { minutes: 5 });
                }
            }
            Way::Broken | Way::Portal => {
                assert_eq!((open, advice), (before, Advice::Wait));
            }
        }
        way.store(0, Ordering::SeqCst);
        if !open {
            ask(&client, "POST", "/api/accounts/login/finish").await;
            assert_eq!(client.advice().await, Advice::GoOn, "signed in again over the same page");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_typed_survives_every_fate_of_a_session(
        ways in prop::collection::vec(0..WAYS.len(), 1..10),
        key_here in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(live_through(ways, key_here));
    }
}
