//! Doors to photos: bytes come in once, from then on only handles travel.

use rathaus_client::{KeptPhoto, PhotoHandle};
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, Manager, State};

use super::blocking;
use crate::failure::Failure;
use crate::shell::Shell;

/// Header with the file's name, percent-encoded because headers are ASCII.
const NAME_HEADER: &str = "photo-name";

/// Takes the raw bytes of a picked file.
#[tauri::command]
pub(crate) async fn photo_add(app: AppHandle, request: Request<'_>) -> Result<KeptPhoto, Failure> {
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(Failure::bug("a photo comes as raw bytes"));
    };
    let (bytes, name) = (bytes.clone(), header_text(&request, NAME_HEADER));
    blocking(move || Ok(app.state::<Shell>().photos.add(&name, &bytes)?)).await
}

#[tauri::command]
pub(crate) async fn photo_find(shell: State<'_, Shell>, id: PhotoHandle) -> Result<KeptPhoto, Failure> {
    let photos = shell.photos.clone();
    blocking(move || Ok(photos.find(id)?)).await
}

#[tauri::command]
pub(crate) async fn photo_remove(shell: State<'_, Shell>, id: PhotoHandle) -> Result<(), Failure> {
    let photos = shell.photos.clone();
    blocking(move || Ok(photos.remove(id)?)).await
}

/// The path of a `rathaus:` address under which an image element gets a picture that needs headers.
#[tauri::command]
pub(crate) fn picture_address(
    shell: State<'_, Shell>,
    path: String,
    headers: Vec<(String, String)>,
) -> String {
    shell.pictures.remember(path, headers)
}

/// A header that the pages have percent-encoded, as text.
pub(super) fn header_text(request: &Request<'_>, name: &str) -> String {
    let encoded = request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    percent_decoded(encoded)
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let decoded = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_umlauts_arrive_whole() {
        assert_eq!(percent_decoded("M%C3%BChle%20%231.jpg"), "Mühle #1.jpg");
        assert_eq!(percent_decoded("50%"), "50%");
        assert_eq!(percent_decoded("%zz%4"), "%zz%4");
        assert_eq!(percent_decoded(""), "");
    }
}
