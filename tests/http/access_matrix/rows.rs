//! The matrix. One line a route: what it is asked for, and the status everybody gets.

use rathaus_api::cases::{Revision, SetStatus, Status, Write};
use rathaus_api::reports::{Channel, LookUp, RecordReport};
use rathaus_tests::resident::broken_bus_stop;
use rathaus_tests::{Ask, picture};
use serde_json::json;
use uuid::Uuid;

/// What a row is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum About {
    /// Nothing that belongs to anybody.
    Nothing,
    /// A report of the owner, with a photo, in the clerk's office; new for each question.
    Report,
    /// A second device of the owner.
    ResidentsDevice,
    /// A second device of the clerk.
    ClerksDevice,
    /// A session that the question ends: everybody signs in anew for it.
    OwnSession,
}

/// Ids and secrets of what a question is about.
#[derive(Clone)]
pub struct Things {
    pub id: String,
    pub photo: String,
    pub secret: String,
    pub revision: i64,
}

/// One route.
pub struct Row {
    pub method: &'static str,
    pub path: &'static str,
    pub about: About,
    pub body: fn(Ask, &Things) -> Ask,
    /// Nobody signed in, another resident, the owner, a clerk of the office, a clerk of another office, an admin.
    pub expected: [u16; 6],
}

impl Row {
    /// As it stands in the contract.
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Whether the answer is a stream without an end.
    pub fn is_stream(&self) -> bool {
        self.path.ends_with("/events")
    }
}

const EVERYBODY: [u16; 6] = [200; 6];
/// A credential that is none helps nobody, and neither does an invitation that never existed.
const NO_CREDENTIAL: [u16; 6] = [400; 6];
const NO_INVITATION: [u16; 6] = [410; 6];
/// Residents, about what is theirs; a clerk's session is none here.
const RESIDENTS: [u16; 6] = [401, 200, 200, 401, 401, 401];
/// The owner alone; without a session one might still show the secret of a link, so nobody learns more than "no".
const OWNER: [u16; 6] = [404, 404, 200, 401, 401, 401];
/// Whoever files: with an account or without, but not with a session of the desk.
const FILING: [u16; 6] = [201, 201, 201, 401, 401, 401];
/// Everybody at the desk.
const DESK: [u16; 6] = [401, 401, 401, 200, 200, 200];
/// The desk of the office that works on the case.
const OFFICE: [u16; 6] = [401, 401, 401, 200, 404, 200];

fn with(expected: [u16; 6], success: u16) -> [u16; 6] {
    expected.map(|status| if (200..300).contains(&status) { success } else { status })
}

fn row(
    method: &'static str,
    path: &'static str,
    about: About,
    expected: [u16; 6],
    body: fn(Ask, &Things) -> Ask,
) -> Row {
    Row { method, path, about, body, expected }
}

fn bare(ask: Ask, _: &Things) -> Ask {
    ask
}

fn no_credential(ask: Ask, _: &Things) -> Ask {
    ask.json(&json!({ "ceremony": Uuid::new_v4(), "credential": {}, "device": "x" }))
}

fn revision(ask: Ask, things: &Things) -> Ask {
    ask.json(&Revision { revision: things.revision })
}

fn words(ask: Ask, _: &Things) -> Ask {
    ask.json(&Write { text: "Words".to_owned() })
}

fn photo(ask: Ask, _: &Things) -> Ask {
    ask.body("image/jpeg", picture::jpeg())
}

/// All rows.
pub fn rows() -> Vec<Row> {
    [town(), accounts(), reports(), staff(), cases(), desk_reports()].into_iter().flatten().collect()
}

fn town() -> Vec<Row> {
    use About::Nothing;
    vec![
        row("GET", "/.well-known/rathaus.json", Nothing, EVERYBODY, bare),
        row("GET", "/api/town", Nothing, EVERYBODY, bare),
        row("GET", "/api/town/pages/{page}", Nothing, EVERYBODY, bare),
        row("GET", "/api/map/plan", Nothing, EVERYBODY, bare),
        row("GET", "/api/map/addresses", Nothing, EVERYBODY, bare),
        row("GET", "/api/map/nearest", Nothing, EVERYBODY, bare),
        // The test town draws its own plan and has no tiles.
        row("GET", "/api/map/tiles/{z}/{x}/{y}", Nothing, [404; 6], bare),
    ]
}

fn accounts() -> Vec<Row> {
    use About::{Nothing, OwnSession, ResidentsDevice};
    vec![
        row("POST", "/api/accounts/registration", Nothing, EVERYBODY, |ask, _| {
            ask.json(&json!({ "display_name": "Somebody" }))
        }),
        row("POST", "/api/accounts/registration/finish", Nothing, NO_CREDENTIAL, no_credential),
        row("POST", "/api/accounts/login", Nothing, EVERYBODY, bare),
        row("POST", "/api/accounts/login/finish", Nothing, NO_CREDENTIAL, no_credential),
        row("POST", "/api/accounts/logout", OwnSession, with(RESIDENTS, 204), bare),
        row("GET", "/api/accounts/session", Nothing, EVERYBODY, bare),
        row("PATCH", "/api/accounts/me", Nothing, RESIDENTS, |ask, _| ask.json(&json!({ "language": "en" }))),
        row("GET", "/api/accounts/devices", Nothing, RESIDENTS, bare),
        row("DELETE", "/api/accounts/devices/{id}", ResidentsDevice, [401, 404, 204, 401, 401, 401], bare),
    ]
}

fn reports() -> Vec<Row> {
    use About::{Nothing, Report};
    vec![
        row("POST", "/api/reports/photos", Nothing, FILING, photo),
        row("POST", "/api/reports", Nothing, FILING, |ask, _| ask.json(&broken_bus_stop())),
        row("GET", "/api/reports", Nothing, RESIDENTS, bare),
        row("POST", "/api/reports/lookup", Report, EVERYBODY, |ask, things| {
            ask.json(&LookUp { secret: things.secret.clone() })
        }),
        row("GET", "/api/reports/{id}", Report, OWNER, bare),
        row("DELETE", "/api/reports/{id}/link", Report, with(OWNER, 204), bare),
        row("GET", "/api/reports/{id}/photos/{photo}/{size}", Report, OWNER, bare),
        row("GET", "/api/events", Nothing, RESIDENTS, bare),
    ]
}

fn staff() -> Vec<Row> {
    use About::{ClerksDevice, Nothing, OwnSession};
    vec![
        row("POST", "/api/desk/staff/invitations/open", Nothing, NO_INVITATION, |ask, _| {
            ask.json(&json!({ "token": "guessed" }))
        }),
        row("POST", "/api/desk/staff/invitations/accept", Nothing, NO_CREDENTIAL, no_credential),
        row("POST", "/api/desk/login", Nothing, EVERYBODY, bare),
        row("POST", "/api/desk/login/finish", Nothing, NO_CREDENTIAL, no_credential),
        row("POST", "/api/desk/logout", OwnSession, with(DESK, 204), bare),
        row("GET", "/api/desk/session", Nothing, EVERYBODY, bare),
        row("GET", "/api/desk/devices", Nothing, DESK, bare),
        row("DELETE", "/api/desk/devices/{id}", ClerksDevice, [401, 401, 401, 204, 404, 404], bare),
        row("GET", "/api/desk/staff", Nothing, [401, 401, 401, 403, 403, 200], bare),
        row("POST", "/api/desk/staff/invitations", Nothing, [401, 401, 401, 403, 403, 201], |ask, _| {
            ask.json(&json!({ "display_name": "New", "office": "bauhof", "role": "clerk" }))
        }),
        row("GET", "/api/desk/events", Nothing, DESK, bare),
    ]
}

fn cases() -> Vec<Row> {
    use About::{Nothing, Report};
    vec![
        row("GET", "/api/desk/cases", Nothing, DESK, bare),
        row("GET", "/api/desk/cases/map", Nothing, DESK, bare),
        row("POST", "/api/desk/cases/{id}/take", Report, OFFICE, revision),
        // Nobody took it, so letting go is refused, but only to those who may know that it is there.
        row("POST", "/api/desk/cases/{id}/release", Report, with(OFFICE, 409), revision),
        row("POST", "/api/desk/cases/{id}/status", Report, OFFICE, |ask, things| {
            ask.json(&SetStatus { status: Status::InReview, text: String::new(), revision: things.revision })
        }),
        row("POST", "/api/desk/cases/{id}/notes", Report, OFFICE, words),
        row("POST", "/api/desk/cases/{id}/answers", Report, OFFICE, words),
        row("GET", "/api/desk/jobs", Nothing, DESK, bare),
        // No such job; jobs of another office: tests/http/notices.rs.
        row("POST", "/api/desk/jobs/{id}/retry", Nothing, with(DESK, 404), bare),
    ]
}

fn desk_reports() -> Vec<Row> {
    use About::{Nothing, Report};
    vec![
        row("POST", "/api/desk/reports/photos", Nothing, with(DESK, 201), photo),
        row("POST", "/api/desk/reports", Nothing, with(DESK, 201), |ask, _| {
            let report = broken_bus_stop();
            ask.json(&RecordReport { channel: Channel::Phone, reporter: String::new(), report })
        }),
        row("GET", "/api/desk/reports/{id}", Report, OFFICE, bare),
        row("GET", "/api/desk/reports/{id}/photos/{photo}/{size}", Report, OFFICE, bare),
    ]
}
