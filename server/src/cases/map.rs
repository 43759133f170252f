//! The clerk's map: newest cases within a part of the map.
//!
//! A plain index over latitude and longitude reads far too much. Each case with a place has a cell of about one
//! square kilometre; a small part of the map asks its few cells, a large one reads the newest cases and keeps those
//! inside.

/// Height of a cell in degrees (about 1.1 km).
const CELL_LAT: f64 = 0.01;
/// Width of a cell in degrees (about 1 km in Germany).
const CELL_LON: f64 = 0.015;
/// Cells around the earth.
const COLUMNS: i64 = 24_000;
/// Up to so many cells are asked one by one.
pub const CELLS_MAX: usize = 9;

/// A part of the map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Smallest latitude.
    pub south: f64,
    /// Smallest longitude.
    pub west: f64,
    /// Largest latitude.
    pub north: f64,
    /// Largest longitude.
    pub east: f64,
}

/// The cell of a place.
#[must_use]
pub fn cell(lat: f64, lon: f64) -> i64 {
    row(lat) * COLUMNS + column(lon)
}

fn row(lat: f64) -> i64 {
    floor((lat + 90.0) / CELL_LAT)
}

fn column(lon: f64) -> i64 {
    floor((lon + 180.0) / CELL_LON)
}

/// Rounds down; the callers' values lie between 0 and 24,000.
#[allow(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "floats have no TryFrom; range above"
)]
fn floor(value: f64) -> i64 {
    value.clamp(0.0, 1e9).floor() as i64
}

impl Area {
    /// The area if its borders make sense.
    #[must_use]
    pub fn checked(self) -> Option<Self> {
        let lat = -90.0..=90.0;
        let lon = -180.0..=180.0;
        let inside = lat.contains(&self.south)
            && lat.contains(&self.north)
            && lon.contains(&self.west)
            && lon.contains(&self.east);
        (inside && self.south <= self.north && self.west <= self.east).then_some(self)
    }

    /// The cells it touches, or nothing when they are more than [`CELLS_MAX`].
    #[must_use]
    pub fn cells(&self) -> Option<Vec<i64>> {
        let (rows, columns) = (row(self.south)..=row(self.north), column(self.west)..=column(self.east));
        let count = (rows.end() - rows.start() + 1) * (columns.end() - columns.start() + 1);
        if usize::try_from(count).is_ok_and(|count| count <= CELLS_MAX) {
            let cells = rows.flat_map(|row| columns.clone().map(move |column| row * COLUMNS + column));
            Some(cells.collect())
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_place_inside_an_area_lies_in_one_of_its_cells(
            south in -89.0..89.0_f64, west in -179.0..179.0_f64,
            height in 0.0..0.02_f64, width in 0.0..0.03_f64, up in 0.0..1.0_f64, across in 0.0..1.0_f64,
        ) {
            let area = Area { south, west, north: south + height, east: west + width };
            let place = cell(south + height * up, west + width * across);
            let cells = area.cells().unwrap();
            prop_assert!(cells.contains(&place));
            prop_assert!(cells.len() <= CELLS_MAX);
        }
    }

    #[test]
    fn a_whole_state_is_not_asked_cell_by_cell() {
        let area = Area { south: 51.0, west: 10.5, north: 53.0, east: 13.2 };
        assert_eq!(area.cells(), None);
        assert!(area.checked().is_some());
        assert!(Area { north: 50.0, ..area }.checked().is_none());
        assert!(Area { east: f64::NAN, ..area }.checked().is_none());
    }
}
