//! PNG in: screenshots, mostly. Of an animation the still picture is taken.

use std::io::Cursor;

use png::{BitDepth, Decoder, Limits as PngLimits, Transformations};

use crate::raster::{Raster, index};
use crate::{Limits, PictureError};

/// Memory of the decoder beside the picture: two rows and the chunks we do not skip.
const WORKING_BYTES_MAX: usize = 8 << 20;

/// Red, green, blue, alpha with eight bits each, or grey and alpha beside their RGB copy: sixteen bits are halved
/// row by row.
const BYTES_PER_PIXEL: u64 = 5;

pub(crate) fn decode(bytes: &[u8], limits: &Limits) -> Result<Raster, PictureError> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), PngLimits { bytes: WORKING_BYTES_MAX });
    // Texts and colour profiles are compressed: small files, large memory. Nothing of them is kept anyway.
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);

    let header = decoder.read_header_info().map_err(|_| PictureError::Damaged)?;
    let (width, height) = (header.width, header.height);
    limits.check(width, height, BYTES_PER_PIXEL)?;
    if !is_complete(bytes) {
        return Err(PictureError::Damaged);
    }

    let mut reader = decoder.read_info().map_err(|_| PictureError::Damaged)?;
    let size = reader.output_buffer_size().ok_or(PictureError::Damaged)?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).map_err(|_| PictureError::Damaged)?;
    if (frame.width, frame.height) != (width, height) || frame.bit_depth != BitDepth::Eight {
        return Err(PictureError::Damaged);
    }
    let samples = frame.color_type.samples();
    if pixels.len() != index(width) * index(height) * samples {
        return Err(PictureError::Damaged);
    }
    Ok(Raster::from_samples(width, height, samples, pixels))
}

/// Whether the chunks reach the final `IEND`; a file cut inside its last chunks decodes without complaint.
fn is_complete(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    // length(4) type(4) data crc(4)
    while let Some((header, _)) = rest.split_first_chunk::<8>() {
        let [a, b, c, d, kind @ ..] = header;
        let length = index(u32::from_be_bytes([*a, *b, *c, *d]));
        let Some(next) = length.checked_add(12).and_then(|chunk| rest.get(chunk..)) else { return false };
        if kind == b"IEND" {
            return true;
        }
        rest = next;
    }
    false
}
