//! `rathaus-server`: serve | migrate | demo | staff | audit | keys | config | openapi.

use std::path::PathBuf;

use anyhow::Context;
use clap::{Parser, Subcommand, ValueEnum};
use rathaus_api::{ids::StaffId, staff::Role};
use rathaus_server::{
    App, CheckedMail, Invitation, KeysStanding, Started, clock::Clock, config::Config, deactivate_staff,
    demo, invite_staff, metrics, rotate_keys, staff_members, verify_audit, verify_keys,
};

/// The digital town hall of one municipality.
#[derive(Parser)]
#[command(version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the town hall.
    Serve {
        /// The configuration file.
        #[arg(long, env = "RATHAUS_CONFIG", default_value = "rathaus.toml")]
        config: PathBuf,
    },
    /// Bring the database up to date and stop.
    Migrate {
        /// The configuration file.
        #[arg(long, env = "RATHAUS_CONFIG", default_value = "rathaus.toml")]
        config: PathBuf,
    },
    /// Serve the fictional town of Erlenbrück with some reports in it.
    Demo {
        /// Folder of the demo town's data; made if missing.
        #[arg(long, default_value = "demo-data")]
        data: PathBuf,
        /// Port on localhost.
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// People who work in the town hall.
    Staff {
        #[command(subcommand)]
        command: StaffCommand,
    },
    /// The log of who looked.
    Audit {
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// The keys that open letters.
    Keys {
        #[command(subcommand)]
        command: KeysCommand,
    },
    /// Print the documented example of a configuration.
    Config,
    /// Print the contract of the API (OpenAPI 3.1).
    Openapi,
}

#[derive(Subcommand)]
enum StaffCommand {
    /// Print a link by which somebody becomes staff; it works once within 24 hours.
    Invite {
        /// The configuration file.
        #[arg(long, env = "RATHAUS_CONFIG", default_value = "rathaus.toml")]
        config: PathBuf,
        /// Name as colleagues and residents read it.
        #[arg(long)]
        name: String,
        /// Key of the office, from the configuration.
        #[arg(long)]
        office: String,
        /// What the person may do.
        #[arg(long, value_enum, default_value_t = RoleArgument::Admin)]
        role: RoleArgument,
    },
    /// Print everybody who works here or did, with ids.
    List {
        /// The configuration file.
        #[arg(long, env = "RATHAUS_CONFIG", default_value = "rathaus.toml")]
        config: PathBuf,
    },
    /// Let somebody go: sessions and passkeys end at once, the name stays on what she did.
    Deactivate {
        /// The configuration file.
        #[arg(long, env = "RATHAUS_CONFIG", default_value = "rathaus.toml")]
        config: PathBuf,
        /// Id from `staff list`.
        #[arg(long)]
        id: StaffId,
    },
}

#[derive(Subcommand)]
enum AuditCommand {
    /// Look for what was changed, added, swapped or cut off; fails when something was. The server may go on working.
    Verify {
        /// The configuration file.
        #[arg(long, env = "RATHAUS_CONFIG", default_value = "rathaus.toml")]
        config: PathBuf,
        /// A copy of `audit-checkpoints.jsonl` from another host, instead of the one beside the data.
        #[arg(long)]
        checkpoints: Option<PathBuf>,
    },
}

#[derive(Subcommand)]
enum KeysCommand {
    /// Make a new master key, wrap every key again, destroy the old one. Goes on where it was interrupted. The server may
    /// go on working; back up the keys afterwards.
    Rotate {
        /// The configuration file.
        #[arg(long, env = "RATHAUS_CONFIG", default_value = "rathaus.toml")]
        config: PathBuf,
    },
    /// Open every key and everything that is sealed; fails when something does not open. The server may go on working.
    Verify {
        /// The configuration file.
        #[arg(long, env = "RATHAUS_CONFIG", default_value = "rathaus.toml")]
        config: PathBuf,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum RoleArgument {
    /// Works the cases of her own office.
    Clerk,
    /// As a clerk, and says who stands in for whom.
    Lead,
    /// As a clerk, and checks who somebody is.
    Counter,
    /// Invites staff, gives roles and offices.
    Admin,
}

impl From<RoleArgument> for Role {
    fn from(role: RoleArgument) -> Self {
        match role {
            RoleArgument::Clerk => Self::Clerk,
            RoleArgument::Lead => Self::Lead,
            RoleArgument::Counter => Self::Counter,
            RoleArgument::Admin => Self::Admin,
        }
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Serve { config } => {
            log(true);
            let app = App::open(Config::read(&config)?, Clock::system()).await?;
            serve(open(app).await?).await
        }
        Command::Migrate { config } => {
            log(false);
            App::open(Config::read(&config)?, Clock::system()).await?;
            say("The database is up to date.")
        }
        Command::Demo { data, port } => {
            log(false);
            let app = demo::open(&data, port).await?;
            let started = open(app).await?;
            say(&demo::welcome(&started.0.app).await?)?;
            serve(started).await
        }
        Command::Staff { command } => staff(command).await,
        Command::Audit { command: AuditCommand::Verify { config, checkpoints } } => {
            let app = App::open(Config::read(&config)?, Clock::system()).await?;
            verify(&app, checkpoints.as_deref()).await
        }
        Command::Keys { command } => {
            log(false);
            keys(command).await
        }
        Command::Config => say(rathaus_server::config::EXAMPLE.trim_end()),
        Command::Openapi => say(rathaus_server::openapi()?.trim_end()),
    }
}

async fn staff(command: StaffCommand) -> anyhow::Result<()> {
    match command {
        StaffCommand::Invite { config, name, office, role } => {
            let app = App::open(Config::read(&config)?, Clock::system()).await?;
            let Invitation { link, expires_at } = invite_staff(&app, &name, &office, role.into()).await?;
            say(&format!("Hand this link to {name}. It works once, until {expires_at}:\n\n  {link}\n"))
        }
        StaffCommand::List { config } => {
            let app = App::open(Config::read(&config)?, Clock::system()).await?;
            for member in staff_members(&app).await? {
                let left = member.deactivated_at.map(|at| format!("  left {at}")).unwrap_or_default();
                let (id, role) = (member.id, member.role.text());
                say(&format!("{id}  {role:8} {:16} {}{left}", member.office, member.display_name))?;
            }
            Ok(())
        }
        StaffCommand::Deactivate { config, id } => {
            let app = App::open(Config::read(&config)?, Clock::system()).await?;
            deactivate_staff(&app, id).await?;
            say("Done. Nothing she could come in by is left.")
        }
    }
}

/// Says what was found; an error when anything was.
async fn verify(app: &App, checkpoints: Option<&std::path::Path>) -> anyhow::Result<()> {
    let verified = verify_audit(app, checkpoints).await?;
    for finding in &verified.findings {
        say(&finding.to_string())?;
    }
    let (entries, unsigned, key) = (verified.entries, verified.unsigned, verified.public_key);
    say(&format!("{entries} entries, {unsigned} of them newer than the last checkpoint; public key {key}"))?;
    anyhow::ensure!(verified.findings.is_empty(), "the log was tampered with");
    Ok(())
}

async fn keys(command: KeysCommand) -> anyhow::Result<()> {
    match command {
        KeysCommand::Rotate { config } => {
            let app = App::open(Config::read(&config)?, Clock::system()).await?;
            let rotated = rotate_keys(&app).await?;
            let how = if rotated.resumed { "finished an interrupted rotation: " } else { "" };
            let (generation, keys) = (rotated.generation, rotated.keys);
            say(&format!("{how}generation {generation} of the master key, {keys} keys wrapped again"))
        }
        KeysCommand::Verify { config } => {
            let app = App::open(Config::read(&config)?, Clock::system()).await?;
            let (keys, mail) = verify_keys(&app).await?;
            for broken in &mail.broken {
                say(broken)?;
            }
            let KeysStanding { keys: sound, broken, earlier, generation } = keys;
            say(&format!(
                "generation {generation}: {sound} keys open, {broken} do not; {earlier} wait for a rotation"
            ))?;
            let CheckedMail { letters, documents, questions, copies, broken: unopened } = mail;
            say(&format!(
                "{letters} letters open, {documents} documents, {questions} questions, {copies} copies in mailboxes; {} do not",
                unopened.len()
            ))?;
            anyhow::ensure!(broken == 0 && unopened.is_empty(), "something does not open");
            Ok(())
        }
    }
}

fn say(text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    writeln!(std::io::stdout(), "{text}").context("cannot write to standard output")
}

/// Logs to standard error: JSON lines for a service, plain lines for a person.
fn log(json: bool) {
    let quiet = if json { "info" } else { "warn" };
    let filter = tracing_subscriber::EnvFilter::try_from_env("RATHAUS_LOG").unwrap_or_else(|_| quiet.into());
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if json { lines.json().init() } else { lines.init() }
}

async fn open(app: App) -> anyhow::Result<(Started, Option<metrics::Serving>)> {
    let metrics = metrics::serve(app.config().server.metrics_listen).await?;
    let started = Started::start(app).await?;
    tracing::info!(address = %started.address, "the town hall is open");
    Ok((started, metrics))
}

async fn serve((mut started, metrics): (Started, Option<metrics::Serving>)) -> anyhow::Result<()> {
    tokio::select! {
        ended = started.ended() => ended?,
        () = asked_to_stop() => started.stop().await,
    }
    drop(metrics);
    Ok(())
}

/// SIGINT or SIGTERM.
async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let terminate = async {
            match signal(SignalKind::terminate()) {
                Ok(mut stream) => {
                    stream.recv().await;
                }
                Err(_) => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            () = terminate => {}
        }
    }
    #[cfg(not(unix))]
    let _ = tokio::signal::ctrl_c().await;
}
