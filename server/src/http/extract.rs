//! Extractors that fail with problem details instead of plain text.

use axum::{
    extract::{FromRequest, FromRequestParts, Request, rejection::JsonRejection},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use rathaus_api::problem::Code;
use serde::{Serialize, de::DeserializeOwned};

use super::Failure;

/// Why a body could not be read to its end: too large, or it stopped (a slow or broken line, worth another try).
pub(super) fn body_failure(status: StatusCode) -> Failure {
    Failure::new(if status == StatusCode::PAYLOAD_TOO_LARGE { Code::TooLarge } else { Code::Timeout })
}

/// A JSON body; also the JSON of an answer.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        match axum::Json::<T>::from_request(request, state).await {
            Ok(axum::Json(value)) => Ok(Self(value)),
            Err(JsonRejection::MissingJsonContentType(_)) => {
                Err(Failure::new(Code::UnsupportedMedia).because("send application/json"))
            }
            Err(JsonRejection::BytesRejection(error)) => Err(body_failure(error.status())),
            Err(error) => Err(Failure::new(Code::Malformed).because(error.body_text())),
        }
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// Parameters behind the `?`.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(Failure::new(Code::Malformed).because("must not contain U+0000"));
        }
        match axum::extract::Query::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(value)) => Ok(Self(value)),
            Err(error) => Err(Failure::new(Code::Malformed).because(error.body_text())),
        }
    }
}

/// Ids in the path. One that is no id names nothing, so the answer is 404.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(_) => Err(Failure::new(Code::NotFound)),
        }
    }
}
