//! What the town knows about a resident, on one page.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    accounts::{Account, Language},
    identity::{Address, Identity, Means},
};

/// By what a field is proven. Proven fields change only by a new proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProvenBy {
    /// How.
    pub means: Means,
    /// When.
    pub at: Timestamp,
}

/// A name, and by what it is proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NameField {
    /// Empty where nothing is known.
    pub value: String,
    /// Nothing: the resident stated it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proven: Option<ProvenBy>,
}

/// The day of birth, and by what it is proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DateField {
    /// Nothing where nothing is known.
    pub value: Option<Date>,
    /// Nothing: the resident stated it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proven: Option<ProvenBy>,
}

/// The address, and by what it is proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AddressField {
    /// Nothing where nothing is known.
    pub value: Option<Address>,
    /// Nothing: the resident stated it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proven: Option<ProvenBy>,
}

/// An e-mail address on its way to being confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EmailPending {
    /// Where the code went.
    pub address: String,
    /// The code works until then.
    pub expires_at: Timestamp,
}

/// How the resident reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Reading {
    /// Size of the letters.
    pub text_size: TextSize,
    /// More contrast.
    pub high_contrast: bool,
    /// Less movement on the screen.
    pub less_motion: bool,
}

/// Size of the letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextSize {
    /// As the device has it.
    #[default]
    Normal,
    /// A quarter larger.
    Large,
    /// Half as large again.
    Largest,
}

/// What notices are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// New passkeys, recoveries, blocked accounts: always on all channels, also at night.
    Security,
    /// Own reports and cases.
    Cases,
    /// Letters of the town hall.
    Mail,
}

impl NoticeKind {
    /// All kinds, in the order people see them.
    pub const ALL: &'static [NoticeKind] = &[Self::Security, Self::Cases, Self::Mail];
}

/// On which channels the resident wants one kind of notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeChoice {
    /// About what.
    pub kind: NoticeKind,
    /// By e-mail, where an address is confirmed.
    pub email: bool,
    /// On signed-in devices.
    pub device: bool,
}

/// When notices wait. Times are those of the town hall (Europe/Berlin).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// Whether notices wait at all. Those about security never do.
    pub on: bool,
    /// Minutes after midnight at which the quiet begins, 0 to 1439; 1200 is eight in the evening.
    pub from_minute: u16,
    /// Minutes after midnight at which it ends, 0 to 1439; 480 is eight in the morning.
    pub until_minute: u16,
}

impl Default for QuietHours {
    fn default() -> Self {
        Self { on: true, from_minute: 20 * 60, until_minute: 8 * 60 }
    }
}

/// How the resident reads and wants to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Reading settings.
    #[serde(default)]
    pub reading: Reading,
    /// One for each kind; `security` cannot be switched off.
    pub notices: Vec<NoticeChoice>,
    /// When notices wait.
    #[serde(default)]
    pub quiet: QuietHours,
}

impl Default for Settings {
    fn default() -> Self {
        let choice = |kind: &NoticeKind| NoticeChoice { kind: *kind, email: true, device: true };
        Self {
            reading: Reading::default(),
            notices: NoticeKind::ALL.iter().map(choice).collect(),
            quiet: QuietHours::default(),
        }
    }
}

/// How many things of one sort the town keeps about the resident; each has a page of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Kept {
    /// `devices`, `passkeys`, `reports`, and what other slices add.
    pub what: String,
    /// How many.
    pub number: u32,
}

/// Everything the town knows about the resident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Profile {
    /// Name on the screen, language, since when.
    pub account: Account,
    /// Given names.
    pub given_name: NameField,
    /// Family name.
    pub family_name: NameField,
    /// Day of birth.
    pub birth_date: DateField,
    /// Where the person lives.
    pub address: AddressField,
    /// Telephone number, as people write it; empty without one.
    pub phone: String,
    /// Confirmed e-mail address.
    pub email: Option<String>,
    /// Another address that waits for its code.
    pub email_pending: Option<EmailPending>,
    /// Whether this town can send e-mail at all.
    pub email_offered: bool,
    /// Reading and notices.
    pub settings: Settings,
    /// Proofs of identity and what they count for.
    pub identity: Identity,
    /// When the card with the blocking code was made; nothing without one.
    pub card_made_at: Option<Timestamp>,
    /// What else is kept.
    pub kept: Vec<Kept>,
}

/// Change what is not proven. Fields that are missing stay; an empty text erases.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeProfile {
    /// Up to 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// Up to 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    /// Day of birth, not in the future.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
    /// Where the person lives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Up to 40 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// Give an e-mail address; a code goes there.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveEmail {
    /// Up to 254 characters.
    pub address: String,
}

/// What is erased with the account, and what the law makes the town keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Deletion {
    /// One line for each sort of thing.
    pub parts: Vec<DeletionPart>,
    /// Send this back to delete; it names the account as it stands, for five minutes.
    pub confirmation: String,
}

/// What happens to one sort of thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeletionPart {
    /// `account`, `profile`, `proofs`, `passkeys`, `devices`, `reports`, `events`, and so on.
    pub what: String,
    /// Whether it is erased at once. Otherwise it stays, without the account's name.
    pub erased: bool,
    /// How many.
    pub number: u32,
    /// For how long it stays, in days from its last change; nothing where no end is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_days: Option<u32>,
    /// The rule that makes the town keep it, for example `VwVfG § 29`; nothing where it is erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// Delete the account for good.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteAccount {
    /// From [`Deletion`].
    pub confirmation: String,
}

/// The language of the account with its settings, as one request changes them.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeSettings {
    /// Language of the person's texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// All settings.
    pub settings: Settings,
}

/// Everything the town keeps about the resident, for the resident (GDPR article 15 and 20).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Export {
    /// Version of this form, 1.
    pub version: u32,
    /// Name of the town.
    pub town: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// Profile with proofs of identity.
    pub profile: Profile,
    /// Where the resident is signed in.
    pub devices: Vec<crate::accounts::Device>,
    /// Public facts of the passkeys.
    pub passkeys: Vec<crate::accounts::OwnPasskey>,
    /// Recoveries under way.
    pub recoveries: Vec<crate::recovery::OwnRecovery>,
    /// Own reports, newest first, 5,000 at most.
    pub reports: Vec<crate::reports::Report>,
    /// What lies in the mailbox, newest first, 5,000 at most; the content of opened letters only.
    #[serde(default)]
    pub letters: Vec<crate::mail::Letter>,
    /// Consents to digital letters, the newest first; those that were revoked are kept for three years.
    #[serde(default)]
    pub mail_consents: Vec<crate::mail::ConsentKept>,
    /// References whose letters come to the mailbox.
    #[serde(default)]
    pub references: Vec<crate::mail::LinkedReference>,
    /// Who may act for the resident, and for whom the resident may act.
    pub representations: crate::representatives::Representations,
    /// Who looked or changed, newest first, 5,000 at most.
    pub access_log: Vec<crate::audit::AccessLogEntry>,
    /// Which of the lists are longer than what stands here: `reports`, `letters`, `access_log`.
    pub cut_off: Vec<String>,
}
