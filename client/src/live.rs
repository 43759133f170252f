//! The live stream: the town says that something changed, and this device keeps listening, also after cuts.

use std::sync::Arc;
use std::time::Duration;

use eventsource_stream::Eventsource;
use futures_util::StreamExt;
use rathaus_api::events::LiveEvent;
use rathaus_api::problem::MEDIA_TYPE;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use tokio::sync::mpsc::Sender;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::exchange::{Client, api_url, bearer};
use crate::session::Token;

/// The first pause after a cut, and the longest one.
const PAUSE_MIN: Duration = Duration::from_secs(2);
const PAUSE_MAX: Duration = Duration::from_secs(300);
/// The server says something at least every 15 seconds; three missed ones mean that the line is dead.
const SILENCE_MAX: Duration = Duration::from_secs(50);
/// How long the stream may take to open.
const OPEN_PATIENCE: Duration = Duration::from_secs(20);

/// What a listener gets to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LiveUpdate {
    /// The stream is open.
    Connected,
    /// The stream is cut; the next attempt begins after `pause`.
    Lost {
        /// Time until the next attempt.
        pause: Duration,
    },
    /// Something changed in the town hall.
    Event(LiveEvent),
    /// The session has ended: listening is over until somebody logs in.
    SessionEnded,
}

/// Pauses that double, with full jitter so that ten thousand devices do not return in the same second.
#[derive(Debug, Default)]
pub struct Backoff {
    cuts: u32,
}

impl Backoff {
    /// After something went well.
    pub fn reset(&mut self) {
        self.cuts = 0;
    }

    /// The pause before the next attempt. `chance` is between 0 and 1.
    pub fn pause(&mut self, chance: f64) -> Duration {
        let most = PAUSE_MIN.saturating_mul(2_u32.saturating_pow(self.cuts.min(16))).min(PAUSE_MAX);
        self.cuts = self.cuts.saturating_add(1);
        PAUSE_MIN.max(most.mul_f64(chance.clamp(0.0, 1.0)))
    }
}

enum Cut {
    Lost(String),
    SessionEnded,
    ListenerGone,
}

/// Listens until the session ends, the listener goes away or `stop` is cancelled. `last_seen` is the number of
/// the newest event this device knows; events after it are delivered first.
pub async fn listen(
    client: Arc<Client>,
    mut last_seen: Option<i64>,
    updates: Sender<LiveUpdate>,
    stop: CancellationToken,
) {
    let mut backoff = Backoff::default();
    let mut turns = client.session().turns();
    loop {
        turns.mark_unchanged();
        let Some(token) = client.session().token().await else {
            let _ = updates.send(LiveUpdate::SessionEnded).await;
            return;
        };
        let cut = tokio::select! {
            () = stop.cancelled() => return,
            // Signed out, or signed in anew: nothing of the session before may be heard any more.
            _ = turns.changed() => continue,
            cut = follow(&client, &token, &mut last_seen, &mut backoff, &updates) => cut,
        };
        let pause = match cut {
            Cut::ListenerGone => return,
            Cut::SessionEnded => {
                client.session().close(&token).await;
                // Somebody may have signed in anew in the meantime; otherwise the next round says goodbye.
                continue;
            }
            Cut::Lost(reason) => {
                let pause = backoff.pause(rand::random());
                tracing::info!(%reason, pause_s = pause.as_secs(), "the live stream was cut");
                pause
            }
        };
        if updates.send(LiveUpdate::Lost { pause }).await.is_err() {
            return;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            _ = turns.changed() => {}
            () = sleep(pause) => {}
        }
    }
}

async fn follow(
    client: &Client,
    token: &Token,
    last_seen: &mut Option<i64>,
    backoff: &mut Backoff,
    updates: &Sender<LiveUpdate>,
) -> Cut {
    let answer = match open(client, token, *last_seen).await {
        Ok(answer) => answer,
        Err(cut) => return cut,
    };
    if updates.send(LiveUpdate::Connected).await.is_err() {
        return Cut::ListenerGone;
    }
    // Comments count as life, but the parser swallows them, so silence is measured on the bytes below it.
    let bytes = Box::pin(futures_util::stream::unfold(answer.bytes_stream(), |mut bytes| async move {
        let chunk = timeout(SILENCE_MAX, bytes.next()).await.ok().flatten()?;
        Some((chunk, bytes))
    }));
    let mut events = bytes.eventsource();
    while let Some(event) = events.next().await {
        let event = match event {
            Ok(event) => event,
            Err(error) => return Cut::Lost(error.to_string()),
        };
        backoff.reset();
        let Ok(event) = serde_json::from_str::<LiveEvent>(&event.data) else {
            // A newer town hall may tell of things this app does not know yet; their number still counts.
            *last_seen = event.id.parse().ok().or(*last_seen);
            continue;
        };
        if last_seen.is_some_and(|seen| event.seq <= seen) {
            continue;
        }
        *last_seen = Some(event.seq);
        if updates.send(LiveUpdate::Event(event)).await.is_err() {
            return Cut::ListenerGone;
        }
    }
    Cut::Lost("the stream ended".to_owned())
}

async fn open(client: &Client, token: &Token, last_seen: Option<i64>) -> Result<reqwest::Response, Cut> {
    let lost = |reason: String| Cut::Lost(reason);
    let url = api_url(&client.town().origin, "/api/events").ok_or_else(|| lost("no address".to_owned()))?;
    let mut headers = HeaderMap::new();
    headers.insert("accept", HeaderValue::from_static("text/event-stream"));
    headers.insert(AUTHORIZATION, bearer(token).ok_or_else(|| lost("bad token".to_owned()))?);
    if let Some(seq) = last_seen {
        headers.insert("last-event-id", HeaderValue::from(seq));
    }
    let asked = client.http().get(url).headers(headers).send();
    let answer = match timeout(OPEN_PATIENCE, asked).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) => return Err(lost(error.without_url().to_string())),
        Err(_) => return Err(lost("no answer in time".to_owned())),
    };
    let media =
        answer.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    match answer.status().as_u16() {
        200 if media.starts_with("text/event-stream") => Ok(answer),
        // Only the town itself may end a session, not a proxy on the way.
        401 if media.starts_with(MEDIA_TYPE) => Err(Cut::SessionEnded),
        status => Err(lost(format!("status {status} with {media:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_five_minutes_and_begin_again_after_success() {
        let mut backoff = Backoff::default();
        let most: Vec<u64> = (0..10).map(|_| backoff.pause(1.0).as_secs()).collect();
        assert_eq!(most, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        assert_eq!(backoff.pause(0.0), PAUSE_MIN);
        backoff.reset();
        assert_eq!(backoff.pause(1.0), PAUSE_MIN);
    }
}
