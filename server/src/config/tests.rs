//! What is accepted, what is refused, and who is told.

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

#[test]
fn what_could_never_work_is_refused_at_the_start() {
    let set = |name, value| key_of(parse(DEMO, &[(name, value)]));
    assert_eq!(set("RATHAUS_SERVER__ORIGIN", "https://u:p@rathaus.example"), "server.origin");
    assert_eq!(set("RATHAUS_SERVER__ORIGIN", "https://rathaus.example/x"), "server.origin");
    assert_eq!(set("RATHAUS_SERVER__CONNECTIONS_MAX", "0"), "server.connections_max");
    assert_eq!(set("RATHAUS_SESSIONS__STAFF_HOURS", "0"), "sessions.staff_hours");
    assert_eq!(set("RATHAUS_SESSIONS__STAFF_IDLE_MINUTES", "0"), "sessions.staff_idle_minutes");
    assert_eq!(set("RATHAUS_MAP__ZOOM_MIN", "25"), "map.zoom_min");
    assert_eq!(set("RATHAUS_MAP__ZOOM_MAX", "23"), "map.zoom_max");
    assert_eq!(set("RATHAUS_REPORTS__PHOTO_BYTES_MAX", "99999999"), "reports.photo_bytes_max");
    assert_eq!(set("RATHAUS_REPORTS__PHOTO_BYTES_MAX", "0"), "reports.photo_bytes_max");
    let office = "[{ key = 'Amt 1', name = { de = 'Amt' } }]";
    assert_eq!(set("RATHAUS_TOWN__OFFICES", office), "town.offices[0].key");
    let twice = "[{ key = 'amt', name = { de = 'A' } }, { key = 'amt', name = { de = 'B' } }]";
    assert_eq!(set("RATHAUS_TOWN__OFFICES", twice), "town.offices[1].key");
    let category = "[{ key = 'A B', office = 'bauhof', icon = 'road', name = { de = 'A' } }]";
    assert_eq!(set("RATHAUS_REPORTS__CATEGORIES", category), "reports.categories[0].key");
}

#[test]
fn a_database_nobody_knows_is_named_without_its_password() {
    let error = parse(DEMO, &[("RATHAUS_SERVER__DATABASE", "mysql://root:geheim@host/town")]).unwrap_err();
    let text = error.to_string();
    assert!(text.contains("`mysql`") && text.contains("server.database"), "{text}");
    assert!(!text.contains("geheim"), "{text}");
}

#[test]
fn a_mistake_is_blamed_on_who_made_it() {
    let blamed = |overrides: &[(&str, &str)], text: &str| parse(text, overrides).unwrap_err().to_string();
    let unknown = blamed(&[("RATHAUS_SEREVR__LISTEN", "x")], DEMO);
    assert!(unknown.starts_with("environment variable RATHAUS_SEREVR__LISTEN: key `serevr"), "{unknown}");
    let wrong = blamed(&[("RATHAUS_TOWN__AGS", "'12'")], DEMO);
    assert!(wrong.starts_with("environment variable RATHAUS_TOWN__AGS: key `town.ags`"), "{wrong}");
    let in_file =
        blamed(&[("RATHAUS_SERVER__LISTEN", "127.0.0.1:1")], &DEMO.replace("[server]", "[server]\nx = 1"));
    assert!(in_file.starts_with("rathaus.toml: key `server.x`"), "{in_file}");
}
