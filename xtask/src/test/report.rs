//! What came of each step.

use std::fmt;
use std::time::Duration;

/// How a step ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Everything it checks is right.
    Passed,
    /// Something it checks is wrong.
    Failed,
    /// It needs a step that failed.
    Skipped,
}

/// The table at the end of a run.
#[derive(Default)]
pub struct Report {
    rows: Vec<(&'static str, Outcome, Duration)>,
}

impl Report {
    /// Adds a row.
    pub fn add(&mut self, name: &'static str, outcome: Outcome, elapsed: Duration) {
        println!("  {name}: {} in {}", word(outcome), readable(elapsed));
        self.rows.push((name, outcome, elapsed));
    }

    /// Whether a step was run and did not pass.
    pub fn is_broken(&self, name: &str) -> bool {
        self.rows.iter().any(|(row, outcome, _)| *row == name && *outcome != Outcome::Passed)
    }

    /// Number of failed steps.
    pub fn failed(&self) -> usize {
        self.count(Outcome::Failed)
    }

    fn count(&self, wanted: Outcome) -> usize {
        self.rows.iter().filter(|(_, outcome, _)| *outcome == wanted).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "\nStep          Result     Time")?;
        for (name, outcome, elapsed) in &self.rows {
            writeln!(out, "{name:<14}{:<11}{}", word(*outcome), readable(*elapsed))?;
        }
        let total = self.rows.iter().map(|row| row.2).sum();
        writeln!(out, "{:<25}{}", "together", readable(total))?;
        // Alone on its line and in these words: build services read it.
        write!(out, "\n{} passed, {} failed", self.count(Outcome::Passed), self.failed())?;
        match self.count(Outcome::Skipped) {
            0 => writeln!(out),
            skipped => writeln!(out, ", {skipped} skipped"),
        }
    }
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "FAILED",
        Outcome::Skipped => "left out",
    }
}

fn readable(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_the_steps() {
        let mut report = Report::default();
        report.add("format", Outcome::Passed, Duration::from_millis(1500));
        assert!(report.to_string().ends_with("\n1 passed, 0 failed\n"));
        report.add("ui", Outcome::Failed, Duration::from_secs(61));
        report.add("build", Outcome::Skipped, Duration::ZERO);
        let text = report.to_string();
        assert!(text.ends_with("\n1 passed, 1 failed, 1 skipped\n"), "{text}");
        assert!(text.contains("1 min 01 s") && text.contains("1.5 s"), "{text}");
        assert!(report.is_broken("ui") && report.is_broken("build") && !report.is_broken("format"));
    }
}
