//! Getting in, locking, and the ways around a browser: what a person does with the account in the window.

use rathaus_api::accounts::{
    AppAuthorized, AuthorizeApp, Ceremony, EnterLink, FinishCeremony, LinkClaim, LinkEntered, SessionOpened,
};
use rathaus_tests::{Door, Resident, SoftwarePasskey, TestTown, wait};
use serde_json::{Value, json};

use crate::screen::{ESCAPE, Screen};
use crate::stage::{COMPLETE, Stage};

pub const PIN: &str = "482913";
const WRONG_PIN: &str = "111111";
pub const LOCKED: &str = "return !!document.querySelector('dialog[open] #lock-title')";
pub const UNLOCKED: &str = "return !document.querySelector('#lock-title') && \
     getComputedStyle(document.getElementById('app')).visibility === 'visible'";

/// Makes an account with a PIN on the page that people see.
pub async fn register(screen: &Screen) {
    screen.go("/ich").await;
    screen.type_into("#account-name", "Erika Mustermann").await;
    screen.click("section[aria-labelledby=create-title] button[type=submit]").await;
    screen.type_into("#app-pin", PIN).await;
    screen.type_into("#app-pin-again", PIN).await;
    screen.click("dialog[open] button[type=submit]").await;
    screen.find("#rooms-title").await;
}

async fn lock(screen: &Screen) {
    screen.go("/ich").await;
    screen.click("#lock-now").await;
    screen.until("the lock", LOCKED).await;
}

pub async fn unlock(screen: &Screen, pin: &str) {
    screen.type_into("dialog[open] #app-pin", pin).await;
    screen.click("dialog[open] button[type=submit]").await;
}

/// A browser that comes in by the code on the app's screen; the screen shows the word afterwards.
async fn enter_by_code(town: &TestTown, code: &str) -> (Door, LinkEntered) {
    let phone = Door::browser(town.origin());
    let entry = EnterLink { code: code.to_owned(), device: "Firefox on a phone".to_owned() };
    let entered = phone.post("/api/accounts/links/open").json(&entry).send().await.ok();
    (phone, entered)
}

async fn make_passkey_of_phone(phone: &Door, claim: &str) {
    let claim = LinkClaim { claim: claim.to_owned() };
    let asked = phone.post("/api/accounts/links/passkey").json(&claim).send();
    let begun: Ceremony = asked.await.ok();
    let credential = SoftwarePasskey::new().create(phone.origin(), &begun.options).await.expect("a passkey");
    let device = "Firefox on a phone".to_owned();
    let finish = FinishCeremony { ceremony: begun.ceremony, credential, device };
    let _: SessionOpened = phone.post("/api/accounts/links/passkey/finish").json(&finish).send().await.ok();
}

async fn is_signed_in(door: &Door) -> bool {
    let session: Value = door.get("/api/accounts/session").send().await.ok();
    !session["account"].is_null()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_gets_a_second_passkey_is_locked_and_signs_the_others_out() {
    let town = TestTown::open().await;
    let stage = Stage::set(COMPLETE).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    register(&screen).await;
    stage.picture("account-registered");

    // A browser gets its own passkey by the code on this screen.
    screen.go("/ich/neues-geraet").await;
    screen.click("main .actions button").await;
    let code = screen.find(".symbols").await.text().await.expect("a code");
    stage.picture("device-code");
    let (phone, entered) = enter_by_code(&town, &code).await;
    let word = "return !!document.querySelector('main .actions button.danger')";
    screen.until("the word", word).await;
    stage.picture("device-word");
    screen.click("main .actions button.primary").await;
    screen.until("the yes", "return !document.querySelector('main button.danger')").await;
    make_passkey_of_phone(&phone, &entered.claim).await;
    screen.go("/ich/anmeldung").await;
    let two = "return document.querySelectorAll('section[aria-labelledby=passkeys-title] li').length === 2";
    screen.until("two passkeys", two).await;
    let words = screen.words().await;
    assert!(words.contains("This app on this device"), "{words}");
    stage.picture("passkeys-two");

    // Locked at once, and nothing can be read or asked while it is.
    lock(&screen).await;
    let hidden = "return getComputedStyle(document.getElementById('app')).visibility === 'hidden' && \
         document.getElementById('app').inert";
    screen.until("a covered page", hidden).await;
    screen.is_drawn().await;
    stage.picture("locked");
    unlock(&screen, WRONG_PIN).await;
    screen.until("a refusal", "return document.body.innerText.includes('This PIN is not right')").await;
    stage.picture("locked-wrong-pin");
    unlock(&screen, PIN).await;
    screen.until("the page again", UNLOCKED).await;

    assert!(is_signed_in(&phone).await);
    screen.go("/ich/anmeldung").await;
    screen.click("section[aria-labelledby=devices-title] > .actions button").await;
    let alone = "return document.querySelectorAll('section[aria-labelledby=devices-title] li').length === 1";
    screen.until("one device", alone).await;
    assert!(!is_signed_in(&phone).await, "the phone is signed out");
    stage.picture("others-signed-out");
    screen.quit(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_is_there_after_the_lock_and_a_killed_app_starts_locked() {
    let town = TestTown::open().await;
    let stage = Stage::set(COMPLETE).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    register(&screen).await;
    screen.go("/melden?schritt=was").await;
    screen.type_into("#text", "The hedge covers the cycle path").await;
    assert_eq!(screen.door("lock_now", json!({})).await, Ok(json!(true)));
    screen.until("the lock", LOCKED).await;
    let typed = "return document.querySelector('#text')?.value === 'The hedge covers the cycle path'";
    screen.until("the text below", typed).await;
    // What the page asks for waits until somebody is there.
    let asked = "window.answered = undefined; window.__TAURI_INTERNALS__.invoke('request', { request: \
        { method: 'GET', path: '/api/accounts/session', headers: [], json: null } }) \
        .then(({ body }) => (window.answered = body)); return true";
    screen.until("a question", asked).await;
    let town_only = screen.request("GET", "/api/town", None).await;
    assert_eq!(town_only.0, 200, "what is public is answered");
    screen.until("no answer", "return window.answered === undefined").await;
    // Escape is no way in, however often.
    screen.press(ESCAPE).await;
    screen.press(ESCAPE).await;
    screen.until("still the lock", LOCKED).await;
    let saved = stage.drafts_say("The hedge covers the cycle path");
    wait::until("the draft on the disk", || async { saved().then_some(()) }).await;
    // As it is pasted from a note.
    unlock(&screen, "482 913").await;
    screen.until("the page again", UNLOCKED).await;
    screen.until("the text", typed).await;
    screen.until("the field that was typed into", "return document.activeElement?.id === 'text'").await;
    screen.until("the answer", "return String(window.answered).includes('Erika')").await;

    stage.kill_app();
    drop(screen);
    let screen = Screen::open(&stage, Some(town.origin())).await;
    screen.until("the lock", LOCKED).await;
    stage.picture("locked-at-start");
    unlock(&screen, PIN).await;
    screen.until("the page", UNLOCKED).await;
    screen.go("/melden?schritt=was").await;
    screen.until("the text after the crash", typed).await;
    screen.quit(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_background_the_app_locks_itself() {
    let town = TestTown::open().await;
    let mut stage = Stage::set(COMPLETE).await;
    // Five minutes for people; the rule for five minutes is tested where time can be told.
    stage.sets("RATHAUS_LOCK_AFTER", "3");
    let screen = Screen::open(&stage, Some(town.origin())).await;
    register(&screen).await;
    stage.close_window().await;
    screen.until("the lock behind the closed window", LOCKED).await;
    stage.start_again(&[]);
    screen.until("still locked", LOCKED).await;
    unlock(&screen, PIN).await;
    screen.until("the page", UNLOCKED).await;
    screen.quit(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn before_the_last_try_the_price_is_named_and_after_it_the_keys_are_gone() {
    let town = TestTown::open().await;
    let stage = Stage::set(COMPLETE).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    register(&screen).await;
    screen.go("/melden?schritt=was").await;
    screen.type_into("#text", "The hedge covers the cycle path").await;
    let saved = stage.drafts_say("The hedge covers the cycle path");
    wait::until("the draft on the disk", || async { saved().then_some(()) }).await;
    stage.kill_app();
    drop(screen);
    // Nine wrong tries, counted in the keyring as each of them left it; their pauses are over.
    stage.change_secret("pin:this-device", |pin| {
        let mut pin: Value = serde_json::from_str(pin).expect("JSON");
        pin["wrong"] = json!(9);
        pin.to_string()
    });
    let screen = Screen::open(&stage, Some(town.origin())).await;
    screen.until("the lock", LOCKED).await;
    screen.until("the warning", "return document.body.innerText.includes('One try left')").await;
    stage.picture("last-try");
    unlock(&screen, WRONG_PIN).await;
    screen.until("an open app", UNLOCKED).await;
    let told = "return document.body.innerText.includes('The PIN was wrong ten times')";
    screen.until("what to do", told).await;
    screen.until("no skeleton", "return !document.querySelector('.loading')").await;
    screen.is_drawn().await;
    stage.picture("keys-deleted");
    let (_, session) = screen.request("GET", "/api/accounts/session", None).await;
    assert_eq!(session["account"], Value::Null);
    let need = screen.door("pin_need", json!({})).await;
    assert_eq!(need, Ok(json!({ "need": "unset", "finger": false })));
    // What its owner began is not for whoever guessed.
    assert_eq!(screen.door("draft_load", json!({ "name": "report" })).await, Ok(Value::Null));
    assert!(saved(), "it waits for its owner");
    screen.quit(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finger_unlocks_and_a_wrong_one_leaves_the_pin() {
    let town = TestTown::open().await;
    let mut stage = Stage::set(COMPLETE).await;
    stage.put_up_sensor(&[]).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    register(&screen).await;
    lock(&screen).await;
    let asked = "return document.body.innerText.includes('Put your finger on the sensor')";
    screen.until("the question", asked).await;
    stage.picture("locked-finger");
    stage.touch("verify-retry-scan").await;
    screen.until("once more", "return document.body.innerText.includes('saw too little')").await;
    stage.touch("verify-match").await;
    screen.until("the page", UNLOCKED).await;

    lock(&screen).await;
    screen.until("the question", asked).await;
    for told in ["does not know that finger", "does not know that finger", "Enter the PIN"] {
        stage.touch("verify-no-match").await;
        screen.until(told, &format!("return document.body.innerText.includes('{told}')")).await;
    }
    unlock(&screen, PIN).await;
    screen.until("the page", UNLOCKED).await;
    screen.quit(&stage).await;
}

/// Waits for the page that the app opens in the system's browser.
pub async fn opened_page(stage: &Stage) -> url::Url {
    let log = stage.path("opened");
    let opened = || async { std::fs::read_to_string(&log).ok().filter(|text| text.ends_with('\n')) };
    let text = wait::until("the browser", opened).await;
    std::fs::remove_file(&log).expect("removed");
    text.lines().last().expect("an address").parse().expect("an address")
}

/// Lets the app in as the browser of `person` does, and waits until the app asks whether it is them.
pub async fn come_back_from_browser(stage: &Stage, screen: &Screen, person: &Resident) -> AppAuthorized {
    screen.click("#browser-sign-in").await;
    let page = opened_page(stage).await;
    let asked = |name: &str| page.query_pairs().find(|(key, _)| key == name).expect("asked").1.into_owned();
    let asking = AuthorizeApp {
        code_challenge: asked("code_challenge"),
        redirect_uri: asked("redirect_uri"),
        state: asked("state"),
    };
    assert_eq!(
        (page.origin().ascii_serialization().as_str(), page.path()),
        (person.door.origin(), "/app-anmeldung")
    );
    let path = "/api/accounts/app-login/authorize";
    let let_in: AppAuthorized = person.door.post(path).json(&asking).send().await.ok();
    let back = reqwest::get(&let_in.redirect).await.expect("somebody waits").text().await.expect("a page");
    assert!(back.contains("The app is signed in"), "{back}");
    screen.find("#browser-yes").await;
    let_in
}

/// Chooses the PIN that is offered.
pub async fn choose_pin(screen: &Screen) {
    screen.type_into("#app-pin", PIN).await;
    screen.type_into("#app-pin-again", PIN).await;
    screen.click("dialog[open] button[type=submit]").await;
    screen.until("no question any more", "return !document.querySelector('dialog[open]')").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_browser_signs_the_app_in_and_the_app_makes_a_passkey_of_its_own() {
    let town = TestTown::open().await;
    let mut stage = Stage::set(COMPLETE).await;
    stage.put_up_browser();
    let erika = Resident::register_at(Door::browser(town.origin()), "Erika Mustermann").await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    screen.go("/ich").await;
    // Another program of this computer can bring an account of its own: nobody is signed in before the answer.
    come_back_from_browser(&stage, &screen, &erika).await;
    let (_, session) = screen.request("GET", "/api/accounts/session", None).await;
    assert_eq!(session["account"], Value::Null);
    stage.picture("browser-who");
    screen.click("#browser-no").await;
    screen.until("a no", "return document.body.innerText.includes('did not take that account over')").await;
    let (_, session) = screen.request("GET", "/api/accounts/session", None).await;
    assert_eq!(session["account"], Value::Null);

    let let_in = come_back_from_browser(&stage, &screen, &erika).await;
    screen.click("#browser-yes").await;
    // Without a PIN nothing could lock the app.
    let offered = "return document.body.innerText.includes('Without an app PIN the app cannot lock itself')";
    screen.until("the offer of a PIN", offered).await;
    stage.picture("browser-pin");
    choose_pin(&screen).await;
    screen.find("#rooms-title").await;
    assert!(screen.words().await.contains("Erika Mustermann"));
    stage.picture("browser-signed-in");
    // The browser's step-up is still fresh: the app makes a passkey of its own, and with it a PIN.
    screen.go("/ich/anmeldung").await;
    screen.click("section[aria-labelledby=passkeys-title] > .actions button").await;
    screen.type_into("dialog[open] #app-pin", PIN).await;
    screen.click("dialog[open] button[type=submit]").await;
    let two = "return document.querySelectorAll('section[aria-labelledby=passkeys-title] li').length === 2";
    screen.until("two passkeys", two).await;
    assert!(reqwest::get(&let_in.redirect).await.is_err(), "nobody waits there any more");
    screen.quit(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_the_town_keeps_is_saved_as_a_file_and_the_page_says_where() {
    let town = TestTown::open().await;
    let stage = Stage::set(COMPLETE).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    register(&screen).await;
    for (number, start) in [(1, &b"%PDF-"[..]), (2, b"{")] {
        screen.go("/ich/angaben").await;
        let button = format!("section[aria-labelledby=export-title] .actions button:nth-of-type({number})");
        screen.click(&button).await;
        screen.find("section[aria-labelledby=export-title] .saved").await;
        let words = screen.script("return document.querySelector('.saved').innerText", Vec::new()).await;
        let words = words.as_str().expect("words").to_owned();
        let path = words.split_whitespace().find(|word| word.starts_with('/')).expect("a path");
        let path = path.trim_end_matches(['.', ',']);
        let path = &words[words.find(path).expect("there")..];
        let bytes =
            std::fs::read(path.trim_end_matches('.')).unwrap_or_else(|error| panic!("{words}: {error}"));
        assert!(bytes.starts_with(start), "{words}");
    }
    stage.picture("export-saved");
    screen.quit(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_session_is_renewed_over_the_page_with_what_was_typed() {
    let town = TestTown::open().await;
    let stage = Stage::set(COMPLETE).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    register(&screen).await;
    screen.go("/ich/vertretung/einladen").await;
    // The day on which the help ends, of a page that nobody but its owner may see.
    let field = "main form input:not([type=checkbox]):not([type=radio])";
    screen.type_into(field, "17").await;
    let (_, devices) = screen.request("GET", "/api/accounts/devices", None).await;
    let id = devices["devices"][0]["id"].as_str().expect("this device").to_owned();
    screen.request("DELETE", &format!("/api/accounts/devices/{id}"), None).await;
    screen.click("#session-again").await;
    screen.find("#sign-in-over").await;
    stage.picture("session-ended");
    screen.click("#sign-in-over").await;
    screen.type_into("#app-pin", PIN).await;
    screen.click("dialog[open] form button[type=submit]").await;
    screen.until("nothing over the page", "return !document.querySelector('dialog[open]')").await;
    assert_eq!(screen.path().await, "/ich/vertretung/einladen");
    let typed = format!("return document.querySelector('{field}')?.value === '17'");
    screen.until("what was typed", &typed).await;
    stage.picture("session-renewed");
    screen.quit(&stage).await;
}
