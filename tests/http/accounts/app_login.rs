//! The browser signs the app in: authorization code with PKCE, back to this device only.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rathaus_api::accounts::{AppAuthorized, AuthorizeApp, RedeemApp, SessionOpened};
use rathaus_api::problem::{Code, FieldCode};
use rathaus_tests::keys::{ACCOUNTS, add_passkey, passkeys, remove_passkey};
use rathaus_tests::{Answer, Door, Resident, TestTown};
use sha2::{Digest, Sha256};
use url::Url;

const RETURN: &str = "http://127.0.0.1:49152/signed-in";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

fn asked() -> AuthorizeApp {
    AuthorizeApp {
        code_challenge: URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER)),
        redirect_uri: RETURN.to_owned(),
        state: "af0ifjsldkj".to_owned(),
    }
}

async fn authorize(door: &Door, asked: &AuthorizeApp) -> Answer {
    door.post("/api/accounts/app-login/authorize").json(asked).send().await
}

fn redeeming(code: &str) -> RedeemApp {
    RedeemApp {
        code: code.to_owned(),
        code_verifier: VERIFIER.to_owned(),
        redirect_uri: RETURN.to_owned(),
        device: "Rathaus on Linux".to_owned(),
    }
}

async fn redeem(door: &Door, redeem: &RedeemApp) -> Answer {
    door.post("/api/accounts/app-login/token").json(redeem).send().await
}

async fn code(door: &Door) -> String {
    let authorized: AppAuthorized = authorize(door, &asked()).await.ok();
    parameter(&authorized.redirect, "code")
}

fn parameter(address: &str, name: &str) -> String {
    let url = Url::parse(address).expect("an address");
    url.query_pairs().find(|(found, _)| found == name).expect("a parameter").1.into_owned()
}

/// A resident in the browser, and the app on the same device.
async fn at_home(town: &TestTown) -> (Resident, Door) {
    let browser = Door::browser(town.origin());
    (Resident::register_at(browser, "Erika Beispiel").await, Door::app(town.origin()))
}

#[tokio::test]
async fn the_browser_signs_the_app_in() {
    let town = TestTown::open().await;
    let (erika, app) = at_home(&town).await;
    let authorized: AppAuthorized = authorize(&erika.door, &asked()).await.ok();
    assert!(authorized.redirect.starts_with(&format!("{RETURN}?code=")), "{}", authorized.redirect);
    assert_eq!(parameter(&authorized.redirect, "state"), "af0ifjsldkj");
    assert_eq!(parameter(&authorized.redirect, "iss"), town.origin());
    let opened: SessionOpened = redeem(&app, &redeeming(&parameter(&authorized.redirect, "code"))).await.ok();
    assert_eq!(opened.account, erika.account);
    let app = app.with_token(opened.token);
    app.get("/api/reports").send().await.done();
    assert_eq!(erika.devices().await.len(), 2);
    // The app makes a passkey of its own right away.
    add_passkey(&app, ACCOUNTS, "App").await;
}

#[tokio::test]
async fn a_code_works_once_and_for_a_minute() {
    let town = TestTown::open().await;
    let (erika, app) = at_home(&town).await;
    let first = code(&erika.door).await;
    redeem(&app, &redeeming(&first)).await.done();
    redeem(&app, &redeeming(&first)).await.refused(Code::CodeInvalid);
    let late = code(&erika.door).await;
    town.advance(Duration::from_secs(61));
    redeem(&app, &redeeming(&late)).await.refused(Code::CodeInvalid);
    let many = code(&erika.door).await;
    let ask = redeeming(&many);
    let answers = futures_util::future::join_all((0..6).map(|_| redeem(&app, &ask))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status.is_success()).count(), 1);
}

#[tokio::test]
async fn a_code_without_its_secret_is_used_up_for_nothing() {
    let town = TestTown::open().await;
    let (erika, app) = at_home(&town).await;
    let wrong: [fn(&mut RedeemApp); 4] = [
        |ask| ask.code_verifier = "A".repeat(43),
        |ask| ask.code_verifier = String::new(),
        |ask| ask.code_verifier = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER)),
        |ask| ask.redirect_uri = "http://127.0.0.1:49153/signed-in".to_owned(),
    ];
    for change in wrong {
        let code = code(&erika.door).await;
        let mut ask = redeeming(&code);
        change(&mut ask);
        redeem(&app, &ask).await.refused(Code::CodeInvalid);
        redeem(&app, &redeeming(&code)).await.refused(Code::CodeInvalid);
    }
    redeem(&app, &redeeming("guessed")).await.refused(Code::CodeInvalid);
    assert_eq!(erika.devices().await.len(), 1);
}

#[tokio::test]
async fn only_after_step_up_the_app_is_let_in() {
    let town = TestTown::open().await;
    let (mut erika, app) = at_home(&town).await;
    authorize(&app, &asked()).await.refused(Code::NotSignedIn);
    town.advance(Duration::from_secs(301));
    authorize(&erika.door, &asked()).await.refused(Code::StepUpRequired);
    erika.step_up().await;
    authorize(&erika.door, &asked()).await.done();
}

#[tokio::test]
async fn the_code_goes_to_this_device_only() {
    let town = TestTown::open().await;
    let (erika, _) = at_home(&town).await;
    for address in
        ["https://evil.example/", "http://localhost:49152/", "http://127.0.0.1:49152@evil.example/", "x:y"]
    {
        let ask = AuthorizeApp { redirect_uri: address.to_owned(), ..asked() };
        authorize(&erika.door, &ask).await.refused_field("/redirect_uri", FieldCode::Format);
    }
    let ask = AuthorizeApp { state: "a&code=b".to_owned(), ..asked() };
    authorize(&erika.door, &ask).await.refused_field("/state", FieldCode::Format);
    let ask = AuthorizeApp { code_challenge: "plain".to_owned(), ..asked() };
    authorize(&erika.door, &ask).await.refused_field("/code_challenge", FieldCode::Format);
    let own = AuthorizeApp { redirect_uri: "de.rathaus.app:/signed-in".to_owned(), ..asked() };
    authorize(&erika.door, &own).await.done();
}

#[tokio::test]
async fn a_code_dies_with_the_browsers_session_or_passkey() {
    let town = TestTown::open().await;
    let (mut erika, app) = at_home(&town).await;
    let browser = Door::browser(town.origin());
    erika.try_sign_in(&browser, town.origin()).await.done();
    let stolen = code(&browser).await;
    erika.door.post("/api/accounts/devices/sign-out-others").send().await.done();
    redeem(&app, &redeeming(&stolen)).await.refused(Code::CodeInvalid);

    // An app signed in with a passkey is signed out when that is taken away.
    let (second, own) = add_passkey(&erika.door, ACCOUNTS, "Key ring").await;
    let mut with_second = Resident { passkey: second, door: browser.clone(), account: erika.account.clone() };
    with_second.try_sign_in(&browser, town.origin()).await.done();
    let opened: SessionOpened = redeem(&app, &redeeming(&code(&browser).await)).await.ok();
    let app = app.with_token(opened.token);
    let current = passkeys(&app, ACCOUNTS).await.passkeys.into_iter().find(|key| key.current);
    assert_eq!(current.map(|key| key.id), Some(own.id.clone()));
    remove_passkey(&erika.door, ACCOUNTS, &own.id).await.done();
    app.get("/api/reports").send().await.refused(Code::NotSignedIn);
}

#[tokio::test]
async fn a_page_redeems_no_code() {
    let town = TestTown::open().await;
    let (erika, _) = at_home(&town).await;
    let code = code(&erika.door).await;
    redeem(&Door::browser(town.origin()), &redeeming(&code)).await.refused(Code::Forbidden);
}

#[tokio::test]
async fn association_files_say_what_is_configured() {
    let town = TestTown::open().await;
    let paths = ["apple-app-site-association", "assetlinks.json", "webauthn"];
    let door = Door::app(town.origin());
    for path in paths {
        door.get(&format!("/.well-known/{path}")).send().await.refused(Code::NotFound);
    }
    let print = ["0A"; 32].join(":");
    let android = format!("[{{ package = 'de.rathaus.app', sha256_cert_fingerprints = ['{print}'] }}]");
    let town = TestTown::with(&[
        ("RATHAUS_ASSOCIATIONS__APPLE_APPS", "['ABCDE12345.de.rathaus.app']"),
        ("RATHAUS_ASSOCIATIONS__ANDROID_APPS", &android),
        ("RATHAUS_ASSOCIATIONS__RELATED_ORIGINS", "['https://www.erlenbrueck.example']"),
    ])
    .await;
    let door = Door::app(town.origin());
    let mut files = Vec::new();
    for path in paths {
        let answer = door.get(&format!("/.well-known/{path}")).send().await.done();
        assert_eq!(answer.header("content-type"), Some("application/json"), "{path}");
        files.push(serde_json::from_slice::<serde_json::Value>(&answer.body).expect("JSON"));
    }
    assert_eq!(files[0]["webcredentials"]["apps"][0], "ABCDE12345.de.rathaus.app");
    assert_eq!(files[1][0]["target"]["package_name"], "de.rathaus.app");
    assert_eq!(files[2]["origins"][0], "https://www.erlenbrueck.example");
}
