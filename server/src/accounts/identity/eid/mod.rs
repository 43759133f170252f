//! Proof by electronic identity: to the broker with the browser, back to a static page of ours that posts code and state.
//!
//! An eID belongs to one account, found by issuer and subject and never by an e-mail address (OpenID Connect Core,
//! 5.7). `state` is remembered with the account and the device that left and taken once.

pub(in crate::accounts) mod http;
mod provider;
mod store;

use rathaus_api::{
    identity::{EidStarted, FinishEid, Means, TrustLevel},
    ids::{AccountId, DeviceId},
    problem::Code,
};

pub use provider::Provider;
use provider::{Arrival, EidError};

use super::{NewProof, record_proof};
use crate::{App, clock::timestamp, events::Actor, http::Failure, keys::secret_hash};

/// How long somebody may be away.
const AWAY_MS: i64 = 10 * 60_000;

impl From<EidError> for Failure {
    fn from(error: EidError) -> Self {
        match error {
            EidError::Unreachable(reason) => {
                tracing::warn!(reason, "the eID broker cannot be used");
                Failure::new(Code::Unavailable).retry_after(30)
            }
            EidError::Refused(reason) => {
                tracing::info!(reason, "an answer of the eID broker was refused");
                Failure::new(Code::CodeInvalid).because("the answer of the eID broker did not verify")
            }
            EidError::LevelTooLow => {
                let detail = format!("{} must be shown by the eID", TrustLevel::Basic.text());
                Failure::new(Code::LevelRequired).because(detail)
            }
        }
    }
}

fn provider(app: &App) -> Result<&Provider, Failure> {
    app.eid().ok_or_else(|| Failure::new(Code::WrongState).because("this town has no eID broker"))
}

/// The way to the broker, for a resident who proves something or (without one) for somebody who comes back.
///
/// # Errors
/// `wrong-state` without a broker, `unavailable` when it does not answer.
pub(super) async fn depart(app: &App, who: Option<(AccountId, DeviceId)>) -> Result<EidStarted, Failure> {
    let departure = provider(app)?.depart(app).await?;
    let now_ms = app.clock().now_ms();
    let request = store::Request {
        account: who.map(|(account, _)| account.to_string()),
        device: who.map(|(_, device)| device.to_string()),
        nonce: departure.nonce,
        verifier: departure.verifier,
        started_at: now_ms,
    };
    let mut tx = app.db().begin().await?;
    store::put_request(&mut tx, &secret_hash(&departure.state), &request, now_ms + AWAY_MS).await?;
    tx.commit().await?;
    Ok(EidStarted { redirect: departure.redirect.into(), expires_at: timestamp(now_ms + AWAY_MS) })
}

/// Takes what the person brought back. Whoever left must be the one who comes back.
async fn arrive(app: &App, who: Option<(AccountId, DeviceId)>, back: &FinishEid) -> Result<Arrival, Failure> {
    let provider = provider(app)?;
    let mut tx = app.db().begin().await?;
    let request = store::take_request(&mut tx, &secret_hash(&back.state), app.clock().now_ms()).await?;
    tx.commit().await?;
    let refused = || EidError::Refused("nobody left with this state".to_owned());
    let request = request.ok_or_else(refused)?;
    let (account, device) =
        (who.map(|(account, _)| account.to_string()), who.map(|(_, device)| device.to_string()));
    if request.account != account || request.device != device {
        return Err(EidError::Refused("somebody else left with this state".to_owned()).into());
    }
    // RFC 9207, 2.4
    if back.iss.as_deref().is_some_and(|issuer| issuer != provider.issuer()) {
        return Err(EidError::Refused("another issuer sent the person back".to_owned()).into());
    }
    Ok(provider.arrive(app, &back.code, request.nonce, request.verifier, request.started_at).await?)
}

/// Proves the identity of a resident who came back.
///
/// # Errors
/// `code-invalid` when it does not verify, `level-required`, `wrong-state` for an eID of another account or another eID
/// than before, `invalid-fields` for another person than before.
pub(super) async fn prove(
    app: &App,
    account: AccountId,
    device: DeviceId,
    back: &FinishEid,
) -> Result<(), Failure> {
    let arrival = arrive(app, Some((account, device)), back).await?;
    let mut tx = app.db().begin().await?;
    super::super::profile::store::make(&mut tx, account).await?;
    let owner = store::account_of(&mut tx, &arrival.issuer, &arrival.subject).await?;
    let known = store::subject_of(&mut tx, account, &arrival.issuer).await?;
    if owner.is_some_and(|owner| owner != account) || known.is_some_and(|known| known != arrival.subject) {
        return Err(Failure::new(Code::WrongState).because("the eID does not belong to this account"));
    }
    if owner.is_none() && !store::link(&mut tx, account, &arrival.issuer, &arrival.subject).await? {
        return Err(Failure::new(Code::WrongState).because("the eID does not belong to this account"));
    }
    let proof = NewProof {
        means: Means::Eid,
        level: arrival.level,
        shown: arrival.shown,
        checked: None,
        eid: Some((arrival.issuer, arrival.subject)),
        // The same eID with another family name: the register knows of the marriage before we do.
        family_name_changed: owner.is_some(),
    };
    record_proof(app, &mut tx, account, proof, Actor::Resident(account), "").await?;
    Ok(tx.commit().await?)
}

/// The account of somebody who comes back without passkeys, and the level that was shown.
///
/// # Errors
/// `code-invalid` when it does not verify or no account knows this eID.
pub(in crate::accounts) async fn identify(
    app: &App,
    back: &FinishEid,
) -> Result<(AccountId, TrustLevel), Failure> {
    let arrival = arrive(app, None, back).await?;
    let account = store::account_of(app.db(), &arrival.issuer, &arrival.subject).await?;
    let account = account.ok_or_else(|| EidError::Refused("no account knows this eID".to_owned()))?;
    Ok((account, arrival.level))
}

/// The way to the broker for somebody without passkeys.
///
/// # Errors
/// As [`depart`].
pub(in crate::accounts) async fn depart_lost(app: &App) -> Result<EidStarted, Failure> {
    depart(app, None).await
}
