//! What happens to an honest photo.
#![allow(clippy::unwrap_used, clippy::as_conversions, reason = "a test may fail loudly")]

mod support;

use proptest::prelude::*;
use rathaus_pictures::{Limits, PictureError, clean, suggested_place};
use support::{Photo, exif, ratio, webp};

/// Latitude 52.47, longitude 11.72 west, in degrees, minutes and seconds.
fn somewhere() -> [exif::Rational; 6] {
    [ratio(52, 1), ratio(28, 1), ratio(1200, 100), ratio(11, 1), ratio(43, 1), ratio(12, 1)]
}

#[test]
fn a_photo_of_a_phone_is_shrunk_and_stands_upright() {
    let photo = Photo::new(4000, 3000).exif(exif(6, Some(somewhere()))).jpeg();
    let cleaned = clean(&photo, &Limits::default()).unwrap();
    assert_eq!((cleaned.picture.width, cleaned.picture.height), (1536, 2048));
    assert_eq!((cleaned.thumbnail.width, cleaned.thumbnail.height), (240, 320));
    assert!(cleaned.picture.bytes.len() < 1_500_000);
    assert!(cleaned.thumbnail.bytes.len() < 40_000);
    assert_eq!(suggested_place(&cleaned.picture.bytes), None);
}

#[test]
fn a_small_photo_is_not_enlarged() {
    let cleaned = clean(&Photo::new(200, 100).jpeg(), &Limits::default()).unwrap();
    assert_eq!((cleaned.picture.width, cleaned.picture.height), (200, 100));
    assert_eq!((cleaned.thumbnail.width, cleaned.thumbnail.height), (200, 100));
}

#[test]
fn cleaning_twice_changes_nothing_but_quality() {
    let first = clean(&Photo::new(3000, 2000).jpeg(), &Limits::default()).unwrap();
    let second = clean(&first.picture.bytes, &Limits::default()).unwrap();
    assert_eq!((first.picture.width, first.picture.height), (second.picture.width, second.picture.height));
}

#[test]
fn colors_stay_what_they_were() {
    // Four fields of pure colours; their middles must come out close to what went in.
    let colors = [[220_u8, 40, 40], [40, 200, 60], [50, 60, 210], [240, 240, 230]];
    let mut pixels = Vec::new();
    for y in 0..400 {
        for x in 0..400 {
            pixels.extend_from_slice(&colors[usize::from(x >= 200) + 2 * usize::from(y >= 200)]);
        }
    }
    let mut lossless = Vec::new();
    let mut encoder = png::Encoder::new(&mut lossless, 400, 400);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    let photo = Photo::new(400, 400).encode(&pixels, jpeg_encoder::ColorType::Rgb);
    for source in [lossless, photo] {
        let cleaned = clean(&source, &Limits { picture_px: 100, ..Limits::default() }).unwrap();
        let mut decoder =
            zune_jpeg::JpegDecoder::new(zune_core::bytestream::ZCursor::new(&cleaned.picture.bytes));
        let out = decoder.decode().unwrap();
        for (field, color) in colors.iter().enumerate() {
            let at = 3 * ((25 + 50 * (field / 2)) * 100 + 25 + 50 * (field % 2));
            for channel in 0..3 {
                assert!(
                    out[at + channel].abs_diff(color[channel]) < 8,
                    "field {field}: {:?}",
                    &out[at..at + 3]
                );
            }
        }
    }
}

#[test]
fn the_place_in_a_photo_is_only_read_when_it_makes_sense() {
    let place = |parts| suggested_place(&Photo::new(16, 16).exif(exif(1, Some(parts))).jpeg());
    let (lat, lon) = place(somewhere()).unwrap();
    assert!((lat - 52.47).abs() < 1e-9 && (lon + 11.72).abs() < 1e-9);
    let unknown = ratio(0, 0);
    let (lat, _) = place([ratio(52, 1), unknown, unknown, ratio(11, 1), unknown, unknown]).unwrap();
    assert!((lat - 52.0).abs() < 1e-9);
    let zero = ratio(0, 1);
    assert_eq!(place([zero; 6]), None);
    assert_eq!(place([ratio(91, 1), zero, zero, ratio(11, 1), zero, zero]), None);
    assert_eq!(place([ratio(52, 0), zero, zero, ratio(11, 1), zero, zero]), None);
    for no_place in
        [Photo::new(16, 16).exif(exif(1, None)).jpeg(), webp(16, 16, true), Vec::new(), vec![0; 99]]
    {
        assert_eq!(suggested_place(&no_place), None);
    }
}

#[test]
fn a_webp_stands_upright_too() {
    // The fixture's EXIF asks for a quarter turn.
    let cleaned = clean(&webp(60, 20, false), &Limits::default()).unwrap();
    assert_eq!((cleaned.picture.width, cleaned.picture.height), (20, 60));
}

fn any_start() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        Just(Vec::new()),
        Just(vec![0xFF, 0xD8, 0xFF]),
        Just(b"\x89PNG\r\n\x1a\n".to_vec()),
        Just(b"RIFF\x40\0\0\0WEBPVP8 ".to_vec()),
        Just(b"RIFF\x40\0\0\0WEBPVP8L".to_vec()),
        Just(b"RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0".to_vec()),
        Just(b"\0\0\0\x18ftyp".to_vec()),
    ]
}

fn any_real_file() -> impl Strategy<Value = Vec<u8>> {
    let turned = exif(3, Some(somewhere()));
    prop_oneof![
        Just(Photo::new(90, 70).exif(turned.clone()).jpeg()),
        Just(Photo::new(90, 70).exif(turned).progressive().jpeg()),
        Just(support::png(60, 40, png::ColorType::Rgba, png::BitDepth::Eight)),
        Just(webp(40, 30, true)),
        Just(include_bytes!("fixtures/lossy.webp").to_vec()),
    ]
}

/// Small limits keep a case that happens to claim millions of pixels quick.
fn small() -> Limits {
    Limits { side_px_max: 1024, pixels_max: 300_000, ..Limits::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn arbitrary_bytes_never_panic(start in any_start(), rest in prop::collection::vec(any::<u8>(), 0..2000)) {
        let bytes = [start, rest].concat();
        let _ = clean(&bytes, &small());
        let _ = suggested_place(&bytes);
    }

    #[test]
    fn flipped_bytes_never_panic(
        mut file in any_real_file(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        for (at, value) in flips {
            let at = at.index(file.len());
            file[at] = value;
        }
        match clean(&file, &small()) {
            Ok(cleaned) => prop_assert!(cleaned.picture.width <= 1024),
            Err(PictureError::Empty) => prop_assert!(false, "the file is not empty"),
            Err(_) => {}
        }
        let _ = suggested_place(&file);
    }
}
