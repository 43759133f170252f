//! Refuses what another site makes a browser send (CSRF, login CSRF).
//!
//! A browser always sends `Sec-Fetch-Site` and, with unsafe methods, `Origin`. The app's network code sends neither
//! and carries a bearer token; a cookie without either header is therefore refused for unsafe methods.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use rathaus_api::problem::Code;

use super::Failure;
use crate::App;

/// Whether the request comes from a browser and not from the app.
#[must_use]
pub fn is_browser(headers: &HeaderMap) -> bool {
    headers.contains_key(header::ORIGIN) || headers.contains_key("sec-fetch-site")
}

/// Lets safe methods pass and checks the others.
pub async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || is_allowed(request.headers(), app.config().origin_text()) {
        return next.run(request).await;
    }
    Failure::new(Code::OriginRefused)
        .because(format!("open the town hall at {}", app.config().origin_text()))
        .into_response()
}

fn is_allowed(headers: &HeaderMap, own: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if headers.contains_key(header::ORIGIN) && text("origin") != Some(own) {
        return false;
    }
    match text("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => headers.contains_key(header::ORIGIN) || !headers.contains_key(header::COOKIE),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn check(headers: &[(&'static str, &'static str)], allowed: bool) {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, HeaderValue::from_static(value));
        }
        assert_eq!(is_allowed(&map, "https://rathaus.example"), allowed, "{headers:?}");
    }

    #[test]
    fn only_our_own_pages_and_the_app_may_change_something() {
        check(&[], true);
        check(&[("origin", "https://rathaus.example"), ("sec-fetch-site", "same-origin")], true);
        check(&[("origin", "https://rathaus.example")], true);
        check(&[("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")], false);
        check(&[("origin", "https://evil.example"), ("sec-fetch-site", "same-origin")], false);
        check(&[("sec-fetch-site", "same-site")], false);
        check(&[("sec-fetch-site", "none")], false);
        check(&[("origin", "null")], false);
        check(&[("cookie", "__Host-rathaus=x")], false);
        check(&[("origin", "tauri://localhost")], false);
    }
}
