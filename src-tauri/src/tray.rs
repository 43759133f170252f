//! The app's icon in the panel: the way back to the window, and out of the app.

use tauri::menu::{Menu, MenuItem};
use tauri::tray::TrayIconBuilder;
use tauri::{AppHandle, Manager};

use crate::shell::Shell;
use crate::texts::Phrase;
use crate::window;

const ID: &str = "main";
const OPEN: &str = "open";
const QUIT: &str = "quit";

/// Puts the icon into the panel. Without a panel, or without the library for it, a second start of the app
/// shows the window and `--quit` ends it.
pub(crate) fn show(app: &AppHandle) {
    if !has_library() {
        tracing::info!("no library for panel icons: start the app again to see its window");
        return;
    }
    if let Err(error) = build(app) {
        tracing::warn!(%error, "the icon could not be put into the panel");
    }
}

/// Says the menu in the language that is spoken now.
pub(crate) fn retranslate(app: &AppHandle) {
    let Some(tray) = app.tray_by_id(ID) else { return };
    let changed = menu(app).and_then(|menu| tray.set_menu(Some(menu)));
    if let Err(error) = changed {
        tracing::warn!(%error, "the menu could not be translated");
    }
}

fn build(app: &AppHandle) -> tauri::Result<()> {
    let mut tray = TrayIconBuilder::with_id(ID).menu(&menu(app)?).on_menu_event(|app, event| {
        match event.id().as_ref() {
            OPEN => window::show(app),
            QUIT => app.exit(0),
            _ => {}
        }
    });
    if let Some(icon) = app.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    tray.build(app).map(drop)
}

fn menu(app: &AppHandle) -> tauri::Result<Menu<tauri::Wry>> {
    let texts = &app.state::<Shell>().texts;
    let open = MenuItem::with_id(app, OPEN, texts.say(Phrase::TrayOpen), true, None::<&str>)?;
    let quit = MenuItem::with_id(app, QUIT, texts.say(Phrase::TrayQuit), true, None::<&str>)?;
    Menu::with_items(app, &[&open, &quit])
}

/// The binding loads the library when the icon is made, and ends the program when it is missing.
#[cfg(target_os = "linux")]
fn has_library() -> bool {
    const NAMES: [&str; 2] = ["libayatana-appindicator3.so.1", "libappindicator3.so.1"];
    let folders = ["/usr/lib", "/usr/lib64", "/lib", "/usr/local/lib"].map(std::path::PathBuf::from);
    let multiarch = format!("/usr/lib/{}-linux-gnu", std::env::consts::ARCH);
    folders
        .iter()
        .chain([&std::path::PathBuf::from(multiarch)])
        .any(|folder| NAMES.iter().any(|name| folder.join(name).exists()))
}

#[cfg(not(target_os = "linux"))]
fn has_library() -> bool {
    true
}
