//! Sheets of A4 in millimetres from the upper left corner, with words in the town's font.

use std::sync::LazyLock;

use krilla::{
    Document,
    color::rgb,
    geom::{PathBuilder, Point},
    metadata::Metadata,
    page::PageSettings,
    paint::Stroke,
    text::{Font, TextDirection},
};

use super::Pdf;

/// Millimetres to points.
const POINTS_PER_MM: f32 = 72.0 / 25.4;
/// A4 (ISO 216).
const WIDTH_MM: f32 = 210.0;
const HEIGHT_MM: f32 = 297.0;

/// Fira Sans 4.1 with Latin, Latin Extended-A and -B (SIL Open Font License, see fonts/OFL.txt).
static REGULAR: &[u8] = include_bytes!("../../fonts/fira-sans-400.ttf");
static STRONG: &[u8] = include_bytes!("../../fonts/fira-sans-600.ttf");

/// Read once: the files are compiled in, and a test reads them.
static FACES: LazyLock<Option<[Face; 2]>> = LazyLock::new(|| Some([face(REGULAR)?, face(STRONG)?]));

struct Face {
    font: Font,
    letters: ttf_parser::Face<'static>,
}

fn face(bytes: &'static [u8]) -> Option<Face> {
    let letters = ttf_parser::Face::parse(bytes, 0).ok()?;
    Some(Face { font: Font::new(bytes.into(), 0)?, letters })
}

/// Why there is no PDF. Nothing in it repeats a person's words.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// A letter of the text is not in the font; somebody must write this one by hand.
    #[error("the font lacks a character (U+{0:04X})")]
    Character(u32),
    /// More text than the place takes.
    #[error("the text does not fit")]
    TooLong,
    /// The document could not be made.
    #[error("the PDF could not be made: {0}")]
    Pdf(String),
}

/// How words look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// In points.
    pub size: f32,
    /// Heavier letters.
    pub strong: bool,
}

impl Style {
    pub const BODY: Self = Self { size: 11.0, strong: false };
    pub const STRONG: Self = Self { size: 11.0, strong: true };
    pub const SMALL: Self = Self { size: 8.0, strong: false };
    pub const TITLE: Self = Self { size: 17.0, strong: true };
    pub const CODE: Self = Self { size: 20.0, strong: true };

    /// Height of one line in millimetres.
    pub fn line_mm(self) -> f32 {
        self.size * 1.35 / POINTS_PER_MM
    }

    fn face(self) -> Result<&'static Face, SheetError> {
        let faces = FACES.as_ref().ok_or_else(|| SheetError::Pdf("the font cannot be read".to_owned()))?;
        Ok(&faces[usize::from(self.strong)])
    }
}

/// One line of words at a place.
struct Words {
    x_mm: f32,
    baseline_mm: f32,
    style: Style,
    text: String,
}

/// A thin line.
struct Mark {
    from_mm: (f32, f32),
    to_mm: (f32, f32),
}

/// One side of paper.
#[derive(Default)]
pub(super) struct Sheet {
    words: Vec<Words>,
    marks: Vec<Mark>,
}

impl Sheet {
    /// Puts one line with its upper edge at `top_mm`.
    pub fn line(&mut self, x_mm: f32, top_mm: f32, style: Style, text: &str) -> Result<(), SheetError> {
        width_mm(text, style)?;
        // The baseline stands four fifths of the size below the upper edge.
        let baseline_mm = top_mm + style.size * 0.8 / POINTS_PER_MM;
        self.words.push(Words { x_mm, baseline_mm, style, text: text.to_owned() });
        Ok(())
    }

    /// Draws a thin line.
    pub fn mark(&mut self, from_mm: (f32, f32), to_mm: (f32, f32)) {
        self.marks.push(Mark { from_mm, to_mm });
    }
}

/// How wide a line is. An unknown letter is an error: a name is printed right or not at all.
pub(super) fn width_mm(text: &str, style: Style) -> Result<f32, SheetError> {
    let face = &style.face()?.letters;
    let units = f32::from(face.units_per_em());
    let mut sum = 0.0;
    for letter in text.chars() {
        let glyph = face.glyph_index(letter).ok_or(SheetError::Character(u32::from(letter)))?;
        sum += f32::from(face.glyph_hor_advance(glyph).unwrap_or_default());
    }
    Ok(sum / units * style.size / POINTS_PER_MM)
}

/// The text with a question mark for each letter that the font lacks.
pub(super) fn printable(text: &str) -> Result<String, SheetError> {
    let face = &Style::BODY.face()?.letters;
    let known = |c: char| c == '\n' || face.glyph_index(c).is_some();
    Ok(text
        .chars()
        .map(|c| {
            if known(c) {
                c
            } else if c.is_whitespace() {
                ' '
            } else {
                '?'
            }
        })
        .collect())
}

/// Breaks a text into lines: at blanks, at its own line ends, and within words that are too long.
pub(super) fn lines(text: &str, style: Style, room_mm: f32) -> Result<Vec<String>, SheetError> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if width_mm(&longer, style)? <= room_mm {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in word.chars() {
                line.push(letter);
                if width_mm(&line, style)? > room_mm {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, letter.to_string()));
                }
            }
        }
        lines.push(line);
    }
    Ok(lines)
}

/// Makes the document.
pub(super) fn bind(sheets: &[Sheet], title: &str, language: &str) -> Result<Pdf, SheetError> {
    let mut document = Document::new();
    let metadata = Metadata::new().title(title.to_owned()).language(language.to_owned());
    document.set_metadata(metadata);
    for sheet in sheets {
        let paper = PageSettings::from_wh(points(WIDTH_MM), points(HEIGHT_MM));
        let paper = paper.ok_or_else(|| SheetError::Pdf("no such paper".to_owned()))?;
        let mut page = document.start_page_with(paper);
        let mut surface = page.surface();
        for words in &sheet.words {
            let at = Point::from_xy(points(words.x_mm), points(words.baseline_mm));
            let font = words.style.face()?.font.clone();
            surface.draw_text(at, font, words.style.size, &words.text, false, TextDirection::LeftToRight);
        }
        surface.set_fill(None);
        let grey = rgb::Color::new(110, 110, 110).into();
        surface.set_stroke(Some(Stroke { paint: grey, width: 0.4, ..Stroke::default() }));
        for mark in &sheet.marks {
            let mut path = PathBuilder::new();
            path.move_to(points(mark.from_mm.0), points(mark.from_mm.1));
            path.line_to(points(mark.to_mm.0), points(mark.to_mm.1));
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
        surface.finish();
        page.finish();
    }
    let bytes = document.finish().map_err(|error| SheetError::Pdf(format!("{error:?}")))?;
    Ok(Pdf { bytes, pages: u32::try_from(sheets.len()).unwrap_or(u32::MAX) })
}

fn points(mm: f32) -> f32 {
    mm * POINTS_PER_MM
}
