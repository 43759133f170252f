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
