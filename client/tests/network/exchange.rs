//! Requests against a real socket: the token stays inside, failures become problem documents.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use rathaus_client::{
    Body, Client, MemoryStore, Network, Request, Response, SecretStore, TownError, check_town,
};
use serde_json::{Value, json};

use crate::town::{Log, TOKEN, client_of, client_with, serve};

fn request(method: &str, path: &str) -> Request {
    let body = if method == "GET" { Body::None } else { Body::Json(b"{}".to_vec()) };
    Request { method: method.into(), path: path.into(), headers: Vec::new(), body }
}

async fn ask(client: &Client, method: &str, path: &str) -> (Response, Value) {
    let response = client.send(request(method, path)).await;
    let body = serde_json::from_slice(&response.body).unwrap_or(Value::Null);
    (response, body)
}

fn problem(status: u16, code: &str) -> impl IntoResponse + use<> {
    let body = json!({"type": format!("urn:rathaus:problem:{code}"), "title": code, "status": status});
    let status = StatusCode::from_u16(status).expect("a status");
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string())
}

fn authorization(headers: &HeaderMap) -> String {
    headers.get("authorization").map_or("-", |value| value.to_str().expect("text")).to_owned()
}

/// A town hall that opens a session, shows who asks, and ends the session.
fn town_hall(log: Log) -> Router {
    let opened = json!({"account": {"id": "x"}, "token": TOKEN}).to_string();
    let seen = move |headers: HeaderMap| {
        log.lock().expect("a log").push(authorization(&headers));
        async { ([(header::CONTENT_TYPE, "application/json")], "{}") }
    };
    Router::new()
        .route(
            "/api/accounts/login/finish",
            post(move || async { ([(header::CONTENT_TYPE, "application/json")], opened) }),
        )
        .route("/api/accounts/logout", post(|| async { StatusCode::NO_CONTENT }))
        .route("/api/reports", get(seen))
        .route("/api/gone", get(|| async { problem(401, "not-signed-in") }))
        .route("/api/filed", post(|| async { ([("request-id", "7K4M")], StatusCode::CREATED) }))
        .route("/api/wrong-key", post(|| async { problem(401, "passkey-refused") }))
        .route("/api/nobody", get(|| async { StatusCode::UNAUTHORIZED }))
}

#[tokio::test]
async fn the_token_reaches_the_town_and_nobody_else() {
    let log = Log::default();
    let origin = serve(town_hall(Arc::clone(&log))).await;
    let store: Arc<dyn SecretStore> = Arc::new(MemoryStore::default());
    let client = client_with(&origin, Arc::clone(&store));

    ask(&client, "GET", "/api/reports").await;
    let (response, body) = ask(&client, "POST", "/api/accounts/login/finish").await;
    assert!(response.is_success());
    assert_eq!(body, json!({"account": {"id": "x"}}));
    ask(&client, "GET", "/api/reports").await;
    let next_start = client_with(&origin, store);
    ask(&next_start, "GET", "/api/reports").await;
    ask(&next_start, "POST", "/api/accounts/logout").await;
    ask(&next_start, "GET", "/api/reports").await;

    let bearer = format!("Bearer {TOKEN}");
    assert_eq!(*log.lock().expect("a log"), ["-", &bearer, &bearer, "-"]);
    assert!(!next_start.session().is_open().await);
}

#[tokio::test]
async fn whoever_leaves_without_a_network_is_out_at_once_and_the_town_hears_it_later() {
    let heard = Log::default();
    let up = Arc::new(AtomicBool::new(false));
    let (is_up, leavings) = (Arc::clone(&up), Arc::clone(&heard));
    let leave = move |headers: HeaderMap| {
        let up = is_up.load(Ordering::SeqCst);
        if up {
            leavings.lock().expect("a log").push(authorization(&headers));
        }
        async move { if up { StatusCode::NO_CONTENT } else { StatusCode::SERVICE_UNAVAILABLE } }
    };
    let opened = json!({"account": {"id": "x"}, "token": TOKEN}).to_string();
    let router = Router::new()
        .route(
            "/api/accounts/login/finish",
            post(move || async { ([(header::CONTENT_TYPE, "application/json")], opened) }),
        )
        .route("/api/accounts/logout", post(leave));
    let origin = serve(router).await;
    let store: Arc<dyn SecretStore> = Arc::new(MemoryStore::default());
    let client = client_with(&origin, Arc::clone(&store));
    ask(&client, "POST", "/api/accounts/login/finish").await;

    let (left, _) = ask(&client, "POST", "/api/accounts/logout").await;
    assert_eq!(left.status, 204, "the person is out, whatever the town knows");
    assert!(!client.session().is_open().await);
    assert!(!client_with(&origin, Arc::clone(&store)).session().is_open().await, "the next start, too");
    assert!(!client.say_goodbyes().await, "the town is still away");

    up.store(true, Ordering::SeqCst);
    let next_start = client_with(&origin, store);
    assert!(next_start.say_goodbyes().await);
    assert_eq!(*heard.lock().expect("a log"), [format!("Bearer {TOKEN}")]);
    assert!(client.say_goodbyes().await && next_start.say_goodbyes().await);
    assert_eq!(heard.lock().expect("a log").len(), 1, "it is said once");
}

#[tokio::test]
async fn whoever_leaves_on_a_network_that_does_not_answer_is_out_and_the_town_hears_later() {
    let heard = Log::default();
    let leavings = Arc::clone(&heard);
    let awake = Arc::new(tokio::sync::Notify::new());
    let sleeping = Arc::clone(&awake);
    let first = Arc::new(AtomicBool::new(true));
    let leave = move |headers: HeaderMap| {
        let (sleeping, leavings, first) =
            (Arc::clone(&sleeping), Arc::clone(&leavings), first.swap(false, Ordering::SeqCst));
        async move {
            if first {
                // Nobody ever hears of this one.
                sleeping.notified().await;
            } else {
                leavings.lock().expect("a log").push(authorization(&headers));
            }
            StatusCode::NO_CONTENT
        }
    };
    let opened = json!({"account": {"id": "x"}, "token": TOKEN}).to_string();
    let finish = post(move || async { ([(header::CONTENT_TYPE, "application/json")], opened) });
    let router =
        Router::new().route("/api/accounts/login/finish", finish).route("/api/accounts/logout", post(leave));
    let origin = serve(router).await;
    let store: Arc<dyn SecretStore> = Arc::new(MemoryStore::default());
    let client = client_with(&origin, Arc::clone(&store));
    ask(&client, "POST", "/api/accounts/login/finish").await;
    client.leave(std::time::Duration::from_millis(50)).await;
    assert!(!client.session().is_open().await);
    rathaus_client::forget_sessions(store.as_ref()).expect("forgotten");
    let next_start = client_with(&origin, store);
    assert!(!next_start.session().is_open().await);
    assert!(next_start.say_goodbyes().await);
    assert_eq!(*heard.lock().expect("a log"), [format!("Bearer {TOKEN}")]);
    awake.notify_one();
}

#[tokio::test]
async fn only_the_towns_own_word_ends_a_session() {
    let origin = serve(town_hall(Log::default())).await;
    let client = client_of(&origin);
    ask(&client, "POST", "/api/accounts/login/finish").await;
    ask(&client, "POST", "/api/wrong-key").await;
    assert!(client.session().is_open().await, "a refused passkey is not an ended session");
    ask(&client, "GET", "/api/nobody").await;
    assert!(client.session().is_open().await, "a bare 401 may come from a proxy");
    let (_, body) = ask(&client, "GET", "/api/gone").await;
    assert_eq!(body["type"], "urn:rathaus:problem:not-signed-in");
    assert!(!client.session().is_open().await);
}

#[tokio::test]
async fn asked_for_another_account_the_town_refuses_and_the_session_stays() {
    let origin = serve(town_hall(Log::default())).await;
    let client = client_of(&origin);
    ask(&client, "POST", "/api/accounts/login/finish").await;
    let mut expecting = request("GET", "/api/gone");
    expecting.headers.push(("Expected-Account".to_owned(), "somebody".to_owned()));
    assert_eq!(client.send(expecting).await.status, 401);
    assert!(client.session().is_open().await);
}

#[tokio::test]
async fn the_number_to_quote_reaches_the_page() {
    let client = client_of(&serve(town_hall(Log::default())).await);
    let (response, _) = ask(&client, "POST", "/api/filed").await;
    assert_eq!(response.header(rathaus_api::REQUEST_ID), Some("7K4M"));
}

#[tokio::test]
async fn without_a_network_the_answer_is_a_problem_and_the_session_stays() {
    let origin = serve(town_hall(Log::default())).await;
    let store: Arc<dyn SecretStore> = Arc::new(MemoryStore::default());
    ask(&client_with(&origin, Arc::clone(&store)), "POST", "/api/accounts/login/finish").await;
    // Nobody listens on the discard port; the name of the town hall is the same, so is its session.
    let nowhere = client_of(&rathaus_client::TownOrigin::parse("http://localhost:9").expect("an origin"));
    let (response, body) = ask(&nowhere, "GET", "/api/town").await;
    assert_eq!(response.status, 503);
    assert_eq!(response.header("content-type"), Some("application/problem+json"));
    assert_eq!(body["type"], "urn:rathaus:problem:offline");
    assert!(client_with(&origin, store).session().is_open().await);
}

#[tokio::test]
async fn captive_portals_are_not_taken_for_the_town() {
    let portal = Router::new()
        .route("/api/redirect", get(|| async { Redirect::temporary("https://portal.example/login") }))
        .route("/api/page", get(|| async { axum::response::Html("<h1>Welcome to the train</h1>") }));
    let client = client_of(&serve(portal).await);
    for path in ["/api/redirect", "/api/page"] {
        let (response, body) = ask(&client, "GET", path).await;
        assert_eq!(
            (response.status, &body["type"]),
            (502, &json!("urn:rathaus:problem:not-the-town")),
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_door_refuses_what_it_is_not_for() {
    let client = client_of(&serve(Router::new()).await);
    for (method, path) in
        [("GET", "/desk"), ("GET", "/api/desk/cases"), ("TRACE", "/api/town"), ("GET", "//x/api/")]
    {
        let (response, body) = ask(&client, method, path).await;
        assert_eq!(response.status, 400, "{method} {path}");
        assert_eq!(body["type"], "urn:rathaus:problem:request-refused");
    }
}

#[tokio::test]
async fn an_endless_answer_is_cut_off() {
    let endless = Router::new().route("/api/endless", get(|| async { vec![b' '; 20 * 1024 * 1024] }));
    let (response, body) = ask(&client_of(&serve(endless).await), "GET", "/api/endless").await;
    assert_eq!(response.status, 502);
    assert_eq!(body["type"], "urn:rathaus:problem:answer-too-large");
}

fn card(origin: &str) -> Router {
    let card =
        json!({"name": "Test Town", "ags": "15090000", "state": "DE-ST", "origin": origin, "api_version": 1});
    Router::new().route("/.well-known/rathaus.json", get(move || async move { axum::Json(card) }))
}

#[tokio::test]
async fn a_town_hall_is_shown_before_it_is_trusted() {
    let listener = tokio::net::TcpListener::bind("localhost:0").await.expect("a free port");
    let origin = format!("http://localhost:{}", listener.local_addr().expect("an address").port());
    let router = card(&origin);
    tokio::spawn(async move { axum::serve(listener, router).await.expect("served") });
    let network = Network::open().expect("a network");
    let town = check_town(&network, &format!("{origin}/melden")).await.expect("a town hall");
    assert_eq!((town.name.as_str(), town.origin.as_str()), ("Test Town", origin.as_str()));
}

#[tokio::test]
async fn a_card_of_somebody_else_is_not_trusted() {
    let network = Network::open().expect("a network");
    let elsewhere = serve(card("https://rathaus.example.de")).await;
    let refused = check_town(&network, elsewhere.as_str()).await;
    assert!(matches!(refused, Err(TownError::LivesElsewhere { .. })), "{refused:?}");
    let no_card = serve(Router::new()).await;
    let refused = check_town(&network, no_card.as_str()).await;
    assert!(matches!(refused, Err(TownError::NotATownHall { .. })), "{refused:?}");
    let nobody = check_town(&network, "http://localhost:9").await;
    assert!(matches!(nobody, Err(TownError::Unreachable { .. })), "{nobody:?}");
}
