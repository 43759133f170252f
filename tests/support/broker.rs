//! eID brokers: a certified one (npm `oidc-provider`, a process of its own), and one of ours that lies.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rathaus_api::identity::FinishEid;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use url::Url;

use crate::town::free_port;
use crate::{TestTown, wait};

/// Our name at the brokers.
pub const CLIENT: &str = "rathaus";
/// Our secret there.
pub const SECRET: &str = "a secret of at least thirty-two characters";

/// A town with an eID broker at a port of this machine.
pub async fn town_with_broker(port: u16) -> TestTown {
    let issuer = format!("http://localhost:{port}");
    let acr = r#"{ "urn:test:substantial" = "substantial", "urn:test:high" = "high" }"#;
    TestTown::with(&[
        ("RATHAUS_IDENTITY__EID__ISSUER", &issuer),
        ("RATHAUS_IDENTITY__EID__CLIENT_ID", CLIENT),
        ("RATHAUS_IDENTITY__EID__CLIENT_SECRET", SECRET),
        ("RATHAUS_IDENTITY__EID__NAME", r#"{ de = "TestID" }"#),
        ("RATHAUS_IDENTITY__EID__ACR", acr),
    ])
    .await
}

/// The certified provider. It ends with the test.
pub struct CertifiedBroker(Child);

impl CertifiedBroker {
    /// Starts it for a town; nothing where it is not installed (`npm ci` does that).
    pub async fn start(port: u16, town: &TestTown) -> Option<Self> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("oidc");
        let installed = [folder.as_path(), folder.parent()?.parent()?]
            .iter()
            .any(|root| root.join("node_modules/oidc-provider/package.json").is_file());
        if !installed {
            eprintln!("npm's oidc-provider is not installed (`npm ci`): the certified broker was not asked");
            return None;
        }
        let mut command = Command::new("node");
        command.arg(folder.join("provider.mjs")).arg(port.to_string()).args([CLIENT, SECRET]);
        command.arg(format!("{}/eid.html", town.origin())).stdout(Stdio::null()).stderr(Stdio::null());
        let broker = Self(command.spawn().expect("node starts"));
        let metadata = format!("http://localhost:{port}/.well-known/openid-configuration");
        wait::until("the certified broker", || async { reqwest::get(&metadata).await.ok() }).await;
        Some(broker)
    }
}

impl Drop for CertifiedBroker {
    fn drop(&mut self) {
        let _ended_already = self.0.kill();
        let _ended_already = self.0.wait();
    }
}

/// Walks through the certified broker in a browser without JavaScript, as somebody at a level; gives what comes back.
pub async fn walk(redirect: &str, person: &str, acr: &str) -> FinishEid {
    rathaus_server::tls::choose_crypto();
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build();
    let http = http.expect("an HTTP client");
    let mut cookies: BTreeMap<String, String> = BTreeMap::new();
    let mut at = Url::parse(redirect).expect("an address");
    for _ in 0..12 {
        if at.path() == "/eid.html" {
            return come_back(&at);
        }
        let pairs: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let ask = http.get(at.clone()).header("x-person", person).header("x-acr", acr);
        let answer = ask.header(COOKIE, pairs.join("; ")).send().await.expect("the broker answers");
        for cookie in answer.headers().get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok()) {
            if let Some((name, value)) = cookie.split(';').next().and_then(|pair| pair.split_once('=')) {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let next = answer.headers().get(LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let Some(next) = next else { panic!("{at}: {}", answer.text().await.unwrap_or_default()) };
        at = at.join(&next).expect("an address");
    }
    panic!("the broker goes round in circles");
}

/// What the return address carries.
pub fn come_back(at: &Url) -> FinishEid {
    let found: BTreeMap<_, _> = at.query_pairs().into_owned().collect();
    let text = |name: &str| found.get(name).cloned();
    let code = text("code").unwrap_or_else(|| panic!("no code: {at}"));
    FinishEid { code, state: text("state").expect("a state"), iss: text("iss"), claim: None }
}

/// What the lying broker says.
pub struct Lies {
    /// Claims of the ID token, over the honest ones; `null` leaves one out.
    pub claims: Value,
    /// Header of the ID token.
    pub header: Value,
    /// How it is signed.
    pub signature: Signature,
    /// Metadata, over the honest one.
    pub metadata: Value,
    /// Claims of the user info, over the honest ones.
    pub info: Value,
    /// Answer of the token endpoint instead of tokens.
    pub instead: Option<fn() -> Response>,
}

/// How a token is signed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Signature {
    /// With the broker's key.
    Honest,
    /// With a key nobody knows.
    Stranger,
    /// Not at all.
    Nothing,
    /// With our own secret (HMAC), as if anybody who knows it were the broker.
    OurSecret,
}

impl Default for Lies {
    fn default() -> Self {
        Self {
            claims: json!({}),
            header: json!({ "alg": "ES256", "kid": "1" }),
            signature: Signature::Honest,
            metadata: json!({}),
            info: json!({}),
            instead: None,
        }
    }
}

struct Parts {
    issuer: String,
    key: EcdsaKeyPair,
    stranger: EcdsaKeyPair,
    lies: Mutex<Lies>,
    claims: Mutex<Value>,
}

/// A broker that lies as it is told. It ends with the test's runtime.
pub struct LyingBroker(Arc<Parts>);

fn key_pair() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).expect("a key");
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).expect("the key")
}

impl LyingBroker {
    /// Starts it.
    pub async fn start() -> (u16, Self) {
        let port = free_port();
        let parts = Arc::new(Parts {
            issuer: format!("http://localhost:{port}"),
            key: key_pair(),
            stranger: key_pair(),
            lies: Mutex::default(),
            claims: Mutex::new(json!({})),
        });
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/jwks", get(keys))
            .route("/token", post(token))
            .route("/info", get(info))
            .with_state(Arc::clone(&parts));
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.expect("the port is free");
        tokio::spawn(async move { axum::serve(listener, routes).await });
        (port, Self(parts))
    }

    /// Tells it what to say.
    pub fn lie(&self, lies: Lies) {
        *self.0.lies.lock().expect("no test panics with it") = lies;
    }

    /// The person's way through: honest claims for what `redirect` asks, and what comes back.
    pub fn pass(&self, redirect: &str, subject: &str, now_s: i64) -> FinishEid {
        let asked: BTreeMap<_, _> =
            Url::parse(redirect).expect("an address").query_pairs().into_owned().collect();
        assert_eq!(asked["code_challenge_method"], "S256");
        *self.0.claims.lock().expect("no test panics with it") = json!({
            "iss": self.0.issuer, "aud": CLIENT, "sub": subject, "nonce": asked["nonce"],
            "iat": now_s, "exp": now_s + 300, "auth_time": now_s, "acr": "urn:test:substantial",
        });
        let (state, iss) = (asked["state"].clone(), Some(self.0.issuer.clone()));
        FinishEid { code: "code".to_owned(), state, iss, claim: None }
    }
}

/// Honest claims with the lies over them.
fn over(honest: Value, lies: &Value) -> Value {
    let mut all = honest;
    for (name, value) in lies.as_object().expect("an object") {
        if value.is_null() {
            all.as_object_mut().expect("an object").remove(name);
        } else {
            all[name] = value.clone();
        }
    }
    all
}

async fn metadata(State(parts): State<Arc<Parts>>) -> Json<Value> {
    let issuer = &parts.issuer;
    let honest = json!({
        "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/jwks"),
        "userinfo_endpoint": format!("{issuer}/info"), "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
    });
    Json(over(honest, &parts.lies.lock().expect("no test panics with it").metadata))
}

async fn keys(State(parts): State<Arc<Parts>>) -> Json<Value> {
    let point = parts.key.public_key().as_ref();
    let (x, y) = (URL_SAFE_NO_PAD.encode(&point[1..33]), URL_SAFE_NO_PAD.encode(&point[33..65]));
    let key =
        json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "1", "x": x, "y": y });
    Json(json!({ "keys": [key] }))
}

async fn token(State(parts): State<Arc<Parts>>) -> Response {
    let lies = parts.lies.lock().expect("no test panics with it");
    if let Some(instead) = lies.instead {
        return instead();
    }
    let claims = over(parts.claims.lock().expect("no test panics with it").clone(), &lies.claims);
    let text = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", text(&lies.header), text(&claims));
    let random = SystemRandom::new();
    let signature = match lies.signature {
        Signature::Honest => parts.key.sign(&random, signed.as_bytes()).expect("signed").as_ref().to_vec(),
        Signature::Stranger => {
            parts.stranger.sign(&random, signed.as_bytes()).expect("signed").as_ref().to_vec()
        }
        Signature::Nothing => Vec::new(),
        Signature::OurSecret => {
            let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, SECRET.as_bytes());
            ring::hmac::sign(&key, signed.as_bytes()).as_ref().to_vec()
        }
    };
    let id_token = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature));
    Json(json!({ "access_token": "access", "token_type": "Bearer", "expires_in": 60, "id_token": id_token }))
        .into_response()
}

async fn info(State(parts): State<Arc<Parts>>, headers: HeaderMap) -> Response {
    if headers.get(header::AUTHORIZATION).is_none_or(|value| value != "Bearer access") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let sub = parts.claims.lock().expect("no test panics with it")["sub"].clone();
    let honest = json!({
        "sub": sub, "given_name": "Erika Maria", "family_name": "Beispiel", "birthdate": "1961-03-14",
        "address": { "street_address": "Am Alten Bahnhof 12 a", "postal_code": "39999", "locality": "Erlenbrück" },
    });
    Json(over(honest, &parts.lies.lock().expect("no test panics with it").info)).into_response()
}
