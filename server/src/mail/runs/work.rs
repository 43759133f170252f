//! Sending a released run, batch after batch, by the steps of single letters.
//!
//! A batch takes three steps, each of which may be the last one before a crash: rows become drafts that nobody else can
//! touch; their PDFs are stored; then each draft is sent and its way chosen, in one transaction that also says that the row is
//! done and enqueues the next batch. Whoever comes after a crash finds drafts and goes on with them.

use std::path::Path;

use futures_util::{StreamExt, TryStreamExt};
use rathaus_api::{
    ids::{LetterDocumentId, LetterId},
    mail::{DocumentRole, EvidenceKind, LetterState, RunState, RunTrouble},
};
use rathaus_letters::Pdf;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{
    ATTEMPTS_MAX, Payload, WORK_RUN,
    archive::{Archive, ArchiveError},
    blocking, draft_of, enqueue,
    store::{self, Reached, RowToDo, Stored},
    tell, upload,
};
use crate::{
    App,
    db::{DbError, Tx},
    events::Actor,
    jobs::Job,
    keys::hex,
    mail::{
        delivery, documents,
        evidence::{self, NewEntry},
        plan::{self, Step},
        seals, store as letters,
    },
};

/// Rows of a batch: well under a second, so that nobody waits for it.
const BATCH: i64 = 50;
/// Most bytes of PDFs that a batch holds; one is always taken.
const BATCH_BYTES_MAX: usize = 32 << 20;
/// PDFs that are stored at once.
const AT_ONCE: usize = 8;
/// Attempts after which each letter of a batch is sent by a job of its own, which hands it to a clerk if it must.
const TOGETHER_MAX: i64 = 3;

/// A row with its letter, and the document that is stored for it.
struct Ready {
    seq: i64,
    letter: LetterId,
    document: LetterDocumentId,
    sha256: String,
}

/// Sends the next batch of a run.
///
/// # Errors
/// When database or disk do not answer; the job is tried again, and after that the run stops until somebody looks.
pub async fn perform(app: &App, job: &Job) -> anyhow::Result<()> {
    let payload = Payload::of(job)?;
    let Some(run) = store::run(app.db(), payload.run).await? else { return Ok(()) };
    if run.state != RunState::Working || run.round != payload.round {
        return Ok(());
    }
    match batch(app, &run, job.attempt > TOGETHER_MAX).await {
        Err(error) if job.attempt >= ATTEMPTS_MAX => {
            tracing::error!(run = %run.id, %error, "a run has stopped");
            stop(app, &run, RunTrouble::Failed).await
        }
        outcome => outcome,
    }
}

async fn batch(app: &App, run: &Stored, one_by_one: bool) -> anyhow::Result<()> {
    let rows = begin(app, run).await?;
    if rows.is_empty() {
        return finish(app, run).await;
    }
    let Some(archive) = &run.archive else { return stop(app, run, RunTrouble::ArchiveChanged).await };
    let (path, wanted) = (upload::path(app, &archive.file), rows.clone());
    let unpacked = match blocking(move || unpack(&path, &wanted)).await? {
        Ok(unpacked) => unpacked,
        Err(ArchiveError::Refused(..)) => return stop(app, run, RunTrouble::ArchiveChanged).await,
        Err(ArchiveError::Disk(error)) if error.kind() == std::io::ErrorKind::NotFound => {
            return stop(app, run, RunTrouble::ArchiveChanged).await;
        }
        Err(error) => return Err(error.into()),
    };
    let putting = rows.into_iter().zip(unpacked).map(|(row, pdf)| put(app, row, pdf));
    let ready: Vec<Ready> = futures_util::stream::iter(putting).buffered(AT_ONCE).try_collect().await?;
    send(app, run, &ready, one_by_one).await
}

/// The next rows; each has become a draft.
async fn begin(app: &App, run: &Stored) -> anyhow::Result<Vec<RowToDo>> {
    let now_ms = app.clock().now_ms();
    let mut ids = new_letters(app, run).await?;
    let mut tx = app.db().begin().await?;
    let held = store::hold(&mut tx, run.id).await?;
    if held.is_none_or(|held| held.state != RunState::Working) {
        return Ok(Vec::new());
    }
    let mut rows = store::next_rows(&mut tx, run.id, Reached::Checked, BATCH).await?;
    for row in rows.iter_mut().filter(|row| row.letter.is_none()) {
        let id = ids.pop().unwrap_or_default();
        let draft = draft_of(&run.office, &run.letter, row.recipient.clone());
        letters::insert(app.vault(), &mut tx, id, &draft, run.created_by, now_ms).await?;
        store::set_letter(&mut tx, run.id, row.seq, id).await?;
        row.letter = Some(id);
    }
    tx.commit().await?;
    Ok(rows)
}

/// Ids for the letters of the next rows, with the keys of their files: made at once, and before anybody holds the writer.
async fn new_letters(app: &App, run: &Stored) -> anyhow::Result<Vec<LetterId>> {
    let mut tx = app.db().begin().await?;
    let rows = store::next_rows(&mut tx, run.id, Reached::Checked, BATCH).await?;
    drop(tx);
    let ids: Vec<LetterId> =
        rows.iter().filter(|row| row.letter.is_none()).map(|_| LetterId::new()).collect();
    let files: Vec<_> = ids.iter().map(|id| seals::file(*id)).collect();
    app.vault().make_all(&files).await?;
    Ok(ids)
}

/// The PDFs of the first rows, as they were when they were looked at.
fn unpack(path: &Path, rows: &[RowToDo]) -> Result<Vec<Vec<u8>>, ArchiveError> {
    let mut archive = Archive::open_again(path)?;
    let (mut unpacked, mut held) = (Vec::new(), 0);
    for row in rows {
        let bytes = archive.read(&row.file)?;
        if Some(hex(&Sha256::digest(&bytes))) != row.sha256 {
            let code = rathaus_api::mail::RunDoubtCode::ArchiveDamaged;
            return Err(ArchiveError::Refused(code, "a file has changed".to_owned()));
        }
        held += bytes.len();
        unpacked.push(bytes);
        if held > BATCH_BYTES_MAX {
            break;
        }
    }
    Ok(unpacked)
}

/// Stores the PDF of a letter; nobody sees it before the letter is sent.
async fn put(app: &App, row: RowToDo, bytes: Vec<u8>) -> anyhow::Result<Ready> {
    let letter = row.letter.ok_or_else(|| anyhow::anyhow!("the row has no letter"))?;
    let pdf = Pdf { bytes, pages: row.pages.unwrap_or(1) };
    let name = row.file.rsplit('/').next().unwrap_or_default().chars().take(100).collect();
    let stored = documents::put(app, letter, (DocumentRole::Main, name), pdf, false).await;
    let document = stored.map_err(|failure| anyhow::anyhow!("{}", failure.problem.title))?;
    Ok(Ready { seq: row.seq, letter, document: document.id, sha256: document.sha256 })
}

/// Sends the letters and chooses their ways.
async fn send(app: &App, run: &Stored, ready: &[Ready], one_by_one: bool) -> anyhow::Result<()> {
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    if store::hold(&mut tx, run.id).await?.is_none() {
        return Ok(());
    }
    for row in ready {
        send_one(app, &mut tx, run, row, one_by_one).await?;
        store::set_sent(&mut tx, run.id, row.seq).await?;
    }
    tell(&mut tx, Actor::System, run, now_ms);
    enqueue(&mut tx, WORK_RUN, run, run.round, now_ms).await?;
    Ok(tx.commit().await?)
}

async fn send_one(app: &App, tx: &mut Tx, run: &Stored, row: &Ready, alone: bool) -> Result<(), DbError> {
    let Some(letter) = letters::hold(app.vault(), tx, row.letter).await? else { return Ok(()) };
    // Somebody else sent it since: its document is another one, and this one a stray.
    if letter.piece.state != LetterState::Draft {
        return Ok(());
    }
    let Some(next) = plan::next(letter.piece, Step::Send) else { return Ok(()) };
    let now_ms = app.clock().now_ms();
    letters::set_ready(tx, row.document).await?;
    letters::set_piece(tx, letter.id, &next.piece, now_ms).await?;
    let released_by = run.released_by.unwrap_or(run.created_by);
    letters::set_sent(tx, letter.id, released_by, None).await?;
    let detail = json!({
        "kind": letter.draft.kind, "regime": letter.draft.regime, "decided_on": letter.draft.decided_on,
        "documents": [&row.sha256], "run": run.id, "row": row.seq,
    });
    let actor = Actor::Staff(released_by);
    let (kind, round) = (EvidenceKind::Sent, letter.piece.round);
    evidence::append(app, tx, letter.id, NewEntry { kind, round, actor, opened_with: None, detail }).await?;
    let letter = letters::Stored { piece: next.piece, ..letter };
    if alone {
        return delivery::enqueue_send(tx, &letter, now_ms).await;
    }
    delivery::deliver(app, tx, letter).await
}

/// Ends a run all of whose rows are sent, if nobody stopped it.
async fn finish(app: &App, run: &Stored) -> anyhow::Result<()> {
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let Some(held) = store::hold(&mut tx, run.id).await? else { return Ok(()) };
    let sent = store::reached(&mut tx, run.id, Reached::Sent).await?;
    if held.state != RunState::Working {
        return Ok(());
    }
    if sent < held.rows {
        drop(tx);
        tracing::error!(run = %run.id, "rows of a run cannot be read");
        return stop(app, run, RunTrouble::Failed).await;
    }
    store::set_state(&mut tx, run.id, RunState::Done, true, now_ms).await?;
    store::erase(&mut tx, run.id).await?;
    tell(&mut tx, Actor::System, run, now_ms);
    tx.commit().await?;
    if let Some(archive) = &run.archive {
        upload::remove(app, &archive.file).await;
    }
    Ok(())
}

/// Stops a run until somebody looks.
async fn stop(app: &App, run: &Stored, trouble: RunTrouble) -> anyhow::Result<()> {
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    let held = store::hold(&mut tx, run.id).await?;
    if held.is_some_and(|held| held.state == RunState::Working) {
        store::set_trouble(&mut tx, run.id, trouble, now_ms).await?;
        tell(&mut tx, Actor::System, run, now_ms);
    }
    Ok(tx.commit().await?)
}
