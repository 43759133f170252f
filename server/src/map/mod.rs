//! What the town knows of its own ground: border, streets with house numbers, named places, and the picture
//! of them that is drawn under a pin.
//!
//! The plan is one GeoJSON file (RFC 7946). A feature's `kind` property says what it is:
//! - `border`: Polygon or MultiPolygon, exactly one, with the town's `name`;
//! - `street`, `main`: LineString or MultiLineString with `name`, and `district` where the name occurs twice;
//! - `houses`: MultiPoint with `street`, `district` and `numbers`, one number for each point; not drawn;
//! - `place`: Point with `name`, for example a station or a bus stop;
//! - every other kind is only drawn: areas (`field`, `forest`, `green`, `park`, `water`, `square`, `building`) and
//!   lines (`path`, `rail`).
//!
//! Everything is answered from memory; the plan is read once at the start.

mod http;
mod plan;
mod search;
mod tiles;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use serde::Deserialize;

pub use http::routes;
pub use plan::{Location, Plan};
pub use tiles::{TileError, Tiles};

/// Within this distance of the border nobody is sure which side is meant (accuracy of phones and of maps).
pub const BORDER_DOUBT_M: f64 = 30.0;

/// Where the plan of the demonstration town is compiled in.
pub const DEMO_PLAN: &str = include_str!("../../demo/erlenbrueck/plan.geojson");

/// Value of [`MapSettings::plan`] that means [`DEMO_PLAN`].
pub const DEMO: &str = "demo";

/// The map in the configuration file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapSettings {
    /// Path of the town's GeoJSON file, or `demo` for the demonstration town.
    pub plan: PathBuf,
    /// Who made the map, as it must stand under it.
    pub attribution: String,
    /// Smallest zoom of the drawn map.
    #[serde(default = "zoom_min")]
    pub zoom_min: u8,
    /// Largest zoom of the drawn map.
    #[serde(default = "zoom_max")]
    pub zoom_max: u8,
    /// Pictures of another map service instead of the drawn plan.
    pub tiles: Option<TileSettings>,
}

/// A service of map pictures (raster tiles in Web Mercator), fetched by the server so that residents'
/// addresses stay home.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TileSettings {
    /// Address with `{z}`, `{x}` and `{y}`, for example that of basemap.de.
    pub url: String,
    /// Folder that keeps fetched pictures. They can be fetched again: no backup needed.
    pub cache: PathBuf,
    /// Days after which a kept picture is fetched again; an older one is still shown when that fails.
    #[serde(default = "fresh_days")]
    pub fresh_days: u32,
}

fn zoom_min() -> u8 {
    12
}

fn zoom_max() -> u8 {
    19
}

fn fresh_days() -> u32 {
    30
}
