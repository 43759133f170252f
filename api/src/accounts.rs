//! Residents' accounts: registration and sign-in by passkey, devices.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::{AccountId, CeremonyId, DeviceId, LinkId};

/// Language of the texts a person reads.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, ToSchema,
)]
pub enum Language {
    /// German.
    #[default]
    #[serde(rename = "de")]
    De,
    /// German, Leichte Sprache.
    #[serde(rename = "de-simple")]
    DeSimple,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Language {
    /// The tag as it stands on the wire and in the names of the catalogues.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::DeSimple => "de-simple",
            Self::En => "en",
        }
    }

    /// The language of a tag, if we have its texts.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        [Self::De, Self::DeSimple, Self::En].into_iter().find(|language| language.tag() == tag)
    }
}

/// Somebody wants an account.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartRegistration {
    /// How the town hall addresses the person: 1 to 100 characters.
    pub display_name: String,
    /// Language of the person's texts.
    #[serde(default)]
    pub language: Language,
}

/// A WebAuthn ceremony was begun: hand `options` to the authenticator, then finish within five minutes.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Ceremony {
    /// Names the ceremony; single use.
    pub ceremony: CeremonyId,
    /// `CredentialCreationOptions` or `CredentialRequestOptions` in the JSON of WebAuthn Level 3, section 5.1.8.
    #[schema(value_type = Object)]
    pub options: serde_json::Value,
    /// The ceremony ends then.
    pub expires_at: Timestamp,
}

/// What the authenticator answered.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FinishCeremony {
    /// From [`Ceremony`].
    pub ceremony: CeremonyId,
    /// `RegistrationResponseJSON` or `AuthenticationResponseJSON` of WebAuthn Level 3, section 5.1.
    #[schema(value_type = Object)]
    pub credential: serde_json::Value,
    /// How the person recognises this device in the list: up to 100 characters, for example `Firefox, Linux`.
    pub device: String,
}

/// Somebody is signed in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SessionOpened {
    /// The account that is signed in.
    pub account: Account,
    /// The session token, only for the app (a request without `Origin` and `Sec-Fetch-Site`). A browser gets
    /// the HttpOnly cookie `__Host-rathaus` instead. The app's shell keeps it out of the webview.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

/// A resident's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Account {
    /// The account.
    pub id: AccountId,
    /// How the town hall addresses the person.
    pub display_name: String,
    /// Language of the person's texts.
    pub language: Language,
    /// When the account was made.
    pub created_at: Timestamp,
}

/// Who is asking.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// The signed-in account, or nothing.
    pub account: Option<Account>,
    /// How long it lasts; nothing without an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub life: Option<SessionLife>,
    /// The only passkey is bound to one device: losing that means the long way back in. Suggest a second one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub second_passkey_advised: bool,
}

/// How long a session lasts. All three times are the server's, so a wrong clock on the device does not matter: count
/// from `now`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SessionLife {
    /// The server's time of this answer.
    pub now: Timestamp,
    /// The session ends then, if nobody uses it before; use moves it, up to the absolute end.
    pub ends_at: Timestamp,
    /// Until then the last use of a passkey counts as step-up; nothing when it does not count any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fresh_until: Option<Timestamp>,
}

/// A passkey was used again: what asks for step-up is open for five minutes. The session has a new token; the old one
/// works for one more minute, without step-up, for requests on their way.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct SteppedUp {
    /// How long the session lasts, and the step-up.
    pub life: SessionLife,
    /// The new token, only for the app; a browser gets it as its cookie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

/// Change what the account says about its person. A missing field stays as it is.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeAccount {
    /// 1 to 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Language of the person's texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// A device on which the person is signed in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Device {
    /// The device's session.
    pub id: DeviceId,
    /// As the device named itself at sign-in.
    pub label: String,
    /// When the person signed in there.
    pub signed_in_at: Timestamp,
    /// Last use, to the minute.
    pub last_seen_at: Timestamp,
    /// Whether the request came from this device.
    pub current: bool,
}

/// Where a person is signed in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Devices {
    /// Newest first.
    pub devices: Vec<Device>,
}

/// What keeps a passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PasskeyKind {
    /// A phone or computer, or the person's password manager.
    Platform,
    /// A key one plugs in or holds against the device.
    SecurityKey,
    /// This program's app on one device.
    App,
}

impl PasskeyKind {
    /// The kind as it stands on the wire and in the database.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::SecurityKey => "security_key",
            Self::App => "app",
        }
    }

    /// The kind of a text, if there is one.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        [Self::Platform, Self::SecurityKey, Self::App].into_iter().find(|kind| kind.text() == text)
    }
}

/// A passkey of the person who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OwnPasskey {
    /// The credential id in base64url, as the authenticator knows it (WebAuthn Level 3, 4).
    pub id: String,
    /// As the person calls it; may be empty.
    pub name: String,
    /// What keeps it.
    pub kind: PasskeyKind,
    /// It cannot leave its device: lost with it (WebAuthn Level 3, 6.1.3, flag BE is off).
    pub device_bound: bool,
    /// A copy exists elsewhere (flag BS).
    pub backed_up: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When somebody signed in with it last.
    pub last_used_at: Option<Timestamp>,
    /// Whether the asking session was opened with it.
    pub current: bool,
}

/// The passkeys of the person who asks.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OwnPasskeys {
    /// Oldest first.
    pub passkeys: Vec<OwnPasskey>,
    /// The only one is bound to one device: suggest a second one.
    pub second_advised: bool,
    /// Whether one of them can be taken away; the last way in cannot.
    pub removable: bool,
}

/// Call a passkey something else.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RenamePasskey {
    /// 1 to 100 characters.
    pub name: String,
}

/// Where a new device is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// The code waits for a new device.
    Open,
    /// A device showed the code; both show the word, and the signed-in one must say that they match.
    Entered,
    /// The words match; the new device may make its passkey.
    Confirmed,
    /// The new device has its passkey and is signed in.
    Used,
    /// Refused, or too late.
    Ended,
}

/// A new device is asked in. The code and the address are shown once.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LinkMade {
    /// Names the link for its owner.
    pub id: LinkId,
    /// To be typed on the new device: `ABCD-EFGH`.
    pub code: String,
    /// To be shown as a QR code: the town hall's page, the code behind the `#`.
    pub url: String,
    /// Five minutes from now.
    pub expires_at: Timestamp,
}

/// A new device on its way, as its owner sees it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Link {
    /// The link.
    pub id: LinkId,
    /// Where it is.
    pub state: LinkState,
    /// The key of the word both screens show (text `link-word-<key>`), once a device has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// How the new device calls itself, once it has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// The new device shows the code.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnterLink {
    /// As typed or scanned; case, blanks and hyphens do not matter.
    pub code: String,
    /// How the person recognises this device: up to 100 characters.
    pub device: String,
}

/// The new device was let into the link. It keeps `claim` to itself.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LinkEntered {
    /// Secret of the new device for the next steps.
    pub claim: String,
    /// The key of the word both screens show (text `link-word-<key>`).
    pub word: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// The new device asks how far it is, or goes on.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkClaim {
    /// From [`LinkEntered`].
    pub claim: String,
}

/// How far the new device is.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LinkProgress {
    /// Where it is.
    pub state: LinkState,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// The owner says that both screens show this word.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmLink {
    /// The word's key, as both screens show it.
    pub word: String,
}

/// The browser signs the app in (RFC 8252 with RFC 7636): the app's request, as the browser read it from its address.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthorizeApp {
    /// SHA-256 of the app's verifier in base64url (RFC 7636, method S256): 43 characters.
    pub code_challenge: String,
    /// `http://127.0.0.1:<port>/...`, `http://[::1]:<port>/...` or `de.rathaus.app:/signed-in`.
    pub redirect_uri: String,
    /// The app's own; comes back unchanged. 1 to 200 letters, digits, `-`, `.`, `_`, `~`.
    pub state: String,
}

/// Where the browser goes now.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AppAuthorized {
    /// The app's address with `code`, `state` and `iss` (RFC 9207).
    pub redirect: String,
}

/// The app redeems the code.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RedeemApp {
    /// From the address the browser opened; works once, for a minute.
    pub code: String,
    /// The secret behind the challenge: 43 to 128 characters (RFC 7636, 4.1).
    pub code_verifier: String,
    /// The same as before.
    pub redirect_uri: String,
    /// How the person recognises this device in the list: up to 100 characters.
    pub device: String,
}
