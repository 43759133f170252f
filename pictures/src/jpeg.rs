//! JPEG in: nearly every photo that arrives.

use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use crate::raster::{Raster, index};
use crate::{Limits, PictureError};

/// Scans of a progressive file that are decoded; encoders write about ten, an attack writes thousands.
const SCANS_MAX: usize = 64;

/// Decoded pixels, plus two bytes of coefficients per sample that a progressive file needs all at once.
const BYTES_PER_PIXEL: u64 = 3;
const BYTES_PER_PIXEL_PROGRESSIVE: u64 = 9;
const BYTES_PER_PIXEL_PROGRESSIVE_420: u64 = 6;

pub(crate) fn decode(bytes: &[u8], limits: &Limits) -> Result<Raster, PictureError> {
    let layout = Layout::of(bytes)?;
    limits.check(layout.width, layout.height, layout.bytes_per_pixel())?;

    // The decoder's strict mode refuses photos that every viewer shows (bytes between segments), so it stays
    // off and completeness is judged by `Layout`.
    let options = DecoderOptions::default()
        .set_strict_mode(false)
        .set_max_width(index(limits.side_px_max))
        .set_max_height(index(limits.side_px_max))
        .jpeg_set_max_scans(SCANS_MAX)
        // Staying in YCbCr from end to end is slower: decoder and encoder convert with SIMD while they copy.
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|_| PictureError::Damaged)?;
    let (width, height) = decoder.dimensions().ok_or(PictureError::Damaged)?;
    let side = |length: usize| u32::try_from(length).map_err(|_| PictureError::Damaged);
    let (width, height) = (side(width)?, side(height)?);
    if (width, height) != (layout.width, layout.height) {
        return Err(PictureError::Damaged);
    }

    let pixels = decoder.decode().map_err(|_| PictureError::Damaged)?;
    if pixels.len() != index(width) * index(height) * 3 {
        return Err(PictureError::Damaged);
    }
    Ok(Raster { width, height, pixels })
}

/// What the segments of a file say, read without decoding anything.
#[derive(Debug, PartialEq, Eq)]
struct Layout {
    width: u32,
    height: u32,
    /// The whole picture is held as coefficients before the first pixel exists.
    buffered: bool,
    /// Colours have at most half the resolution in both directions, as in photos of phones.
    subsampled: bool,
}

impl Layout {
    fn bytes_per_pixel(&self) -> u64 {
        match (self.buffered, self.subsampled) {
            (false, _) => BYTES_PER_PIXEL,
            (true, true) => BYTES_PER_PIXEL_PROGRESSIVE_420,
            (true, false) => BYTES_PER_PIXEL_PROGRESSIVE,
        }
    }

    /// Walks the segments up to the end-of-image marker; a file without one was cut off.
    fn of(bytes: &[u8]) -> Result<Self, PictureError> {
        let mut frame: Option<Frame> = None;
        let mut first_scan_components = None;
        let mut rest = bytes.get(2..).unwrap_or_default();
        loop {
            let (marker, after) = next_marker(rest).ok_or(PictureError::Damaged)?;
            rest = after;
            match marker {
                // SOI again, restart markers and TEM stand alone.
                0xD8 | 0x01 | 0xD0..=0xD7 => continue,
                0xD9 => break,
                _ => {}
            }
            let (segment, after) = segment(rest).ok_or(PictureError::Damaged)?;
            rest = after;
            match marker {
                // Start of frame: C4, C8 and CC are tables and reserved.
                0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                    if frame.is_some() {
                        return Err(PictureError::Damaged);
                    }
                    frame = Some(Frame::of(marker, segment).ok_or(PictureError::Damaged)?);
                }
                // Start of scan: its data runs to the next marker that is no restart.
                0xDA if first_scan_components.is_none() => first_scan_components = segment.first().copied(),
                _ => {}
            }
        }
        let (Some(frame), Some(first_scan)) = (frame, first_scan_components) else {
            return Err(PictureError::Damaged);
        };
        Ok(Self {
            width: frame.width,
            height: frame.height,
            buffered: frame.progressive || first_scan < frame.components,
            subsampled: frame.subsampled,
        })
    }
}

struct Frame {
    width: u32,
    height: u32,
    components: u8,
    progressive: bool,
    subsampled: bool,
}

impl Frame {
    /// `precision height(2) width(2) components { id sampling table }*` (T.81, B.2.2)
    fn of(marker: u8, segment: &[u8]) -> Option<Self> {
        let [_, high_y, low_y, high_x, low_x, components, rest @ ..] = segment else { return None };
        let full: Vec<u8> = rest.chunks_exact(3).map(|component| component[1]).collect();
        Some(Self {
            width: u32::from(u16::from_be_bytes([*high_x, *low_x])),
            height: u32::from(u16::from_be_bytes([*high_y, *low_y])),
            components: *components,
            progressive: marker != 0xC0 && marker != 0xC1,
            subsampled: full.first() == Some(&0x22) && full.iter().skip(1).all(|sampling| *sampling == 0x11),
        })
    }
}

/// The next marker: 0xFF and a byte that is neither stuffing nor fill. Everything before it is skipped,
/// entropy-coded data as well as the odd bytes some cameras leave between segments.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let mut at = 0;
    while let Some(found) = bytes.get(at..)?.iter().position(|byte| *byte == 0xFF) {
        at += found + 1;
        match bytes.get(at)? {
            0x00 => at += 1,
            0xFF => {}
            marker => return Some((*marker, bytes.get(at + 1..)?)),
        }
    }
    None
}

/// A segment's content and what follows it; its length counts its own two bytes.
fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = usize::from(u16::from_be_bytes(*bytes.first_chunk()?));
    Some((bytes.get(2..length)?, bytes.get(length..)?))
}
