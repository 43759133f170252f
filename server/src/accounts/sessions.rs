//! Signed-in devices: opaque tokens, `rh1_` and 32 random bytes, of which only the hash is stored.

use axum::http::{HeaderMap, HeaderValue, header};
use rathaus_api::{
    accounts::{Device, SessionLife},
    events::EventKind,
    ids::{AccountId, DeviceId, StaffId},
};
use uuid::Uuid;

use super::store;
use crate::{
    App,
    clock::timestamp,
    db::{DbError, Tx},
    events::{self, Actor, NewEvent},
    http::origin::is_browser,
    keys::{random_secret, secret_hash},
};

/// First characters of a token: kind and version, so that a leaked one is recognised.
const PREFIX: &str = "rh1_";

/// A use is written down when the last one is this old.
const SEEN_EVERY_MS: i64 = 60_000;

/// How long the token before a rotation still works, without step-up.
const PREVIOUS_MS: i64 = 60_000;

/// How long the use of a passkey counts as step-up.
pub(super) const FRESH_MS: i64 = 5 * 60 * 1000;

/// Longest label of a device, in characters.
const LABEL_CHARS_MAX: usize = 100;

/// Whose session or passkey it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// A resident.
    Resident(AccountId),
    /// A member of staff.
    Staff(StaffId),
}

impl Holder {
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Resident(_) => "resident",
            Self::Staff(_) => "staff",
        }
    }

    /// The id without its kind; also the WebAuthn user handle.
    pub(super) fn uuid(self) -> Uuid {
        match self {
            Self::Resident(id) => id.0,
            Self::Staff(id) => id.0,
        }
    }

    pub(super) fn id(self) -> String {
        match self {
            Self::Resident(id) => id.to_string(),
            Self::Staff(id) => id.to_string(),
        }
    }

    /// The holder an id names, in the room of a cookie.
    fn of(cookie: SessionCookie, id: &str) -> Option<Self> {
        match cookie {
            SessionCookie::Resident => id.parse().ok().map(Self::Resident),
            SessionCookie::Desk => id.parse().ok().map(Self::Staff),
        }
    }

    pub(super) fn actor(self) -> Actor {
        match self {
            Self::Resident(id) => Actor::Resident(id),
            Self::Staff(id) => Actor::Staff(id),
        }
    }

    fn cookie(self) -> SessionCookie {
        match self {
            Self::Resident(_) => SessionCookie::Resident,
            Self::Staff(_) => SessionCookie::Desk,
        }
    }

    pub(super) fn account(self) -> Option<AccountId> {
        match self {
            Self::Resident(id) => Some(id),
            Self::Staff(_) => None,
        }
    }
}

/// The two cookies. `__Host-` binds each to our origin, HTTPS and the whole path (RFC 6265bis, 4.1.3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionCookie {
    /// Residents.
    Resident,
    /// Staff.
    Desk,
}

impl SessionCookie {
    /// Name of the cookie.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Resident => "__Host-rathaus",
            Self::Desk => "__Host-rathaus-desk",
        }
    }

    /// Kind of holder whose cookie it is.
    #[must_use]
    pub fn holder_kind(self) -> &'static str {
        match self {
            Self::Resident => "resident",
            Self::Desk => "staff",
        }
    }

    fn set(self, token: &str, seconds: i64) -> Option<HeaderValue> {
        let name = self.name();
        let text = format!("{name}={token}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={seconds}");
        HeaderValue::from_str(&text).ok()
    }

    /// Makes the browser forget the cookie.
    pub fn forget(self, headers: &mut HeaderMap) {
        if let Some(value) = self.set("", 0) {
            headers.append(header::SET_COOKIE, value);
        }
    }
}

/// A session that was opened.
pub struct Opened {
    token: String,
    seconds: i64,
    cookie: SessionCookie,
}

impl Opened {
    /// Hands the token to whoever asked: to a browser as a cookie, to the app in the answer.
    pub fn hand_over(self, asked: &HeaderMap, answer: &mut HeaderMap) -> Option<String> {
        if !is_browser(asked) {
            return Some(self.token);
        }
        if let Some(value) = self.cookie.set(&self.token, self.seconds) {
            answer.append(header::SET_COOKIE, value);
        }
        None
    }
}

/// Signs a device in with a passkey that was used or made just now, which counts as step-up.
///
/// # Errors
/// As the database says.
pub async fn open(
    app: &App,
    tx: &mut Tx,
    holder: Holder,
    passkey: &str,
    label: &str,
) -> Result<Opened, DbError> {
    let fresh_until = app.clock().now_ms() + FRESH_MS;
    open_until(app, tx, holder, passkey, label, fresh_until).await
}

/// Signs a device in; `fresh_until` (milliseconds since 1970, 0 for never) is the end of its step-up.
///
/// # Errors
/// As the database says.
pub async fn open_until(
    app: &App,
    tx: &mut Tx,
    holder: Holder,
    passkey: &str,
    device: &str,
    fresh_until: i64,
) -> Result<Opened, DbError> {
    let settings = app.config().sessions;
    let (hours, cookie) = match holder {
        Holder::Resident(_) => (settings.resident_hours, SessionCookie::Resident),
        Holder::Staff(_) => (settings.staff_hours, SessionCookie::Desk),
    };
    let seconds = i64::from(hours) * 3600;
    let token = format!("{PREFIX}{}", random_secret());
    let now_ms = app.clock().now_ms();
    let id = DeviceId::random();
    let label = label(device);
    let session = store::NewSession {
        id,
        token_hash: secret_hash(&token),
        passkey,
        label: &label,
        now_ms,
        expires_ms: now_ms + seconds * 1000,
        fresh_until,
    };
    store::insert_session(tx, holder, session).await?;
    record(tx, holder, EventKind::DeviceSignedIn, id, now_ms);
    Ok(Opened { token, seconds, cookie })
}

/// How a device calls itself: one line of at most 100 characters.
pub(super) fn label(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control()).take(LABEL_CHARS_MAX).collect()
}

/// Ends the session that a sign-in brings along, so that a device never holds two and a planted one is gone
/// (session fixation; OWASP ASVS 5.0, 7.2.4).
///
/// # Errors
/// As the database says.
pub async fn end_shown(
    app: &App,
    tx: &mut Tx,
    asked: &HeaderMap,
    cookie: SessionCookie,
) -> Result<(), DbError> {
    let Shown::Token(token) = shown(asked, cookie) else { return Ok(()) };
    let ended = store::delete_shown(tx, &secret_hash(&token), cookie.holder_kind()).await?;
    let Some((device, holder_id)) = ended else { return Ok(()) };
    if let (Ok(device), Some(holder)) = (device.parse(), Holder::of(cookie, &holder_id)) {
        record(tx, holder, EventKind::DeviceSignedOut, device, app.clock().now_ms());
    }
    Ok(())
}

/// Gives the session a new token and step-up for five minutes. `None` when the shown token is not (any more) that of
/// this device.
///
/// # Errors
/// As the database says.
pub(super) async fn rotate(
    app: &App,
    tx: &mut Tx,
    holder: Holder,
    device: DeviceId,
    asked: &HeaderMap,
) -> Result<Option<(Opened, SessionLife)>, DbError> {
    let cookie = holder.cookie();
    let Shown::Token(shown) = shown(asked, cookie) else { return Ok(None) };
    let token = format!("{PREFIX}{}", random_secret());
    let now_ms = app.clock().now_ms();
    let rotation = store::Rotation {
        device,
        shown_hash: secret_hash(&shown),
        token_hash: secret_hash(&token),
        now_ms,
        previous_until: now_ms + PREVIOUS_MS,
        fresh_until: now_ms + FRESH_MS,
    };
    let Some(expires_at) = store::rotate_session(tx, holder, rotation).await? else { return Ok(None) };
    let ends_at = expires_at.min(now_ms + idle_ms(app, cookie));
    let seconds = (expires_at - now_ms) / 1000;
    Ok(Some((Opened { token, seconds, cookie }, life(app, ends_at, now_ms + FRESH_MS))))
}

/// How long a session lasts, as its person may know.
pub fn life(app: &App, ends_at: i64, fresh_until: i64) -> SessionLife {
    let now = app.clock().now_ms();
    SessionLife {
        now: timestamp(now),
        ends_at: timestamp(ends_at),
        fresh_until: (fresh_until > now).then(|| timestamp(fresh_until)),
    }
}

pub(super) fn record_signed_out(tx: &mut Tx, holder: Holder, device: DeviceId, now_ms: i64) {
    record(tx, holder, EventKind::DeviceSignedOut, device, now_ms);
}

fn record(tx: &mut Tx, holder: Holder, kind: EventKind, device: DeviceId, now_ms: i64) {
    let event = NewEvent {
        actor: holder.actor(),
        kind,
        object: device.to_string(),
        account: holder.account(),
        office: None,
    };
    events::record(tx, event, now_ms);
}

/// A session found by its token.
#[derive(Debug, Clone)]
pub struct Found {
    /// Whose it is; the kind is the one that was asked for.
    pub holder_id: String,
    /// The device.
    pub device: DeviceId,
    /// Until when the last use of a passkey counts as step-up, in milliseconds since 1970; maybe in the past.
    pub fresh_until: i64,
    /// When it ends if nobody uses it, in milliseconds since 1970.
    pub ends_at: i64,
}

/// What a request shows of a session.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Nothing: nobody claims to be anybody.
    Nothing,
    /// An `Authorization` header that is no bearer token: somebody, but we cannot tell who.
    Garbage,
    /// A token.
    Token(String),
}

/// What a request shows: `Authorization: Bearer` (RFC 6750; the scheme in any case), else the cookie.
pub(super) fn shown(headers: &HeaderMap, cookie: SessionCookie) -> Shown {
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let pair = value.to_str().ok().and_then(|text| text.split_once(' '));
        return match pair {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") && !token.trim().is_empty() => {
                Shown::Token(token.trim().to_owned())
            }
            _ => Shown::Garbage,
        };
    }
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == cookie.name())
        .map_or(Shown::Nothing, |(_, token)| Shown::Token(token.to_owned()))
}

/// Looks a token up; a session that ended or was idle too long is none.
pub(super) async fn find(app: &App, token: &str, cookie: SessionCookie) -> Result<Option<Found>, DbError> {
    if !token.starts_with(PREFIX) {
        return Ok(None);
    }
    let (hash, now_ms) = (secret_hash(token), app.clock().now_ms());
    let row = match store::session(app.db(), &hash, cookie.holder_kind()).await? {
        Some(row) => row,
        None => match store::session_before(app.db(), &hash, cookie.holder_kind(), now_ms).await? {
            Some(row) => store::SessionRow { fresh_until: 0, ..row },
            None => return Ok(None),
        },
    };
    let idle_ms = idle_ms(app, cookie);
    if row.expires_at <= now_ms || row.last_seen_at + idle_ms <= now_ms {
        return Ok(None);
    }
    let mut seen_at = row.last_seen_at;
    if row.last_seen_at + SEEN_EVERY_MS <= now_ms {
        let mut tx = app.db().begin().await?;
        store::touch_session(&mut tx, &row.id, now_ms).await?;
        tx.commit().await?;
        seen_at = now_ms;
    }
    let ends_at = row.expires_at.min(seen_at + idle_ms);
    let device = row.id.parse().ok();
    Ok(device.map(|device| Found { holder_id: row.holder_id, device, fresh_until: row.fresh_until, ends_at }))
}

fn idle_ms(app: &App, cookie: SessionCookie) -> i64 {
    let settings = app.config().sessions;
    match cookie {
        SessionCookie::Resident => i64::from(settings.resident_idle_hours) * 3_600_000,
        SessionCookie::Desk => i64::from(settings.staff_idle_minutes) * 60_000,
    }
}

/// Whether somebody is signed in on any device.
///
/// # Errors
/// As the database says.
pub async fn has_device(app: &App, holder: Holder) -> Result<bool, DbError> {
    let rows =
        store::sessions_of(app.db(), holder, app.clock().now_ms(), idle_ms(app, holder.cookie())).await?;
    Ok(!rows.is_empty())
}

/// Whether the device is still signed in; open streams ask.
pub async fn is_open(app: &App, holder: Holder, device: DeviceId) -> bool {
    let open =
        store::device_is_open(app.db(), holder, device, app.clock().now_ms(), idle_ms(app, holder.cookie()))
            .await;
    // A database that does not answer is no reason to sign somebody out.
    open.unwrap_or(true)
}

/// Signs the asking device out.
///
/// # Errors
/// As the database says.
pub async fn close(app: &App, holder: Holder, device: DeviceId) -> Result<(), DbError> {
    sign_out_device(app, holder, device).await.map(|_| ())
}

/// Signs one of the holder's devices out; `false` when the holder has no such device.
///
/// # Errors
/// As the database says.
pub async fn sign_out_device(app: &App, holder: Holder, device: DeviceId) -> Result<bool, DbError> {
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let removed = store::delete_session(&mut tx, holder, device).await?;
    if removed {
        record(&mut tx, holder, EventKind::DeviceSignedOut, device, now_ms);
    }
    tx.commit().await?;
    Ok(removed)
}

/// Signs all of the holder's devices out but the asking one.
///
/// # Errors
/// As the database says.
pub async fn sign_out_others(app: &App, holder: Holder, current: DeviceId) -> Result<(), DbError> {
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    for device in store::delete_other_sessions(&mut tx, holder, current).await? {
        record(&mut tx, holder, EventKind::DeviceSignedOut, device, now_ms);
    }
    tx.commit().await
}

/// Signs out what one passkey opened, in the transaction that takes the passkey away.
///
/// # Errors
/// As the database says.
pub(super) async fn end_opened_by(
    tx: &mut Tx,
    holder: Holder,
    passkey: &str,
    now_ms: i64,
) -> Result<(), DbError> {
    for device in store::delete_sessions_of_passkey(tx, holder, passkey).await? {
        record(tx, holder, EventKind::DeviceSignedOut, device, now_ms);
    }
    Ok(())
}

/// The holder's devices, newest first.
///
/// # Errors
/// As the database says.
pub async fn device_list(app: &App, holder: Holder, current: DeviceId) -> Result<Vec<Device>, DbError> {
    let rows =
        store::sessions_of(app.db(), holder, app.clock().now_ms(), idle_ms(app, holder.cookie())).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let id = row.id.parse().ok()?;
            Some(Device {
                id,
                label: row.label,
                signed_in_at: timestamp(row.created_at),
                last_seen_at: timestamp(row.last_seen_at),
                current: id == current,
            })
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bearer_token_goes_before_a_cookie() {
        let token = |text: &str| Shown::Token(text.to_owned());
        let mut headers = HeaderMap::new();
        assert_eq!(shown(&headers, SessionCookie::Resident), Shown::Nothing);
        headers.insert(header::COOKIE, HeaderValue::from_static("a=b; __Host-rathaus=rh1_c; x=y"));
        assert_eq!(shown(&headers, SessionCookie::Resident), token("rh1_c"));
        assert_eq!(shown(&headers, SessionCookie::Desk), Shown::Nothing);
        headers.insert(header::AUTHORIZATION, HeaderValue::from_static("bearer rh1_d"));
        assert_eq!(shown(&headers, SessionCookie::Resident), token("rh1_d"));
        for nonsense in ["Basic xyz", "Bearer ", "Bearer"] {
            headers.insert(header::AUTHORIZATION, HeaderValue::from_static(nonsense));
            assert_eq!(shown(&headers, SessionCookie::Resident), Shown::Garbage);
        }
    }
}
