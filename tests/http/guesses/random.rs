//! Whoever guesses without knowing anything.

use rathaus_api::accounts::{Ceremony, LinkMade};
use rathaus_api::identity::{Document, EnterCode};
use rathaus_api::recovery::{Blocked, BlockingCard, RecoverAtCounter, Recovery, RecoveryCode};
use rathaus_api::reports::Report;
use rathaus_api::staff::Role;
use rathaus_tests::clerk::open_invitation;
use rathaus_tests::people::erika;
use rathaus_tests::resident::broken_bus_stop;
use rathaus_tests::{Clerk, Door, Inside, Resident, TestTown};
use serde_json::{Value, json};

use super::{guess_at_random, guess_lying, strict_town, symbols};

fn long_code() -> Value {
    json!({ "code": symbols(13) })
}

fn secret() -> String {
    symbols(22)
}

async fn enter(town: &TestTown, what: &str, code: &str) -> rathaus_tests::Answer {
    let entered = EnterCode { code: code.to_owned() };
    Door::app(town.origin()).post(&format!("/api/accounts/{what}")).json(&entered).send().await
}

#[tokio::test]
async fn guessing_device_links_finds_none_and_the_new_device_gets_in() {
    let town = strict_town().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let link: LinkMade = erika.door.post("/api/accounts/links").send().await.ok();
    let body = || json!({ "code": symbols(8), "device": "x" });
    guess_at_random(&Inside::of(&town), "/api/accounts/links/open", body).await;
    let entry = json!({ "code": link.code, "device": "New phone" });
    Door::app(town.origin()).post("/api/accounts/links/open").json(&entry).send().await.done();
}

#[tokio::test]
async fn guessing_blocking_codes_finds_none_and_the_owner_can_block_and_open() {
    let town = strict_town().await;
    let mut erika = Resident::register(&town, "Erika Beispiel").await;
    let card: BlockingCard = erika.door.post("/api/accounts/card").send().await.ok();
    guess_at_random(&Inside::of(&town), "/api/accounts/block", long_code).await;
    let blocked: Blocked = enter(&town, "block", &card.code).await.ok();
    guess_at_random(&Inside::of(&town), "/api/accounts/unblock", long_code).await;
    enter(&town, "unblock", &blocked.unblocking_code).await.done();
    erika.sign_in_at(Door::app(town.origin())).await;
}

#[tokio::test]
async fn guessing_recovery_codes_finds_none_and_the_owner_comes_back() {
    let town = strict_town().await;
    let (resident, clerk) = (Resident::register(&town, "Erika").await, Clerk::at_counter(&town).await);
    resident.prove_at_counter(&clerk, &erika()).await;
    let asked = RecoverAtCounter { document: Document::IdCard, person: erika() };
    let code: RecoveryCode = clerk.door.post("/api/desk/identity/recoveries").json(&asked).send().await.ok();
    guess_at_random(&Inside::of(&town), "/api/accounts/recovery/open", long_code).await;
    enter(&town, "recovery/open", &code.code).await.ok::<Recovery>();
    enter(&town, "recovery/passkey", &code.code).await.ok::<Ceremony>();
}

#[tokio::test]
async fn guessing_secrets_of_links_finds_none_and_the_links_work() {
    let town = strict_town().await;
    let erika = Resident::register(&town, "Erika Beispiel").await;
    let filed = erika.file(&broken_bus_stop()).await;
    let invited = town.invite_on_the_console("Beate Busch", town.office_of_bus_stops(), Role::Clerk).await;
    let inside = Inside::of(&town);
    guess_lying(&inside, "/api/reports/lookup", || json!({ "secret": secret() })).await;
    guess_lying(&inside, "/api/desk/staff/invitations/open", || json!({ "token": secret() })).await;
    guess_lying(&inside, "/api/accounts/recovery/not-me", || json!({ "token": secret() })).await;
    let claim = || json!({ "claim": secret() });
    guess_lying(&inside, "/api/accounts/links/passkey", claim).await;
    let code = || {
        json!({ "code": secret(), "code_verifier": symbols(28).repeat(2), "device": "x",
        "redirect_uri": "http://127.0.0.1:49152/" })
    };
    guess_lying(&inside, "/api/accounts/app-login/token", code).await;
    let door = Door::app(town.origin());
    let looked = json!({ "secret": filed.secret });
    let report: Report = door.post("/api/reports/lookup").json(&looked).send().await.ok();
    assert_eq!(report.id, filed.id);
    open_invitation(&door, &invited).await.done();
    erika.door.get("/api/accounts/profile").send().await.done();
}
