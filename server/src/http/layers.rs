//! Layers around all routes: request id, log line, problem bodies, metrics.

use std::time::{Duration, Instant};

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, MatchedPath, Request},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use rand::RngExt;
use rathaus_api::problem::{Code, MEDIA_TYPE, Problem};

use super::{Failure, extract::body_failure};

/// Header that carries the request id.
pub const REQUEST_ID: HeaderName = HeaderName::from_static(rathaus_api::REQUEST_ID);

/// Letters and digits that nobody mixes up on the phone (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Gives the request an id, logs one line, counts it, and writes the body of a failing answer.
pub async fn around(request: Request, next: Next) -> Response {
    let id = request_id();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let started = Instant::now();
    let response = with_problem_body(next.run(request).await, &id);
    let (response, status) = stamp(response, &id);
    let took = started.elapsed();
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    if status.is_server_error() {
        tracing::warn!(request_id = %id, %method, %route, status = status.as_u16(), ms = milliseconds, "request failed");
    } else {
        tracing::info!(request_id = %id, %method, %route, status = status.as_u16(), ms = milliseconds, "request");
    }
    let labels =
        [("method", known(&method).to_owned()), ("route", route), ("status", status.as_u16().to_string())];
    metrics::counter!("rathaus_requests_total", &labels).increment(1);
    metrics::histogram!("rathaus_request_seconds", &labels[..2]).record(took.as_secs_f64());
    response
}

/// Callers may invent methods; figures only know the real ones.
fn known(method: &axum::http::Method) -> &str {
    match method.as_str() {
        "GET" | "HEAD" | "POST" | "PATCH" | "PUT" | "DELETE" | "OPTIONS" => method.as_str(),
        _ => "other",
    }
}

fn stamp(mut response: Response, id: &str) -> (Response, StatusCode) {
    let status = response.status();
    if let Ok(value) = HeaderValue::from_str(id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    (response, status)
}

fn request_id() -> String {
    let mut random = rand::rng();
    (0..10).map(|_| char::from(ALPHABET[random.random_range(0..ALPHABET.len())])).collect()
}

/// Every 4xx and 5xx leaves as problem details, also those that a library made as plain text.
fn with_problem_body(mut response: Response, request_id: &str) -> Response {
    let failure = response.extensions_mut().remove::<Failure>();
    let status = response.status();
    if failure.is_none() && !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let Failure { mut problem, retry_after_s } = failure.unwrap_or_else(|| Failure::new(code_of(status)));
    request_id.clone_into(&mut problem.request_id);
    let mut answer = answer(&problem);
    for name in [header::ALLOW, header::SET_COOKIE] {
        if let Some(value) = response.headers_mut().remove(&name) {
            answer.headers_mut().insert(name, value);
        }
    }
    if answer.status() == StatusCode::UNAUTHORIZED {
        // RFC 9110, 15.5.2: a 401 says how to show who one is. Browsers open no dialog for this scheme.
        answer.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let Some(seconds) = retry_after_s {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    answer
}

fn answer(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(problem).unwrap_or_default();
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (status, headers, Body::from(body)).into_response()
}

fn code_of(status: StatusCode) -> Code {
    match status.as_u16() {
        401 => Code::NotSignedIn,
        403 => Code::Forbidden,
        404 => Code::NotFound,
        405 => Code::MethodNotAllowed,
        408 => Code::Timeout,
        413 => Code::TooLarge,
        415 => Code::UnsupportedMedia,
        429 => Code::RateLimited,
        503 => Code::Unavailable,
        507 => Code::StorageFull,
        400..=499 => Code::Malformed,
        _ => Code::Internal,
    }
}

/// Largest body of a request, where nothing else is said.
pub const BODY_MAX: usize = 256 << 10;
/// Longest time until a body of JSON is there; 256 kB on one bar of signal.
const BODY_TIMEOUT: Duration = Duration::from_secs(60);

/// Reads a body of JSON to its end before anybody asks who sent it: rights that are checked before would be those of the first
/// byte, and a body that trickles in would keep a session alive that was ended meanwhile. Uploads are read by their own
/// routes, which check again in the transaction that stores something.
pub async fn whole_body(request: Request, next: Next) -> Response {
    if !is_whole(request.headers()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    // A copy of the head carries the limits of the layers around.
    let reading = Bytes::from_request(Request::from_parts(parts.clone(), body), &());
    match tokio::time::timeout(BODY_TIMEOUT, reading).await {
        Ok(Ok(bytes)) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Ok(Err(error)) => body_failure(error.status()).into_response(),
        Err(_) => Failure::new(Code::Timeout).into_response(),
    }
}

/// Whether a body is JSON of a size that can be taken. Anything else a route refuses unread, or reads as an upload.
fn is_whole(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let is_json = text(header::CONTENT_TYPE).is_some_and(|kind| kind.to_ascii_lowercase().contains("json"));
    let promised = text(header::CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    is_json && promised.is_none_or(|bytes| bytes <= BODY_MAX)
}

/// The address exists, the method does not.
pub async fn method_not_allowed() -> Failure {
    Failure::new(Code::MethodNotAllowed)
}
