//! The fingerprint sensor of a Linux desktop: fprintd on the system bus (its D-Bus interface, version 1.94). The
//! service looks at the finger and says yes or no; no picture of it ever reaches this program.

use std::time::Duration;

use async_trait::async_trait;
use futures_util::StreamExt;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_util::sync::CancellationToken;
use zbus::proxy::SignalStream;
use zbus::zvariant::OwnedObjectPath;
use zbus::{Connection, Proxy, connection};

use super::{Hint, UserVerification, Verified, VerifyError};

const SERVICE: &str = "net.reactivated.Fprint";
const MANAGER: &str = "/net/reactivated/Fprint/Manager";
/// The caller's own fingers; fprintd takes any other name only from administrators.
const OWN: &str = "";
/// So many fingers that are not known, then the PIN.
const TRIES_MAX: u32 = 3;
/// How long nobody may touch the sensor.
const PATIENCE: Duration = Duration::from_secs(45);
/// How long the service may take to say whether there is a sensor.
const ANSWER_PATIENCE: Duration = Duration::from_secs(3);

/// The sensor, found anew for each question: it may be plugged in, or its service started, at any time.
#[derive(Default)]
pub(crate) struct Fprintd {
    /// Another bus than the system's own, in tests.
    bus: Option<String>,
}

/// What became of one look at a finger.
enum Look {
    Match,
    NoMatch,
}

impl Fprintd {
    /// Whether there is a sensor that knows a finger of this person.
    pub(crate) async fn is_ready(&self) -> bool {
        match timeout(ANSWER_PATIENCE, self.enrolled_device()).await {
            Ok(Ok(_)) => true,
            Ok(Err(error)) => {
                tracing::debug!(%error, "no fingerprint here");
                false
            }
            Err(_) => false,
        }
    }
}

impl Fprintd {
    /// The first sensor, if it knows a finger of this person.
    async fn enrolled_device(&self) -> Result<Proxy<'static>, VerifyError> {
        let bus = match &self.bus {
            Some(address) => connection::Builder::address(address.as_str()).map_err(explain)?.build().await,
            None => Connection::system().await,
        };
        let bus = bus.map_err(|_| VerifyError::NoSensor)?;
        let manager =
            Proxy::new(&bus, SERVICE, MANAGER, "net.reactivated.Fprint.Manager").await.map_err(explain)?;
        let path: OwnedObjectPath = manager.call("GetDefaultDevice", &()).await.map_err(explain)?;
        let device =
            Proxy::new(&bus, SERVICE, path, "net.reactivated.Fprint.Device").await.map_err(explain)?;
        let fingers: Vec<String> = device.call("ListEnrolledFingers", &OWN).await.map_err(explain)?;
        if fingers.is_empty() { Err(VerifyError::NoneEnrolled) } else { Ok(device) }
    }
}

#[async_trait]
impl UserVerification for Fprintd {
    async fn verify(
        &self,
        told: &(dyn Fn(Hint) + Send + Sync),
        stop: &CancellationToken,
    ) -> Result<Verified, VerifyError> {
        let found = timeout(ANSWER_PATIENCE, self.enrolled_device()).await;
        let device = found.map_err(|_| VerifyError::Gone)??;
        device.call::<_, _, ()>("Claim", &OWN).await.map_err(explain)?;
        let verified = tokio::select! {
            () = stop.cancelled() => Err(VerifyError::Cancelled),
            verified = tries(&device, told) => verified,
        };
        // However it ended, the next program that wants the sensor must get it. A sensor that is gone is released.
        let freed = async {
            let _ = device.call::<_, _, ()>("VerifyStop", &()).await;
            device.call::<_, _, ()>("Release", &()).await
        };
        match timeout(ANSWER_PATIENCE, freed).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::info!(%error, "the sensor was not released"),
            Err(_) => tracing::warn!("the sensor's service does not answer"),
        }
        verified
    }
}

async fn tries(
    device: &Proxy<'static>,
    told: &(dyn Fn(Hint) + Send + Sync),
) -> Result<Verified, VerifyError> {
    let mut news = device.receive_signal("VerifyStatus").await.map_err(explain)?;
    let mut gone = device.receive_owner_changed().await.map_err(explain)?;
    told(Hint::Touch);
    for _ in 0..TRIES_MAX {
        device.call::<_, _, ()>("VerifyStart", &"any").await.map_err(explain)?;
        let look = tokio::select! {
            look = look(&mut news, told) => look?,
            // The service ended with the sensor in its hands.
            _ = gone.next() => return Err(VerifyError::Gone),
        };
        match look {
            Look::Match => return Ok(Verified(())),
            Look::NoMatch => told(Hint::NoMatch),
        }
        // A look that is done must be stopped before the next one begins.
        device.call::<_, _, ()>("VerifyStop", &()).await.map_err(explain)?;
    }
    Err(VerifyError::NoMatch)
}

/// Follows one look until the service says that it is done.
async fn look(
    news: &mut SignalStream<'static>,
    told: &(dyn Fn(Hint) + Send + Sync),
) -> Result<Look, VerifyError> {
    let mut until = Instant::now() + PATIENCE;
    loop {
        let message = timeout_at(until, news.next()).await.map_err(|_| VerifyError::Timeout)?;
        let message = message.ok_or(VerifyError::Gone)?;
        let (result, done): (String, bool) =
            message.body().deserialize().map_err(|error| VerifyError::Failed(error.to_string()))?;
        match (result.as_str(), done) {
            ("verify-match", true) => return Ok(Look::Match),
            ("verify-no-match", true) => return Ok(Look::NoMatch),
            ("verify-disconnected", _) => return Err(VerifyError::Gone),
            (
                "verify-retry-scan"
                | "verify-swipe-too-short"
                | "verify-finger-not-centered"
                | "verify-remove-and-retry",
                false,
            ) => {
                told(Hint::Again);
                until = Instant::now() + PATIENCE;
            }
            // A match that is not the end of the look is none.
            (_, false) => {}
            (other, true) => return Err(VerifyError::Failed(other.chars().take(60).collect())),
        }
    }
}

#[allow(clippy::needless_pass_by_value, reason = "`map_err` hands errors over by value")]
fn explain(error: zbus::Error) -> VerifyError {
    let zbus::Error::MethodError(name, ..) = &error else { return VerifyError::Failed(error.to_string()) };
    match name.as_str() {
        "org.freedesktop.DBus.Error.ServiceUnknown"
        | "org.freedesktop.DBus.Error.NameHasNoOwner"
        | "net.reactivated.Fprint.Error.NoSuchDevice" => VerifyError::NoSensor,
        "net.reactivated.Fprint.Error.NoEnrolledPrints" => VerifyError::NoneEnrolled,
        // Unplugged between two calls: fprintd takes the object away.
        "org.freedesktop.DBus.Error.UnknownObject"
        | "org.freedesktop.DBus.Error.UnknownMethod"
        | "org.freedesktop.DBus.Error.NoReply"
        | "net.reactivated.Fprint.Error.AlreadyInUse" => VerifyError::Gone,
        other => VerifyError::Failed(other.to_owned()),
    }
}

#[cfg(test)]
#[path = "fprintd_tests.rs"]
mod tests;
