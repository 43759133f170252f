//! `rathaus:` addresses for `<img>`: photos that wait on this device, and pictures behind the session. An image
//! element can send no token, so the shell fetches for it; nothing but pictures comes back this way.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use rathaus_client::{Body, PhotoHandle, Request, Response};
use tauri::http::{self, StatusCode, header};
use tauri::{AppHandle, Manager, Runtime, UriSchemeContext, UriSchemeResponder};

use crate::lock;
use crate::shell::Shell;

/// The name of the scheme. `ui/src/host/app.ts` builds addresses with it, the content policy allows it for images.
pub(crate) const NAME: &str = "rathaus";
/// So many addresses that need a header of their own are remembered; the oldest are forgotten first.
const REMEMBERED_MAX: usize = 200;
/// What an image element may get. No SVG: it can carry scripts.
const MEDIA_TYPES: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

/// Pictures that need a header an image element cannot send, such as the secret of a status link.
#[derive(Default)]
pub(crate) struct Pictures {
    remembered: Mutex<VecDeque<Remembered>>,
}

#[derive(Clone)]
struct Remembered {
    name: String,
    path: String,
    headers: Vec<(String, String)>,
}

impl Pictures {
    /// Remembers how to fetch a picture and returns the path of its `rathaus:` address.
    pub(crate) fn remember(&self, path: String, headers: Vec<(String, String)>) -> String {
        let name = format!("{:032x}", rand::random::<u128>());
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        if remembered.len() == REMEMBERED_MAX {
            remembered.pop_front();
        }
        remembered.push_back(Remembered { name: name.clone(), path, headers });
        format!("/fetched/{name}")
    }

    fn find(&self, name: &str) -> Option<Remembered> {
        let remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        remembered.iter().find(|picture| picture.name == name).cloned()
    }
}

/// What an address means.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    /// A photo that waits on this device.
    Kept(PhotoHandle),
    /// A picture of the town hall, by the path of its API.
    OfTown(String),
    /// A picture remembered by name.
    Remembered(String),
}

impl Wanted {
    fn parse(path: &str) -> Option<Self> {
        if let Some(handle) = path.strip_prefix("/photo/") {
            return handle.parse().ok().map(Self::Kept);
        }
        if let Some(name) = path.strip_prefix("/fetched/") {
            return Some(Self::Remembered(name.to_owned()));
        }
        let of_town = path.starts_with("/api/reports/") || path.starts_with("/api/map/tiles/");
        of_town.then(|| Self::OfTown(path.to_owned()))
    }
}

/// Answers an image element.
#[allow(clippy::needless_pass_by_value, reason = "the signature is Tauri's")]
pub(crate) fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: http::Request<Vec<u8>>,
    responder: UriSchemeResponder,
) where
    AppHandle<R>: Clone + Send + 'static,
{
    let app = context.app_handle().clone();
    let path = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    tauri::async_runtime::spawn(async move {
        let answer = match (request.method() == http::Method::GET, Wanted::parse(&path)) {
            (true, Some(wanted)) => fetch(&app.state::<Shell>(), wanted).await,
            _ => Err(StatusCode::NOT_FOUND),
        };
        responder.respond(respond(answer));
    });
}

struct Picture {
    media_type: &'static str,
    bytes: Vec<u8>,
}

async fn fetch(shell: &Shell, wanted: Wanted) -> Result<Picture, StatusCode> {
    match wanted {
        Wanted::Kept(handle) => {
            lock::passed(shell).await.map_err(|_| StatusCode::NOT_FOUND)?;
            let photos = shell.photos.clone();
            let read = tokio::task::spawn_blocking(move || photos.jpeg(handle)).await;
            let bytes = read.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
            Ok(Picture { media_type: "image/jpeg", bytes: bytes.map_err(|_| StatusCode::NOT_FOUND)? })
        }
        Wanted::OfTown(path) => fetch_from_town(shell, path, Vec::new()).await,
        Wanted::Remembered(name) => {
            let picture = shell.pictures.find(&name).ok_or(StatusCode::NOT_FOUND)?;
            fetch_from_town(shell, picture.path, picture.headers).await
        }
    }
}

async fn fetch_from_town(
    shell: &Shell,
    path: String,
    mut headers: Vec<(String, String)>,
) -> Result<Picture, StatusCode> {
    let client = shell.client().await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    lock::passed(shell).await.map_err(|_| StatusCode::NOT_FOUND)?;
    headers.push(("accept".to_owned(), MEDIA_TYPES.join(", ")));
    let request = Request { method: "GET".to_owned(), path, headers, body: Body::None };
    picture_of(client.send(request).await)
}

fn picture_of(response: Response) -> Result<Picture, StatusCode> {
    if !response.is_success() {
        return Err(StatusCode::from_u16(response.status).unwrap_or(StatusCode::BAD_GATEWAY));
    }
    let said = response.header("content-type").unwrap_or_default();
    match MEDIA_TYPES.into_iter().find(|media_type| said.starts_with(media_type)) {
        Some(media_type) => Ok(Picture { media_type, bytes: response.body }),
        None => Err(StatusCode::UNSUPPORTED_MEDIA_TYPE),
    }
}

fn respond(answer: Result<Picture, StatusCode>) -> http::Response<Vec<u8>> {
    let (status, media_type, bytes) = match answer {
        Ok(picture) => (StatusCode::OK, picture.media_type, picture.bytes),
        Err(status) => (status, "text/plain", Vec::new()),
    };
    let built = http::Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, media_type)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        // Pictures behind a session stay out of the webview's disk cache.
        .header(header::CACHE_CONTROL, "no-store")
        .body(bytes);
    built.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_pictures_only() {
        let handle = "6f0f4a0e-7f43-4a8e-b2a1-0d6f7a1b2c3d";
        assert_eq!(Wanted::parse(&format!("/photo/{handle}")), handle.parse().ok().map(Wanted::Kept));
        assert_eq!(
            Wanted::parse("/api/map/tiles/1/2/3"),
            Some(Wanted::OfTown("/api/map/tiles/1/2/3".to_owned()))
        );
        for path in ["/", "/photo/../../etc/passwd", "/api/accounts/session", "/api/town", "/photo/"] {
            assert_eq!(Wanted::parse(path), None, "{path}");
        }
    }

    #[test]
    fn the_oldest_remembered_pictures_are_forgotten() {
        let pictures = Pictures::default();
        let names: Vec<String> = (0..=REMEMBERED_MAX)
            .map(|number| pictures.remember(format!("/api/reports/{number}"), Vec::new()))
            .map(|path| path.trim_start_matches("/fetched/").to_owned())
            .collect();
        assert!(pictures.find(&names[0]).is_none());
        assert_eq!(pictures.find(&names[1]).map(|picture| picture.path), Some("/api/reports/1".to_owned()));
    }

    #[test]
    fn what_is_no_picture_does_not_pass() {
        let response = |status, media: &str| Response {
            status,
            headers: vec![("content-type".to_owned(), media.to_owned())],
            body: b"x".to_vec(),
        };
        assert!(picture_of(response(200, "image/jpeg")).is_ok());
        for (status, media) in [(200, "image/svg+xml"), (200, "application/json"), (404, "image/jpeg")] {
            assert!(picture_of(response(status, media)).is_err(), "{status} {media}");
        }
    }
}
