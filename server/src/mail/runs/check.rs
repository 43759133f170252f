//! Looking through an archive: first the list, then the PDFs in batches. Counts how it would go; sends nothing.

use std::path::Path;

use rathaus_api::{
    mail::{CheckedChannel, DraftLetter, RunDoubtCode as Code, RunState},
    problem::FieldError,
};
use rathaus_letters::Limits;
use sha2::{Digest, Sha256};

use super::{
    ATTEMPTS_MAX, CHECK_RUN, Payload,
    archive::{Archive, ArchiveError},
    blocking, draft_of, enqueue,
    recipients::{self, Doubt, Recipient, Repeated},
    store::{self, NewDoubt, Reached, RowToDo, Stored},
    tell, upload,
};
use crate::{
    App,
    db::{DbError, Tx},
    events::Actor,
    jobs::Job,
    keys::hex,
    mail::{deadlines, documents, drafts, matching, plan::Route},
};

/// Rows of a batch.
const BATCH: i64 = 100;

/// Does the next piece of looking through an archive.
///
/// # Errors
/// When database or disk do not answer; the job is tried again, and after that the archive is refused.
pub async fn perform(app: &App, job: &Job) -> anyhow::Result<()> {
    let payload = Payload::of(job)?;
    let Some(run) = store::run(app.db(), payload.run).await? else { return Ok(()) };
    if !is_due(&run, &payload) {
        return Ok(());
    }
    let outcome = if run.rows == 0 { read_list(app, &run).await } else { look_through(app, &run).await };
    match outcome {
        Err(error) if job.attempt >= ATTEMPTS_MAX => {
            tracing::error!(run = %run.id, %error, "an archive cannot be looked through");
            refuse(app, &run, Code::ArchiveDamaged, "the archive cannot be read on the server".to_owned())
                .await
        }
        outcome => outcome,
    }
}

fn is_due(run: &Stored, payload: &Payload) -> bool {
    run.state == RunState::Checking && run.round == payload.round
}

/// The run, held, if nobody else went on meanwhile.
async fn held(tx: &mut Tx, run: &Stored) -> Result<bool, DbError> {
    let now = store::hold(tx, run.id).await?;
    Ok(now
        .is_some_and(|now| now.state == RunState::Checking && now.round == run.round && now.rows == run.rows))
}

/// What the list says.
struct List {
    rows: Vec<(String, String, Result<Recipient, Vec<Doubt>>)>,
    unused: Vec<String>,
}

fn open_list(path: &Path, subject: &str, today: jiff::civil::Date) -> Result<List, ArchiveError> {
    let mut archive = Archive::open(path)?;
    let refused = |(code, detail): Doubt| ArchiveError::Refused(code, detail);
    let name = match (archive.has(recipients::CSV), archive.has(recipients::JSON)) {
        (true, false) => recipients::CSV,
        (false, true) => recipients::JSON,
        _ => {
            let detail = format!("one of {} and {}", recipients::CSV, recipients::JSON);
            return Err(refused((Code::NoRecipients, detail)));
        }
    };
    let bytes = archive.read(name)?;
    let listed = recipients::read(name, &bytes).map_err(refused)?;
    let repeated = Repeated::of(&listed);
    let is_unused = |file: &&str| *file != name && !repeated.names(file);
    let unused = archive.names().into_iter().filter(is_unused).map(str::to_owned).collect();
    let mut rows = Vec::new();
    for row in listed {
        rows.push(match row {
            Err(doubt) => (String::new(), String::new(), Err(vec![doubt])),
            Ok(row) => {
                let mut found = recipients::checked(&row, &repeated, subject, today);
                let file = row.file.trim().to_owned();
                if !archive.has(&file) || file == name {
                    let doubt = (Code::MissingFile, "the archive has no such file".to_owned());
                    match &mut found {
                        Ok(_) => found = Err(vec![doubt]),
                        Err(doubts) => doubts.push(doubt),
                    }
                }
                (recipients::kept_id(&row), recipients::kept_name(&file), found)
            }
        });
    }
    Ok(List { rows, unused })
}

/// Reads the list of recipients; every row is stored at once.
async fn read_list(app: &App, run: &Stored) -> anyhow::Result<()> {
    let Some(archive) = &run.archive else { return Ok(()) };
    let (path, subject) = (upload::path(app, &archive.file), run.letter.subject.clone());
    let today = deadlines::today(app);
    let list = match blocking(move || open_list(&path, &subject, today)).await? {
        Ok(list) => list,
        Err(ArchiveError::Refused(code, detail)) => return refuse(app, run, code, detail).await,
        Err(error @ ArchiveError::Disk(_)) => return Err(error.into()),
    };
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    if !held(&mut tx, run).await? {
        return Ok(());
    }
    let mut doubts = Vec::new();
    let mut rows = 0;
    for (seq, (id, file, found)) in (1..).zip(list.rows) {
        store::insert_row(&mut tx, run.id, (seq, &id, &file), found.as_ref().ok()).await?;
        for (code, detail) in found.err().unwrap_or_default() {
            let file = Some(file.clone()).filter(|file| !file.is_empty());
            doubts.push(NewDoubt { code, row: Some((seq, id.clone())), file, detail });
        }
        rows = seq;
    }
    for file in list.unused {
        let detail = "no row names it".to_owned();
        doubts.push(NewDoubt { code: Code::UnusedFile, row: None, file: Some(file), detail });
    }
    store::insert_doubts(&mut tx, run.id, &doubts).await?;
    store::set_row_count(&mut tx, run.id, rows).await?;
    tell(&mut tx, Actor::System, run, now_ms);
    enqueue(&mut tx, CHECK_RUN, run, run.round, now_ms).await?;
    Ok(tx.commit().await?)
}

/// The archive cannot be used; another one may be sent.
async fn refuse(app: &App, run: &Stored, code: Code, detail: String) -> anyhow::Result<()> {
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    if !held(&mut tx, run).await? {
        return Ok(());
    }
    let doubt = NewDoubt { code, row: None, file: None, detail };
    store::insert_doubts(&mut tx, run.id, &[doubt]).await?;
    store::set_state(&mut tx, run.id, RunState::Refused, false, now_ms).await?;
    store::erase(&mut tx, run.id).await?;
    tell(&mut tx, Actor::System, run, now_ms);
    tx.commit().await?;
    if let Some(archive) = &run.archive {
        upload::remove(app, &archive.file).await;
    }
    Ok(())
}

/// SHA-256 and pages of a PDF that the gate lets through, or why not.
type Looked = Result<(String, u32), Doubt>;

fn look_at(path: &Path, rows: &[RowToDo]) -> Result<Vec<Looked>, ArchiveError> {
    let mut archive = Archive::open_again(path)?;
    let limits = Limits { bytes: documents::BYTES_MAX, ..Limits::default() };
    let mut looked = Vec::new();
    for row in rows {
        let bytes = match archive.read(&row.file) {
            Ok(bytes) => bytes,
            Err(ArchiveError::Refused(_, detail)) => {
                looked.push(Err((Code::RefusedFile, detail)));
                continue;
            }
            Err(error @ ArchiveError::Disk(_)) => return Err(error),
        };
        let facts = rathaus_letters::check(&bytes, &limits);
        looked.push(match facts {
            Ok(facts) => Ok((hex(&Sha256::digest(&bytes)), facts.pages)),
            Err(refusal) => Err((Code::RefusedFile, refusal.to_string())),
        });
    }
    Ok(looked)
}

/// Looks at the next PDFs and at who their recipients are; at the end it counts.
async fn look_through(app: &App, run: &Stored) -> anyhow::Result<()> {
    let Some(archive) = &run.archive else { return Ok(()) };
    let rows = store::next_rows(app.db(), run.id, Reached::Read, BATCH).await?;
    let path = upload::path(app, &archive.file);
    let files = rows.clone();
    let looked =
        if rows.is_empty() { Ok(Vec::new()) } else { blocking(move || look_at(&path, &files)).await? };
    let looked = match looked {
        Ok(looked) => looked,
        Err(ArchiveError::Refused(code, detail)) => return refuse(app, run, code, detail).await,
        Err(error @ ArchiveError::Disk(_)) => return Err(error.into()),
    };
    let now_ms = app.clock().now_ms();
    let mut tx = app.db().begin().await?;
    if !held(&mut tx, run).await? {
        return Ok(());
    }
    if rows.is_empty() {
        store::count_forecast(&mut tx, run.id).await?;
        store::set_state(&mut tx, run.id, RunState::Checked, false, now_ms).await?;
    } else {
        for (row, looked) in rows.iter().zip(looked) {
            check_row(app, &mut tx, run, row, looked).await?;
        }
        enqueue(&mut tx, CHECK_RUN, run, run.round, now_ms).await?;
    }
    tell(&mut tx, Actor::System, run, now_ms);
    Ok(tx.commit().await?)
}

fn incomplete(app: &App, draft: &DraftLetter) -> Option<Doubt> {
    let missing: Vec<FieldError> = drafts::missing(app, draft, &[]);
    let is_remedy = missing.first()?.pointer.starts_with("/remedy");
    let code = if is_remedy { Code::NoRemedyText } else { Code::Incomplete };
    let pointers: Vec<String> = missing.into_iter().map(|error| error.pointer).collect();
    Some((code, pointers.join(" ")))
}

/// Writes down how a row would go.
async fn check_row(
    app: &App,
    tx: &mut Tx,
    run: &Stored,
    row: &RowToDo,
    looked: Looked,
) -> Result<(), DbError> {
    let doubt = |(code, detail): Doubt| NewDoubt {
        code,
        row: Some((row.seq, row.external_id.clone())),
        file: Some(row.file.clone()),
        detail,
    };
    let draft = draft_of(&run.office, &run.letter, row.recipient.clone());
    let found = looked.and_then(|found| incomplete(app, &draft).map_or(Ok(found), Err));
    let (sha256, pages) = match found {
        Ok(found) => found,
        Err(found) => {
            store::insert_doubts(tx, run.id, &[doubt(found)]).await?;
            return store::set_excluded(tx, run.id, row.seq).await;
        }
    };
    let chosen = matching::choose(app, tx, &draft).await?;
    let channel = match chosen.route {
        Route::Digital => CheckedChannel::Digital,
        Route::Paper => CheckedChannel::Paper,
        Route::Clerk(reason) => {
            let code = match reason {
                rathaus_api::mail::LetterDoubt::TwoCandidates => Code::TwoCandidates,
                _ => Code::NeedsClerk,
            };
            let found = doubt((code, reason.text().to_owned()));
            store::insert_doubts(tx, run.id, &[found]).await?;
            CheckedChannel::Clerk
        }
    };
    store::set_checked(tx, (run.id, row.seq), (&sha256, pages), (channel, chosen.why)).await
}
