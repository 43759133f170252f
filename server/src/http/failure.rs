//! Turns every error into problem details; the one place that knows both.

use axum::response::{IntoResponse, Response};
use rathaus_api::problem::{Code, FieldCode, FieldError, Problem};

use crate::{blobs::BlobError, db};

/// An answer that is not a success. The layer in [`super::layers`] adds the request id and writes the body.
#[derive(Debug, Clone)]
pub struct Failure {
    /// What the caller reads.
    pub problem: Box<Problem>,
    /// Seconds after which trying again makes sense.
    pub retry_after_s: Option<u64>,
}

/// Longest name of a person, in characters.
const NAME_CHARS_MAX: usize = 100;

/// Shorthand of handlers.
pub type Answer<T> = Result<T, Failure>;

impl Failure {
    /// A failure with nothing but its code.
    #[must_use]
    pub fn new(code: Code) -> Self {
        let retry_after_s = matches!(code, Code::Unavailable | Code::StorageFull).then_some(5);
        Self { problem: Box::new(Problem::new(code)), retry_after_s }
    }

    /// Says in English what happened this time. No personal data.
    #[must_use]
    pub fn because(mut self, detail: impl Into<String>) -> Self {
        self.problem.detail = Some(detail.into());
        self
    }

    /// Says when to try again.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }
}

/// Some fields need attention.
#[must_use]
pub fn invalid(errors: Vec<FieldError>) -> Failure {
    let mut failure = Failure::new(Code::InvalidFields);
    failure.problem.errors = errors;
    failure
}

/// One field needs attention.
#[must_use]
pub fn field(pointer: &str, code: FieldCode, detail: impl Into<String>) -> FieldError {
    FieldError { pointer: pointer.to_owned(), code, detail: detail.into(), limit: None }
}

/// The name of a person as it may be stored: 1 to 100 characters that can be seen.
///
/// # Errors
/// `invalid-fields` when nothing is left, or too much.
pub fn checked_name(pointer: &str, name: &str) -> Answer<String> {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let visible: String = name.chars().filter(|c| !hidden(*c)).collect();
    let mut errors = Vec::new();
    check_length(&mut errors, pointer, &visible, 1, NAME_CHARS_MAX);
    if errors.is_empty() { Ok(visible.trim().to_owned()) } else { Err(invalid(errors)) }
}

/// A text field that must have between `min` and `max` characters once trimmed.
pub fn check_length(errors: &mut Vec<FieldError>, pointer: &str, text: &str, min: usize, max: usize) {
    let length = text.trim().chars().count();
    let limit = |number: usize| i64::try_from(number).ok();
    if text.contains('\0') {
        errors.push(field(pointer, FieldCode::Format, "must not contain U+0000"));
        return;
    }
    if length == 0 && min > 0 {
        errors.push(field(pointer, FieldCode::Required, "must not be empty"));
    } else if length < min {
        let error = field(pointer, FieldCode::TooShort, format!("at least {min} characters"));
        errors.push(FieldError { limit: limit(min), ..error });
    } else if length > max {
        let error = field(pointer, FieldCode::TooLong, format!("at most {max} characters"));
        errors.push(FieldError { limit: limit(max), ..error });
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = axum::http::StatusCode::from_u16(self.problem.status)
            .unwrap_or(axum::http::StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<db::DbError> for Failure {
    fn from(error: db::DbError) -> Self {
        if db::is_full(&error) {
            tracing::error!(%error, "the disk of the database is full");
            Failure::new(Code::StorageFull)
        } else if db::is_passing(&error) {
            tracing::warn!(%error, "the database does not answer");
            Failure::new(Code::Unavailable)
        } else {
            tracing::error!(%error, "a query failed");
            Failure::new(Code::Internal)
        }
    }
}

impl From<BlobError> for Failure {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::Full(_) => {
                tracing::error!("the disk of the blobs is full");
                Failure::new(Code::StorageFull)
            }
            BlobError::Missing => Failure::new(Code::NotFound),
            BlobError::Unavailable(error) => {
                tracing::error!(%error, "the blob store failed");
                Failure::new(Code::Unavailable)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, min: usize, max: usize, expected: Option<FieldCode>) {
        let mut errors = Vec::new();
        check_length(&mut errors, "/text", text, min, max);
        assert_eq!(errors.first().map(|error| error.code), expected, "{text:?}");
    }

    #[test]
    fn length_counts_characters_and_not_bytes() {
        check("äöü", 1, 3, None);
        check("äöüß", 1, 3, Some(FieldCode::TooLong));
    }

    #[test]
    fn a_name_must_be_visible() {
        assert_eq!(checked_name("/n", " Mira\u{200b} Brandt\u{1} ").unwrap(), "Mira Brandt");
        for nothing in ["", "  ", "\u{1}", "\u{200b}\u{202e}", &"x".repeat(101)] {
            assert!(checked_name("/n", nothing).is_err(), "{nothing:?}");
        }
    }

    #[test]
    fn blanks_are_nothing() {
        check("  \n", 1, 3, Some(FieldCode::Required));
        check("", 0, 3, None);
    }
}
