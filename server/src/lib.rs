//! The municipal backend: one program, one town.
//!
//! Slices (`accounts`, `staff`, `cases`, `reports`, `town`) know the mechanisms (`db`, `events`, `jobs`, `blobs`,
//! `notices`, `map`, `http`, `web`); mechanisms know no slice. `app` puts both together.

mod accounts;
mod app;
mod blobs;
mod cases;
pub mod clock;
pub mod config;
mod connections;
pub mod db;
pub mod demo;
mod events;
mod http;
mod jobs;
mod keys;
mod map;
pub mod metrics;
mod notices;
mod reports;
mod staff;
mod texts;
mod town;
mod web;

pub use app::{App, Started, openapi};
pub use staff::Invitation;

/// Invites somebody to the staff; the first admin comes in this way.
///
/// # Errors
/// When the office does not exist; otherwise as the database says.
pub async fn invite_staff(app: &App, name: &str, office: &str, admin: bool) -> anyhow::Result<Invitation> {
    use rathaus_api::staff::Role;
    anyhow::ensure!(staff::office_exists(app, office), "there is no office `{office}` in the configuration");
    let name = http::failure::checked_name("/name", name)
        .map_err(|_| anyhow::anyhow!("the name needs 1 to 100 visible characters"))?;
    let role = if admin { Role::Admin } else { Role::Clerk };
    let inviting = staff::Inviting { actor: events::Actor::System, display_name: &name, office, role };
    Ok(staff::invite(app, &inviting).await?)
}
