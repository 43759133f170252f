//! Sessions that somebody left while the town could not be reached. This device forgets them at once; their tokens wait
//! only so that the town can be told, now or at the next start.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Mutex;
use tokio::task::spawn_blocking;

use crate::secrets::{SecretError, SecretName, SecretStore};
use crate::session::Token;
use crate::town::TownOrigin;

/// What is still to be said to one town.
pub(crate) struct Goodbyes {
    name: SecretName,
    store: Arc<dyn SecretStore>,
    /// Perhaps there is something; at the start nobody knows.
    waiting: AtomicBool,
    /// One change after the other: each reads, changes and writes the whole list.
    changing: Mutex<()>,
}

impl Goodbyes {
    pub(crate) fn new(town: &TownOrigin, store: Arc<dyn SecretStore>) -> Self {
        let name = SecretName::new("goodbye", town.as_str());
        Self { name, store, waiting: AtomicBool::new(true), changing: Mutex::default() }
    }

    /// Keeps the token of a session that was left unheard.
    pub(crate) async fn add(&self, token: &Token) {
        self.waiting.store(true, Ordering::SeqCst);
        let token = token.reveal().to_owned();
        let kept = self.change(move |tokens| tokens.push(token)).await;
        if let Err(error) = kept {
            tracing::error!(%error, "the town will not be told that a session was left");
        }
    }

    /// The town was told.
    pub(crate) async fn said(&self, token: &Token) {
        let token = token.reveal().to_owned();
        if let Err(error) = self.change(move |tokens| tokens.retain(|other| *other != token)).await {
            tracing::warn!(%error, "a goodbye will be said twice");
        }
    }

    /// The sessions the town was not told of yet.
    pub(crate) async fn all(&self) -> Vec<Token> {
        if !self.waiting.swap(false, Ordering::SeqCst) {
            return Vec::new();
        }
        let (store, name) = (Arc::clone(&self.store), self.name.clone());
        let read = spawn_blocking(move || tokens(store.as_ref(), &name)).await;
        let read = read.unwrap_or_else(|error| Err(SecretError::Failed(error.to_string())));
        let found = read.unwrap_or_else(|error| {
            tracing::info!(%error, "the keyring does not say what is still to be said");
            self.waiting.store(true, Ordering::SeqCst);
            Vec::new()
        });
        found.iter().filter_map(|text| Token::parse(text)).collect()
    }

    /// They are asked for again later.
    pub(crate) fn later(&self) {
        self.waiting.store(true, Ordering::SeqCst);
    }

    async fn change(&self, act: impl FnOnce(&mut Vec<String>) + Send + 'static) -> Result<(), SecretError> {
        let _one_at_a_time = self.changing.lock().await;
        let (store, name) = (Arc::clone(&self.store), self.name.clone());
        let changed = spawn_blocking(move || {
            let mut tokens = tokens(store.as_ref(), &name)?;
            act(&mut tokens);
            if tokens.is_empty() {
                return store.delete(&name);
            }
            let text =
                serde_json::to_string(&tokens).map_err(|error| SecretError::Failed(error.to_string()))?;
            store.set(&name, &text)
        });
        changed.await.unwrap_or_else(|error| Err(SecretError::Failed(error.to_string())))
    }
}

fn tokens(store: &dyn SecretStore, name: &SecretName) -> Result<Vec<String>, SecretError> {
    Ok(store.get(name)?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}
