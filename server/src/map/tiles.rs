//! Pictures of another map service, fetched by the server and kept in a folder.
//!
//! The browser never speaks to the service: who looks at which street stays in the town hall. Only tiles that
//! touch the town are fetched, so nobody can use the server as a free map of the world.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use rathaus_pictures::Kind;
use tokio::sync::Semaphore;

use super::{MapSettings, TileSettings};

/// A picture that takes longer or is larger is no map tile.
const FETCH_TIMEOUT: Duration = Duration::from_secs(10);
const TILE_BYTES_MAX: usize = 1 << 20;

/// Fetches at a time: a service shared by many towns is not to be flooded by one.
const FETCHES_AT_A_TIME: usize = 4;

/// Tiles beyond the town's own on each side, so that the edge of the screen is not empty.
const MARGIN_TILES: u32 = 2;

/// Beyond this zoom a town has millions of tiles, and no service offers them.
const ZOOM_MAX: u8 = 20;

/// Where Web Mercator ends.
const MERCATOR_LAT_MAX: f64 = 85.051_128;

/// One picture.
#[derive(Debug, Clone)]
pub struct Tile {
    /// The file.
    pub bytes: Bytes,
    /// `image/png`, `image/jpeg` or `image/webp`, by its first bytes.
    pub content_type: &'static str,
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum TileError {
    /// The configured address or folder cannot be used. The text is for the operator.
    #[error("map tiles: {0}")]
    Settings(String),
    /// Not a tile of the town, or a zoom that is not offered.
    #[error("not a tile of this town")]
    NotOurs,
    /// The service has no such picture.
    #[error("the map service has no such tile")]
    Missing,
    /// The service cannot be reached or answers nonsense, and there is no kept picture.
    #[error("the map service cannot be reached: {0}")]
    Unavailable(String),
}

/// The door to the map service.
#[derive(Debug)]
pub struct Tiles {
    client: reqwest::Client,
    template: String,
    cache: PathBuf,
    fresh: Duration,
    bounds: [f64; 4],
    zooms: std::ops::RangeInclusive<u8>,
    fetches: Semaphore,
}

impl Tiles {
    /// Prepares the door; nothing is fetched yet. `bounds` are those of the town's plan.
    ///
    /// # Errors
    /// `Settings` when the address is no template of an http address or the folder cannot be made.
    pub fn new(map: &MapSettings, tiles: &TileSettings, bounds: [f64; 4]) -> Result<Self, TileError> {
        let settings = |text: String| TileError::Settings(text);
        if ["{z}", "{x}", "{y}"].iter().any(|part| !tiles.url.contains(part)) {
            return Err(settings("the address needs {z}, {x} and {y}".to_owned()));
        }
        let example = fill(&tiles.url, 1, 1, 1);
        match reqwest::Url::parse(&example) {
            Ok(url) if matches!(url.scheme(), "https" | "http") && url.has_host() => {}
            _ => return Err(settings("the address is not an http or https address".to_owned())),
        }
        fs::create_dir_all(&tiles.cache)
            .map_err(|error| settings(format!("{} cannot be created: {error}", tiles.cache.display())))?;
        crate::tls::choose_crypto();
        // A redirect could lead anywhere, also into the town's own network.
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(FETCH_TIMEOUT)
            .user_agent(concat!("rathaus/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| settings(error.to_string()))?;
        Ok(Self {
            client,
            template: tiles.url.clone(),
            cache: tiles.cache.clone(),
            fresh: Duration::from_secs(u64::from(tiles.fresh_days) * 86_400),
            bounds,
            zooms: map.zoom_min..=map.zoom_max.min(ZOOM_MAX),
            fetches: Semaphore::new(FETCHES_AT_A_TIME),
        })
    }

    /// The picture, from the folder while it is fresh, else from the service; a kept picture that is older is
    /// better than none. `now` decides what is fresh.
    ///
    /// # Errors
    /// `NotOurs`, `Missing` or `Unavailable`.
    pub async fn get(&self, zoom: u8, x: u32, y: u32, now: SystemTime) -> Result<Tile, TileError> {
        if !self.is_ours(zoom, x, y) {
            return Err(TileError::NotOurs);
        }
        let path = self.cache.join(zoom.to_string()).join(x.to_string()).join(y.to_string());
        let kept = read(path.clone()).await;
        if let Some((tile, written)) = &kept
            && now.duration_since(*written).unwrap_or_default() <= self.fresh
        {
            return Ok(tile.clone());
        }
        match self.fetch(zoom, x, y).await {
            Ok(tile) => {
                keep(path, tile.bytes.clone()).await;
                Ok(tile)
            }
            Err(error) => kept.map(|(tile, _)| tile).ok_or(error),
        }
    }

    async fn fetch(&self, zoom: u8, x: u32, y: u32) -> Result<Tile, TileError> {
        let unavailable = |error: reqwest::Error| TileError::Unavailable(error.without_url().to_string());
        let _turn =
            self.fetches.acquire().await.map_err(|_| TileError::Unavailable("shutting down".to_owned()))?;
        let address = fill(&self.template, zoom, x, y);
        let mut answer = self.client.get(address).send().await.map_err(unavailable)?;
        match answer.status().as_u16() {
            200 => {}
            204 | 404 => return Err(TileError::Missing),
            status => return Err(TileError::Unavailable(format!("status {status}"))),
        }
        let mut bytes = BytesMut::new();
        while let Some(part) = answer.chunk().await.map_err(unavailable)? {
            if bytes.len() + part.len() > TILE_BYTES_MAX {
                return Err(TileError::Unavailable("the tile is too large".to_owned()));
            }
            bytes.extend_from_slice(&part);
        }
        tile(bytes.freeze()).ok_or_else(|| TileError::Unavailable("not a picture".to_owned()))
    }

    /// Whether the tile touches the town's bounds, with a margin.
    fn is_ours(&self, zoom: u8, x: u32, y: u32) -> bool {
        let [south, west, north, east] = self.bounds;
        if !self.zooms.contains(&zoom) {
            return false;
        }
        let (left, top) = tile_at(zoom, north, west);
        let (right, bottom) = tile_at(zoom, south, east);
        let within = |value: u32, from: u32, to: u32| {
            value >= from.saturating_sub(MARGIN_TILES) && value <= to.saturating_add(MARGIN_TILES)
        };
        let last = (1_u32 << zoom) - 1;
        x <= last && y <= last && within(x, left, right) && within(y, top, bottom)
    }
}

/// The tile that holds a spot (Web Mercator, numbered from the north-west).
fn tile_at(zoom: u8, lat: f64, lon: f64) -> (u32, u32) {
    let count = f64::from(1_u32 << zoom);
    let lat = lat.clamp(-MERCATOR_LAT_MAX, MERCATOR_LAT_MAX).to_radians();
    let across = (lon + 180.0) / 360.0;
    let down = (1.0 - lat.tan().asinh() / std::f64::consts::PI) / 2.0;
    (whole(across * count, count), whole(down * count, count))
}

#[allow(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "clamped to the number of tiles before"
)]
fn whole(value: f64, count: f64) -> u32 {
    value.floor().clamp(0.0, count - 1.0) as u32
}

fn fill(template: &str, zoom: u8, x: u32, y: u32) -> String {
    template.replace("{z}", &zoom.to_string()).replace("{x}", &x.to_string()).replace("{y}", &y.to_string())
}

/// Only real pictures pass: an error page of the service must never be kept or served as one.
fn tile(bytes: Bytes) -> Option<Tile> {
    let content_type = match Kind::of(&bytes).ok()? {
        Kind::Jpeg => "image/jpeg",
        Kind::Png => "image/png",
        Kind::WebP => "image/webp",
    };
    Some(Tile { bytes, content_type })
}

async fn read(path: PathBuf) -> Option<(Tile, SystemTime)> {
    let read = move || -> io::Result<(Vec<u8>, SystemTime)> {
        let written = fs::metadata(&path)?.modified()?;
        Ok((fs::read(&path)?, written))
    };
    let (bytes, written) = tokio::task::spawn_blocking(read).await.ok()?.ok()?;
    Some((tile(bytes.into())?, written))
}

/// Keeps a picture. A full disk must not hide the map: the tile was fetched and is shown.
async fn keep(path: PathBuf, bytes: Bytes) {
    let write = move || -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let draft = folder.join(format!(".{:032x}", rand::random::<u128>()));
        let written = fs::write(&draft, &bytes).and_then(|()| fs::rename(&draft, &path));
        if written.is_err() {
            let _ = fs::remove_file(&draft);
        }
        written
    };
    match tokio::task::spawn_blocking(write).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "a map tile could not be kept"),
        Err(error) => tracing::warn!(%error, "a map tile could not be kept"),
    }
}
