//! The app's window as a person sees it, through WebKit's own driver.

use std::process::Child;
use std::time::Duration;

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator, elements::Element};
use hyper_util::client::legacy::connect::HttpConnector;
use rathaus_tests::{town::free_port, wait};
use serde_json::{Value, json};

use crate::stage::{Stage, program};

/// The key Tab (WebDriver, 17.4.2).
pub const TAB: &str = "\u{E004}";
/// The key Escape.
pub const ESCAPE: &str = "\u{E00C}";
/// The key Enter.
pub const ENTER: &str = "\u{E007}";

/// The window, and the driver that holds it.
pub struct Screen {
    browser: Client,
    driver: Child,
}

impl Screen {
    /// Starts the app on a desktop; `town` is preset where one is given.
    pub async fn open(stage: &Stage, town: Option<&str>) -> Self {
        let port = free_port();
        let mut command = stage.command("WebKitWebDriver");
        command.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true");
        if let Some(town) = town {
            command.env("RATHAUS_TOWN", town);
        }
        let driver = command.stdout(stage.log()).stderr(stage.log()).spawn().expect("WebKitWebDriver");
        let mut wanted = serde_json::Map::new();
        wanted.insert("webkitgtk:browserOptions".to_owned(), json!({ "binary": program(), "args": [] }));
        let address = format!("http://127.0.0.1:{port}");
        let browser = wait::until("the app's window", || {
            let (mut builder, address) = (ClientBuilder::new(HttpConnector::new()), address.clone());
            builder.capabilities(wanted.clone());
            async move { builder.connect(&address).await.ok() }
        })
        .await;
        let screen = Self { browser, driver };
        screen
            .until("the page", "return !!window.__TAURI_INTERNALS__ && document.readyState === 'complete'")
            .await;
        screen
    }

    /// Ends the app as its menu does.
    pub async fn quit(self, stage: &Stage) {
        stage.start_again(&["--quit"]);
        let _ = self.browser.clone().close().await;
    }

    /// Calls a door of the shell as the pages do: what it answers, or what it refuses with.
    pub async fn door(&self, name: &str, args: Value) -> Result<Value, Value> {
        let script = "const [name, args, done] = arguments;
            window.__TAURI_INTERNALS__.invoke(name, args)
              .then((value) => done({ answer: value ?? null }), (refusal) => done({ refusal }));";
        self.answer_of(script, vec![json!(name), args]).await
    }

    /// Hands the bytes of a picked file to the shell, as the file input does.
    pub async fn add_photo(&self, name: &str, bytes: &[u8]) -> Result<Value, Value> {
        let script = "const [name, bytes, done] = arguments;
            const headers = { 'photo-name': encodeURIComponent(name) };
            window.__TAURI_INTERNALS__.invoke('photo_add', new Uint8Array(bytes), { headers })
              .then((value) => done({ answer: value }), (refusal) => done({ refusal }));";
        self.answer_of(script, vec![json!(name), json!(bytes)]).await
    }

    /// A request through the one door: status and body.
    pub async fn request(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let headers = json!([["idempotency-key", uuid::Uuid::new_v4().to_string()]]);
        let json = body.map(|body| body.to_string());
        let request = json!({ "method": method, "path": path, "headers": headers, "json": json });
        let answer = self.door("request", json!({ "request": request })).await.expect("an answer");
        answered(&answer)
    }

    /// Sends a kept photo through the one door: status and body.
    pub async fn send_photo(&self, id: &Value) -> (u16, Value) {
        let headers = json!([["idempotency-key", uuid::Uuid::new_v4().to_string()]]);
        let request =
            json!({ "method": "POST", "path": "/api/reports/photos", "headers": headers, "photo": id });
        let answer = self.door("request", json!({ "request": request })).await.expect("an answer");
        answered(&answer)
    }

    /// Runs a script in the page.
    pub async fn script(&self, script: &str, args: Vec<Value>) -> Value {
        self.browser.execute(script, args).await.expect("the script runs")
    }

    /// Runs a script in the page that calls its last argument when it is done.
    pub async fn script_async(&self, script: &str, args: Vec<Value>) -> Value {
        self.browser.execute_async(script, args).await.expect("the script runs")
    }

    /// Waits until a script returns true.
    pub async fn until(&self, what: &str, script: &str) {
        wait::until(what, || async {
            let answer = self.browser.execute(script, Vec::new()).await.ok()?;
            (answer == Value::Bool(true)).then_some(())
        })
        .await;
    }

    /// Waits until what stands in the page is on the screen as well: two frames later.
    pub async fn is_drawn(&self) {
        let frames =
            "const [done] = arguments; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
        self.script_async(frames, Vec::new()).await;
    }

    /// Whether a script returns true within a time.
    pub async fn becomes(&self, script: &str, within: Duration) -> bool {
        let asked = async {
            while self.browser.execute(script, Vec::new()).await.ok() != Some(Value::Bool(true)) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(within, asked).await.is_ok()
    }

    /// The part of the address behind the host.
    pub async fn path(&self) -> String {
        self.script("return location.pathname", Vec::new()).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits for an element.
    pub async fn find(&self, css: &str) -> Element {
        let found = self.browser.wait().at_most(Duration::from_secs(20)).for_element(Locator::Css(css)).await;
        found.unwrap_or_else(|error| panic!("no {css}: {error}"))
    }

    /// Types into a field.
    pub async fn type_into(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.expect("it can be cleared");
        field.send_keys(text).await.expect("it can be typed into");
    }

    /// Clicks an element once it can be clicked.
    pub async fn click(&self, css: &str) {
        wait::until(css, || async {
            let clicked: Result<(), CmdError> =
                async { self.browser.find(Locator::Css(css)).await?.click().await }.await;
            clicked.ok()
        })
        .await;
    }

    /// Presses keys one after the other, as somebody without a mouse does; they go to whatever has the focus.
    pub async fn press(&self, keys: &str) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in keys.chars() {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.browser.perform_actions(actions).await.expect("the keys are pressed");
    }

    /// Presses Tab until an element has the focus.
    pub async fn tab_to(&self, css: &str) {
        const PRESSES: u32 = 80;
        self.find(css).await;
        let there = format!("return document.activeElement === document.querySelector({})", json!(css));
        for _ in 0..PRESSES {
            if self.script(&there, Vec::new()).await == Value::Bool(true) {
                return;
            }
            self.press(TAB).await;
        }
        panic!("{css} is not within {PRESSES} presses of Tab");
    }

    /// Makes the window so large.
    pub async fn resize(&self, (width, height): (u32, u32)) {
        self.browser.set_window_size(width, height).await.expect("another size");
        self.until("the size", &format!("return window.innerWidth === {width}")).await;
    }

    /// Goes to a page of ours, as a link does.
    pub async fn go(&self, path: &str) {
        self.script("location.assign(arguments[0])", vec![json!(path)]).await;
        self.until(path, "return document.readyState === 'complete' && !!document.querySelector('h1')").await;
    }

    /// All words on the page.
    pub async fn words(&self) -> String {
        self.script("return document.body.innerText", Vec::new())
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    async fn answer_of(&self, script: &str, args: Vec<Value>) -> Result<Value, Value> {
        let mut answer = self.browser.execute_async(script, args).await.expect("the script runs");
        match answer.get_mut("answer") {
            Some(value) => Ok(value.take()),
            None => Err(answer["refusal"].take()),
        }
    }
}

fn answered(answer: &Value) -> (u16, Value) {
    let status = answer["status"].as_u64().and_then(|status| u16::try_from(status).ok()).expect("a status");
    let body =
        answer["body"].as_str().and_then(|body| serde_json::from_str(body).ok()).unwrap_or(Value::Null);
    (status, body)
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
