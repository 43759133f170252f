//! A town that was chosen before the start. Its server may be starting in the same moment, or be gone: it gets a
//! while, and then the window says so instead of waiting on.

use std::time::{Duration, Instant};

use rathaus_client::{Network, Town, TownOrigin, check_town};

use crate::failure::Failure;

/// How long the card of a preset town may take, all tries together.
const PATIENCE: Duration = Duration::from_secs(10);
/// The pause between two tries.
const PAUSE: Duration = Duration::from_millis(500);
/// A town that did not answer is not asked again before this time has passed.
const ASK_AGAIN_AFTER: Duration = Duration::from_secs(15);

/// The preset town, until its card is there.
pub(crate) struct PresetTown {
    origin: TownOrigin,
    patience: Duration,
    /// When it was asked in vain for the last time.
    silent_since: Option<Instant>,
}

impl PresetTown {
    pub(crate) fn new(origin: TownOrigin) -> Self {
        Self { origin, patience: PATIENCE, silent_since: None }
    }

    /// Its card. While it is silent, everybody but the first hears so at once.
    pub(crate) async fn ask(&mut self, network: &Network) -> Result<Town, Failure> {
        if self.silent_since.is_some_and(|since| since.elapsed() < ASK_AGAIN_AFTER) {
            return Err(self.silent());
        }
        if let Ok(town) = tokio::time::timeout(self.patience, self.until_it_answers(network)).await {
            return Ok(town);
        }
        self.silent_since = Some(Instant::now());
        Err(self.silent())
    }

    async fn until_it_answers(&self, network: &Network) -> Town {
        loop {
            match check_town(network, self.origin.as_str()).await {
                Ok(town) => return town,
                Err(error) => tracing::info!(%error, "the preset town does not answer yet"),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    fn silent(&self) -> Failure {
        Failure::new("offline", format!("the preset town {} does not answer", self.origin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_town_that_never_answers_costs_one_wait_and_not_one_for_each_question() {
        // Connections are taken and never answered.
        let listener = tokio::net::TcpListener::bind("localhost:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let origin = TownOrigin::parse(&format!("http://localhost:{port}")).expect("an origin");
        let network = Network::open().expect("a network");
        let mut town = PresetTown { patience: Duration::from_millis(300), ..PresetTown::new(origin) };
        let start = Instant::now();
        assert!(town.ask(&network).await.is_err());
        let first = start.elapsed();
        assert!(first >= Duration::from_millis(300) && first < Duration::from_secs(5), "{first:?}");
        for _ in 0..20 {
            assert!(town.ask(&network).await.is_err());
        }
        assert!(start.elapsed() - first < Duration::from_millis(250), "the others hear at once");
    }
}
