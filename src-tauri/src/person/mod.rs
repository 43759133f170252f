//! Who sits in front of this device: its own fingerprint sensor says so, or the app PIN. Both are local gates; the
//! town hall is shown a passkey, never a finger.

#[cfg(target_os = "linux")]
mod fprintd;
mod grant;
mod pin;

use async_trait::async_trait;
use serde::Serialize;
use tokio_util::sync::CancellationToken;

#[cfg(target_os = "linux")]
pub(crate) use fprintd::Fprintd as Fingerprint;
pub(crate) use grant::Grant;
pub(crate) use pin::{PinDoor, PinError, PinNeed, PinTry};

/// Proof that the person showed a moment ago who they are. Only this room can make one.
#[derive(Debug)]
pub(crate) struct Verified(());

/// What a sensor asks for while it looks, in the words of `ui/src/host/index.ts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Hint {
    /// Put the finger on the sensor.
    Touch,
    /// It saw too little: once more.
    Again,
    /// It saw another finger: once more.
    NoMatch,
}

/// Why a person was not verified.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum VerifyError {
    /// There is no sensor, or no service for it.
    #[error("this device has no fingerprint sensor")]
    NoSensor,
    /// There is one, but its owner taught it no finger.
    #[error("no finger is enrolled on this device")]
    NoneEnrolled,
    /// Another finger, as often as anybody may try.
    #[error("the finger is not known")]
    NoMatch,
    /// The sensor was pulled out, or another program holds it.
    #[error("the sensor is gone or busy")]
    Gone,
    /// Nobody touched it in time.
    #[error("nobody touched the sensor in time")]
    Timeout,
    /// The person wants to do it another way.
    #[error("given up")]
    Cancelled,
    /// The service failed; the text is for the log.
    #[error("the sensor's service failed: {0}")]
    Failed(String),
    /// The PIN was not right.
    #[error(transparent)]
    Pin(#[from] PinError),
}

/// A way in which this device finds out that its owner is there.
#[async_trait]
pub(crate) trait UserVerification: Send + Sync {
    /// Verifies the person. `told` hears what to do meanwhile; `stop` gives up.
    async fn verify(
        &self,
        told: &(dyn Fn(Hint) + Send + Sync),
        stop: &CancellationToken,
    ) -> Result<Verified, VerifyError>;
}

/// Systems whose verification is not built in ask for the PIN.
#[cfg(not(target_os = "linux"))]
#[derive(Default)]
pub(crate) struct Fingerprint;

#[cfg(not(target_os = "linux"))]
impl Fingerprint {
    pub(crate) async fn is_ready(&self) -> bool {
        false
    }
}

#[cfg(not(target_os = "linux"))]
#[async_trait]
impl UserVerification for Fingerprint {
    async fn verify(
        &self,
        _: &(dyn Fn(Hint) + Send + Sync),
        _: &CancellationToken,
    ) -> Result<Verified, VerifyError> {
        Err(VerifyError::NoSensor)
    }
}
