//! A clock nobody sets: how long ago something was, also when the computer slept in between.

use std::time::Duration;

/// Time since the computer was started, with the time it slept. Only differences mean anything.
#[cfg(target_os = "linux")]
#[must_use]
pub fn since_boot() -> Duration {
    // proc(5): seconds since boot with two digits behind the point, from CLOCK_BOOTTIME, which counts suspension; the
    // standard library's `Instant` does not.
    let seconds = std::fs::read_to_string("/proc/uptime")
        .ok()
        .and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok())
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.unwrap_or_else(since_start)
}

/// Time since the program was started. Whether it counts sleep is the system's choice.
#[cfg(not(target_os = "linux"))]
#[must_use]
pub fn since_boot() -> Duration {
    since_start()
}

fn since_start() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_never_goes_back() {
        let first = since_boot();
        assert!(!first.is_zero() && since_boot() >= first);
    }
}
