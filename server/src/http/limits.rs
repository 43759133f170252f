//! How often somebody may ask: by IPv4 address or IPv6 /64, never by port, and only trusted proxies may say whose
//! address it is.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    time::Duration,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State},
    http::{HeaderMap, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock as _};
use ipnet::IpNet;
use rathaus_api::problem::Code;

use super::Failure;
use crate::{App, config::Limits as Settings};

/// Where a request comes from, cut to what one household shares: IPv4 whole, IPv6 its /64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Origin(pub IpAddr);

impl Origin {
    /// The sender behind the trusted proxies.
    #[must_use]
    pub fn of(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let is_trusted = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
        let mut sender = peer.to_canonical();
        if is_trusted(&sender) {
            let chain: Vec<&str> = headers
                .get_all("x-forwarded-for")
                .iter()
                .filter_map(|value| value.to_str().ok())
                .flat_map(|value| value.split(','))
                .map(str::trim)
                .collect();
            for hop in chain.iter().rev() {
                let Ok(address) = hop.parse::<IpAddr>() else { break };
                sender = address.to_canonical();
                if !is_trusted(&sender) {
                    break;
                }
            }
        }
        Self(household(sender))
    }
}

fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let prefix = u128::from(address) & (u128::MAX << 64);
            IpAddr::V6(Ipv6Addr::from(prefix))
        }
    }
}

impl FromRequestParts<App> for Origin {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .ok_or_else(|| Failure::new(Code::Internal).because("no peer address"))?;
        Ok(Self::of(peer.0.ip(), &parts.headers, &app.config().server.trusted_proxies))
    }
}

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Any request to the API.
    Request,
    /// Beginning or finishing a sign-in, a registration or an invitation; guessing the secret of a link.
    SignIn,
    /// Filing a report.
    Report,
    /// Uploading a photo.
    Photo,
}

/// The counters of one server.
pub struct Limits {
    requests: DefaultKeyedRateLimiter<IpAddr>,
    sign_ins: DefaultKeyedRateLimiter<IpAddr>,
    reports: DefaultKeyedRateLimiter<IpAddr>,
    photos: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limits {
    /// Counters with the town's figures.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        Self {
            requests: per_minute(settings.requests_per_minute),
            sign_ins: per_minute(settings.sign_ins_per_minute),
            reports: per_hour(settings.reports_per_hour),
            photos: per_hour(settings.photos_per_hour),
        }
    }

    /// Counts one action.
    ///
    /// # Errors
    /// `rate-limited` with the seconds to wait.
    pub fn count(&self, origin: Origin, action: Action) -> Result<(), Failure> {
        let limiter = match action {
            Action::Request => &self.requests,
            Action::SignIn => &self.sign_ins,
            Action::Report => &self.reports,
            Action::Photo => &self.photos,
        };
        limiter.check_key(&origin.0).map_err(|early| {
            let wait = early.wait_time_from(governor::clock::DefaultClock::default().now());
            Failure::new(Code::RateLimited).retry_after(wait.as_secs() + 1)
        })
    }

    /// Forgets addresses that have been quiet, so that the tables stay small.
    pub fn forget_quiet(&self) {
        for limiter in [&self.requests, &self.sign_ins, &self.reports, &self.photos] {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

fn per_minute(number: NonZeroU32) -> DefaultKeyedRateLimiter<IpAddr> {
    RateLimiter::keyed(Quota::per_minute(number))
}

fn per_hour(number: NonZeroU32) -> DefaultKeyedRateLimiter<IpAddr> {
    let interval = Duration::from_secs(3600) / number.get();
    RateLimiter::keyed(Quota::with_period(interval).unwrap_or(Quota::per_hour(number)).allow_burst(number))
}

/// Layer over the whole API.
pub async fn count_request(State(app): State<App>, origin: Origin, request: Request, next: Next) -> Response {
    match app.limits().count(origin, Action::Request) {
        Ok(()) => next.run(request).await,
        Err(failure) => failure.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn check(peer: &str, forwarded: &str, expected: &str) {
        let mut headers = HeaderMap::new();
        if !forwarded.is_empty() {
            headers.insert("x-forwarded-for", HeaderValue::from_str(forwarded).unwrap());
        }
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        let origin = Origin::of(peer.parse().unwrap(), &headers, &trusted);
        assert_eq!(origin.0, expected.parse::<IpAddr>().unwrap(), "{peer} {forwarded}");
    }

    #[test]
    fn only_a_trusted_proxy_says_whose_address_it_is() {
        check("203.0.113.7", "198.51.100.1", "203.0.113.7");
        check("10.0.0.2", "198.51.100.1", "198.51.100.1");
        check("10.0.0.2", "1.2.3.4, 198.51.100.1", "198.51.100.1");
        check("10.0.0.2", "198.51.100.1, 10.0.0.9", "198.51.100.1");
        check("10.0.0.2", "not an address", "10.0.0.2");
        check("10.0.0.2", "", "10.0.0.2");
    }

    #[test]
    fn an_ipv6_household_is_one_address() {
        check("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::");
        check("::ffff:203.0.113.7", "", "203.0.113.7");
    }
}
