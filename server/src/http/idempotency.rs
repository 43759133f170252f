//! Sending twice is doing once.
//!
//! The key row, the business rows, the events and the jobs commit in one transaction. A second request with the same
//! key waits for the first one's transaction: SQLite has one writer, and PostgreSQL waits at a lock on the key.

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, FromRequestParts, Request},
    http::request::Parts,
};
use rathaus_api::{IDEMPOTENCY_KEY, ids::AccountId, problem::Code};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Failure, Json, extract::body_failure};
use crate::{
    db::{Db, Tx, keys},
    events::Actor,
    keys::hex,
};

/// Header `Idempotency-Key`: a UUID made once by the client and stored there before the first send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdempotencyKey(pub Uuid);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts
            .headers
            .get(IDEMPOTENCY_KEY)
            .and_then(|value| value.to_str().ok())
            .and_then(|text| Uuid::parse_str(text).ok())
            .map(Self)
            .ok_or_else(|| Failure::new(Code::KeyMissing).because("send Idempotency-Key: <UUID>"))
    }
}

/// What a request asks for, byte by byte as it came in: our own rendering of it would change with the types, and a
/// resend after an update would be taken for something else.
#[derive(Debug, Clone)]
pub struct Content {
    /// SHA-256 of address and body: tells whether a key comes with something else.
    pub asked: String,
    /// SHA-256 of the body alone, for the receipt.
    pub sha256: String,
}

impl Content {
    /// The content of a request.
    #[must_use]
    pub fn of(address: &str, body: &[u8]) -> Self {
        let asked = Sha256::new().chain_update(address).chain_update("\n").chain_update(body).finalize();
        Self { asked: hex(&asked), sha256: hex(&Sha256::digest(body)) }
    }
}

/// A JSON body that comes with a key and is acted on once.
pub struct Once<T> {
    /// The client's key.
    pub key: IdempotencyKey,
    /// What came in.
    pub content: Content,
    /// What it says.
    pub value: T,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Once<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let key = IdempotencyKey::from_request_parts(&mut parts, state).await?;
        let address = parts.uri.path().to_owned();
        let received = Request::from_parts(parts.clone(), body);
        let bytes =
            Bytes::from_request(received, state).await.map_err(|error| body_failure(error.status()))?;
        let content = Content::of(&address, &bytes);
        let Json(value) = Json::from_request(Request::from_parts(parts, Body::from(bytes)), state).await?;
        Ok(Self { key, content, value })
    }
}

/// Whose key it is. Everybody has keys of their own.
#[derive(Debug, Clone)]
pub struct Scope {
    /// Who asks.
    pub caller: String,
    /// Who the same person was before signing in: a key from then, with the same content, is still the same request.
    before: Option<&'static str>,
}

/// Everybody without an account.
const ANONYMOUS: &str = "anonymous";

impl Scope {
    /// The keys of this person.
    #[must_use]
    pub fn of(actor: Actor) -> Self {
        let caller = match actor {
            Actor::Anonymous => ANONYMOUS.into(),
            Actor::Resident(id) => format!("resident {id}"),
            Actor::Staff(id) => format!("staff {id}"),
            Actor::System => "system".into(),
        };
        Self { caller, before: matches!(actor, Actor::Resident(_)).then_some(ANONYMOUS) }
    }

    /// The keys of this person when she acts for somebody else: what was sent without an account, or for oneself, is
    /// never the same request.
    #[must_use]
    pub fn acting_for(self, account: AccountId) -> Self {
        Self { caller: format!("{} for {account}", self.caller), before: None }
    }
}

/// Whether the work is still to be done.
pub enum Claim<T> {
    /// The key is new: do the work, then [`keep`] the answer.
    New(Claimed),
    /// It was done before; this was the answer. It may be given only after this transaction has committed too: the
    /// first one may be waiting for the same common commit.
    Done(T),
    /// It was done more than 30 days ago and made this object; the answer was erased.
    Forgotten(String),
}

/// A key that this transaction holds.
pub struct Claimed {
    caller: String,
    key: String,
}

/// Claims the key for a caller.
///
/// # Errors
/// `idempotency-key-reused` when the key came with other content; otherwise as the database says.
pub async fn claim<T: DeserializeOwned>(
    tx: &mut Tx,
    scope: &Scope,
    key: IdempotencyKey,
    content: &Content,
    now_ms: i64,
) -> Result<Claim<T>, Failure> {
    let (caller, key) = (scope.caller.to_owned(), key.0.to_string());
    keys::wait_for(tx, &key).await?;
    if let Some(row) = keys::claim(tx, &caller, &key, &content.asked, now_ms).await? {
        return done(row, content);
    }
    let earlier = match scope.before {
        Some(before) => keys::find(&mut *tx, before, &key).await?,
        None => None,
    };
    match earlier.filter(|row| row.content == content.asked) {
        Some(row) => {
            keys::keep(tx, &caller, &key, row.object_id.as_deref(), row.answer.as_deref());
            done(row, content)
        }
        None => Ok(Claim::New(Claimed { caller, key })),
    }
}

fn done<T: DeserializeOwned>(row: keys::KeyRow, content: &Content) -> Result<Claim<T>, Failure> {
    if row.content != content.asked {
        return Err(Failure::new(Code::KeyReused));
    }
    let answer = row.answer.and_then(|answer| serde_json::from_str(&answer).ok());
    match (answer, row.object_id) {
        (Some(answer), _) => Ok(Claim::Done(answer)),
        (None, Some(object)) => Ok(Claim::Forgotten(object)),
        (None, None) => Err(Failure::new(Code::Internal).because("the key has no answer")),
    }
}

/// The answer this key was given before, if that is durable already. Spares costly work; [`claim`] decides.
///
/// # Errors
/// `idempotency-key-reused` when the key came with other content; otherwise as the database says.
pub async fn known<T: DeserializeOwned>(
    db: &Db,
    scope: &Scope,
    key: IdempotencyKey,
    content: &Content,
) -> Result<Option<T>, Failure> {
    let key = key.0.to_string();
    let mut row = keys::find(db, &scope.caller, &key).await?;
    if let (None, Some(before)) = (&row, scope.before) {
        row = keys::find(db, before, &key).await?.filter(|row| row.content == content.asked);
    }
    match row.map(|row| done(row, content)).transpose()? {
        Some(Claim::Done(answer)) => Ok(Some(answer)),
        _ => Ok(None),
    }
}

/// Keeps the answer for the next time.
///
/// # Errors
/// When the answer has no JSON, which does not happen.
pub fn keep<T: Serialize>(tx: &mut Tx, claimed: Claimed, object_id: &str, answer: &T) -> Result<(), Failure> {
    let answer = serde_json::to_string(answer).map_err(|_| Failure::new(Code::Internal))?;
    let Claimed { caller, key } = claimed;
    keys::keep(tx, &caller, &key, Some(object_id), Some(&answer));
    Ok(())
}
