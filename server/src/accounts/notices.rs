//! Telling residents what happened to their account: on all devices by an event, by e-mail through a job.
//!
//! Security has no quiet hours and cannot be switched off. An e-mail says that something happened and where to look,
//! never more; that of a recovery carries the link that stops it.

use jiff::{ToSpan, Zoned, tz::TimeZone};
use rathaus_api::{
    events::{EventKind, LiveEvent},
    ids::AccountId,
    profile::{NoticeKind, QuietHours},
};

use super::{
    profile,
    sessions::{self, Holder},
    store,
};
use crate::{
    App,
    codes::{HumanCode, Length},
    db::{DbError, Tx},
    jobs::{self, GiveUp, Job, NewJob},
    notices::email::{Email, MailError},
    texts::text,
};

/// Kind of the job that sends such an e-mail.
pub const TELL: &str = "account_notice";
/// Kind of the job that sends the code of an e-mail address.
pub const EMAIL_CODE: &str = "email_code";

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// A passkey was added.
    PasskeyAdded,
    /// The identity was proven.
    IdentityProven,
    /// The e-mail address is to change; sent to the address before.
    EmailChanged,
    /// The e-mail address was taken away; sent to that address.
    EmailRemoved,
    /// Somebody recovers the account.
    RecoveryStarted,
    /// The account was recovered.
    AccountRecovered,
    /// The account was blocked.
    AccountBlocked,
    /// The account was opened again.
    AccountUnblocked,
    /// Somebody may act for the resident.
    RepresentationBegan,
    /// A new blocking card was made.
    CardMade,
}

impl Notice {
    const ALL: [Self; 10] = [
        Self::PasskeyAdded,
        Self::IdentityProven,
        Self::EmailChanged,
        Self::EmailRemoved,
        Self::RecoveryStarted,
        Self::AccountRecovered,
        Self::AccountBlocked,
        Self::AccountUnblocked,
        Self::RepresentationBegan,
        Self::CardMade,
    ];

    /// Beginning of its keys in the catalogue `notices`; also its name in the job.
    fn text(self) -> &'static str {
        match self {
            Self::PasskeyAdded => "notices-passkey-added",
            Self::IdentityProven => "notices-identity-proven",
            Self::EmailChanged => "notices-email-changed",
            Self::EmailRemoved => "notices-email-removed",
            Self::RecoveryStarted => "notices-recovery-started",
            Self::AccountRecovered => "notices-account-recovered",
            Self::AccountBlocked => "notices-account-blocked",
            Self::AccountUnblocked => "notices-account-unblocked",
            Self::RepresentationBegan => "notices-representation-began",
            Self::CardMade => "notices-card-made",
        }
    }
}

/// Tells the account's owner by e-mail, where an address is confirmed. The event that goes to the devices is recorded by
/// whoever calls.
///
/// # Errors
/// As the database says.
pub async fn tell(tx: &mut Tx, account: AccountId, notice: Notice, now_ms: i64) -> Result<(), DbError> {
    tell_with(tx, account, notice, None, now_ms).await
}

/// The same with a secret for the link: `object` derives it, so that no secret stands in the job.
///
/// # Errors
/// As the database says.
pub(super) async fn tell_with(
    tx: &mut Tx,
    account: AccountId,
    notice: Notice,
    object: Option<&str>,
    now_ms: i64,
) -> Result<(), DbError> {
    // Where she is reached now: at the time of sending, the address may be somebody else's.
    let before = match notice {
        Notice::EmailChanged | Notice::EmailRemoved => {
            match profile::store::row(&mut *tx, account).await?.and_then(|row| row.email) {
                Some(address) => Some(address),
                None => return Ok(()),
            }
        }
        _ => None,
    };
    let payload =
        serde_json::json!({ "account": account, "notice": notice.text(), "object": object, "to": before });
    jobs::enqueue(tx, NewJob { kind: TELL, payload, case: None, office: None }, now_ms).await?;
    Ok(())
}

/// Where one kind of notice goes by e-mail, and how long it waits (milliseconds); nothing when the resident wants none, or
/// the town hall sends no e-mails.
///
/// # Errors
/// As the database says.
pub async fn email_for(
    app: &App,
    account: AccountId,
    kind: NoticeKind,
) -> Result<Option<(String, i64)>, DbError> {
    if app.mailer().is_none() {
        return Ok(None);
    }
    let Some(known) = profile::store::row(app.db(), account).await? else { return Ok(None) };
    let settings = known.settings();
    let wanted = settings.notices.iter().find(|choice| choice.kind == kind).is_none_or(|choice| choice.email);
    let (Some(address), true) = (known.email, wanted || kind == NoticeKind::Security) else {
        return Ok(None);
    };
    let zone = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
    let now = app.clock().now().to_zoned(zone);
    let wait = if kind == NoticeKind::Security { 0 } else { quiet_ms(settings.quiet, &now) };
    Ok(Some((address, wait)))
}

/// Whether one kind of notice comes up on some device: she is signed in there, and wants it.
///
/// # Errors
/// As the database says.
pub async fn reaches_a_device(app: &App, account: AccountId, kind: NoticeKind) -> Result<bool, DbError> {
    let Some(known) = profile::store::row(app.db(), account).await? else { return Ok(false) };
    let settings = known.settings();
    let chosen = settings.notices.iter().find(|choice| choice.kind == kind);
    let wanted = kind == NoticeKind::Security || chosen.is_none_or(|choice| choice.device);
    Ok(wanted && sessions::has_device(app, Holder::Resident(account)).await?)
}

/// What an event is about, as residents choose their notices.
fn kind_of(event: EventKind) -> NoticeKind {
    use EventKind as Kind;
    match event {
        Kind::ReportFiled
        | Kind::StatusChanged
        | Kind::CaseTaken
        | Kind::CaseReleased
        | Kind::AnswerGiven
        | Kind::NoteWritten
        | Kind::LinkRevoked
        | Kind::JobFailed
        | Kind::JobRetried => NoticeKind::Cases,
        Kind::LetterProvided
        | Kind::LetterReminded
        | Kind::LetterWithdrawn
        | Kind::LetterAnswered
        | Kind::LetterAsked
        | Kind::LetterChanged
        | Kind::RunChanged => NoticeKind::Mail,
        Kind::AccountCreated
        | Kind::DeviceSignedIn
        | Kind::DeviceSignedOut
        | Kind::PasskeyAdded
        | Kind::PasskeyRemoved
        | Kind::LinkEntered
        | Kind::IdentityProven
        | Kind::ProfileChanged
        | Kind::RecoveryStarted
        | Kind::RecoveryStopped
        | Kind::AccountRecovered
        | Kind::AccountBlocked
        | Kind::AccountUnblocked
        | Kind::AccountDeleted
        | Kind::StaffInvited
        | Kind::StaffInvitationWithdrawn
        | Kind::StaffJoined
        | Kind::StaffChanged
        | Kind::StaffLeft
        | Kind::RepresentationBegan
        | Kind::RepresentationEnded => NoticeKind::Security,
    }
}

/// Marks events of which the resident wants no notice on devices: of this kind, or at this hour. The pages still learn
/// of them. Choices that cannot be read silence nothing.
pub(super) async fn hushed(app: App, account: AccountId, mut events: Vec<LiveEvent>) -> Vec<LiveEvent> {
    if events.iter().all(|event| kind_of(event.kind) == NoticeKind::Security) {
        return events;
    }
    let Ok(Some(known)) = profile::store::row(app.db(), account).await else { return events };
    let settings = known.settings();
    let zone = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
    let is_night = quiet_ms(settings.quiet, &app.clock().now().to_zoned(zone)) > 0;
    for event in &mut events {
        let kind = kind_of(event.kind);
        let chosen = settings.notices.iter().find(|choice| choice.kind == kind);
        let is_wanted = chosen.is_none_or(|choice| choice.device) && !is_night;
        event.quiet = kind != NoticeKind::Security && !is_wanted;
    }
    events
}

/// How long the quiet hours still last, in milliseconds; 0 outside of them. They may run over midnight.
#[must_use]
pub fn quiet_ms(quiet: QuietHours, now: &Zoned) -> i64 {
    let minute = i64::from(now.hour()) * 60 + i64::from(now.minute());
    let (from, until) = (i64::from(quiet.from_minute), i64::from(quiet.until_minute));
    let inside =
        if from <= until { (from..until).contains(&minute) } else { minute >= from || minute < until };
    if !quiet.on || !inside {
        return 0;
    }
    let days = i64::from(until <= minute);
    // Wall-clock time: the night of the clock change is an hour longer or shorter.
    let end = now
        .start_of_day()
        .and_then(|midnight| midnight.checked_add(days.days()))
        .and_then(|midnight| midnight.with().hour(hour(until)).minute(minute_of(until)).build());
    end.map_or(0, |end| end.timestamp().as_millisecond() - now.timestamp().as_millisecond()).max(0)
}

fn hour(minutes: i64) -> i8 {
    i8::try_from(minutes / 60 % 24).unwrap_or(0)
}

fn minute_of(minutes: i64) -> i8 {
    i8::try_from(minutes % 60).unwrap_or(0)
}

/// Sends the e-mail of [`tell`]; nothing where no address is confirmed.
///
/// # Errors
/// When the mail server does not take it; the job is tried again.
pub async fn send(app: &App, job: &Job) -> anyhow::Result<()> {
    let account: AccountId = serde_json::from_value(job.payload["account"].clone())?;
    let name = job.payload["notice"].as_str().unwrap_or_default();
    let notice = Notice::ALL.into_iter().find(|notice| notice.text() == name);
    let Some(notice) = notice else { return Err(GiveUp(format!("no such notice: {name}")).into()) };
    let to = match job.payload["to"].as_str() {
        Some(address) => address.to_owned(),
        None => match email_for(app, account, NoticeKind::Security).await? {
            Some((address, _)) => address,
            None => return Ok(()),
        },
    };
    let origin = app.config().origin_text();
    let link = match job.payload["object"].as_str() {
        Some(object) => format!("{origin}/not-me#{}", app.server_key().derive("recovery-stop", object)),
        None => format!("{origin}/"),
    };
    let town = &app.config().town;
    let values = [("town", town.name.as_str()), ("link", &link), ("phone", &town.contact.phone)];
    mail(app, job, account, &to, notice.text(), &values).await
}

/// Sends the code of an e-mail address.
///
/// # Errors
/// When the mail server does not take it; the job is tried again.
pub async fn send_email_code(app: &App, job: &Job) -> anyhow::Result<()> {
    let account: AccountId = serde_json::from_value(job.payload["account"].clone())?;
    let row = profile::store::email_code(app.db(), account, app.clock().now_ms()).await?;
    let Some(row) = row.filter(|row| job.payload["code"] == row.id) else { return Ok(()) };
    let code = HumanCode::derived(Length::Short, app.server_key(), profile::EMAIL_PURPOSE, &row.id).shown();
    let town = &app.config().town;
    let values = [("town", town.name.as_str()), ("code", &code), ("phone", &town.contact.phone)];
    mail(app, job, account, &row.address, "notices-email-code", &values).await
}

/// Sends an e-mail about a letter: that there is something, and where to look. `text` begins its keys.
///
/// # Errors
/// `GiveUp` when no try will reach the address; otherwise the job is tried again.
pub async fn mail_about_letter(
    app: &App,
    job: &Job,
    account: AccountId,
    to: &str,
    text: &str,
) -> anyhow::Result<()> {
    let town = &app.config().town;
    let link = format!("{}/", app.config().origin_text());
    let values = [("town", town.name.as_str()), ("link", &link), ("phone", &town.contact.phone)];
    mail(app, job, account, to, text, &values).await
}

async fn mail(
    app: &App,
    job: &Job,
    account: AccountId,
    to: &str,
    key: &str,
    values: &[(&str, &str)],
) -> anyhow::Result<()> {
    let Some(mailer) = app.mailer() else { return Ok(()) };
    let language =
        store::account(app.db(), account).await?.map(|account| account.language).unwrap_or_default();
    let email = Email {
        to,
        subject: &text(language, &format!("{key}-subject"), values),
        body: &text(language, &format!("{key}-body"), values),
        id: &job.id.to_string(),
    };
    match mailer.send(&email).await {
        Err(error @ (MailError::Address | MailError::Refused { .. })) => {
            Err(GiveUp(error.to_string()).into())
        }
        outcome => Ok(outcome?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(now: &str, from: u16, until: u16, minutes: i64) {
        let now: Zoned = format!("{now}[Europe/Berlin]").parse().unwrap();
        let quiet = QuietHours { on: true, from_minute: from * 60, until_minute: until * 60 };
        assert_eq!(quiet_ms(quiet, &now), minutes * 60_000, "{now}");
        assert_eq!(quiet_ms(QuietHours { on: false, ..quiet }, &now), 0);
    }

    #[test]
    fn the_night_lasts_until_morning() {
        check("2026-02-01T12:00:00", 20, 8, 0);
        check("2026-02-01T20:00:00", 20, 8, 12 * 60);
        check("2026-02-01T23:30:00", 20, 8, 8 * 60 + 30);
        check("2026-02-02T07:45:00", 20, 8, 15);
        check("2026-02-02T08:00:00", 20, 8, 0);
        check("2026-02-02T13:00:00", 12, 14, 60);
        // The clocks go forward in this night.
        check("2026-03-28T22:00:00", 20, 8, 9 * 60);
    }
}
