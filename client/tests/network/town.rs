//! A town hall of a few lines, on a real socket, that misbehaves on request.

use std::sync::{Arc, Mutex};

use axum::Router;
use rathaus_client::{Client, MemoryStore, Network, SecretStore, Session, Town, TownOrigin};
use tokio::net::TcpListener;

pub const TOKEN: &str = "rh1_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What arrived at the town hall, one line a request.
pub type Log = Arc<Mutex<Vec<String>>>;

/// Serves `router` on a free port and returns the origin.
pub async fn serve(router: Router) -> TownOrigin {
    let listener = TcpListener::bind("localhost:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move { axum::serve(listener, router).await.expect("served") });
    TownOrigin::parse(&format!("http://localhost:{port}")).expect("an origin")
}

/// A client of the town hall at `origin` with its own, empty memory.
pub fn client_of(origin: &TownOrigin) -> Arc<Client> {
    client_with(origin, Arc::new(MemoryStore::default()))
}

pub fn client_with(origin: &TownOrigin, store: Arc<dyn SecretStore>) -> Arc<Client> {
    let town = Town {
        origin: origin.clone(),
        name: "Test Town".into(),
        ags: "15090000".into(),
        state: "DE-ST".into(),
    };
    let session = Session::new(origin, store);
    Client::new(town, session, Network::open().expect("a network"))
}
