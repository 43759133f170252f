//! Rows of profile, proofs of identity and recovery. Codes here are guesses: right ones stand in tests/http/identity.rs
//! and recovery.rs.

use rathaus_tests::Ask;
use rathaus_tests::people::{check, erika, letter_to};
use serde_json::json;
use uuid::Uuid;

use super::rows::{
    About, EVERYBODY, NO_CODE, NO_CREDENTIAL, RESIDENTS, Row, Things, bare, guess, no_credential, row, with,
};

/// Counter and admins.
const COUNTER: [u16; 6] = [401, 401, 401, 403, 403, 200];

fn code(ask: Ask, _: &Things) -> Ask {
    ask.json(&json!({ "code": guess(13) }))
}

fn back(ask: Ask, _: &Things) -> Ask {
    ask.json(&json!({ "code": "guessed", "state": "guessed" }))
}

/// All rows of these rooms.
pub fn rows() -> Vec<Row> {
    [identity(), profile(), recovery(), counter()].into_iter().flatten().collect()
}

fn identity() -> Vec<Row> {
    use About::Nothing;
    // The test town has no eID broker.
    let none = with(RESIDENTS, 409);
    vec![
        row("GET", "/api/accounts/identity", Nothing, RESIDENTS, bare),
        row("POST", "/api/accounts/identity/letter", Nothing, with(RESIDENTS, 202), |ask, _| {
            ask.json(&letter_to(&erika()))
        }),
        row("POST", "/api/accounts/identity/letter/code", Nothing, with(RESIDENTS, 422), code),
        row("POST", "/api/accounts/identity/counter", Nothing, RESIDENTS, bare),
        row("POST", "/api/accounts/identity/eid", Nothing, none, |ask, _| ask.json(&json!({}))),
        row("POST", "/api/accounts/identity/eid/return", Nothing, with(EVERYBODY, 404), |ask, _| {
            ask.json(&json!({ "state": "guessed" }))
        }),
        row("POST", "/api/accounts/identity/eid/finish", Nothing, none, back),
    ]
}

fn profile() -> Vec<Row> {
    use About::Nothing;
    let email = |ask: Ask, _: &Things| ask.json(&json!({ "address": "erika@example.org" }));
    vec![
        row("GET", "/api/accounts/profile", Nothing, RESIDENTS, bare),
        row("PATCH", "/api/accounts/profile", Nothing, RESIDENTS, |ask, _| {
            ask.json(&json!({ "phone": "1" }))
        }),
        row("PUT", "/api/accounts/settings", Nothing, with(RESIDENTS, 204), |ask, _| {
            ask.json(&json!({ "settings": { "notices": [] } }))
        }),
        // The test town sends no e-mail.
        row("POST", "/api/accounts/email", Nothing, with(RESIDENTS, 409), email),
        row("POST", "/api/accounts/email/code", Nothing, with(RESIDENTS, 422), code),
        row("DELETE", "/api/accounts/email", Nothing, with(RESIDENTS, 204), bare),
        row("POST", "/api/accounts/export", Nothing, RESIDENTS, bare),
        row("POST", "/api/accounts/export/pdf", Nothing, RESIDENTS, bare),
        row("GET", "/api/accounts/deletion", Nothing, RESIDENTS, bare),
        row("POST", "/api/accounts/deletion", Nothing, with(RESIDENTS, 422), |ask, _| {
            ask.json(&json!({ "confirmation": "guessed" }))
        }),
    ]
}

fn recovery() -> Vec<Row> {
    use About::Nothing;
    let none = with(EVERYBODY, 409);
    vec![
        row("POST", "/api/accounts/recovery/letter", Nothing, with(EVERYBODY, 202), |ask, _| {
            // Somebody else each time: a person gets three letters in a month.
            let mut person = json!(erika());
            person["given_name"] = json!(Uuid::new_v4().simple().to_string());
            ask.json(&json!({ "person": person }))
        }),
        row("POST", "/api/accounts/recovery/eid", Nothing, none, |ask, _| ask.json(&json!({}))),
        row("POST", "/api/accounts/recovery/eid/finish", Nothing, none, back),
        row("POST", "/api/accounts/recovery/open", Nothing, NO_CODE, code),
        row("POST", "/api/accounts/recovery/passkey", Nothing, NO_CODE, code),
        row("POST", "/api/accounts/recovery/finish", Nothing, NO_CREDENTIAL, no_credential),
        row("GET", "/api/accounts/recovery", Nothing, RESIDENTS, bare),
        row("POST", "/api/accounts/recovery/stop", Nothing, with(RESIDENTS, 204), bare),
        row("POST", "/api/accounts/recovery/not-me", Nothing, NO_CODE, |ask, _| {
            ask.json(&json!({ "token": "guessed" }))
        }),
        row("POST", "/api/accounts/card", Nothing, with(RESIDENTS, 201), bare),
        row("POST", "/api/accounts/block", Nothing, NO_CODE, code),
        row("POST", "/api/accounts/unblock", Nothing, NO_CODE, code),
    ]
}

fn counter() -> Vec<Row> {
    use About::Nothing;
    vec![
        row("POST", "/api/desk/identity/open", Nothing, with(COUNTER, 422), code),
        row("POST", "/api/desk/identity/checks", Nothing, with(COUNTER, 422), |ask, _| {
            ask.json(&check(&guess(8), &erika()))
        }),
        // Nobody was proven.
        row("POST", "/api/desk/identity/recoveries", Nothing, with(COUNTER, 409), |ask, _| {
            ask.json(&json!({ "document": "id_card", "person": erika() }))
        }),
    ]
}
