//! Proof by electronic identity: with a certified OpenID provider, and against one that lies.

use std::time::Duration;

use axum::http::{StatusCode, header};
use axum::response::IntoResponse as _;
use rathaus_api::accounts::{Ceremony, FinishCeremony, SessionOpened};
use rathaus_api::identity::{
    AskEidReturn, EidReturn, EidStarted, EnterCode, FinishEid, Identity, Means, StartEid, TrustLevel,
};
use rathaus_api::problem::{Code, FieldCode};
use rathaus_api::profile::Profile;
use rathaus_api::recovery::{Recovery, RecoveryStage};
use rathaus_tests::broker::{CertifiedBroker, Lies, LyingBroker, Signature, town_with_broker, walk};
use rathaus_tests::people::home;
use rathaus_tests::town::free_port;
use rathaus_tests::{Answer, Clerk, Door, Resident, SoftwarePasskey, TestTown};
use serde_json::{Value, json};

const SUBSTANTIAL: &str = "urn:test:substantial";

async fn depart(resident: &Resident) -> String {
    resident
        .door
        .post("/api/accounts/identity/eid")
        .json(&StartEid::default())
        .send()
        .await
        .ok::<EidStarted>()
        .redirect
}

async fn arrive(door: &Door, back: &FinishEid) -> Answer {
    door.post("/api/accounts/identity/eid/finish").json(back).send().await
}

fn now(town: &TestTown) -> i64 {
    town.app().clock().now().as_second()
}

#[tokio::test]
async fn a_certified_provider_proves_name_birth_address_and_level() {
    let port = free_port();
    let town = town_with_broker(port).await;
    let Some(_broker) = CertifiedBroker::start(port, &town).await else { return };
    let erika = Resident::register(&town, "Erika").await;
    let back = walk(&depart(&erika).await, "subject-erika", SUBSTANTIAL).await;
    let identity: Identity = arrive(&erika.door, &back).await.ok();
    assert_eq!((identity.proven, identity.proofs[0].means), (TrustLevel::Substantial, Means::Eid));
    let known: Profile = erika.door.get("/api/accounts/profile").send().await.ok();
    assert_eq!(
        (known.given_name.value.as_str(), known.family_name.value.as_str()),
        ("Erika Maria", "Beispiel")
    );
    assert_eq!(
        (known.birth_date.value.map(|date| date.to_string()).as_deref(), known.address.value),
        (Some("1961-03-14"), Some(home()))
    );
    // What came back once does not come back again.
    arrive(&erika.door, &back).await.refused(Code::CodeInvalid);

    // The same eID at another account, and another eID at this one, prove nothing.
    let thief = Resident::register(&town, "Max").await;
    let stolen = walk(&depart(&thief).await, "subject-erika", SUBSTANTIAL).await;
    arrive(&thief.door, &stolen).await.refused(Code::WrongState);
    let other = walk(&depart(&erika).await, "subject-otto", SUBSTANTIAL).await;
    arrive(&erika.door, &other).await.refused(Code::WrongState);
    // A level the town gives nothing for.
    let low = walk(&depart(&thief).await, "subject-otto", "urn:test:low").await;
    arrive(&thief.door, &low).await.refused(Code::LevelRequired);
    // Code and state of somebody else's way.
    let foreign = walk(&depart(&erika).await, "subject-erika", SUBSTANTIAL).await;
    arrive(&thief.door, &foreign).await.refused(Code::CodeInvalid);
    arrive(&erika.door, &foreign).await.refused(Code::CodeInvalid);
    assert_eq!(thief.identity().await.proven, TrustLevel::None);
    assert_eq!(erika.identity().await.proofs.len(), 1);
}

#[tokio::test]
async fn whoever_lost_everything_comes_back_by_the_eid_the_account_knows() {
    let port = free_port();
    let town = town_with_broker(port).await;
    let Some(_broker) = CertifiedBroker::start(port, &town).await else { return };
    let erika = Resident::register(&town, "Erika").await;
    let back = walk(&depart(&erika).await, "subject-erika", "urn:test:high").await;
    arrive(&erika.door, &back).await.done();
    let lost = Door::app(town.origin());
    let finish = async |person: &str, acr: &str| {
        let started: EidStarted =
            lost.post("/api/accounts/recovery/eid").json(&StartEid::default()).send().await.ok();
        let back = FinishEid { claim: started.claim, ..walk(&started.redirect, person, acr).await };
        lost.post("/api/accounts/recovery/eid/finish").json(&back).send().await
    };
    finish("subject-otto", "urn:test:high").await.refused(Code::CodeInvalid);
    // Below the level of the account: back in, but mail stays locked.
    let lower: Recovery = finish("subject-erika", SUBSTANTIAL).await.ok();
    assert_eq!((lower.stage, lower.locked_until), (RecoveryStage::Ready, Some(TrustLevel::High)));
    let same: Recovery = finish("subject-erika", "urn:test:high").await.ok();
    assert_eq!(same.locked_until, None);
    let code = EnterCode { code: same.code.expect("a code") };
    let ceremony: Ceremony = lost.post("/api/accounts/recovery/passkey").json(&code).send().await.ok();
    let credential =
        SoftwarePasskey::new().create(lost.origin(), &ceremony.options).await.expect("a passkey");
    let finish = FinishCeremony { ceremony: ceremony.ceremony, credential, device: "New".to_owned() };
    let opened: SessionOpened = lost.post("/api/accounts/recovery/finish").json(&finish).send().await.ok();
    let door = lost.clone().with_token(opened.token);
    door.get("/api/accounts/profile").send().await.done();
    // The other recovery ended with this one.
    let lower = EnterCode { code: lower.code.expect("a code") };
    lost.post("/api/accounts/recovery/open").json(&lower).send().await.refused(Code::CodeInvalid);
}

#[tokio::test]
async fn nobody_is_sent_back_with_somebody_elses_eid() {
    let port = free_port();
    let town = town_with_broker(port).await;
    let Some(_broker) = CertifiedBroker::start(port, &town).await else { return };
    let erika = Resident::register(&town, "Erika").await;
    arrive(&erika.door, &walk(&depart(&erika).await, "subject-erika", SUBSTANTIAL).await).await.done();
    let lost = Door::app(town.origin());
    for claim in [None, Some(String::new()), Some("guessed".to_owned())] {
        let started: EidStarted =
            lost.post("/api/accounts/recovery/eid").json(&StartEid::default()).send().await.ok();
        assert!(started.claim.is_some(), "whoever leaves gets a claim");
        let back = FinishEid { claim, ..walk(&started.redirect, "subject-erika", SUBSTANTIAL).await };
        lost.post("/api/accounts/recovery/eid/finish").json(&back).send().await.refused(Code::CodeInvalid);
    }
}

#[tokio::test]
async fn an_app_that_left_by_the_browser_is_found_again_and_no_other_address() {
    let port = free_port();
    let town = town_with_broker(port).await;
    let Some(_broker) = CertifiedBroker::start(port, &town).await else { return };
    let erika = Resident::register(&town, "Erika").await;
    let start = |return_to: &str| {
        let start = StartEid { return_to: Some(return_to.to_owned()) };
        erika.door.post("/api/accounts/identity/eid").json(&start).send()
    };
    for wrong in [
        "https://evil.example/",
        "http://localhost:5000/back",
        "http://127.0.0.1/back",
        "http://127.0.0.1:5000/back?code=1",
        "http://127.0.0.1:5000/eid",
        "http://127.0.0.1:5000@evil.example/",
        "javascript:alert(1)",
        "de.rathaus.app:/signed-in",
        "",
    ] {
        start(wrong).await.refused_field("/return_to", FieldCode::Format);
    }
    let started: EidStarted = start("http://127.0.0.1:5000/back").await.ok();
    let back = walk(&started.redirect, "subject-erika", SUBSTANTIAL).await;
    let anyone = Door::browser(town.origin());
    let ask = |state: &str| {
        let asked = AskEidReturn { state: state.to_owned() };
        anyone.post("/api/accounts/identity/eid/return").json(&asked).send()
    };
    ask("guessed").await.refused(Code::NotFound);
    assert_eq!(ask(&back.state).await.ok::<EidReturn>().return_to, "http://127.0.0.1:5000/back");
    // Somebody who saw the address of the way back can do nothing with it; the app can.
    arrive(&Resident::register(&town, "Max").await.door, &back).await.refused(Code::CodeInvalid);
    ask(&back.state).await.refused(Code::NotFound);
    let started: EidStarted = start("http://127.0.0.1:5000/back").await.ok();
    let back = walk(&started.redirect, "subject-erika", SUBSTANTIAL).await;
    arrive(&erika.door, &back).await.done();
}

/// One lie, and the answer to it.
struct Case(&'static str, Lies, Code);

fn claims(what: &'static str, claims: Value) -> Case {
    Case(what, Lies { claims, ..Lies::default() }, Code::CodeInvalid)
}

fn signed(what: &'static str, alg: Option<&str>, signature: Signature) -> Case {
    let mut lies = Lies { signature, ..Lies::default() };
    if let Some(alg) = alg {
        lies.header = json!({ "alg": alg });
    }
    Case(what, lies, Code::CodeInvalid)
}

fn cases(now: i64) -> Vec<Case> {
    let redirect = || (StatusCode::FOUND, [(header::LOCATION, "http://127.0.0.1:1/")]).into_response();
    let huge = || "x".repeat(3 << 20).into_response();
    let error = || (StatusCode::BAD_REQUEST, axum::Json(json!({ "error": "invalid_grant" }))).into_response();
    let instead =
        |what, instead| Case(what, Lies { instead: Some(instead), ..Lies::default() }, Code::CodeInvalid);
    let info = |what, info| Case(what, Lies { info, ..Lies::default() }, Code::CodeInvalid);
    let low = json!({ "acr": "urn:test:low" });
    let none = json!({ "acr": null });
    vec![
        claims("another issuer", json!({ "iss": "http://localhost:1" })),
        claims("another audience", json!({ "aud": "somebody" })),
        claims("one audience too many", json!({ "aud": ["rathaus", "somebody"] })),
        claims("another nonce", json!({ "nonce": "guessed" })),
        claims("no nonce", json!({ "nonce": null })),
        claims("ended", json!({ "exp": now - 1 })),
        claims("issued yesterday", json!({ "iat": now - 86_400 })),
        claims("issued tomorrow", json!({ "iat": now + 86_400 })),
        claims("shown an hour ago", json!({ "auth_time": now - 3_600 })),
        claims("shown before this person left", json!({ "auth_time": now - 120 })),
        claims("nobody says when it was shown", json!({ "auth_time": null })),
        signed("unsigned", Some("none"), Signature::Nothing),
        signed("without a signature", None, Signature::Nothing),
        signed("signed by a stranger", None, Signature::Stranger),
        signed("signed with our secret", Some("HS256"), Signature::OurSecret),
        info("claims of another subject", json!({ "sub": "somebody" })),
        info("no name", json!({ "family_name": null })),
        info("no day of birth", json!({ "birthdate": null })),
        info("a year instead of a day", json!({ "birthdate": "1961" })),
        instead("a redirect", redirect),
        instead("too much", huge),
        instead("a refusal", error),
        Case("a level too low", Lies { claims: low, ..Lies::default() }, Code::LevelRequired),
        Case("no level", Lies { claims: none, ..Lies::default() }, Code::LevelRequired),
    ]
}

#[tokio::test]
async fn no_lie_of_a_broker_proves_anything() {
    let (port, broker) = LyingBroker::start().await;
    let town = town_with_broker(port).await;
    let erika = Resident::register(&town, "Erika").await;
    for Case(what, lies, code) in cases(now(&town)) {
        broker.lie(lies);
        let back = broker.pass(&depart(&erika).await, "subject", now(&town));
        let problem = arrive(&erika.door, &back).await.problem();
        assert_eq!(problem.code(), Some(code), "{what}");
        assert_eq!(erika.identity().await.proven, TrustLevel::None, "{what}");
    }
    // Sent back by somebody else, with another state, and once more with the same.
    broker.lie(Lies::default());
    let back = broker.pass(&depart(&erika).await, "subject", now(&town));
    let elsewhere = FinishEid { iss: Some("http://localhost:1".to_owned()), ..back.clone() };
    arrive(&erika.door, &elsewhere).await.refused(Code::CodeInvalid);
    arrive(&erika.door, &back).await.refused(Code::CodeInvalid);
    let late = broker.pass(&depart(&erika).await, "subject", now(&town));
    town.advance(Duration::from_secs(601));
    arrive(&erika.door, &late).await.refused(Code::CodeInvalid);
    // And the truth is believed: none of the above failed for another reason.
    let town = town_with_broker(port).await;
    let erika = Resident::register(&town, "Erika").await;
    let back = broker.pass(&depart(&erika).await, "subject", now(&town));
    arrive(&erika.door, &back).await.done();
}

#[tokio::test]
async fn a_broker_leads_us_nowhere_else() {
    for (name, value) in [
        ("issuer", "http://localhost:1"),
        ("authorization_endpoint", "https://evil.example/authorize"),
        ("jwks_uri", "http://169.254.169.254/latest"),
    ] {
        let (port, broker) = LyingBroker::start().await;
        broker.lie(Lies { metadata: json!({ name: value }), ..Lies::default() });
        let town = town_with_broker(port).await;
        let erika = Resident::register(&town, "Erika").await;
        let answer = erika.door.post("/api/accounts/identity/eid").json(&StartEid::default()).send().await;
        assert!(matches!(answer.status.as_u16(), 422 | 503), "{name}: {}", answer.status);
    }
    let (port, broker) = LyingBroker::start().await;
    broker.lie(Lies { metadata: json!({ "token_endpoint": "http://127.0.0.1:9/" }), ..Lies::default() });
    let town = town_with_broker(port).await;
    let erika = Resident::register(&town, "Erika").await;
    let back = broker.pass(&depart(&erika).await, "subject", now(&town));
    arrive(&erika.door, &back).await.refused(Code::CodeInvalid);
}

#[tokio::test]
async fn an_eid_must_fit_what_was_proven_before_and_may_know_of_a_marriage() {
    let (port, broker) = LyingBroker::start().await;
    let town = town_with_broker(port).await;
    let (erika, clerk) = (Resident::register(&town, "Erika").await, Clerk::at_counter(&town).await);
    erika.prove_at_counter(&clerk, &rathaus_tests::people::erika()).await;
    let prove = async |info: Value| {
        broker.lie(Lies { info, ..Lies::default() });
        let back = broker.pass(&depart(&erika).await, "subject", now(&town));
        arrive(&erika.door, &back).await
    };
    prove(json!({ "birthdate": "1990-01-02" })).await.refused(Code::InvalidFields);
    prove(json!({ "family_name": "Neumann" })).await.refused(Code::InvalidFields);
    prove(json!({})).await.done();
    prove(json!({ "family_name": "Neumann" })).await.done();
    let known: Profile = erika.door.get("/api/accounts/profile").send().await.ok();
    assert_eq!(known.family_name.value, "Neumann");
}
