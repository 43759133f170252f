//! The live stream against a real socket: events arrive, cuts are survived, the end of a session is the end.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use rathaus_client::{Body, Client, LiveUpdate, Request, listen};
use serde_json::json;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::town::{TOKEN, client_of, serve};

fn event(seq: i64) -> Event {
    let data = json!({"seq": seq, "kind": "answer_given", "object": "case", "at": "2026-11-22T10:00:00Z"});
    Event::default().id(seq.to_string()).data(data.to_string())
}

/// The first two connections are cut after two events; the third one is told that the session has ended.
async fn stream(resumed_from: Arc<Mutex<Vec<String>>>, headers: HeaderMap) -> Response {
    let from = headers.get("last-event-id").map_or("-", |value| value.to_str().expect("text")).to_owned();
    let mut seen = resumed_from.lock().expect("a log");
    seen.push(from.clone());
    if seen.len() == 3 {
        let problem = [(header::CONTENT_TYPE, "application/problem+json")];
        return (StatusCode::UNAUTHORIZED, problem, "{}").into_response();
    }
    let first = from.parse::<i64>().map_or(1, |seq| seq + 1);
    // The number before is repeated on purpose, and one kind is from the future.
    let events = async_stream::stream! {
        yield Ok::<_, Infallible>(event(first - 1));
        yield Ok(event(first));
        yield Ok(Event::default().id((first + 1).to_string()).data(r#"{"seq":9,"kind":"new_kind"}"#));
    };
    Sse::new(events).into_response()
}

async fn logged_in(router: Router) -> Arc<Client> {
    let opened = json!({ "token": TOKEN }).to_string();
    let router = router.route(
        "/api/accounts/login/finish",
        post(move || async { ([(header::CONTENT_TYPE, "application/json")], opened) }),
    );
    let client = client_of(&serve(router).await);
    let login = "/api/accounts/login/finish".to_owned();
    let body = Body::Json(b"{}".to_vec());
    client.send(Request { method: "POST".into(), path: login, headers: Vec::new(), body }).await;
    client
}

#[tokio::test]
async fn the_stream_resumes_after_a_cut_and_ends_with_the_session() {
    let resumed_from = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&resumed_from);
    let router = Router::new().route("/api/events", get(move |headers| stream(log, headers)));
    let client = logged_in(router).await;
    let (sender, mut updates) = mpsc::channel(8);
    let listening = tokio::spawn(listen(Arc::clone(&client), Some(4), sender, CancellationToken::new()));

    let mut seen = Vec::new();
    while let Ok(Some(update)) = tokio::time::timeout(Duration::from_secs(20), updates.recv()).await {
        seen.push(match update {
            LiveUpdate::Connected => "connected".to_owned(),
            LiveUpdate::Lost { .. } => "lost".to_owned(),
            LiveUpdate::Event(event) => event.seq.to_string(),
            LiveUpdate::SessionEnded => "ended".to_owned(),
        });
    }
    assert_eq!(seen, ["connected", "5", "lost", "connected", "7", "lost", "ended"]);
    assert_eq!(*resumed_from.lock().expect("a log"), ["4", "6", "8"]);
    assert!(!client.session().is_open().await);
    listening.await.expect("listening ended");
}

#[tokio::test]
async fn nobody_listens_without_a_session() {
    let client = client_of(&serve(Router::new()).await);
    let (sender, mut updates) = mpsc::channel(8);
    listen(client, None, sender, CancellationToken::new()).await;
    assert_eq!(updates.recv().await, Some(LiveUpdate::SessionEnded));
}

#[tokio::test]
async fn listening_stops_when_told_to() {
    let silent = Router::new().route(
        "/api/events",
        get(|| async { Sse::new(futures_util::stream::pending::<Result<Event, Infallible>>()) }),
    );
    let client = logged_in(silent).await;
    let (sender, mut updates) = mpsc::channel(8);
    let stop = CancellationToken::new();
    let listening = tokio::spawn(listen(client, None, sender, stop.clone()));
    assert_eq!(updates.recv().await, Some(LiveUpdate::Connected));
    stop.cancel();
    tokio::time::timeout(Duration::from_secs(5), listening).await.expect("in time").expect("ended");
}

#[tokio::test]
async fn signing_out_ends_the_stream_at_once_whatever_the_town_does() {
    // A town that never closes a stream by itself.
    let silent = Router::new()
        .route(
            "/api/events",
            get(|| async { Sse::new(futures_util::stream::pending::<Result<Event, Infallible>>()) }),
        )
        .route("/api/accounts/logout", post(|| async { StatusCode::NO_CONTENT }));
    let client = logged_in(silent).await;
    let (sender, mut updates) = mpsc::channel(8);
    let listening = tokio::spawn(listen(Arc::clone(&client), None, sender, CancellationToken::new()));
    assert_eq!(updates.recv().await, Some(LiveUpdate::Connected));
    let path = "/api/accounts/logout".to_owned();
    client.send(Request { method: "POST".into(), path, headers: Vec::new(), body: Body::None }).await;
    let told = tokio::time::timeout(Duration::from_secs(5), updates.recv()).await.expect("in time");
    assert_eq!(told, Some(LiveUpdate::SessionEnded));
    listening.await.expect("listening ended");
}
