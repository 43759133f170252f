//! A wire on loopback that can be cut: a TCP proxy in front of a database.

use std::sync::Arc;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Passes bytes to `target` until it is cut, and again once it is mended.
pub struct Wire {
    port: u16,
    whole: Arc<watch::Sender<bool>>,
}

impl Wire {
    /// Lays a wire to `host:port`.
    pub async fn to(target: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("its number").port();
        let whole = Arc::new(watch::Sender::new(true));
        let (state, target) = (Arc::clone(&whole), target.to_owned());
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                if *state.borrow() {
                    tokio::spawn(pass(near, target.clone(), state.subscribe()));
                }
            }
        });
        Self { port, whole }
    }

    /// Where it begins on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Cuts every connection and refuses new ones.
    pub fn cut(&self) {
        self.whole.send_replace(false);
    }

    /// Lets new connections pass again.
    pub fn mend(&self) {
        self.whole.send_replace(true);
    }
}

async fn pass(mut near: TcpStream, target: String, mut whole: watch::Receiver<bool>) {
    let Ok(mut far) = TcpStream::connect(&target).await else { return };
    tokio::select! {
        _done = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
        _cut = whole.wait_for(|whole| !whole) => {}
    }
}
