//! The one configuration file, environment overrides, and errors that name the key.
//!
//! `rathaus-server config` prints the documented example that is compiled in. An environment variable
//! `RATHAUS_SERVER__LISTEN` overrides `listen` in `[server]`; values are read as TOML, else as text.

mod checks;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    num::NonZeroU32,
    path::{Path, PathBuf},
};

use ipnet::IpNet;
use rathaus_api::town::{Contact, Office, Texts};
use serde::Deserialize;
use url::Url;

use crate::{
    accounts::{association::Associations, identity::IdentitySettings},
    mail::MailSettings,
    map::MapSettings,
    notices::email::SmtpSettings,
    print::PrintSettings,
};

/// The documented example, a complete configuration of a town.
pub const EXAMPLE: &str = include_str!("../rathaus.toml");

/// The demo town's configuration.
pub const DEMO: &str = include_str!("../demo/erlenbrueck/rathaus.toml");

/// Everything a server must be told.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Addresses, folders, proxies.
    pub server: Server,
    /// Who the town is.
    pub town: TownConfig,
    /// Where its legal pages stand.
    #[serde(default)]
    pub pages: Pages,
    /// What can be reported.
    pub reports: Reports,
    /// The map.
    pub map: MapSettings,
    /// How often one household may ask.
    #[serde(default)]
    pub limits: Limits,
    /// How long people stay signed in.
    #[serde(default)]
    pub sessions: Sessions,
    /// How long proofs of identity count, and the eID broker.
    #[serde(default)]
    pub identity: IdentitySettings,
    /// Where letters are printed.
    #[serde(default)]
    pub print: PrintSettings,
    /// What the town decides about its letters.
    #[serde(default)]
    pub mail: MailSettings,
    /// How long files are kept after their end.
    #[serde(default)]
    pub retention: Retention,
    /// Apps and origins that belong to the town hall.
    #[serde(default)]
    pub associations: Associations,
    /// Where e-mail goes out; without it nobody is asked for an e-mail address.
    #[serde(default)]
    pub smtp: Option<SmtpSettings>,
}

/// Addresses, folders, proxies.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Where the server listens, for example `127.0.0.1:8080`.
    pub listen: SocketAddr,
    /// The one address people open, for example `https://rathaus.erlenbrueck.example`.
    pub origin: Url,
    /// `sqlite://…` or `postgres://…`; without it a file in `data`.
    #[serde(default)]
    pub database: Option<String>,
    /// The database of the keys that open letters: never the one in `database`; without it a file in `data`.
    #[serde(default)]
    pub keys_database: Option<String>,
    /// Folder of database, pictures and keys.
    pub data: PathBuf,
    /// Networks of reverse proxies whose `X-Forwarded-For` is believed.
    #[serde(default)]
    pub trusted_proxies: Vec<IpNet>,
    /// Where Prometheus may fetch figures; nothing listens without it.
    #[serde(default)]
    pub metrics_listen: Option<SocketAddr>,
    /// Most connections at once; each open page holds one for its live stream.
    #[serde(default = "connections")]
    pub connections_max: NonZeroU32,
}

/// Who the town is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TownConfig {
    /// For example `Stadt Erlenbrück`.
    pub name: String,
    /// For example `Erlenbrück`.
    pub short_name: String,
    /// Amtlicher Gemeindeschlüssel, 8 digits.
    pub ags: String,
    /// ISO 3166-2, for example `DE-ST`.
    pub state: String,
    /// `#rrggbb` with a contrast of at least 4.5 to white.
    #[serde(default)]
    pub brand_colour: Option<String>,
    /// How to reach the town hall without this program.
    pub contact: Contact,
    /// Units of the town hall.
    pub offices: Vec<Office>,
    /// Nobody real is behind this town.
    #[serde(default)]
    pub demo: bool,
}

/// Where the legal pages stand: Markdown files `imprint.de.md`, `privacy.en.md` and so on.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pages {
    /// Folder of the files; the demo town's own pages without it.
    #[serde(default)]
    pub folder: Option<PathBuf>,
}

/// What can be reported.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reports {
    /// Most photos of one report, 0 to 10.
    #[serde(default = "five")]
    pub photos_max: u32,
    /// Most bytes of one photo.
    #[serde(default = "photo_bytes")]
    pub photo_bytes_max: u64,
    /// What happens with a place outside the town.
    #[serde(default)]
    pub outside: Outside,
    /// In the order people see them.
    pub categories: Vec<CategoryConfig>,
}

/// What happens with a place outside the town.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outside {
    /// Refused with a sentence.
    #[default]
    Refuse,
    /// Taken when the resident says so.
    Confirm,
}

/// A kind of thing that can be reported.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryConfig {
    /// Stable key: lower-case letters, digits, underscore.
    pub key: String,
    /// Office that works on it.
    pub office: String,
    /// Icon the UI knows.
    pub icon: String,
    /// Names by language; German is needed.
    pub name: Texts,
}

/// How often one household may ask.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// All requests to the API.
    pub requests_per_minute: NonZeroU32,
    /// Steps of signing in, and guesses at secrets.
    pub sign_ins_per_minute: NonZeroU32,
    /// Reports.
    pub reports_per_hour: NonZeroU32,
    /// Photos.
    pub photos_per_hour: NonZeroU32,
}

impl Default for Limits {
    fn default() -> Self {
        let number = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        Self {
            requests_per_minute: number(600),
            sign_ins_per_minute: number(40),
            reports_per_hour: number(30),
            photos_per_hour: number(120),
        }
    }
}

/// How long people stay signed in, in hours.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sessions {
    /// A resident's device, from sign-in.
    pub resident_hours: u32,
    /// A resident's device without use.
    pub resident_idle_hours: u32,
    /// Staff, from sign-in.
    pub staff_hours: u32,
    /// Staff without use, in minutes.
    pub staff_idle_minutes: u32,
}

impl Default for Sessions {
    fn default() -> Self {
        Self {
            resident_hours: 24 * 180,
            resident_idle_hours: 24 * 60,
            staff_hours: 12,
            staff_idle_minutes: 30,
        }
    }
}

/// How long files are kept after their end, in days of 24 hours. The periods stand in the town's filing rules
/// (Aktenordnung); ten years are common.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Retention {
    /// Reports, after they were closed.
    pub reports_days: u32,
    /// Letters, after their last change; while a resident keeps a copy in the mailbox they stay.
    pub letters_days: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self { reports_days: 3_653, letters_days: 3_653 }
    }
}

impl Retention {
    const DAY_MS: i64 = 24 * 3_600_000;

    /// How long reports are kept, in milliseconds.
    #[must_use]
    pub fn reports_ms(&self) -> i64 {
        i64::from(self.reports_days) * Self::DAY_MS
    }

    /// How long letters are kept, in milliseconds.
    #[must_use]
    pub fn letters_ms(&self) -> i64 {
        i64::from(self.letters_days) * Self::DAY_MS
    }
}

fn five() -> u32 {
    5
}

fn connections() -> NonZeroU32 {
    NonZeroU32::MIN.saturating_add(999)
}

fn photo_bytes() -> u64 {
    15 << 20
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {0}: {1}")]
    File(String, std::io::Error),
    /// It is not TOML.
    #[error("{0} is not valid TOML: {1}")]
    Syntax(String, toml::de::Error),
    /// A key is missing, unknown or has a wrong value.
    #[error("{file}: key `{key}`: {reason}")]
    Key {
        /// The file, or the variable of the environment.
        file: String,
        /// Dotted path of the key.
        key: String,
        /// What is wrong and what is expected.
        reason: String,
    },
}

impl Config {
    /// Reads the file and the environment.
    ///
    /// # Errors
    /// Names the file and the key.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| ConfigError::File(file.clone(), error))?;
        Self::parse(&text, &file, environment())
    }

    /// Reads a text and overrides.
    ///
    /// # Errors
    /// Names the file and the key.
    pub fn parse(
        text: &str,
        file: &str,
        overrides: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut table: toml::Table =
            toml::from_str(text).map_err(|error| ConfigError::Syntax(file.to_owned(), error))?;
        let mut variables = BTreeMap::new();
        for (name, value) in overrides {
            if let Some(key) = override_key(&mut table, &name, &value) {
                variables.insert(key, name);
            }
        }
        // Whoever set the key last is told.
        let wrong = |key: String, reason: String| {
            let setters =
                variables.iter().filter(|(set, _)| key == **set || key.starts_with(&format!("{set}.")));
            let set_by = setters.max_by_key(|(set, _)| set.len());
            let file =
                set_by.map_or_else(|| file.to_owned(), |(_, name)| format!("environment variable {name}"));
            ConfigError::Key { file, key, reason }
        };
        let config: Self = serde_path_to_error::deserialize(table)
            .map_err(|error| wrong(error.path().to_string(), error.inner().to_string()))?;
        checks::check(&config).map_err(|(key, reason)| wrong(key, reason))?;
        Ok(config)
    }

    /// The origin without a slash at its end, as browsers write it.
    #[must_use]
    pub fn origin_text(&self) -> &str {
        self.server.origin.as_str().trim_end_matches('/')
    }

    /// Address of the database.
    #[must_use]
    pub fn database(&self) -> String {
        match &self.server.database {
            Some(address) => address.clone(),
            None => format!("sqlite://{}", self.server.data.join("rathaus.db").display()),
        }
    }
    /// Address of the database of keys.
    #[must_use]
    pub fn keys_database(&self) -> String {
        match &self.server.keys_database {
            Some(address) => address.clone(),
            None => format!("sqlite://{}", self.server.data.join("keys.db").display()),
        }
    }
}

/// The variables of the environment that are text; ours always are.
pub(crate) fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

/// `RATHAUS_SERVER__LISTEN=…` becomes `server.listen`. Returned is what the variable answers for: this key, or the
/// section that it brought in. Variables without `__` are not ours.
fn override_key(table: &mut toml::Table, name: &str, value: &str) -> Option<String> {
    let path = name.strip_prefix("RATHAUS_").filter(|rest| rest.contains("__"))?;
    let parts: Vec<String> = path.split("__").map(str::to_lowercase).collect();
    let (last, sections) = parts.split_last()?;
    let mut at = table;
    let mut brought_in = None;
    for (depth, section) in sections.iter().enumerate() {
        let entry = at.entry(section.clone()).or_insert_with(|| {
            brought_in.get_or_insert(parts[..=depth].join("."));
            toml::Value::Table(toml::Table::new())
        });
        let toml::Value::Table(inner) = entry else { return None };
        at = inner;
    }
    let parsed = toml::from_str::<toml::Table>(&format!("v = {value}")).ok();
    let parsed = parsed.and_then(|mut table| table.remove("v"));
    at.insert(last.clone(), parsed.unwrap_or_else(|| toml::Value::String(value.to_owned())));
    Some(brought_in.unwrap_or_else(|| parts.join(".")))
}
