//! The screens that only the app has, for every reader: without a mouse, in three languages, narrow and wide, light and
//! dark, judged by axe (WCAG 2.2 AA).

use std::path::Path;

use rathaus_tests::TestTown;
use serde_json::{Value, json};

use crate::screen::{ENTER, Screen, TAB};
use crate::stage::{COMPLETE, Stage};

const PIN: &str = "482913";
const WRONG_PIN: &str = "111111";
const LOCKED: &str = "return !!document.querySelector('dialog[open] #lock-title')";
const UNLOCKED: &str = "return !document.querySelector('#lock-title') && \
     getComputedStyle(document.getElementById('app')).visibility === 'visible'";

/// Each language, each theme and each width at least once: language, theme, window.
const READERS: [(&str, &str, (u32, u32)); 3] =
    [("de", "light", (1080, 780)), ("de-simple", "dark", (390, 800)), ("en", "light", (320, 700))];

/// Puts axe into the page and gives what it finds, one line each.
async fn barriers(screen: &Screen) -> Vec<String> {
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser/node_modules/axe-core/axe.min.js");
    let hoisted = Path::new(env!("CARGO_MANIFEST_DIR")).join("../node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(axe).or_else(|_| std::fs::read_to_string(hoisted));
    screen.script(&axe.expect("npm ci installs axe"), Vec::new()).await;
    let run = "const [done] = arguments;
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        axe.run(document, { runOnly: tags, resultTypes: ['violations'] }).then(
          ({ violations }) => done(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)),
          (error) => done([String(error)]));";
    let found = screen.script_async(run, Vec::new()).await;
    serde_json::from_value(found).expect("lines")
}

/// Looks at what is shown: barriers, and whether anything sticks out at the side.
async fn look(screen: &Screen, stage: &Stage, what: &str) {
    screen.is_drawn().await;
    stage.picture(what);
    let found = barriers(screen).await;
    assert!(found.is_empty(), "barriers on {what}: {found:#?}");
    let wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert_eq!(screen.script(wide, Vec::new()).await, json!(0), "{what} scrolls sideways");
}

/// Shows the page anew as this reader wants it, in a window of this size.
async fn read_as(screen: &Screen, (locale, theme, size): (&str, &str, (u32, u32))) {
    let settings =
        json!({ "theme": theme, "contrast": "normal", "textSize": "normal", "locale": locale }).to_string();
    let keep = "localStorage.setItem('rathaus-settings', arguments[0]); location.reload()";
    screen.script(keep, vec![Value::String(settings)]).await;
    let language = &locale[..2];
    let spoken = format!(
        "return document.documentElement.lang.startsWith('{language}') && !!document.querySelector('h1')"
    );
    screen.until("the language", &spoken).await;
    screen.resize(size).await;
}

/// Makes an account with a PIN, by keyboard alone.
async fn register(screen: &Screen) {
    screen.go("/ich").await;
    screen.tab_to("#account-name").await;
    screen.press("Erika Mustermann").await;
    screen.tab_to("section[aria-labelledby=create-title] button[type=submit]").await;
    screen.press(ENTER).await;
    screen.tab_to("#app-pin").await;
    screen.press(PIN).await;
    screen.tab_to("#app-pin-again").await;
    screen.press(PIN).await;
    screen.press(ENTER).await;
    screen.find("#rooms-title").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lock_and_pin_need_no_mouse_and_shut_nobody_out() {
    let town = TestTown::open().await;
    let stage = Stage::set(COMPLETE).await;
    let screen = Screen::open(&stage, Some(town.origin())).await;
    register(&screen).await;
    screen.tab_to("#lock-now").await;
    screen.press(ENTER).await;
    screen.until("the lock", LOCKED).await;

    // Whoever types at once types into the field.
    let ready = "return document.activeElement === document.querySelector('dialog[open] #app-pin')";
    screen.until("the field has the focus", ready).await;
    screen.press(WRONG_PIN).await;
    screen.press(ENTER).await;
    let refused = "const field = document.querySelector('dialog[open] #app-pin'); \
         return field?.getAttribute('aria-invalid') === 'true' && document.activeElement === field && \
         !!document.getElementById(field.getAttribute('aria-describedby').split(' ')[0])";
    screen.until("the refusal is said at the field", refused).await;
    look(&screen, &stage, "lock-refused").await;
    // Tab stays in the lock: nothing below it can be reached.
    for _ in 0..12 {
        screen.press(TAB).await;
        let inside =
            "return document.activeElement === document.body || !!document.activeElement.closest('dialog')";
        assert_eq!(screen.script(inside, Vec::new()).await, json!(true), "the focus left the lock");
    }
    for reader in READERS {
        read_as(&screen, reader).await;
        screen.until("the lock", LOCKED).await;
        look(&screen, &stage, &format!("lock-{}", reader.0)).await;
        screen.tab_to("#app-pin-forgotten").await;
        screen.press(ENTER).await;
        let back = "return document.activeElement === document.querySelector('#app-pin-keep')";
        screen.until("the way back has the focus", back).await;
        look(&screen, &stage, &format!("lock-forgotten-{}", reader.0)).await;
        screen.press(ENTER).await;
    }
    screen.until("the field has the focus", ready).await;
    screen.press(PIN).await;
    screen.press(ENTER).await;
    screen.until("the page again", UNLOCKED).await;
    for reader in READERS {
        read_as(&screen, reader).await;
        screen.find("#lock-now").await;
        look(&screen, &stage, &format!("account-{}", reader.0)).await;
    }
    screen.quit(&stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn choosing_a_pin_waiting_for_the_browser_and_signing_in_again_shut_nobody_out() {
    let town = TestTown::open().await;
    let mut stage = Stage::set(COMPLETE).await;
    stage.put_up_browser();
    let screen = Screen::open(&stage, Some(town.origin())).await;
    screen.go("/ich").await;
    for reader in READERS {
        read_as(&screen, reader).await;
        screen.tab_to("#browser-sign-in").await;
        screen.press(ENTER).await;
        screen.find("main .row[role=status]").await;
        look(&screen, &stage, &format!("browser-waiting-{}", reader.0)).await;

        read_as(&screen, reader).await;
        screen.tab_to("#account-name").await;
        screen.press("Erika Mustermann").await;
        screen.press(ENTER).await;
        screen.find("dialog[open] #app-pin-again").await;
        look(&screen, &stage, &format!("pin-chosen-{}", reader.0)).await;
        screen.tab_to("dialog[open] #app-pin").await;
        screen.press("123").await;
        screen.press(ENTER).await;
        screen.find("dialog[open] #app-pin[aria-invalid=true]").await;
        look(&screen, &stage, &format!("pin-too-short-{}", reader.0)).await;
    }
    read_as(&screen, READERS[0]).await;
    register(&screen).await;
    screen.go("/ich/angaben").await;
    for reader in READERS {
        read_as(&screen, reader).await;
        let (_, devices) = screen.request("GET", "/api/accounts/devices", None).await;
        let id = devices["devices"][0]["id"].as_str().expect("this device").to_owned();
        screen.request("DELETE", &format!("/api/accounts/devices/{id}"), None).await;
        screen.tab_to("#session-again").await;
        screen.press(ENTER).await;
        screen.find("dialog[open] #sign-in-over").await;
        look(&screen, &stage, &format!("session-ended-{}", reader.0)).await;
        screen.tab_to("#sign-in-over").await;
        screen.press(ENTER).await;
        screen.tab_to("#app-pin").await;
        screen.press(PIN).await;
        screen.press(ENTER).await;
        screen.until("nothing over the page", "return !document.querySelector('dialog[open]')").await;
    }
    screen.quit(&stage).await;
}
