//! The live stream as a device reads it.

use eventsource_stream::Eventsource as _;
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use rathaus_api::events::{EventKind, LiveEvent};
use tokio::time::timeout;

use crate::Door;
use crate::wait::PATIENCE;

/// An open stream of events.
pub struct LiveStream {
    events: BoxStream<'static, Option<LiveEvent>>,
    heard: Vec<EventKind>,
}

impl LiveStream {
    /// Opens `path` (`/api/events` or `/api/desk/events`), after an event already seen where there is one.
    pub async fn open(door: &Door, path: &str, last_seen: Option<i64>) -> Self {
        let mut ask = door.get(path).header("accept", "text/event-stream");
        if let Some(seq) = last_seen {
            ask = ask.header("last-event-id", &seq.to_string());
        }
        let response = ask.stream().await;
        assert!(response.status().is_success(), "{path}: {}", response.status());
        let events = response.bytes_stream().eventsource().filter_map(|event| async move {
            match event {
                // Comments and pings carry no data.
                Ok(event) if event.data.is_empty() => None,
                Ok(event) => Some(serde_json::from_str(&event.data).ok()),
                Err(_) => Some(None),
            }
        });
        Self { events: events.boxed(), heard: Vec::new() }
    }

    /// The next event of this kind; others are passed over.
    pub async fn next(&mut self, kind: EventKind) -> LiveEvent {
        let wanted = async {
            loop {
                match self.events.next().await {
                    Some(Some(event)) => {
                        self.heard.push(event.kind);
                        if event.kind == kind {
                            return event;
                        }
                    }
                    Some(None) | None => panic!("the stream ended before {kind:?} came"),
                }
            }
        };
        timeout(PATIENCE, wanted)
            .await
            .unwrap_or_else(|_| panic!("{kind:?} did not come within {PATIENCE:?}"))
    }

    /// Whether an event of this kind came so far.
    pub fn has_heard(&self, kind: EventKind) -> bool {
        self.heard.contains(&kind)
    }

    /// Waits until the server closes the stream.
    pub async fn closed(&mut self) {
        let end = async { while let Some(Some(_)) = self.events.next().await {} };
        assert!(timeout(PATIENCE, end).await.is_ok(), "the stream is still open after {PATIENCE:?}");
    }
}
