//! Letters on paper: made from their text, or a cover sheet before what was uploaded.

use axum::response::Response;
use rathaus_api::{
    accounts::Language,
    identity::Address,
    ids::LetterId,
    mail::{DocumentRole, DraftLetter, LetterAction, LetterActionKind, LetterKind},
    problem::{Code, FieldCode, FieldError},
};
use rathaus_law::{Form, RemedyNotice};
use rathaus_letters::{
    Block, GiroCode, GiroError, Letter, LetterError, NextTime, Payment, Pdf, Reference, Remedy, Remittance,
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    documents, matching, references,
    store::{self, Stored},
};
use crate::{
    App, accounts,
    clock::timestamp,
    codes::HumanCode,
    http::{
        Failure,
        failure::{Answer, field},
        invalid,
    },
    jobs::GiveUp,
    keys::hex,
    print::{Attachment, Piece},
    texts::text,
};

/// Kind of the pieces on the print shelf.
const KIND: &str = "letter";
/// The language of the town hall's own letters.
const LANGUAGE: Language = Language::De;

/// What was laid onto the print shelf.
#[derive(Debug, Serialize)]
pub struct Printed {
    /// Name of the file.
    file: String,
    /// SHA-256 of its bytes.
    sha256: String,
    /// Its pages.
    pages: u32,
}

/// Whether the paper says how to get the next one digitally.
pub fn carries_code(draft: &DraftLetter) -> bool {
    !draft.reference.is_empty() && draft.regime.allows_own_mailbox()
}

fn paragraphs(text: &str) -> Vec<Block> {
    let parts = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| Block::Paragraph(part.to_owned())).collect()
}

/// How the reference is linked: a picture to scan and the code to type.
fn next_time(app: &App, code: &HumanCode) -> NextTime {
    let code = code.shown();
    NextTime {
        url: format!("{}/post/code#{code}", app.config().origin_text()),
        caption: text(LANGUAGE, "letters-next-time", &[]),
        alt: text(LANGUAGE, "letters-next-time-alt", &[]),
        code,
    }
}

/// The same in words, where the town hall has no address that can be scanned (without TLS, as on a developer's machine).
fn in_words(app: &App, code: &HumanCode) -> Vec<Block> {
    let values = [("code", code.shown()), ("address", app.config().origin_text().to_owned())];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    paragraphs(&text(LANGUAGE, "letters-reference", &values))
}

/// The remedy notice in words.
fn remedy(notice: &RemedyNotice) -> Option<Remedy> {
    let (remedy, body, seat) = (notice.remedy?, notice.body.as_deref()?, notice.seat.as_deref()?);
    let forms: Vec<String> = Form::ALL
        .iter()
        .filter(|form| notice.forms.contains(form))
        .map(|form| text(LANGUAGE, &format!("letters-form-{}", form.name()), &[]))
        .collect();
    let mut said =
        vec![text(LANGUAGE, &format!("letters-remedy-{}", remedy.name()), &[("body", body), ("seat", seat)])];
    if !forms.is_empty() {
        said.push(text(LANGUAGE, "letters-remedy-forms", &[("forms", &forms.join(", "))]));
    }
    Some(Remedy { heading: text(LANGUAGE, "letters-remedy-title", &[]), paragraphs: said })
}

/// By what the town knows a payment: what it says, else the reference of the letter. The app says the same.
fn purpose<'a>(draft: &'a DraftLetter, pay: &'a LetterAction) -> &'a str {
    let own = pay.remittance.as_deref().map(str::trim).filter(|own| !own.is_empty());
    own.unwrap_or(&draft.reference)
}

/// The code of a payment; nothing where a part of it is missing.
///
/// # Errors
/// What cannot stand in a code.
pub fn giro(draft: &DraftLetter, pay: &LetterAction) -> Result<Option<GiroCode>, GiroError> {
    let (Some(iban), Some(payee), Some(cents)) = (&pay.iban, &pay.payee, pay.amount_cents) else {
        return Ok(None);
    };
    let cents = u64::try_from(cents).map_err(|_| GiroError::Amount)?;
    let remittance = Remittance::Text(purpose(draft, pay).to_owned());
    GiroCode::new(iban, payee, cents, remittance).map(Some)
}

fn day(day: jiff::civil::Date) -> String {
    day.strftime("%d.%m.%Y").to_string()
}

/// What a payment says in words.
fn payment_lines(draft: &DraftLetter, pay: &LetterAction) -> Vec<String> {
    let said = |name: &str, value: Option<&str>| {
        let value = value.map(str::trim).filter(|value| !value.is_empty())?;
        Some(text(LANGUAGE, &format!("letters-pay-{name}"), &[(name, value)]))
    };
    let amount = pay.amount_cents.map(|cents| format!("{},{:02}", cents / 100, cents % 100));
    let due = pay.due.map(day);
    let lines = [
        said("payee", pay.payee.as_deref()),
        said("iban", pay.iban.as_deref()),
        said("amount", amount.as_deref()),
        said("purpose", Some(purpose(draft, pay))),
        said("due", due.as_deref()),
    ];
    lines.into_iter().flatten().collect()
}

/// What is to be done about a letter, all of it: payments with a code, the rest in words.
fn tasks(draft: &DraftLetter) -> (Vec<Payment>, Vec<Block>) {
    let heading = text(LANGUAGE, "letters-pay", &[]);
    let (mut payments, mut blocks, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for action in &draft.actions {
        if action.kind != LetterActionKind::Pay {
            others.push(task(action));
            continue;
        }
        let lines = payment_lines(draft, action);
        match giro(draft, action) {
            Ok(Some(giro)) => {
                let alt = text(LANGUAGE, "letters-pay-alt", &[]);
                payments.push(Payment { giro, heading: heading.clone(), lines, alt });
            }
            // No letter is sent with such a one; what is printed says it all the same.
            _ => blocks.extend([Block::Heading(heading.clone()), Block::List(lines)]),
        }
    }
    let answers = draft.actions.iter().any(|action| action.kind == LetterActionKind::Reply);
    if let Some(by) = draft.reply_by.filter(|_| !answers) {
        others.push(until(text(LANGUAGE, "letters-task-reply", &[]), Some(by)));
    }
    if !others.is_empty() {
        blocks.extend([Block::Heading(text(LANGUAGE, "letters-tasks", &[])), Block::List(others)]);
    }
    (payments, blocks)
}

fn until(what: String, due: Option<jiff::civil::Date>) -> String {
    match due {
        Some(due) => text(LANGUAGE, "letters-task-due", &[("what", &what), ("due", &day(due))]),
        None => what,
    }
}

fn task(action: &LetterAction) -> String {
    let what = until(text(LANGUAGE, &format!("letters-task-{}", action.kind.text()), &[]), action.due);
    match &action.url {
        Some(url) => text(LANGUAGE, "letters-task-url", &[("what", &what), ("url", url)]),
        None => what,
    }
}

/// A letter with everything but its text: who writes to whom, about what, when. The same values make the same bytes.
fn frame(app: &App, draft: &DraftLetter, to: Option<&(String, Address)>, at_ms: i64) -> Letter {
    let town = &app.config().town;
    let contact = &town.contact;
    let values = [
        ("town", town.name.as_str()),
        ("phone", contact.phone.as_str()),
        ("address", app.config().origin_text()),
    ];
    // Who gets it digitally by a file number may have proven no address.
    let nobody = || vec![text(LANGUAGE, "letters-to-mailbox", &[])];
    let address = to.map_or_else(nobody, |(name, address)| {
        vec![name.clone(), address.street.clone(), format!("{} {}", address.postcode, address.place)]
    });
    let label = text(LANGUAGE, "letters-file-number", &[]);
    Letter {
        sender: format!("{} · {} · {}", town.name, contact.street, contact.place),
        address,
        reference: (!draft.reference.is_empty()).then(|| Reference { label, value: draft.reference.clone() }),
        information: vec![
            text(LANGUAGE, "letters-date", &[("date", &accounts::day(at_ms))]),
            text(LANGUAGE, "letters-phone", &values),
        ],
        subject: draft.subject.clone(),
        foot: text(LANGUAGE, "letters-foot", &values),
        page_text: text(LANGUAGE, "letters-page", &[("page", "{page}"), ("pages", "{pages}")]),
        ..Letter::new(&town.name, "de", timestamp(at_ms))
    }
}

/// The letter as it was written.
fn from_text(app: &App, draft: &DraftLetter, to: Option<&(String, Address)>, at_ms: i64) -> Letter {
    let said = if draft.body.trim().is_empty() { &draft.summary } else { &draft.body };
    let notice = draft.remedy.as_ref().filter(|_| draft.kind == LetterKind::Decision);
    let (payments, tasks) = tasks(draft);
    let mut body = paragraphs(said);
    body.extend(tasks);
    Letter { body, payments, remedy: notice.and_then(remedy), ..frame(app, draft, to, at_ms) }
}

async fn write(letter: Letter) -> Result<Pdf, LetterError> {
    let work = tokio::task::spawn_blocking(move || rathaus_letters::write(&letter));
    work.await.unwrap_or_else(|error| Err(LetterError::Pdf(error.to_string())))
}

/// The letter itself, from its text, as it lies in a mailbox.
///
/// # Errors
/// `invalid-fields` for a letter that the font lacks, or more text than a letter takes.
pub async fn main(app: &App, letter: &Stored) -> Answer<Pdf> {
    let mut tx = app.db().begin().await?;
    let to = matching::address(app, &mut tx, letter).await?;
    tx.commit().await?;
    write(from_text(app, &letter.draft, to.as_ref(), app.clock().now_ms()))
        .await
        .map_err(|error| refused(error, &letter.draft, to.as_ref()))
}

fn refused(error: LetterError, draft: &DraftLetter, to: Option<&(String, Address)>) -> Failure {
    match error {
        LetterError::Pdf(reason) => {
            tracing::error!(%reason, "a letter could not be made");
            Failure::new(Code::Internal)
        }
        error => invalid(vec![hindrance(&error, draft, to)]),
    }
}

/// The sheet that goes into the window of the envelope: the whole letter where it was made from its text, else a cover
/// before the document that was uploaded.
async fn first_sheet(
    app: &App,
    draft: &DraftLetter,
    to: Option<&(String, Address)>,
    code: Option<&HumanCode>,
    (made_from_text, at_ms): (bool, i64),
) -> Result<Pdf, LetterError> {
    let mut sheet = if made_from_text {
        from_text(app, draft, to, at_ms)
    } else {
        let (payments, tasks) = tasks(draft);
        let mut body = paragraphs(&text(LANGUAGE, "letters-cover", &[]));
        body.extend(tasks);
        Letter { body, payments, ..frame(app, draft, to, at_ms) }
    };
    if let Some(code) = code {
        if app.config().origin_text().starts_with("https://") {
            sheet.next_time = Some(next_time(app, code));
        } else {
            sheet.body.extend(in_words(app, code));
        }
    }
    write(sheet).await
}

/// Why the sheet for the window cannot be made, by field: the address, a character, too much text. Digital letters are
/// tried as well, for whatever is not opened goes to print.
///
/// # Errors
/// As the database says.
pub async fn hindrances(
    app: &App,
    letter: &Stored,
    documents: &[store::DocumentRow],
) -> Answer<Vec<FieldError>> {
    let mut tx = app.db().begin().await?;
    let to = matching::address(app, &mut tx, letter).await?;
    tx.commit().await?;
    let how = (is_made_from_text(documents), app.clock().now_ms());
    let code = carries_code(&letter.draft).then(|| references::code_of(app, letter.id, 1));
    match first_sheet(app, &letter.draft, to.as_ref(), code.as_ref(), how).await {
        Ok(_) => Ok(Vec::new()),
        Err(error @ LetterError::Pdf(_)) => Err(refused(error, &letter.draft, to.as_ref())),
        Err(error) => Ok(vec![hindrance(&error, &letter.draft, to.as_ref())]),
    }
}

fn hindrance(error: &LetterError, draft: &DraftLetter, to: Option<&(String, Address)>) -> FieldError {
    let lacks = |text: &str| matches!(error, LetterError::Character(code) if text.chars().any(|c| u32::from(c) == *code));
    let in_address = |(name, address): &(String, Address)| {
        [name, &address.street, &address.postcode, &address.place].into_iter().any(|text| lacks(text))
    };
    let pointer = match error {
        LetterError::Address => "/to",
        LetterError::Character(_) if to.is_some_and(in_address) => "/to",
        LetterError::Character(_) if lacks(&draft.subject) => "/subject",
        LetterError::Character(_) if lacks(&draft.reference) => "/reference",
        _ => "/body",
    };
    field(pointer, FieldCode::Format, error.to_string())
}

/// What the paper looks like, for the clerk; without a code that works.
///
/// # Errors
/// `not-found`; `invalid-fields` for a letter that the font lacks.
pub async fn preview(app: &App, id: LetterId) -> Answer<Response> {
    let letter =
        store::letter(app.vault(), app.db(), id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    let documents = store::documents(app.vault(), app.db(), id).await?;
    let mut tx = app.db().begin().await?;
    let to = matching::address(app, &mut tx, &letter).await?;
    tx.commit().await?;
    let made = is_made_from_text(&documents);
    let how = (made, app.clock().now_ms());
    let pdf = first_sheet(app, &letter.draft, to.as_ref(), None, how)
        .await
        .map_err(|error| refused(error, &letter.draft, to.as_ref()))?;
    Ok(documents::attachment(pdf.bytes.into(), "application/pdf", "paper.pdf"))
}

/// Whether nobody uploaded the letter itself.
fn is_made_from_text(documents: &[store::DocumentRow]) -> bool {
    let mut mains = documents.iter().filter(|row| row.document.role == DocumentRole::Main);
    mains.all(|row| row.made)
}

/// Lays a letter onto the print shelf with everything that comes along, as one piece. Made as of the time when its way
/// was decided, so that a second try lays down the same bytes. Nothing when it is not to be printed any more.
///
/// # Errors
/// `GiveUp` when no try will print it; otherwise as database and disk say.
pub async fn lay_down(app: &App, letter: &Stored) -> anyhow::Result<Option<Vec<Printed>>> {
    let round = letter.piece.round;
    let mut tx = app.db().begin().await?;
    let to = matching::address(app, &mut tx, letter).await?;
    let delivery = store::delivery_of(&mut tx, letter.id, round).await?;
    tx.commit().await?;
    let Some(to) = to else { return Err(GiveUp("there is no address".to_owned()).into()) };
    let Some(decided_at) = delivery.map(|delivery| delivery.decided_at) else { return Ok(None) };
    let rows = store::documents(app.vault(), app.db(), letter.id).await?;
    let how = (is_made_from_text(&rows), decided_at);
    let code = carries_code(&letter.draft).then(|| references::code_of(app, letter.id, round));
    let pdf = match first_sheet(app, &letter.draft, Some(&to), code.as_ref(), how).await {
        Ok(pdf) => pdf,
        Err(error @ LetterError::Pdf(_)) => return Err(error.into()),
        Err(error) => return Err(GiveUp(error.to_string()).into()),
    };
    let id = piece_id(letter.id, round);
    let sha256 = hex(&Sha256::digest(&pdf.bytes));
    let mut printed = vec![Printed { file: format!("{id}.pdf"), sha256, pages: pdf.pages }];
    let mut attachments = Vec::new();
    for row in rows.iter().filter(|row| !row.made) {
        let bytes = documents::bytes_of(app, row).await;
        let bytes = bytes.map_err(|failure| anyhow::anyhow!("{}", failure.problem.title))?;
        printed.push(Printed {
            file: format!("{id}.{}.pdf", attachments.len() + 1),
            sha256: row.document.sha256.clone(),
            pages: row.document.pages,
        });
        attachments.push(Attachment { bytes: bytes.to_vec(), pages: row.document.pages });
    }
    let made_at = timestamp(decided_at).to_string();
    let ready = app.print().prepare(Piece { id, kind: KIND, pdf, attachments, made_at }).await?;
    if !laying(app, letter).await? {
        return Ok(None);
    }
    app.print().complete(ready).await?;
    Ok(Some(printed))
}

/// Name of the piece on the shelf.
fn piece_id(letter: LetterId, round: i64) -> String {
    format!("{letter}-{round}")
}

/// Writes down, before it is so, that somebody may take the piece: afterwards nobody may say that it was not printed.
/// False when it is not to be printed any more.
async fn laying(app: &App, letter: &Stored) -> anyhow::Result<bool> {
    let mut tx = app.db().begin().await?;
    let held = store::hold(app.vault(), &mut tx, letter.id).await?;
    if held.is_none_or(|held| held.piece != letter.piece) {
        return Ok(false);
    }
    store::set_laid(&mut tx, letter.id, letter.piece.round, app.clock().now_ms()).await?;
    tx.commit().await?;
    Ok(true)
}

/// Takes what lies on the shelf of a piece that nobody can have taken.
pub async fn take_away(app: &App, letter: LetterId, round: i64) {
    if let Err(error) = app.print().clear(piece_id(letter, round)).await {
        tracing::warn!(%letter, %error, "parts of a piece without manifest stay on the print shelf");
    }
}
