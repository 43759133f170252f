//! The municipal backend: one program, one town.
//!
//! Slices (`accounts`, `staff`, `cases`, `reports`, `mail`, `town`) know the mechanisms (`db`, `events`, `jobs`, `blobs`,
//! `notices`, `map`, `http`, `web`); mechanisms know no slice. `app` puts both together.

mod accounts;
mod app;
mod audit;
mod blobs;
mod cases;
pub mod clock;
mod codes;
pub mod config;
mod connections;
pub mod db;
pub mod demo;
mod events;
mod http;
mod jobs;
mod keys;
mod mail;
mod map;
pub mod metrics;
mod notices;
mod print;
mod reports;
mod representatives;
mod staff;
mod texts;
pub mod tls;
mod town;
mod vault;
mod web;

use rathaus_api::{
    ids::StaffId,
    problem::Code,
    staff::{Role, StaffMember},
};

pub use app::{App, Started, openapi, sweep_once};
pub use audit::{
    checkpoints::write as sign_audit,
    verify::{Finding, Verified, verify as verify_audit},
};
pub use mail::Checked as CheckedMail;
pub use staff::Invitation;
pub use vault::{Rotated, Standing as KeysStanding};

/// Makes a new master key, wraps every key again and destroys the old one; or finishes a rotation that was interrupted.
/// The server may go on working.
///
/// # Errors
/// While another rotation is under way; otherwise as files and databases say.
pub async fn rotate_keys(app: &App) -> anyhow::Result<Rotated> {
    Ok(app.vault().rotate().await?)
}

/// Opens every key and everything that is sealed. The server may go on working.
///
/// # Errors
/// As the databases say.
pub async fn verify_keys(app: &App) -> anyhow::Result<(KeysStanding, CheckedMail)> {
    Ok((app.vault().check().await?, mail::verify(app).await?))
}

/// Invites somebody to the staff; the first admin comes in this way.
///
/// # Errors
/// When the office does not exist; otherwise as the database says.
pub async fn invite_staff(app: &App, name: &str, office: &str, role: Role) -> anyhow::Result<Invitation> {
    anyhow::ensure!(staff::office_exists(app, office), "there is no office `{office}` in the configuration");
    let name = http::failure::checked_name("/name", name)
        .map_err(|_| anyhow::anyhow!("the name needs 1 to 100 visible characters"))?;
    let inviting = staff::Inviting { by: audit::SYSTEM, display_name: &name, office, role };
    Ok(staff::invite(app, &inviting).await?)
}

/// Everybody who works here or did.
///
/// # Errors
/// As the database says.
pub async fn staff_members(app: &App) -> anyhow::Result<Vec<StaffMember>> {
    Ok(staff::members(app).await?)
}

/// Lets somebody go: sessions and passkeys end at once.
///
/// # Errors
/// When nobody of that id works here, or only she is administrator.
pub async fn deactivate_staff(app: &App, id: StaffId) -> anyhow::Result<()> {
    staff::deactivate(app, audit::SYSTEM, id).await.map_err(|failure| match failure.problem.code() {
        Some(Code::LastAdmin) => anyhow::anyhow!("she is the last administrator; invite another one first"),
        Some(Code::NotFound) => anyhow::anyhow!("nobody of that id works here; see `staff list`"),
        _ => anyhow::anyhow!("{}", failure.problem.title),
    })
}
