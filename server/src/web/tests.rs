use super::*;

/// A built UI of a few files.
fn files(path: &str) -> Option<File> {
    let bytes: &[u8] = match path {
        "index.html" => b"residents",
        "index.html.br" => b"residents, br",
        "index.html.gz" => b"residents, gz",
        "staff.html" => b"staff",
        "assets/index-CERHmM1l.js" => b"script",
        "assets/index-CERHmM1l.js.gz" => b"script, gz",
        "fonts/fira-sans-400.woff2" => b"font",
        ".vite/manifest.json" => b"secret plans",
        _ => return None,
    };
    Some(File { bytes: Cow::Borrowed(bytes), sha256: [7; 32] })
}

struct Got {
    status: u16,
    headers: HeaderMap,
    body: String,
}

impl Got {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

async fn get(path: &str, asked: &[(&'static str, &str)]) -> Got {
    let mut headers = HeaderMap::new();
    for (name, value) in asked {
        headers.append(*name, value.parse().unwrap());
    }
    let response = answer(&files, path, &headers);
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, 1000).await.unwrap();
    Got {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    }
}

async fn check(path: &str, status: u16, body: &str) {
    let got = get(path, &[]).await;
    assert_eq!((got.status, got.body.as_str()), (status, body), "{path}");
}

#[tokio::test]
async fn views_answer_with_their_entry() {
    for path in ["/", "/melden", "/meldung/0190-ab", "/seite/imprint", "/deskside", "/unbekannt"] {
        check(path, 200, "residents").await;
    }
    for path in ["/desk", "/desk/", "/desk/einladung", "/desk/meldung/7"] {
        check(path, 200, "staff").await;
    }
    check("/assets/index-CERHmM1l.js", 200, "script").await;
}

#[tokio::test]
async fn nothing_else_is_an_address() {
    for path in [
        "/api/unknown",
        "/api",
        "/assets/gone.js",
        "/assets/",
        "/assets/x",
        "/favicon.ico",
        "/index.html.br",
        "/assets/index-CERHmM1l.js.gz",
        "/.vite/manifest.json",
        "/.well-known/security",
        "/../Cargo.toml",
        "/desk/x.js",
        "",
        "//etc/passwd.txt",
    ] {
        check(path, 404, "").await;
    }
}

#[tokio::test]
async fn browsers_get_the_smallest_form_they_can_read() {
    let check = async |offer: &str, body: &str, encoding: &str| {
        let got = get("/", &[("accept-encoding", offer)]).await;
        assert_eq!((got.body.as_str(), got.header("content-encoding")), (body, encoding), "{offer}");
        assert_eq!(got.header("vary"), "accept-encoding");
        assert_eq!(got.header("content-type"), "text/html; charset=utf-8");
    };
    check("gzip, deflate, br, zstd", "residents, br", "br").await;
    check("gzip", "residents, gz", "gzip").await;
    check("br;q=0, gzip;q=0.5", "residents, gz", "gzip").await;
    check("br; q=0", "residents", "").await;
    check("identity", "residents", "").await;
    let got = get("/assets/index-CERHmM1l.js", &[("accept-encoding", "br, gzip")]).await;
    assert_eq!(got.body, "script, gz");
}

#[tokio::test]
async fn hashed_files_are_kept_and_entries_asked_for_again() {
    let asset = get("/assets/index-CERHmM1l.js", &[]).await;
    assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(get("/fonts/fira-sans-400.woff2", &[]).await.header("cache-control"), "public, max-age=86400");
    let entry = get("/", &[("accept-encoding", "br")]).await;
    assert_eq!(entry.header("cache-control"), "no-cache");
    let tag = entry.header("etag").to_owned();
    let again = get("/", &[("accept-encoding", "br"), ("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", tag.as_str()));
    // Another form is other bytes.
    let plain = get("/", &[("if-none-match", &tag)]).await;
    assert_eq!((plain.status, plain.body.as_str()), (200, "residents"));
    let listed = get("/", &[("accept-encoding", "br"), ("if-none-match", &format!("\"x\", W/{tag}"))]).await;
    assert_eq!(listed.status, 304);
}

#[tokio::test]
async fn a_server_without_pages_says_how_to_build_them() {
    for path in ["/", "/desk"] {
        let response = answer(&|_| None, path, &HeaderMap::new());
        assert_eq!(response.status(), 200);
        let body = axum::body::to_bytes(response.into_body(), 1000).await.unwrap();
        assert!(String::from_utf8_lossy(&body).contains("npm run build"));
    }
    assert_eq!(answer(&|_| None, "/x.js", &HeaderMap::new()).status(), 404);
}

#[test]
fn every_answer_is_locked_down() {
    let mut page = HeaderMap::new();
    secure(&mut page, false, true);
    let policy = page["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'self';"));
    assert!(!policy.contains("unsafe") && !policy.contains("data:") && !policy.contains("http"));
    assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"));
    assert_eq!(page["strict-transport-security"], "max-age=31536000");
    assert_eq!(page["x-content-type-options"], "nosniff");
    assert_eq!(page["cross-origin-opener-policy"], "same-origin");
    assert_eq!(page["cross-origin-resource-policy"], "same-origin");
    assert!(page["permissions-policy"].to_str().unwrap().starts_with("camera=(self), geolocation=(self)"));
    assert!(!page.contains_key("cache-control"));

    let mut data = HeaderMap::new();
    secure(&mut data, true, false);
    assert_eq!(data["content-security-policy"], DATA_POLICY);
    assert_eq!(data["cache-control"], "no-store");
    assert!(!data.contains_key("strict-transport-security"));

    let mut own = HeaderMap::new();
    own.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=60"));
    secure(&mut own, true, false);
    assert_eq!(own["cache-control"], "private, max-age=60");
}
