//! The one configuration file, environment overrides, and errors that name the key.
//!
//! `rathaus-server config` prints the documented example that is compiled in. An environment variable
//! `RATHAUS_SERVER__LISTEN` overrides `listen` in `[server]`; values are read as TOML, else as text.

use std::{
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
    /// Folder of database, pictures and keys.
    pub data: PathBuf,
    /// Networks of reverse proxies whose `X-Forwarded-For` is believed.
    #[serde(default)]
    pub trusted_proxies: Vec<IpNet>,
    /// Where Prometheus may fetch figures; nothing listens without it.
    #[serde(default)]
    pub metrics_listen: Option<SocketAddr>,
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

fn five() -> u32 {
    5
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
        /// The file, or `environment`.
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
        for (name, value) in overrides {
            override_key(&mut table, &name, &value);
        }
        let config: Self = serde_path_to_error::deserialize(table).map_err(|error| ConfigError::Key {
            file: file.to_owned(),
            key: error.path().to_string(),
            reason: error.inner().to_string(),
        })?;
        config.check().map_err(|(key, reason)| ConfigError::Key { file: file.to_owned(), key, reason })?;
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

    fn check(&self) -> Result<(), (String, String)> {
        let wrong = |key: &str, reason: String| Err((key.to_owned(), reason));
        let origin = &self.server.origin;
        let local = origin.host_str() == Some("localhost");
        if !(origin.scheme() == "https" || (origin.scheme() == "http" && local)) {
            return wrong("server.origin", "must begin with https:// (http only for localhost)".into());
        }
        if origin.path() != "/" || origin.query().is_some() || origin.fragment().is_some() {
            return wrong("server.origin", "must be scheme, host and port only".into());
        }
        if self.town.ags.len() != 8 || !self.town.ags.bytes().all(|byte| byte.is_ascii_digit()) {
            return wrong("town.ags", "must have 8 digits".into());
        }
        if let Some(colour) = &self.town.brand_colour
            && let Err(reason) = check_colour(colour)
        {
            return wrong("town.brand_colour", reason);
        }
        if self.town.offices.is_empty() {
            return wrong("town.offices", "at least one office is needed".into());
        }
        if self.reports.photos_max > 10 {
            return wrong("reports.photos_max", "at most 10".into());
        }
        if let Err((key, reason)) = self.associations.check() {
            return wrong(&format!("associations.{key}"), reason);
        }
        self.check_categories()
    }

    fn check_categories(&self) -> Result<(), (String, String)> {
        let mut seen = std::collections::BTreeSet::new();
        for (index, category) in self.reports.categories.iter().enumerate() {
            let key = |name: &str| format!("reports.categories[{index}].{name}");
            if !self.town.offices.iter().any(|office| office.key == category.office) {
                return Err((key("office"), format!("there is no office `{}`", category.office)));
            }
            if !category.name.contains_key("de") {
                return Err((key("name"), "a German name (`de`) is needed".into()));
            }
            if !seen.insert(&category.key) {
                return Err((key("key"), format!("`{}` stands twice", category.key)));
            }
        }
        if seen.is_empty() {
            return Err(("reports.categories".into(), "at least one category is needed".into()));
        }
        Ok(())
    }
}

/// The variables of the environment that are text; ours always are.
pub(crate) fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

/// `RATHAUS_SERVER__LISTEN=…` becomes `server.listen`. Variables without `__` are not ours.
fn override_key(table: &mut toml::Table, name: &str, value: &str) {
    let Some(path) = name.strip_prefix("RATHAUS_").filter(|rest| rest.contains("__")) else { return };
    let parts: Vec<String> = path.split("__").map(str::to_lowercase).collect();
    let Some((last, sections)) = parts.split_last() else { return };
    let mut at = table;
    for section in sections {
        let entry = at.entry(section.clone()).or_insert_with(|| toml::Value::Table(toml::Table::new()));
        let toml::Value::Table(inner) = entry else { return };
        at = inner;
    }
    let parsed = toml::from_str::<toml::Table>(&format!("v = {value}")).ok();
    let parsed = parsed.and_then(|mut table| table.remove("v"));
    at.insert(last.clone(), parsed.unwrap_or_else(|| toml::Value::String(value.to_owned())));
}

/// White text must be readable on the colour: contrast of at least 4.5 (WCAG 2.2, 1.4.3).
fn check_colour(colour: &str) -> Result<(), String> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii());
    let channel = |digits: &str, at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    let rgb = digits.and_then(|d| Some([channel(d, 0)?, channel(d, 2)?, channel(d, 4)?]));
    let Some(rgb) = rgb else { return Err("must look like #1c3f7a".into()) };
    let linear = rgb.map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    let luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    let contrast = 1.05 / (luminance + 0.05);
    if contrast < 4.5 {
        return Err(format!(
            "contrast to white is {contrast:.1}, at least 4.5 is needed; choose a darker colour"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str, overrides: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let overrides = overrides.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::parse(text, "rathaus.toml", overrides)
    }

    fn key_of(result: Result<Config, ConfigError>) -> String {
        match result {
            Err(ConfigError::Key { key, .. }) => key,
            Err(other) => other.to_string(),
            Ok(_) => "accepted".into(),
        }
    }

    #[test]
    fn the_printed_example_and_the_demo_town_are_complete() {
        parse(EXAMPLE, &[]).unwrap();
        assert!(parse(DEMO, &[]).unwrap().town.demo);
    }

    #[test]
    fn the_environment_overrides_the_file() {
        let changed = [("RATHAUS_SERVER__LISTEN", "127.0.0.1:9999"), ("RATHAUS_REPORTS__PHOTOS_MAX", "3")];
        let config = parse(DEMO, &changed).unwrap();
        assert_eq!(config.server.listen.port(), 9999);
        assert_eq!(config.reports.photos_max, 3);
    }

    #[test]
    fn a_wrong_value_is_named_by_its_key() {
        let set = |name, value| key_of(parse(DEMO, &[(name, value)]));
        assert_eq!(set("RATHAUS_SERVER__LISTEN", "nowhere"), "server.listen");
        assert_eq!(set("RATHAUS_SERVER__ORIGIN", "http://rathaus.example"), "server.origin");
        assert_eq!(set("RATHAUS_SERVER__LITSEN", "x"), "server.litsen");
        assert_eq!(set("RATHAUS_TOWN__AGS", "'12'"), "town.ags");
        assert_eq!(set("RATHAUS_TOWN__BRAND_COLOUR", "'#ffee00'"), "town.brand_colour");
        assert_eq!(set("RATHAUS_REPORTS__PHOTOS_MAX", "11"), "reports.photos_max");
    }
}
