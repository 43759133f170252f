//! The Rathaus app: one window around the pages of `ui/`, and the doors they need to the computer they run on.
//!
//! The shell decides nothing. Requests go through one door (`request`) to `rathaus-client`; the other doors are
//! for what is not HTTP: photos, passkeys, notices, drafts, the choice of the town. The pages cannot reach
//! anything else: no command of Tauri or of a plugin is open to them, no foreign page can be shown, and what
//! they load comes from this program or through the scheme in `scheme`.

mod background;
mod doors;
mod failure;
mod lock;
mod notices;
mod owner;
mod page;
mod passkeys;
mod person;
mod preset;
mod scheme;
mod secrets;
mod settings;
mod shell;
mod start;
mod texts;
mod tray;
mod window;

use std::process::ExitCode;

use tauri::{Manager, RunEvent};

use crate::shell::Shell;
use crate::start::StartArgs;

/// Runs the app until it is quit.
#[must_use]
pub fn run() -> ExitCode {
    start::log_to_stderr();
    let args = match StartArgs::read(std::env::args().skip(1), std::env::var("RATHAUS_TOWN").ok()) {
        Ok(args) => args,
        Err(error) => {
            tracing::error!(%error, "the app cannot start");
            return ExitCode::from(2);
        }
    };
    match build(args) {
        Ok(app) => {
            app.run(|_, event| {
                if let RunEvent::Exit = event {
                    tracing::info!("the app ends");
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "the app cannot start");
            ExitCode::FAILURE
        }
    }
}

fn build(args: StartArgs) -> tauri::Result<tauri::App> {
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, args, _| start::second_start(app, &args)))
        .plugin(window::remembered())
        .register_asynchronous_uri_scheme_protocol(scheme::NAME, scheme::answer)
        .invoke_handler(doors::handler())
        .on_window_event(window::on_event)
        .setup(move |app| {
            // A first start with --quit has nothing to end.
            if args.quit {
                app.handle().exit(0);
                return Ok(());
            }
            let shell = Shell::open(app.handle(), args.town)?;
            app.manage(shell);
            window::open(app.handle())?;
            background::ensure(app.handle());
            lock::watch(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!())
}
