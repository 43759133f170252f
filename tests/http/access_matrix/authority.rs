//! Rows of who works here, who acts for whom, and who looked. What the people named here get: tests/http/staff/,
//! tests/http/representatives.rs.

use serde_json::json;
use uuid::Uuid;

use super::rows::{About, DESK, RESIDENTS, Row, bare, guess, row, with};

/// Administrators.
const ADMINS: [u16; 6] = [401, 401, 401, 403, 403, 200];
const LATER: &str = "2099-01-01T00:00:00Z";

/// All rows.
pub fn rows() -> Vec<Row> {
    [staff(), representatives()].into_iter().flatten().collect()
}

fn staff() -> Vec<Row> {
    use About::Nothing;
    let invite = |ask: rathaus_tests::Ask, _: &_| {
        ask.json(&json!({ "display_name": "New", "office": "bauhof", "role": "clerk" }))
    };
    vec![
        row("GET", "/api/desk/staff", Nothing, ADMINS, bare),
        row("POST", "/api/desk/staff/invitations", Nothing, with(ADMINS, 201), invite),
        row("GET", "/api/desk/staff/invitations", Nothing, ADMINS, bare),
        row("DELETE", "/api/desk/staff/invitations/{id}", Nothing, with(ADMINS, 404), bare),
        row("PATCH", "/api/desk/staff/{id}", Nothing, with(ADMINS, 404), |ask, _| {
            ask.json(&json!({ "role": "lead" }))
        }),
        row("POST", "/api/desk/staff/{id}/deactivate", Nothing, with(ADMINS, 404), bare),
        row("GET", "/api/desk/staff/substitutions", Nothing, DESK, bare),
        // Nobody of that id works here.
        row("POST", "/api/desk/staff/substitutions", Nothing, with(ADMINS, 422), |ask, _| {
            let nobody = Uuid::new_v4();
            let times = ("2098-12-01T00:00:00Z", LATER);
            ask.json(&json!({
                "absent": nobody, "substitute": nobody, "starts_at": times.0, "ends_at": times.1
            }))
        }),
        row("DELETE", "/api/desk/staff/substitutions/{id}", Nothing, with(ADMINS, 404), bare),
    ]
}

fn representatives() -> Vec<Row> {
    use About::Nothing;
    vec![
        row("GET", "/api/accounts/access-log", Nothing, RESIDENTS, bare),
        row("GET", "/api/representatives", Nothing, RESIDENTS, bare),
        // Longer than help may last.
        row("POST", "/api/representatives/invitations", Nothing, with(RESIDENTS, 422), |ask, _| {
            ask.json(&json!({ "scopes": ["file_reports"], "ends_at": LATER }))
        }),
        row("POST", "/api/representatives/show", Nothing, with(RESIDENTS, 201), bare),
        // A guessed code.
        row("POST", "/api/representatives/accept", Nothing, with(RESIDENTS, 422), |ask, _| {
            ask.json(&json!({ "code": guess(13) }))
        }),
        row("DELETE", "/api/representatives/{id}", Nothing, with(RESIDENTS, 404), bare),
        row("DELETE", "/api/representatives/codes/{id}", Nothing, with(RESIDENTS, 404), bare),
        row("GET", "/api/desk/representatives", Nothing, ADMINS, bare),
        row("POST", "/api/desk/representatives", Nothing, with(ADMINS, 422), |ask, _| {
            ask.json(&json!({
                "representative_code": guess(13), "represented": { "name": "Kim" }, "basis": "parent",
                "scopes": ["file_reports"], "ends_at": "2030-01-01T00:00:00Z", "shown": "Nothing"
            }))
        }),
        row("DELETE", "/api/desk/representatives/{id}", Nothing, with(ADMINS, 404), bare),
    ]
}
