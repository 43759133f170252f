//! Starts the Rathaus app; everything is in the library beside.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    rathaus_app::run()
}
