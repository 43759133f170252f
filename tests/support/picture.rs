//! Pictures, good and hostile, made on the spot.

use std::io::Cursor;

use image::{ImageBuffer, ImageFormat, Rgb};

/// A photo of so many pixels, with a pattern that a picture decoder has work with.
pub fn photo(width: u32, height: u32) -> ImageBuffer<Rgb<u8>, Vec<u8>> {
    ImageBuffer::from_fn(width, height, |x, y| {
        let byte = |value: u32| u8::try_from(value % 256).unwrap_or_default();
        Rgb([byte(x * 7 + y), byte(y * 5), byte(x ^ y)])
    })
}

/// A small JPEG.
pub fn jpeg() -> Vec<u8> {
    encoded(320, 240, ImageFormat::Jpeg)
}

/// A small PNG.
pub fn png() -> Vec<u8> {
    encoded(64, 48, ImageFormat::Png)
}

/// A small WebP.
pub fn webp() -> Vec<u8> {
    encoded(64, 48, ImageFormat::WebP)
}

/// A picture of any size and kind.
pub fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    photo(width, height).write_to(&mut bytes, format).expect("the picture is encoded");
    bytes.into_inner()
}

/// A JPEG that says where and with what it was taken, and lies on its side: orientation 6, GPS 52.4 N 11.9 E, a
/// camera's name and a comment.
pub fn jpeg_with_metadata() -> Vec<u8> {
    let plain = jpeg();
    let exif = exif();
    let comment = b"secret comment of the owner";
    let mut bytes = plain[..2].to_vec();
    bytes.extend(segment(0xe1, &[b"Exif\0\0".as_slice(), &exif].concat()));
    bytes.extend(segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>secret place</x:xmpmeta>"));
    bytes.extend(segment(0xfe, comment));
    bytes.extend(&plain[2..]);
    bytes
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("a short segment");
    [&[0xff, marker], length.to_be_bytes().as_slice(), content].concat()
}

/// TIFF structure (EXIF 2.32): IFD0 with camera, orientation and a pointer to the GPS IFD.
fn exif() -> Vec<u8> {
    const ASCII: u16 = 2;
    const SHORT: u16 = 3;
    const LONG: u16 = 4;
    const RATIONAL: u16 = 5;
    let ifd0_at = 8_u32;
    let gps_at = ifd0_at + 2 + 3 * 12 + 4;
    let data_at = gps_at + 2 + 4 * 12 + 4;
    let model = b"SecretCam\0";
    let latitude_at = data_at + 10;
    let longitude_at = latitude_at + 24;
    let mut tiff = [b"II*\0".as_slice(), &ifd0_at.to_le_bytes()].concat();
    let entries = [(0x0110, ASCII, 10, data_at), (0x0112, SHORT, 1, 6), (0x8825, LONG, 1, gps_at)];
    tiff.extend(ifd(&entries));
    let north = u32::from(b'N');
    let east = u32::from(b'E');
    let entries = [
        (1, ASCII, 2, north),
        (2, RATIONAL, 3, latitude_at),
        (3, ASCII, 2, east),
        (4, RATIONAL, 3, longitude_at),
    ];
    tiff.extend(ifd(&entries));
    tiff.extend(model);
    for part in [52_u32, 1, 24, 1, 0, 1, 11, 1, 54, 1, 0, 1] {
        tiff.extend(part.to_le_bytes());
    }
    tiff
}

fn ifd(entries: &[(u16, u16, u32, u32)]) -> Vec<u8> {
    let number = u16::try_from(entries.len()).expect("few entries");
    let mut bytes = number.to_le_bytes().to_vec();
    for (tag, kind, count, value) in entries {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend([0; 4]);
    bytes
}

/// A PNG whose header promises so many pixels, with next to nothing behind it.
pub fn png_that_promises(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes()[..], &[8, 2, 0, 0, 0]].concat();
    for (kind, content) in
        [(b"IHDR", header.as_slice()), (b"IDAT", &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]), (b"IEND", &[])]
    {
        let length = u32::try_from(content.len()).expect("a short chunk");
        bytes.extend(length.to_be_bytes());
        let named = [kind.as_slice(), content].concat();
        bytes.extend(&named);
        bytes.extend(crc(&named).to_be_bytes());
    }
    bytes
}

/// CRC-32 of a PNG chunk (PNG, annex D).
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 },
        )
    };
    !bytes.iter().fold(u32::MAX, step)
}

/// The first bytes of a HEIC file, as phones make them.
pub fn heic() -> Vec<u8> {
    [b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".as_slice(), &[0; 256]].concat()
}
