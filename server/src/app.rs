//! One running town hall: its parts, its routes, its start and its stop.

use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

use anyhow::Context;
use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, State},
    http::StatusCode,
    middleware,
};
use jiff::tz::TimeZone;
use rathaus_api::town::{MapKind, MapSettings};
use tokio::{
    net::TcpListener,
    sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;
use tower_http::{
    catch_panic::CatchPanicLayer,
    map_request_body::MapRequestBodyLayer,
    timeout::{RequestBodyTimeoutLayer, TimeoutLayer},
};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::{
    accounts::{self, Passkeys},
    audit,
    blobs::Folder,
    cases,
    clock::Clock,
    config::Config,
    connections::{self, Rules},
    db::{self, Db},
    http::{
        Failure, layers,
        limits::{self, Limits},
        origin,
    },
    jobs::{self, Job},
    keys::ServerKey,
    mail,
    map::{self, Plan, Tiles},
    notices::email::Mailer,
    print, reports, representatives, staff,
    town::{self, PageShelf},
    vault::Vault,
    web,
};

mod residents;

pub(crate) use residents::*;

/// Longest time until an answer begins; a large photo on one bar of signal takes minutes.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(600);
/// Longest silence of a connection, before a request and within its body.
const SILENCE_TIMEOUT: Duration = Duration::from_secs(30);
/// Photos read into memory at once.
const UPLOADS_MAX: usize = 8;
/// Longest wait for the database's sign of life.
const HEALTH_TIMEOUT: Duration = Duration::from_secs(5);
/// Sweeps between two looks for pictures without a row: about a day.
const SWEEPS_PER_DAY: u32 = 144;
/// How often ended things are erased.
const SWEEP: Duration = Duration::from_secs(600);
/// Longest wait for open requests when the server stops.
const STOP_TIMEOUT: Duration = Duration::from_secs(10);

/// One running town hall. Cloning is cheap.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    config: Config,
    db: Db,
    clock: Clock,
    blobs: Folder,
    limits: Limits,
    passkeys: Passkeys,
    pages: PageShelf,
    plan: Plan,
    tiles: Option<Tiles>,
    mailer: Option<Mailer>,
    print: print::Folder,
    eid: Option<accounts::identity::EidProvider>,
    pictures: Arc<Semaphore>,
    uploads: Semaphore,
    server_key: ServerKey,
    vault: Vault,
    stopping: CancellationToken,
}

impl App {
    /// Opens database, folders and keys; brings the tables up to date.
    ///
    /// # Errors
    /// Says what cannot be used and which key of the configuration names it.
    pub async fn open(config: Config, clock: Clock) -> anyhow::Result<Self> {
        let data = &config.server.data;
        make_private_folder(data).with_context(|| format!("server.data: cannot use {}", data.display()))?;
        let db = Db::open(&config.database()).await.context("server.database: cannot open the database")?;
        db.migrate().await.context("server.database: cannot bring the tables up to date")?;
        let blobs =
            Folder::open(&data.join("blobs")).context("server.data: cannot use the folder of pictures")?;
        let passkeys = Passkeys::new(&config.server.origin, &config.town.name)
            .map_err(|error| anyhow::anyhow!("server.origin: no passkeys are possible: {error:?}"))?;
        let pages = PageShelf::read(config.pages.folder.as_deref())?;
        let plan = Plan::load(&config.map).context("map.plan")?;
        let tiles =
            config.map.tiles.as_ref().map(|settings| Tiles::new(&config.map, settings, plan.bounds()));
        let tiles = tiles.transpose().context("map.tiles")?;
        let mailer = config.smtp.as_ref().map(Mailer::new).transpose().context("smtp")?;
        let print = config.print.folder.clone().unwrap_or_else(|| data.join("print"));
        let print = print::Folder::open(&print).context("print.folder: cannot use the folder of letters")?;
        let eid = config.identity.eid.as_ref().map(accounts::identity::EidProvider::new);
        let eid = eid.transpose().context("identity.eid")?;
        let server_key = ServerKey::load_or_make(&data.join("server.key"))?;
        let vault = Vault::open(data, &config.keys_database())
            .await
            .context("server.keys_database: cannot use the keys of letters")?;
        // Keys made anew would open nothing, and nobody would notice before a letter is asked for.
        anyhow::ensure!(
            !vault.is_new() || !mail::has_letters(&db).await?,
            "server.keys_database: there are letters but no keys; restore the keys from their backup"
        );
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let limits = Limits::new(&config.limits);
        Ok(Self(Arc::new(Parts {
            config,
            db,
            clock,
            blobs,
            limits,
            passkeys,
            pages,
            plan,
            tiles,
            mailer,
            print,
            eid,
            // One core stays free for everything that is not a picture.
            pictures: Arc::new(Semaphore::new(cores.saturating_sub(1).max(1))),
            uploads: Semaphore::new(UPLOADS_MAX),
            server_key,
            vault,
            stopping: CancellationToken::new(),
        })))
    }

    /// The configuration.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// Everything it serves, without a listener.
    pub fn routes(&self) -> Router {
        router(self)
    }

    /// The clock everything goes by.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(crate) fn blobs(&self) -> &Folder {
        &self.0.blobs
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    pub(crate) fn passkeys(&self) -> &Passkeys {
        &self.0.passkeys
    }

    pub(crate) fn pages(&self) -> &PageShelf {
        &self.0.pages
    }

    pub(crate) fn plan(&self) -> &Plan {
        &self.0.plan
    }

    pub(crate) fn tiles(&self) -> Option<&Tiles> {
        self.0.tiles.as_ref()
    }

    pub(crate) fn mailer(&self) -> Option<&Mailer> {
        self.0.mailer.as_ref()
    }

    pub(crate) fn print(&self) -> &print::Folder {
        &self.0.print
    }

    pub(crate) fn eid(&self) -> Option<&accounts::identity::EidProvider> {
        self.0.eid.as_ref()
    }

    pub(crate) fn server_key(&self) -> &ServerKey {
        &self.0.server_key
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.0.vault
    }

    /// Is cancelled when the server stops.
    pub(crate) fn stopping(&self) -> CancellationToken {
        self.0.stopping.clone()
    }

    /// Leave to decode one picture.
    pub(crate) async fn picture_permit(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0.pictures).acquire_owned().await.ok()
    }

    /// Leave to read one upload into memory; nothing when none comes free in time.
    pub(crate) async fn upload_permit(&self) -> Option<SemaphorePermit<'_>> {
        tokio::time::timeout(SILENCE_TIMEOUT, self.0.uploads.acquire()).await.ok()?.ok()
    }

    /// The calendar year at the town hall.
    pub(crate) fn year(&self) -> i16 {
        let zone = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
        self.clock().now().to_zoned(zone).year()
    }

    /// The map as the pages need it.
    pub(crate) fn map_settings(&self) -> MapSettings {
        let (map, plan) = (&self.config().map, self.plan());
        MapSettings {
            kind: if self.tiles().is_some() { MapKind::Tiles } else { MapKind::Plan },
            centre: plan.centre(),
            bounds: plan.bounds(),
            zoom_min: map.zoom_min,
            zoom_max: map.zoom_max,
            attribution: map.attribution.clone(),
        }
    }
}

/// A town in a folder of its own, with a clock that can be moved.
#[cfg(test)]
pub(crate) async fn for_tests() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let settings = [
        ("RATHAUS_SERVER__LISTEN", "127.0.0.1:0".to_owned()),
        ("RATHAUS_SERVER__ORIGIN", "http://localhost:8080".to_owned()),
        ("RATHAUS_SERVER__DATA", folder.path().display().to_string()),
    ];
    let settings = settings.map(|(name, value)| (name.to_owned(), value));
    let config = Config::parse(crate::config::DEMO, "test", settings.into_iter()).unwrap();
    let app = App::open(config, Clock::system()).await.unwrap();
    (folder, app)
}

/// Readable by the server's own user only: it holds keys and residents' pictures.
fn make_private_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    #[cfg(unix)]
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

/// Does a job; slices know how.
pub(crate) async fn perform(app: &App, job: &Job) -> anyhow::Result<()> {
    match job.kind.as_str() {
        reports::RECEIVED => reports::tell_received(app, job).await,
        accounts::identity::LETTER => accounts::identity::print_letter(app, job).await,
        accounts::recovery::LETTER => accounts::recovery::print_letter(app, job).await,
        accounts::notices::TELL => accounts::notices::send(app, job).await,
        accounts::notices::EMAIL_CODE => accounts::notices::send_email_code(app, job).await,
        cases::TELL => reports::tell_changed(app, job).await,
        mail::SEND => mail::perform_send(app, job).await,
        mail::NOTICE => mail::perform_notice(app, job).await,
        mail::WINDOW_END => mail::perform_window_end(app, job).await,
        mail::PRINT => mail::perform_print(app, job).await,
        mail::DESTROY_KEYS => mail::perform_destroy(app, job).await,
        mail::CHECK_RUN => mail::perform_run_check(app, job).await,
        mail::WORK_RUN => mail::perform_run_work(app, job).await,
        #[cfg(test)]
        jobs::PANIC => panic!("as the test wants it"),
        other => anyhow::bail!("nobody does jobs of kind {other}"),
    }
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Rathaus",
        description = "The digital town hall. Failures are RFC 9457 problem details; see Problem and Code.",
        license(name = "EUPL-1.2", url = "https://eupl.eu/1.2/en/")
    ),
    components(schemas(
        rathaus_api::problem::Code,
        rathaus_api::cases::AssigneeFilter,
        rathaus_api::mail::LetterBox,
        reports::Size
    ))
)]
struct Contract;

fn slices() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Contract::openapi())
        .merge(town::routes())
        .merge(map::routes())
        .merge(accounts::routes())
        .merge(staff::routes())
        .merge(cases::routes())
        .merge(reports::routes())
        .merge(representatives::routes())
        .merge(mail::routes())
}

/// The contract as OpenAPI 3.1, in JSON.
///
/// # Errors
/// Never in practice: the document is made of strings.
pub fn openapi() -> anyhow::Result<String> {
    let (_, contract) = slices().split_for_parts();
    Ok(contract.to_pretty_json()? + "\n")
}

fn router(app: &App) -> Router {
    let (slices, _) = slices().split_for_parts();
    let api = slices
        .layer(middleware::from_fn(layers::whole_body))
        .layer(middleware::from_fn_with_state(app.clone(), origin::check))
        .layer(middleware::from_fn_with_state(app.clone(), limits::count_request))
        .layer(DefaultBodyLimit::max(layers::BODY_MAX))
        .layer(MapRequestBodyLayer::new(Body::new))
        .layer(RequestBodyTimeoutLayer::new(SILENCE_TIMEOUT))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, ANSWER_TIMEOUT));
    Router::new()
        .merge(api)
        .route("/healthz", axum::routing::get(health))
        .fallback(web::page)
        .method_not_allowed_fallback(layers::method_not_allowed)
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(layers::around))
        .layer(middleware::from_fn_with_state(app.clone(), web::security_headers))
        .with_state(app.clone())
}

async fn health(State(app): State<App>) -> StatusCode {
    let ready = tokio::time::timeout(HEALTH_TIMEOUT, app.db().is_ready()).await;
    if ready == Ok(true) { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }
}

/// A server that listens.
pub struct Started {
    /// Where it listens.
    pub address: SocketAddr,
    /// What it serves.
    pub app: App,
    serving: JoinHandle<()>,
}

impl Started {
    /// Listens, works and sweeps until [`Started::stop`].
    ///
    /// # Errors
    /// When the address cannot be listened on.
    pub async fn start(app: App) -> anyhow::Result<Self> {
        let listen = app.config().server.listen;
        let listener = TcpListener::bind(listen)
            .await
            .with_context(|| format!("server.listen: cannot listen on {listen}"))?;
        let address = listener.local_addr()?;
        let stopping = app.stopping();
        let connections_max = usize::try_from(app.config().server.connections_max.get())?;
        let rules = Rules { connections_max, head_timeout: SILENCE_TIMEOUT };
        let serving = tokio::spawn(connections::serve(listener, router(&app), rules, stopping));
        tokio::spawn(jobs::work(app.clone()));
        tokio::spawn(sweep(app.clone()));
        tokio::spawn(audit::checkpoints::keep(app.clone()));
        Ok(Self { address, app, serving })
    }

    /// Stops: no new requests, open ones get ten seconds, then the database is closed.
    pub async fn stop(self) {
        self.app.0.stopping.cancel();
        let mut serving = self.serving;
        if tokio::time::timeout(STOP_TIMEOUT, &mut serving).await.is_err() {
            tracing::warn!("open requests were cut off");
            serving.abort();
        }
        if let Err(error) = audit::checkpoints::write(&self.app).await {
            tracing::error!(%error, "the audit log could not be signed at the end");
        }
        self.app.db().close().await;
        self.app.vault().close().await;
    }

    /// Waits until serving ends by itself, which is a failure.
    ///
    /// # Errors
    /// Why it ended.
    pub async fn ended(&mut self) -> anyhow::Result<()> {
        (&mut self.serving).await?;
        anyhow::bail!("the server has stopped listening")
    }
}

/// Erases what has ended, at the start and every ten minutes.
async fn sweep(app: App) {
    let stopping = app.stopping();
    for round in (0..SWEEPS_PER_DAY).cycle() {
        if let Err(error) = sweep_once(&app).await {
            tracing::warn!(%error, "erasing what has ended will be tried again");
        }
        if round == 0
            && let Err(failure) = sweep_strays(&app).await
        {
            let reason = failure.problem.title;
            tracing::warn!(%reason, "pictures without a row will be looked for again tomorrow");
        }
        tokio::select! {
            () = stopping.cancelled() => return,
            () = tokio::time::sleep(SWEEP) => {}
        }
    }
}

/// Erases files that no row of any slice names.
pub(crate) async fn sweep_strays(app: &App) -> Result<(), Failure> {
    reports::sweep_strays(app, mail::blob_numbers(app.db()).await?).await
}

/// Erases letters and then reports whose period is over, if the clock can be believed.
async fn end_files(app: &App) -> Result<(), db::DbError> {
    if audit::clock_is_plausible(app).await? {
        mail::end_old(app).await?;
        reports::end_old(app).await?;
    }
    Ok(())
}

/// Erases what has ended.
///
/// # Errors
/// As the database says; what was not erased is looked for again at the next sweep.
pub async fn sweep_once(app: &App) -> Result<(), db::DbError> {
    app.limits().forget_quiet();
    accounts::sweep(app).await?;
    staff::sweep(app).await?;
    // A file that cannot be erased must not keep everything else from ending.
    if let Err(error) = end_files(app).await {
        tracing::error!(%error, "files whose period is over stay");
    }
    reports::sweep(app).await?;
    representatives::sweep(app).await?;
    audit::sweep(app).await?;
    mail::sweep(app).await?;
    let before = app.clock().now_ms() - 30 * 24 * 3_600_000;
    let mut tx = app.db().begin().await?;
    db::keys::erase_answers(&mut tx, before).await?;
    tx.commit().await
}
