//! Files that want to kill or own whoever opens them. Each is refused or made harmless, and none is costly.
#![allow(clippy::unwrap_used, clippy::as_conversions, reason = "a test may fail loudly")]

mod support;

use jpeg_encoder::ColorType;
use rathaus_pictures::{Cleaned, Limits, PictureError, clean};
use support::{Photo, chunk, exif, png, png_header, riff, webp, webp_file};

fn ok(bytes: &[u8]) -> Cleaned {
    let cleaned = clean(bytes, &Limits::default()).expect("the picture is accepted");
    for jpeg in [&cleaned.picture, &cleaned.thumbnail] {
        assert!(jpeg.bytes.starts_with(&[0xFF, 0xD8, 0xFF]) && jpeg.bytes.ends_with(&[0xFF, 0xD9]));
        assert_eq!(segments(&jpeg.bytes), Vec::<u8>::new(), "no segment beside JFIF may carry anything");
    }
    cleaned
}

/// Markers of application and comment segments beside the plain JFIF header, before the scan.
fn segments(bytes: &[u8]) -> Vec<u8> {
    let mut found = Vec::new();
    let mut at = 2;
    while bytes[at + 1] != 0xDA {
        let marker = bytes[at + 1];
        let length = usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
        let jfif = marker == 0xE0 && length == 16 && bytes[at + 4..].starts_with(b"JFIF\0");
        if (matches!(marker, 0xE0..=0xEF) || marker == 0xFE) && !jfif {
            found.push(marker);
        }
        at += 2 + length;
    }
    found
}

fn refused(bytes: &[u8]) -> PictureError {
    clean(bytes, &Limits::default()).expect_err("the picture is refused")
}

#[test]
fn a_header_of_60000_pixels_is_refused_before_anything_is_decoded() {
    let error = PictureError::TooManyPixels { width: 60_000, height: 60_000 };
    assert_eq!(refused(&png_header(60_000, 60_000)), error);
    let mut jpeg = Photo::new(16, 16).jpeg();
    let frame = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xEA, 0x60, 0xEA, 0x60]);
    assert_eq!(refused(&jpeg), error);
}

#[test]
fn sides_and_area_have_their_own_limits() {
    let limits = Limits::default();
    for (width, height) in [(8193, 1), (1, 8193), (8192, 4883), (u32::MAX >> 1, 1)] {
        assert_eq!(refused(&png_header(width, height)), PictureError::TooManyPixels { width, height });
    }
    assert_eq!(clean(&png_header(0, 10), &limits), Err(PictureError::Damaged));
    let strip = ok(&png(8192, 1, png::ColorType::Rgb, png::BitDepth::Eight));
    assert_eq!((strip.picture.width, strip.picture.height), (2048, 1));
    assert_eq!((strip.thumbnail.width, strip.thumbnail.height), (320, 1));
}

#[test]
fn every_truncated_file_is_refused() {
    let whole = [
        Photo::new(900, 700).jpeg(),
        Photo::new(900, 700).progressive().jpeg(),
        png(700, 500, png::ColorType::Rgba, png::BitDepth::Sixteen),
        webp(120, 90, true),
        include_bytes!("fixtures/lossy.webp").to_vec(),
    ];
    for bytes in whole {
        ok(&bytes);
        // Every kilobyte, and every byte of the first and last hundred, where headers and ends are.
        let cuts = (0..bytes.len())
            .filter(|cut| cut % 1024 == 0 || *cut < 100 || cut + 100 > bytes.len())
            .filter(|cut| *cut < bytes.len());
        for cut in cuts {
            let error = refused(&bytes[..cut]);
            let early = matches!(error, PictureError::Empty | PictureError::NotAPicture) && cut < 12;
            assert!(early || error == PictureError::Damaged, "cut at {cut} of {}: {error:?}", bytes.len());
        }
    }
}

#[test]
fn what_hides_behind_or_inside_a_picture_is_gone() {
    let secret = b"PK\x03\x04CANARY<script>alert(1)</script>";
    let mut photo = Photo::new(300, 200).exif(exif(1, None)).jpeg();
    photo.extend_from_slice(secret);
    let mut comment = vec![0xFF, 0xD8, 0xFF, 0xFE, 0, u8::try_from(secret.len() + 2).unwrap()];
    comment.extend_from_slice(secret);
    comment.extend_from_slice(&photo[2..]);
    let mut still = png(64, 64, png::ColorType::Rgb, png::BitDepth::Eight);
    still.extend_from_slice(secret);
    for polyglot in [photo, comment, still] {
        assert!(polyglot.windows(6).any(|part| part == b"CANARY"));
        let cleaned = ok(&polyglot);
        for jpeg in [cleaned.picture.bytes, cleaned.thumbnail.bytes] {
            assert!(!jpeg.windows(6).any(|part| part == b"CANARY"));
            assert!(!jpeg.windows(4).any(|part| part == b"Exif"));
        }
    }
}

#[test]
fn rare_but_honest_varieties_are_shown() {
    use png::{BitDepth, ColorType as Png};
    for (color, depth) in [
        (Png::Grayscale, BitDepth::One),
        (Png::Grayscale, BitDepth::Sixteen),
        (Png::GrayscaleAlpha, BitDepth::Eight),
        (Png::GrayscaleAlpha, BitDepth::Sixteen),
        (Png::Indexed, BitDepth::Four),
        (Png::Rgb, BitDepth::Sixteen),
        (Png::Rgba, BitDepth::Sixteen),
    ] {
        ok(&png(50, 40, color, depth));
    }
    for photo in [
        Photo::new(50, 40).full_color(),
        Photo::new(50, 40).progressive(),
        Photo::new(51, 41).progressive().full_color(),
        Photo::new(1, 1),
    ] {
        ok(&photo.jpeg());
    }
    let pixels = [17_u8, 34, 51, 68].repeat(50 * 40);
    for color in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        ok(&Photo::new(50, 40).encode(&pixels, color));
    }
    ok(&Photo::new(50, 40).encode(&pixels[..2000], ColorType::Luma));
    ok(&webp(50, 40, false));
    ok(&webp(50, 40, true));
}

#[test]
fn of_an_animation_the_still_picture_is_taken() {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 20, 10);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_animated(3, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    for frame in 0..3 {
        writer.write_image_data(&[frame * 100; 600]).unwrap();
    }
    writer.finish().unwrap();
    let cleaned = ok(&bytes);
    assert_eq!((cleaned.picture.width, cleaned.picture.height), (20, 10));

    let cleaned = ok(&animated_webp(20, 10, &bitstream(&webp(20, 10, false))));
    assert_eq!((cleaned.picture.width, cleaned.picture.height), (20, 10));
}

/// The VP8L chunk's data of a lossless file.
fn bitstream(file: &[u8]) -> Vec<u8> {
    let at = file.windows(4).position(|kind| kind == b"VP8L").unwrap();
    let length = u32::from_le_bytes(file[at + 4..at + 8].try_into().unwrap());
    file[at + 8..at + 8 + length as usize].to_vec()
}

fn animated_webp(width: u32, height: u32, frame: &[u8]) -> Vec<u8> {
    let side = |length: u32| (length - 1).to_le_bytes()[..3].to_vec();
    let canvas = [vec![0b10, 0, 0, 0], side(width), side(height)].concat();
    let first = [vec![0; 6], side(width), side(height), vec![100, 0, 0, 0], riff(b"VP8L", frame)].concat();
    webp_file(&[
        riff(b"VP8X", &canvas),
        riff(b"ANIM", &[0; 6]),
        riff(b"ANMF", &first.clone()),
        riff(b"ANMF", &first),
    ])
}

#[test]
fn a_webp_that_lies_about_its_size_is_refused() {
    // Canvas of 1 x 1, bitstream of 16383 x 16383: the decoder would believe the bitstream.
    let canvas = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let huge = PictureError::TooManyPixels { width: 16383, height: 16383 };
    let lossy = [0, 0, 0, 0x9D, 0x01, 0x2A, 0xFF, 0x3F, 0xFF, 0x3F, 0, 0];
    assert_eq!(refused(&webp_file(&[riff(b"VP8X", &canvas), riff(b"VP8 ", &lossy)])), huge);
    assert_eq!(refused(&webp_file(&[riff(b"VP8 ", &lossy)])), huge);
    let frame = [vec![0; 16], riff(b"VP8 ", &lossy)].concat();
    let canvas = [0b10, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let file = webp_file(&[riff(b"VP8X", &canvas), riff(b"ANIM", &[0; 6]), riff(b"ANMF", &frame)]);
    assert_eq!(refused(&file), huge);
}

#[test]
fn compressed_texts_and_profiles_are_never_unpacked() {
    // 64 kB of zeros repeated is what a bomb of zTXt and iCCP chunks is made of; here they are not even valid,
    // which shows that nobody looks inside.
    let still = png(30, 30, png::ColorType::Rgb, png::BitDepth::Eight);
    let (start, rest) = still.split_at(33);
    for kind in [b"zTXt", b"iTXt", b"iCCP"] {
        let bomb = chunk(kind, &[b"CANARY\0\0".as_slice(), &[0x78; 65_536]].concat());
        ok(&[start, &bomb, rest].concat());
    }
}

#[test]
fn broken_and_huge_exif_do_no_harm() {
    let good = exif(6, None);
    for broken in [
        Vec::new(),
        b"II*\0".to_vec(),
        b"MM\0*\0\0\0\x08\xFF\xFF".to_vec(),
        b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x63\0\0\0\0\0\x08".to_vec(),
        good[..good.len() / 2].to_vec(),
        vec![0xFF; 60_000],
        [good.as_slice(), &[0; 60_000]].concat(),
    ] {
        let cleaned = ok(&Photo::new(90, 60).exif(broken).jpeg());
        assert_eq!(cleaned.picture.width + cleaned.picture.height, 150);
    }
    // Two directories that name each other as the next one.
    let ring = b"MM\0*\0\0\0\x08\0\0\0\0\0\x0e\0\0\0\0\0\x08".to_vec();
    ok(&Photo::new(90, 60).exif(ring).jpeg());
}

#[test]
fn two_frames_or_two_first_scans_are_no_photo() {
    let photo = Photo::new(64, 64).jpeg();
    let frame = photo.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    let mut twice = photo.clone();
    twice.splice(frame..frame, photo[frame..frame + 19].iter().copied());
    assert_eq!(refused(&twice), PictureError::Damaged);
    assert_eq!(refused(&[&photo[..2], &[0xFF, 0xD9]].concat()), PictureError::Damaged);
}

#[test]
fn a_progressive_file_with_thousands_of_scans_is_refused() {
    let photo = Photo::new(512, 512).progressive().jpeg();
    let scan = photo.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).unwrap();
    let (start, last) = photo.split_at(scan);
    let last = &last[..last.len() - 2];
    let bomb = [start, &last.repeat(5_000), &[0xFF, 0xD9]].concat();
    assert_eq!(refused(&bomb), PictureError::Damaged);
}
