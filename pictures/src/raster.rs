//! Pixels between decoding and encoding.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::PictureError;

/// How the bytes of a pixel are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    /// One byte of grey.
    Luma,
    /// Red, green, blue.
    Rgb,
    /// As JPEG keeps colours. Staying in it saves two conversions of every pixel of a photo.
    YCbCr,
}

impl Space {
    pub(crate) fn bytes_per_pixel(self) -> usize {
        match self {
            Self::Luma => 1,
            Self::Rgb | Self::YCbCr => 3,
        }
    }
}

/// How a picture must be turned so that it stands upright (EXIF 2.3, tag 0x0112).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Upright {
    As1,
    MirroredAs2,
    HalfTurnAs3,
    MirroredHalfTurnAs4,
    TransposedAs5,
    QuarterTurnAs6,
    TransversedAs7,
    ThreeQuarterTurnAs8,
}

/// A picture as rows of pixels without gaps.
#[derive(Debug)]
pub(crate) struct Raster {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) space: Space,
    pub(crate) pixels: Vec<u8>,
}

impl Raster {
    /// Fits the picture into a square of `side` pixels; never enlarges.
    pub(crate) fn shrink(self, side: u32) -> Result<Self, PictureError> {
        if self.width.max(self.height) <= side { Ok(self) } else { self.shrink_ref(side) }
    }

    /// Like [`Raster::shrink`], for a picture that is still needed.
    pub(crate) fn shrink_ref(&self, side: u32) -> Result<Self, PictureError> {
        let longest = self.width.max(self.height);
        let (width, height) = if longest <= side {
            (self.width, self.height)
        } else {
            (scale(self.width, side, longest), scale(self.height, side, longest))
        };
        let pixel_type = match self.space {
            Space::Luma => PixelType::U8,
            Space::Rgb | Space::YCbCr => PixelType::U8x3,
        };
        let source = ImageRef::new(self.width, self.height, &self.pixels, pixel_type)
            .map_err(|_| PictureError::Damaged)?;
        let mut small = Image::new(width, height, pixel_type);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
        Resizer::new().resize(&source, &mut small, &options).map_err(|_| PictureError::Damaged)?;
        Ok(Self { width, height, space: self.space, pixels: small.into_vec() })
    }

    /// Turns the picture upright.
    pub(crate) fn turn(self, upright: Upright) -> Self {
        let (swap, flip_x, flip_y) = match upright {
            Upright::As1 => return self,
            Upright::MirroredAs2 => (false, true, false),
            Upright::HalfTurnAs3 => (false, true, true),
            Upright::MirroredHalfTurnAs4 => (false, false, true),
            Upright::TransposedAs5 => (true, false, false),
            Upright::QuarterTurnAs6 => (true, false, true),
            Upright::TransversedAs7 => (true, true, true),
            Upright::ThreeQuarterTurnAs8 => (true, true, false),
        };
        let size = self.space.bytes_per_pixel();
        let (width, height) = if swap { (self.height, self.width) } else { (self.width, self.height) };
        let (columns, rows) = (index(self.width), index(self.height));
        let mut pixels = Vec::with_capacity(self.pixels.len());
        for y in 0..index(height) {
            for x in 0..index(width) {
                let (across, down) = if swap { (y, x) } else { (x, y) };
                let column = if flip_x { columns - 1 - across } else { across };
                let row = if flip_y { rows - 1 - down } else { down };
                let at = (row * columns + column) * size;
                pixels.extend_from_slice(&self.pixels[at..at + size]);
            }
        }
        Self { width, height, space: self.space, pixels }
    }

    /// A baseline JPEG file without metadata.
    pub(crate) fn to_jpeg(&self, quality: u8) -> Result<Vec<u8>, PictureError> {
        let side = |length: u32| u16::try_from(length).map_err(|_| PictureError::Damaged);
        let color = match self.space {
            Space::Luma => ColorType::Luma,
            Space::Rgb => ColorType::Rgb,
            Space::YCbCr => ColorType::Ycbcr,
        };
        let mut bytes = Vec::with_capacity(self.pixels.len() / 8);
        let mut encoder = Encoder::new(&mut bytes, quality);
        encoder.set_sampling_factor(SamplingFactor::F_2_2);
        encoder
            .encode(&self.pixels, side(self.width)?, side(self.height)?, color)
            .map_err(|_| PictureError::Damaged)?;
        Ok(bytes)
    }

    /// Pixels with an alpha byte, laid on white paper in place: no second copy of a large picture.
    pub(crate) fn from_alpha(width: u32, height: u32, space: Space, mut pixels: Vec<u8>) -> Self {
        let colors = space.bytes_per_pixel();
        let count = pixels.len() / (colors + 1);
        for pixel in 0..count {
            let from = pixel * (colors + 1);
            let alpha = u32::from(pixels[from + colors]);
            for color in 0..colors {
                let value = u32::from(pixels[from + color]) * alpha + 255 * (255 - alpha);
                pixels[pixel * colors + color] = u8::try_from((value + 127) / 255).unwrap_or(u8::MAX);
            }
        }
        pixels.truncate(count * colors);
        Self { width, height, space, pixels }
    }
}

fn scale(length: u32, side: u32, longest: u32) -> u32 {
    let scaled = (u64::from(length) * u64::from(side) + u64::from(longest) / 2) / u64::from(longest);
    u32::try_from(scaled).unwrap_or(side).clamp(1, side)
}

/// A side length as an index. Sides were checked against [`crate::Limits`], so they fit everywhere.
pub(crate) fn index(length: u32) -> usize {
    usize::try_from(length).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters of a 3 x 2 picture, upright:  abc / def
    fn stored_as(rows: &[&str]) -> Raster {
        let width = u32::try_from(rows[0].len()).unwrap();
        let height = u32::try_from(rows.len()).unwrap();
        Raster { width, height, space: Space::Luma, pixels: rows.concat().into_bytes() }
    }

    fn check(rows: &[&str], upright: Upright) {
        let turned = stored_as(rows).turn(upright);
        assert_eq!((turned.width, turned.height), (3, 2), "{upright:?}");
        assert_eq!(String::from_utf8(turned.pixels).unwrap(), "abcdef", "{upright:?}");
    }

    #[test]
    fn all_eight_orientations_stand_upright() {
        // EXIF says where row 0 and column 0 of the stored picture are seen.
        check(&["abc", "def"], Upright::As1);
        check(&["cba", "fed"], Upright::MirroredAs2);
        check(&["fed", "cba"], Upright::HalfTurnAs3);
        check(&["def", "abc"], Upright::MirroredHalfTurnAs4);
        check(&["ad", "be", "cf"], Upright::TransposedAs5);
        check(&["cf", "be", "ad"], Upright::QuarterTurnAs6);
        check(&["fc", "eb", "da"], Upright::TransversedAs7);
        check(&["da", "eb", "fc"], Upright::ThreeQuarterTurnAs8);
    }

    #[test]
    fn transparent_pixels_become_white_paper() {
        let raster = Raster::from_alpha(3, 1, Space::Luma, vec![0, 0, 0, 255, 100, 128]);
        assert_eq!(raster.pixels, [255, 0, 177]);
        let raster = Raster::from_alpha(1, 1, Space::Rgb, vec![10, 20, 30, 255]);
        assert_eq!(raster.pixels, [10, 20, 30]);
    }

    #[test]
    fn a_strip_keeps_at_least_one_pixel() {
        let strip = Raster { width: 8192, height: 1, space: Space::Rgb, pixels: vec![9; 8192 * 3] }
            .shrink(2048)
            .unwrap();
        assert_eq!((strip.width, strip.height), (2048, 1));
        assert_eq!(strip.pixels.len(), 2048 * 3);
    }
}
