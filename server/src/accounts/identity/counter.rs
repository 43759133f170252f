//! A check in person: the resident's screen shows a code, the clerk enters it and writes down what she saw.
//!
//! The code works once within an hour. Clerks find nobody by guessing: five wrong codes in an hour are the end of it.

use rathaus_api::{
    audit::AccessAction,
    identity::{CheckOpened, CounterCode, Means, RecordCheck, TrustLevel},
    ids::{AccountId, StaffId},
    problem::Code,
};

use super::{NewProof, Shown, desk::looked, identity, person::checked_person, record_proof, store, today};
use crate::{
    App,
    accounts::{profile, store as accounts},
    audit,
    clock::timestamp,
    codes::{HumanCode, Length},
    events::Actor,
    http::{
        Failure,
        guesses::{self, Against},
    },
    staff::Clerk,
};

const PURPOSE: &str = "counter";
const LIFE_MS: i64 = 3_600_000;

/// A code to show; an earlier one ends.
///
/// # Errors
/// As the database says.
pub(super) async fn code(app: &App, account: AccountId) -> Result<CounterCode, Failure> {
    let code = HumanCode::make(Length::Short);
    let expires_ms = app.clock().now_ms() + LIFE_MS;
    let mut tx = app.db().begin().await?;
    store::put_counter_code(&mut tx, account, &code.hash(app.server_key(), PURPOSE, ""), expires_ms).await?;
    tx.commit().await?;
    Ok(CounterCode { code: code.shown(), expires_at: timestamp(expires_ms) })
}

/// Whose screen shows the code that was typed. The clerk's guesses count, and those at the code.
async fn shown_by(app: &App, clerk: StaffId, typed: &str) -> Result<(AccountId, String), Failure> {
    // What is no code is compared with nothing, but counts the same.
    let code = HumanCode::typed(typed, Length::Short).unwrap_or_else(|| HumanCode::make(Length::Short));
    let against = [Against::Staff(PURPOSE, clerk), Against::Code(PURPOSE, &code)];
    let guess = guesses::count(app, &against).await?;
    let hash = code.hash(app.server_key(), PURPOSE, "");
    let account = store::account_at_counter(app.db(), &hash, app.clock().now_ms()).await?;
    let account = account.ok_or_else(|| Failure::new(Code::CodeInvalid))?;
    guess.right(app).await?;
    Ok((account, hash))
}

/// What is known of the person whose screen shows the code. Whose account it was goes to the audit.
///
/// # Errors
/// `code-invalid`, `too-many-tries`.
pub(super) async fn open(
    app: &App,
    clerk: StaffId,
    typed: &str,
) -> Result<(AccountId, CheckOpened), Failure> {
    let (account, _) = shown_by(app, clerk, typed).await?;
    let name = accounts::display_name(app.db(), account).await?.unwrap_or_default();
    let known = profile::store::row(app.db(), account).await?.unwrap_or_default();
    let opened = CheckOpened {
        display_name: name,
        birth_date: known.birth_date(),
        address: known.address(),
        given_name: known.given_name,
        family_name: known.family_name,
    };
    Ok((account, opened))
}

/// Writes down what the clerk saw, in one transaction with the entry of the audit log.
///
/// # Errors
/// `code-invalid`, `too-many-tries`, `invalid-fields` when it is somebody else than was proven before.
pub(super) async fn check(
    app: &App,
    at_counter: &Clerk,
    check: &RecordCheck,
) -> Result<rathaus_api::identity::Identity, Failure> {
    let clerk = at_counter.member.id;
    let person = checked_person("/person", &check.person, today(app))?;
    let (_, hash) = shown_by(app, clerk, &check.code).await?;
    let mut tx = app.db().begin().await?;
    let taken = store::take_counter_code(&mut tx, &hash, app.clock().now_ms()).await?;
    let account = taken.ok_or_else(|| Failure::new(Code::CodeInvalid))?;
    let proof = NewProof {
        means: Means::Counter,
        level: TrustLevel::Substantial,
        shown: Shown {
            name: Some((person.given_name, person.family_name)),
            birth_date: Some(person.birth_date),
            address: Some(person.address),
        },
        checked: Some((clerk, check.document)),
        eid: None,
        family_name_changed: check.family_name_changed,
    };
    record_proof(app, &mut tx, account, proof, Actor::Staff(clerk), "/person").await?;
    audit::record(app, &mut tx, looked(at_counter, account, AccessAction::Created).seen()).await?;
    tx.commit().await?;
    Ok(identity(app, account).await?)
}
