//! Whether everything that is sealed opens.

use rathaus_api::ids::LetterId;

use super::{
    documents,
    seals::Side,
    store::{self, SealedLetter},
};
use crate::{App, db::DbError};

/// What opened, and what did not.
#[derive(Debug, Default)]
pub struct Checked {
    /// Letters in files.
    pub letters: u64,
    /// Their documents, byte by byte.
    pub documents: u64,
    /// Questions and answers about them.
    pub questions: u64,
    /// Copies in mailboxes, each with all of this.
    pub copies: u64,
    /// What did not open, by ids.
    pub broken: Vec<String>,
}

/// Opens everything. The server may go on working.
///
/// # Errors
/// When the list of letters cannot be read.
pub async fn verify(app: &App) -> Result<Checked, DbError> {
    let mut checked = Checked::default();
    let mut after = String::new();
    loop {
        let letters = store::sealed_after(app.db(), &after).await?;
        let Some(last) = letters.last() else { return Ok(checked) };
        after = last.id.to_string();
        for SealedLetter { id, account } in letters {
            check(app, id, Side::File, &mut checked).await;
            if let Some(account) = account {
                check(app, id, Side::Own(account), &mut checked).await;
            }
        }
    }
}

/// Opens a letter by the key of one side.
async fn check(app: &App, id: LetterId, side: Side, checked: &mut Checked) {
    match opened(app, id, side).await {
        Ok((documents, questions)) if side == Side::File => {
            checked.letters += 1;
            checked.documents += documents;
            checked.questions += questions;
        }
        Ok(_) => checked.copies += 1,
        Err(reason) => {
            let whose = if side == Side::File { "file" } else { "copy" };
            checked.broken.push(format!("the {whose} of letter {id}: {reason}"));
        }
    }
}

async fn opened(app: &App, id: LetterId, side: Side) -> anyhow::Result<(u64, u64)> {
    let letter = store::letter_as(app.vault(), app.db(), id, side).await?;
    anyhow::ensure!(letter.is_some(), "nothing opens it");
    let documents = store::documents_as(app.vault(), app.db(), id, side).await?;
    for row in &documents {
        let bytes = documents::bytes_of(app, row).await;
        bytes.map_err(|failure| anyhow::anyhow!("{}: {}", row.document.id, failure.problem.title))?;
    }
    let questions = store::questions_as(app.vault(), app.db(), id, side).await?;
    Ok((u64::try_from(documents.len())?, u64::try_from(questions.len())?))
}
