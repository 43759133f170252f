//! The two things that are read out of a photo's metadata before all of it is dropped.

use std::io::Cursor;

use exif::{Exif, In, Rational, Reader, Tag, Value};

use crate::raster::Upright;

/// Where the photo says it was taken: latitude and longitude in degrees (WGS 84).
///
/// Only ever a suggestion for the pin, shown to the person before it is used.
#[must_use]
pub fn suggested_place(bytes: &[u8]) -> Option<(f64, f64)> {
    let exif = read(bytes)?;
    let lat = degrees(&exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S')?;
    let lon = degrees(&exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W')?;
    // Cameras without a fix write 0, 0: a spot in the Atlantic where no town hall is.
    let real = lat.abs() <= 90.0 && lon.abs() <= 180.0 && (lat, lon) != (0.0, 0.0);
    real.then_some((lat, lon))
}

/// How the picture must be turned; a missing or senseless entry means not at all.
pub(crate) fn orientation(bytes: &[u8]) -> Upright {
    let value = read(bytes).and_then(|exif| {
        exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0))
    });
    match value {
        Some(2) => Upright::MirroredAs2,
        Some(3) => Upright::HalfTurnAs3,
        Some(4) => Upright::MirroredHalfTurnAs4,
        Some(5) => Upright::TransposedAs5,
        Some(6) => Upright::QuarterTurnAs6,
        Some(7) => Upright::TransversedAs7,
        Some(8) => Upright::ThreeQuarterTurnAs8,
        _ => Upright::As1,
    }
}

/// What can be read of the EXIF block; its damaged parts are left out.
fn read(bytes: &[u8]) -> Option<Exif> {
    Reader::new()
        .continue_on_error(true)
        .read_from_container(&mut Cursor::new(bytes))
        .or_else(|error| error.distill_partial_result(|_| ()))
        .ok()
}

fn degrees(exif: &Exif, tag: Tag, reference: Tag, negative: u8) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    let [degrees, minutes, seconds] = parts.as_slice() else { return None };
    let value = number(*degrees)? + number(*minutes)? / 60.0 + number(*seconds)? / 3600.0;
    let Value::Ascii(texts) = &exif.get_field(reference, In::PRIMARY)?.value else { return None };
    let letter = texts.first()?.first()?.to_ascii_uppercase();
    Some(if letter == negative { -value } else { value })
}

/// Phones write 0/0 where they know nothing.
fn number(rational: Rational) -> Option<f64> {
    match rational {
        Rational { num: 0, denom: 0 } => Some(0.0),
        Rational { denom: 0, .. } => None,
        Rational { .. } => Some(rational.to_f64()),
    }
}
