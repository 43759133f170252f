//! The one door for HTTP.

use std::sync::Arc;

use rathaus_client::{Advice, Body, Client, PhotoHandle, Request, Response};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, State};

use super::{blocking, computer};
use crate::failure::Failure;
use crate::shell::Shell;
use crate::{background, lock, passkeys};

/// What the locked app may ask: how the town is called and what it looks like.
const OPEN_PATH: &str = "/api/town";

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

/// The answer; only text goes to the pages.
#[derive(Serialize)]
pub(crate) struct PageResponse {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

/// What became of a file that was asked for.
#[derive(Serialize)]
pub(crate) struct Fetched {
    /// The answer, without the file itself.
    answer: PageResponse,
    /// Where the file is now; nothing when the town refused.
    path: Option<String>,
}

#[tauri::command]
pub(crate) async fn request(
    app: AppHandle,
    shell: State<'_, Shell>,
    request: PageRequest,
) -> Result<PageResponse, Failure> {
    let path = request.path.clone();
    let response = send(&shell, request).await?;
    if path.starts_with("/api/accounts/") {
        background::ensure(&app);
    }
    page_response(response)
}

/// Asks for a file and lays it into the person's folder for downloads; its bytes never pass the page.
#[tauri::command]
pub(crate) async fn file_fetch(
    app: AppHandle,
    shell: State<'_, Shell>,
    request: PageRequest,
    name: String,
) -> Result<Fetched, Failure> {
    let mut response = send(&shell, request).await?;
    if !response.is_success() {
        return Ok(Fetched { answer: page_response(response)?, path: None });
    }
    let bytes = std::mem::take(&mut response.body);
    let path = blocking(move || computer::save_download(&app, &name, &bytes)).await?;
    Ok(Fetched { answer: page_response(response)?, path: Some(path) })
}

/// Sends a request once the app is open.
async fn send(shell: &Shell, request: PageRequest) -> Result<Response, Failure> {
    let client = shell.client().await?;
    if !(request.method == "GET" && request.path == OPEN_PATH) {
        lock::passed(shell).await;
    }
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
    let of_accounts = path.starts_with("/api/accounts/") && path.ends_with("/finish");
    if let (true, true, Some(id)) = (of_accounts, response.is_success(), credential) {
        accept_passkey(shell, &client, id).await;
    }
    Ok(response)
}

fn page_response(response: Response) -> Result<PageResponse, Failure> {
    let Response { status, headers, body } = response;
    // A file that was squeezed into text would arrive broken, and nobody would know.
    let body = String::from_utf8(body).map_err(|_| Failure::bug("a file comes by file_fetch"))?;
    Ok(PageResponse { status, headers, body })
}

/// What the session of this device asks of the person: `go-on`, `wait`, `sign-in-here` or `other-way`.
#[tauri::command]
pub(crate) async fn session_advice(shell: State<'_, Shell>) -> Result<&'static str, Failure> {
    let client = shell.client().await?;
    let (store, rp) = (shell.secrets(), client.town().origin.host().to_owned());
    let here = blocking(move || Ok(passkeys::has_key(store.as_ref(), &rp)?)).await;
    // A keyring that does not answer may hold the key.
    client.learn_key(here.unwrap_or(true));
    Ok(match client.advice().await {
        Advice::GoOn | Advice::TellEnd { .. } | Advice::AskTown => "go-on",
        Advice::Wait => "wait",
        Advice::SignInHere => "sign-in-here",
        Advice::OtherWay => "other-way",
    })
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
