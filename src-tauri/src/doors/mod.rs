//! The doors: every command the pages can call, thin enough to be read at a glance. Each takes plain data,
//! asks the room it belongs to, and answers with data or a [`Failure`](crate::failure::Failure).

#![allow(clippy::needless_pass_by_value, reason = "Tauri hands arguments over by value")]

mod browser;
mod computer;
mod errand;
mod passkeys;
mod photos;
mod requests;
mod towns;

use tauri::Wry;
use tauri::ipc::Invoke;

use crate::failure::Failure;

/// All doors. `build.rs` and `capabilities/main.json` list them once more: a door that is not in all three
/// places stays shut.
pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        browser::browser_sign_in,
        browser::browser_sign_in_answer,
        browser::browser_sign_in_stop,
        computer::capabilities,
        computer::draft_load,
        computer::draft_remove,
        computer::draft_save,
        computer::file_save,
        computer::open_external,
        computer::set_language,
        computer::subscribe,
        errand::errand_begin,
        errand::errand_stop,
        errand::errand_wait,
        passkeys::finger_stop,
        passkeys::finger_verify,
        passkeys::lock_now,
        passkeys::passkey_create,
        passkeys::passkey_get,
        passkeys::pin_choose,
        passkeys::pin_need,
        passkeys::pin_reset,
        passkeys::unlock,
        photos::photo_add,
        photos::photo_find,
        photos::photo_remove,
        photos::picture_address,
        requests::file_fetch,
        requests::request,
        requests::session_advice,
        towns::town_check,
        towns::town_choose,
        towns::town_current,
    ]
}

/// Runs what blocks (keyring, disk, pictures) beside the async runtime.
async fn blocking<T, F>(work: F) -> Result<T, Failure>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, Failure> + Send + 'static,
{
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(Failure::bug(error)))
}
