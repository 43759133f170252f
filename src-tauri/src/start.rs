//! How the app is started: its arguments, and what a second start asks of the first one.

use rathaus_client::{TownError, TownOrigin};
use tauri::AppHandle;

use crate::window;

/// What the command line and the environment say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct StartArgs {
    /// Ends a running app instead of starting one.
    pub(crate) quit: bool,
    /// A town chosen beforehand, for this start only: the demonstration uses it.
    pub(crate) town: Option<TownOrigin>,
}

impl StartArgs {
    /// Reads `--quit` and `--town=ADDRESS`; `RATHAUS_TOWN` says the same as `--town`, the argument wins.
    pub(crate) fn read(
        args: impl IntoIterator<Item = String>,
        environment: Option<String>,
    ) -> Result<Self, TownError> {
        let mut read = Self::default();
        let mut town = environment.filter(|town| !town.is_empty());
        for arg in args {
            if arg == "--quit" {
                read.quit = true;
            } else if let Some(address) = arg.strip_prefix("--town=") {
                town = Some(address.to_owned());
            }
            // Anything else is left alone: desktops and test drivers add arguments of their own.
        }
        read.town = town.as_deref().map(TownOrigin::parse).transpose()?;
        Ok(read)
    }
}

/// The app is started while it runs already: show the window, or end.
pub(crate) fn second_start(app: &AppHandle, args: &[String]) {
    if args.iter().any(|arg| arg == "--quit") {
        app.exit(0);
    } else {
        window::show(app);
    }
}

/// Errors and warnings go to the terminal or the journal; `RATHAUS_LOG` shows more.
pub(crate) fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("RATHAUS_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,rathaus_app=info,rathaus_client=info"));
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(args: &[&str], environment: Option<&str>) -> Option<StartArgs> {
        StartArgs::read(args.iter().map(ToString::to_string), environment.map(str::to_owned)).ok()
    }

    #[test]
    fn the_argument_wins_over_the_environment() {
        let origin = |text| Some(TownOrigin::parse(text).expect("an address"));
        let demo = Some("http://localhost:8080");
        assert_eq!(read(&[], None), Some(StartArgs::default()));
        assert_eq!(read(&["--quit"], None), Some(StartArgs { quit: true, town: None }));
        assert_eq!(read(&[], demo).expect("read").town, origin("http://localhost:8080"));
        assert_eq!(
            read(&["--town=rathaus.example.de", "--other"], demo).expect("read").town,
            origin("https://rathaus.example.de")
        );
        assert_eq!(read(&["--town=http://rathaus.example.de"], None), None);
    }
}
