//! Letters before they are sent: what may stand in them, and what must.

use rathaus_api::{
    events::EventKind,
    identity::TrustLevel,
    ids::LetterId,
    mail::{
        ChangeDraft, DocumentRole, DraftLetter, EvidenceKind, LetterAction, LetterActionKind, LetterKind,
        LetterRecipient, LetterState, SendLetter,
    },
    problem::{Code, FieldCode, FieldError},
};
use rathaus_law::{DeliveryRegime, NoticePart, RemedyNotice, remedy};
use rathaus_letters::GiroError;
use serde_json::json;

use super::{deadlines, delivery, documents, handling, paper, plan::Step, seals, store};
use crate::{
    App,
    accounts::identity::checked_person,
    cases,
    events::{self, NewEvent},
    http::{
        Failure,
        failure::{Answer, check_length, field},
        idempotency::{self, Claim, Once, Scope},
        invalid,
    },
    staff::{self, Clerk},
};

const SUBJECT_CHARS_MAX: usize = 150;
const SUMMARY_CHARS_MAX: usize = 4_000;
const BODY_CHARS_MAX: usize = 20_000;
const REFERENCE_CHARS_MAX: usize = 60;
const REMEDY_CHARS_MAX: usize = 300;
const ACTIONS_MAX: usize = 10;
const URL_CHARS_MAX: usize = 500;
const PAYEE_CHARS_MAX: usize = 70;
const REMITTANCE_CHARS_MAX: usize = 140;
/// Most euro cents of one payment: EPC069-12 (QR code), 999,999,999.99 euros.
const AMOUNT_MAX: i64 = 99_999_999_999;
/// A letter is sent a year later at most.
const LATER_MS_MAX: i64 = 366 * 24 * 3_600_000;

/// A draft as it may be stored: everything fits, though much may still be missing.
pub(super) async fn checked(
    app: &App,
    clerk: &Clerk,
    draft: &DraftLetter,
    inside: &str,
) -> Answer<DraftLetter> {
    let mut draft = draft.clone();
    for text in [&mut draft.subject, &mut draft.reference] {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut errors = Vec::new();
    check_length(&mut errors, "/subject", &draft.subject, 1, SUBJECT_CHARS_MAX);
    check_length(&mut errors, "/summary", &draft.summary, 0, SUMMARY_CHARS_MAX);
    check_length(&mut errors, "/body", &draft.body, 0, BODY_CHARS_MAX);
    check_length(&mut errors, "/reference", &draft.reference, 0, REFERENCE_CHARS_MAX);
    if !staff::office_exists(app, &draft.office) || clerk.changing(&draft.office).is_err() {
        errors.push(field("/office", FieldCode::Unknown, "not an office you work for"));
    }
    if draft.min_level > TrustLevel::Substantial {
        errors.push(field("/min_level", FieldCode::OutOfRange, "no session reaches more than substantial"));
    }
    if !is_offered(draft.regime) {
        errors.push(field("/regime", FieldCode::Unknown, "this town hall does not serve letters this way"));
    }
    if let Some(notice) = &draft.remedy {
        for (pointer, text) in [("/remedy/body", &notice.body), ("/remedy/seat", &notice.seat)] {
            check_length(&mut errors, pointer, text.as_deref().unwrap_or_default(), 0, REMEDY_CHARS_MAX);
        }
    }
    check_actions(&mut errors, &draft.actions);
    check_recipient(app, &mut draft, &mut errors).await?;
    check_superseded(app, &draft, &mut errors).await?;
    if errors.is_empty() {
        return Ok(draft);
    }
    for error in &mut errors {
        error.pointer.insert_str(0, inside);
    }
    Err(invalid(errors))
}

/// Ways of service that this program carries out: the own mailbox by retrieval, and paper. Those by mere provision run
/// while nobody has read a word: none is offered before page, consent and notices say so.
fn is_offered(regime: DeliveryRegime) -> bool {
    !matches!(
        regime,
        DeliveryRegime::ProvisionAo
            | DeliveryRegime::ProvisionSgbX
            | DeliveryRegime::ElectronicVwVfG
            | DeliveryRegime::ElectronicAo
            | DeliveryRegime::ElectronicSgbX
            | DeliveryRegime::MailboxOzg
    )
}

async fn check_recipient(app: &App, draft: &mut DraftLetter, errors: &mut Vec<FieldError>) -> Answer<()> {
    match &mut draft.to {
        LetterRecipient::Case(case) => {
            let facts = cases::facts(app.db(), *case).await?;
            if facts.is_none_or(|facts| facts.office != draft.office) {
                errors.push(field("/to/case", FieldCode::Gone, "the office has no such case"));
            }
        }
        LetterRecipient::Person(person) => {
            match checked_person("/to/person", person, deadlines::today(app)) {
                Ok(checked) => *person = checked,
                Err(failure) => errors.extend(failure.problem.errors),
            }
        }
        LetterRecipient::Reference(reference) => {
            *reference = reference.split_whitespace().collect::<Vec<_>>().join(" ");
            check_length(errors, "/to/reference", reference, 1, REFERENCE_CHARS_MAX);
        }
    }
    Ok(())
}

async fn check_superseded(app: &App, draft: &DraftLetter, errors: &mut Vec<FieldError>) -> Answer<()> {
    let Some(id) = draft.supersedes else { return Ok(()) };
    let earlier = store::letter(app.vault(), app.db(), id).await?;
    let was_sent = |letter: &store::Stored| letter.piece.state != LetterState::Draft;
    if !earlier.is_some_and(|letter| letter.office() == draft.office && was_sent(&letter)) {
        errors.push(field("/supersedes", FieldCode::Gone, "the office sent no such letter"));
    }
    Ok(())
}

fn check_actions(errors: &mut Vec<FieldError>, actions: &[LetterAction]) {
    if actions.len() > ACTIONS_MAX {
        errors.push(field("/actions", FieldCode::TooMany, format!("at most {ACTIONS_MAX}")));
        return;
    }
    for (index, action) in actions.iter().enumerate() {
        let pointer = |name: &str| format!("/actions/{index}/{name}");
        check_length(errors, &pointer("payee"), text(action.payee.as_ref()), 0, PAYEE_CHARS_MAX);
        check_length(
            errors,
            &pointer("remittance"),
            text(action.remittance.as_ref()),
            0,
            REMITTANCE_CHARS_MAX,
        );
        let is_safe = |url: &String| {
            url.len() <= URL_CHARS_MAX && url::Url::parse(url).is_ok_and(|url| url.scheme() == "https")
        };
        if action.url.as_ref().is_some_and(|url| !is_safe(url)) {
            errors.push(field(
                &pointer("url"),
                FieldCode::Format,
                "an https address of up to 500 characters",
            ));
        }
        if action.iban.as_ref().is_some_and(|iban| !is_iban(iban)) {
            errors.push(field(&pointer("iban"), FieldCode::Format, "not an IBAN"));
        }
        if action.amount_cents.is_some_and(|cents| !(1..=AMOUNT_MAX).contains(&cents)) {
            errors.push(field(&pointer("amount_cents"), FieldCode::OutOfRange, "1 cent or more"));
        }
        if action.kind == LetterActionKind::Pay {
            let parts = [
                ("amount_cents", action.amount_cents.is_none()),
                ("iban", action.iban.is_none()),
                ("payee", text(action.payee.as_ref()).trim().is_empty()),
            ];
            for (name, _) in parts.into_iter().filter(|(_, missing)| *missing) {
                errors.push(field(&pointer(name), FieldCode::Required, "needed for a payment"));
            }
        }
    }
}

fn text(value: Option<&String>) -> &str {
    value.map_or("", String::as_str)
}

/// The check digits of an IBAN (ISO 13616, ISO 7064 MOD 97-10).
fn is_iban(text: &str) -> bool {
    let bytes = text.as_bytes();
    let plain = bytes.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    if !(15..=34).contains(&bytes.len()) || !plain || !bytes[..2].iter().all(u8::is_ascii_uppercase) {
        return false;
    }
    let turned = bytes[4..].iter().chain(&bytes[..4]);
    let rest = turned.fold(0_u32, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        letter => (rest * 100 + u32::from(letter - b'A') + 10) % 97,
    });
    rest == 1
}

/// What is missing, by its field.
pub(super) fn missing(app: &App, draft: &DraftLetter, documents: &[store::DocumentRow]) -> Vec<FieldError> {
    let mut errors = Vec::new();
    check_length(&mut errors, "/summary", &draft.summary, 1, SUMMARY_CHARS_MAX);
    let mains = documents.iter().filter(|row| row.document.role == DocumentRole::Main).count();
    if mains > 1 {
        errors.push(field("/documents", FieldCode::TooMany, "one document is the letter itself"));
    }
    check_payments(draft, &mut errors);
    if draft.kind == LetterKind::Decision {
        check_decision(app, draft, &mut errors);
    }
    errors
}

/// What hinders sending, by its field: what is missing, and else what cannot be printed.
///
/// # Errors
/// As the database says.
pub async fn hindrances(
    app: &App,
    letter: &store::Stored,
    documents: &[store::DocumentRow],
) -> Answer<Vec<FieldError>> {
    let errors = missing(app, &letter.draft, documents);
    if errors.is_empty() { paper::hindrances(app, letter, documents).await } else { Ok(errors) }
}

/// What cannot stand in the code of a payment would be missing on paper.
fn check_payments(draft: &DraftLetter, errors: &mut Vec<FieldError>) {
    let payments = draft.actions.iter().enumerate();
    for (index, pay) in payments.filter(|(_, action)| action.kind == LetterActionKind::Pay) {
        if let Err(error) = paper::giro(draft, pay) {
            let name = match error {
                GiroError::Iban | GiroError::Bic => "iban",
                GiroError::Payee => "payee",
                GiroError::Amount => "amount_cents",
                GiroError::Remittance => "remittance",
            };
            errors.push(field(&format!("/actions/{index}/{name}"), FieldCode::Format, error.to_string()));
        }
    }
}

fn check_decision(app: &App, draft: &DraftLetter, errors: &mut Vec<FieldError>) {
    let today = deadlines::today(app);
    match draft.decided_on {
        None => errors.push(field("/decided_on", FieldCode::Required, "when was it decided?")),
        Some(day) if day > today => {
            errors.push(field("/decided_on", FieldCode::OutOfRange, "not in the future"));
        }
        Some(_) => {}
    }
    let Some(subject) = draft.law_subject else {
        errors.push(field("/law_subject", FieldCode::Required, "decides which remedy there is"));
        return;
    };
    let Some(place) = deadlines::authority(app) else {
        errors.push(field("/law_subject", FieldCode::Unknown, "the state of the town is not known"));
        return;
    };
    let rule = match remedy(place.state, subject, draft.decided_on.unwrap_or(today)) {
        Ok(rule) => rule,
        Err(error) => {
            errors.push(field("/decided_on", FieldCode::OutOfRange, error.to_string()));
            return;
        }
    };
    let none = RemedyNotice::default();
    let found = draft.remedy.as_ref().unwrap_or(&none).check(&rule);
    let pointer = |part: NoticePart| format!("/remedy/{}", part.name());
    for part in found.missing {
        errors.push(field(&pointer(part), FieldCode::Required, "the remedy notice must name it (VwGO 58)"));
    }
    for part in found.wrong {
        let detail = "the law says something else for this decision (VwGO 58)";
        errors.push(field(&pointer(part), FieldCode::Unknown, detail));
    }
}

/// Begins a letter, once per key.
///
/// # Errors
/// `invalid-fields`, `idempotency-key-reused`.
pub async fn begin(app: &App, clerk: &Clerk, once: &Once<DraftLetter>) -> Answer<LetterId> {
    let scope = Scope::of(clerk.actor());
    // A resend is answered as before, whatever would be said to it today.
    if let Some(id) = idempotency::known(app.db(), &scope, once.key, &once.content).await? {
        return Ok(id);
    }
    let draft = checked(app, clerk, &once.value, "").await?;
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let id = match idempotency::claim(&mut tx, &scope, once.key, &once.content, now_ms).await? {
        Claim::Done(id) => id,
        Claim::Forgotten(id) => id.parse().map_err(|_| Failure::new(Code::NotFound))?,
        Claim::New(claimed) => {
            let id = LetterId::new();
            store::insert(app.vault(), &mut tx, id, &draft, clerk.member.id, now_ms).await?;
            idempotency::keep(&mut tx, claimed, &id.to_string(), &id)?;
            let event = NewEvent {
                actor: clerk.actor(),
                kind: EventKind::LetterChanged,
                object: id.to_string(),
                account: None,
                office: Some(&draft.office),
            };
            events::record(&mut tx, event, now_ms);
            id
        }
    };
    tx.commit().await?;
    Ok(id)
}

pub(super) fn check_revision(letter: &store::Stored, revision: i64) -> Answer<()> {
    if letter.revision == revision {
        return Ok(());
    }
    let mut failure = Failure::new(Code::StaleRevision);
    failure.problem.revision = Some(letter.revision);
    Err(failure)
}

pub(super) fn check_draft(letter: &store::Stored) -> Answer<()> {
    match letter.piece.state {
        LetterState::Draft if letter.run.is_some() => {
            Err(Failure::new(Code::WrongState).because("it belongs to a run"))
        }
        LetterState::Draft => Ok(()),
        _ => Err(Failure::new(Code::WrongState).because("it was sent already")),
    }
}

/// Changes a draft.
///
/// # Errors
/// `stale-revision`, `wrong-state`, `invalid-fields`, `not-found`, `reason-required`.
pub async fn change(app: &App, clerk: &Clerk, id: LetterId, change: &ChangeDraft) -> Answer<()> {
    // Who may not change the letter learns nothing about what stands in the request.
    let found =
        store::letter(app.vault(), app.db(), id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    clerk.changing(found.office())?;
    let draft = checked(app, clerk, &change.letter, "/letter").await?;
    let mut held = handling::begin(app, clerk, id).await?;
    check_draft(&held.letter)?;
    check_revision(&held.letter, change.revision)?;
    store::change(app.vault(), &mut held.tx, id, &draft, app.clock().now_ms()).await?;
    held.finish(app, clerk).await
}

/// Throws a draft away. Its key is destroyed; its documents become strays, which are erased.
///
/// # Errors
/// `wrong-state`, `not-found`, `reason-required`.
pub async fn discard(app: &App, clerk: &Clerk, id: LetterId) -> Answer<()> {
    let mut held = handling::begin(app, clerk, id).await?;
    check_draft(&held.letter)?;
    store::discard(&mut held.tx, id).await?;
    seals::destroy_file(app, &mut held.tx, id).await?;
    held.finish(app, clerk).await
}

/// Sends a draft, once per key.
///
/// # Errors
/// `invalid-fields` with everything that is missing; `stale-revision`, `wrong-state`, `not-found`, `reason-required`.
pub async fn send(app: &App, clerk: &Clerk, id: LetterId, once: &Once<SendLetter>) -> Answer<()> {
    let found =
        store::letter(app.vault(), app.db(), id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    clerk.changing(found.office())?;
    let scope = Scope::of(clerk.actor());
    if let Some(()) = idempotency::known(app.db(), &scope, once.key, &once.content).await? {
        return Ok(());
    }
    let now_ms = app.clock().now_ms();
    let send_at = once.value.send_at.map(jiff::Timestamp::as_millisecond);
    if send_at.is_some_and(|at| at <= now_ms || at - now_ms > LATER_MS_MAX) {
        let detail = "later than now, a year at most";
        return Err(invalid(vec![field("/send_at", FieldCode::OutOfRange, detail)]));
    }
    let made = if found.piece.state == LetterState::Draft {
        check_revision(&found, once.value.revision)?;
        main_document(app, &found).await?
    } else {
        None
    };
    let Some(mut held) = handling::begin_once(app, clerk, id, once).await? else { return Ok(()) };
    check_draft(&held.letter)?;
    check_revision(&held.letter, once.value.revision)?;
    if let Some(made) = made {
        store::set_ready(&mut held.tx, made).await?;
    }
    let documents = store::documents(app.vault(), &mut held.tx, id).await?;
    held.step(app, Step::Send).await?;
    store::set_sent(&mut held.tx, id, clerk.member.id, send_at).await?;
    let draft = &held.letter.draft;
    let hashes: Vec<&str> = documents.iter().map(|row| row.document.sha256.as_str()).collect();
    let detail = json!({
        "kind": draft.kind, "regime": draft.regime, "decided_on": draft.decided_on,
        "documents": hashes, "send_at": once.value.send_at,
    });
    held.prove(app, clerk, EvidenceKind::Sent, detail).await?;
    delivery::enqueue_send(&mut held.tx, &held.letter, send_at.unwrap_or(now_ms)).await?;
    held.finish(app, clerk).await
}

/// Makes the letter itself where none was uploaded; nobody sees it before the letter is sent.
async fn main_document(
    app: &App,
    letter: &store::Stored,
) -> Answer<Option<rathaus_api::ids::LetterDocumentId>> {
    let documents = store::documents(app.vault(), app.db(), letter.id).await?;
    let errors = hindrances(app, letter, &documents).await?;
    if !errors.is_empty() {
        return Err(invalid(errors));
    }
    if documents.iter().any(|row| row.document.role == DocumentRole::Main) {
        return Ok(None);
    }
    let pdf = paper::main(app, letter).await?;
    documents::put_main(app, letter, pdf).await.map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iban_with_a_wrong_digit_is_none() {
        assert!(is_iban("DE89370400440532013000"));
        for wrong in
            ["DE89370400440532013001", "DE89 3704 0044 0532 0130 00", "", "D", "1E89370400440532013000"]
        {
            assert!(!is_iban(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_payment_needs_where_how_much_and_to_whom() {
        let pay = LetterAction {
            kind: LetterActionKind::Pay,
            due: None,
            amount_cents: None,
            iban: None,
            payee: None,
            remittance: None,
            url: Some("http://insecure.example".to_owned()),
        };
        let mut errors = Vec::new();
        check_actions(&mut errors, &[pay]);
        let pointers: Vec<&str> = errors.iter().map(|error| error.pointer.as_str()).collect();
        let expected = ["/actions/0/url", "/actions/0/amount_cents", "/actions/0/iban", "/actions/0/payee"];
        assert_eq!(pointers, expected);
    }
}
