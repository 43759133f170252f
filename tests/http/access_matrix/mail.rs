//! Rows of letters. What the people named here get: tests/http/mail/.

use rathaus_tests::letters::{decision, news, small_pdf};
use rathaus_tests::people::otto;
use rathaus_tests::runs::{archive_for, news_for_all};
use serde_json::json;

use super::rows::{About, DESK, OFFICE, READING, RESIDENTS, Row, bare, guess, row, with};

/// The owner of the mailbox alone.
const OWNER: [u16; 6] = [401, 404, 200, 401, 401, 401];

/// All rows.
pub fn rows() -> Vec<Row> {
    [residents(), desk(), handling(), runs()].into_iter().flatten().collect()
}

fn residents() -> Vec<Row> {
    use About::{Letter, Nothing};
    let given = json_consent;
    vec![
        row("GET", "/api/mail", Nothing, RESIDENTS, bare),
        row("GET", "/api/mail/{id}", Letter, OWNER, bare),
        row("DELETE", "/api/mail/{id}", Letter, with(OWNER, 204), bare),
        row("POST", "/api/mail/{id}/open", Letter, OWNER, bare),
        row("GET", "/api/mail/{id}/documents/{document}", Letter, OWNER, bare),
        row("POST", "/api/mail/{id}/marks", Letter, with(OWNER, 204), |ask, _| {
            ask.json(&json!({ "starred": true }))
        }),
        // Something to know has no deadline: there is no file for anybody.
        row("GET", "/api/mail/{id}/calendar.ics", Letter, with(OWNER, 409), bare),
        row("POST", "/api/mail/{id}/questions", Letter, with(OWNER, 201), |ask, _| {
            ask.json(&json!({ "kind": "question", "text": "Why?" }))
        }),
        row("GET", "/api/mail/consent", Nothing, RESIDENTS, bare),
        row("POST", "/api/mail/consent", Nothing, RESIDENTS, given),
        row("DELETE", "/api/mail/consent", Nothing, with(RESIDENTS, 204), bare),
        row("GET", "/api/mail/references", Nothing, RESIDENTS, bare),
        // A guessed code.
        row("POST", "/api/mail/references", Nothing, with(RESIDENTS, 422), |ask, _| {
            ask.json(&json!({ "code": guess(13) }))
        }),
        row("DELETE", "/api/mail/references/{id}", Nothing, with(RESIDENTS, 404), bare),
    ]
}

fn json_consent(ask: rathaus_tests::Ask, _: &super::rows::Things) -> rathaus_tests::Ask {
    ask.json(
        &json!({ "version": "2026-11", "wording_sha256": rathaus_tests::letters::WORDING, "locale": "de" }),
    )
}

fn desk() -> Vec<Row> {
    use About::{Draft, Nothing};
    vec![
        row("GET", "/api/desk/mail", Nothing, DESK, bare),
        // The office that repairs bus stops; administrators work for all.
        row("POST", "/api/desk/mail", Nothing, [401, 401, 401, 201, 422, 201], |ask, _| {
            ask.json(&decision("ordnungsamt", &otto()))
        }),
        row("GET", "/api/desk/mail/{id}", Draft, READING, bare),
        row("PUT", "/api/desk/mail/{id}", Draft, with(OFFICE, 422), |ask, things| {
            // A case that nobody filed.
            let letter = news("ordnungsamt", rathaus_api::ids::CaseId::new());
            ask.json(&json!({ "revision": things.revision, "letter": letter }))
        }),
        row("DELETE", "/api/desk/mail/{id}", Draft, with(OFFICE, 204), bare),
        row("POST", "/api/desk/mail/{id}/documents", Draft, with(OFFICE, 201), |ask, _| {
            ask.body("application/pdf", small_pdf())
        }),
        row("GET", "/api/desk/mail/{id}/documents/{document}", Draft, READING, bare),
        row("DELETE", "/api/desk/mail/{id}/documents/{document}", Draft, with(OFFICE, 204), bare),
        row("POST", "/api/desk/mail/{id}/check", Draft, OFFICE, bare),
        row("GET", "/api/desk/mail/{id}/paper.pdf", Draft, READING, bare),
        row("POST", "/api/desk/mail/{id}/send", Draft, OFFICE, |ask, things| {
            ask.json(&json!({ "revision": things.revision }))
        }),
    ]
}

/// It was opened: neither printed nor doubtful.
fn handling() -> Vec<Row> {
    use About::Letter;
    vec![
        row("POST", "/api/desk/mail/{id}/cancel", Letter, OFFICE, |ask, _| {
            ask.json(&json!({ "reason": "sent by mistake" }))
        }),
        row("POST", "/api/desk/mail/{id}/decide", Letter, with(OFFICE, 409), |ask, _| {
            ask.json(&json!({ "what": "give_up", "reason": "nobody there" }))
        }),
        row("POST", "/api/desk/mail/{id}/returned", Letter, with(OFFICE, 409), |ask, _| {
            ask.json(&json!({ "on": "2026-01-01", "reason": "moved away" }))
        }),
        row("POST", "/api/desk/mail/{id}/posted", Letter, with(OFFICE, 409), |ask, _| {
            ask.json(&json!({ "on": "2026-01-01" }))
        }),
        row("POST", "/api/desk/mail/{id}/answers", Letter, OFFICE, |ask, _| {
            ask.json(&json!({ "text": "Because." }))
        }),
        row("GET", "/api/desk/mail/{id}/evidence", Letter, READING, bare),
    ]
}

/// What the desk may prepare together, and what only somebody else may release.
fn runs() -> Vec<Row> {
    use About::{Nothing, ReleasedRun, Run};
    let change = |ask: rathaus_tests::Ask, things: &super::rows::Things| {
        ask.json(&json!({ "revision": things.revision }))
    };
    vec![
        row("GET", "/api/desk/mail/runs", Nothing, DESK, bare),
        row("POST", "/api/desk/mail/runs", Nothing, [401, 401, 401, 201, 422, 201], |ask, _| {
            ask.json(&news_for_all("ordnungsamt"))
        }),
        row("GET", "/api/desk/mail/runs/{id}", Run, READING, bare),
        row("PUT", "/api/desk/mail/runs/{id}/archive", Run, OFFICE, |ask, _| {
            ask.body("application/zip", archive_for(&[otto()], 10))
        }),
        row("GET", "/api/desk/mail/runs/{id}/doubts", Run, READING, bare),
        row("POST", "/api/desk/mail/runs/{id}/check", Run, OFFICE, change),
        // Neither who prepared it nor a clerk of another office: the administrator is of this office.
        row(
            "POST",
            "/api/desk/mail/runs/{id}/release",
            Run,
            [401, 401, 401, 403, 403, 200],
            |ask, things| {
                let forecast = json!({ "digital": 0, "paper": 1, "clerk": 0, "excluded": 0 });
                ask.json(&json!({ "revision": things.revision, "forecast": forecast }))
            },
        ),
        // It is not being sent, and not stopped.
        row("POST", "/api/desk/mail/runs/{id}/pause", Run, with(OFFICE, 409), change),
        row("POST", "/api/desk/mail/runs/{id}/resume", Run, with(OFFICE, 409), change),
        row("POST", "/api/desk/mail/runs/{id}/cancel", Run, OFFICE, change),
        row("GET", "/api/desk/mail/runs/{id}/report", ReleasedRun, READING, bare),
        row("GET", "/api/desk/mail/runs/{id}/report.csv", ReleasedRun, READING, bare),
    ]
}
