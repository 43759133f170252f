//! Typed proof that a resident is signed in.

use axum::{extract::FromRequestParts, http::request::Parts};
use rathaus_api::{
    EXPECTED_ACCOUNT, RATHAUS_FOR,
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
    /// Until when the last use of a passkey counts as step-up, in milliseconds since 1970; maybe in the past.
    pub fresh_until: i64,
    /// When the session ends if nobody uses it, in milliseconds since 1970.
    pub ends_at: i64,
}

/// A signed-in resident who used a passkey within the last five minutes (trust row 3). Anybody else who is signed in
/// gets `step-up-required`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fresh(pub Resident);

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

/// Who is signed in, whether for herself or for somebody else.
///
/// # Errors
/// `not-signed-in` for a token that has ended.
pub async fn signed_in(parts: &Parts, app: &App) -> Result<Option<Resident>, Failure> {
    let Some(found) = found(app, parts, SessionCookie::Resident).await? else { return Ok(None) };
    let account = found.holder_id.parse().map_err(|_| Failure::new(Code::NotSignedIn))?;
    let (fresh_until, ends_at) = (found.fresh_until, found.ends_at);
    Ok(Some(Resident { account, device: found.device, fresh_until, ends_at }))
}

/// Refuses whoever acts for somebody else: only routes that know that (`representatives::Caller`) let them in.
impl FromRequestParts<App> for MaybeResident {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        if parts.headers.contains_key(RATHAUS_FOR) {
            return Err(Failure::new(Code::Forbidden).because("this cannot be done for somebody else"));
        }
        Ok(Self(signed_in(parts, app).await?))
    }
}

/// Where the header `Expected-Account` is there, nobody else than the account it names may be signed in, whether she
/// acts for herself or for somebody else: a page that still believes in a session must not act for a guest, or as
/// somebody else, without a word.
///
/// # Errors
/// `not-signed-in`.
pub fn check_expected(parts: &Parts, resident: Option<&Resident>) -> Result<(), Failure> {
    let Some(expected) = parts.headers.get(EXPECTED_ACCOUNT) else { return Ok(()) };
    let expected = expected.to_str().ok().and_then(|text| text.parse::<AccountId>().ok());
    if expected.is_some() && expected == resident.map(|resident| resident.account) {
        return Ok(());
    }
    Err(Failure::new(Code::NotSignedIn).because("another account was expected"))
}

impl FromRequestParts<App> for Resident {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let MaybeResident(resident) = MaybeResident::from_request_parts(parts, app).await?;
        resident.ok_or_else(|| Failure::new(Code::NotSignedIn))
    }
}

/// Whether a passkey was used within the last five minutes.
///
/// # Errors
/// `step-up-required`.
pub(crate) fn check_fresh(app: &App, fresh_until: i64) -> Result<(), Failure> {
    if fresh_until > app.clock().now_ms() { Ok(()) } else { Err(Failure::new(Code::StepUpRequired)) }
}

impl FromRequestParts<App> for Fresh {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let resident = Resident::from_request_parts(parts, app).await?;
        check_fresh(app, resident.fresh_until)?;
        Ok(Self(resident))
    }
}
