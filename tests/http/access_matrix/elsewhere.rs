//! Two towns: what opens something in one of them is nothing in the other.

use rathaus_api::accounts::{AppAuthorized, Ceremony, FinishCeremony, LinkMade};
use rathaus_api::identity::{CounterCode, Document, EnterCode};
use rathaus_api::problem::Code;
use rathaus_api::recovery::{Blocked, BlockingCard, RecoverAtCounter, RecoveryCode};
use rathaus_api::representatives::{InviteRepresentative, RepresentationScope, ShownCode};
use rathaus_api::staff::Role;
use rathaus_tests::clerk::open_invitation;
use rathaus_tests::people::{check, erika};
use rathaus_tests::resident::broken_bus_stop;
use rathaus_tests::{Answer, Clerk, Door, Resident, TestTown};
use serde_json::json;

use super::more::of_dead_session;
use super::rows::rows;
use super::world::{World, status};

#[tokio::test]
async fn tokens_and_cookies_of_one_town_are_nothing_in_another() {
    let mut here = World::open().await;
    let there = TestTown::open().await;
    let mut wrong = Vec::new();
    let tokens =
        [&here.owner.door, &here.clerk.door, &here.admin.door].map(|door| door.token().map(str::to_owned));
    let cookies = |token: &str| {
        let browser = Door::browser(there.origin());
        browser.set_cookie("__Host-rathaus", token);
        browser.set_cookie("__Host-rathaus-desk", token);
        browser
    };
    for row in rows() {
        // The secret of a link is looked up and found in the other town only.
        let expected = if row.path == "/api/reports/lookup" { 404 } else { of_dead_session(&row) };
        for token in &tokens {
            let things = here.things(row.about).await;
            let app = Door::app(there.origin()).with_token(token.clone());
            let mut found = vec![status(&row, &app, &things, None).await];
            // Only the app redeems a code.
            if row.path != "/api/accounts/app-login/token" {
                found.push(status(&row, &cookies(token.as_deref().expect("a token")), &things, None).await);
            }
            if found.iter().any(|found| *found != expected) {
                wrong.push(format!("{}: should get {expected}, got {found:?}", row.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Erika lives in both towns and a clerk works in both.
struct Both {
    here: TestTown,
    there: TestTown,
    erika: Resident,
    clerk: Clerk,
    erika_there: Resident,
    clerk_there: Clerk,
}

async fn both() -> Both {
    let (here, there) = (TestTown::open().await, TestTown::open().await);
    let (erika_here, clerk) = (Resident::register(&here, "Erika").await, Clerk::at_counter(&here).await);
    let (erika_there, clerk_there) =
        (Resident::register(&there, "Erika").await, Clerk::at_counter(&there).await);
    erika_here.prove_at_counter(&clerk, &erika()).await;
    erika_there.prove_at_counter(&clerk_there, &erika()).await;
    Both { here, there, erika: erika_here, clerk, erika_there, clerk_there }
}

async fn enter(town: &TestTown, path: &str, code: &str) -> Answer {
    let entered = EnterCode { code: code.to_owned() };
    Door::app(town.origin()).post(path).json(&entered).send().await
}

#[tokio::test]
async fn codes_of_one_town_open_nothing_in_another_and_still_work_at_home() {
    let Both { here, there, erika: owner, clerk, erika_there, clerk_there } = both().await;
    let asked = RecoverAtCounter { document: Document::IdCard, person: erika() };
    let recovery: RecoveryCode =
        clerk.door.post("/api/desk/identity/recoveries").json(&asked).send().await.ok();
    let card: BlockingCard = owner.door.post("/api/accounts/card").send().await.ok();
    enter(&there, "/api/accounts/recovery/open", &recovery.code).await.refused(Code::CodeInvalid);
    enter(&here, "/api/accounts/recovery/open", &recovery.code).await.done();

    let counter: CounterCode = owner.door.post("/api/accounts/identity/counter").send().await.ok();
    let checks = |clerk: &Clerk| {
        clerk.door.post("/api/desk/identity/checks").json(&check(&counter.code, &erika())).send()
    };
    checks(&clerk_there).await.refused(Code::CodeInvalid);
    checks(&clerk).await.done();

    let link: LinkMade = owner.door.post("/api/accounts/links").send().await.ok();
    let open = |town: &TestTown| {
        let entry = json!({ "code": link.code, "device": "x" });
        Door::app(town.origin()).post("/api/accounts/links/open").json(&entry).send()
    };
    open(&there).await.refused(Code::CodeInvalid);
    open(&here).await.done();

    let ends_at = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24);
    let invite = InviteRepresentative { scopes: vec![RepresentationScope::FileReports], ends_at };
    let shown: ShownCode =
        owner.door.post("/api/representatives/invitations").json(&invite).send().await.ok();
    let helper = Resident::register(&here, "Finn").await;
    let helper_there = Resident::register(&there, "Finn").await;
    let accept = |helper: &Resident| {
        helper.door.post("/api/representatives/accept").json(&json!({ "code": shown.code })).send()
    };
    accept(&helper_there).await.refused(Code::CodeInvalid);
    accept(&helper).await.done();

    // Last: it ends her sessions.
    enter(&there, "/api/accounts/block", &card.code).await.refused(Code::CodeInvalid);
    erika_there.door.get("/api/accounts/profile").send().await.done();
    let blocked: Blocked = enter(&here, "/api/accounts/block", &card.code).await.ok();
    enter(&there, "/api/accounts/unblock", &blocked.unblocking_code).await.refused(Code::CodeInvalid);
    enter(&here, "/api/accounts/unblock", &blocked.unblocking_code).await.done();
}

#[tokio::test]
async fn links_and_ceremonies_of_one_town_are_nothing_in_another() {
    let Both { here, there, erika: mut owner, .. } = both().await;
    let filed = owner.file(&broken_bus_stop()).await;
    let looked = |town: &TestTown| {
        let secret = json!({ "secret": filed.secret });
        Door::app(town.origin()).post("/api/reports/lookup").json(&secret).send()
    };
    looked(&there).await.refused(Code::NotFound);
    looked(&here).await.done();
    let with_secret = Door::app(there.origin()).get(&format!("/api/reports/{}", filed.id));
    with_secret.secret(&filed.secret).send().await.refused(Code::NotFound);

    let invited = here.invite_on_the_console("Beate Busch", here.office_of_bus_stops(), Role::Clerk).await;
    open_invitation(&Door::app(there.origin()), &invited).await.refused(Code::InvitationInvalid);
    open_invitation(&Door::app(here.origin()), &invited).await.done();

    let app_login = json!({
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "redirect_uri": "http://127.0.0.1:49152/", "state": "x",
    });
    let authorized: AppAuthorized =
        owner.door.post("/api/accounts/app-login/authorize").json(&app_login).send().await.ok();
    let code = authorized.redirect.split(['=', '&']).nth(1).expect("a code").to_owned();
    let redeem = |town: &TestTown| {
        let redeem = json!({
            "code": code, "redirect_uri": "http://127.0.0.1:49152/", "device": "x",
            "code_verifier": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        });
        Door::app(town.origin()).post("/api/accounts/app-login/token").json(&redeem).send()
    };
    redeem(&there).await.refused(Code::CodeInvalid);
    redeem(&here).await.done();

    // The same passkey, the same host: the origin and the ceremony are another town's.
    let (at_home, abroad) = (Door::app(here.origin()), Door::app(there.origin()));
    let ceremony: Ceremony = at_home.post("/api/accounts/login").send().await.ok();
    let credential = owner.passkey.sign(here.origin(), &ceremony.options).await.expect("it signs");
    let finish = FinishCeremony { ceremony: ceremony.ceremony, credential, device: "x".to_owned() };
    abroad.post("/api/accounts/login/finish").json(&finish).send().await.refused(Code::CeremonyExpired);
    at_home.post("/api/accounts/login/finish").json(&finish).send().await.done();
    let ceremony: Ceremony = abroad.post("/api/accounts/login").send().await.ok();
    let credential = owner.passkey.sign(here.origin(), &ceremony.options).await.expect("it signs");
    let finish = FinishCeremony { ceremony: ceremony.ceremony, credential, device: "x".to_owned() };
    abroad.post("/api/accounts/login/finish").json(&finish).send().await.refused(Code::PasskeyRefused);
}
