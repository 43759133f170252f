//! Doors to the passkeys of this device.

use std::time::SystemTime;

use serde_json::Value;
use tauri::{AppHandle, Manager};
use tokio::runtime::Handle;

use super::blocking;
use crate::failure::Failure;
use crate::passkeys::{self, PinNeed};
use crate::shell::Shell;

/// Whether the pages must ask for the app PIN, or for choosing one. Without a keyring there is neither.
#[tauri::command]
pub(crate) async fn pin_need(app: AppHandle) -> Result<PinNeed, Failure> {
    blocking(move || {
        let shell = app.state::<Shell>();
        shell.store.check()?;
        Ok(shell.pin.need()?)
    })
    .await
}

/// The PIN is forgotten: it goes, and every passkey of this device goes before it. The pages warn first.
#[tauri::command]
pub(crate) async fn pin_reset(app: AppHandle) -> Result<(), Failure> {
    blocking(move || {
        let shell = app.state::<Shell>();
        shell.store.check()?;
        let here = shell.client_now().map(|client| client.town().origin.host().to_owned());
        Ok(shell.pin.reset(here.as_deref())?)
    })
    .await
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
    blocking(move || {
        let shell = app.state::<Shell>();
        shell.store.check()?;
        let person = shell.pin.pass(pin.as_deref(), SystemTime::now())?;
        let store = shell.secrets();
        let answer = match step {
            Step::Create => Handle::current().block_on(passkeys::create(&town, store, person, options)),
            Step::Get => Handle::current().block_on(passkeys::get(&town, store, person, options)),
        };
        Ok(answer?)
    })
    .await
}
