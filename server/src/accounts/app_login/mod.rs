//! The system browser signs the app in: authorization code with PKCE (RFC 8252, RFC 7636, RFC 9207).
//!
//! The app opens the town hall's page with its challenge, its return address and a state. The resident, signed in there
//! with step-up, lets it in; the page goes to the return address with a code that works once, for a minute, and only
//! together with the verifier that never left the app. The app's session is signed in with the browser's passkey, so
//! taking that passkey away ends it, and it inherits what is left of the browser's step-up, so that the app can make a
//! passkey of its own at once. A code that was tried with anything wrong is used up.

pub(super) mod http;
mod store;

use std::net::Ipv6Addr;

use axum::http::HeaderMap;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rathaus_api::{
    accounts::{Account, AuthorizeApp, RedeemApp},
    problem::{Code, FieldCode},
};
use sha2::{Digest, Sha256};
use url::{Host, Url};

use super::{Holder, Opened, Resident, SessionCookie, sessions, store as accounts_store};
use crate::{
    App,
    codes::same,
    http::{
        Failure,
        failure::{field, invalid},
    },
    keys::{random_secret, secret_hash},
};

pub(super) use store::erase_ended;

/// Life of a code; RFC 6749, 4.1.2 allows ten minutes, the app needs a second.
const LIFE_MS: i64 = 60_000;

/// Return address on systems that bring links back to the app: a scheme in reverse domain order (RFC 8252, 7.1), the
/// app's identifier.
pub const APP_RETURN: &str = "de.rathaus.app:/signed-in";

/// Longest return address.
const RETURN_BYTES_MAX: usize = 300;

/// RFC 3986, 2.3: what needs no escape in an address.
fn is_unreserved(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

/// Whether a return address leads to this very device: a loopback address, or the app's own scheme.
fn is_own_device(redirect: &str) -> bool {
    redirect == APP_RETURN || is_loopback(redirect)
}

/// Whether an address is a loopback address by number with a port, never `localhost`, which others may answer (RFC 8252,
/// 7.3 and 8.3).
pub(super) fn is_loopback(redirect: &str) -> bool {
    if redirect.len() > RETURN_BYTES_MAX || !redirect.is_ascii() {
        return false;
    }
    let Ok(url) = Url::parse(redirect) else { return false };
    let loopback = match url.host() {
        Some(Host::Ipv4(address)) => address.octets() == [127, 0, 0, 1],
        Some(Host::Ipv6(address)) => address == Ipv6Addr::LOCALHOST,
        Some(Host::Domain(_)) | None => false,
    };
    // Written as it is read: another spelling of the same address is not asked for by our app.
    url.scheme() == "http"
        && loopback
        && url.port().is_some_and(|port| port >= 1024)
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.as_str() == redirect
}

/// Lets the app in. The caller has checked the step-up. Gives the address the browser goes to.
async fn authorize(app: &App, resident: Resident, asked: &AuthorizeApp) -> Result<String, Failure> {
    let mut errors = Vec::new();
    let challenge = URL_SAFE_NO_PAD.decode(&asked.code_challenge);
    if challenge.is_err() || challenge.is_ok_and(|bytes| bytes.len() != 32) {
        errors.push(field("/code_challenge", FieldCode::Format, "43 characters of base64url (S256)"));
    }
    if !is_own_device(&asked.redirect_uri) {
        let detail = format!("http://127.0.0.1:<port>/..., http://[::1]:<port>/... or {APP_RETURN}");
        errors.push(field("/redirect_uri", FieldCode::Format, detail));
    }
    if !(1..=200).contains(&asked.state.len()) || !is_unreserved(&asked.state) {
        errors.push(field("/state", FieldCode::Format, "1 to 200 letters, digits, -, ., _, ~"));
    }
    if !errors.is_empty() {
        return Err(invalid(errors));
    }
    let code = random_secret();
    let mut tx = app.db().begin().await?;
    let row = store::NewLogin {
        code_hash: secret_hash(&code),
        account: resident.account,
        device: resident.device,
        challenge: &asked.code_challenge,
        redirect_uri: &asked.redirect_uri,
        expires_ms: app.clock().now_ms() + LIFE_MS,
    };
    if !store::insert(&mut tx, row).await? {
        return Err(Failure::new(Code::NotSignedIn));
    }
    tx.commit().await?;
    let mut issuer = String::new();
    issuer.extend(url::form_urlencoded::byte_serialize(app.config().origin_text().as_bytes()));
    Ok(format!("{}?code={code}&state={}&iss={issuer}", asked.redirect_uri, asked.state))
}

/// The app redeems the code and is signed in.
async fn redeem(app: &App, headers: &HeaderMap, asked: &RedeemApp) -> Result<(Account, Opened), Failure> {
    let wrong = || Failure::new(Code::CodeInvalid);
    let now_ms = app.clock().now_ms();
    // Taken in a transaction of its own: whatever is wrong with the rest, the code is used up.
    let mut tx = app.db().begin().await?;
    let login = store::take(&mut tx, &secret_hash(&asked.code), now_ms).await?;
    tx.commit().await?;
    let login = login.ok_or_else(wrong)?;
    let verifier_fits =
        (43..=128).contains(&asked.code_verifier.len()) && is_unreserved(&asked.code_verifier);
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(asked.code_verifier.as_bytes()));
    let verified = same(challenge.as_bytes(), login.challenge.as_bytes());
    if !verifier_fits || !verified || login.redirect_uri != asked.redirect_uri {
        return Err(wrong());
    }
    let account = login.account.parse().map_err(|_| wrong())?;
    let holder = Holder::Resident(account);
    let mut tx = app.db().begin().await?;
    // The browser's session and its passkey must still be there; both rows are held until the app is signed in.
    let fresh_until = store::hold_session(&mut tx, &login, now_ms).await?.ok_or_else(wrong)?;
    let account = accounts_store::account(&mut tx, account).await?.ok_or_else(wrong)?;
    sessions::end_shown(app, &mut tx, headers, SessionCookie::Resident).await?;
    let opened =
        sessions::open_until(app, &mut tx, holder, &login.passkey_id, &asked.device, fresh_until).await?;
    tx.commit().await?;
    Ok((account, opened))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_returns_to_this_device_only() {
        for good in
            ["http://127.0.0.1:49152/", "http://127.0.0.1:8123/signed-in", "http://[::1]:49152/x", APP_RETURN]
        {
            assert!(is_own_device(good), "{good}");
        }
        let bad = [
            "",
            "https://127.0.0.1:49152/",
            "http://localhost:49152/",
            "http://127.0.0.1/",
            "http://127.0.0.1:80/",
            "http://127.0.0.2:49152/",
            "http://127.1:49152/",
            "http://2130706433:49152/",
            "http://0x7f.0.0.1:49152/",
            "http://0.0.0.0:49152/",
            "http://127.0.0.1:49152",
            "http://127.0.0.1:49152/?a=b",
            "http://127.0.0.1:49152/#a",
            "http://127.0.0.1:49152/a b",
            "http://127.0.0.1:49152\\@evil.example/",
            "http://user@127.0.0.1:49152/",
            "http://127.0.0.1:49152@evil.example/",
            "http://evil.example:49152/",
            "http://[::ffff:127.0.0.1]:49152/",
            "http://127.0.0.1.evil.example:49152/",
            "de.rathaus.app:/elsewhere",
            "de.rathaus.app://signed-in",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "http://127.0.0.1:49152/\r\nSet-Cookie: a=b",
        ];
        for bad in bad {
            assert!(!is_own_device(bad), "{bad}");
        }
    }
}
