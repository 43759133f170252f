//! The matrix. One line a route: what it is asked for, and the status everybody gets.

use rathaus_api::cases::{Revision, SetStatus, Status, Write};
use rathaus_api::reports::{Channel, LookUp, RecordReport};
use rathaus_tests::resident::broken_bus_stop;
use rathaus_tests::{Ask, picture};
use serde_json::json;
use uuid::Uuid;

use super::{authority, mail, people};

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
    /// A second passkey of the owner; new for each question.
    ResidentsPasskey,
    /// A second passkey of the clerk; new for each question.
    ClerksPasskey,
    /// A link of the owner that a new device has entered; `secret` is its word.
    Link,
    /// An opened letter to the owner with a document, from the clerk's office; `photo` is its document. New for each question.
    Letter,
    /// A run of the clerk's office that was looked through; new for each question.
    Run,
    /// The same after its release by somebody else.
    ReleasedRun,
    /// A draft of the clerk's office with a document; `photo` is it. New for each question.
    Draft,
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

pub const EVERYBODY: [u16; 6] = [200; 6];
/// A credential that is none helps nobody, and neither does an invitation that never existed.
pub const NO_CREDENTIAL: [u16; 6] = [400; 6];
const NO_INVITATION: [u16; 6] = [410; 6];
pub const NO_CODE: [u16; 6] = [422; 6];
/// Residents, about what is theirs; a clerk's session is none here.
pub const RESIDENTS: [u16; 6] = [401, 200, 200, 401, 401, 401];
/// The owner alone; without a session one might still show the secret of a link, so nobody learns more than "no".
const OWNER: [u16; 6] = [404, 404, 200, 401, 401, 401];
/// Whoever files: with an account or without, but not with a session of the desk.
const FILING: [u16; 6] = [201, 201, 201, 401, 401, 401];
/// Everybody at the desk.
pub const DESK: [u16; 6] = [401, 401, 401, 200, 200, 200];
/// The desk of any office; of another one with a reason.
pub const READING: [u16; 6] = [401, 401, 401, 200, 403, 200];
/// The desk of the office that works on the case.
pub const OFFICE: [u16; 6] = [401, 401, 401, 200, 404, 200];

pub fn with(expected: [u16; 6], success: u16) -> [u16; 6] {
    expected.map(|status| if (200..300).contains(&status) { success } else { status })
}

pub fn row(
    method: &'static str,
    path: &'static str,
    about: About,
    expected: [u16; 6],
    body: fn(Ask, &Things) -> Ask,
) -> Row {
    Row { method, path, about, body, expected }
}

pub fn bare(ask: Ask, _: &Things) -> Ask {
    ask
}

/// A guessed code, another one each time: five wrong tries of one and the same would be too many.
pub fn guess(symbols: usize) -> String {
    Uuid::new_v4().simple().to_string().to_uppercase()[..symbols].to_owned()
}

pub fn no_credential(ask: Ask, _: &Things) -> Ask {
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
    [
        town(),
        accounts(),
        passkeys(),
        links(),
        reports(),
        staff(),
        cases(),
        desk_reports(),
        authority::rows(),
        people::rows(),
        mail::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
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

/// Everybody has used a passkey just now; the refusals without that: tests/http/accounts/{passkeys,step_up}.rs.
fn passkeys() -> Vec<Row> {
    use About::{ClerksPasskey, Nothing, ResidentsPasskey};
    let name = |ask: Ask, _: &Things| ask.json(&json!({ "name": "Another name" }));
    let owner = [401, 404, 200, 401, 401, 401];
    let clerk = [401, 401, 401, 200, 404, 404];
    let (refused, desk_refused) = (with(RESIDENTS, 400), with(DESK, 400));
    vec![
        row("GET", "/api/accounts/passkeys", Nothing, RESIDENTS, bare),
        row("POST", "/api/accounts/passkeys", Nothing, RESIDENTS, bare),
        row("POST", "/api/accounts/passkeys/finish", Nothing, refused, no_credential),
        row("PATCH", "/api/accounts/passkeys/{id}", ResidentsPasskey, owner, name),
        row("DELETE", "/api/accounts/passkeys/{id}", ResidentsPasskey, with(owner, 204), bare),
        row("POST", "/api/accounts/step-up", Nothing, RESIDENTS, bare),
        row("POST", "/api/accounts/step-up/finish", Nothing, refused, no_credential),
        row("POST", "/api/accounts/devices/sign-out-others", Nothing, with(RESIDENTS, 204), bare),
        row("GET", "/api/desk/passkeys", Nothing, DESK, bare),
        row("POST", "/api/desk/passkeys", Nothing, DESK, bare),
        row("POST", "/api/desk/passkeys/finish", Nothing, desk_refused, no_credential),
        row("PATCH", "/api/desk/passkeys/{id}", ClerksPasskey, clerk, name),
        row("DELETE", "/api/desk/passkeys/{id}", ClerksPasskey, with(clerk, 204), bare),
        row("POST", "/api/desk/step-up", Nothing, DESK, bare),
        row("POST", "/api/desk/step-up/finish", Nothing, desk_refused, no_credential),
        row("POST", "/api/desk/devices/sign-out-others", Nothing, with(DESK, 204), bare),
    ]
}

/// Ways onto another device.
fn links() -> Vec<Row> {
    use About::{Link, Nothing};
    let owner = [401, 404, 200, 401, 401, 401];
    let guessed = |ask: Ask, _: &Things| ask.json(&json!({ "claim": "guessed" }));
    vec![
        row("POST", "/api/accounts/links", Nothing, with(RESIDENTS, 201), bare),
        row("GET", "/api/accounts/links/{id}", Link, owner, bare),
        row("DELETE", "/api/accounts/links/{id}", Link, with(owner, 204), bare),
        row("POST", "/api/accounts/links/{id}/confirm", Link, owner, |ask, things| {
            ask.json(&json!({ "word": things.secret }))
        }),
        row("POST", "/api/accounts/links/open", Nothing, NO_CODE, |ask, _| {
            ask.json(&json!({ "code": guess(8), "device": "x" }))
        }),
        row("POST", "/api/accounts/links/progress", Nothing, NO_CODE, guessed),
        row("POST", "/api/accounts/links/passkey", Nothing, NO_CODE, guessed),
        row("POST", "/api/accounts/links/passkey/finish", Nothing, NO_CREDENTIAL, no_credential),
        row("POST", "/api/accounts/app-login/authorize", Nothing, RESIDENTS, |ask, _| {
            let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
            let back = "http://127.0.0.1:49152/";
            ask.json(&json!({ "code_challenge": challenge, "redirect_uri": back, "state": "x" }))
        }),
        row("POST", "/api/accounts/app-login/token", Nothing, NO_CODE, |ask, _| {
            let back = "http://127.0.0.1:49152/";
            ask.json(&json!({ "code": "x", "code_verifier": "x", "redirect_uri": back, "device": "x" }))
        }),
        // The test town is associated with nobody.
        row("GET", "/.well-known/apple-app-site-association", Nothing, [404; 6], bare),
        row("GET", "/.well-known/assetlinks.json", Nothing, [404; 6], bare),
        row("GET", "/.well-known/webauthn", Nothing, [404; 6], bare),
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
        row("GET", "/api/desk/reports/{id}", Report, READING, bare),
        row("GET", "/api/desk/reports/{id}/photos/{photo}/{size}", Report, READING, bare),
    ]
}
