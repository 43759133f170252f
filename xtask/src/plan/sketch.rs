//! The hand-drawn lines a plan is made of. The sketch explains its own form.

use anyhow::{Context as _, Result, bail, ensure};

use super::ground::Point;

/// One line of the sketch.
#[derive(Debug, Clone)]
pub struct Line {
    pub kind: String,
    pub name: String,
    pub points: Vec<Point>,
    options: Vec<(String, String)>,
}

impl Line {
    /// Whether a word without a value stands among the options.
    pub fn is(&self, word: &str) -> bool {
        self.option(word) == Some("")
    }

    /// The value of an option.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of an option that is a number.
    pub fn number(&self, name: &str) -> Option<f64> {
        self.option(name).and_then(|value| value.parse().ok())
    }
}

/// A whole sketch.
#[derive(Debug)]
pub struct Sketch {
    /// Latitude and longitude of the point 0,0.
    pub origin: (f64, f64),
    lines: Vec<Line>,
}

impl Sketch {
    /// Reads a sketch.
    pub fn read(text: &str) -> Result<Self> {
        let mut origin = None;
        let mut lines = Vec::new();
        for (number, row) in text.lines().enumerate() {
            let row = row.trim();
            if row.is_empty() || row.starts_with('#') {
                continue;
            }
            let read = || -> Result<Option<Line>> {
                let parts: Vec<&str> = row.split('|').map(str::trim).collect();
                match parts.as_slice() {
                    ["origin", _] => Ok(None),
                    [head, name, points] => line(head, name, points).map(Some),
                    _ => bail!("expected kind | name | points"),
                }
            };
            match read().with_context(|| format!("line {}", number + 1))? {
                Some(line) => lines.push(line),
                None => origin = row.split('|').nth(1).and_then(degrees),
            }
        }
        Ok(Self { origin: origin.context("the origin is missing")?, lines })
    }

    /// Lines of these kinds, in the order of the kinds and then of the sketch.
    pub fn of<'a>(&'a self, kinds: &'a [&'a str]) -> impl Iterator<Item = &'a Line> {
        kinds.iter().flat_map(|kind| self.lines.iter().filter(move |line| line.kind == *kind))
    }
}

fn degrees(text: &str) -> Option<(f64, f64)> {
    let (lat, lon) = text.trim().split_once(' ')?;
    Some((lat.parse().ok()?, lon.parse().ok()?))
}

fn line(head: &str, name: &str, points: &str) -> Result<Line> {
    let mut words = split_quoted(head).into_iter();
    let kind = words.next().context("the kind is missing")?;
    let options = words
        .map(|word| {
            let (name, value) = word.split_once('=').unwrap_or((&word, ""));
            (name.to_owned(), value.to_owned())
        })
        .collect();
    let points = points
        .split_whitespace()
        .map(|pair| {
            let (x, y) = pair.split_once(',').with_context(|| format!("{pair} is no point"))?;
            Ok(Point { x: x.parse()?, y: y.parse()? })
        })
        .collect::<Result<Vec<_>>>()?;
    ensure!(!points.is_empty(), "no points");
    Ok(Line { kind, name: name.to_owned(), points, options })
}

/// Words apart at spaces, except between quotation marks.
fn split_quoted(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            letter => words.last_mut().expect("starts with one word").push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
