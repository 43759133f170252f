//! The one window: what may be shown in it, when it appears, what closing it means.

use std::sync::Once;
use std::time::Duration;

use tauri::webview::{NewWindowResponse, PageLoadEvent, PermissionResponse};
use tauri::{
    AppHandle, Manager, Runtime, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window, WindowEvent,
};
use tauri_plugin_window_state::StateFlags;

use crate::notices::Notice;
use crate::shell::Shell;
use crate::{lock, notices, texts, tray};

const LABEL: &str = "main";
/// The window appears after this time even when its page never finishes loading.
const SHOW_AT_THE_LATEST: Duration = Duration::from_millis(2500);

/// Size and place are remembered; whether the window was visible is not, or a hidden one would never return.
pub(crate) fn remembered<R: Runtime>() -> tauri::plugin::TauriPlugin<R> {
    tauri_plugin_window_state::Builder::default()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .build()
}

/// Makes the window, hidden until it has something to show.
pub(crate) fn open(app: &AppHandle) -> tauri::Result<()> {
    let mut builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Rathaus")
        .inner_size(1080.0, 780.0)
        .min_inner_size(320.0, 480.0)
        .visible(false)
        .use_https_scheme(true)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_permission_request(|_, _| PermissionResponse::Deny)
        .on_download(|_, _| false)
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished {
                appear(&window);
            }
        });
    if let Some(language) = texts::system_language() {
        builder = builder.initialization_script(prefer(&language));
    }
    let window = builder.build()?;
    draw_by_processor(&window);
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(SHOW_AT_THE_LATEST).await;
        appear(&window);
    });
    Ok(())
}

/// WebKit knows the desktop's language only where the system has its locale installed; the shell, which speaks in
/// notices and in the panel, reads it from the environment. The page shall wish for the same one.
fn prefer(language: &str) -> String {
    format!(
        "{{ const said = navigator.languages; \
         const wished = Object.freeze(['{language}', ...said]); \
         Object.defineProperty(Navigator.prototype, 'languages', {{ get: () => wished }}); }}"
    )
}

/// Only pages of this program may be shown; links that leave are opened in the browser by their own door.
fn is_ours(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) => true,
        // The same pages on Windows and Android.
        ("https", Some("tauri.localhost")) => true,
        _ => {
            tracing::warn!(scheme = url.scheme(), "a page that is not ours was refused");
            false
        }
    }
}

/// The first time the page is there: show it, then do what can wait until it is seen.
fn appear(window: &WebviewWindow) {
    static FIRST: Once = Once::new();
    FIRST.call_once(|| {
        let _ = window.show();
        let _ = window.set_focus();
        let app = window.app_handle().clone();
        let _ = window.run_on_main_thread(move || tray::show(&app));
    });
}

/// Brings the window back, wherever it is.
pub(crate) fn show(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    let shown = window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::error!(%error, "the window could not be shown");
    }
}

/// Brings the window back and sends the page to a path.
pub(crate) fn show_at(app: &AppHandle, path: &str) {
    show(app);
    app.state::<Shell>().page.open(path.to_owned());
}

/// Whether the window is closed while the app runs on.
pub(crate) fn is_hidden(app: &AppHandle) -> bool {
    app.get_webview_window(LABEL).is_some_and(|window| !window.is_visible().unwrap_or(true))
}

/// Whether the person has the window before their eyes; then the page tells the news itself.
pub(crate) fn is_looked_at(app: &AppHandle) -> bool {
    app.get_webview_window(LABEL)
        .is_some_and(|window| window.is_visible().unwrap_or(false) && window.is_focused().unwrap_or(false))
}

/// Closing the window of somebody who is signed in only hides it: news still ring. Otherwise there is nothing
/// to wait for, and the app ends.
pub(crate) fn on_event(window: &Window, event: &WindowEvent) {
    let app = window.app_handle();
    if let WindowEvent::Focused(focused) = event {
        // Where the system can, pictures of the window in its task switcher are empty while nobody looks at it. X11 and
        // Wayland have no such thing.
        let _ = window.set_content_protected(!focused);
        lock::seen(app, *focused);
    }
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    let Some(shell) = app.try_state::<Shell>() else { return };
    // Somebody who signed out a moment ago is still listened for until the town hall has noticed it, too.
    let signed_in = shell.client_now().is_some_and(|client| client.session().seems_open());
    if !(signed_in && shell.background.is_listening()) {
        return;
    }
    api.prevent_close();
    if let Err(error) = window.hide() {
        tracing::error!(%error, "the window could not be hidden");
    }
    lock::seen(app, false);
    if shell.explain_background() {
        let app = app.clone();
        std::thread::spawn(move || {
            let notice = Notice::still_running(&app.state::<Shell>().texts, tray::is_seen(&app));
            notices::show(&app, notice);
        });
    }
}

/// Without a graphics card WebKit compiles shaders for a processor that emulates one: 300 ms until the first
/// picture, 80 MB more. Drawing by the processor at once is faster then, and only then.
#[cfg(target_os = "linux")]
fn draw_by_processor(window: &WebviewWindow) {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

    if has_graphics_card() {
        return;
    }
    let set = window.with_webview(|webview| {
        if let Some(settings) = webview.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    });
    if let Err(error) = set {
        tracing::warn!(%error, "the way of drawing could not be chosen");
    }
}

#[cfg(not(target_os = "linux"))]
fn draw_by_processor(_: &WebviewWindow) {}

/// `RATHAUS_GRAPHICS=card` or `processor` decides where the guess is wrong, as in some virtual machines.
#[cfg(target_os = "linux")]
fn has_graphics_card() -> bool {
    match std::env::var("RATHAUS_GRAPHICS").as_deref() {
        Ok("card") => return true,
        Ok("processor") => return false,
        Ok(_) | Err(_) => {}
    }
    let Ok(devices) = std::fs::read_dir("/dev/dri") else { return false };
    devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_are_shown() {
        for text in ["tauri://localhost", "tauri://localhost/meldung/1", "https://tauri.localhost/"] {
            assert!(is_ours(&text.parse().expect("an address")), "{text}");
        }
        for text in [
            "https://example.de",
            "http://localhost:8080/",
            "http://tauri.localhost/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "about:blank",
            "blob:tauri://localhost/1",
            "rathaus://localhost/photo/1",
            "tauri://evil.example/",
            "https://tauri.localhost.evil.example/",
        ] {
            assert!(!is_ours(&text.parse().expect("an address")), "{text}");
        }
    }

    #[test]
    fn nothing_unencrypted_is_allowed_by_the_content_policy() {
        let config: serde_json::Value =
            serde_json::from_str(include_str!("../tauri.conf.json")).expect("JSON");
        let policy = config["app"]["security"]["csp"].to_string();
        assert!(policy.contains("https://ipc.localhost") && !policy.contains("http:"), "{policy}");
    }
}
