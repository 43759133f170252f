//! Letters on paper: made from their text, or a cover sheet before what was uploaded.

use axum::response::Response;
use rathaus_api::{
    accounts::Language,
    identity::Address,
    ids::LetterId,
    mail::{DocumentRole, DraftLetter, LetterKind},
    problem::{Code, FieldCode},
};
use rathaus_law::{Form, RemedyNotice};
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
    print::{Attachment, Letter, Pdf, Piece, SheetError, write_pages},
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

fn paragraphs(text: &str) -> Vec<String> {
    let parts = text.split("\n\n").map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

/// How the code to link a reference stands on paper: as words today; one function to change for a picture.
fn code_paragraphs(app: &App, code: &HumanCode) -> Vec<String> {
    let values = [("code", code.shown()), ("address", app.config().origin_text().to_owned())];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    paragraphs(&text(LANGUAGE, "letters-reference", &values))
}

/// The remedy notice in words.
fn remedy_paragraphs(notice: &RemedyNotice) -> Vec<String> {
    let (Some(remedy), Some(body), Some(seat)) = (notice.remedy, &notice.body, &notice.seat) else {
        return Vec::new();
    };
    let forms: Vec<String> = Form::ALL
        .iter()
        .filter(|form| notice.forms.contains(form))
        .map(|form| text(LANGUAGE, &format!("letters-form-{}", form.name()), &[]))
        .collect();
    let values = [("body", body.as_str()), ("seat", seat.as_str())];
    let mut words = vec![
        text(LANGUAGE, "letters-remedy-title", &[]),
        text(LANGUAGE, &format!("letters-remedy-{}", remedy.name()), &values),
    ];
    if !forms.is_empty() {
        words.push(text(LANGUAGE, "letters-remedy-forms", &[("forms", &forms.join(", "))]));
    }
    words
}

fn write(
    app: &App,
    draft: &DraftLetter,
    to: Option<&(String, Address)>,
    body: &[String],
) -> Result<Pdf, SheetError> {
    let town = &app.config().town;
    let contact = &town.contact;
    let values = [
        ("town", town.name.as_str()),
        ("phone", contact.phone.as_str()),
        ("address", app.config().origin_text()),
        ("reference", draft.reference.as_str()),
    ];
    let address: Vec<String> = to.map_or_else(Vec::new, |(name, address)| {
        vec![name.clone(), address.street.clone(), format!("{} {}", address.postcode, address.place)]
    });
    let now_ms = app.clock().now_ms();
    let mut info = vec![
        text(LANGUAGE, "letters-date", &[("date", &accounts::day(now_ms))]),
        text(LANGUAGE, "letters-phone", &values),
    ];
    if !draft.reference.is_empty() {
        info.push(text(LANGUAGE, "letters-file-number", &values));
    }
    write_pages(&Letter {
        town: &town.name,
        sender: &format!("{} · {} · {}", town.name, contact.street, contact.place),
        address: &address,
        info: &info,
        subject: &draft.subject,
        before: body,
        code: None,
        after: &[],
        foot: &text(LANGUAGE, "letters-foot", &values),
        language: "de",
    })
}

fn words(draft: &DraftLetter) -> Vec<String> {
    let said = if draft.body.trim().is_empty() { &draft.summary } else { &draft.body };
    let mut words = paragraphs(said);
    if draft.kind == LetterKind::Decision
        && let Some(notice) = &draft.remedy
    {
        words.extend(remedy_paragraphs(notice));
    }
    words
}

/// The letter itself, from its text, as it lies in a mailbox.
///
/// # Errors
/// `invalid-fields` for a letter that the font lacks.
pub async fn main(app: &App, draft: &DraftLetter) -> Answer<Pdf> {
    let (app, draft) = (app.clone(), draft.clone());
    let work = tokio::task::spawn_blocking(move || write(&app, &draft, None, &words(&draft)));
    work.await.map_err(|_| Failure::new(Code::Internal))?.map_err(refused)
}

fn refused(error: SheetError) -> Failure {
    match error {
        SheetError::Character(_) | SheetError::TooLong => {
            invalid(vec![field("/body", FieldCode::Format, error.to_string())])
        }
        SheetError::Pdf(reason) => {
            tracing::error!(%reason, "a letter could not be made");
            Failure::new(Code::Internal)
        }
    }
}

/// The sheet that goes into the window of the envelope: the whole letter where it was made from its text, else a cover
/// before the document that was uploaded.
async fn first_sheet(
    app: &App,
    letter: &Stored,
    to: Option<&(String, Address)>,
    code: Option<&HumanCode>,
    made_from_text: bool,
) -> Result<Pdf, SheetError> {
    let mut body =
        if made_from_text { words(&letter.draft) } else { paragraphs(&text(LANGUAGE, "letters-cover", &[])) };
    body.extend(code.map(|code| code_paragraphs(app, code)).unwrap_or_default());
    let (app, draft, to) = (app.clone(), letter.draft.clone(), to.cloned());
    let work = tokio::task::spawn_blocking(move || write(&app, &draft, to.as_ref(), &body));
    work.await.unwrap_or_else(|error| Err(SheetError::Pdf(error.to_string())))
}

/// What the paper looks like, for the clerk; without a code that works.
///
/// # Errors
/// `not-found`; `invalid-fields` for a letter that the font lacks.
pub async fn preview(app: &App, id: LetterId) -> Answer<Response> {
    let letter = store::letter(app.db(), id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    let documents = store::documents(app.db(), id).await?;
    let mut tx = app.db().begin().await?;
    let to = matching::address(app, &mut tx, &letter).await?;
    tx.commit().await?;
    let made = is_made_from_text(&documents);
    let pdf = first_sheet(app, &letter, to.as_ref(), None, made).await.map_err(refused)?;
    Ok(documents::attachment(pdf.bytes.into(), "application/pdf", "paper.pdf"))
}

/// Whether nobody uploaded the letter itself.
fn is_made_from_text(documents: &[store::DocumentRow]) -> bool {
    let mut mains = documents.iter().filter(|row| row.document.role == DocumentRole::Main);
    mains.all(|row| row.made)
}

/// Lays a letter onto the print shelf with everything that comes along, as one piece.
///
/// # Errors
/// `GiveUp` when no try will print it; otherwise as database and disk say.
pub async fn lay_down(app: &App, letter: &Stored) -> anyhow::Result<Vec<Printed>> {
    let mut tx = app.db().begin().await?;
    let to = matching::address(app, &mut tx, letter).await?;
    tx.commit().await?;
    let Some(to) = to else { return Err(GiveUp("there is no address".to_owned()).into()) };
    let rows = store::documents(app.db(), letter.id).await?;
    let made = is_made_from_text(&rows);
    let round = letter.piece.round;
    let code = carries_code(&letter.draft).then(|| references::code_of(app, letter.id, round));
    let first = match first_sheet(app, letter, Some(&to), code.as_ref(), made).await {
        Ok(pdf) => pdf,
        Err(error @ (SheetError::Character(_) | SheetError::TooLong)) => {
            return Err(GiveUp(error.to_string()).into());
        }
        Err(error) => return Err(error.into()),
    };
    let id = format!("{}-{round}", letter.id);
    let mut printed = vec![Printed {
        file: format!("{id}.pdf"),
        sha256: hex(&Sha256::digest(&first.bytes)),
        pages: first.pages,
    }];
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
    let made_at = timestamp(app.clock().now_ms()).to_string();
    app.print().lay_down(Piece { id, kind: KIND, pdf: first, attachments, made_at }).await?;
    Ok(printed)
}
