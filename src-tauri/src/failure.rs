//! What a door answers when it cannot do what was asked: a code the pages act on, and a text for developers.

use rathaus_client::{DraftError, PhotoError, PictureError, ReturnError, SecretError, TownError};
use serde::Serialize;

use crate::passkeys::PasskeyError;
use crate::person::{PinError, VerifyError};

/// A refusal on its way to the pages. `ui/src/host/app.ts` has the other half of the table of codes.
#[derive(Debug, Serialize)]
pub(crate) struct Failure {
    code: &'static str,
    /// English, for developers and the log; people read the sentence the pages keep for the code.
    message: String,
    /// Seconds to wait, where waiting helps.
    #[serde(skip_serializing_if = "Option::is_none")]
    wait_s: Option<u64>,
    /// Tries of the PIN before the keys of this device are deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    tries_left: Option<u32>,
}

#[allow(clippy::needless_pass_by_value, reason = "`map_err` hands errors over by value")]
impl Failure {
    pub(crate) fn new(code: &'static str, message: impl ToString) -> Self {
        Self { code, message: message.to_string(), wait_s: None, tries_left: None }
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
            PinError::Wrong { left } => Self { tries_left: Some(left), ..Self::new("pin-wrong", error) },
            PinError::Blocked { wait, left } => Self {
                wait_s: Some(wait.as_secs()),
                tries_left: Some(left),
                ..Self::new("pin-blocked", error)
            },
            PinError::Spent => Self::new("pin-wiped", error),
            PinError::Secret(error) => error.into(),
            PinError::Hash(_) => Self::bug(error),
        }
    }
}

impl From<VerifyError> for Failure {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Pin(error) => error.into(),
            VerifyError::NoSensor | VerifyError::NoneEnrolled => Self::new("finger-none", error),
            VerifyError::NoMatch => Self::new("finger-unknown", error),
            VerifyError::Gone | VerifyError::Failed(_) => {
                tracing::warn!(%error, "the fingerprint sensor is of no use now");
                Self::new("finger-gone", error)
            }
            VerifyError::Timeout => Self::new("timeout", error),
            VerifyError::Cancelled => Self::new("cancelled", error),
        }
    }
}

impl From<ReturnError> for Failure {
    fn from(error: ReturnError) -> Self {
        match error {
            ReturnError::Device(_) => Self::bug(error),
            ReturnError::Refused => Self::new("denied", error),
            ReturnError::Timeout => Self::new("timeout", error),
            ReturnError::Cancelled => Self::new("cancelled", error),
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
