//! The live stream as server-sent events.
//!
//! It wakes when this process commits something, and every three seconds anyway: for other copies of the server,
//! and to end when the session has ended.

use std::{convert::Infallible, future::Future, time::Duration};

use axum::{
    http::HeaderMap,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};

use rathaus_api::events::LiveEvent;

use super::store::{self, Audience};
use tokio::time::MissedTickBehavior;

use crate::{App, http::Failure};

/// Longest time until an open stream notices that its session was revoked.
const TICK: Duration = Duration::from_secs(3);

/// Opens a stream after `Last-Event-ID`, or from now on. `still_open` is asked at each tick; `marked` says of events that
/// are about to be sent which of them are quiet.
///
/// # Errors
/// As the database says.
pub async fn open<F, Fut, M, Marked>(
    app: App,
    audience: Audience,
    headers: &HeaderMap,
    still_open: F,
    marked: M,
) -> Result<Response, Failure>
where
    F: Fn() -> Fut + Send + 'static,
    Fut: Future<Output = bool> + Send,
    M: Fn(Vec<LiveEvent>) -> Marked + Send + 'static,
    Marked: Future<Output = Vec<LiveEvent>> + Send,
{
    let mut committed = app.db().committed();
    let latest = store::latest(app.db()).await?;
    // A number from before a restore may lie in the future, and nonsense is no number: from now on, then.
    let mut seq = last_event_id(headers).filter(|seq| (0..=latest).contains(seq)).unwrap_or(latest);
    let stopping = app.stopping();
    let mut tick = tokio::time::interval(TICK);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stream = async_stream::stream! {
        yield Ok::<_, Infallible>(Event::default().comment("open"));
        loop {
            committed.mark_unchanged();
            match store::after(app.db(), &audience, seq).await {
                Ok(batch) => {
                    seq = batch.last.unwrap_or(seq);
                    for event in marked(batch.events).await {
                        let sent = Event::default().id(seq.to_string()).json_data(&event);
                        if let Ok(sent) = sent {
                            yield Ok(sent);
                        }
                    }
                    if batch.full && !stopping.is_cancelled() {
                        continue;
                    }
                }
                Err(error) => tracing::warn!(%error, "a live stream could not read events"),
            }
            tokio::select! {
                () = stopping.cancelled() => break,
                changed = committed.changed() => if changed.is_err() { break },
                _ = tick.tick() => if !still_open().await { break },
            }
        }
    };
    let keep_alive = KeepAlive::new().interval(Duration::from_secs(15));
    let mut response = Sse::new(stream).keep_alive(keep_alive).into_response();
    let buffering = axum::http::HeaderValue::from_static("no");
    response.headers_mut().insert("x-accel-buffering", buffering);
    Ok(response)
}

fn last_event_id(headers: &HeaderMap) -> Option<i64> {
    headers.get("last-event-id")?.to_str().ok()?.parse().ok()
}
