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

/// Whether a person sees the icon. Making one succeeds also where no panel takes it, as on a plain GNOME desktop.
/// Asks the session bus; blocks for milliseconds.
pub(crate) fn is_seen(app: &AppHandle) -> bool {
    app.tray_by_id(ID).is_some() && panel_takes_icons()
}

/// Panels that show icons answer to this name (freedesktop's `StatusNotifierItem`).
#[cfg(target_os = "linux")]
fn panel_takes_icons() -> bool {
    use webkit2gtk::gio::{BusType, Cancellable, DBusCallFlags, bus_get_sync};
    use webkit2gtk::glib::ToVariant;

    const PATIENCE_MS: i32 = 1000;
    let asked = bus_get_sync(BusType::Session, Cancellable::NONE).and_then(|bus| {
        bus.call_sync(
            Some("org.freedesktop.DBus"),
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus",
            "NameHasOwner",
            Some(&("org.kde.StatusNotifierWatcher",).to_variant()),
            None,
            DBusCallFlags::NONE,
            PATIENCE_MS,
            Cancellable::NONE,
        )
    });
    asked.is_ok_and(|answer| answer.child_value(0).get() == Some(true))
}

#[cfg(not(target_os = "linux"))]
fn panel_takes_icons() -> bool {
    true
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
