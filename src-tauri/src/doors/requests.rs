//! The one door for HTTP.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rathaus_client::{Advice, Body, Client, PhotoHandle, Request, Response};
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, State};

use super::{blocking, computer};
use crate::failure::Failure;
use crate::shell::Shell;
use crate::{background, lock, owner, passkeys};

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
        lock::passed(shell).await?;
    }
    let (method, path) = (request.method.clone(), request.path.clone());
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
    owner::learn(shell, &client, &path, &response).await;
    if let Some(news) = KeyNews::of(&method, &path, &response, credential) {
        mind_keys(shell, &client, news).await;
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

/// What an answer of the town says about the keys of this device.
#[derive(Debug, PartialEq, Eq)]
enum KeyNews {
    /// The town hall knows this one: it goes before others.
    Accepted(String),
    /// It refused this one: others go before it.
    Refused(String),
    /// It has forgotten this one.
    Removed(String),
    /// It has forgotten the account.
    AccountDeleted,
}

impl KeyNews {
    fn of(method: &str, path: &str, response: &Response, credential: Option<String>) -> Option<Self> {
        const PASSKEYS: &str = "/api/accounts/passkeys/";
        let success = response.is_success();
        match (method, path.strip_prefix("/api/accounts/")?) {
            ("POST", rest) if rest.ends_with("/finish") && success => credential.map(Self::Accepted),
            ("POST", "login/finish" | "step-up/finish") if response.is_problem("passkey-refused") => {
                credential.map(Self::Refused)
            }
            ("DELETE", _) if success => path.strip_prefix(PASSKEYS).map(|id| Self::Removed(id.to_owned())),
            ("POST", "deletion") if success => Some(Self::AccountDeleted),
            _ => None,
        }
    }
}

/// A key that the town hall does not take must not stand in the way of one that it does.
async fn mind_keys(shell: &Shell, client: &Client, news: KeyNews) {
    let (store, rp) = (Arc::clone(&shell.store), client.town().origin.host().to_owned());
    let owner = owner::last(shell).await.and_then(|owner| owner.bytes());
    let minded = blocking(move || {
        let store = store.as_ref();
        match (news, owner) {
            (KeyNews::Accepted(id), _) => passkeys::confirm(store, &rp, &id)?,
            (KeyNews::Refused(id), _) => passkeys::doubt(store, &rp, &id)?,
            (KeyNews::Removed(id), _) => passkeys::forget(store, &rp, &id)?,
            (KeyNews::AccountDeleted, Some(user)) => {
                passkeys::forget_user(store, &rp, &URL_SAFE_NO_PAD.encode(user))?;
            }
            (KeyNews::AccountDeleted, None) => {}
        }
        Ok(())
    });
    if let Err(error) = minded.await {
        tracing::warn!(?error, "what the town hall said about a passkey could not be noted");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, problem: &str) -> Response {
        let headers = vec![("content-type".to_owned(), "application/problem+json".to_owned())];
        let body = format!(r#"{{"type":"urn:rathaus:problem:{problem}","title":"x","status":{status}}}"#);
        Response { status, headers, body: body.into_bytes() }
    }

    #[test]
    fn what_the_town_says_about_a_key_is_understood() {
        let (ok, refused) = (answer(200, ""), answer(401, "passkey-refused"));
        let key = || Some("k3y".to_owned());
        let said = |method: &str, path: &str, response: &Response| {
            KeyNews::of(method, &format!("/api/accounts/{path}"), response, key())
        };
        assert_eq!(said("POST", "login/finish", &ok), Some(KeyNews::Accepted("k3y".to_owned())));
        assert_eq!(said("POST", "login/finish", &refused), Some(KeyNews::Refused("k3y".to_owned())));
        assert_eq!(
            said("POST", "login/finish", &answer(503, "offline")),
            None,
            "that says nothing of the key"
        );
        assert_eq!(said("DELETE", "passkeys/abc", &ok), Some(KeyNews::Removed("abc".to_owned())));
        assert_eq!(said("DELETE", "passkeys/abc", &refused), None);
        assert_eq!(said("DELETE", "devices/abc", &ok), None);
        assert_eq!(said("POST", "deletion", &ok), Some(KeyNews::AccountDeleted));
        assert_eq!(said("GET", "deletion", &ok), None);
    }
}
