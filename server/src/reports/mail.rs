//! E-mails about a report: that it arrived, and that something happened. Number and link, no content.

use rathaus_api::{events::EventKind, ids::AccountId, profile::NoticeKind};

use super::{link, store};
use crate::{
    App, accounts, cases,
    jobs::{GiveUp, Job, Later},
    notices::email::{Email, MailError},
    texts,
};

/// Kind of the job that sends the status link.
pub const RECEIVED: &str = "report_received";

/// Sends the status link to the reporter.
///
/// # Errors
/// When the mail server does not take the e-mail; the job is tried again.
pub async fn tell_received(app: &App, job: &Job) -> anyhow::Result<()> {
    send(app, job, "notices-report-received").await
}

/// Tells the reporter that there is an answer or another status.
///
/// # Errors
/// When the mail server does not take the e-mail; the job is tried again.
pub async fn tell_changed(app: &App, job: &Job) -> anyhow::Result<()> {
    let answered = job.payload["event"] == EventKind::AnswerGiven.text();
    send(app, job, if answered { "notices-report-answered" } else { "notices-report-status" }).await
}

/// Where it goes: the address of the report, or that of the account as its owner wants to be told.
async fn address(
    app: &App,
    own: Option<String>,
    account: Option<AccountId>,
) -> anyhow::Result<Option<String>> {
    let (None, Some(account)) = (&own, account) else { return Ok(own) };
    match accounts::notices::email_for(app, account, NoticeKind::Cases).await? {
        Some((_, wait_ms)) if wait_ms > 0 => Err(Later(app.clock().now_ms() + wait_ms).into()),
        found => Ok(found.map(|(address, _)| address)),
    }
}

/// Sends one e-mail, or nothing when nobody left an address or the link was revoked.
async fn send(app: &App, job: &Job, text: &str) -> anyhow::Result<()> {
    let (Some(mailer), Some(case)) = (app.mailer(), job.case) else { return Ok(()) };
    let Some(stored) = store::report(app.db(), case).await? else { return Ok(()) };
    let Some(facts) = cases::facts(app.db(), case).await? else { return Ok(()) };
    let Some(to) = address(app, stored.email, facts.account).await? else { return Ok(()) };
    if !store::link_is_active(app.db(), case).await? {
        return Ok(());
    }
    let (number, link) = (facts.number, link(app, case));
    let values = [("number", number.as_str()), ("link", &link), ("town", &app.config().town.name)];
    let email = Email {
        to: &to,
        subject: &texts::text(stored.language, &format!("{text}-subject"), &values),
        body: &texts::text(stored.language, &format!("{text}-body"), &values),
        id: &job.id.to_string(),
    };
    match mailer.send(&email).await {
        Err(error @ (MailError::Address | MailError::Refused { .. })) => {
            Err(GiveUp(error.to_string()).into())
        }
        outcome => Ok(outcome?),
    }
}
