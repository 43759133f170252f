//! What a door answers when it cannot do what was asked: a code the pages act on, and a text for developers.

use rathaus_client::{DraftError, PhotoError, PictureError, SecretError, TownError};
use serde::Serialize;

use crate::passkeys::{PasskeyError, PinError};

/// A refusal on its way to the pages. `ui/src/host/app.ts` has the other half of the table of codes.
#[derive(Debug, Serialize)]
pub(crate) struct Failure {
    code: &'static str,
    /// English, for developers and the log; people read the sentence the pages keep for the code.
    message: String,
    /// Seconds to wait, where waiting helps.
    #[serde(skip_serializing_if = "Option::is_none")]
    wait_s: Option<u64>,
}

#[allow(clippy::needless_pass_by_value, reason = "`map_err` hands errors over by value")]
impl Failure {
    pub(crate) fn new(code: &'static str, message: impl ToString) -> Self {
        Self { code, message: message.to_string(), wait_s: None }
    }

    /// Something that cannot be the person's fault.
    pub(crate) fn bug(message: impl ToString) -> Self {
        let message = message.to_string();
        tracing::error!(%message, "a door failed");
        Self::new("unavailable", message)
    }
}

impl From<SecretError> for Failure {
    fn from(error: SecretError) -> Self {
        match error {
            SecretError::NoStore | SecretError::Locked => Self::new("no-keyring", error),
            SecretError::Failed(_) => Self::bug(error),
        }
    }
}

impl From<PinError> for Failure {
    fn from(error: PinError) -> Self {
        match error {
            PinError::Missing => Self::new("pin-missing", error),
            PinError::Length => Self::new("pin-length", error),
            PinError::Wrong => Self::new("pin-wrong", error),
            PinError::Blocked(left) => {
                Self { wait_s: Some(left.as_secs()), ..Self::new("pin-blocked", error) }
            }
            PinError::Secret(error) => error.into(),
            PinError::Hash(_) => Self::bug(error),
        }
    }
}

impl From<PasskeyError> for Failure {
    fn from(error: PasskeyError) -> Self {
        match error {
            PasskeyError::NoPasskey => Self::new("no-passkey", error),
            PasskeyError::AlreadyThere => Self::new("passkey-exists", error),
            PasskeyError::Secret(error) => error.into(),
            PasskeyError::Options(_) | PasskeyError::Answer(_) | PasskeyError::Refused(_) => Self::bug(error),
        }
    }
}

impl From<TownError> for Failure {
    fn from(error: TownError) -> Self {
        match &error {
            TownError::Unreachable { .. } => Self::new("offline", error),
            TownError::NotAnAddress
            | TownError::Unencrypted
            | TownError::NotATownHall { .. }
            | TownError::LivesElsewhere { .. }
            | TownError::OtherVersion { .. } => Self::new("not-a-town", error),
        }
    }
}

impl From<PhotoError> for Failure {
    fn from(error: PhotoError) -> Self {
        match &error {
            PhotoError::TooLarge | PhotoError::Picture(PictureError::TooManyPixels { .. }) => {
                Self::new("too-large", error)
            }
            PhotoError::Picture(PictureError::Heic) => Self::new("heic", error),
            PhotoError::Picture(PictureError::NotAPicture) => Self::new("type", error),
            PhotoError::Picture(PictureError::Empty | PictureError::Damaged) => {
                Self::new("unreadable", error)
            }
            PhotoError::Gone => Self::new("gone", error),
            PhotoError::Disk(_) | PhotoError::Note(_) => Self::bug(error),
        }
    }
}

impl From<DraftError> for Failure {
    fn from(error: DraftError) -> Self {
        Self::bug(error)
    }
}
