//! Proof by electronic identity: to the broker with the browser, back to a static page of ours that posts code and state.
//!
//! An eID belongs to one account, found by issuer and subject and never by an e-mail address (OpenID Connect Core,
//! 5.7). `state` is remembered with the account and the device that left and taken once. Whoever comes back without a
//! session shows the claim of the window or app that left, so that nobody is sent back with somebody else's eID. An app
//! leaves by the system's browser, whose page hands code and state to the app's loopback address (RFC 8252).

pub(in crate::accounts) mod http;
mod provider;
mod store;

use rathaus_api::{
    identity::{EidStarted, FinishEid, Means, StartEid, TrustLevel},
    ids::{AccountId, DeviceId},
    problem::{Code, FieldCode},
};

pub use provider::Provider;
use provider::{Arrival, EidError};

use super::{NewProof, record_proof};
use crate::{
    App,
    accounts::app_login::is_loopback,
    clock::timestamp,
    events::Actor,
    http::{Failure, failure::field, invalid},
    keys::{random_secret, secret_hash},
};

/// Where our app waits; nothing else of this device is sent anything.
const RETURN_PATH: &str = "/back";

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

/// Who leaves for the broker. Whoever leaves must be the one who comes back.
#[derive(Clone, Copy)]
pub(in crate::accounts) enum Leaving<'a> {
    /// A resident who proves something, on this device.
    Resident(AccountId, DeviceId),
    /// Somebody without passkeys, with the claim that only this window or app has.
    Lost(&'a str),
}

impl Leaving<'_> {
    /// As it is remembered: account, and device or hash of the claim.
    fn remembered(self) -> (Option<String>, String) {
        match self {
            Self::Resident(account, device) => (Some(account.to_string()), device.to_string()),
            Self::Lost(claim) => (None, secret_hash(claim)),
        }
    }
}

/// The way to the broker, for a resident who proves something or for somebody who comes back. An app gives the
/// loopback address it waits on.
///
/// # Errors
/// `wrong-state` without a broker, `unavailable` when it does not answer, `invalid-fields` for another return address.
pub(super) async fn depart(
    app: &App,
    who: Leaving<'_>,
    return_to: Option<String>,
) -> Result<EidStarted, Failure> {
    if return_to.as_deref().is_some_and(|address| !is_loopback(address) || !address.ends_with(RETURN_PATH)) {
        let detail = "http://127.0.0.1:<port>/back or http://[::1]:<port>/back";
        return Err(invalid(vec![field("/return_to", FieldCode::Format, detail)]));
    }
    let departure = provider(app)?.depart(app).await?;
    let now_ms = app.clock().now_ms();
    let (account, device) = who.remembered();
    let request = store::Request {
        account,
        device: Some(device),
        return_to,
        nonce: departure.nonce,
        verifier: departure.verifier,
        started_at: now_ms,
    };
    let mut tx = app.db().begin().await?;
    store::put_request(&mut tx, &secret_hash(&departure.state), &request, now_ms + AWAY_MS).await?;
    tx.commit().await?;
    let claim = match who {
        Leaving::Resident(..) => None,
        Leaving::Lost(claim) => Some(claim.to_owned()),
    };
    Ok(EidStarted { redirect: departure.redirect.into(), claim, expires_at: timestamp(now_ms + AWAY_MS) })
}

/// The address of the app that waits for somebody who is back; the request stays.
///
/// # Errors
/// `not-found` when nobody left with this state, or not from an app.
async fn return_of(app: &App, state: &str) -> Result<String, Failure> {
    let found = store::return_of(app.db(), &secret_hash(state), app.clock().now_ms()).await?;
    found.ok_or_else(|| Failure::new(Code::NotFound))
}

/// Takes what the person brought back. Whoever left must be the one who comes back.
async fn arrive(app: &App, who: Leaving<'_>, back: &FinishEid) -> Result<Arrival, Failure> {
    let provider = provider(app)?;
    let mut tx = app.db().begin().await?;
    let request = store::take_request(&mut tx, &secret_hash(&back.state), app.clock().now_ms()).await?;
    tx.commit().await?;
    let refused = || EidError::Refused("nobody left with this state".to_owned());
    let request = request.ok_or_else(refused)?;
    let (account, device) = who.remembered();
    if request.account != account || request.device.as_deref() != Some(&device) {
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
    let arrival = arrive(app, Leaving::Resident(account, device), back).await?;
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
    let arrival = arrive(app, Leaving::Lost(back.claim.as_deref().unwrap_or_default()), back).await?;
    let account = store::account_of(app.db(), &arrival.issuer, &arrival.subject).await?;
    let account = account.ok_or_else(|| EidError::Refused("no account knows this eID".to_owned()))?;
    Ok((account, arrival.level))
}

/// The way to the broker for somebody without passkeys.
///
/// # Errors
/// As [`depart`].
pub(in crate::accounts) async fn depart_lost(app: &App, start: StartEid) -> Result<EidStarted, Failure> {
    depart(app, Leaving::Lost(&random_secret()), start.return_to).await
}
