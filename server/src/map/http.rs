//! Routes of the map. Everything here is public and the same for everybody.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use rathaus_api::map::{AddressHit, Nearest, NearestLocation};
use rathaus_api::problem::{Code, FieldCode, Problem};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Location, TileError};
use crate::http::failure::{Answer, field};
use crate::http::{Failure, Json, Path, Query, invalid};
use crate::{App, web};

/// Hits of one search: as many as fit on a phone above its keyboard.
const HITS_MAX: usize = 8;

/// Hits are looked up with every letter; browsers may keep them for a while.
const SHORT: &str = "public, max-age=300";
const TILE: &str = "public, max-age=86400";

/// Routes of the map.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(plan))
        .routes(routes!(tile))
        .routes(routes!(addresses))
        .routes(routes!(nearest))
}

/// The street plan as GeoJSON, to be drawn by the page.
#[utoipa::path(get, path = "/api/map/plan", tag = "map",
    responses((status = 200, content_type = "application/geo+json", body = String), (status = 304),
        (status = "default", body = Problem)))]
async fn plan(State(app): State<App>, headers: HeaderMap) -> Response {
    let file = app.plan().file();
    let common = [
        (header::CONTENT_TYPE, "application/geo+json"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::VARY, "accept-encoding"),
        (header::ETAG, file.etag.as_str()),
    ];
    if web::is_known(&headers, &file.etag) {
        (StatusCode::NOT_MODIFIED, common).into_response()
    } else if web::Accepted::of(&headers).gzip {
        (common, [(header::CONTENT_ENCODING, "gzip")], file.gzip.clone()).into_response()
    } else {
        (common, file.identity.clone()).into_response()
    }
}

/// One picture of the configured map service, where the town uses one.
#[utoipa::path(get, path = "/api/map/tiles/{z}/{x}/{y}", tag = "map",
    params(("z" = u8, Path), ("x" = u32, Path), ("y" = u32, Path)),
    responses((status = 200, content_type = "image/png", body = Vec<u8>), (status = "default", body = Problem)))]
async fn tile(State(app): State<App>, Path((z, x, y)): Path<(u8, u32, u32)>) -> Answer<Response> {
    let tiles = app.tiles().ok_or_else(|| Failure::new(Code::NotFound))?;
    let tile = tiles.get(z, x, y, app.clock().now().into()).await.map_err(|error| match error {
        TileError::NotOurs | TileError::Missing => Failure::new(Code::NotFound),
        TileError::Unavailable(_) | TileError::Settings(_) => {
            tracing::warn!(%error, "no map tile");
            Failure::new(Code::Unavailable)
        }
    })?;
    let headers = [(header::CONTENT_TYPE, tile.content_type), (header::CACHE_CONTROL, TILE)];
    Ok((headers, tile.bytes).into_response())
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct Search {
    /// What somebody has typed so far.
    q: String,
}

/// Addresses and places that are probably meant, best first, at most eight.
#[utoipa::path(get, path = "/api/map/addresses", tag = "map", params(Search),
    responses((status = 200, body = Vec<AddressHit>), (status = "default", body = Problem)))]
async fn addresses(State(app): State<App>, Query(search): Query<Search>) -> impl IntoResponse {
    ([(header::CACHE_CONTROL, SHORT)], Json(app.plan().search(&search.q, HITS_MAX)))
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct Spot {
    /// Latitude, WGS 84.
    lat: f64,
    /// Longitude, WGS 84.
    lon: f64,
}

/// What is at a spot, and whether the town is responsible for it.
#[utoipa::path(get, path = "/api/map/nearest", tag = "map", params(Spot),
    responses((status = 200, body = Nearest), (status = "default", body = Problem)))]
async fn nearest(State(app): State<App>, Query(spot): Query<Spot>) -> Answer<impl IntoResponse> {
    let range = |pointer: &str, value: f64, most: f64| {
        let sane = (-most..=most).contains(&value);
        (!sane).then(|| field(pointer, FieldCode::OutOfRange, format!("must lie between -{most} and {most}")))
    };
    let errors: Vec<_> =
        [range("/lat", spot.lat, 90.0), range("/lon", spot.lon, 180.0)].into_iter().flatten().collect();
    if !errors.is_empty() {
        return Err(invalid(errors));
    }
    let (location, distance) = match app.plan().locate(spot.lat, spot.lon) {
        Location::Inside => (NearestLocation::Inside, 0.0),
        Location::NearBorder(distance) => (NearestLocation::NearBorder, distance),
        Location::Outside(distance) => (NearestLocation::Outside, distance),
    };
    let found =
        Nearest { label: app.plan().nearest(spot.lat, spot.lon), location, distance_m: metres(distance) };
    Ok(([(header::CACHE_CONTROL, SHORT)], Json(found)))
}

#[allow(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "distances on earth fit; the conversion saturates"
)]
fn metres(distance: f64) -> u32 {
    distance.round() as u32
}
