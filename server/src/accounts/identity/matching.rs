//! Whether somebody the town hall writes to has an account. Nobody guesses here: name, day of birth and address must be
//! proven, by proofs that count now, and be the same.

use rathaus_api::{
    identity::{Address, Person},
    ids::AccountId,
};

use super::{
    person::{person_key, same_address, same_family_name, same_given_name},
    store,
};
use crate::{
    App,
    accounts::profile::store::{CANDIDATES_MAX, ProfileRow, candidates, row},
    db::{DbError, Tx},
};

/// Accounts of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonMatch {
    /// None.
    Nobody,
    /// One.
    One(AccountId),
    /// More than one, or too many to look at.
    Several,
}

/// The account of a proven person.
///
/// # Errors
/// As the database says.
pub async fn account_of_person(app: &App, tx: &mut Tx, person: &Person) -> Result<PersonMatch, DbError> {
    let key = person_key(app.server_key(), &person.given_name, &person.family_name, person.birth_date);
    let found = candidates(tx, &key).await?;
    if found.len() >= CANDIDATES_MAX {
        return Ok(PersonMatch::Several);
    }
    let mut same = Vec::new();
    for account in found {
        if is_same(app, tx, account, person).await? {
            same.push(account);
        }
    }
    Ok(match same.as_slice() {
        [] => PersonMatch::Nobody,
        [account] => PersonMatch::One(*account),
        _ => PersonMatch::Several,
    })
}

async fn is_same(app: &App, tx: &mut Tx, account: AccountId, person: &Person) -> Result<bool, DbError> {
    let Some(known) = row(&mut *tx, account).await? else { return Ok(false) };
    let equal = same_given_name(&known.given_name, &person.given_name)
        && same_family_name(&known.family_name, &person.family_name)
        && known.birth_date() == Some(person.birth_date)
        && known.address().is_some_and(|address| same_address(&address, &person.address));
    let proofs = [&known.name_proof, &known.birth_proof, &known.address_proof];
    Ok(equal && all_count(app, tx, account, &proofs).await?)
}

/// Whether all these proofs are there and count now.
async fn all_count(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    wanted: &[&Option<String>],
) -> Result<bool, DbError> {
    let proofs = store::proofs(&mut *tx, account).await?;
    let lock = store::lock(&mut *tx, account).await?;
    let now_ms = app.clock().now_ms();
    let counts = |id: &String| proofs.iter().any(|row| row.id == *id && row.facts().counts(lock, now_ms));
    Ok(wanted.iter().all(|proof| proof.as_ref().is_some_and(counts)))
}

/// Name and address that somebody proved, as they stand on an envelope.
///
/// # Errors
/// As the database says.
pub async fn proven_address(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
) -> Result<Option<(String, Address)>, DbError> {
    let Some(known) = row(&mut *tx, account).await? else { return Ok(None) };
    if !all_count(app, tx, account, &[&known.name_proof, &known.address_proof]).await? {
        return Ok(None);
    }
    Ok(envelope(&known))
}

fn envelope(known: &ProfileRow) -> Option<(String, Address)> {
    Some((format!("{} {}", known.given_name, known.family_name), known.address()?))
}
