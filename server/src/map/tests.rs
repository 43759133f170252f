//! A small town drawn by hand, and the demonstration town.

mod plan;
mod search;
mod tiles;

/// A square of about 2.2 km by 2.4 km around 52.01, 11.02, a few streets, two villages with the same street.
fn small_town() -> String {
    let streets = [
        ("Schulstraße", "", "1,2,2a,10,12,21", 52.005),
        ("Neue Straße", "", "1,3", 52.006),
        ("Mühlenweg", "", "4,5", 52.007),
        ("Straße des 17. Juni", "", "8,9", 52.008),
        ("Karl-Marx-Straße", "", "14", 52.009),
        ("Bäckergasse", "", "7", 52.010),
        ("Am Markt", "", "1", 52.011),
        ("Dorfstraße", "Hasselbach", "3", 52.012),
        ("Dorfstraße", "Klein Möser", "3", 52.013),
        ("Friedensstraße", "", "6", 52.014),
    ];
    let mut features = vec![
        r#"{"type":"Feature","properties":{"kind":"border","name":"Musterstadt"},"geometry":{"type":"Polygon",
        "coordinates":[[[11.0,52.0],[11.04,52.0],[11.04,52.02],[11.0,52.02],[11.0,52.0]]]}}"#
            .to_owned(),
        r#"{"type":"Feature","properties":{"kind":"place","name":"Bahnhof"},"geometry":{"type":"Point",
        "coordinates":[11.03,52.015]}}"#
            .to_owned(),
        r#"{"type":"Feature","properties":{"kind":"place","name":"Bushaltestelle Schulstraße"},"geometry":
        {"type":"Point","coordinates":[11.0205,52.0051]}}"#
            .to_owned(),
        r#"{"type":"Feature","properties":{"kind":"water"},"geometry":{"type":"LineString",
        "coordinates":[[11.0,52.0],[11.04,52.02]]}}"#
            .to_owned(),
    ];
    for (name, district, numbers, lat) in streets {
        let numbers: Vec<&str> = numbers.split(',').collect();
        let points: Vec<String> = (0_u8..)
            .take(numbers.len())
            .map(|at| format!("[{:.5},{lat}]", 11.01 + 0.002 * f64::from(at)))
            .collect();
        features.push(format!(
            r#"{{"type":"Feature","properties":{{"kind":"street","name":"{name}","district":"{district}"}},
            "geometry":{{"type":"LineString","coordinates":[[11.005,{lat}],[11.022,{lat}],[11.026,{lat}]]}}}}"#
        ));
        features.push(format!(
            r#"{{"type":"Feature","properties":{{"kind":"houses","street":"{name}","district":"{district}",
            "numbers":{}}},"geometry":{{"type":"MultiPoint","coordinates":[{}]}}}}"#,
            serde_json::to_string(&numbers).unwrap(),
            points.join(",")
        ));
    }
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}
