//! Photos made in code: what a phone would save, and what nobody would.
#![allow(dead_code, reason = "each test file uses its part")]

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// What a photo should look like inside.
#[derive(Clone)]
pub struct Photo {
    pub width: u32,
    pub height: u32,
    pub quality: u8,
    pub progressive: bool,
    pub full_color: bool,
    pub exif: Option<Vec<u8>>,
}

impl Photo {
    pub fn new(width: u32, height: u32) -> Self {
        Self { width, height, quality: 90, progressive: false, full_color: false, exif: None }
    }

    pub fn progressive(mut self) -> Self {
        self.progressive = true;
        self
    }

    pub fn full_color(mut self) -> Self {
        self.full_color = true;
        self
    }

    pub fn exif(mut self, exif: Vec<u8>) -> Self {
        self.exif = Some(exif);
        self
    }

    pub fn jpeg(&self) -> Vec<u8> {
        self.encode(&rgb(self.width, self.height), ColorType::Rgb)
    }

    pub fn encode(&self, pixels: &[u8], color: ColorType) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, self.quality);
        encoder.set_sampling_factor(if self.full_color {
            SamplingFactor::F_1_1
        } else {
            SamplingFactor::F_2_2
        });
        encoder.set_progressive(self.progressive);
        if let Some(exif) = &self.exif {
            encoder.add_exif_metadata(exif).unwrap();
        }
        encoder
            .encode(pixels, u16::try_from(self.width).unwrap(), u16::try_from(self.height).unwrap(), color)
            .unwrap();
        bytes
    }
}

/// Pixels as lively as a street: slopes, edges and grain, the same on every run.
pub fn rgb(width: u32, height: u32) -> Vec<u8> {
    let mut pixels = Vec::with_capacity(3 * width as usize * height as usize);
    let mut grain = 0x2545_F491_u32;
    for y in 0..height {
        for x in 0..width {
            grain ^= grain << 13;
            grain ^= grain >> 17;
            grain ^= grain << 5;
            let edge = if (x / 97 + y / 61) % 3 == 0 { 60 } else { 0 };
            for shade in [x * 160 / width, y * 160 / height, (x + y) * 160 / (width + height)] {
                pixels.push(u8::try_from((shade + edge + grain % 24).min(255)).unwrap());
            }
        }
    }
    pixels
}

/// An EXIF block with everything a phone writes about its owner.
pub fn exif(orientation: u16, place: Option<[Rational; 6]>) -> Vec<u8> {
    let text = |value: &str| Value::Ascii(vec![value.as_bytes().to_vec()]);
    let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    let mut fields = vec![
        field(Tag::Orientation, Value::Short(vec![orientation])),
        field(Tag::Make, text("CANARY-MAKE")),
        field(Tag::Model, text("CANARY-MODEL")),
        field(Tag::DateTimeOriginal, text("2026:11:20 08:15:00")),
        field(Tag::ImageDescription, text("CANARY-DESCRIPTION")),
    ];
    if let Some([a, b, c, d, e, f]) = place {
        fields.push(field(Tag::GPSLatitudeRef, text("N")));
        fields.push(field(Tag::GPSLatitude, Value::Rational(vec![a, b, c])));
        fields.push(field(Tag::GPSLongitudeRef, text("W")));
        fields.push(field(Tag::GPSLongitude, Value::Rational(vec![d, e, f])));
    }
    let mut writer = Writer::new();
    for field in &fields {
        writer.push_field(field);
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    writer.write(&mut bytes, false).unwrap();
    bytes.into_inner()
}

pub fn ratio(num: u32, denom: u32) -> Rational {
    Rational { num, denom }
}

/// A PNG of one colour (so that a huge one is a small file), with the given pixel format.
pub fn png(width: u32, height: u32, color: png::ColorType, depth: png::BitDepth) -> Vec<u8> {
    let bits = color.samples() * depth as usize;
    let row = (bits * width as usize).div_ceil(8);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(color);
    encoder.set_depth(depth);
    if color == png::ColorType::Indexed {
        encoder.set_palette(vec![200, 100, 50, 0, 0, 0]);
    }
    let mut writer = encoder.write_header().unwrap();
    let mut stream = writer.stream_writer().unwrap();
    let line = vec![0x11; row];
    for _ in 0..height {
        std::io::Write::write_all(&mut stream, &line).unwrap();
    }
    stream.finish().unwrap();
    writer.finish().unwrap();
    bytes
}

/// A PNG chunk with its checksum.
pub fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut bytes = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend_from_slice(kind);
    bytes.extend_from_slice(data);
    let mut crc = u32::MAX;
    for byte in &bytes[4..] {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    bytes.extend_from_slice(&(!crc).to_be_bytes());
    bytes
}

/// Only the header of a PNG, as large as one likes.
pub fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut data = Vec::new();
    data.extend_from_slice(&width.to_be_bytes());
    data.extend_from_slice(&height.to_be_bytes());
    data.extend_from_slice(&[8, 6, 0, 0, 0]);
    [b"\x89PNG\r\n\x1a\n".as_slice(), &chunk(b"IHDR", &data), &chunk(b"IDAT", b""), &chunk(b"IEND", b"")]
        .concat()
}

/// A lossless WebP.
pub fn webp(width: u32, height: u32, alpha: bool) -> Vec<u8> {
    let (color, samples) =
        if alpha { (image_webp::ColorType::Rgba8, 4) } else { (image_webp::ColorType::Rgb8, 3) };
    let pixels: Vec<u8> =
        (0..width as usize * height as usize * samples).map(|at| (at % 251) as u8).collect();
    let mut bytes = Vec::new();
    let mut encoder = image_webp::WebPEncoder::new(&mut bytes);
    encoder.set_exif_metadata(exif(6, None));
    encoder.encode(&pixels, width, height, color).unwrap();
    bytes
}

/// A RIFF chunk.
pub fn riff(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut bytes = kind.to_vec();
    bytes.extend_from_slice(&u32::try_from(data.len()).unwrap().to_le_bytes());
    bytes.extend_from_slice(data);
    if data.len() % 2 == 1 {
        bytes.push(0);
    }
    bytes
}

/// A WebP file around chunks.
pub fn webp_file(chunks: &[Vec<u8>]) -> Vec<u8> {
    riff(b"RIFF", &[b"WEBP".to_vec(), chunks.concat()].concat())
}
