//! Who looked and who changed: one entry for each look into and each change of what belongs to somebody (trust rows 13
//! and 14).
//!
//! An entry is written in a transaction that commits **before** anything is shown. It holds ids; names, numbers and
//! reasons stand in a row of their own that can be erased. Each entry's hash covers the one before, the newest is
//! sealed with the server's key, and once a minute the state is signed (Ed25519) and appended to a file that belongs
//! off the host: [`verify()`] finds what was changed, added, swapped or cut off. Known limit: who holds the server's key
//! *and* every copy of the checkpoints can rewrite everything.
//!
//! The head is one row that all writers wait for. Events are numbered when their transaction commits, after the head, so
//! that no two transactions wait for each other in a circle.

mod chain;
pub mod checkpoints;
mod store;
#[cfg(test)]
mod tests;
pub mod verify;

use rathaus_api::{
    audit::{AccessAction, AccessLog, AccessObject, AccessPurpose},
    ids::AccountId,
};

use crate::{
    App,
    db::{DbError, Tx},
    events::Actor,
    keys::{ServerKey, random_secret},
};

/// Who did it, with the name and the office of that moment.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    /// Who.
    pub actor: Actor,
    /// As the resident reads it.
    pub name: &'a str,
    /// Key of the office, for staff.
    pub office: Option<&'a str>,
}

/// The server itself.
pub const SYSTEM: By<'static> = By { actor: Actor::System, name: "", office: None };

/// What it was done to.
#[derive(Debug, Clone, Copy)]
pub struct Object<'a> {
    /// Its kind.
    pub kind: AccessObject,
    /// Its id.
    pub id: &'a str,
    /// How people call it, for example a case's number. Erasable.
    pub label: &'a str,
}

/// One look or change.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// Who did it.
    pub by: By<'a>,
    /// What.
    pub action: AccessAction,
    /// Why.
    pub purpose: AccessPurpose,
    /// To what.
    pub object: Object<'a>,
    /// The resident it belongs to, who reads the entry.
    pub account: Option<AccountId>,
    /// The reason that was asked for, or nothing. Erasable.
    pub reason: &'a str,
}

fn seal(key: &ServerKey, seq: i64, hash: &str) -> String {
    key.derive("audit head", &format!("{seq}/{hash}"))
}

/// Records it in the transaction that makes it true; for a look, in one that commits before anything is shown.
///
/// # Errors
/// As the database says.
pub async fn record(app: &App, tx: &mut Tx, seen: Seen<'_>) -> Result<(), DbError> {
    let (seq, before) = store::take_head(tx).await?;
    let words = chain::Words {
        seq,
        salt: random_secret(),
        actor_name: seen.by.name.to_owned(),
        label: seen.object.label.to_owned(),
        reason: seen.reason.to_owned(),
    };
    let (actor_kind, actor_id) = seen.by.actor.columns();
    let mut link = chain::Link {
        seq,
        at: app.clock().now_ms(),
        actor_kind: actor_kind.to_owned(),
        actor_id,
        office: seen.by.office.map(str::to_owned),
        action: seen.action.text().to_owned(),
        purpose: seen.purpose.text().to_owned(),
        object_kind: seen.object.kind.text().to_owned(),
        object_id: seen.object.id.to_owned(),
        account: seen.account.map(|id| id.to_string()),
        words_hash: words.hash(),
        hash: String::new(),
    };
    link.hash = link.hash_after(&before);
    store::insert(tx, &link, &words).await?;
    store::set_head(tx, &link.hash, &seal(app.server_key(), seq, &link.hash)).await
}

/// A look that shows something at once: recorded and committed before the caller reads on.
///
/// # Errors
/// As the database says; nothing may be shown then.
pub async fn record_look(app: &App, seen: Seen<'_>) -> Result<(), DbError> {
    let mut tx = app.db().begin().await?;
    record(app, &mut tx, seen).await?;
    tx.commit().await
}

/// How long opening the same thing again is the same look: pages load again when something changed.
pub const LOOK_MS: i64 = 15 * 60_000;

/// As [`record_look`], once within a quarter of an hour for the same person and office, thing, purpose and reason. A look
/// that differs in any of them is another look.
///
/// # Errors
/// As the database says; nothing may be shown then.
pub async fn record_look_once(app: &App, seen: Seen<'_>) -> Result<(), DbError> {
    let now_ms = app.clock().now_ms();
    if store::is_written_since(app.db(), &seen, (now_ms - LOOK_MS, now_ms)).await? {
        Ok(())
    } else {
        record_look(app, seen).await
    }
}

/// The same for many things at once: all entries are written in one transaction, before anything is shown.
///
/// # Errors
/// As the database says; nothing may be shown then.
pub async fn record_looks_once(app: &App, all: &[Seen<'_>]) -> Result<(), DbError> {
    let now_ms = app.clock().now_ms();
    let mut new = Vec::new();
    for seen in all {
        if !store::is_written_since(app.db(), seen, (now_ms - LOOK_MS, now_ms)).await? {
            new.push(*seen);
        }
    }
    if new.is_empty() {
        return Ok(());
    }
    let mut tx = app.db().begin().await?;
    for seen in new {
        record(app, &mut tx, seen).await?;
    }
    tx.commit().await
}

/// Purpose and reason of this actor's last opening of an object within so many milliseconds, if there was one.
///
/// # Errors
/// As the database says.
pub async fn opened_within(
    app: &App,
    actor: Actor,
    object: &str,
    within_ms: i64,
) -> Result<Option<(AccessPurpose, String)>, DbError> {
    let now_ms = app.clock().now_ms();
    store::last_since(app.db(), actor, AccessAction::Opened, object, (now_ms - within_ms, now_ms)).await
}

/// Whether this actor looked for it within so many milliseconds.
///
/// # Errors
/// As the database says.
pub async fn searched_within(app: &App, actor: Actor, object: &str, within_ms: i64) -> Result<bool, DbError> {
    let now_ms = app.clock().now_ms();
    let last =
        store::last_since(app.db(), actor, AccessAction::Searched, object, (now_ms - within_ms, now_ms));
    Ok(last.await?.is_some())
}

/// Erases names and texts of all entries about a resident, in the transaction that erases the account. Ids and hashes
/// stay; an entry says that the words were erased, so that their absence is no finding.
///
/// # Errors
/// As the database says.
pub async fn erase_words_of(app: &App, tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    let id = account.to_string();
    let object = Object { kind: AccessObject::Account, id: &id, label: "" };
    let (action, purpose) = (AccessAction::WordsErased, AccessPurpose::Erasure);
    let seen = Seen { by: SYSTEM, action, purpose, object, account: Some(account), reason: "" };
    record(app, tx, seen).await?;
    store::erase_words_of(tx, account).await
}

/// Writes down that something was erased because its period is over: the id, no word.
///
/// # Errors
/// As the database says.
pub async fn record_end(app: &App, tx: &mut Tx, kind: AccessObject, id: &str) -> Result<(), DbError> {
    let object = Object { kind, id, label: "" };
    let (action, purpose) = (AccessAction::Ended, AccessPurpose::Erasure);
    record(app, tx, Seen { by: SYSTEM, action, purpose, object, account: None, reason: "" }).await
}

/// How long names, numbers and reasons stay readable: until claims are barred at the latest (BGB 195, 199).
const WORDS_MS: i64 = 4 * 366 * 24 * 3_600_000;

/// No town hall looks into nothing for so long.
const QUIET_MS: i64 = 60 * 24 * 3_600_000;

/// Whether the clock may be believed by whoever erases what is old: one that is far ahead of the newest entry is wrong
/// rather than right.
///
/// # Errors
/// As the database says.
pub async fn clock_is_plausible(app: &App) -> Result<bool, DbError> {
    Ok(store::newest(app.db()).await? >= app.clock().now_ms() - QUIET_MS)
}

/// Erases the names and texts of entries whose time is over, searches included. Ids and hashes stay; an entry says up to
/// which one.
///
/// # Errors
/// As the database says.
pub async fn sweep(app: &App) -> Result<(), DbError> {
    let before_ms = app.clock().now_ms() - WORDS_MS;
    let Some(through) = store::words_before(app.db(), before_ms).await? else { return Ok(()) };
    if !clock_is_plausible(app).await? {
        tracing::warn!("the clock is far ahead of the log: its words stay");
        return Ok(());
    }
    let mut tx = app.db().begin().await?;
    let object = Object { kind: AccessObject::Log, id: &through.to_string(), label: "" };
    let (action, purpose) = (AccessAction::WordsErased, AccessPurpose::Erasure);
    record(app, &mut tx, Seen { by: SYSTEM, action, purpose, object, account: None, reason: "" }).await?;
    store::erase_words_before(&mut tx, before_ms, through).await?;
    tx.commit().await
}

/// Who looked into what belongs to a resident, newest first: staff, representatives, the server, not the resident.
///
/// # Errors
/// As the database says.
pub async fn log_of(app: &App, account: AccountId, before: Option<i64>) -> Result<AccessLog, DbError> {
    store::log_of(app.db(), account, before).await
}
