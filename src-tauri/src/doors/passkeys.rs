//! Doors to the passkeys of this device, and to whoever sits in front of it.

use serde::Serialize;
use serde_json::Value;
use tauri::{AppHandle, Manager, State};
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use super::blocking;
use crate::failure::Failure;
use crate::page::{Message, WhyLeft};
use crate::passkeys;
use crate::person::{PinError, PinNeed, PinTry, UserVerification, Verified, VerifyError};
use crate::shell::Shell;
use crate::{background, lock};

/// How this device finds out that its owner is there.
#[derive(Serialize)]
pub(crate) struct Need {
    #[serde(flatten)]
    pin: PinNeed,
    /// The fingerprint sensor can be used instead of the PIN.
    finger: bool,
}

/// Whether the pages must ask for the app PIN, or for choosing one. Without a keyring there is neither. A PIN comes
/// first on every device: a sensor may be gone tomorrow.
#[tauri::command]
pub(crate) async fn pin_need(app: AppHandle) -> Result<Need, Failure> {
    let of_blocking = app.clone();
    let pin = blocking(move || {
        let shell = of_blocking.state::<Shell>();
        shell.store.check()?;
        Ok(shell.pin.need()?)
    })
    .await?;
    let finger = pin != PinNeed::Unset && app.state::<Shell>().finger.is_ready().await;
    Ok(Need { pin, finger })
}

/// The person chooses the PIN of this app before there is a passkey that needs it, so that the app can be locked.
#[tauri::command]
pub(crate) async fn pin_choose(app: AppHandle, pin: String) -> Result<(), Failure> {
    blocking(move || {
        let shell = app.state::<Shell>();
        shell.store.check()?;
        Ok(shell.pin.choose_first(&pin)?)
    })
    .await
}

/// The PIN is forgotten: it goes, and every passkey and session of this device goes before it. The pages warn first.
#[tauri::command]
pub(crate) async fn pin_reset(app: AppHandle) -> Result<(), Failure> {
    let of_blocking = app.clone();
    blocking(move || Ok(of_blocking.state::<Shell>().store.check()?)).await?;
    lock::wipe(&app.state::<Shell>(), WhyLeft::Reset).await?;
    background::ensure(&app);
    Ok(())
}

/// Asks the fingerprint sensor. A locked app is unlocked by it; otherwise the next ceremony needs no PIN.
#[tauri::command]
pub(crate) async fn finger_verify(shell: State<'_, Shell>) -> Result<(), Failure> {
    let stop = Shell::begin(&shell.finger_stop);
    let told = |hint| shell.page.tell(Message::Finger { hint });
    let verified = shell.finger.verify(&told, &stop).await?;
    if shell.lock.is_shut() {
        lock::open(&shell);
    } else {
        shell.grant.put(verified, rathaus_client::since_boot());
    }
    Ok(())
}

/// The person rather types the PIN, or gives up.
#[tauri::command]
pub(crate) fn finger_stop(shell: State<'_, Shell>) {
    Shell::begin(&shell.finger_stop);
}

/// Unlocks the app with its PIN.
#[tauri::command]
pub(crate) async fn unlock(app: AppHandle, pin: String) -> Result<(), Failure> {
    let _: Verified = person(&app, Some(pin)).await?;
    lock::open(&app.state::<Shell>());
    Ok(())
}

/// Locks the app at once; whether it is locked now: without a PIN nothing could open it again.
#[tauri::command]
pub(crate) async fn lock_now(shell: State<'_, Shell>) -> Result<bool, Failure> {
    Ok(lock::lock_now(&shell).await)
}

/// Who is there: by what the sensor proved a moment ago, or by the PIN. The last wrong PIN deletes the keys of this
/// device, and says so only when they are gone.
async fn person(app: &AppHandle, pin: Option<String>) -> Result<Verified, Failure> {
    let shell = app.state::<Shell>();
    if pin.is_none()
        && let Some(verified) = shell.grant.take(rathaus_client::since_boot())
    {
        return Ok(verified);
    }
    let of_blocking = app.clone();
    let verified = tokio::task::spawn_blocking(move || {
        let shell = of_blocking.state::<Shell>();
        let asked = PinTry { door: &shell.pin, pin: pin.as_deref() };
        Handle::current().block_on(asked.verify(&|_| (), &CancellationToken::new()))
    });
    let verified = verified.await.map_err(Failure::bug)?;
    if matches!(verified, Err(VerifyError::Pin(PinError::Spent))) {
        lock::wipe(&shell, WhyLeft::Tries).await?;
        background::ensure(app);
    }
    Ok(verified?)
}

#[tauri::command]
pub(crate) async fn passkey_create(
    app: AppHandle,
    options: Value,
    pin: Option<String>,
) -> Result<Value, Failure> {
    ceremony(app, Step::Create, options, pin).await
}

#[tauri::command]
pub(crate) async fn passkey_get(
    app: AppHandle,
    options: Value,
    pin: Option<String>,
) -> Result<Value, Failure> {
    ceremony(app, Step::Get, options, pin).await
}

enum Step {
    Create,
    Get,
}

/// A passkey that would be gone after a restart is refused before it is made: its account would be lost with
/// it. The keyring and the PIN's hash block, so the whole ceremony runs beside the async runtime.
async fn ceremony(app: AppHandle, step: Step, options: Value, pin: Option<String>) -> Result<Value, Failure> {
    let town = app.state::<Shell>().client().await?.town().origin.clone();
    lock::passed(&app.state::<Shell>()).await?;
    let of_check = app.clone();
    blocking(move || Ok(of_check.state::<Shell>().store.check()?)).await?;
    let person = person(&app, pin).await?;
    blocking(move || {
        let shell = app.state::<Shell>();
        let store = shell.secrets();
        let answer = match step {
            Step::Create => Handle::current().block_on(passkeys::create(&town, store, person, options)),
            Step::Get => Handle::current().block_on(passkeys::get(&town, store, person, options)),
        };
        Ok(answer?)
    })
    .await
}
