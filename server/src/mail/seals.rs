//! Who holds the keys of letters: the office's file, and the resident in whose mailbox a letter lies.
//!
//! Content, documents and questions are sealed one by one. Each of them opens for the file as long as the letter is kept,
//! and for the resident from the provision until she erases her copy or her account. A draft that is thrown away takes the
//! file's key with it, a deleted account the resident's; the keys go after the commit, by a job.

use rathaus_api::ids::{AccountId, LetterDocumentId, LetterId, LetterQuestionId};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    App,
    db::{DbError, Tx},
    jobs::{self, Job, NewJob},
    vault::{Object, Owner, OwnerKey, Vault, VaultError},
};

/// Kind of the job that destroys keys.
pub const DESTROY_KEYS: &str = "mail_destroy_keys";

/// The part of an object that is the thing itself.
pub const CONTENT: &str = "content";
/// The part of a document that is its name.
pub const NAME: &str = "name";

/// By whose key something is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The office's file.
    File,
    /// The copy in a mailbox.
    Own(AccountId),
}

impl Side {
    /// The column with the wrap.
    #[must_use]
    pub fn column(self) -> &'static str {
        match self {
            Self::File => "file_wrap",
            Self::Own(_) => "own_wrap",
        }
    }

    /// The key, as long as there is one. A file without its key is a fault; a mailbox without one was erased.
    ///
    /// # Errors
    /// As the database of keys says.
    pub async fn key(self, vault: &Vault, letter: LetterId) -> Result<Option<OwnerKey>, DbError> {
        match self {
            Self::File => Ok(Some(vault.key_of(&file(letter)).await?)),
            Self::Own(account) => match vault.key_of(&resident(account)).await {
                Ok(key) => Ok(Some(key)),
                Err(VaultError::NoKey(_)) => Ok(None),
                Err(error) => Err(error.into()),
            },
        }
    }
}

/// The office's file about a letter.
#[must_use]
pub fn file(letter: LetterId) -> Owner {
    Owner::new("file", letter)
}

/// A resident.
#[must_use]
pub fn resident(account: AccountId) -> Owner {
    Owner::new("resident", account)
}

/// What stands in a letter.
#[must_use]
pub fn letter(id: LetterId) -> Object {
    Object::new("letter", id)
}

/// A document, with its name.
#[must_use]
pub fn document(id: LetterDocumentId) -> Object {
    Object::new("document", id)
}

/// The words of a question or answer.
#[must_use]
pub fn question(id: LetterQuestionId) -> Object {
    Object::new("question", id)
}

#[derive(Serialize, Deserialize)]
struct Payload {
    letter: Option<LetterId>,
    account: Option<AccountId>,
}

async fn enqueue(app: &App, tx: &mut Tx, payload: Payload) -> Result<(), DbError> {
    let job = NewJob { kind: DESTROY_KEYS, payload: json!(payload), case: None, office: None };
    jobs::enqueue(tx, job, app.clock().now_ms()).await?;
    Ok(())
}

/// Destroys the key of a file once the transaction has committed.
///
/// # Errors
/// As the database says.
pub async fn destroy_file(app: &App, tx: &mut Tx, letter: LetterId) -> Result<(), DbError> {
    enqueue(app, tx, Payload { letter: Some(letter), account: None }).await
}

/// Destroys the key of a resident once the transaction has committed.
///
/// # Errors
/// As the database says.
pub async fn destroy_resident(app: &App, tx: &mut Tx, account: AccountId) -> Result<(), DbError> {
    enqueue(app, tx, Payload { letter: None, account: Some(account) }).await
}

/// Destroys keys.
///
/// # Errors
/// When the database of keys does not answer; the job is tried again.
pub async fn perform_destroy(app: &App, job: &Job) -> anyhow::Result<()> {
    let payload: Payload = serde_json::from_value(job.payload.clone())?;
    let owners: Vec<Owner> =
        payload.letter.map(file).into_iter().chain(payload.account.map(resident)).collect();
    Ok(app.vault().destroy(&owners, app.clock().now_ms()).await?)
}
