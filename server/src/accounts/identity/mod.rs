//! How well the town hall knows who a resident is.
//!
//! A proof has a way, a level and an end: a code by letter to the address (basic), a document shown at the counter
//! (substantial), an eID (as asserted). The level of an account is the highest proof that counts now; that of a
//! session is capped by what a passkey can show. Who proved who they are stays that person: a later proof must fit the
//! earlier ones, and proven fields change only by proof. After a recovery below the account's level the earlier proofs
//! are suspended (see `recovery`), so that nothing they opened is open.

mod counter;
pub(super) mod desk;
pub(super) mod eid;
pub(super) mod http;
pub(super) mod letter_code;
mod matching;
pub(super) mod person;
mod settings;
pub(super) mod store;

use jiff::{civil::Date, tz::TimeZone};
use rathaus_api::{
    events::EventKind,
    identity::{Address, Document, Identity, Means, Proof, TrustLevel, Way},
    ids::{AccountId, ProofId, StaffId},
    problem::{Code, FieldCode, FieldError},
};

pub use eid::Provider as EidProvider;
pub use letter_code::{PRINT as LETTER, print as print_letter};
pub use matching::{PersonMatch, account_of_person, proven_address};
pub use person::{checked_person, person_key};
pub use settings::IdentitySettings;

use super::{notices, profile};
use crate::{
    App,
    clock::timestamp,
    db::{DbError, Tx},
    events::{self, Actor, NewEvent},
    http::{Failure, failure::field, invalid},
};

/// What a passkey with user verification can show at most: two factors of different kinds, but no protection against
/// being copied that anybody attested (Implementing Regulation (EU) 2015/1502, annex, 2.2.1).
pub const AUTHENTICATOR_LEVEL: TrustLevel = TrustLevel::Substantial;

/// What an account's proofs are worth now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The highest proof that counts now.
    pub proven: TrustLevel,
    /// The highest proof there ever was.
    pub enrolled: TrustLevel,
    /// Mail and profile are locked until this level is proven again.
    pub locked_until: Option<TrustLevel>,
}

/// A proof as the rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProofFacts {
    /// How well.
    pub level: TrustLevel,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Until when it counts, in milliseconds since 1970.
    pub valid_until: i64,
}

/// A lock that a recovery left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lock {
    /// Ends when this is proven again.
    pub level: TrustLevel,
    /// Proofs from before do not count; milliseconds since 1970.
    pub since: i64,
}

impl ProofFacts {
    /// Whether the proof counts at a time.
    #[must_use]
    pub fn counts(&self, lock: Option<Lock>, now_ms: i64) -> bool {
        now_ms < self.valid_until && lock.is_none_or(|lock| self.at >= lock.since)
    }
}

impl Standing {
    /// What some proofs are worth at a time.
    #[must_use]
    pub fn of(proofs: &[ProofFacts], lock: Option<Lock>, now_ms: i64) -> Self {
        let counting = proofs.iter().filter(|proof| proof.counts(lock, now_ms));
        let proven = counting.map(|proof| proof.level).max().unwrap_or_default();
        let enrolled = proofs.iter().map(|proof| proof.level).max().unwrap_or_default();
        let locked_until = lock.map(|lock| lock.level).filter(|level| proven < *level);
        Self { proven, enrolled, locked_until }
    }

    /// The level of a session.
    #[must_use]
    pub fn session_level(&self) -> TrustLevel {
        self.proven.min(AUTHENTICATOR_LEVEL)
    }
}

/// What an account's proofs are worth now.
///
/// # Errors
/// As the database says.
pub async fn standing(app: &App, account: AccountId) -> Result<Standing, DbError> {
    let proofs = store::proofs(app.db(), account).await?;
    let lock = store::lock(app.db(), account).await?;
    let facts: Vec<ProofFacts> = proofs.iter().map(store::ProofRow::facts).collect();
    Ok(Standing::of(&facts, lock, app.clock().now_ms()))
}

/// The same inside a transaction.
///
/// # Errors
/// As the database says.
pub async fn standing_in(app: &App, tx: &mut Tx, account: AccountId) -> Result<Standing, DbError> {
    let proofs = store::proofs(&mut *tx, account).await?;
    let lock = store::lock(&mut *tx, account).await?;
    let facts: Vec<ProofFacts> = proofs.iter().map(store::ProofRow::facts).collect();
    Ok(Standing::of(&facts, lock, app.clock().now_ms()))
}

/// Lets pass whose session has this level.
///
/// # Errors
/// `level-required`, with the level as the first word of its detail.
pub async fn require(app: &App, account: AccountId, level: TrustLevel) -> Result<(), Failure> {
    let standing = standing(app, account).await?;
    if let Some(locked) = standing.locked_until {
        return Err(level_required(locked.max(level)));
    }
    if standing.session_level() < level { Err(level_required(level)) } else { Ok(()) }
}

/// Lets pass whose account is not locked by a recovery below its level.
///
/// # Errors
/// `level-required`.
pub async fn require_unlocked(app: &App, account: AccountId) -> Result<(), Failure> {
    require(app, account, TrustLevel::None).await
}

fn level_required(level: TrustLevel) -> Failure {
    Failure::new(Code::LevelRequired).because(format!("{} must be proven first", level.text()))
}

/// What a proof says about the person; nothing where it says nothing.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// Given and family name.
    pub name: Option<(String, String)>,
    /// Day of birth.
    pub birth_date: Option<Date>,
    /// Where the person lives.
    pub address: Option<Address>,
}

/// A proof to write down.
#[derive(Debug, Clone)]
pub struct NewProof {
    /// How.
    pub means: Means,
    /// How well.
    pub level: TrustLevel,
    /// What it says.
    pub shown: Shown,
    /// Who looked, and at what.
    pub checked: Option<(StaffId, Document)>,
    /// Issuer and subject of an eID.
    pub eid: Option<(String, String)>,
    /// A clerk saw that the family name changed.
    pub family_name_changed: bool,
}

/// Writes a proof down, with the fields it proves; ends a lock whose level it reaches. Everybody is told.
///
/// # Errors
/// `invalid-fields` with `proven` when it is somebody else than the earlier proofs say. `pointer` names the person in
/// the request.
pub(super) async fn record_proof(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    proof: NewProof,
    actor: Actor,
    pointer: &str,
) -> Result<ProofId, Failure> {
    let now_ms = app.clock().now_ms();
    profile::store::make(tx, account).await?;
    let known = profile::store::row(&mut *tx, account).await?.unwrap_or_default();
    let before = standing_in(app, tx, account).await?;
    check_same_person(&known, &proof, before.locked_until.is_some(), pointer)?;
    let id = write_proof(app, tx, account, &proof, now_ms).await?;
    let held = held_fields(tx, account, &known, &proof).await?;
    profile::store::write_proven(app, tx, account, id, &proof.shown, held).await?;
    if let Some(lock) = store::lock(&mut *tx, account).await?
        && standing_in(app, tx, account).await?.proven >= lock.level
    {
        store::delete_lock(tx, account).await?;
    }
    let event = NewEvent {
        actor,
        kind: EventKind::IdentityProven,
        object: id.to_string(),
        account: Some(account),
        office: None,
    };
    events::record(tx, event, now_ms);
    notices::tell(tx, account, notices::Notice::IdentityProven, now_ms).await?;
    Ok(id)
}

/// Writes the row of a proof, and nothing of what it says.
///
/// # Errors
/// As the database says.
pub(super) async fn write_proof(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    proof: &NewProof,
    at_ms: i64,
) -> Result<ProofId, DbError> {
    let id = ProofId::random();
    let valid_until = at_ms + app.config().identity.validity_ms(proof.means);
    store::insert_proof(tx, id, account, proof, at_ms, valid_until).await?;
    Ok(id)
}

/// Fields that stay with an earlier proof of a higher level. An address never does: people move, and every way proves
/// that the person can be reached there.
async fn held_fields(
    tx: &mut Tx,
    account: AccountId,
    known: &profile::store::ProfileRow,
    proof: &NewProof,
) -> Result<profile::store::Held, DbError> {
    let proofs = store::proofs(&mut *tx, account).await?;
    let level_of = |id: &Option<String>| {
        let row = proofs.iter().find(|row| Some(&row.id) == id.as_ref());
        row.map(|row| row.facts().level).unwrap_or_default()
    };
    Ok(profile::store::Held {
        name: level_of(&known.name_proof) > proof.level,
        birth: level_of(&known.birth_proof) > proof.level,
    })
}

/// Whoever proved who they are stays that person.
fn check_same_person(
    known: &profile::store::ProfileRow,
    proof: &NewProof,
    locked: bool,
    pointer: &str,
) -> Result<(), Failure> {
    let mut errors: Vec<FieldError> = Vec::new();
    let mut differs = |name: &str| {
        let detail = "not what was proven before";
        errors.push(field(&format!("{pointer}/{name}"), FieldCode::Proven, detail));
    };
    if let (Some((given, family)), Some(_)) = (&proof.shown.name, &known.name_proof) {
        if !person::same_given_name(given, &known.given_name) {
            differs("given_name");
        }
        // A changed name needs a clerk who saw the former one, and an account nobody has just recovered.
        let may_change = proof.family_name_changed && !locked;
        if !may_change && !person::same_family_name(family, &known.family_name) {
            differs("family_name");
        }
    }
    if let (Some(date), Some(_)) = (proof.shown.birth_date, &known.birth_proof)
        && known.birth_date() != Some(date)
    {
        differs("birth_date");
    }
    if errors.is_empty() { Ok(()) } else { Err(invalid(errors)) }
}

/// What a resident may know about the own identity.
///
/// # Errors
/// As the database says.
pub(super) async fn identity(app: &App, account: AccountId) -> Result<Identity, DbError> {
    let rows = store::proofs(app.db(), account).await?;
    let lock = store::lock(app.db(), account).await?;
    let now_ms = app.clock().now_ms();
    let facts: Vec<ProofFacts> = rows.iter().map(store::ProofRow::facts).collect();
    let standing = Standing::of(&facts, lock, now_ms);
    let letter = store::letter(app.db(), account, now_ms).await?;
    Ok(Identity {
        proven: standing.proven,
        level: standing.session_level(),
        locked_until: standing.locked_until,
        proofs: rows.into_iter().rev().filter_map(|row| shown_proof(row, lock, now_ms)).collect(),
        letter: letter.map(store::LetterRow::shown),
        ways: ways(app),
    })
}

fn shown_proof(row: store::ProofRow, lock: Option<Lock>, now_ms: i64) -> Option<Proof> {
    let facts = row.facts();
    Some(Proof {
        id: row.id.parse().ok()?,
        means: Means::of_text(&row.means)?,
        level: facts.level,
        at: timestamp(facts.at),
        valid_until: timestamp(facts.valid_until),
        counts: facts.counts(lock, now_ms),
        checked_by: row.checked_by_name,
        document: row.document.as_deref().and_then(Document::of_text),
    })
}

/// Ways this town offers, the easiest first.
fn ways(app: &App) -> Vec<Way> {
    let way = |means, level| Way { means, level, name: None };
    let mut ways =
        vec![way(Means::LetterCode, TrustLevel::Basic), way(Means::Counter, TrustLevel::Substantial)];
    if let Some(eid) = &app.config().identity.eid {
        let level = eid.acr.values().copied().max().unwrap_or_default();
        ways.insert(0, Way { means: Means::Eid, level, name: Some(eid.name.clone()) });
    }
    ways
}

/// The calendar day at the town hall.
pub(super) fn today(app: &App) -> Date {
    let zone = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
    app.clock().now().to_zoned(zone).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof(level: TrustLevel, at: i64, valid_until: i64) -> ProofFacts {
        ProofFacts { level, at, valid_until }
    }

    #[test]
    fn levels_decay_and_the_enrolled_one_stays() {
        let proofs = [proof(TrustLevel::Basic, 0, 100), proof(TrustLevel::High, 10, 50)];
        let at = |now| Standing::of(&proofs, None, now);
        assert_eq!(at(20).proven, TrustLevel::High);
        assert_eq!(at(20).session_level(), TrustLevel::Substantial);
        assert_eq!(at(50).proven, TrustLevel::Basic);
        assert_eq!(at(100).proven, TrustLevel::None);
        assert_eq!(at(100).enrolled, TrustLevel::High);
        assert_eq!(at(100).locked_until, None);
    }

    #[test]
    fn after_a_recovery_only_new_proofs_count() {
        let lock = Some(Lock { level: TrustLevel::Substantial, since: 60 });
        let mut proofs = vec![proof(TrustLevel::Substantial, 0, 1000), proof(TrustLevel::Basic, 60, 1000)];
        let locked = Standing::of(&proofs, lock, 61);
        assert_eq!(locked.proven, TrustLevel::Basic);
        assert_eq!(locked.locked_until, Some(TrustLevel::Substantial));
        proofs.push(proof(TrustLevel::Substantial, 70, 1000));
        let proven = Standing::of(&proofs, lock, 71);
        assert_eq!(proven.proven, TrustLevel::Substantial);
        assert_eq!(proven.locked_until, None);
    }
}
