//! Rates, percentiles, memory, and the table.

use std::time::Duration;

/// What one scenario measured.
pub struct Figures {
    /// Answers a second.
    pub rate: f64,
    /// Half of the answers were faster, in milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 answers were faster, in milliseconds.
    pub p99_ms: f64,
}

impl Figures {
    /// Figures of answers that took `times` within `wall`.
    #[must_use]
    pub fn of(mut times: Vec<Duration>, wall: Duration) -> Self {
        times.sort_unstable();
        let at = |percent: usize| {
            let index = times.len().saturating_mul(percent) / 100;
            times.get(index.min(times.len().saturating_sub(1))).map_or(0.0, |time| time.as_secs_f64() * 1e3)
        };
        let count = u32::try_from(times.len()).map_or(0.0, f64::from);
        Self { rate: count / wall.as_secs_f64(), p50_ms: at(50), p99_ms: at(99) }
    }
}

/// A row of the table: what, promised, measured.
pub struct Row {
    /// What was measured.
    pub what: String,
    /// What we promise.
    pub promised: &'static str,
    /// What came out.
    pub measured: String,
}

/// A row of rates and times.
#[must_use]
pub fn timed(what: impl Into<String>, promised: &'static str, figures: &Figures) -> Row {
    let Figures { rate, p50_ms, p99_ms } = figures;
    let measured = format!("{rate:.0}/s, p50 {p50_ms:.1} ms, p99 {p99_ms:.1} ms");
    Row { what: what.into(), promised, measured }
}

/// The table as Markdown.
#[must_use]
pub fn table(rows: &[Row]) -> String {
    let mut text = String::from("| What | Promised | Measured |\n|---|---|---|\n");
    for Row { what, promised, measured } in rows {
        text.push_str(&format!("| {what} | {promised} | {measured} |\n"));
    }
    text
}

/// Resident memory of a process in MiB (Linux).
#[must_use]
pub fn resident_mib(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}

/// The machine's load over the last minute (Linux).
#[must_use]
pub fn machine_load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().unwrap_or("unknown").to_owned()
}
