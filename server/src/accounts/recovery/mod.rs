//! The way back into an account whose passkeys are lost.
//!
//! The ladder (trust row 4): another passkey (a login, nothing of this room); an eID the account knows; a clerk at the
//! counter who hands out a code (24 hours, five tries); a letter to the registered address, then 72 hours in which the
//! owner is told on all channels and can say no. An account nobody ever proved has no way back. Never by e-mail alone,
//! no questions, no secret that staff set. Whatever the way: all sessions end and all passkeys go; below the account's
//! level mail and profile stay locked ([`ladder`]).
//!
//! Nobody learns here who has an account: asking for a letter leaves the same rows and the same answer for everybody.

pub(super) mod card;
pub(super) mod desk;
pub(super) mod http;
mod ladder;
mod letter;
pub(super) mod store;

use axum::http::HeaderMap;
use rathaus_api::{
    accounts::{Account, Ceremony, FinishCeremony},
    events::EventKind,
    identity::{Document, FinishEid, Means, TrustLevel},
    ids::{AccountId, RecoveryId, StaffId},
    problem::Code,
    recovery::{OwnRecovery, Recovery},
};
use serde::{Deserialize, Serialize};

pub use letter::{PRINT as LETTER, print as print_letter};

use super::{
    Holder, Opened, Purpose, Resident, SessionCookie, finish_creation,
    identity::{self, NewProof, Shown},
    keys, leaving, notices,
    profile::store::ProfileRow,
    sessions, start_creation, store as accounts,
    who::check_fresh,
};
use crate::{
    App,
    clock::timestamp,
    codes::{HumanCode, Length},
    db::{DbError, Tx},
    events::{self, Actor, NewEvent},
    http::Failure,
    keys::secret_hash,
};
use store::{NewRecovery, RecoveryRow};

const PURPOSE: &str = "recovery";
/// How long somebody who showed an eID may take to make a passkey.
const EID_LIFE_MS: i64 = 3_600_000;
/// After "that was not me" no letter goes out for so long; the counter stays open.
pub(super) const MONTH_MS: i64 = 30 * 24 * 3_600_000;

/// The account and the recovery a new passkey is made for.
#[derive(Serialize, Deserialize)]
struct Returning {
    account: AccountId,
    recovery: RecoveryId,
}

/// A recovery about to begin.
struct Beginning {
    account: Option<AccountId>,
    means: Means,
    level: TrustLevel,
    checked: Option<(StaffId, Document)>,
    life_ms: i64,
}

/// The account of the one person who fits. Of several, the one whose day of birth is proven, not just stated.
fn only_one(found: &[(AccountId, ProfileRow)]) -> Option<AccountId> {
    let proven: Vec<_> = found.iter().filter(|(_, known)| known.birth_proof.is_some()).collect();
    match (proven.as_slice(), found) {
        ([(only, _)], _) | ([], [(only, _)]) => Some(*only),
        _ => None,
    }
}

/// Writes a recovery down and gives its id and code. The code is derived from the id, so that a letter can be printed
/// without a plain code in a table; so is the secret of the link that stops it.
async fn begin(app: &App, tx: &mut Tx, beginning: Beginning) -> Result<(RecoveryId, HumanCode), DbError> {
    let (id, now_ms, key) = (RecoveryId::random(), app.clock().now_ms(), app.server_key());
    let object = id.to_string();
    let code = HumanCode::derived(Length::Long, key, PURPOSE, &object);
    let new = NewRecovery {
        id,
        account: beginning.account,
        means: beginning.means,
        level: beginning.level,
        handle: code.handle(key, PURPOSE),
        code_hash: code.hash(key, PURPOSE, &object),
        stop_hash: secret_hash(&key.derive("recovery-stop", &object)),
        checked: beginning.checked,
        now_ms,
        expires_ms: now_ms + beginning.life_ms,
    };
    store::insert(tx, new).await?;
    Ok((id, code))
}

/// Tells the owner on all channels, with the link that stops it.
async fn tell_owner(
    app: &App,
    tx: &mut Tx,
    actor: Actor,
    account: AccountId,
    id: &str,
) -> Result<(), DbError> {
    let now_ms = app.clock().now_ms();
    record(tx, actor, EventKind::RecoveryStarted, account, id, now_ms);
    notices::tell_with(tx, account, notices::Notice::RecoveryStarted, Some(id), now_ms).await
}

fn record(tx: &mut Tx, actor: Actor, kind: EventKind, account: AccountId, object: &str, now_ms: i64) {
    let event = NewEvent { actor, kind, object: object.to_owned(), account: Some(account), office: None };
    events::record(tx, event, now_ms);
}

/// The recovery whose code was typed. The first time a letter's hold begins and its owner is told.
async fn entered(app: &App, typed: &str) -> Result<(RecoveryRow, AccountId), Failure> {
    let refused = || Failure::new(Code::CodeInvalid);
    // What is no code is compared with nothing, but costs the same.
    let typed = HumanCode::typed(typed, Length::Long).unwrap_or_else(|| HumanCode::make(Length::Long));
    let (now_ms, key) = (app.clock().now_ms(), app.server_key());
    let mut tx = app.db().begin().await?;
    let rows = store::try_handle(&mut tx, &typed.handle(key, PURPOSE), now_ms).await?;
    // Where nothing is found, something is compared all the same.
    let nothing = rows.is_empty() && typed.is("", key, PURPOSE, "nothing");
    let rows = if nothing { Vec::new() } else { rows };
    let found = rows.into_iter().find(|row| typed.is(&row.code_hash, key, PURPOSE, &row.id));
    let next = found.and_then(|row| Some((row.rung().enter(now_ms)?, row.account()?, row)));
    let Some((rung, account, row)) = next else {
        tx.commit().await?;
        return Err(refused());
    };
    store::entered(&mut tx, &row.id, &rung).await?;
    if !row.rung().entered && rung.means == Means::LetterCode {
        tell_owner(app, &mut tx, Actor::Anonymous, account, &row.id).await?;
    }
    tx.commit().await?;
    let row = store::row(app.db(), &row.id).await?.ok_or_else(refused)?;
    Ok((row, account))
}

/// Where the recovery stands whose code was typed.
///
/// # Errors
/// `code-invalid`.
pub(super) async fn open(app: &App, typed: &str) -> Result<Recovery, Failure> {
    let (row, account) = entered(app, typed).await?;
    shown(app, &row, account).await
}

async fn shown(app: &App, row: &RecoveryRow, account: AccountId) -> Result<Recovery, Failure> {
    let rung = row.rung();
    let stage = rung.stage(app.clock().now_ms()).ok_or_else(|| Failure::new(Code::CodeInvalid))?;
    let enrolled = identity::standing(app, account).await?.enrolled;
    let lock = ladder::lock_after(row.level(), enrolled, None, 0);
    Ok(Recovery {
        stage,
        means: rung.means,
        ready_at: timestamp(rung.ready_at),
        expires_at: timestamp(rung.expires_at),
        locked_until: lock.map(|lock| lock.level),
        code: None,
    })
}

/// A recovery for somebody who showed the eID of an account.
///
/// # Errors
/// `code-invalid` when it does not verify or no account knows this eID.
pub(super) async fn by_eid(app: &App, back: &FinishEid) -> Result<Recovery, Failure> {
    let (account, level) = identity::eid::identify(app, back).await?;
    let beginning =
        Beginning { account: Some(account), means: Means::Eid, level, checked: None, life_ms: EID_LIFE_MS };
    let mut tx = app.db().begin().await?;
    let (id, code) = begin(app, &mut tx, beginning).await?;
    tell_owner(app, &mut tx, Actor::Anonymous, account, &id.to_string()).await?;
    tx.commit().await?;
    let code = code.shown();
    Ok(Recovery { code: Some(code.clone()), ..open(app, &code).await? })
}

/// Begins the making of the new passkey.
///
/// # Errors
/// `code-invalid`; `wrong-state` within the hold.
pub(super) async fn start_passkey(app: &App, typed: &str) -> Result<Ceremony, Failure> {
    let (row, account) = entered(app, typed).await?;
    let now_ms = app.clock().now_ms();
    if !row.rung().is_ready(now_ms) {
        let seconds = u64::try_from((row.rung().ready_at - now_ms) / 1000).unwrap_or(0);
        return Err(Failure::new(Code::WrongState).because("the hold lasts").retry_after(seconds + 1));
    }
    let recovery = row.id.parse().map_err(|_| Failure::new(Code::CodeInvalid))?;
    let name = accounts::display_name(app.db(), account).await?.unwrap_or_default();
    start_creation(app, Purpose::ResidentRecovery, account.0, &name, &Returning { account, recovery }).await
}

/// Finishes it: the account has one passkey and one session, both new.
///
/// # Errors
/// As ceremonies fail; `code-invalid` when the recovery was stopped or used in the meantime.
pub(super) async fn finish(
    app: &App,
    asked: &HeaderMap,
    finish: &FinishCeremony,
) -> Result<(Account, Opened), Failure> {
    let (returning, passkey) = finish_creation::<Returning>(app, Purpose::ResidentRecovery, finish).await?;
    let (account, now_ms) = (returning.account, app.clock().now_ms());
    let holder = Holder::Resident(account);
    let mut tx = app.db().begin().await?;
    let row = store::take(&mut tx, returning.recovery, account, now_ms).await?;
    let row = row.ok_or_else(|| Failure::new(Code::CodeInvalid))?;
    let enrolled = identity::standing_in(app, &mut tx, account).await?.enrolled;
    let before = identity::store::lock(&mut tx, account).await?;
    leaving::shut_out(app, &mut tx, holder).await?;
    store::clear(&mut tx, account).await?;
    crate::app::recovered(app, &mut tx, account).await?;
    let passkey_id = passkey.store(&mut tx, holder, now_ms).await?;
    match ladder::lock_after(row.level(), enrolled, before, now_ms) {
        Some(lock) => identity::store::put_lock(&mut tx, account, lock).await?,
        None => identity::store::delete_lock(&mut tx, account).await?,
    }
    let proof = NewProof {
        means: row.rung().means,
        level: row.level(),
        shown: Shown::default(),
        checked: row.checked(),
        eid: None,
        family_name_changed: false,
    };
    identity::write_proof(app, &mut tx, account, &proof, ladder::counts_from(now_ms)).await?;
    let actor = Actor::Resident(account);
    record(&mut tx, actor, EventKind::AccountRecovered, account, &row.id, now_ms);
    notices::tell(&mut tx, account, notices::Notice::AccountRecovered, now_ms).await?;
    sessions::end_shown(app, &mut tx, asked, SessionCookie::Resident).await?;
    let opened = sessions::open(app, &mut tx, holder, &passkey_id, &finish.device).await?;
    let person = accounts::account(&mut tx, account).await?;
    let person = person.ok_or_else(|| Failure::new(Code::CodeInvalid))?;
    tx.commit().await?;
    Ok((person, opened))
}

/// Recoveries of the resident's own account.
///
/// # Errors
/// As the database says.
pub(super) async fn own(app: &App, account: AccountId) -> Result<Vec<OwnRecovery>, DbError> {
    let now_ms = app.clock().now_ms();
    let rows = store::open_of(app.db(), account, now_ms).await?;
    let shown = |row: RecoveryRow| {
        Some(OwnRecovery {
            id: row.id.parse().ok()?,
            means: row.rung().means,
            stage: row.rung().stage(now_ms)?,
            started_at: timestamp(row.created_at),
            ready_at: timestamp(row.rung().ready_at),
        })
    };
    Ok(rows.into_iter().filter_map(shown).collect())
}

/// "That was not me", by whoever is signed in: all recoveries of the account end.
///
/// # Errors
/// `step-up-required` where one of them is no letter's; otherwise as the database says.
pub(super) async fn stop_own(app: &App, resident: &Resident) -> Result<(), Failure> {
    let (account, now_ms) = (resident.account, app.clock().now_ms());
    let open = store::open_of(app.db(), account, now_ms).await?;
    if open.iter().any(|row| row.rung().means != Means::LetterCode) {
        check_fresh(app, resident.fresh_until)?;
    }
    let mut tx = app.db().begin().await?;
    if store::stop_all(&mut tx, account, now_ms).await? > 0 {
        record_stop(&mut tx, Actor::Resident(account), account, now_ms);
    }
    Ok(tx.commit().await?)
}

/// "That was not me", by the link in a notice: that recovery and those by letter end.
///
/// # Errors
/// `code-invalid` for a token of nothing; one that was used before works again.
pub(super) async fn stop_by_link(app: &App, token: &str) -> Result<(), Failure> {
    let mut tx = app.db().begin().await?;
    let found = store::of_stop(&mut tx, &secret_hash(token)).await?;
    let (id, account) = found.ok_or_else(|| Failure::new(Code::CodeInvalid))?;
    let now_ms = app.clock().now_ms();
    if store::stop_by_link(&mut tx, account, &id, now_ms).await? > 0 {
        record_stop(&mut tx, Actor::Anonymous, account, now_ms);
    }
    Ok(tx.commit().await?)
}

fn record_stop(tx: &mut Tx, actor: Actor, account: AccountId, now_ms: i64) {
    record(tx, actor, EventKind::RecoveryStopped, account, &account.to_string(), now_ms);
}
