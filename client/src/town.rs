//! Which town hall this device talks to. An address is typed or pasted, its card is fetched and shown, and only
//! then does a person decide to trust it.

use std::time::Duration;

use rathaus_api::{API_VERSION, town::TownCard};
use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::exchange::Network;

/// Largest card taken, in bytes; a real one has about 200.
const CARD_BYTES_MAX: usize = 16 * 1024;
/// How long a person waits for the card at most.
const CARD_PATIENCE: Duration = Duration::from_secs(15);

/// Why an address is not (yet) a town hall.
#[derive(Debug, thiserror::Error)]
pub enum TownError {
    /// Not the address of a server at all.
    #[error("this is not an address")]
    NotAnAddress,
    /// Unencrypted, and not on this very computer.
    #[error("the address must be https")]
    Unencrypted,
    /// Nothing answered.
    #[error("nothing answered at {origin}: {reason}")]
    Unreachable {
        /// The origin that was asked.
        origin: String,
        /// For the log.
        reason: String,
    },
    /// Something answered that is no town hall of ours.
    #[error("{origin} is not a town hall: {reason}")]
    NotATownHall {
        /// The origin that was asked.
        origin: String,
        /// For the log.
        reason: &'static str,
    },
    /// The town hall lives at another address; going there is the person's decision, not ours.
    #[error("this town hall lives at {lives_at}")]
    LivesElsewhere {
        /// The origin its card names.
        lives_at: String,
    },
    /// The town hall speaks a version this app does not know.
    #[error("the town hall speaks version {theirs}, this app {API_VERSION}")]
    OtherVersion {
        /// The version of the town's server.
        theirs: u32,
    },
}

/// Scheme, host and port of a town hall: `https`, or `http://localhost` for a demonstration.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TownOrigin(Url, String);

impl TownOrigin {
    /// Reads what a person typed or pasted: `rathaus.example.de`, or any page of the town hall.
    pub fn parse(text: &str) -> Result<Self, TownError> {
        let text = text.trim();
        let text = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let url = Url::parse(&text).map_err(|_| TownError::NotAnAddress)?;
        let Some(host) = url.host() else { return Err(TownError::NotAnAddress) };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(TownError::NotAnAddress);
        }
        let here = matches!(&host, Host::Domain("localhost"));
        match url.scheme() {
            "https" if here || matches!(&host, Host::Domain(name) if name.contains('.')) => {}
            "http" if here => {}
            "http" => return Err(TownError::Unencrypted),
            _ => return Err(TownError::NotAnAddress),
        }
        let origin = url.origin().ascii_serialization();
        let url = Url::parse(&origin).map_err(|_| TownError::NotAnAddress)?;
        Ok(Self(url, origin))
    }

    /// The origin as browsers write it, without a slash at the end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.1
    }

    /// The origin as an address with an empty path.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.0
    }

    /// The host's name, which is also the relying party id of its passkeys.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Whether this is the demonstration on the same computer, without encryption.
    #[must_use]
    pub fn is_local_demo(&self) -> bool {
        self.0.scheme() == "http"
    }
}

impl std::fmt::Display for TownOrigin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.1)
    }
}

impl From<TownOrigin> for String {
    fn from(origin: TownOrigin) -> Self {
        origin.1
    }
}

impl TryFrom<String> for TownOrigin {
    type Error = TownError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

/// A town hall whose card was checked. What a person sees before trusting it, and what is kept afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Town {
    /// Where it lives.
    pub origin: TownOrigin,
    /// What it calls itself, for example `Stadt Erlenbrück`.
    pub name: String,
    /// Amtlicher Gemeindeschlüssel, 8 digits.
    pub ags: String,
    /// State, ISO 3166-2.
    pub state: String,
}

impl Town {
    /// Accepts a card only when it is whole, ours and says it lives where it was found.
    fn of_card(origin: TownOrigin, card: TownCard) -> Result<Self, TownError> {
        if card.api_version != API_VERSION {
            return Err(TownError::OtherVersion { theirs: card.api_version });
        }
        match TownOrigin::parse(&card.origin) {
            Ok(named) if named == origin => {}
            Ok(named) => return Err(TownError::LivesElsewhere { lives_at: named.as_str().to_owned() }),
            Err(_) => return Err(not_a_town_hall(&origin, "its card names no address")),
        }
        let name_fits = (1..=100).contains(&card.name.trim().chars().count());
        // Control and direction characters could make the question "do you trust ...?" show something else.
        let name_plain = !card.name.chars().any(|c| c.is_control() || is_bidi_control(c));
        let ags_fits = card.ags.len() == 8 && card.ags.bytes().all(|b| b.is_ascii_digit());
        let state_fits = card.state.len() <= 8 && card.state.is_ascii();
        if !(name_fits && name_plain && ags_fits && state_fits) {
            return Err(not_a_town_hall(&origin, "its card is not filled in properly"));
        }
        Ok(Self { origin, name: card.name.trim().to_owned(), ags: card.ags, state: card.state })
    }
}

fn not_a_town_hall(origin: &TownOrigin, reason: &'static str) -> TownError {
    TownError::NotATownHall { origin: origin.to_string(), reason }
}

/// Characters that reorder the text around them (Unicode UAX #9, explicit formatting).
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Fetches and checks the card of an address. Follows no redirect and sends nothing about this device.
pub async fn check_town(network: &Network, address: &str) -> Result<Town, TownError> {
    let origin = TownOrigin::parse(address)?;
    let not_a_town_hall = |reason| not_a_town_hall(&origin, reason);
    let unreachable = |error: reqwest::Error| TownError::Unreachable {
        origin: origin.to_string(),
        reason: error.without_url().to_string(),
    };
    let card = origin.url().join("/.well-known/rathaus.json").map_err(|_| TownError::NotAnAddress)?;
    let asked = network.client().get(card).header("accept", "application/json").timeout(CARD_PATIENCE).send();
    let mut answer = asked.await.map_err(unreachable)?;
    if answer.status().as_u16() != 200 {
        return Err(not_a_town_hall("it has no card"));
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(unreachable)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > CARD_BYTES_MAX {
            return Err(not_a_town_hall("its card is too large"));
        }
    }
    let card = serde_json::from_slice(&bytes).map_err(|_| not_a_town_hall("its card is not readable"))?;
    Town::of_card(origin.clone(), card)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_may_paste_any_page_of_the_town_hall() {
        for text in [
            "rathaus.example.de",
            " https://rathaus.example.de/ ",
            "https://rathaus.example.de/melden?x=1#y",
            "HTTPS://Rathaus.Example.de:443",
        ] {
            let origin = TownOrigin::parse(text).expect("an address");
            assert_eq!(origin.as_str(), "https://rathaus.example.de", "{text}");
            assert_eq!(origin.host(), "rathaus.example.de");
        }
        assert_eq!(
            TownOrigin::parse("http://localhost:8080/").expect("the demo").as_str(),
            "http://localhost:8080"
        );
    }

    #[test]
    fn unencrypted_or_strange_addresses_are_refused() {
        for text in ["http://rathaus.example.de", "http://localhost.example.de", "http://127.0.0.1:8080"] {
            assert!(matches!(TownOrigin::parse(text), Err(TownError::Unencrypted)), "{text}");
        }
        for text in [
            "",
            "Erlenbrück",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "https://user@rathaus.example.de",
            "https://user:pw@rathaus.example.de",
            "https://",
            "tauri://localhost",
            "https://10.0.0.1",
        ] {
            assert!(matches!(TownOrigin::parse(text), Err(TownError::NotAnAddress)), "{text}");
        }
    }

    fn card() -> TownCard {
        TownCard {
            name: "Example Town".into(),
            ags: "15090000".into(),
            state: "DE-ST".into(),
            origin: "https://rathaus.example.de".into(),
            api_version: API_VERSION,
        }
    }

    fn judged(change: impl FnOnce(&mut TownCard)) -> Result<Town, TownError> {
        let mut card = card();
        change(&mut card);
        Town::of_card(TownOrigin::parse("rathaus.example.de").expect("an address"), card)
    }

    #[test]
    fn a_card_must_be_whole_and_name_its_own_address() {
        assert!(judged(|_| ()).is_ok());
        assert!(matches!(
            judged(|c| c.origin = "https://rathaus.example.org".into()),
            Err(TownError::LivesElsewhere { .. })
        ));
        assert!(matches!(judged(|c| c.api_version += 1), Err(TownError::OtherVersion { .. })));
        for broken in [
            judged(|c| c.name = " ".into()),
            judged(|c| c.name = "x".repeat(101)),
            judged(|c| c.name = "Town\u{202E}nwoT".into()),
            judged(|c| c.ags = "1509".into()),
            judged(|c| c.origin = "nowhere".into()),
        ] {
            assert!(matches!(broken, Err(TownError::NotATownHall { .. })), "{broken:?}");
        }
    }
}
