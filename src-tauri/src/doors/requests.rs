//! The one door for HTTP.

use std::sync::Arc;

use rathaus_client::{Body, Client, PhotoHandle, Request, Response};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, State};

use super::blocking;
use crate::failure::Failure;
use crate::shell::Shell;
use crate::{background, passkeys};

/// A request of the pages.
#[derive(Deserialize)]
pub(crate) struct PageRequest {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    /// JSON text, if any.
    #[serde(default)]
    json: Option<String>,
    /// A kept photo, if one is sent.
    #[serde(default)]
    photo: Option<PhotoHandle>,
}

/// The answer; our API speaks only text to the pages.
#[derive(Serialize)]
pub(crate) struct PageResponse {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

#[tauri::command]
pub(crate) async fn request(
    app: AppHandle,
    shell: State<'_, Shell>,
    request: PageRequest,
) -> Result<PageResponse, Failure> {
    let client = shell.client().await?;
    let path = request.path.clone();
    let credential = request.json.as_deref().and_then(credential_of);
    let body = match (request.photo, request.json) {
        (Some(handle), _) => {
            let photos = shell.photos.clone();
            blocking(move || Ok(photos.body(handle)?)).await?
        }
        (None, Some(json)) => Body::Json(json.into_bytes()),
        (None, None) => Body::None,
    };
    let sent = Request { method: request.method, path: request.path, headers: request.headers, body };
    let response = client.send(sent).await;
    if path.starts_with("/api/accounts/") {
        if let (true, true, Some(id)) = (path.ends_with("/finish"), response.is_success(), credential) {
            accept_passkey(&shell, &client, id).await;
        }
        background::ensure(&app);
    }
    Ok(page_response(response))
}

fn page_response(response: Response) -> PageResponse {
    PageResponse {
        status: response.status,
        headers: response.headers,
        body: String::from_utf8_lossy(&response.body).into_owned(),
    }
}

/// The id of the passkey in a `FinishCeremony`.
fn credential_of(json: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Finish {
        credential: Credential,
    }
    #[derive(Deserialize)]
    struct Credential {
        id: String,
    }
    serde_json::from_str::<Finish>(json).ok().map(|finish| finish.credential.id)
}

/// The town hall knows this passkey: from now on it goes before others that were never accepted.
async fn accept_passkey(shell: &Shell, client: &Arc<Client>, id: String) {
    let (store, rp) = (Arc::clone(&shell.store), client.town().origin.host().to_owned());
    let accepted = blocking(move || Ok(passkeys::confirm(store.as_ref(), &rp, &id)?)).await;
    if let Err(error) = accepted {
        tracing::warn!(?error, "an accepted passkey could not be marked");
    }
}
