//! Figures for Prometheus, on an address of their own: nobody from outside reads them.

use std::{net::SocketAddr, sync::OnceLock};

use anyhow::Context;
use axum::{Router, routing::get};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::{net::TcpListener, task::JoinHandle};

/// How often histograms are folded, so that they do not grow while nobody fetches them.
const UPKEEP: std::time::Duration = std::time::Duration::from_secs(5);

static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();

/// Serves `/metrics` while the answer is held; without an address nothing listens and nothing is counted.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(listen: Option<SocketAddr>) -> anyhow::Result<Option<Serving>> {
    let Some(listen) = listen else { return Ok(None) };
    if RECORDER.get().is_none() {
        let handle = PrometheusBuilder::new().install_recorder().context("cannot count figures")?;
        let _ = RECORDER.set(handle);
    }
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("server.metrics_listen: cannot listen on {listen}"))?;
    let routes = Router::new().route("/metrics", get(figures));
    let task = tokio::spawn(async move {
        let upkeep = async {
            loop {
                tokio::time::sleep(UPKEEP).await;
                if let Some(recorder) = RECORDER.get() {
                    recorder.run_upkeep();
                }
            }
        };
        tokio::select! {
            () = upkeep => {}
            ended = axum::serve(listener, routes) => {
                tracing::error!(?ended, "figures are no longer served");
            }
        }
    });
    Ok(Some(Serving(task)))
}

/// Serves figures until it is dropped.
pub struct Serving(JoinHandle<()>);

impl Drop for Serving {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn figures() -> String {
    RECORDER.get().map(PrometheusHandle::render).unwrap_or_default()
}
