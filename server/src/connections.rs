//! Takes connections: a bounded number, none that stays silent, and none that holds the server up when it stops.

use std::{
    net::SocketAddr,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{Router, extract::ConnectInfo, http::Request};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// What a connection may do.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Most connections at once; the next one waits until one leaves.
    pub connections_max: usize,
    /// Longest wait for the whole head of a request, the first one and each later one.
    pub head_timeout: Duration,
}

/// Pause when the system has no more connections to give (no file handle is left, say).
const EXHAUSTED: Duration = Duration::from_millis(500);

/// Serves until the token is cancelled, then finishes what was asked. Dropping it cuts everything off.
pub async fn serve(listener: TcpListener, routes: Router, rules: Rules, stopping: CancellationToken) {
    let places = Arc::new(Semaphore::new(rules.connections_max));
    let mut open = JoinSet::new();
    loop {
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        tokio::select! {
            () = stopping.cancelled() => break,
            // A panic was told by whoever panicked.
            Some(_ended) = open.join_next() => {}
            accepted = accepted => match accepted {
                (Ok(place), Ok((stream, peer))) => {
                    let asking = Asking { peer, place, rules, stopping: stopping.clone() };
                    open.spawn(converse(stream, routes.clone(), asking));
                }
                (_, Err(error)) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(EXHAUSTED).await;
                }
                (Err(_), _) => break,
            },
        }
    }
    drop(listener);
    while open.join_next().await.is_some() {}
}

/// Who is connected, and under which rules.
struct Asking {
    peer: SocketAddr,
    place: OwnedSemaphorePermit,
    rules: Rules,
    stopping: CancellationToken,
}

async fn converse(stream: TcpStream, routes: Router, asking: Asking) {
    let Asking { peer, place: _place, rules, stopping } = asking;
    // Events and small answers go out at once.
    let _only_slower = stream.set_nodelay(true);
    let has_asked = Arc::new(AtomicBool::new(false));
    let asks = Arc::clone(&has_asked);
    let service = routes.map_request(move |mut request: Request<_>| {
        asks.store(true, Ordering::Relaxed);
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(rules.head_timeout)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut connection = pin!(connection);
    tokio::select! {
        // How a connection ends is the caller's business: a hang-up is no failure of ours.
        _ended = connection.as_mut() => return,
        () = stopping.cancelled() => {}
    }
    // Whoever has not asked anything yet gets no answer; everybody else gets the one that is under way.
    if has_asked.load(Ordering::Relaxed) {
        connection.as_mut().graceful_shutdown();
        let _ended = connection.await;
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        sync::Notify,
        task::JoinHandle,
        time::timeout,
    };

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(10);
    const RULES: Rules = Rules { connections_max: 10, head_timeout: Duration::from_secs(60) };

    struct Served {
        address: SocketAddr,
        stopping: CancellationToken,
        serving: JoinHandle<()>,
        /// Lets `/slow` answer.
        go: Arc<Notify>,
        /// Somebody has asked for `/slow`.
        came: Arc<Notify>,
    }

    impl Served {
        async fn open(rules: Rules) -> Self {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let stopping = CancellationToken::new();
            let (go, came) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
            let (gate, bell) = (Arc::clone(&go), Arc::clone(&came));
            let slow = move || async move {
                bell.notify_one();
                gate.notified().await;
                "slow"
            };
            let routes = Router::new().route("/", get(|| async { "quick" })).route("/slow", get(slow));
            let serving = tokio::spawn(serve(listener, routes, rules, stopping.clone()));
            Self { address, stopping, serving, go, came }
        }

        async fn connect(&self) -> TcpStream {
            TcpStream::connect(self.address).await.unwrap()
        }

        async fn stop(self) {
            self.stopping.cancel();
            timeout(PATIENCE, self.serving).await.expect("it waits for nobody").unwrap();
        }
    }

    async fn ask(stream: &mut TcpStream, path: &str) {
        let head = format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
    }

    async fn answered(stream: &mut TcpStream, end: &str) {
        let mut text = String::new();
        let mut piece = [0; 512];
        while !text.ends_with(end) {
            let bytes = timeout(PATIENCE, stream.read(&mut piece)).await.expect("an answer").unwrap();
            assert!(bytes > 0, "hung up after {text}");
            text += std::str::from_utf8(&piece[..bytes]).unwrap();
        }
    }

    async fn hung_up(stream: &mut TcpStream) {
        let mut rest = Vec::new();
        let _reset_is_fine = timeout(PATIENCE, stream.read_to_end(&mut rest)).await.expect("it hangs up");
    }

    #[tokio::test]
    async fn who_is_silent_or_stops_in_the_head_is_hung_up_on() {
        let served = Served::open(Rules { head_timeout: Duration::from_millis(100), ..RULES }).await;
        let mut silent = served.connect().await;
        let mut half = served.connect().await;
        half.write_all(b"GET / HTTP/1.1\r\nHost").await.unwrap();
        let mut idle = served.connect().await;
        ask(&mut idle, "/").await;
        answered(&mut idle, "quick").await;
        for stream in [&mut silent, &mut half, &mut idle] {
            hung_up(stream).await;
        }
        served.stop().await;
    }

    #[tokio::test]
    async fn a_stop_finishes_what_was_asked_and_waits_for_nobody_else() {
        let served = Served::open(RULES).await;
        let _silent = served.connect().await;
        let mut half = served.connect().await;
        half.write_all(b"GET / HTTP/1.1\r\nHost").await.unwrap();
        let mut idle = served.connect().await;
        ask(&mut idle, "/").await;
        answered(&mut idle, "quick").await;
        let mut busy = served.connect().await;
        ask(&mut busy, "/slow").await;
        served.came.notified().await;
        served.stopping.cancel();
        hung_up(&mut idle).await;
        hung_up(&mut half).await;
        served.go.notify_one();
        answered(&mut busy, "slow").await;
        served.stop().await;
    }

    #[tokio::test]
    async fn one_connection_too_many_waits_until_another_leaves() {
        let served = Served::open(Rules { connections_max: 2, ..RULES }).await;
        let (mut first, second, mut third) =
            (served.connect().await, served.connect().await, served.connect().await);
        ask(&mut first, "/").await;
        answered(&mut first, "quick").await;
        ask(&mut third, "/").await;
        let early = timeout(Duration::from_millis(100), third.readable()).await;
        assert!(early.is_err(), "a third one was served");
        drop(second);
        answered(&mut third, "quick").await;
        served.stop().await;
    }
}
