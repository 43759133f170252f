//! Doors for signing in by the system's browser.

use std::sync::{Arc, PoisonError};

use rathaus_client::{BrowserSignIn, Client, Offer, ReturnWords};
use serde_json::Value;
use tauri::{AppHandle, State};

use super::blocking;
use crate::background;
use crate::failure::Failure;
use crate::owner;
use crate::shell::Shell;
use crate::texts::Phrase;

/// Where the code of the browser is redeemed.
const TOKEN_PATH: &str = "/api/accounts/app-login/token";

/// Opens the town hall's page in the browser and waits for what it brings back. Answers with the account, or with the
/// town's problem document; nobody is signed in before [`browser_sign_in_answer`].
#[tauri::command]
pub(crate) async fn browser_sign_in(shell: State<'_, Shell>, device: String) -> Result<Value, Failure> {
    let client = shell.client().await?;
    let stop = Shell::begin(&shell.browser_stop);
    let attempt = BrowserSignIn::begin(&client.town().origin, words(&shell)).await?;
    let page = attempt.page().to_string();
    blocking(move || {
        let opened = tauri_plugin_opener::open_url(page, None::<&str>);
        opened.map_err(|error| Failure::new("unavailable", error))
    })
    .await?;
    let offer = attempt.finish(&client, &device, &stop).await?;
    let said = serde_json::from_slice(&offer.answer.body).map_err(Failure::bug)?;
    if offer.answer.is_success() {
        let before = shell.offer.lock().unwrap_or_else(PoisonError::into_inner).replace((client, offer));
        refuse(before);
    }
    Ok(said)
}

/// Whoever sits here says whether it is them who came back from the browser; only then they are signed in.
#[tauri::command]
pub(crate) async fn browser_sign_in_answer(
    app: AppHandle,
    shell: State<'_, Shell>,
    yes: bool,
) -> Result<(), Failure> {
    let offer = shell.offer.lock().unwrap_or_else(PoisonError::into_inner).take();
    if !yes {
        refuse(offer);
        return Ok(());
    }
    let Some((client, offer)) = offer else {
        return Err(Failure::new("cancelled", "nobody came back any more"));
    };
    owner::learn(&shell, &client, TOKEN_PATH, &offer.answer).await;
    offer.accept(&client).await;
    background::ensure(&app);
    Ok(())
}

/// The person gives up waiting for the browser.
#[tauri::command]
pub(crate) fn browser_sign_in_stop(shell: State<'_, Shell>) {
    Shell::begin(&shell.browser_stop);
    let offer = shell.offer.lock().unwrap_or_else(PoisonError::into_inner).take();
    refuse(offer);
}

/// Lets go of a session that nobody took over. Nobody waits for it.
fn refuse(offer: Option<(Arc<Client>, Offer)>) {
    if let Some((client, offer)) = offer {
        tauri::async_runtime::spawn(async move { offer.refuse(&client).await });
    }
}

fn words(shell: &Shell) -> ReturnWords {
    ReturnWords {
        language: shell.texts.language().to_owned(),
        done: shell.texts.say(Phrase::BrowserDone),
        refused: shell.texts.say(Phrase::BrowserRefused),
        next: shell.texts.say(Phrase::BrowserNext),
    }
}
