//! The town itself: what anybody may know before signing in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Texts by language tag (`de`, `de-simple`, `en`). German is always there.
pub type Texts = BTreeMap<String, String>;

/// `/.well-known/rathaus.json`: what the app shows before it trusts an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TownCard {
    /// For example `Stadt Erlenbrück`.
    pub name: String,
    /// Amtlicher Gemeindeschlüssel, 8 digits.
    pub ags: String,
    /// State, ISO 3166-2, for example `DE-ST`.
    pub state: String,
    /// The origin where the town hall lives; must be the one the card was fetched from.
    pub origin: String,
    /// [`crate::API_VERSION`] of the server.
    pub api_version: u32,
}

/// What the pages need to know about the town.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Town {
    /// For example `Stadt Erlenbrück`.
    pub name: String,
    /// For example `Erlenbrück`.
    pub short_name: String,
    /// Amtlicher Gemeindeschlüssel, 8 digits.
    pub ags: String,
    /// The town's one colour as `#rrggbb`, contrast checked; nothing where the town keeps ours.
    pub brand_colour: Option<String>,
    /// How to reach the town hall without this program.
    pub contact: Contact,
    /// Keys and names of the offices.
    pub offices: Vec<Office>,
    /// What can be reported, and the limits.
    pub reports: ReportSettings,
    /// How to draw the map.
    pub map: MapSettings,
    /// Legal pages that exist: `imprint`, `privacy`, `accessibility`.
    pub pages: Vec<String>,
    /// How the town's electronic identity is called, for example `BundID`; nothing where the town has none.
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub eid_name: Option<Texts>,
    /// Whether this is a demonstration without real people behind it.
    pub demo: bool,
}

/// How to reach the town hall without this program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Street and number.
    pub street: String,
    /// Postcode and place.
    pub place: String,
    /// Telephone, as people write it.
    pub phone: String,
    /// E-mail address of the town hall.
    pub email: String,
    /// Opening hours by language, one line a day.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub hours: Texts,
}

/// A unit of the town hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Stable key: lower case letters, digits, hyphen.
    pub key: String,
    /// Names by language.
    #[schema(value_type = Object)]
    pub name: Texts,
}

/// What can be reported, and the limits.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ReportSettings {
    /// In the order the town wants.
    pub categories: Vec<Category>,
    /// Most photos of one report.
    pub photos_max: u32,
    /// Most bytes of one photo.
    pub photo_bytes_max: u64,
    /// Most characters of the description.
    pub text_chars_max: u32,
    /// Whether the status link and the answers can go to an e-mail address.
    pub email_offered: bool,
}

/// A kind of thing that can be reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Category {
    /// Stable key, for example `bus_stop`.
    pub key: String,
    /// Names by language.
    #[schema(value_type = Object)]
    pub name: Texts,
    /// Name of an icon the UI knows, for example `bus`.
    pub icon: String,
}

/// How to draw the map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MapSettings {
    /// `plan`: draw `/api/map/plan`. `tiles`: pictures from `/api/map/tiles/{z}/{x}/{y}`.
    pub kind: MapKind,
    /// Where the map opens: latitude, longitude (WGS 84).
    pub centre: [f64; 2],
    /// South, west, north, east of what the map shows.
    pub bounds: [f64; 4],
    /// Smallest zoom.
    pub zoom_min: u8,
    /// Largest zoom.
    pub zoom_max: u8,
    /// Who made the map, as it must stand under it.
    pub attribution: String,
}

/// What the map is drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MapKind {
    /// The town's own street plan, vectors.
    Plan,
    /// Raster tiles through the town's server.
    Tiles,
}

/// A legal page in the town's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Page {
    /// `imprint`, `privacy` or `accessibility`.
    pub key: String,
    /// Language of the text; German where the asked one does not exist.
    pub language: String,
    /// Headings, paragraphs, lists and links in Markdown, nothing else.
    pub markdown: String,
}
