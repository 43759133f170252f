//! Doors to the computer: what it can do, notices, links that leave, drafts, files for the person.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use rathaus_client::SecretError;
use serde::Serialize;
use tauri::ipc::{Channel, InvokeBody, Request};
use tauri::{AppHandle, Manager, State, Url};

use super::blocking;
use super::photos::header_text;
use crate::failure::Failure;
use crate::lock;
use crate::notices;
use crate::owner;
use crate::page::Message;
use crate::shell::Shell;
use crate::tray;

/// Header with the name of a file to be saved, percent-encoded.
const NAME_HEADER: &str = "file-name";
/// Longest name given to a file, in bytes, before a number is added; file systems take 255.
const NAME_BYTES_MAX: usize = 200;
/// Longest ending of it.
const ENDING_BYTES_MAX: usize = 20;
/// So many files of one name are kept beside each other.
const SAME_NAME_MAX: u32 = 100;

/// What this computer can do for the pages.
#[derive(Serialize)]
pub(crate) struct Capabilities {
    /// `kept`: a session outlives the app. `none`: there is no keyring. `locked`, `failed`: there is one, but.
    keyring: &'static str,
    /// Whether notices of the operating system are shown.
    notices: bool,
}

#[tauri::command]
pub(crate) async fn capabilities(app: AppHandle) -> Result<Capabilities, Failure> {
    blocking(move || {
        let keyring = match app.state::<Shell>().store.check() {
            Ok(()) => "kept",
            Err(SecretError::NoStore) => "none",
            Err(SecretError::Locked) => "locked",
            Err(SecretError::Failed(_)) => "failed",
        };
        Ok(Capabilities { keyring, notices: notices::are_possible() })
    })
    .await
}

/// The page begins to listen for news and for where to go.
#[tauri::command]
pub(crate) async fn subscribe(shell: State<'_, Shell>, channel: Channel<Message>) -> Result<(), Failure> {
    if shell.page.subscribe(channel) {
        lock::arrived(&shell);
    }
    // A preset town may take a while to answer; until then nobody is signed in.
    if shell.client().await.is_ok() {
        lock::decide(&shell).await;
    }
    Ok(())
}

/// The pages speak another language now: so do the tray and the notices.
#[tauri::command]
pub(crate) async fn set_language(app: AppHandle, tag: String) -> Result<(), Failure> {
    if app.state::<Shell>().speak(&tag) {
        let of_tray = app.clone();
        app.run_on_main_thread(move || tray::retranslate(&of_tray)).map_err(Failure::bug)?;
    }
    Ok(())
}

/// Opens a link that leaves the town hall in the program the person uses for it.
#[tauri::command]
pub(crate) async fn open_external(url: String) -> Result<(), Failure> {
    let url = leaving(&url).ok_or_else(|| Failure::bug("only https, tel and mailto leave"))?;
    blocking(move || {
        tauri_plugin_opener::open_url(url.as_str(), None::<&str>)
            .map_err(|error| Failure::new("unavailable", error))
    })
    .await
}

/// `file:`, `smb:` and their kind start programs on some desktops, so only three schemes are allowed.
fn leaving(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    match url.scheme() {
        "https" => url.host_str().is_some().then_some(url),
        "mailto" | "tel" => Some(url),
        _ => None,
    }
}

#[tauri::command]
pub(crate) async fn draft_load(shell: State<'_, Shell>, name: String) -> Result<Option<String>, Failure> {
    let drafts = shell.drafts().await?;
    // What somebody wrote is theirs to see; keeping it works while the app is locked, too.
    lock::passed(&shell).await?;
    let aside = owner::aside(&shell).await;
    blocking(move || {
        let found = drafts.load(&name)?;
        match aside {
            Some(aside) if found.is_none() && aside.give_back(&name, &drafts)? => Ok(drafts.load(&name)?),
            _ => Ok(found),
        }
    })
    .await
}

#[tauri::command]
pub(crate) async fn draft_save(shell: State<'_, Shell>, name: String, json: String) -> Result<(), Failure> {
    let drafts = shell.drafts().await?;
    // A page that has to go keeps nothing for whoever comes after it.
    if shell.lock.is_left() {
        return Err(Failure::new("gone", "this page had to go"));
    }
    blocking(move || Ok(drafts.save(&name, &json)?)).await
}

#[tauri::command]
pub(crate) async fn draft_remove(shell: State<'_, Shell>, name: String) -> Result<(), Failure> {
    let drafts = shell.drafts().await?;
    blocking(move || Ok(drafts.remove(&name)?)).await
}

/// Puts a file into the person's folder for downloads and never overwrites one.
#[tauri::command]
pub(crate) async fn file_save(app: AppHandle, request: Request<'_>) -> Result<String, Failure> {
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(Failure::bug("a file comes as raw bytes"));
    };
    let (bytes, name) = (bytes.clone(), header_text(&request, NAME_HEADER));
    blocking(move || save_download(&app, &name, &bytes)).await
}

/// Puts bytes into the person's folder for downloads; where they are now.
pub(super) fn save_download(app: &AppHandle, name: &str, bytes: &[u8]) -> Result<String, Failure> {
    let folder = app.path().download_dir().or_else(|_| app.path().home_dir()).map_err(Failure::bug)?;
    let path = save_beside_others(&folder, name, bytes).map_err(Failure::bug)?;
    Ok(path.display().to_string())
}

fn save_beside_others(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let name = plain_name(name);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    let ending = shortened(ending, ENDING_BYTES_MAX);
    let stem = shortened(stem, NAME_BYTES_MAX - ending.len());
    for number in 1..=SAME_NAME_MAX {
        let mut candidate = stem.to_owned();
        if number > 1 {
            candidate.push_str(&format!(" ({number})"));
        }
        if !ending.is_empty() {
            candidate.push('.');
            candidate.push_str(ending);
        }
        let path = folder.join(candidate);
        match File::create_new(&path) {
            Ok(mut file) => {
                return whole_or_gone(&path, file.write_all(bytes).and_then(|()| file.sync_all()));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(std::io::ErrorKind::AlreadyExists.into())
}

/// A full disk leaves half a file behind; a half status link would be worse than none.
fn whole_or_gone(path: &Path, written: std::io::Result<()>) -> std::io::Result<PathBuf> {
    match written {
        Ok(()) => Ok(path.to_owned()),
        Err(error) => {
            let _ = std::fs::remove_file(path);
            Err(error)
        }
    }
}

/// The beginning of a text, in whole characters.
fn shortened(text: &str, bytes_max: usize) -> &str {
    &text[..text.floor_char_boundary(bytes_max)]
}

/// A name without folders, and without the dot that would hide the file.
fn plain_name(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '-' } else { c }).collect();
    let plain = plain.trim_matches(['.', ' ']);
    if plain.is_empty() { "rathaus".to_owned() } else { plain.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_mail_and_telephone_leave() {
        for text in ["https://example.de/a?b=c", "mailto:rathaus@example.de", "tel:+4939351234"] {
            assert!(leaving(text).is_some(), "{text}");
        }
        for text in ["http://example.de", "file:///etc/passwd", "javascript:alert(1)", "smb://x", "x", ""] {
            assert!(leaving(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_saved_file_stays_in_its_folder_and_overwrites_nothing() {
        let folder = std::env::temp_dir().join(format!("rathaus-save-{}", std::process::id()));
        let save = |name: &str| {
            let path = save_beside_others(&folder, name, b"x").expect("saved");
            path.strip_prefix(&folder).expect("inside").display().to_string()
        };
        assert_eq!(save("status.txt"), "status.txt");
        assert_eq!(save("status.txt"), "status (2).txt");
        assert_eq!(save("../../.bashrc"), "-..-.bashrc");
        assert_eq!(save(""), "rathaus");
        // 300 characters of four bytes each, as a name of emoji has them.
        let long = save(&format!("{}.txt", "\u{1f3db}".repeat(300)));
        assert!(long.len() <= 204 && long.ends_with("\u{1f3db}.txt"), "{long}");
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn a_full_disk_leaves_no_half_file() {
        let path = std::env::temp_dir().join(format!("rathaus-full-{}", std::process::id()));
        std::fs::write(&path, "half").expect("written");
        assert!(whole_or_gone(&path, Err(std::io::ErrorKind::StorageFull.into())).is_err());
        assert!(!path.exists());
    }
}
