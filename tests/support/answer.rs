//! What came back, with the two questions a test asks: is it what I wanted, or the right refusal?

use rathaus_api::problem::{Code, FieldCode, MEDIA_TYPE, Problem};
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde::de::DeserializeOwned;

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    /// Method and path, for the message of a failing test.
    pub asked: String,
    /// HTTP status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body of a success.
    pub fn ok<T: DeserializeOwned>(self) -> T {
        let answer = self.done();
        serde_json::from_slice(&answer.body).unwrap_or_else(|error| {
            panic!("{}: not the expected JSON ({error}): {}", answer.asked, answer.text())
        })
    }

    /// A success, whatever its body.
    pub fn done(self) -> Self {
        assert!(self.status.is_success(), "{} was refused with {}: {}", self.asked, self.status, self.text());
        self
    }

    /// The refusal with exactly this code; checks what every refusal must have.
    pub fn refused(self, code: Code) -> Problem {
        assert!(
            !self.status.is_success(),
            "{} should be refused, it got {}: {}",
            self.asked,
            self.status,
            self.text()
        );
        let problem = self.problem();
        assert_eq!(problem.code(), Some(code), "{}: {}", self.asked, self.text());
        assert_eq!(self.status.as_u16(), code.status(), "{}: status and code disagree", self.asked);
        problem
    }

    /// The refusal of one field.
    pub fn refused_field(self, pointer: &str, code: FieldCode) {
        let asked = self.asked.clone();
        let problem = self.refused(Code::InvalidFields);
        let found = problem.errors.iter().any(|error| error.pointer == pointer && error.code == code);
        assert!(found, "{asked}: expected {code:?} at {pointer}, got {:?}", problem.errors);
    }

    /// The body of any refusal: problem details with everything that belongs to them (RFC 9457).
    pub fn problem(&self) -> Problem {
        let kind = self.header(CONTENT_TYPE.as_str()).unwrap_or_default();
        assert_eq!(
            kind,
            MEDIA_TYPE,
            "{} answered {} without problem details: {}",
            self.asked,
            self.status,
            self.text()
        );
        let problem: Problem = serde_json::from_slice(&self.body).unwrap_or_else(|error| {
            panic!("{}: broken problem details ({error}): {}", self.asked, self.text())
        });
        assert_eq!(problem.status, self.status.as_u16(), "{}: status in the body", self.asked);
        assert!(problem.code().is_some(), "{}: unknown type {}", self.asked, problem.kind);
        assert!(!problem.request_id.is_empty(), "{}: no request id", self.asked);
        problem
    }

    /// A header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body as text, cut where it gets long.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).chars().take(2000).collect()
    }
}
