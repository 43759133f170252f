//! Every failure, as RFC 9457 problem details with a stable code.
//!
//! A code exists only if a program does something different because of it. The title is English and for
//! developers; people read the sentence that the UI keeps for the code.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Media type of every failing answer (RFC 9457).
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Prefix of `type`: the rest is the code in kebab case.
pub const URN: &str = "urn:rathaus:problem:";

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:tt, $status:literal, $title:literal;)*) => {
        /// The codes a failing answer can carry.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        pub enum Code { $($(#[$doc])* #[serde(rename = $text)] $name,)* }

        impl Code {
            /// All codes, in the order of this file.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The code as it stands behind the URN prefix.
            #[must_use]
            pub fn text(self) -> &'static str {
                match self { $(Code::$name => $text,)* }
            }

            /// HTTP status of an answer with this code.
            #[must_use]
            pub fn status(self) -> u16 {
                match self { $(Code::$name => $status,)* }
            }

            /// Short English summary, the same for every occurrence.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)* }
            }
        }
    };
}

codes! {
    /// The body or a parameter is not what the contract says: not JSON, an unknown field, a wrong type.
    Malformed = "malformed", 400, "The request is malformed";
    /// A creating request came without a valid `Idempotency-Key`.
    KeyMissing = "idempotency-key-missing", 400, "An idempotency key is required";
    /// Nobody is signed in, or the session has ended.
    NotSignedIn = "not-signed-in", 401, "Sign in first";
    /// The passkey is unknown here, or its answer did not verify.
    PasskeyRefused = "passkey-refused", 401, "The passkey was refused";
    /// Signed in, but this role or office may not do that.
    Forbidden = "forbidden", 403, "Not allowed";
    /// The step needs a passkey used within the last five minutes: run the step-up ceremony, then send again.
    StepUpRequired = "step-up-required", 403, "Use your passkey again first";
    /// The person's identity is not proven well enough for this; `detail` begins with the level that is needed.
    LevelRequired = "level-required", 403, "A better proof of identity is needed";
    /// Letters are opened only by whoever agreed to digital service; ask for that, then send again.
    ConsentRequired = "consent-required", 403, "Consent to digital letters is needed first";
    /// Somebody of another office must say why before reading; send again with a reason.
    ReasonRequired = "reason-required", 403, "A reason is required";
    /// A browser sent the request from another site.
    OriginRefused = "origin-refused", 403, "The request came from another site";
    /// There is nothing at this address, or nothing the caller may know of.
    NotFound = "not-found", 404, "Not found";
    /// The address exists, the method does not.
    MethodNotAllowed = "method-not-allowed", 405, "Method not allowed";
    /// The client was too slow, or the answer took too long.
    Timeout = "timeout", 408, "The request took too long";
    /// Somebody else changed the case first; the answer carries the current revision.
    StaleRevision = "stale-revision", 409, "The case has changed in the meantime";
    /// The state does not allow this step.
    WrongState = "wrong-state", 409, "The current state does not allow this";
    /// The ceremony is older than five minutes, was used already, or never existed.
    CeremonyExpired = "ceremony-expired", 409, "The sign-in attempt has expired";
    /// The last way into the account cannot be taken away; add another one first.
    LastWayIn = "last-way-in", 409, "This is the last way in";
    /// The last administrator cannot be taken away; make another one first.
    LastAdmin = "last-admin", 409, "This is the last administrator";
    /// The invitation is older than 24 hours, was used already, or never existed.
    InvitationInvalid = "invitation-invalid", 410, "The invitation is no longer valid";
    /// The body is larger than this address takes.
    TooLarge = "too-large", 413, "The content is too large";
    /// Neither JSON nor, where pictures go, JPEG, PNG or WebP.
    UnsupportedMedia = "unsupported-media", 415, "This kind of content is not accepted";
    /// A HEIC or HEIF picture, as some phones make them.
    PictureHeic = "picture-heic", 415, "HEIC pictures are not accepted";
    /// The picture is empty, truncated or damaged.
    PictureUnreadable = "picture-unreadable", 422, "The picture cannot be read";
    /// More than 8,192 pixels a side or more than 40 megapixels.
    PictureTooManyPixels = "picture-too-many-pixels", 422, "The picture has too many pixels";
    /// The document is no sound PDF, or holds something that could act: scripts, files, forms. `detail` says what.
    DocumentRefused = "document-refused", 422, "The document is not accepted";
    /// Fields are missing or wrong; `errors` says which.
    InvalidFields = "invalid-fields", 422, "Some fields need attention";
    /// The place is outside the town and the town does not take such reports.
    OutsideTown = "outside-town", 422, "The place is outside the town";
    /// The place is outside the town or near its border; sending again with `outside_confirmed` is accepted.
    OutsideTownConfirm = "outside-town-confirm", 422, "The place needs confirming";
    /// The code is wrong, used, ended or never existed: one answer for all of them.
    CodeInvalid = "code-invalid", 422, "The code is not valid";
    /// The same key came with other content.
    KeyReused = "idempotency-key-reused", 422, "The idempotency key was used for something else";
    /// Too many requests; `Retry-After` says how many seconds to wait.
    RateLimited = "rate-limited", 429, "Too many requests";
    /// Too many wrong tries; `Retry-After` says how many seconds to wait, or that a new code is needed.
    TooManyTries = "too-many-tries", 429, "Too many wrong tries";
    /// A mistake on our side; nothing was stored.
    Internal = "internal", 500, "Something went wrong on our side";
    /// The database or the storage does not answer at present; nothing was stored. `Retry-After` is set.
    Unavailable = "unavailable", 503, "Temporarily unavailable";
    /// The storage is full; nothing was stored.
    StorageFull = "storage-full", 507, "The storage is full";
}

/// One field that needs attention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// JSON pointer into the request body (RFC 6901), for example `/place/lat`.
    pub pointer: String,
    /// What is wrong, for programs.
    pub code: FieldCode,
    /// What is wrong, in English, for developers.
    pub detail: String,
    /// The limit that was passed, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
}

/// What can be wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FieldCode {
    /// Nothing was given.
    Required,
    /// Longer than `limit` characters.
    TooLong,
    /// Shorter than `limit` characters.
    TooShort,
    /// More than `limit` items.
    TooMany,
    /// Outside the range.
    OutOfRange,
    /// Not one of the known values.
    Unknown,
    /// Not in the expected form (an e-mail address, say).
    Format,
    /// Refers to something that is not there or was used already.
    Gone,
    /// Proven, so only a new proof of identity changes it; or not what was proven before.
    Proven,
}

/// A failing answer (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// `urn:rathaus:problem:` and a code.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short English summary of the code.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What happened this time, in English, without personal data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Connects the answer with the server's log; a resident can quote it.
    #[serde(default)]
    pub request_id: String,
    /// The fields that need attention.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// The current revision, with `stale-revision`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<i64>,
}

impl Problem {
    /// A problem with nothing but its code.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self {
            kind: format!("{URN}{}", code.text()),
            title: code.title().to_owned(),
            status: code.status(),
            detail: None,
            request_id: String::new(),
            errors: Vec::new(),
            revision: None,
        }
    }

    /// The code, if it is one of ours.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        let text = self.kind.strip_prefix(URN)?;
        Code::ALL.iter().copied().find(|code| code.text() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_found_again_by_its_urn() {
        for code in Code::ALL {
            assert_eq!(Problem::new(*code).code(), Some(*code));
        }
    }

    #[test]
    fn a_foreign_type_has_no_code() {
        let mut problem = Problem::new(Code::Internal);
        problem.kind = "about:blank".into();
        assert_eq!(problem.code(), None);
    }
}
