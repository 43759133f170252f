//! Prepares the shell: names every door, so that a capability must open it, and makes sure that there are pages
//! to embed.

use std::path::Path;

/// Every command of the app. What is not listed here and opened in `capabilities/main.json` cannot be called.
const COMMANDS: &[&str] = &[
    "browser_sign_in",
    "browser_sign_in_answer",
    "browser_sign_in_stop",
    "capabilities",
    "draft_load",
    "draft_remove",
    "draft_save",
    "errand_begin",
    "errand_stop",
    "errand_wait",
    "file_fetch",
    "file_save",
    "finger_stop",
    "finger_verify",
    "lock_now",
    "open_external",
    "passkey_create",
    "passkey_get",
    "photo_add",
    "photo_find",
    "photo_remove",
    "picture_address",
    "pin_choose",
    "pin_need",
    "pin_reset",
    "request",
    "session_advice",
    "set_language",
    "subscribe",
    "town_check",
    "town_choose",
    "town_current",
    "unlock",
];

/// Shown instead of the pages when somebody builds the shell before the UI.
const MISSING: &str = "<!doctype html><meta charset=utf-8><title>Rathaus</title>\
<p>The pages are missing: run `npm ci && npm run build`, then build the app again.\n";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pages = Path::new("../ui/dist");
    if !pages.join("index.html").exists() {
        std::fs::create_dir_all(pages)?;
        std::fs::write(pages.join("index.html"), MISSING)?;
    }
    println!("cargo::rerun-if-changed=../ui/dist");
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}
