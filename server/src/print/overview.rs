//! A list of what is known, over as many pages as it takes: title, headings, rows of a name and a value.

use super::{
    Pdf, SheetError,
    sheet::{Sheet, Style, bind, lines, printable},
};

const LEFT_MM: f32 = 25.0;
const VALUE_LEFT_MM: f32 = 80.0;
const RIGHT_MM: f32 = 190.0;
const TOP_MM: f32 = 25.0;
const BOTTOM_MM: f32 = 272.0;

/// What stands in it.
pub struct Overview<'a> {
    /// First line.
    pub title: &'a str,
    /// Below the title.
    pub introduction: &'a str,
    /// The parts.
    pub sections: Vec<Section>,
    /// At the foot of each page, before its number.
    pub foot: &'a str,
    /// Language, for screen readers.
    pub language: &'a str,
}

/// One part.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Names and values.
    pub rows: Vec<(String, String)>,
}

struct Writer {
    sheets: Vec<Sheet>,
    top: f32,
}

impl Writer {
    /// The sheet with room for so many millimetres.
    fn sheet(&mut self, room_mm: f32) -> &mut Sheet {
        if self.sheets.is_empty() || self.top + room_mm > BOTTOM_MM {
            self.sheets.push(Sheet::default());
            self.top = TOP_MM;
        }
        let last = self.sheets.len() - 1;
        &mut self.sheets[last]
    }

    fn text(&mut self, x: f32, style: Style, text: &str) -> Result<(), SheetError> {
        for line in lines(text, style, RIGHT_MM - x)? {
            self.sheet(style.line_mm());
            let top = self.top;
            self.sheet(style.line_mm()).line(x, top, style, &line)?;
            self.top += style.line_mm();
        }
        Ok(())
    }

    fn row(&mut self, name: &str, value: &str) -> Result<(), SheetError> {
        let (name, value) = (&printable(name)?, &printable(value)?);
        let names = lines(name, Style::BODY, VALUE_LEFT_MM - LEFT_MM - 3.0)?;
        let values = lines(value, Style::BODY, RIGHT_MM - VALUE_LEFT_MM)?;
        for index in 0..names.len().max(values.len()) {
            self.sheet(Style::BODY.line_mm());
            let top = self.top;
            let sheet = self.sheet(Style::BODY.line_mm());
            for (x, texts) in [(LEFT_MM, &names), (VALUE_LEFT_MM, &values)] {
                if let Some(text) = texts.get(index) {
                    sheet.line(x, top, Style::BODY, text)?;
                }
            }
            self.top += Style::BODY.line_mm();
        }
        self.top += 1.0;
        Ok(())
    }
}

/// Writes it. In values a letter that the font lacks becomes a question mark: people write anything into reports.
///
/// # Errors
/// `Character` when the font lacks a letter of a heading.
pub fn write_overview(overview: &Overview<'_>) -> Result<Pdf, SheetError> {
    let mut writer = Writer { sheets: Vec::new(), top: TOP_MM };
    writer.text(LEFT_MM, Style::TITLE, overview.title)?;
    writer.top += 3.0;
    writer.text(LEFT_MM, Style::BODY, overview.introduction)?;
    for section in &overview.sections {
        writer.top += 5.0;
        // A heading never stands alone at the foot.
        writer.sheet(Style::STRONG.line_mm() * 3.0);
        writer.text(LEFT_MM, Style { size: 13.0, strong: true }, &section.heading)?;
        writer.top += 1.0;
        for (name, value) in &section.rows {
            writer.row(name, value)?;
        }
    }
    let pages = writer.sheets.len();
    for (index, sheet) in writer.sheets.iter_mut().enumerate() {
        let foot = format!("{} · {} / {pages}", overview.foot, index + 1);
        sheet.line(LEFT_MM, BOTTOM_MM + 8.0, Style::SMALL, &foot)?;
    }
    bind(&writer.sheets, overview.title, overview.language)
}
