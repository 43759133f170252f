//! Doors for the choice of the town.

use rathaus_client::Town;
use serde::Serialize;
use tauri::{AppHandle, State};

use crate::background;
use crate::failure::Failure;
use crate::lock;
use crate::shell::Shell;

/// What the pages show about a town, as in `/.well-known/rathaus.json`.
#[derive(Serialize)]
pub(crate) struct Card {
    name: String,
    ags: String,
    state: String,
    origin: String,
    api_version: u32,
}

impl From<&Town> for Card {
    fn from(town: &Town) -> Self {
        Self {
            name: town.name.clone(),
            ags: town.ags.clone(),
            state: town.state.clone(),
            origin: town.origin.as_str().to_owned(),
            api_version: rathaus_client::API_VERSION,
        }
    }
}

/// The town this app talks to. For a preset town this waits until its server answers.
#[tauri::command]
pub(crate) async fn town_current(app: AppHandle, shell: State<'_, Shell>) -> Result<Option<Card>, Failure> {
    match shell.client().await {
        Ok(client) => {
            background::ensure(&app);
            Ok(Some(Card::from(client.town())))
        }
        Err(reason) => {
            tracing::info!(?reason, "no town yet");
            Ok(None)
        }
    }
}

/// Fetches the card of an address, to be shown before anybody trusts it.
#[tauri::command]
pub(crate) async fn town_check(shell: State<'_, Shell>, address: String) -> Result<Card, Failure> {
    Ok(Card::from(&shell.check(&address).await?))
}

/// The person trusts the town whose card was shown last.
#[tauri::command]
pub(crate) async fn town_choose(
    app: AppHandle,
    shell: State<'_, Shell>,
    origin: String,
) -> Result<(), Failure> {
    lock::passed(&shell).await?;
    shell.trust(&origin)?;
    // Somebody may be signed in there: the page learns of the lock before it asks anything of that town.
    lock::decide(&shell).await;
    background::ensure(&app);
    Ok(())
}
