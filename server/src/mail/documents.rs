//! PDFs of letters: checked, kept under random names, shown with their hash checked.

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::BytesMut;
use futures_util::StreamExt;
use rathaus_api::{
    ids::{LetterDocumentId, LetterId},
    mail::{DocumentRole, LetterDocument},
    problem::{Code, FieldCode},
};
use rathaus_letters::{Facts, Limits, Pdf, Refusal};
use sha2::{Digest, Sha256};

use super::{
    drafts, handling,
    seals::{self, CONTENT, Side},
    store::{self, DocumentRow, Stored},
};
use crate::{
    App,
    blobs::BlobName,
    db::DbError,
    http::{
        Failure,
        failure::{Answer, check_length, field},
        idempotency::{self, Claim, Content, IdempotencyKey, Scope},
        invalid,
    },
    keys::hex,
    staff::Clerk,
    vault::DataKey,
};

/// Most bytes of one document.
pub(super) const BYTES_MAX: usize = 20 << 20;
/// Most documents of one letter.
const DOCUMENTS_MAX: usize = 10;
const NAME_CHARS_MAX: usize = 100;

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal {
            Refusal::NotPdf => Code::UnsupportedMedia,
            _ => Code::DocumentRefused,
        };
        Failure::new(code).because(refusal.to_string())
    }
}

/// What an upload is called.
pub struct Named<'a> {
    /// Name of the file.
    pub name: &'a str,
    /// Letter or attachment.
    pub role: DocumentRole,
}

/// Reads the body of an upload. What kind and how large it is is looked at before, and only a few are read at once.
async fn read_body(app: &App, headers: &HeaderMap, body: Body) -> Answer<Bytes> {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if !text(header::CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/pdf")) {
        return Err(
            Failure::new(Code::UnsupportedMedia).because("send the document itself as application/pdf")
        );
    }
    let promised: usize = text(header::CONTENT_LENGTH).and_then(|text| text.parse().ok()).unwrap_or(0);
    if promised > BYTES_MAX {
        return Err(Failure::new(Code::TooLarge));
    }
    let Some(_permit) = app.upload_permit().await else {
        return Err(Failure::new(Code::Unavailable).because("too many uploads at once"));
    };
    let mut bytes = BytesMut::with_capacity(promised);
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Failure::new(Code::Timeout).because("the upload stopped"))?;
        bytes.extend_from_slice(&piece);
        if bytes.len() > BYTES_MAX {
            return Err(Failure::new(Code::TooLarge));
        }
    }
    Ok(bytes.freeze())
}

fn checked_name(name: &str) -> Answer<String> {
    let plain: String = name.chars().filter(|c| !c.is_control() && !matches!(c, '/' | '\\' | '"')).collect();
    let mut errors = Vec::new();
    check_length(&mut errors, "/name", &plain, 1, NAME_CHARS_MAX);
    if errors.is_empty() { Ok(plain.trim().to_owned()) } else { Err(invalid(errors)) }
}

/// Attaches a document to a draft, once per key.
///
/// # Errors
/// `unsupported-media`, `too-large`, `document-refused`; `wrong-state`, `invalid-fields`, `not-found`.
pub async fn attach(
    app: &App,
    clerk: &Clerk,
    id: LetterId,
    named: Named<'_>,
    key: IdempotencyKey,
    headers: &HeaderMap,
    body: Body,
) -> Answer<LetterDocument> {
    let letter =
        store::letter(app.vault(), app.db(), id).await?.ok_or_else(|| Failure::new(Code::NotFound))?;
    clerk.changing(letter.office())?;
    drafts::check_draft(&letter)?;
    let name = checked_name(named.name)?;
    let bytes = read_body(app, headers, body).await?;
    clerk.check_still(app).await?;
    let scope = Scope::of(clerk.actor());
    let content = Content::of(&format!("mail {id} {} {name}", named.role.text()), &bytes);
    // A resend costs no looking into it.
    if let Some(earlier) = idempotency::known(app.db(), &scope, key, &content).await? {
        return attached(app, id, earlier).await;
    }
    let (bytes, facts) = checked(bytes).await?;
    let pdf = Pdf { bytes: bytes.to_vec(), pages: facts.pages };
    let document = put(app, id, (named.role, name), pdf, false).await?;
    let mut held = handling::begin(app, clerk, id).await?;
    drafts::check_draft(&held.letter)?;
    let now_ms = app.clock().now_ms();
    match idempotency::claim(&mut held.tx, &scope, key, &content, now_ms).await? {
        // Somebody with the same key was faster: nobody will ever name this one.
        Claim::Done(earlier) => {
            held.tx.commit().await?;
            attached(app, id, earlier).await
        }
        Claim::Forgotten(_) => Err(Failure::new(Code::KeyReused).because("it was attached long ago")),
        Claim::New(claimed) => {
            check_room(&store::documents(app.vault(), &mut held.tx, id).await?, named.role)?;
            store::set_ready(&mut held.tx, document.id).await?;
            store::count_up(&mut held.tx, id, now_ms).await?;
            idempotency::keep(&mut held.tx, claimed, &document.id.to_string(), &document.id)?;
            held.finish(app, clerk).await?;
            Ok(document)
        }
    }
}

/// What a key attached before: the answer that is kept with the key names it, and nothing of what it is.
async fn attached(app: &App, letter: LetterId, id: LetterDocumentId) -> Answer<LetterDocument> {
    let rows = store::documents(app.vault(), app.db(), letter).await?;
    let row = rows.into_iter().find(|row| row.document.id == id);
    Ok(row.ok_or_else(|| Failure::new(Code::NotFound))?.document)
}

fn check_room(documents: &[DocumentRow], role: DocumentRole) -> Answer<()> {
    let has_main = documents.iter().any(|row| row.document.role == DocumentRole::Main);
    let error = if documents.len() >= DOCUMENTS_MAX {
        field("/documents", FieldCode::TooMany, format!("at most {DOCUMENTS_MAX}"))
    } else if role == DocumentRole::Main && has_main {
        field("/role", FieldCode::TooMany, "one document is the letter itself; take it off first")
    } else {
        return Ok(());
    };
    Err(invalid(vec![error]))
}

/// Looks into a document on a blocking thread.
async fn checked(bytes: Bytes) -> Answer<(Bytes, Facts)> {
    let limits = Limits { bytes: BYTES_MAX, ..Limits::default() };
    let check = move || rathaus_letters::check(&bytes, &limits).map(|facts| (bytes, facts));
    let work = tokio::task::spawn_blocking(check);
    match work.await {
        Ok(result) => Ok(result?),
        Err(error) => {
            tracing::error!(%error, "the check of a document panicked");
            Err(Failure::new(Code::DocumentRefused))
        }
    }
}

/// Seals and stores the bytes; the row is there before them and stays unseen until somebody makes it ready.
pub(super) async fn put(
    app: &App,
    letter: LetterId,
    (role, name): (DocumentRole, String),
    pdf: Pdf,
    made: bool,
) -> Answer<LetterDocument> {
    let blob = BlobName::random();
    let document = LetterDocument {
        id: LetterDocumentId::new(),
        role,
        name,
        pages: pdf.pages,
        bytes: i64::try_from(pdf.bytes.len()).unwrap_or(i64::MAX),
        sha256: hex(&Sha256::digest(&pdf.bytes)),
    };
    let key = DataKey::new(seals::document(document.id));
    let sealed = key.seal(CONTENT, &pdf.bytes);
    let row = DocumentRow { document: document.clone(), blob: blob.to_string(), made, key };
    let mut tx = app.db().begin().await?;
    store::insert_document(app.vault(), &mut tx, letter, &row, app.clock().now_ms()).await?;
    tx.commit().await?;
    app.blobs().put(&blob, sealed.into()).await?;
    Ok(document)
}

/// Stores the letter itself as it was made from its text.
///
/// # Errors
/// As database and folder say.
pub async fn put_main(app: &App, letter: &Stored, pdf: Pdf) -> Answer<LetterDocumentId> {
    let name = format!("{}.pdf", letter.draft.kind.text());
    Ok(put(app, letter.id, (DocumentRole::Main, name), pdf, true).await?.id)
}

/// Takes a document off a draft. Its bytes become a stray, which is erased.
///
/// # Errors
/// `wrong-state`, `not-found`, `reason-required`.
pub async fn detach(app: &App, clerk: &Clerk, id: LetterId, document: LetterDocumentId) -> Answer<()> {
    let mut held = handling::begin(app, clerk, id).await?;
    drafts::check_draft(&held.letter)?;
    if !store::delete_document(&mut held.tx, id, document).await? {
        return Err(Failure::new(Code::NotFound));
    }
    store::count_up(&mut held.tx, id, app.clock().now_ms()).await?;
    held.finish(app, clerk).await
}

/// The bytes of a document as they were stored, or an error: never others.
///
/// # Errors
/// `not-found`; `internal` when the bytes are not those of the row.
pub async fn bytes_of(app: &App, row: &DocumentRow) -> Answer<Bytes> {
    let hidden = || Failure::new(Code::NotFound);
    let sealed = app.blobs().get(&row.blob.parse().map_err(|_| hidden())?).await?;
    let bytes = row.key.open(CONTENT, sealed.into()).map_err(DbError::from)?;
    if hex(&Sha256::digest(&bytes)) != row.document.sha256 {
        tracing::error!(document = %row.document.id, "the bytes of a document have changed");
        return Err(Failure::new(Code::Internal).because("the document is damaged"));
    }
    Ok(bytes.into())
}

/// A document for somebody who may see the letter in the office's file.
///
/// # Errors
/// `not-found` when the letter has no such document.
pub async fn show(app: &App, letter: LetterId, id: LetterDocumentId) -> Answer<Response> {
    show_as(app, Side::File, letter, id).await
}

/// A document, opened by the key of this side.
///
/// # Errors
/// `not-found` when the letter has no such document, or this side cannot open it.
pub async fn show_as(app: &App, side: Side, letter: LetterId, id: LetterDocumentId) -> Answer<Response> {
    let rows = store::documents_as(app.vault(), app.db(), letter, side).await?;
    let row = rows.into_iter().find(|row| row.document.id == id);
    let row = row.ok_or_else(|| Failure::new(Code::NotFound))?;
    Ok(attachment(bytes_of(app, &row).await?, "application/pdf", &format!("{id}.pdf")))
}

/// A file to save: nothing in it acts on our pages.
pub fn attachment(bytes: Bytes, media_type: &'static str, name: &str) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
    ];
    (headers, bytes).into_response()
}
