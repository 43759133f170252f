//! Ten thousand guesses from two hundred forged addresses, at every code somebody could guess (trust row 6): few are
//! compared with anything, none opens anything, and whoever holds the code still gets in.
//!
//! The guesses go into the server without a wire; the rightful people come by HTTP.

mod known;
mod random;

use std::net::{IpAddr, Ipv4Addr};
use std::time::Instant;

use futures_util::{StreamExt as _, stream};
use rathaus_api::problem::{Code, Problem};
use rathaus_tests::{Inside, TestTown};
use serde_json::Value;
use uuid::Uuid;

const GUESSES: usize = 10_000;
const ADDRESSES: usize = 200;
/// What one address may do in a minute.
const PER_MINUTE: usize = 20;
/// A proxy the town trusts: what it says of others is believed.
const PROXY: IpAddr = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1));
/// Somebody who only says so.
const LIAR: IpAddr = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 66));

/// How often something was answered.
#[derive(Debug, Default)]
struct Tally {
    /// As a wrong code.
    wrong: usize,
    /// By address: too many requests.
    slowed: usize,
    /// By code or person: too many wrong tries.
    stopped: usize,
    /// With a success.
    opened: usize,
    /// Minutes that began while it lasted.
    minutes: usize,
}

/// A town in which an address may do little.
async fn strict_town() -> TestTown {
    let per_minute = PER_MINUTE.to_string();
    let settings = [
        ("RATHAUS_LIMITS__SIGN_INS_PER_MINUTE", per_minute.as_str()),
        ("RATHAUS_SERVER__TRUSTED_PROXIES", "[\"10.0.0.0/8\"]"),
    ];
    TestTown::with(&settings).await
}

/// A town whose limits by address are out of the way.
async fn lenient_town() -> TestTown {
    TestTown::with(&[("RATHAUS_SERVER__TRUSTED_PROXIES", "[\"10.0.0.0/8\"]")]).await
}

/// Symbols of a code.
fn symbols(count: usize) -> String {
    const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let bytes = Uuid::new_v4().into_bytes().into_iter().chain(Uuid::new_v4().into_bytes());
    let random = bytes.enumerate().filter(|(place, _)| !matches!(place, 6 | 8 | 22 | 24));
    random.take(count).map(|(_, byte)| char::from(SYMBOLS[usize::from(byte % 32)])).collect()
}

/// Sends guesses, from two hundred addresses as their sender says.
async fn guess(inside: &Inside, peer: IpAddr, guesses: usize, path: &str, body: impl Fn() -> Value) -> Tally {
    let began = Instant::now();
    let asked = (0..guesses).map(|number| {
        let (body, address) = (body(), format!("203.0.113.{}", number % ADDRESSES));
        async move { inside.post(peer, &address, path, &body).await }
    });
    let mut answers = stream::iter(asked).buffer_unordered(16);
    let mut tally = Tally::default();
    while let Some(told) = answers.next().await {
        if told.status.is_success() {
            tally.opened += 1;
            continue;
        }
        let problem: Problem = serde_json::from_slice(&told.body).expect("problem details");
        match problem.code().expect("a code we know") {
            Code::RateLimited => tally.slowed += 1,
            Code::TooManyTries => tally.stopped += 1,
            Code::CodeInvalid | Code::NotFound | Code::InvitationInvalid => tally.wrong += 1,
            other => panic!("{path}: {other:?}"),
        }
    }
    tally.minutes = 1 + usize::try_from(began.elapsed().as_secs() / 60).expect("a number");
    tally
}

/// Guesses at random: ten thousand by a proxy that is believed about the addresses, some by a liar.
async fn guess_at_random(inside: &Inside, path: &str, body: impl Fn() -> Value) {
    let believed = guess(inside, PROXY, GUESSES, path, &body).await;
    // What an address may do comes back evenly: within the minutes it lasted, as much once more.
    let most = ADDRESSES * PER_MINUTE * (1 + believed.minutes);
    assert!(believed.wrong + believed.stopped <= most, "{path}: {believed:?}");
    assert_eq!(believed.opened, 0, "{path}: {believed:?}");
    guess_lying(inside, path, body).await;
}

/// Guesses at random from one place that says it is two hundred.
async fn guess_lying(inside: &Inside, path: &str, body: impl Fn() -> Value) {
    let forged = guess(inside, LIAR, 10 * ADDRESSES, path, &body).await;
    assert!(forged.wrong + forged.stopped <= PER_MINUTE * (1 + forged.minutes), "{path}: {forged:?}");
    assert_eq!(forged.opened, 0, "{path}: {forged:?}");
}
