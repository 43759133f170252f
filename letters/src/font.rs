//! The town's font: what it can write, how wide that is, and where lines break.

use std::sync::LazyLock;

use krilla::text::Font;

use crate::LetterError;

/// Points in a millimetre.
pub(crate) const POINTS_PER_MM: f32 = 72.0 / 25.4;

/// Fira Sans 4.1 with Latin, Latin Extended-A and -B (SIL Open Font License, see fonts/OFL.txt).
static REGULAR: &[u8] = include_bytes!("../fonts/fira-sans-400.ttf");
static STRONG: &[u8] = include_bytes!("../fonts/fira-sans-600.ttf");

/// Read once: the files are compiled in, and a test reads them.
static FACES: LazyLock<Option<[Face; 2]>> = LazyLock::new(|| Some([face(REGULAR)?, face(STRONG)?]));

pub(crate) struct Face {
    pub font: Font,
    letters: ttf_parser::Face<'static>,
}

fn face(bytes: &'static [u8]) -> Option<Face> {
    let letters = ttf_parser::Face::parse(bytes, 0).ok()?;
    Some(Face { font: Font::new(bytes.into(), 0)?, letters })
}

/// How words look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// In points.
    pub size: f32,
    /// Heavier letters.
    pub strong: bool,
}

impl Style {
    pub const BODY: Self = Self { size: 11.0, strong: false };
    pub const STRONG: Self = Self { size: 11.0, strong: true };
    pub const SMALL: Self = Self { size: 8.0, strong: false };
    pub const SECTION: Self = Self { size: 13.0, strong: true };
    pub const TITLE: Self = Self { size: 17.0, strong: true };
    pub const CODE: Self = Self { size: 20.0, strong: true };

    /// Height of one line in millimetres.
    pub fn line_mm(self) -> f32 {
        self.size * 1.35 / POINTS_PER_MM
    }

    /// The baseline stands four fifths of the size below the upper edge.
    pub fn baseline_mm(self) -> f32 {
        self.size * 0.8 / POINTS_PER_MM
    }

    pub fn face(self) -> Result<&'static Face, LetterError> {
        let [regular, strong] =
            FACES.as_ref().ok_or_else(|| LetterError::Pdf("the fonts cannot be read".to_owned()))?;
        Ok(if self.strong { strong } else { regular })
    }
}

/// How wide a line is. An unknown letter is an error: a name is printed right or not at all.
pub(crate) fn width_mm(text: &str, style: Style) -> Result<f32, LetterError> {
    let face = &style.face()?.letters;
    let units = f32::from(face.units_per_em());
    let mut sum = 0.0;
    for letter in text.chars() {
        let glyph = face.glyph_index(letter).ok_or(LetterError::Character(u32::from(letter)))?;
        sum += f32::from(face.glyph_hor_advance(glyph).unwrap_or_default());
    }
    Ok(sum / units * style.size / POINTS_PER_MM)
}

/// The text with a question mark for each letter that the font lacks.
pub(crate) fn printable(text: &str) -> Result<String, LetterError> {
    let face = &Style::BODY.face()?.letters;
    let known = |c: char| c == '\n' || face.glyph_index(c).is_some();
    let shown = |c: char| match c {
        c if known(c) => c,
        c if c.is_whitespace() => ' ',
        _ => '?',
    };
    Ok(text.chars().map(shown).collect())
}

/// Breaks a text into lines: at blanks, at its own line ends, and within words that are too long. A line that goes on
/// in the next one ends with a blank, so that a screen reader does not glue two words together.
pub(crate) fn lines(text: &str, style: Style, room_mm: f32) -> Result<Vec<String>, LetterError> {
    let blank = width_mm(" ", style)?;
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let (mut line, mut width) = (String::new(), 0.0);
        for word in paragraph.split_whitespace() {
            let word_width = width_mm(word, style)?;
            if !line.is_empty() {
                line.push(' ');
                if width + blank + word_width <= room_mm {
                    line.push_str(word);
                    width += blank + word_width;
                    continue;
                }
                lines.push(std::mem::take(&mut line));
            }
            if word_width <= room_mm {
                (line, width) = (word.to_owned(), word_width);
                continue;
            }
            width = 0.0;
            for letter in word.chars() {
                let letter_width = width_mm(letter.encode_utf8(&mut [0; 4]), style)?;
                if width + letter_width > room_mm && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    width = 0.0;
                }
                line.push(letter);
                width += letter_width;
            }
        }
        line.push(' ');
        lines.push(line);
    }
    if let Some(last) = lines.last_mut() {
        last.truncate(last.trim_end().len());
    }
    Ok(lines)
}
