//! The eID broker as a relying party sees it (OpenID Connect Core 1.0, authorization code flow with PKCE).
//!
//! Nothing the broker says leads us to another host: its metadata, keys, tokens and claims come from the issuer's host
//! or from one the operator named; no redirect is followed; an answer takes ten seconds and one mebibyte at most.

use std::{
    pin::Pin,
    sync::Arc,
    time::{Duration, Instant},
};

use openidconnect::{
    AccessToken, AsyncHttpClient, AuthenticationContextClass, AuthorizationCode, ClientId, ClientSecret,
    CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, ErrorResponse, HttpRequest, HttpResponse,
    IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, TokenResponse,
    core::{
        CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreJwsSigningAlgorithm,
        CoreProviderMetadata, CoreUserInfoClaims,
    },
};
use rathaus_api::identity::{Address, TrustLevel};
use tokio::sync::Mutex;
use url::Url;

use super::super::{Shown, settings::EidSettings};
use crate::{App, clock::timestamp};

/// How long metadata and keys are kept; a broker changes its keys more slowly.
const METADATA_LIFE: Duration = Duration::from_secs(600);
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);
const ANSWER_BYTES_MAX: usize = 1 << 20;
/// Clocks differ.
const SKEW_MS: i64 = 60_000;

/// What went wrong. Nothing in it names a person.
#[derive(Debug, thiserror::Error)]
pub enum EidError {
    /// The broker does not answer, or answers nonsense before a person is involved.
    #[error("the eID broker does not answer: {0}")]
    Unreachable(String),
    /// What came back did not verify.
    #[error("the eID broker's answer was refused: {0}")]
    Refused(String),
    /// It verified, but the level is worth nothing here.
    #[error("the level of the eID is too low")]
    LevelTooLow,
}

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The broker of this town.
pub struct Provider {
    settings: EidSettings,
    line: Line,
    metadata: Mutex<Option<(Instant, Arc<CoreProviderMetadata>)>>,
}

/// The line to the broker.
struct Line {
    http: reqwest::Client,
    origin: url::Origin,
    hosts: Vec<String>,
}

impl<'c> AsyncHttpClient<'c> for Line {
    type Error = EidError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, EidError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

/// What the way to the broker needs, and what must be remembered until the person is back.
pub struct Departure {
    pub redirect: Url,
    pub state: String,
    pub nonce: String,
    pub verifier: String,
}

/// What came back, verified.
pub struct Arrival {
    pub issuer: String,
    pub subject: String,
    pub level: TrustLevel,
    pub shown: Shown,
}

impl Provider {
    /// Prepares it; nothing is asked for yet.
    ///
    /// # Errors
    /// When the issuer is not `https` (`http` only on this machine, for tests).
    pub fn new(settings: &EidSettings) -> anyhow::Result<Self> {
        let issuer = Url::parse(&settings.issuer)?;
        let local = matches!(issuer.host_str(), Some("localhost" | "127.0.0.1"));
        anyhow::ensure!(
            issuer.scheme() == "https" || (issuer.scheme() == "http" && local),
            "issuer must begin with https://"
        );
        crate::tls::choose_crypto();
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(ANSWER_TIMEOUT)
            .build()?;
        let line = Line { http, origin: issuer.origin(), hosts: settings.hosts.clone() };
        Ok(Self { settings: settings.clone(), line, metadata: Mutex::new(None) })
    }

    /// The issuer.
    pub fn issuer(&self) -> &str {
        self.settings.issuer.as_str()
    }

    async fn client(&self, app: &App) -> Result<Client, EidError> {
        let mut kept = self.metadata.lock().await;
        let fresh = kept.as_ref().filter(|(at, _)| at.elapsed() < METADATA_LIFE);
        let metadata = if let Some((_, metadata)) = fresh {
            Arc::clone(metadata)
        } else {
            let unreachable = |error: String| EidError::Unreachable(error);
            let issuer = IssuerUrl::new(self.settings.issuer.clone());
            let issuer = issuer.map_err(|error| unreachable(error.to_string()))?;
            let found = CoreProviderMetadata::discover_async(issuer, &self.line).await;
            let found = Arc::new(found.map_err(|error| unreachable(chain(&error)))?);
            *kept = Some((Instant::now(), Arc::clone(&found)));
            found
        };
        drop(kept);
        self.line.check_host(metadata.authorization_endpoint().url())?;
        let redirect = RedirectUrl::new(format!("{}/eid.html", app.config().origin_text()));
        let redirect = redirect.map_err(|error| EidError::Unreachable(error.to_string()))?;
        let id = ClientId::new(self.settings.client_id.clone());
        let secret = ClientSecret::new(self.settings.client_secret.clone());
        let client = CoreClient::from_provider_metadata((*metadata).clone(), id, Some(secret));
        Ok(client.set_redirect_uri(redirect))
    }

    /// The way there.
    ///
    /// # Errors
    /// When the broker does not answer.
    pub async fn depart(&self, app: &App) -> Result<Departure, EidError> {
        let client = self.client(app).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let mut request = client
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .set_pkce_challenge(challenge)
            // Whoever sat at this computer before may still be known to the broker: the eID is shown anew each time.
            .add_prompt(CoreAuthPrompt::Login)
            .set_max_age(Duration::ZERO);
        for scope in &self.settings.scopes {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        for acr in self.settings.acr.keys() {
            request = request.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
        }
        let (redirect, state, nonce) = request.url();
        Ok(Departure {
            redirect,
            state: state.secret().clone(),
            nonce: nonce.secret().clone(),
            verifier: verifier.secret().clone(),
        })
    }

    /// The way back: code for tokens, signature, issuer, audience, nonce, end, level, time of the eID; then the claims.
    ///
    /// # Errors
    /// See [`EidError`].
    pub async fn arrive(
        &self,
        app: &App,
        code: &str,
        nonce: String,
        verifier: String,
        started_at: i64,
    ) -> Result<Arrival, EidError> {
        let refused = |error: String| EidError::Refused(error);
        let client = self.client(app).await?;
        let exchange = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| refused(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier));
        let tokens =
            exchange.request_async(&self.line).await.map_err(|error| refused(token_failure(&error)))?;
        let id_token = tokens.id_token().ok_or_else(|| refused("no ID token".to_owned()))?;
        let now_ms = app.clock().now_ms();
        // Signatures of the broker's own keys only: neither `none` nor anything made with our secret.
        let own_keys = id_token_algorithms();
        let now = std::time::SystemTime::from(timestamp(now_ms));
        let checker = client.id_token_verifier().set_allowed_algs(own_keys).set_time_fn(move || now.into());
        let claims = id_token.claims(&checker, &Nonce::new(nonce)).map_err(|error| refused(chain(&error)))?;
        check_time(claims, started_at, now_ms)?;
        let level = self.level(claims)?;
        let shown = self.shown(&client, tokens.access_token(), claims).await?;
        Ok(Arrival {
            issuer: claims.issuer().as_str().to_owned(),
            subject: claims.subject().as_str().to_owned(),
            level,
            shown,
        })
    }

    fn level(&self, claims: &CoreIdTokenClaims) -> Result<TrustLevel, EidError> {
        let acr = claims.auth_context_ref().map(|acr| acr.as_str());
        let level = acr.and_then(|acr| self.settings.acr.get(acr)).copied().unwrap_or_default();
        if level > TrustLevel::None { Ok(level) } else { Err(EidError::LevelTooLow) }
    }

    async fn shown(
        &self,
        client: &Client,
        access: &AccessToken,
        claims: &CoreIdTokenClaims,
    ) -> Result<Shown, EidError> {
        let refused = |error: String| EidError::Refused(error);
        let request = client
            .user_info(access.clone(), Some(claims.subject().clone()))
            .map_err(|error| refused(error.to_string()))?;
        let info: CoreUserInfoClaims = request
            .request_async(&self.line)
            .await
            .map_err(|_| refused("the user info does not verify".to_owned()))?;
        let given = info.given_name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned());
        let family = info.family_name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned());
        let name = given.zip(family).filter(|(given, family)| is_name(given) && is_name(family));
        let birth_date = info.birthdate().and_then(|date| date.as_str().parse().ok());
        let (Some(name), Some(birth_date)) = (name, birth_date) else {
            return Err(refused("no name or day of birth".to_owned()));
        };
        let address = info.address().and_then(|address| {
            Some(Address {
                street: address.street_address.as_ref()?.trim().to_owned(),
                postcode: address.postal_code.as_ref()?.trim().to_owned(),
                place: address.locality.as_ref()?.trim().to_owned(),
            })
        });
        Ok(Shown { name: Some(name), birth_date: Some(birth_date), address })
    }
}

impl Line {
    fn check_host(&self, url: &Url) -> Result<(), EidError> {
        let origin = url.origin() == self.origin;
        let named = url.scheme() == "https"
            && url.port().is_none()
            && url.host_str().is_some_and(|host| self.hosts.iter().any(|named| named == host));
        if origin || named { Ok(()) } else { Err(EidError::Refused("an address on another host".to_owned())) }
    }

    /// Sends one request of the flow.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, EidError> {
        let request = reqwest::Request::try_from(request);
        let request = request.map_err(|error| EidError::Unreachable(error.to_string()))?;
        self.check_host(request.url())?;
        let unreachable = |error: reqwest::Error| EidError::Unreachable(error.without_url().to_string());
        let mut answer = self.http.execute(request).await.map_err(unreachable)?;
        let mut body = Vec::new();
        while let Some(part) = answer.chunk().await.map_err(unreachable)? {
            if body.len() + part.len() > ANSWER_BYTES_MAX {
                return Err(EidError::Unreachable("the answer is too long".to_owned()));
            }
            body.extend_from_slice(&part);
        }
        let mut response = HttpResponse::new(body);
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        Ok(response)
    }
}

/// OpenID Connect Core, 3.1.3.7, points 10 and 13: issued and shown just now.
fn check_time(claims: &CoreIdTokenClaims, started_at: i64, now_ms: i64) -> Result<(), EidError> {
    let issued = claims.issue_time().timestamp_millis();
    if issued < started_at - SKEW_MS || issued > now_ms + SKEW_MS {
        return Err(EidError::Refused("issued at another time".to_owned()));
    }
    let shown = claims.auth_time().map(|time| time.timestamp_millis());
    let shown = shown.ok_or_else(|| EidError::Refused("no auth_time".to_owned()))?;
    if shown < started_at - SKEW_MS || shown > now_ms + SKEW_MS {
        return Err(EidError::Refused("the eID was shown too long ago".to_owned()));
    }
    Ok(())
}

fn id_token_algorithms() -> [CoreJwsSigningAlgorithm; 7] {
    use CoreJwsSigningAlgorithm as Algorithm;
    [
        Algorithm::RsaSsaPkcs1V15Sha256,
        Algorithm::RsaSsaPssSha256,
        Algorithm::RsaSsaPssSha384,
        Algorithm::RsaSsaPssSha512,
        Algorithm::EcdsaP256Sha256,
        Algorithm::EcdsaP384Sha384,
        Algorithm::EdDsa,
    ]
}

fn is_name(text: &str) -> bool {
    let length = text.trim().chars().count();
    (1..=100).contains(&length) && !text.chars().any(char::is_control)
}

/// Why there are no tokens, in our own words: a broker's text may name a person and does not belong into a log.
fn token_failure<E: ErrorResponse>(error: &RequestTokenError<EidError, E>) -> String {
    match error {
        RequestTokenError::ServerResponse(_) => "the broker refuses the code".to_owned(),
        RequestTokenError::Request(error) => error.to_string(),
        RequestTokenError::Parse(..) => "the tokens cannot be read".to_owned(),
        RequestTokenError::Other(_) => "no tokens".to_owned(),
    }
}

/// An error with its causes; the library puts the interesting part into the cause.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}
