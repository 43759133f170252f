//! Sending twice is doing once.
//!
//! The key row, the business rows, the events and the jobs commit in one transaction. A second request with the same
//! key waits for the first one's transaction: SQLite has one writer, and PostgreSQL waits at the insert.

use axum::{extract::FromRequestParts, http::request::Parts};
use rathaus_api::{IDEMPOTENCY_KEY, problem::Code};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Failure;
use crate::{
    db::{Tx, keys},
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
    scope: String,
    key: String,
}

/// Claims the key for a caller. `scope` names the caller, `content` everything that was asked for.
///
/// # Errors
/// `idempotency-key-reused` when the key came with other content; otherwise as the database says.
pub async fn claim<T: DeserializeOwned>(
    tx: &mut Tx,
    scope: &str,
    key: IdempotencyKey,
    content: &[u8],
    now_ms: i64,
) -> Result<Claim<T>, Failure> {
    let (scope, key) = (scope.to_owned(), key.0.to_string());
    let content = hex(&Sha256::digest(content));
    let Some(row) = keys::claim(tx, &scope, &key, &content, now_ms).await? else {
        return Ok(Claim::New(Claimed { scope, key }));
    };
    if row.content != content {
        return Err(Failure::new(Code::KeyReused));
    }
    let answer = row.answer.and_then(|answer| serde_json::from_str(&answer).ok());
    match (answer, row.object_id) {
        (Some(answer), _) => Ok(Claim::Done(answer)),
        (None, Some(object)) => Ok(Claim::Forgotten(object)),
        (None, None) => Err(Failure::new(Code::Internal).because("the key has no answer")),
    }
}

/// Keeps the answer for the next time.
///
/// # Errors
/// As the database says.
pub async fn keep<T: Serialize>(
    tx: &mut Tx,
    claimed: Claimed,
    object_id: &str,
    answer: &T,
) -> Result<(), Failure> {
    let answer = serde_json::to_string(answer).map_err(|_| Failure::new(Code::Internal))?;
    keys::keep(tx, &claimed.scope, &claimed.key, object_id, &answer).await?;
    Ok(())
}
