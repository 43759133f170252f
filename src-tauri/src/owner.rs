//! Whose things lie on this device: which account was signed in last at each town, and what was put aside for it when
//! the app lost the right to show it. Only while that account is signed in again it comes back.

use std::path::{Path, PathBuf};

use rathaus_client::{Client, Drafts, Response, read_if_there, replace_file};
use serde::Deserialize;

use crate::failure::Failure;
use crate::shell::Shell;

/// In a town's folder: the id of the account that was signed in last.
const NAME: &str = "account";
/// In a town's folder: a folder for each account that something was put aside for.
const ASIDE: &str = "aside";

/// An account's id, as it may become the name of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Owner(String);

impl Owner {
    fn parse(text: &str) -> Option<Self> {
        let plain = text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
        (plain && (8..=64).contains(&text.len())).then(|| Self(text.to_owned()))
    }

    /// The account an answer about it names.
    fn of(response: &Response) -> Option<Self> {
        #[derive(Deserialize)]
        struct Answer {
            account: Option<Account>,
        }
        #[derive(Deserialize)]
        struct Account {
            id: String,
        }
        let Answer { account } = serde_json::from_slice(&response.body).ok()?;
        Self::parse(&account?.id)
    }

    /// The id's sixteen bytes, which are the account's WebAuthn user handle.
    pub(crate) fn bytes(&self) -> Option<[u8; 16]> {
        let digits: String = self.0.chars().filter(|c| *c != '-').collect();
        (digits.len() == 32).then(|| u128::from_str_radix(&digits, 16).ok()).flatten().map(u128::to_be_bytes)
    }

    fn read(folder: &Path) -> Option<Self> {
        let bytes = read_if_there(&folder.join(NAME)).ok().flatten()?;
        Self::parse(String::from_utf8(bytes).ok()?.trim())
    }
}

/// Remembers who is signed in, where an answer says so; before the page hears it.
pub(crate) async fn learn(shell: &Shell, client: &Client, path: &str, response: &Response) {
    if !path.starts_with("/api/accounts/") || !response.is_success() {
        return;
    }
    let Some(owner) = Owner::of(response) else { return };
    let folder = shell.town_folder(&client.town().origin);
    let written = tokio::task::spawn_blocking(move || {
        if Owner::read(&folder).as_ref() == Some(&owner) {
            return Ok(());
        }
        replace_file(&folder.join(NAME), owner.0.as_bytes())
    });
    if let Ok(Err(error)) = written.await {
        tracing::warn!(%error, "whose things lie here could not be remembered");
    }
}

/// Who is signed in at the chosen town, or was last.
pub(crate) async fn last(shell: &Shell) -> Option<Owner> {
    let folder = shell.town_folder(&shell.client_now()?.town().origin);
    tokio::task::spawn_blocking(move || Owner::read(&folder)).await.ok().flatten()
}

/// What was put aside for whoever is signed in.
pub(crate) async fn aside(shell: &Shell) -> Option<Drafts> {
    let client = shell.client_now()?;
    if !client.session().is_open().await {
        return None;
    }
    let owner = last(shell).await?;
    Some(Drafts::new(shell.town_folder(&client.town().origin).join(ASIDE).join(owner.0)))
}

/// Puts what was typed aside, of every town, for those who typed it.
pub(crate) async fn put_aside(shell: &Shell) -> Result<(), Failure> {
    let towns = shell.towns();
    let put = tokio::task::spawn_blocking(move || {
        for folder in folders_of(&towns)? {
            // What somebody typed without an account belongs to whoever holds the device.
            let Some(owner) = Owner::read(&folder) else { continue };
            Drafts::new(folder.join("drafts")).put_aside(&Drafts::new(folder.join(ASIDE).join(owner.0)))?;
        }
        Ok::<(), std::io::Error>(())
    });
    put.await.map_err(Failure::bug)?.map_err(Failure::bug)
}

/// Every place where drafts of a town may name photos: its own, and those that are put aside.
pub(crate) fn places_of_drafts(town: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut places = folders_of(&town.join(ASIDE))?;
    places.push(town.join("drafts"));
    Ok(places)
}

/// The folders in a folder; none where it does not exist.
pub(crate) fn folders_of(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    Ok(paths.collect::<Result<Vec<_>, _>>()?.into_iter().filter(|path| path.is_dir()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(body: &str) -> Response {
        Response { status: 200, headers: Vec::new(), body: body.as_bytes().to_vec() }
    }

    #[test]
    fn an_answer_about_an_account_says_whose_device_it_is() {
        let id = "6f0f4a0e-7f43-4a8e-b2a1-0d6f7a1b2c3d";
        let owner = Owner::of(&answer(&format!(r#"{{"account":{{"id":"{id}"}}}}"#))).expect("an owner");
        assert_eq!(owner.0, id);
        assert_eq!(owner.bytes().map(|bytes| (bytes[0], bytes[15])), Some((0x6f, 0x3d)));
        for other in
            [r#"{"account":null}"#, r#"{"devices":[]}"#, "no JSON", r#"{"account":{"id":"../../x"}}"#]
        {
            assert_eq!(Owner::of(&answer(other)), None, "{other}");
        }
    }
}
