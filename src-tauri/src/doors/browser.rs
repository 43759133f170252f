//! Doors for signing in by the system's browser.

use rathaus_client::{BrowserSignIn, ReturnWords};
use serde_json::Value;
use tauri::{AppHandle, State};

use super::blocking;
use crate::background;
use crate::failure::Failure;
use crate::shell::Shell;
use crate::texts::Phrase;

/// Opens the town hall's page in the browser, waits for what it brings back, and signs in. Answers with the account,
/// or with the town's problem document.
#[tauri::command]
pub(crate) async fn browser_sign_in(
    app: AppHandle,
    shell: State<'_, Shell>,
    device: String,
) -> Result<Value, Failure> {
    let client = shell.client().await?;
    let stop = Shell::begin(&shell.browser_stop);
    let attempt = BrowserSignIn::begin(&client.town().origin, words(&shell)).await?;
    let page = attempt.page().to_string();
    blocking(move || {
        let opened = tauri_plugin_opener::open_url(page, None::<&str>);
        opened.map_err(|error| Failure::new("unavailable", error))
    })
    .await?;
    let answer = attempt.finish(&client, &device, &stop).await?;
    background::ensure(&app);
    serde_json::from_slice(&answer.body).map_err(Failure::bug)
}

/// The person gives up waiting for the browser.
#[tauri::command]
pub(crate) fn browser_sign_in_stop(shell: State<'_, Shell>) {
    Shell::begin(&shell.browser_stop);
}

fn words(shell: &Shell) -> ReturnWords {
    ReturnWords {
        language: shell.texts.language().to_owned(),
        done: shell.texts.say(Phrase::BrowserDone),
        refused: shell.texts.say(Phrase::BrowserRefused),
        next: shell.texts.say(Phrase::BrowserNext),
    }
}
