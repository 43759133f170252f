//! A town hall of one's own: the real server on a port of its own, with a clock that can be moved.

use std::net::TcpListener;
use std::time::Duration;

use rathaus_api::staff::Role;
use rathaus_server::clock::Clock;
use rathaus_server::config::{Config, DEMO};
use rathaus_server::{App, Started, invite_staff};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{Mailbox, database};

/// More than any story needs; a test of limits sets its own.
const GENEROUS: &[(&str, &str)] = &[
    ("RATHAUS_LIMITS__REQUESTS_PER_MINUTE", "1000000"),
    ("RATHAUS_LIMITS__SIGN_INS_PER_MINUTE", "1000000"),
    ("RATHAUS_LIMITS__REPORTS_PER_HOUR", "1000000"),
    ("RATHAUS_LIMITS__PHOTOS_PER_HOUR", "1000000"),
];

/// The configuration of Erlenbrück, empty.
pub struct TestTown {
    config: Config,
    clock: Clock,
    started: Option<Started>,
    // Removed when the town goes.
    _folder: TempDir,
}

impl TestTown {
    /// Opens a town.
    pub async fn open() -> Self {
        Self::with(&[]).await
    }

    /// Opens a town that sends its e-mail to a mailbox.
    pub async fn sending_to(mailbox: &Mailbox) -> Self {
        let url = format!("smtp://127.0.0.1:{}", mailbox.port());
        Self::with(&[("RATHAUS_SMTP__URL", &url), ("RATHAUS_SMTP__FROM", "rathaus@erlenbrueck.example")])
            .await
    }

    /// Opens a town with other settings, named as in the environment.
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        log();
        let folder = tempfile::tempdir().expect("a folder");
        let database = database::fresh(folder.path()).await;
        let keys = database::fresh_for_keys(folder.path()).await;
        let port = free_port();
        let listen = format!("127.0.0.1:{port}");
        let origin = format!("http://localhost:{port}");
        let data = folder.path().display().to_string();
        let own = [
            ("RATHAUS_SERVER__LISTEN", listen.as_str()),
            ("RATHAUS_SERVER__ORIGIN", &origin),
            ("RATHAUS_SERVER__DATA", &data),
            ("RATHAUS_SERVER__DATABASE", &database),
            ("RATHAUS_SERVER__KEYS_DATABASE", &keys),
        ];
        let all = GENEROUS.iter().chain(&own).chain(settings);
        let overrides = all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let config = Config::parse(DEMO, "test", overrides).expect("a configuration");
        let mut town = Self { config, clock: Clock::system(), started: None, _folder: folder };
        town.start().await;
        town
    }

    /// Starts it again after [`TestTown::stop`], with the same data.
    pub async fn start(&mut self) {
        let app = App::open(self.config.clone(), self.clock.clone()).await.expect("the town opens");
        self.started = Some(Started::start(app).await.expect("the town listens"));
    }

    /// What opening says after [`TestTown::stop`].
    ///
    /// # Errors
    /// Why it does not open.
    pub async fn try_open(&self) -> Result<App, String> {
        App::open(self.config.clone(), self.clock.clone()).await.map_err(|error| format!("{error:#}"))
    }

    /// Closes the doors and opens the same town without listener and background work: whatever happens then, somebody
    /// asked for it.
    pub async fn quietly(&mut self) -> App {
        self.stop().await;
        App::open(self.config.clone(), self.clock.clone()).await.expect("the town opens")
    }

    /// Stops it gracefully.
    pub async fn stop(&mut self) {
        if let Some(started) = self.started.take() {
            started.stop().await;
        }
    }

    /// The running server.
    pub fn app(&self) -> &App {
        &self.started.as_ref().expect("the town is open").app
    }

    /// The address people open.
    pub fn origin(&self) -> &str {
        self.config.origin_text()
    }

    /// Host and port.
    pub fn host(&self) -> &str {
        self.origin().trim_start_matches("http://")
    }

    /// Latitude and longitude of the middle of the town.
    pub async fn centre(&self) -> [f64; 2] {
        crate::Door::app(self.origin())
            .get("/api/town")
            .send()
            .await
            .ok::<rathaus_api::town::Town>()
            .map
            .centre
    }

    /// Lets time pass.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// The folder of its data.
    pub fn data(&self) -> &std::path::Path {
        &self.config.server.data
    }

    /// `rathaus-server staff invite`: the link it prints.
    pub async fn invite_on_the_console(&self, name: &str, office: &str, role: Role) -> String {
        invite_staff(self.app(), name, office, role).await.expect("an invitation").link
    }

    /// The office that works on [`crate::resident::BUS_STOP`].
    pub fn office_of_bus_stops(&self) -> &str {
        self.office_of(crate::resident::BUS_STOP)
    }

    /// An office that does not.
    pub fn another_office(&self) -> &str {
        let offices = self.config.town.offices.iter().map(|office| office.key.as_str());
        offices.into_iter().find(|key| *key != self.office_of_bus_stops()).expect("a second office")
    }

    /// A category of that other office.
    pub fn category_of_another_office(&self) -> String {
        let other = self.another_office();
        let category = self.config.reports.categories.iter().find(|category| category.office == other);
        category.expect("a category").key.clone()
    }

    fn office_of(&self, key: &str) -> &str {
        let category = self.config.reports.categories.iter().find(|category| category.key == key);
        &category.expect("the category exists").office
    }
}

/// With `RATHAUS_LOG=info` (or any filter) a failing test shows what the server said.
fn log() {
    if let Ok(filter) = tracing_subscriber::EnvFilter::try_from_env("RATHAUS_LOG") {
        let lines = tracing_subscriber::fmt().with_env_filter(filter).with_test_writer();
        // Another test of this run was faster.
        let _set_already = lines.try_init();
    }
}

/// A port nobody listens on, below those that connections going out take: none of them can be faster.
pub fn free_port() -> u16 {
    let numbers = std::iter::repeat_with(|| {
        let [high, low, ..] = Uuid::new_v4().into_bytes();
        10_000 + u16::from_be_bytes([high, low]) % 20_000
    });
    let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    numbers.take(1_000).find(is_free).expect("a free port")
}
