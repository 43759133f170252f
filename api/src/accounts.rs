//! Residents' accounts: registration and sign-in by passkey, devices.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::{AccountId, CeremonyId, DeviceId};

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
