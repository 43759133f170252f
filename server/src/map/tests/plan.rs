use std::io::Read;

use super::super::plan::{Location, Plan, PlanError};
use super::small_town;

fn town() -> Plan {
    Plan::parse(&small_town()).unwrap()
}

#[test]
fn the_border_is_doubtful_for_thirty_metres_on_both_sides() {
    let town = town();
    let metre = 1.0 / 111_195.0;
    assert_eq!(town.locate(52.01, 11.02), Location::Inside);
    for (metres, expected) in
        [(-31.0, "inside"), (-29.0, "near"), (0.0, "near"), (29.0, "near"), (31.0, "outside")]
    {
        let location = town.locate(52.02 + metres * metre, 11.02);
        let got = match location {
            Location::Inside => "inside",
            Location::NearBorder(distance) => {
                assert!((distance - f64::abs(metres)).abs() < 0.1);
                "near"
            }
            Location::Outside(distance) => {
                assert!((distance - metres).abs() < 0.1);
                "outside"
            }
        };
        assert_eq!(got, expected, "{metres} m north of the border");
    }
    assert!(matches!(town.locate(48.1, 11.5), Location::Outside(distance) if distance > 400_000.0));
    assert!(matches!(town.locate(f64::NAN, f64::NAN), Location::Outside(_)));
}

#[test]
fn a_spot_is_called_by_its_place_house_or_street() {
    let town = town();
    let check = |lat, lon, expected: Option<&str>| {
        assert_eq!(town.nearest(lat, lon).as_deref(), expected, "{lat} {lon}");
    };
    check(52.0051, 11.0100, Some("Schulstraße 1"));
    check(52.0051, 11.0205, Some("Bushaltestelle Schulstraße"));
    check(52.0139, 11.0101, Some("Friedensstraße 6"));
    check(52.0130, 11.0100, Some("Dorfstraße 3, Klein Möser"));
    check(52.0140, 11.0250, Some("Friedensstraße"));
    check(52.0005, 11.0380, None);
}

#[test]
fn the_map_opens_where_the_town_is() {
    let town = town();
    assert_eq!(town.bounds(), [52.0, 11.0, 52.02, 11.04]);
    let [lat, lon] = town.centre();
    assert!((lat - 52.01).abs() < 1e-9 && (lon - 11.02).abs() < 1e-9);
}

#[test]
fn the_drawn_plan_is_compressed_once_and_has_a_stable_tag() {
    let (one, two) = (town(), town());
    assert_eq!(one.file().etag, two.file().etag);
    assert!(one.file().gzip.len() < one.file().identity.len() / 3);
    let mut text = String::new();
    flate2::read::GzDecoder::new(&one.file().gzip[..]).read_to_string(&mut text).unwrap();
    assert_eq!(text.as_bytes(), &one.file().identity[..]);
    assert!(text.contains("Schulstraße") && !text.contains("houses"));
    assert_eq!(Plan::parse(&text).unwrap().bounds(), one.bounds());
}

#[test]
fn a_broken_plan_says_what_is_wrong() {
    let feature = |properties: &str, geometry: &str| {
        format!(
            r#"{{"type":"FeatureCollection","features":[
            {{"type":"Feature","properties":{properties},"geometry":{geometry}}}]}}"#
        )
    };
    let check = |text: &str, expected: &str| {
        let error = Plan::parse(text).unwrap_err();
        assert!(error.to_string().contains(expected), "{error} should say {expected}");
    };
    check("nonsense", "not a GeoJSON");
    check(r#"{"type":"Point","coordinates":[1,2]}"#, "not a GeoJSON");
    check(r#"{"type":"FeatureCollection","features":[]}"#, "0 features of kind \"border\"");
    check(&feature(r#"{"kind":"border","name":"X"}"#, "null"), "wrong type of geometry");
    check(
        &feature(r#"{"kind":"border"}"#, r#"{"type":"Polygon","coordinates":[[[1,2],[2,2],[2,3],[1,2]]]}"#),
        "no name",
    );
    check(
        &feature(r#"{"kind":"border","name":"X"}"#, r#"{"type":"Polygon","coordinates":[[[1,2]]]}"#),
        "not an area",
    );
    check(
        &feature(r#"{"kind":"street","name":"X"}"#, r#"{"type":"LineString","coordinates":[]}"#),
        "not a line",
    );
    let houses = r#"{"type":"MultiPoint","coordinates":[[1,2],[2,3]]}"#;
    check(&feature(r#"{"kind":"houses","street":"X","numbers":["1"]}"#, houses), "one number for each point");
    check(&feature(r#"{"kind":"houses","street":"X","numbers":[1,2]}"#, houses), "not a text");
    assert!(matches!(
        Plan::load(&super::super::MapSettings {
            plan: "/nowhere/plan.geojson".into(),
            attribution: String::new(),
            zoom_min: 12,
            zoom_max: 18,
            tiles: None,
        }),
        Err(PlanError::Unreadable { .. })
    ));
}

#[test]
fn the_demonstration_town_is_a_whole_town() {
    let town = Plan::parse(super::super::DEMO_PLAN).unwrap();
    assert!(town.addresses() >= 1_800, "{}", town.addresses());
    let [lat, lon] = town.centre();
    assert!((lat - 52.47).abs() < 0.05 && (lon - 11.72).abs() < 0.05);
    assert!(town.file().identity.len() <= 900_000);
    assert!(town.file().gzip.len() <= 200_000, "{}", town.file().gzip.len());
    assert!(!town.search("Bahnhof", 5).is_empty());
    assert_eq!(town.search("markt 1", 1)[0].label, "Markt 1");
    let stop = &town.search("Bushaltestelle Schulstr", 3)[0];
    assert_eq!(stop.label, "Bushaltestelle Schulstraße");
    assert_eq!(town.locate(stop.lat, stop.lon), Location::Inside);
}
