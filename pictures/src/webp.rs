//! WebP in: pictures saved from the web. Of an animation the first frame is taken.

use std::io::Cursor;

use image_webp::WebPDecoder;

use crate::raster::{Raster, index};
use crate::{Limits, PictureError};

/// Planes of a lossy picture (1.5 bytes) or the second copy of a lossless one (4) beside four bytes out.
const BYTES_PER_PIXEL: u64 = 6;

pub(crate) fn decode(bytes: &[u8], limits: &Limits) -> Result<Raster, PictureError> {
    let size = bytes.get(4..8).and_then(<[u8]>::first_chunk).map_or(0, |size| u32::from_le_bytes(*size));
    let file = index(size).checked_add(8).and_then(|end| bytes.get(..end)).ok_or(PictureError::Damaged)?;
    check_chunks(file.get(12..).ok_or(PictureError::Damaged)?, limits, Depth::File)?;

    let mut decoder = WebPDecoder::new(Cursor::new(file)).map_err(|_| PictureError::Damaged)?;
    decoder.set_memory_limit(usize::try_from(limits.memory_bytes_max).unwrap_or(usize::MAX));
    let (width, height) = decoder.dimensions();
    limits.check(width, height, BYTES_PER_PIXEL)?;
    let mut pixels = vec![0; decoder.output_buffer_size().ok_or(PictureError::Damaged)?];
    decoder.read_image(&mut pixels).map_err(|_| PictureError::Damaged)?;
    let samples = if decoder.has_alpha() { 4 } else { 3 };
    Ok(Raster::from_samples(width, height, samples, pixels))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    File,
    Frame,
}

/// Every bitstream inside says its own size, and the decoder believes it before it compares it with the
/// canvas: so each of them is judged here (RFC 9649, 2.5 to 2.7).
fn check_chunks(mut rest: &[u8], limits: &Limits, depth: Depth) -> Result<(), PictureError> {
    while rest.len() >= 8 {
        let (header, after) = rest.split_first_chunk::<8>().ok_or(PictureError::Damaged)?;
        let [kind @ .., a, b, c, d] = header;
        let length = index(u32::from_le_bytes([*a, *b, *c, *d]));
        let data = after.get(..length).ok_or(PictureError::Damaged)?;
        if let Some((width, height)) = claimed_size(kind, data) {
            limits.check(width, height, BYTES_PER_PIXEL)?;
        }
        if kind == b"ANMF" && depth == Depth::File {
            check_chunks(data.get(16..).ok_or(PictureError::Damaged)?, limits, Depth::Frame)?;
        }
        // Chunks are padded to an even length; the pad of the last one may be missing.
        rest = after.get(length + length % 2..).unwrap_or_default();
    }
    Ok(())
}

fn claimed_size(kind: &[u8], data: &[u8]) -> Option<(u32, u32)> {
    match kind {
        // frame tag(3) start code(3) width(2) height(2), 14 bits each
        b"VP8 " => {
            let [_, _, _, _, _, _, a, b, c, d, ..] = data else { return Some((0, 0)) };
            let side = |low: u8, high: u8| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
            Some((side(*a, *b), side(*c, *d)))
        }
        // signature(1), then width - 1 and height - 1 with 14 bits each
        b"VP8L" => {
            let [_, a, b, c, d, ..] = data else { return Some((0, 0)) };
            let bits = u32::from_le_bytes([*a, *b, *c, *d]);
            Some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
        }
        // flags(4), then width - 1 and height - 1 with 24 bits each
        b"VP8X" => canvas(data.get(4..)?),
        // x(3) y(3), then width - 1 and height - 1 with 24 bits each
        b"ANMF" => canvas(data.get(6..)?),
        _ => None,
    }
}

fn canvas(data: &[u8]) -> Option<(u32, u32)> {
    let [a, b, c, d, e, f, ..] = data else { return Some((0, 0)) };
    Some((u32::from_le_bytes([*a, *b, *c, 0]) + 1, u32::from_le_bytes([*d, *e, *f, 0]) + 1))
}
