//! A door without a wire, for requests by the ten thousand: straight into the server, from any address.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::request::Builder;
use axum::http::{Request, StatusCode, header};
use rathaus_server::App;
use tower::ServiceExt as _;

use crate::TestTown;

/// A town from the inside.
#[derive(Clone)]
pub struct Inside {
    routes: Router,
    token: Option<String>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// HTTP status.
    pub status: StatusCode,
    /// Body.
    pub body: Vec<u8>,
}

impl Inside {
    /// Nobody in particular.
    pub fn of(town: &TestTown) -> Self {
        Self::of_app(town.app())
    }

    /// The same for a server without doors.
    pub fn of_app(app: &App) -> Self {
        Self { routes: app.routes(), token: None }
    }

    /// Whoever holds this token.
    pub fn with_token(self, token: Option<&str>) -> Self {
        Self { token: token.map(str::to_owned), ..self }
    }

    /// Sends JSON from an address; `forwarded` is what the sender says of where it comes from.
    pub async fn post(&self, peer: IpAddr, forwarded: &str, path: &str, body: &serde_json::Value) -> Told {
        let mut request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        for name in ["x-forwarded-for", "x-real-ip"] {
            request = request.header(name, forwarded);
        }
        request = request.header("forwarded", format!("for={forwarded}"));
        self.send(request, peer, Body::from(body.to_string())).await
    }

    /// Asks from this machine.
    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: String) -> Told {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request, IpAddr::V4(Ipv4Addr::LOCALHOST), Body::from(body)).await
    }

    async fn send(&self, mut request: Builder, peer: IpAddr, body: Body) -> Told {
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        request = request.extension(ConnectInfo(SocketAddr::new(peer, 40_000)));
        let request = request.body(body).expect("a request");
        let answer = self.routes.clone().oneshot(request).await.expect("a router never fails");
        let status = answer.status();
        let body = to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
        Told { status, body: body.to_vec() }
    }
}
