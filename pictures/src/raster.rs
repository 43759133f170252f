//! Pixels between decoding and encoding.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::PictureError;

/// Red, green, blue. Everything is brought into this form at once, grey pictures too: every further form would
/// compile the resizer, which is generic, once more.
const SAMPLES: usize = 3;

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

/// A picture as rows of RGB pixels without gaps.
#[derive(Debug)]
pub(crate) struct Raster {
    pub(crate) width: u32,
    pub(crate) height: u32,
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
        let mut pixels = vec![0; index(width) * index(height) * SAMPLES];
        let source = TypedImageRef::<U8x3>::from_buffer(self.width, self.height, &self.pixels)
            .map_err(|_| PictureError::Damaged)?;
        let mut small =
            TypedImage::<U8x3>::from_buffer(width, height, &mut pixels).map_err(|_| PictureError::Damaged)?;
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
        // The typed call: the other one compiles the resizer for thirteen kinds of pixels, a minute for nothing.
        Resizer::new().resize_typed(&source, &mut small, &options).map_err(|_| PictureError::Damaged)?;
        Ok(Self { width, height, pixels })
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
        let (width, height) = if swap { (self.height, self.width) } else { (self.width, self.height) };
        let (columns, rows) = (index(self.width), index(self.height));
        let mut pixels = Vec::with_capacity(self.pixels.len());
        for y in 0..index(height) {
            for x in 0..index(width) {
                let (across, down) = if swap { (y, x) } else { (x, y) };
                let column = if flip_x { columns - 1 - across } else { across };
                let row = if flip_y { rows - 1 - down } else { down };
                let at = (row * columns + column) * SAMPLES;
                pixels.extend_from_slice(&self.pixels[at..at + SAMPLES]);
            }
        }
        Self { width, height, pixels }
    }

    /// A baseline JPEG file without metadata.
    pub(crate) fn to_jpeg(&self, quality: u8) -> Result<Vec<u8>, PictureError> {
        let side = |length: u32| u16::try_from(length).map_err(|_| PictureError::Damaged);
        let mut bytes = Vec::with_capacity(self.pixels.len() / 8);
        let mut encoder = Encoder::new(&mut bytes, quality);
        encoder.set_sampling_factor(SamplingFactor::F_2_2);
        encoder
            .encode(&self.pixels, side(self.width)?, side(self.height)?, ColorType::Rgb)
            .map_err(|_| PictureError::Damaged)?;
        Ok(bytes)
    }

    /// Pixels of grey, grey and alpha, RGB, or RGB and alpha. Transparent ones are laid on white paper, and where
    /// pixels get smaller that happens in place: no second copy of a large picture.
    pub(crate) fn from_samples(width: u32, height: u32, samples: usize, mut pixels: Vec<u8>) -> Self {
        match samples {
            1 => pixels = pixels.iter().flat_map(|grey| [*grey; SAMPLES]).collect(),
            2 => {
                pixels = pixels
                    .chunks_exact(2)
                    .flat_map(|pixel| [on_paper(pixel[0], pixel[1]); SAMPLES])
                    .collect();
            }
            4 => {
                let count = pixels.len() / 4;
                for pixel in 0..count {
                    let alpha = pixels[pixel * 4 + 3];
                    for color in 0..SAMPLES {
                        pixels[pixel * SAMPLES + color] = on_paper(pixels[pixel * 4 + color], alpha);
                    }
                }
                pixels.truncate(count * SAMPLES);
            }
            _ => {}
        }
        Self { width, height, pixels }
    }
}

fn on_paper(color: u8, alpha: u8) -> u8 {
    let value = u32::from(color) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
    u8::try_from((value + 127) / 255).unwrap_or(u8::MAX)
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
        Raster::from_samples(width, height, 1, rows.concat().into_bytes())
    }

    fn check(rows: &[&str], upright: Upright) {
        let turned = stored_as(rows).turn(upright);
        assert_eq!((turned.width, turned.height), (3, 2), "{upright:?}");
        let letters: Vec<u8> = turned.pixels.chunks(SAMPLES).map(|pixel| pixel[0]).collect();
        assert_eq!(String::from_utf8(letters).unwrap(), "abcdef", "{upright:?}");
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
        let check = |samples, pixels: &[u8], expected: &[u8]| {
            assert_eq!(Raster::from_samples(1, 1, samples, pixels.to_vec()).pixels, expected);
        };
        check(1, &[9], &[9; 3]);
        check(2, &[0, 0], &[255; 3]);
        check(2, &[100, 128], &[177; 3]);
        check(3, &[10, 20, 30], &[10, 20, 30]);
        check(4, &[10, 20, 30, 255], &[10, 20, 30]);
        check(4, &[10, 20, 30, 0], &[255; 3]);
    }

    #[test]
    fn a_strip_keeps_at_least_one_pixel() {
        let strip = Raster { width: 8192, height: 1, pixels: vec![9; 8192 * SAMPLES] }.shrink(2048).unwrap();
        assert_eq!((strip.width, strip.height), (2048, 1));
        assert_eq!(strip.pixels.len(), 2048 * SAMPLES);
    }
}
