//! A code by letter: whoever can open the letter box of an address lives there, as far as a town hall can tell by post.
//!
//! The code has 13 symbols, works for two weeks, once, with five tries. It is derived from the row's id, so that the job
//! that prints it needs no plain code in a table. Letters cost money: three in thirty days, and none while one is on
//! its way.

use rathaus_api::{
    accounts::Language,
    identity::{Means, RequestLetter, TrustLevel},
    ids::AccountId,
    problem::{Code, FieldCode},
};
use uuid::Uuid;

use super::{
    NewProof, Shown,
    person::{checked_address, same_family_name, same_given_name},
    record_proof, store,
};
use crate::{
    App,
    accounts::{paper, profile},
    codes::{HumanCode, Length},
    db::tries,
    events::Actor,
    http::{
        Failure,
        failure::{checked_name, field},
        invalid,
    },
    jobs::{self, Job, NewJob},
};

/// Kind of the job that prints the letter.
pub const PRINT: &str = "identity_letter";

const PURPOSE: &str = "letter";
const DAY_MS: i64 = 24 * 3_600_000;
/// How long the code works.
pub(in crate::accounts) const LIFE_MS: i64 = 14 * DAY_MS;
/// A letter needs that long to arrive; before, nobody needs a second one (VwVfG 41(2): four days).
const TRAVEL_MS: i64 = 4 * DAY_MS;
/// Most letters in thirty days.
const LETTERS_MAX: i64 = 3;

/// Sends a letter.
///
/// # Errors
/// `wrong-state` while one is on its way, `too-many-tries` after three, `invalid-fields`.
pub(super) async fn request(app: &App, account: AccountId, letter: RequestLetter) -> Result<(), Failure> {
    let letter = RequestLetter {
        given_name: checked_name("/given_name", &letter.given_name)?,
        family_name: checked_name("/family_name", &letter.family_name)?,
        address: checked_address("/address", &letter.address)?,
    };
    let now_ms = app.clock().now_ms();
    let id = Uuid::new_v4().to_string();
    let code = HumanCode::derived(Length::Long, app.server_key(), PURPOSE, &id);
    let hash = code.hash(app.server_key(), PURPOSE, &id);
    let mut tx = app.db().begin().await?;
    profile::store::make(&mut tx, account).await?;
    let known = profile::store::row(&mut tx, account).await?.unwrap_or_default();
    check_name(&known, &letter)?;
    if let Some(before) = store::letter(&mut tx, account, now_ms).await?
        && before.created_at + TRAVEL_MS > now_ms
        && before.tries < store::TRIES_MAX
    {
        return Err(Failure::new(Code::WrongState).because("a letter is on its way"));
    }
    if tries::count(&mut tx, &format!("letters/{account}"), now_ms, now_ms + 30 * DAY_MS).await? > LETTERS_MAX
    {
        return Err(too_many_letters());
    }
    store::put_letter(&mut tx, account, &id, &hash, &letter, (now_ms, now_ms + LIFE_MS)).await?;
    let payload = serde_json::json!({ "account": account, "letter": id });
    jobs::enqueue(&mut tx, NewJob { kind: PRINT, payload, case: None, office: None }, now_ms).await?;
    Ok(tx.commit().await?)
}

fn too_many_letters() -> Failure {
    Failure::new(Code::TooManyTries).because("at most three letters in thirty days").retry_after(86_400)
}

/// A letter goes to the person who was proven before, wherever she lives now.
fn check_name(known: &profile::store::ProfileRow, letter: &RequestLetter) -> Result<(), Failure> {
    if known.name_proof.is_none() {
        return Ok(());
    }
    let differs = |name: &str| field(name, FieldCode::Proven, "not what was proven before");
    let mut errors = Vec::new();
    if !same_given_name(&known.given_name, &letter.given_name) {
        errors.push(differs("/given_name"));
    }
    if !same_family_name(&known.family_name, &letter.family_name) {
        errors.push(differs("/family_name"));
    }
    if errors.is_empty() { Ok(()) } else { Err(invalid(errors)) }
}

/// Takes the code of the letter: address and name are proven.
///
/// # Errors
/// `code-invalid`; `too-many-tries` with the fifth wrong one.
pub(super) async fn enter(app: &App, account: AccountId, typed: &str) -> Result<(), Failure> {
    let typed = HumanCode::typed(typed, Length::Long);
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let row = store::try_letter(&mut tx, account, now_ms).await?;
    let Some(row) = row else { return Err(Failure::new(Code::CodeInvalid)) };
    let right = typed.is_some_and(|code| code.is(&row.code_hash, app.server_key(), PURPOSE, &row.id));
    if !right {
        tx.commit().await?;
        let last = row.tries >= store::TRIES_MAX;
        let refusal = Failure::new(if last { Code::TooManyTries } else { Code::CodeInvalid });
        return Err(if last { refusal.because("ask for a new letter") } else { refusal });
    }
    if !store::take_letter(&mut tx, account, &row.code_hash).await? {
        return Err(Failure::new(Code::CodeInvalid));
    }
    let shown = Shown {
        name: Some((row.given_name.clone(), row.family_name.clone())),
        birth_date: None,
        address: Some(row.address()),
    };
    let proof = NewProof {
        means: Means::LetterCode,
        level: TrustLevel::Basic,
        shown,
        checked: None,
        eid: None,
        family_name_changed: false,
    };
    record_proof(app, &mut tx, account, proof, Actor::Resident(account), "").await?;
    Ok(tx.commit().await?)
}

/// Prints the letter; nothing when its code was used or replaced.
///
/// # Errors
/// When it cannot be printed; the job is tried again, or waits for a clerk.
pub async fn print(app: &App, job: &Job) -> anyhow::Result<()> {
    let account: AccountId = serde_json::from_value(job.payload["account"].clone())?;
    let wanted = job.payload["letter"].as_str().unwrap_or_default();
    let row = store::letter(app.db(), account, app.clock().now_ms()).await?;
    let Some(row) = row.filter(|row| row.id == wanted) else { return Ok(()) };
    let language = super::super::store::account(app.db(), account).await?;
    let language = language.map_or(Language::De, |account| account.language);
    let code = HumanCode::derived(Length::Long, app.server_key(), PURPOSE, &row.id);
    let letter = paper::CodeLetter {
        id: &row.id,
        kind: PRINT,
        text: "letters-identity",
        name: format!("{} {}", row.given_name, row.family_name),
        address: row.address(),
        code: &code,
        expires_at: row.expires_at,
        language,
    };
    paper::lay_down(app, &letter).await
}
