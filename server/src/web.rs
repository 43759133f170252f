//! The web pages: the built UI inside the program, and the headers every answer carries.
//!
//! `ui/dist` is embedded at build time, each file with its `.br` and `.gz` sibling. Files under `/assets/` have
//! their content's hash in the name and are kept for ever; the entries are asked for again every time, which
//! costs one answer without a body. Addresses of views have no file: they answer with their entry, and the page
//! finds out what to show.

use std::borrow::Cow;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use rathaus_api::problem::Code;
use rust_embed::Embed;

use crate::{App, http::Failure};

#[cfg(test)]
mod tests;

const RESIDENTS: &str = "index.html";
const STAFF: &str = "staff.html";

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";
/// Fonts and icons change with a release at most, and an old one does no harm for a day.
const FOR_A_DAY: &str = "public, max-age=86400";

/// Scripts, styles and pictures from here and nowhere else; `blob:` is a photo before it is sent.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
    img-src 'self' blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// What the API answers is data; should a browser ever show it as a page, it may do nothing.
const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// The page asks for camera, position and passkeys itself and uses nothing else.
const PERMISSIONS: &str = "camera=(self), geolocation=(self), publickey-credentials-create=(self), \
    publickey-credentials-get=(self), accelerometer=(), autoplay=(), bluetooth=(), browsing-topics=(), \
    display-capture=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), \
    usb=(), xr-spatial-tracking=()";

/// One year, as browsers recommend. Other hosts of the town's domain are not ours to decide about.
const HSTS: &str = "max-age=31536000";

const NOT_BUILT: &str = "The server runs, but its pages were not built into it.\n\
    Build them with `npm ci && npm run build` in the project's folder and build the server again;\n\
    `cargo xtask demo` does both.\n";

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../ui/dist"]
struct Dist;

/// One embedded file.
#[derive(Debug)]
struct File {
    bytes: Cow<'static, [u8]>,
    sha256: [u8; 32],
}

fn embedded(path: &str) -> Option<File> {
    let file = Dist::get(path)?;
    Some(File { sha256: file.metadata.sha256_hash(), bytes: file.data })
}

/// Answers every address that is no route: files, entries of views, and 404.
pub async fn page(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Failure::new(Code::NotFound).into_response();
    }
    answer(&embedded, request.uri().path(), request.headers())
}

fn answer(files: &dyn Fn(&str) -> Option<File>, path: &str, headers: &HeaderMap) -> Response {
    let not_found = || Failure::new(Code::NotFound).into_response();
    let Some(name) = file_name(path) else { return not_found() };
    let Some(file) = files(name) else {
        let unbuilt = name == RESIDENTS || name == STAFF;
        let text = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
        return if unbuilt { (text, NOT_BUILT).into_response() } else { not_found() };
    };

    let accepted = Accepted::of(headers);
    let packed =
        [("br", accepted.br), ("gzip", accepted.gzip)].into_iter().find_map(|(encoding, accepted)| {
            let ending = if encoding == "br" { "br" } else { "gz" };
            accepted.then(|| files(&format!("{name}.{ending}"))).flatten().map(|file| (encoding, file))
        });
    let tag = etag(&file.sha256, packed.as_ref().map(|(encoding, _)| *encoding));
    let mut answer = if is_known(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match packed {
            Some((encoding, packed)) => {
                ([(header::CONTENT_ENCODING, encoding)], body(packed)).into_response()
            }
            None => body(file).into_response(),
        }
    };
    let out = answer.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(freshness(name)));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        out.insert(header::ETAG, tag);
    }
    answer
}

fn body(file: File) -> Body {
    match file.bytes {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    }
}

/// The file that answers an address: itself, or the entry of a view.
fn file_name(path: &str) -> Option<&str> {
    let path = path.strip_prefix('/')?;
    let first = path.split('/').next().unwrap_or_default();
    if first == "api" || path.split('/').any(|part| part.starts_with('.')) {
        return None;
    }
    let last = path.rsplit('/').next().unwrap_or_default();
    match last.rsplit_once('.') {
        // The packed siblings are no addresses of their own.
        Some((_, "br" | "gz")) => None,
        Some(_) => Some(path),
        None if first == "assets" => None,
        None if first == "desk" => Some(STAFF),
        None => Some(RESIDENTS),
    }
}

fn freshness(name: &str) -> &'static str {
    if name.starts_with("assets/") {
        FOR_EVER
    } else if name.starts_with("fonts/") || name.starts_with("icons/") {
        FOR_A_DAY
    } else {
        ASK_AGAIN
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// Strong, and different for each packing: the bytes differ.
fn etag(sha256: &[u8; 32], encoding: Option<&str>) -> String {
    use std::fmt::Write;
    let mut tag = String::from("\"");
    for byte in &sha256[..12] {
        write!(tag, "{byte:02x}").expect("writing to a String cannot fail");
    }
    tag + encoding.unwrap_or_default() + "\""
}

/// Whether the browser already has what the tag stands for.
pub(crate) fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).any(|known| {
        known.split(',').map(str::trim).any(|known| known == "*" || known.trim_start_matches("W/") == etag)
    })
}

/// What the browser can unpack.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Accepted {
    pub(crate) br: bool,
    pub(crate) gzip: bool,
}

impl Accepted {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let mut accepted = Self::default();
        let lines = headers.get_all(header::ACCEPT_ENCODING);
        for offer in lines.iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(',')) {
            let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
            let weight = weight.trim().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok());
            let wanted = weight.is_none_or(|weight| weight > 0.0);
            match name.trim() {
                "br" => accepted.br = wanted,
                "gzip" => accepted.gzip = wanted,
                _ => {}
            }
        }
        accepted
    }
}

/// Puts the security headers on every answer. What a handler set itself stays.
pub async fn security_headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_data = request.uri().path().starts_with("/api/");
    let is_https = app.config().server.origin.scheme() == "https";
    let mut answer = next.run(request).await;
    secure(answer.headers_mut(), is_data, is_https);
    answer
}

fn secure(headers: &mut HeaderMap, is_data: bool, is_https: bool) {
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, if is_data { DATA_POLICY } else { PAGE_POLICY });
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    // `no-referrer` would make browsers send `Origin: null`, which our origin check refuses.
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if is_data {
        set(header::CACHE_CONTROL, "no-store");
    }
    if is_https {
        set(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
}
