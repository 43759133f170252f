//! `cargo bench -p rathaus-pictures`: how long one photo takes on one core. The promise: a photo of
//! 12 megapixels in 200 ms.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::as_conversions,
    reason = "prints a table for people"
)]

use std::time::Instant;

use rathaus_pictures::{Limits, clean, suggested_place};

#[path = "../tests/support/mod.rs"]
mod support;

const RUNS: usize = 9;

fn main() {
    let limits = Limits::default();
    let turned = support::exif(6, None);
    let large = support::Photo::new(4000, 3000);
    let photos = [
        ("12 MP JPEG 4:2:0", large.jpeg()),
        ("12 MP JPEG 4:2:0, turned", large.clone().exif(turned).jpeg()),
        ("12 MP JPEG 4:4:4", large.clone().full_color().jpeg()),
        ("12 MP JPEG progressive", large.progressive().jpeg()),
        ("3 MP JPEG as the app sends it", support::Photo::new(2048, 1536).jpeg()),
        ("12 MP PNG of one colour", support::png(4000, 3000, png::ColorType::Rgba, png::BitDepth::Eight)),
    ];
    for (name, bytes) in &photos {
        let (best, median) = measure(|| drop(clean(bytes, &limits).unwrap()));
        println!("{name:32} {:>9} bytes: best {best:>7.1} ms, median {median:>7.1} ms", bytes.len());
    }
    let (best, median) = measure(|| _ = suggested_place(&photos[1].1));
    println!("{:49} best {best:>7.3} ms, median {median:>7.3} ms", "place of a photo");
}

/// Best and median of some runs in milliseconds of one core.
fn measure(mut act: impl FnMut()) -> (f64, f64) {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Clock::now();
            act();
            start.elapsed_ms()
        })
        .collect();
    times.sort_unstable_by(f64::total_cmp);
    (times[0], times[RUNS / 2])
}

/// Time on the processor where the system tells it (Linux), so that a busy machine does not count; else time
/// on the wall.
struct Clock(Instant, Option<u64>);

impl Clock {
    fn now() -> Self {
        Self(Instant::now(), on_processor_ns())
    }

    fn elapsed_ms(&self) -> f64 {
        match (self.1, on_processor_ns()) {
            (Some(start), Some(end)) => (end - start) as f64 / 1e6,
            _ => self.0.elapsed().as_secs_f64() * 1000.0,
        }
    }
}

fn on_processor_ns() -> Option<u64> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}
