//! Doors for an errand in the system's browser that ends here: to the eID broker and back (RFC 8252).

use std::sync::PoisonError;

use rathaus_client::{BrowserErrand, ReturnWords};
use serde::Serialize;
use tauri::State;
use url::{Host, Url};

use super::blocking;
use crate::failure::Failure;
use crate::shell::Shell;
use crate::texts::Phrase;

/// What the browser brought.
#[derive(Serialize)]
pub(crate) struct Back {
    code: String,
    state: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    iss: Option<String>,
}

/// Gets ready for somebody to come back; the address that the town is told. An earlier errand ends.
#[tauri::command]
pub(crate) async fn errand_begin(shell: State<'_, Shell>) -> Result<String, Failure> {
    Shell::begin(&shell.errand_stop);
    let errand = BrowserErrand::begin().await?;
    let address = errand.return_address();
    *shell.errand.lock().unwrap_or_else(PoisonError::into_inner) = Some(errand);
    Ok(address)
}

/// Opens a page in the system's browser and waits for what it brings back.
#[tauri::command]
pub(crate) async fn errand_wait(shell: State<'_, Shell>, url: String) -> Result<Back, Failure> {
    let page = leaving(&url).ok_or_else(|| Failure::bug("only https leaves"))?;
    let errand = shell.errand.lock().unwrap_or_else(PoisonError::into_inner).take();
    let errand = errand.ok_or_else(|| Failure::new("cancelled", "nobody is ready for the way back"))?;
    let stop = Shell::begin(&shell.errand_stop);
    let opened = page.to_string();
    blocking(move || {
        let opened = tauri_plugin_opener::open_url(opened, None::<&str>);
        opened.map_err(|error| Failure::new("unavailable", error))
    })
    .await?;
    let (returned, state) = errand.wait(&page, words(&shell), &stop).await?;
    Ok(Back { code: returned.code, state, iss: returned.issuer })
}

/// The person gives up waiting for the browser.
#[tauri::command]
pub(crate) fn errand_stop(shell: State<'_, Shell>) {
    Shell::begin(&shell.errand_stop);
    shell.errand.lock().unwrap_or_else(PoisonError::into_inner).take();
}

/// Where an errand may lead: to a site of the network, or to this very device, which is where brokers of tests live.
fn leaving(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let own = matches!(url.host(), Some(Host::Domain("localhost")));
    let fine = url.scheme() == "https" || (url.scheme() == "http" && own);
    (fine && url.has_host()).then_some(url)
}

fn words(shell: &Shell) -> ReturnWords {
    ReturnWords {
        language: shell.texts.language().to_owned(),
        done: shell.texts.say(Phrase::ErrandDone),
        refused: shell.texts.say(Phrase::ErrandRefused),
        next: shell.texts.say(Phrase::BrowserNext),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_errand_leads_to_sites_only() {
        assert!(leaving("https://broker.example/authorize?state=1").is_some());
        assert!(leaving("http://localhost:4000/authorize?state=1").is_some());
        for wrong in
            ["http://broker.example/", "file:///etc/passwd", "javascript:alert(1)", "https:", "", "tel:1"]
        {
            assert!(leaving(wrong).is_none(), "{wrong}");
        }
    }
}
