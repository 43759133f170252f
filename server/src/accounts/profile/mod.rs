//! What the town knows about a resident: stated by the resident, or proven (`identity`).
//!
//! Proven fields change only by a new proof. An e-mail address counts once its code came back; the address before is
//! told. An e-mail address is a way to be told something, never a way in.

pub(super) mod http;
pub(super) mod store;

use rathaus_api::{
    accounts::Language,
    events::EventKind,
    ids::{AccountId, DeviceId},
    problem::{Code, FieldCode, FieldError},
    profile::{
        AddressField, ChangeProfile, DateField, EmailPending, Kept, NameField, NoticeChoice, NoticeKind,
        Profile, ProvenBy, Settings,
    },
};
use uuid::Uuid;

use super::{Holder, identity, keys, notices, sessions, store as accounts};
use crate::{
    App,
    clock::timestamp,
    codes::{HumanCode, Length},
    db::{DbError, Tx, tries},
    events::{self, Actor, NewEvent},
    http::{
        Failure,
        failure::{check_length, field},
        invalid,
    },
    jobs::{self, NewJob},
};
use store::{ProfileRow, Stated};

/// Purpose of the codes for e-mail addresses.
pub(super) const EMAIL_PURPOSE: &str = "email";

/// How long the code of an e-mail address works.
const EMAIL_CODE_MS: i64 = 3_600_000;
/// Most codes to e-mail addresses in a day: nobody fills a stranger's mailbox through us.
const EMAIL_CODES_MAX: i64 = 5;
const DAY_MS: i64 = 24 * 3_600_000;
/// RFC 5321, 4.5.3.1.3.
const EMAIL_CHARS_MAX: usize = 254;
const NAME_CHARS_MAX: usize = 100;
const PHONE_CHARS_MAX: usize = 40;

/// Everything the town knows about the resident.
///
/// # Errors
/// `level-required` while a recovery below the account's level locks it.
pub(super) async fn profile(app: &App, account: AccountId) -> Result<Profile, Failure> {
    identity::require_unlocked(app, account).await?;
    let now_ms = app.clock().now_ms();
    let person = accounts::account(app.db(), account).await?;
    let person = person.ok_or_else(|| Failure::new(Code::NotSignedIn))?;
    let row = store::row(app.db(), account).await?.unwrap_or_default();
    let identity = identity::identity(app, account).await?;
    let proven = |id: &Option<String>| {
        let proof = identity.proofs.iter().find(|proof| Some(proof.id.to_string()) == *id);
        proof.map(|proof| ProvenBy { means: proof.means, at: proof.at })
    };
    let pending = store::email_code(app.db(), account, now_ms).await?;
    Ok(Profile {
        account: person,
        given_name: NameField { value: row.given_name.clone(), proven: proven(&row.name_proof) },
        family_name: NameField { value: row.family_name.clone(), proven: proven(&row.name_proof) },
        birth_date: DateField { value: row.birth_date(), proven: proven(&row.birth_proof) },
        address: AddressField { value: row.address(), proven: proven(&row.address_proof) },
        phone: row.phone.clone(),
        email: row.email.clone(),
        email_pending: pending.map(|pending| EmailPending {
            address: pending.address,
            expires_at: timestamp(pending.expires_at),
        }),
        email_offered: app.mailer().is_some(),
        settings: row.settings(),
        card_made_at: store::card_made_at(app.db(), account).await?.map(timestamp),
        kept: crate::app::kept_of(app, account).await?,
        identity,
    })
}

/// How many devices and passkeys the resident has.
///
/// # Errors
/// As the database says.
pub async fn kept(app: &App, account: AccountId) -> Result<Vec<Kept>, DbError> {
    let holder = Holder::Resident(account);
    let devices = sessions::device_list(app, holder, DeviceId::random()).await?.len();
    let passkeys = keys::ids(app, holder).await?.len();
    let kept = |what: &str, number: usize| Kept {
        what: what.to_owned(),
        number: u32::try_from(number).unwrap_or(u32::MAX),
    };
    Ok(vec![kept("devices", devices), kept("passkeys", passkeys)])
}

/// Changes what is not proven.
///
/// # Errors
/// `invalid-fields`, with `proven` for fields that only a proof changes.
pub(super) async fn change(app: &App, account: AccountId, change: &ChangeProfile) -> Result<(), Failure> {
    let mut tx = app.db().begin().await?;
    store::make(&mut tx, account).await?;
    let known = store::row(&mut tx, account).await?.unwrap_or_default();
    check_change(app, &known, change)?;
    let trimmed = |text: &Option<String>| {
        text.as_deref().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let (given, family, phone) =
        (trimmed(&change.given_name), trimmed(&change.family_name), trimmed(&change.phone));
    let address = change.address.as_ref();
    let address =
        address.map(|address| identity::person::checked_address("/address", address)).transpose()?;
    let stated = Stated {
        given_name: given.as_deref(),
        family_name: family.as_deref(),
        birth_date: change.birth_date,
        address: address.as_ref(),
        phone: phone.as_deref(),
    };
    store::write_stated(app, &mut tx, account, stated).await?;
    record_change(app, &mut tx, account);
    Ok(tx.commit().await?)
}

fn check_change(app: &App, known: &ProfileRow, change: &ChangeProfile) -> Result<(), Failure> {
    let mut errors: Vec<FieldError> = Vec::new();
    let proven = [
        ("/given_name", change.given_name.is_some() && known.name_proof.is_some()),
        ("/family_name", change.family_name.is_some() && known.name_proof.is_some()),
        ("/birth_date", change.birth_date.is_some() && known.birth_proof.is_some()),
        ("/address", change.address.is_some() && known.address_proof.is_some()),
    ];
    for (pointer, _) in proven.into_iter().filter(|(_, proven)| *proven) {
        errors.push(field(pointer, FieldCode::Proven, "changes only by a new proof of identity"));
    }
    for (pointer, text, max) in [
        ("/given_name", &change.given_name, NAME_CHARS_MAX),
        ("/family_name", &change.family_name, NAME_CHARS_MAX),
        ("/phone", &change.phone, PHONE_CHARS_MAX),
    ] {
        if let Some(text) = text {
            check_length(&mut errors, pointer, text, 0, max);
            if text.chars().any(char::is_control) {
                errors.push(field(pointer, FieldCode::Format, "one line"));
            }
        }
    }
    if let Some(date) = change.birth_date
        && let Err(failure) = identity::person::checked_birth_date("/birth_date", date, identity::today(app))
    {
        errors.extend(failure.problem.errors);
    }
    if errors.is_empty() { Ok(()) } else { Err(invalid(errors)) }
}

fn record_change(app: &App, tx: &mut Tx, account: AccountId) {
    let event = NewEvent {
        actor: Actor::Resident(account),
        kind: EventKind::ProfileChanged,
        object: account.to_string(),
        account: Some(account),
        office: None,
    };
    events::record(tx, event, app.clock().now_ms());
}

/// Changes how the resident reads and is told.
///
/// # Errors
/// `invalid-fields`.
pub(super) async fn change_settings(
    app: &App,
    account: AccountId,
    settings: &Settings,
    language: Option<Language>,
) -> Result<(), Failure> {
    if settings.quiet.from_minute >= 24 * 60 || settings.quiet.until_minute >= 24 * 60 {
        return Err(invalid(vec![field("/settings/quiet", FieldCode::OutOfRange, "0 to 1439")]));
    }
    let settings = Settings { notices: completed(&settings.notices), ..settings.clone() };
    let mut tx = app.db().begin().await?;
    store::make(&mut tx, account).await?;
    store::write_settings(&mut tx, account, &settings).await?;
    if language.is_some() {
        accounts::change_account(&mut tx, account, None, language).await?;
    }
    record_change(app, &mut tx, account);
    Ok(tx.commit().await?)
}

/// One choice for each kind; security is always told.
fn completed(given: &[NoticeChoice]) -> Vec<NoticeChoice> {
    let of = |kind: &NoticeKind| {
        let chosen = given.iter().find(|choice| choice.kind == *kind).copied();
        let all = NoticeChoice { kind: *kind, email: true, device: true };
        if *kind == NoticeKind::Security { all } else { chosen.unwrap_or(all) }
    };
    NoticeKind::ALL.iter().map(of).collect()
}

/// Sends a code to an e-mail address.
///
/// # Errors
/// `wrong-state` where the town sends no e-mail, `too-many-tries` after five in a day, `invalid-fields`.
pub(super) async fn give_email(app: &App, account: AccountId, address: &str) -> Result<(), Failure> {
    if app.mailer().is_none() {
        return Err(Failure::new(Code::WrongState).because("this town sends no e-mail"));
    }
    let address = address.trim();
    let wrong = || invalid(vec![field("/address", FieldCode::Format, "not an e-mail address")]);
    if address.len() > EMAIL_CHARS_MAX || address.parse::<lettre::Address>().is_err() {
        return Err(wrong());
    }
    let now_ms = app.clock().now_ms();
    let id = Uuid::new_v4().to_string();
    let code = HumanCode::derived(Length::Short, app.server_key(), EMAIL_PURPOSE, &id);
    let row = store::EmailCodeRow {
        code_hash: code.hash(app.server_key(), EMAIL_PURPOSE, &id),
        id,
        address: address.to_owned(),
        tries: 0,
        expires_at: now_ms + EMAIL_CODE_MS,
    };
    let mut tx = app.db().begin().await?;
    store::make(&mut tx, account).await?;
    let sent = tries::count(&mut tx, &format!("email/{account}"), now_ms, now_ms + DAY_MS).await?;
    if sent > EMAIL_CODES_MAX {
        return Err(Failure::new(Code::TooManyTries).retry_after(3600));
    }
    store::put_email_code(&mut tx, account, &row).await?;
    let payload = serde_json::json!({ "account": account, "code": row.id });
    let job = NewJob { kind: notices::EMAIL_CODE, payload, case: None, office: None };
    jobs::enqueue(&mut tx, job, now_ms).await?;
    // Goes to the address before, if there is one: whoever reads it can still stop what is going on.
    notices::tell(&mut tx, account, notices::Notice::EmailChanged, now_ms).await?;
    Ok(tx.commit().await?)
}

/// Takes the code of an e-mail address.
///
/// # Errors
/// `code-invalid`; `too-many-tries` with the fifth wrong one.
pub(super) async fn confirm_email(app: &App, account: AccountId, typed: &str) -> Result<(), Failure> {
    let typed = HumanCode::typed(typed, Length::Short);
    let mut tx = app.db().begin().await?;
    let row = store::try_email_code(&mut tx, account, app.clock().now_ms()).await?;
    let Some(row) = row else { return Err(Failure::new(Code::CodeInvalid)) };
    let right = typed.is_some_and(|code| code.is(&row.code_hash, app.server_key(), EMAIL_PURPOSE, &row.id));
    if !right {
        tx.commit().await?;
        let last = row.tries >= identity::store::TRIES_MAX;
        return Err(Failure::new(if last { Code::TooManyTries } else { Code::CodeInvalid }));
    }
    let taken = store::take_email_code(&mut tx, account, &row.code_hash).await?;
    let Some(address) = taken else { return Err(Failure::new(Code::CodeInvalid)) };
    store::write_email(&mut tx, account, Some(&address)).await?;
    record_change(app, &mut tx, account);
    Ok(tx.commit().await?)
}

/// Forgets the e-mail address, and one that waits for its code. Told are the address, for the last time, and all devices.
///
/// # Errors
/// As the database says.
pub(super) async fn remove_email(app: &App, account: AccountId) -> Result<(), Failure> {
    let mut tx = app.db().begin().await?;
    store::make(&mut tx, account).await?;
    store::delete_email_code(&mut tx, account).await?;
    notices::tell(&mut tx, account, notices::Notice::EmailRemoved, app.clock().now_ms()).await?;
    store::write_email(&mut tx, account, None).await?;
    record_change(app, &mut tx, account);
    Ok(tx.commit().await?)
}
