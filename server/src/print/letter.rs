//! A letter after DIN 5008:2020, form B: the address stands in the window of the envelope.

use super::{
    Pdf, SheetError,
    sheet::{Sheet, Style, bind, lines, width_mm},
};

/// Left edge of text: 25 mm (DIN 5008, 5.2).
const LEFT_MM: f32 = 25.0;
/// Right edge of text: 20 mm from the right.
const RIGHT_MM: f32 = 190.0;
/// The address field of form B: 45 mm from above, 85 mm wide; 5 lines for the sender and remarks, 6 for the address.
const FIELD_TOP_MM: f32 = 45.0;
const FIELD_TEXT_MM: f32 = 75.0;
const REMARKS_MM: f32 = 17.7;
const ADDRESS_LINES_MAX: usize = 6;
/// The information block: 125 mm from the left, 50 mm from above.
const INFO_LEFT_MM: f32 = 125.0;
const INFO_TOP_MM: f32 = 50.0;
/// The subject: two lines below the fields (form B ends them at 90 mm, the text begins at 98.4).
const SUBJECT_TOP_MM: f32 = 103.4;
/// Where feet begin.
const FOOT_TOP_MM: f32 = 272.0;
/// Where text ends; the number of the page stands between it and the foot.
const TEXT_BOTTOM_MM: f32 = 267.0;
/// Where text begins on the second and later sheets.
const NEXT_TOP_MM: f32 = 25.0;
/// Fold marks of form B and the hole mark.
const FOLDS_MM: [f32; 2] = [105.0, 210.0];
const HOLE_MM: f32 = 148.5;

/// What stands in a letter.
pub struct Letter<'a> {
    /// The town as it writes: name, and one line with its address for the window.
    pub town: &'a str,
    /// `Stadt Erlenbrück · Marktplatz 1 · 39999 Erlenbrück`.
    pub sender: &'a str,
    /// Lines of the address, 2 to 6.
    pub address: &'a [String],
    /// Date and whom to ask, one line each.
    pub info: &'a [String],
    /// One line.
    pub subject: &'a str,
    /// Paragraphs before the code.
    pub before: &'a [String],
    /// The code, larger than the rest and alone in its line; nothing in letters without one.
    pub code: Option<&'a str>,
    /// Paragraphs after the code.
    pub after: &'a [String],
    /// One line at the foot.
    pub foot: &'a str,
    /// Language of the letter, for screen readers.
    pub language: &'a str,
}

/// Writes it on one page.
///
/// # Errors
/// `TooLong` when it does not fit on one page or in the window, `Character` when the font lacks a letter.
pub fn write_letter(letter: &Letter<'_>) -> Result<Pdf, SheetError> {
    let pages = sheets(letter)?;
    if pages.len() > 1 {
        return Err(SheetError::TooLong);
    }
    bind(&pages, letter.subject, letter.language)
}

/// Writes it on as many pages as it takes.
///
/// # Errors
/// `TooLong` when the address does not fit in the window, `Character` when the font lacks a letter.
pub fn write_pages(letter: &Letter<'_>) -> Result<Pdf, SheetError> {
    let mut pages = sheets(letter)?;
    let count = pages.len();
    for (index, sheet) in pages.iter_mut().enumerate().filter(|_| count > 1) {
        let number = format!("{} / {count}", index + 1);
        sheet.line(RIGHT_MM - width_mm(&number, Style::SMALL)?, FOOT_TOP_MM - 3.0, Style::SMALL, &number)?;
    }
    bind(&pages, letter.subject, letter.language)
}

fn sheets(letter: &Letter<'_>) -> Result<Vec<Sheet>, SheetError> {
    let mut sheet = Sheet::default();
    sheet.line(LEFT_MM, 20.0, Style::TITLE, letter.town)?;
    address(&mut sheet, letter)?;
    let mut top = INFO_TOP_MM;
    for text in letter.info {
        for line in lines(text, Style::BODY, RIGHT_MM - INFO_LEFT_MM)? {
            sheet.line(INFO_LEFT_MM, top, Style::BODY, &line)?;
            top += Style::BODY.line_mm();
        }
    }
    for y in FOLDS_MM {
        sheet.mark((5.0, y), (9.0, y));
    }
    sheet.mark((5.0, HOLE_MM), (11.0, HOLE_MM));
    let mut pages = Pages { done: Vec::new(), sheet, top: SUBJECT_TOP_MM };
    pages.paragraph(Style::STRONG, letter.subject)?;
    pages.top += 3.0;
    for text in letter.before {
        pages.paragraph(Style::BODY, text)?;
    }
    if let Some(code) = letter.code {
        pages.top += 2.0;
        pages.line(Style::CODE, code)?;
        pages.top += 4.0;
    }
    for text in letter.after {
        pages.paragraph(Style::BODY, text)?;
    }
    let mut sheets = pages.done;
    sheets.push(pages.sheet);
    for sheet in &mut sheets {
        foot(sheet, letter.foot)?;
    }
    Ok(sheets)
}

fn foot(sheet: &mut Sheet, text: &str) -> Result<(), SheetError> {
    sheet.mark((LEFT_MM, FOOT_TOP_MM + 2.0), (RIGHT_MM, FOOT_TOP_MM + 2.0));
    let mut top = FOOT_TOP_MM + 4.0;
    for line in lines(text, Style::SMALL, RIGHT_MM - LEFT_MM)? {
        sheet.line(LEFT_MM, top, Style::SMALL, &line)?;
        top += Style::SMALL.line_mm();
    }
    Ok(())
}

/// Text that flows from sheet to sheet.
struct Pages {
    done: Vec<Sheet>,
    sheet: Sheet,
    top: f32,
}

impl Pages {
    fn line(&mut self, style: Style, text: &str) -> Result<(), SheetError> {
        if self.top + style.line_mm() > TEXT_BOTTOM_MM {
            self.done.push(std::mem::take(&mut self.sheet));
            self.top = NEXT_TOP_MM;
        }
        self.sheet.line(LEFT_MM, self.top, style, text)?;
        self.top += style.line_mm();
        Ok(())
    }

    fn paragraph(&mut self, style: Style, text: &str) -> Result<(), SheetError> {
        for line in lines(text, style, RIGHT_MM - LEFT_MM)? {
            self.line(style, &line)?;
        }
        self.top += 2.5;
        Ok(())
    }
}

/// Sender above, address below, all inside the window.
fn address(sheet: &mut Sheet, letter: &Letter<'_>) -> Result<(), SheetError> {
    let address_top = FIELD_TOP_MM + REMARKS_MM;
    let sender = lines(letter.sender, Style::SMALL, FIELD_TEXT_MM)?;
    if sender.len() > 2 || letter.address.len() > ADDRESS_LINES_MAX {
        return Err(SheetError::TooLong);
    }
    let count = u8::try_from(sender.len()).unwrap_or(u8::MAX);
    let mut top = address_top - 1.5 - f32::from(count) * Style::SMALL.line_mm();
    for line in sender {
        sheet.line(LEFT_MM, top, Style::SMALL, &line)?;
        top += Style::SMALL.line_mm();
    }
    sheet.mark((LEFT_MM, address_top - 0.8), (LEFT_MM + FIELD_TEXT_MM, address_top - 0.8));
    let mut top = address_top;
    // 27.3 mm for six lines.
    let step = 27.3 / 6.0;
    for line in letter.address {
        // A long name takes smaller letters before it leaves the window.
        let fits = |style: &Style| width_mm(line, *style).is_ok_and(|width| width <= FIELD_TEXT_MM);
        let smaller = Style { size: 8.5, ..Style::BODY };
        width_mm(line, Style::BODY)?;
        let style = [Style::BODY, smaller].into_iter().find(fits).ok_or(SheetError::TooLong)?;
        sheet.line(LEFT_MM, top, style, line)?;
        top += step;
    }
    Ok(())
}
