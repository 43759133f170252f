//! What the worst accepted picture costs. Alone in its program, because it asks how much the program ever held.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::as_conversions, reason = "a test may fail loudly")]

mod support;

use rathaus_pictures::{Limits, PictureError, clean};
use support::{Photo, png};

/// Highest resident memory of this process so far, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

#[test]
fn no_picture_takes_more_memory_than_its_limit() {
    let limits = Limits::default();
    // 8192 x 4882 pixels with sixteen bits a sample: a file of 40 kB that unpacks to 320 MB.
    let bomb = png(8192, 4882, png::ColorType::Rgba, png::BitDepth::Sixteen);
    assert!(bomb.len() < 2_000_000);
    let flat = vec![128; 3 * 8192 * 2400];
    let progressive = Photo::new(8192, 2400).progressive().encode(&flat, jpeg_encoder::ColorType::Rgb);
    drop(flat);
    let full = Photo::new(6400, 64).progressive().full_color().jpeg();

    clean(&bomb, &limits).unwrap();
    clean(&progressive, &limits).unwrap();
    clean(&full, &limits).unwrap();
    // The limit, and what the tests themselves hold.
    assert!(peak() < limits.memory_bytes_max + (160 << 20), "{} MiB", peak() >> 20);

    // A limit too small for the picture refuses it by its header.
    let tight = Limits { memory_bytes_max: 10 << 20, ..Limits::default() };
    assert!(matches!(clean(&progressive, &tight), Err(PictureError::TooManyPixels { .. })));
}
