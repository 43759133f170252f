//! Photographs made safe: checked by their header before anything is decoded, turned upright, shrunk, and
//! written anew as JPEG, so that nothing of the original file (place, time, camera, hidden payload) survives.
//!
//! The same code runs on the device before a photo is sent and again on the server, which trusts nobody. It
//! is pure computation: no I/O, no threads. Callers with an async runtime run it on a blocking thread, and
//! never more of them at once than there are cores ([`Limits::memory_bytes_max`] is the price of each).

#![doc = "The tests of hostile files are in `tests/hostile.rs`, the speed in `benches/clean.rs`."]

mod jpeg;
mod kind;
mod metadata;
mod png;
mod raster;
mod webp;

pub use kind::Kind;
pub use metadata::suggested_place;

use raster::Raster;

/// What a photo may cost and what comes out. `Limits::default()` is what the product promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Longest side that is decoded, in pixels.
    pub side_px_max: u32,
    /// Area that is decoded, in pixels.
    pub pixels_max: u64,
    /// Memory one decoding may take, in bytes, judged by the header before it is allocated.
    pub memory_bytes_max: u64,
    /// Longest side of the cleaned picture, in pixels. Smaller pictures are not enlarged.
    pub picture_px: u32,
    /// Longest side of the thumbnail, in pixels.
    pub thumbnail_px: u32,
    /// JPEG quality of the result, 1 to 100.
    pub quality: u8,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            side_px_max: 8192,
            pixels_max: 40_000_000,
            memory_bytes_max: 256 << 20,
            picture_px: 2048,
            thumbnail_px: 320,
            quality: 82,
        }
    }
}

/// A JPEG file made by this crate: baseline, 4:2:0, without any metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jpeg {
    /// The file.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// A photo made safe, in the two sizes that are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// The picture, its longest side at most [`Limits::picture_px`].
    pub picture: Jpeg,
    /// A small copy for lists, its longest side at most [`Limits::thumbnail_px`].
    pub thumbnail: Jpeg,
}

/// Why a file was refused. Each one asks something different of the person who chose it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// Zero bytes: the file was probably never copied completely.
    #[error("the file is empty")]
    Empty,
    /// HEIC, HEIF or AVIF, as phones save them: to be exported as JPEG.
    #[error("HEIC, HEIF and AVIF are not accepted")]
    Heic,
    /// Anything that is not JPEG, PNG or WebP, whatever its name says.
    #[error("not a JPEG, PNG or WebP picture")]
    NotAPicture,
    /// More pixels than [`Limits`] allow; nothing was decoded.
    #[error("{width} x {height} pixels are too many")]
    TooManyPixels {
        /// Width as the header claims it.
        width: u32,
        /// Height as the header claims it.
        height: u32,
    },
    /// Truncated, damaged, or of a variety no camera writes.
    #[error("the picture is damaged or incomplete")]
    Damaged,
}

impl Limits {
    /// Judges a header. `bytes_per_pixel` is what the decoder will hold at its worst moment.
    fn check(&self, width: u32, height: u32, bytes_per_pixel: u64) -> Result<(), PictureError> {
        if width == 0 || height == 0 {
            return Err(PictureError::Damaged);
        }
        let pixels = u64::from(width) * u64::from(height);
        let too_many = width > self.side_px_max
            || height > self.side_px_max
            || pixels > self.pixels_max
            || pixels.saturating_mul(bytes_per_pixel) > self.memory_bytes_max;
        if too_many { Err(PictureError::TooManyPixels { width, height }) } else { Ok(()) }
    }
}

/// Checks a file and makes a safe picture and a thumbnail of it.
///
/// # Errors
/// See [`PictureError`]; a refused file costs no more than reading its header, or, when it is damaged
/// further inside, one decoding within the limits.
pub fn clean(bytes: &[u8], limits: &Limits) -> Result<Cleaned, PictureError> {
    let raster = match Kind::of(bytes)? {
        Kind::Jpeg => jpeg::decode(bytes, limits)?,
        Kind::Png => png::decode(bytes, limits)?,
        Kind::WebP => webp::decode(bytes, limits)?,
    };
    let upright = metadata::orientation(bytes);
    // Shrinking first makes turning ten times cheaper.
    let picture = raster.shrink(limits.picture_px)?.turn(upright);
    let thumbnail = picture.shrink_ref(limits.thumbnail_px)?;
    Ok(Cleaned { thumbnail: encode(&thumbnail, limits)?, picture: encode(&picture, limits)? })
}

fn encode(raster: &Raster, limits: &Limits) -> Result<Jpeg, PictureError> {
    let bytes = raster.to_jpeg(limits.quality)?;
    Ok(Jpeg { bytes, width: raster.width, height: raster.height })
}
