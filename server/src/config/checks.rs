//! What a configuration must be beyond its form, so that a town that starts also works.

use std::collections::BTreeSet;

use super::Config;

/// Largest `reports.photo_bytes_max`: a few uploads of this size are held in memory at once.
const PHOTO_BYTES_MAX: u64 = 32 << 20;

/// Largest zoom there is.
const ZOOM_MAX: u8 = 22;

/// Key and reason of what is wrong.
type Wrong = (String, String);

fn wrong(key: &str, reason: impl Into<String>) -> Result<(), Wrong> {
    Err((key.to_owned(), reason.into()))
}

/// Checks everything; the first thing that is wrong comes back.
pub fn check(config: &Config) -> Result<(), Wrong> {
    check_server(config)?;
    check_town(config)?;
    check_sessions(config)?;
    check_retention(config)?;
    check_map(config)?;
    check_reports(config)?;
    check_associations(config)?;
    check_categories(config)
}

fn check_server(config: &Config) -> Result<(), Wrong> {
    let origin = &config.server.origin;
    let local = origin.host_str() == Some("localhost");
    if !(origin.scheme() == "https" || (origin.scheme() == "http" && local)) {
        return wrong("server.origin", "must begin with https:// (http only for localhost)");
    }
    let is_bare = origin.path() == "/" && origin.query().is_none() && origin.fragment().is_none();
    if !is_bare || !origin.username().is_empty() || origin.password().is_some() {
        return wrong("server.origin", "must be scheme, host and port only");
    }
    check_database("server.database", config.server.database.as_deref())?;
    check_database("server.keys_database", config.server.keys_database.as_deref())?;
    // A backup of the one must not hold the other.
    if config.server.keys_database.is_some() && config.keys_database() == config.database() {
        return wrong("server.keys_database", "must be another database than server.database");
    }
    Ok(())
}

fn check_database(key: &'static str, address: Option<&str>) -> Result<(), Wrong> {
    // Only the scheme is repeated: the rest may hold a password.
    match address.map(|address| address.split(':').next().unwrap_or_default()) {
        None | Some("sqlite" | "postgres" | "postgresql") => Ok(()),
        Some(other) => wrong(key, format!("`{other}` is not known here; use sqlite:// or postgres://")),
    }
}

fn check_town(config: &Config) -> Result<(), Wrong> {
    let town = &config.town;
    if town.ags.len() != 8 || !town.ags.bytes().all(|byte| byte.is_ascii_digit()) {
        return wrong("town.ags", "must have 8 digits");
    }
    if let Some(Err(reason)) = town.brand_colour.as_deref().map(check_colour) {
        return wrong("town.brand_colour", reason);
    }
    if town.offices.is_empty() {
        return wrong("town.offices", "at least one office is needed");
    }
    let mut seen = BTreeSet::new();
    for (index, office) in town.offices.iter().enumerate() {
        check_key(&format!("town.offices[{index}].key"), &office.key, seen.insert(&office.key))?;
    }
    Ok(())
}

/// A key stands in addresses and rows for ever.
fn check_key(at: &str, key: &str, is_new: bool) -> Result<(), Wrong> {
    let fine = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if key.is_empty() || !key.bytes().all(fine) {
        return wrong(at, format!("`{key}` must be made of lower-case letters, digits and underscores"));
    }
    if is_new { Ok(()) } else { wrong(at, format!("`{key}` stands twice")) }
}

/// Shortest retention, in days: a remedy may be open for a year, and for another one nobody may know (VwGO 58 (2)).
const RETENTION_DAYS_MIN: u32 = 2 * 366;

fn check_retention(config: &Config) -> Result<(), Wrong> {
    let kept = config.retention;
    for (key, days) in
        [("retention.reports_days", kept.reports_days), ("retention.letters_days", kept.letters_days)]
    {
        if !(RETENTION_DAYS_MIN..=36_600).contains(&days) {
            return wrong(key, format!("must be {RETENTION_DAYS_MIN} to 36600 days"));
        }
    }
    Ok(())
}

fn check_sessions(config: &Config) -> Result<(), Wrong> {
    let sessions = config.sessions;
    let lives = [
        ("resident_hours", sessions.resident_hours),
        ("resident_idle_hours", sessions.resident_idle_hours),
        ("staff_hours", sessions.staff_hours),
        ("staff_idle_minutes", sessions.staff_idle_minutes),
    ];
    match lives.iter().find(|(_, life)| *life == 0) {
        Some((name, _)) => wrong(&format!("sessions.{name}"), "must be at least 1: nobody could sign in"),
        None => Ok(()),
    }
}

fn check_map(config: &Config) -> Result<(), Wrong> {
    let (min, max) = (config.map.zoom_min, config.map.zoom_max);
    if max > ZOOM_MAX {
        return wrong("map.zoom_max", format!("at most {ZOOM_MAX}"));
    }
    if min > max {
        wrong("map.zoom_min", format!("must not be above zoom_max, which is {max}"))
    } else {
        Ok(())
    }
}

fn check_reports(config: &Config) -> Result<(), Wrong> {
    if config.reports.photos_max > 10 {
        return wrong("reports.photos_max", "at most 10");
    }
    if !(1..=PHOTO_BYTES_MAX).contains(&config.reports.photo_bytes_max) {
        return wrong("reports.photo_bytes_max", format!("1 to {PHOTO_BYTES_MAX}"));
    }
    Ok(())
}

fn check_associations(config: &Config) -> Result<(), Wrong> {
    config.associations.check().map_err(|(key, reason)| (format!("associations.{key}"), reason))
}

fn check_categories(config: &Config) -> Result<(), Wrong> {
    let mut seen = BTreeSet::new();
    for (index, category) in config.reports.categories.iter().enumerate() {
        let at = |name: &str| format!("reports.categories[{index}].{name}");
        check_key(&at("key"), &category.key, seen.insert(&category.key))?;
        if !config.town.offices.iter().any(|office| office.key == category.office) {
            return wrong(&at("office"), format!("there is no office `{}`", category.office));
        }
        if !category.name.contains_key("de") {
            return wrong(&at("name"), "a German name (`de`) is needed");
        }
    }
    if seen.is_empty() { wrong("reports.categories", "at least one category is needed") } else { Ok(()) }
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
