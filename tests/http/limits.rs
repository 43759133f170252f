//! How often somebody may ask.

use rathaus_api::problem::Code;
use rathaus_tests::resident::broken_bus_stop;
use rathaus_tests::{Door, Passerby, TestTown};

#[tokio::test]
async fn filing_too_many_reports_is_slowed_down_with_a_time_to_wait() {
    let town = TestTown::with(&[("RATHAUS_LIMITS__REPORTS_PER_HOUR", "3")]).await;
    let somebody = Passerby::at(&town);
    for _ in 0..3 {
        somebody.file(&broken_bus_stop()).await;
    }
    let answer = somebody.filing(&broken_bus_stop()).send().await;
    let wait: u32 = answer.header("retry-after").and_then(|text| text.parse().ok()).expect("seconds to wait");
    assert!((1..=3600).contains(&wait), "{wait}");
    answer.refused(Code::RateLimited);
    somebody.door.get("/api/town").send().await.done();
}

#[tokio::test]
async fn guessing_is_slowed_down_whatever_is_guessed() {
    let town = TestTown::with(&[("RATHAUS_LIMITS__SIGN_INS_PER_MINUTE", "5")]).await;
    let somebody = Passerby::at(&town);
    for guess in 0..5 {
        somebody.look_up(&format!("guess-{guess}")).await.refused(Code::NotFound);
    }
    somebody.look_up("guess-6").await.refused(Code::RateLimited);
    somebody.door.post("/api/accounts/login").send().await.refused(Code::RateLimited);
    somebody.door.post("/api/desk/login").send().await.refused(Code::RateLimited);
}

#[tokio::test]
async fn a_forged_address_does_not_evade_the_limit() {
    let town = TestTown::with(&[("RATHAUS_LIMITS__SIGN_INS_PER_MINUTE", "5")]).await;
    let door = Door::app(town.origin());
    let mut refused = 0;
    for number in 0..50 {
        let forged = format!("203.0.113.{number}");
        let ask = door
            .post("/api/accounts/login")
            .header("x-forwarded-for", &forged)
            .header("forwarded", &format!("for={forged}"));
        refused += u32::from(ask.header("x-real-ip", &forged).send().await.status == 429);
    }
    assert_eq!(refused, 45);
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_household_has_its_own_limit() {
    let settings = [
        ("RATHAUS_LIMITS__SIGN_INS_PER_MINUTE", "2"),
        ("RATHAUS_SERVER__TRUSTED_PROXIES", "[\"127.0.0.0/8\"]"),
    ];
    let town = TestTown::with(&settings).await;
    let door = Door::app(town.origin());
    let ask = |address: &str| door.post("/api/accounts/login").header("x-forwarded-for", address).send();
    for address in ["198.51.100.1", "198.51.100.1", "198.51.100.2", "2001:db8:1:1::1", "2001:db8:1:1:ffff::2"]
    {
        ask(address).await.done();
    }
    ask("198.51.100.1").await.refused(Code::RateLimited);
    ask("2001:db8:1:1:abcd::3").await.refused(Code::RateLimited);
    ask("6.6.6.6, 198.51.100.1").await.refused(Code::RateLimited);
    ask("2001:db8:1:2::1").await.done();
}

#[tokio::test]
async fn many_requests_of_any_kind_are_slowed_down() {
    let town = TestTown::with(&[("RATHAUS_LIMITS__REQUESTS_PER_MINUTE", "10")]).await;
    let door = Door::app(town.origin());
    for _ in 0..10 {
        door.get("/api/town").send().await.done();
    }
    door.get("/api/town").send().await.refused(Code::RateLimited);
    door.get("/healthz").send().await.done();
}
