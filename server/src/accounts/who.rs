//! Typed proof that a resident is signed in.

use axum::{extract::FromRequestParts, http::request::Parts};
use rathaus_api::{
    EXPECTED_ACCOUNT,
    ids::{AccountId, DeviceId},
    problem::Code,
};

use super::sessions::{self, Found, Holder, SessionCookie, Shown};
use crate::{App, http::Failure};

/// A signed-in resident. Without one the answer is 401.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resident {
    /// Whose account it is.
    pub account: AccountId,
    /// From which device.
    pub device: DeviceId,
}

impl Resident {
    /// The resident as holder of sessions and passkeys.
    #[must_use]
    pub fn holder(&self) -> Holder {
        Holder::Resident(self.account)
    }
}

/// A resident, or somebody without account. A token that has ended is neither: the answer is 401, so that nothing
/// is filed under nobody by mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaybeResident(pub Option<Resident>);

/// As [`MaybeResident`], but nobody else than the account the header `Expected-Account` names, where it is there: a
/// page that still believes in a session must not act for a guest, or for somebody else, without a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExpectedResident(pub Option<Resident>);

/// The session a request shows. `None`: it shows none.
pub(crate) async fn found(app: &App, parts: &Parts, cookie: SessionCookie) -> Result<Option<Found>, Failure> {
    let token = match sessions::shown(&parts.headers, cookie) {
        Shown::Nothing => return Ok(None),
        Shown::Garbage => return Err(Failure::new(Code::NotSignedIn)),
        Shown::Token(token) => token,
    };
    match sessions::find(app, &token, cookie).await? {
        Some(found) => Ok(Some(found)),
        None => Err(Failure::new(Code::NotSignedIn)),
    }
}

impl FromRequestParts<App> for MaybeResident {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Some(found) = found(app, parts, SessionCookie::Resident).await? else { return Ok(Self(None)) };
        let account = found.holder_id.parse().map_err(|_| Failure::new(Code::NotSignedIn))?;
        Ok(Self(Some(Resident { account, device: found.device })))
    }
}

impl FromRequestParts<App> for ExpectedResident {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let MaybeResident(resident) = MaybeResident::from_request_parts(parts, app).await?;
        let Some(expected) = parts.headers.get(EXPECTED_ACCOUNT) else { return Ok(Self(resident)) };
        let expected = expected.to_str().ok().and_then(|text| text.parse::<AccountId>().ok());
        if expected.is_some() && expected == resident.map(|resident| resident.account) {
            return Ok(Self(resident));
        }
        Err(Failure::new(Code::NotSignedIn).because("another account was expected"))
    }
}

impl FromRequestParts<App> for Resident {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let MaybeResident(resident) = MaybeResident::from_request_parts(parts, app).await?;
        resident.ok_or_else(|| Failure::new(Code::NotSignedIn))
    }
}
