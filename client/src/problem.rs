//! Failures that never reached the town, in the town's own form (RFC 9457), so that the caller has one table
//! from `type` to sentence.

use rathaus_api::problem::{MEDIA_TYPE, URN};
use serde_json::json;

use crate::exchange::Response;

/// What kept the town from answering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Local {
    /// No network, no name, no connection, no TLS, no answer in time: try again later.
    Offline,
    /// The line was cut after the town may have done what was asked, and its answer brought the session's new token.
    AnswerLost,
    /// Something answered, but not our server: a captive portal, a proxy, a parked domain.
    NotOurs,
    /// The answer is larger than this app takes.
    TooLarge,
    /// The caller asked for something this door does not do; a mistake in our own program.
    Refused,
}

impl Local {
    fn code(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::AnswerLost => "app-answer-lost",
            Self::NotOurs => "not-the-town",
            Self::TooLarge => "answer-too-large",
            Self::Refused => "request-refused",
        }
    }

    fn status(self) -> u16 {
        match self {
            Self::Offline | Self::AnswerLost => 503,
            Self::NotOurs | Self::TooLarge => 502,
            Self::Refused => 400,
        }
    }

    /// The problem document as an answer. `detail` is for the log and for developers, not for people.
    pub(crate) fn answer(self, detail: &str) -> Response {
        let body = json!({
            "type": format!("{URN}{}", self.code()),
            "title": self.code(),
            "status": self.status(),
            "detail": detail,
            "request_id": "",
        });
        Response {
            status: self.status(),
            headers: vec![("content-type".into(), MEDIA_TYPE.into())],
            body: body.to_string().into_bytes(),
        }
    }
}
