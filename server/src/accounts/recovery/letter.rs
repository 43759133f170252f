//! Recovery by a letter to the registered address.

use rathaus_api::{
    accounts::Language,
    identity::{Means, Person, TrustLevel},
    ids::AccountId,
    problem::Code,
    recovery::RecoveryLetterRequested,
};

use super::{Beginning, MONTH_MS, PURPOSE, begin, ladder, only_one, store};
use crate::{
    App,
    accounts::{
        identity::{
            letter_code::LIFE_MS,
            person::{address_key, checked_person, person_key},
            today,
        },
        paper, profile, store as accounts,
    },
    clock::timestamp,
    codes::{HumanCode, Length},
    db::{DbError, Tx, tries},
    http::Failure,
    jobs::{self, Job, NewJob},
};

/// Kind of the job that prints the letter.
pub const PRINT: &str = "recovery_letter";

/// Most letters for one person in thirty days, whether she exists or not.
const LETTERS_MAX: i64 = 3;
const DAY_MS: i64 = 24 * 3_600_000;

/// Asks for a letter. Queries, rows, job and answer are the same for people nobody knows; only the job then prints
/// nothing.
///
/// # Errors
/// `invalid-fields`; `too-many-tries` after three in thirty days.
pub(in crate::accounts) async fn request(
    app: &App,
    person: &Person,
) -> Result<RecoveryLetterRequested, Failure> {
    let person = checked_person("/person", person, today(app))?;
    let key = person_key(app.server_key(), &person.given_name, &person.family_name, person.birth_date);
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    // With the address: a stranger who guesses another one must not use the owner's letters up.
    let scope = format!("recovery/{key}/{}", address_key(app.server_key(), &person.address));
    if tries::count(&mut tx, &scope, now_ms, now_ms + MONTH_MS).await? > LETTERS_MAX {
        return Err(Failure::new(Code::TooManyTries).because("at most three letters in thirty days"));
    }
    let account = addressee(&mut tx, &key, &person, now_ms).await?;
    let beginning = Beginning {
        account,
        means: Means::LetterCode,
        level: TrustLevel::Basic,
        checked: None,
        life_ms: LIFE_MS,
    };
    let (id, _) = begin(app, &mut tx, beginning).await?;
    let payload = serde_json::json!({ "recovery": id });
    jobs::enqueue(&mut tx, NewJob { kind: PRINT, payload, case: None, office: None }, now_ms).await?;
    tx.commit().await?;
    let hold_hours = u32::try_from(ladder::HOLD_MS / 3_600_000).unwrap_or(72);
    Ok(RecoveryLetterRequested { posted_by: timestamp(now_ms + DAY_MS), hold_hours })
}

/// The one account that was proven for this person at this address, and whose owner has not just said no.
async fn addressee(
    tx: &mut Tx,
    key: &str,
    person: &Person,
    now_ms: i64,
) -> Result<Option<AccountId>, DbError> {
    let found = profile::store::people_of_key(&mut *tx, key).await?;
    // Somebody else may have proven the same name elsewhere and state the same day of birth: the address decides.
    let here: Vec<_> = found.into_iter().filter(|(_, known)| known.is_proven_at(&person.address)).collect();
    let only = only_one(&here);
    // Nobody's rows are asked for where there is nobody.
    let asked = only.unwrap_or_else(AccountId::random);
    let stopped = store::was_stopped(tx, asked, now_ms - MONTH_MS).await?;
    Ok(only.filter(|_| !stopped))
}

/// Prints the letter; nothing when it is nobody's, or was stopped.
///
/// # Errors
/// When it cannot be printed; the job is tried again, or waits for a clerk.
pub async fn print(app: &App, job: &Job) -> anyhow::Result<()> {
    let id = job.payload["recovery"].as_str().unwrap_or_default();
    let Some(row) = store::row(app.db(), id).await? else { return Ok(()) };
    let rung = row.rung();
    let Some(account) = row.account().filter(|_| rung.stage(app.clock().now_ms()).is_some()) else {
        return Ok(());
    };
    let known = profile::store::row(app.db(), account).await?.unwrap_or_default();
    let Some(address) = known.address() else { return Ok(()) };
    let language = accounts::account(app.db(), account).await?;
    let code = HumanCode::derived(Length::Long, app.server_key(), PURPOSE, &row.id);
    let letter = paper::CodeLetter {
        id: &row.id,
        kind: PRINT,
        text: "letters-recovery",
        name: format!("{} {}", known.given_name, known.family_name),
        address,
        code: &code,
        expires_at: rung.expires_at,
        language: language.map_or(Language::De, |account| account.language),
    };
    paper::lay_down(app, &letter).await
}
