//! The fictional town of Erlenbrück: opened with some reports in it, no account ready-made.

use std::path::Path;

use rathaus_api::{
    accounts::Language,
    problem::Code,
    reports::{Channel, FileReport, Place, PlaceSource},
    staff::Role,
};
use uuid::Uuid;

use crate::{
    App, audit,
    clock::Clock,
    config::{Config, DEMO},
    events::Actor,
    http::idempotency::{Content, IdempotencyKey},
    reports::{self, Filing},
    staff,
};

/// What residents of Erlenbrück have reported: category, place, words. German, because it is their town.
const REPORTS: &str = include_str!("../demo/erlenbrueck/reports.tsv");

/// Opens the demo town in a folder; the first time it is filled with reports.
///
/// # Errors
/// When the folder or the port cannot be used.
pub async fn open(data: &Path, port: u16) -> anyhow::Result<App> {
    let overrides = [
        ("RATHAUS_SERVER__LISTEN", format!("127.0.0.1:{port}")),
        ("RATHAUS_SERVER__ORIGIN", format!("http://localhost:{port}")),
        ("RATHAUS_SERVER__DATA", data.display().to_string()),
    ];
    let overrides = overrides.into_iter().map(|(name, value)| (name.to_owned(), value));
    let config = Config::parse(DEMO, "the demo town", overrides.chain(crate::config::environment()))?;
    let app = App::open(config, Clock::system()).await?;
    fill(&app).await?;
    Ok(app)
}

/// Files the demo reports. Their keys are fixed, so that doing it again changes nothing.
async fn fill(app: &App) -> anyhow::Result<()> {
    for (number, line) in REPORTS.lines().enumerate() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [category, address, text] = columns[..] else { continue };
        let point = app.plan().search(address, 1).into_iter().next();
        let report = FileReport {
            category: category.to_owned(),
            text: text.to_owned(),
            place: Place {
                lat: point.as_ref().map(|hit| hit.lat),
                lon: point.as_ref().map(|hit| hit.lon),
                accuracy_m: None,
                address: address.to_owned(),
                description: String::new(),
                source: PlaceSource::Address,
            },
            photos: Vec::new(),
            email: None,
            outside_confirmed: true,
            language: Language::De,
        };
        let filing = Filing {
            actor: Actor::Anonymous,
            on_behalf: None,
            account: None,
            channel: Channel::Online,
            reporter: None,
            content: &Content::of("demo", line.as_bytes()),
            report: &report,
        };
        let key = IdempotencyKey(Uuid::from_u128(0x7261_7468_6175_7300 + u128::try_from(number)?));
        match reports::file(app, key, &filing).await {
            Ok(_) => {}
            // Filed by another version of the program, in other words.
            Err(failure) if failure.problem.code() == Some(Code::KeyReused) => {}
            Err(failure) => anyhow::bail!("demo report {number}: {:?}", failure.problem),
        }
    }
    Ok(())
}

/// What to do next, for the person who started the demo town.
///
/// # Errors
/// As the database says.
pub async fn welcome(app: &App) -> anyhow::Result<String> {
    let origin = app.config().origin_text();
    // Each start invites somebody: whoever lost the passkey of the first try still gets in.
    let (desk, name) = match staff::any_member(app.db()).await? {
        true => (format!("  Desk:       {origin}/desk\n  Or as new:  "), "Birgit Sommer"),
        false => ("  Desk:       ".to_owned(), "Anna Weber"),
    };
    let invitation = staff::invite(
        app,
        &staff::Inviting { by: audit::SYSTEM, display_name: name, office: "ordnungsamt", role: Role::Admin },
    )
    .await?;
    let desk = format!(
        "{desk}{}\n              (makes you {name}, works once, until {})",
        invitation.link, invitation.expires_at
    );
    Ok(format!("\nErlenbrück is open.\n\n  Residents:  {origin}\n{desk}\n"))
}
