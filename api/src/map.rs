//! Addresses and places of the town.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An address or a named place of the town.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AddressHit {
    /// As people write it, for example `Schulstraße 12`.
    pub label: String,
    /// Latitude, WGS 84.
    pub lat: f64,
    /// Longitude, WGS 84.
    pub lon: f64,
}

/// What is at a spot of the map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Nearest {
    /// The address or named place next to the spot; nothing where there is none within reach.
    pub label: Option<String>,
    /// On which side of the town's border the spot lies.
    pub location: NearestLocation,
    /// Metres to the border; 0 well inside the town.
    pub distance_m: u32,
}

/// On which side of the town's border a spot lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NearestLocation {
    /// The town is responsible.
    Inside,
    /// Within 30 m of the border, on either side: to be asked.
    NearBorder,
    /// Another town is responsible.
    Outside,
}
