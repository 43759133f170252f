//! Signed-in devices: opaque tokens, `rh1_` and 32 random bytes, of which only the hash is stored.

use axum::http::{HeaderMap, HeaderValue, header};
use rathaus_api::{
    accounts::Device,
    events::EventKind,
    ids::{AccountId, DeviceId, StaffId},
};

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

    pub(super) fn id(self) -> String {
        match self {
            Self::Resident(id) => id.to_string(),
            Self::Staff(id) => id.to_string(),
        }
    }

    fn actor(self) -> Actor {
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

    fn account(self) -> Option<AccountId> {
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

/// Signs a device in.
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
    let settings = app.config().sessions;
    let (hours, cookie) = match holder {
        Holder::Resident(_) => (settings.resident_hours, SessionCookie::Resident),
        Holder::Staff(_) => (settings.staff_hours, SessionCookie::Desk),
    };
    let seconds = i64::from(hours) * 3600;
    let token = format!("{PREFIX}{}", random_secret());
    let now_ms = app.clock().now_ms();
    let id = DeviceId::random();
    let label: String = label.trim().chars().filter(|c| !c.is_control()).take(LABEL_CHARS_MAX).collect();
    let session = store::NewSession {
        id,
        token_hash: secret_hash(&token),
        passkey,
        label: &label,
        now_ms,
        expires_ms: now_ms + seconds * 1000,
    };
    store::insert_session(tx, holder, session).await?;
    record(tx, holder, EventKind::DeviceSignedIn, id, now_ms);
    Ok(Opened { token, seconds, cookie })
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
    let row = store::session(app.db(), &secret_hash(token), cookie.holder_kind()).await?;
    let Some(row) = row else { return Ok(None) };
    let now_ms = app.clock().now_ms();
    if row.expires_at <= now_ms || row.last_seen_at + idle_ms(app, cookie) <= now_ms {
        return Ok(None);
    }
    if row.last_seen_at + SEEN_EVERY_MS <= now_ms {
        let mut tx = app.db().begin().await?;
        store::touch_session(&mut tx, &row.id, now_ms).await?;
        tx.commit().await?;
    }
    let device = row.id.parse().ok();
    Ok(device.map(|device| Found { holder_id: row.holder_id, device }))
}

fn idle_ms(app: &App, cookie: SessionCookie) -> i64 {
    let settings = app.config().sessions;
    match cookie {
        SessionCookie::Resident => i64::from(settings.resident_idle_hours) * 3_600_000,
        SessionCookie::Desk => i64::from(settings.staff_idle_minutes) * 60_000,
    }
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
