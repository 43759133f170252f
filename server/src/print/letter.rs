//! A letter of one page after DIN 5008:2020, form B: the address stands in the window of the envelope.

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

/// Writes it.
///
/// # Errors
/// `TooLong` when it does not fit on one page or in the window, `Character` when the font lacks a letter.
pub fn write_letter(letter: &Letter<'_>) -> Result<Pdf, SheetError> {
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
    let mut top = paragraph(&mut sheet, SUBJECT_TOP_MM, Style::STRONG, letter.subject)? + 3.0;
    for text in letter.before {
        top = paragraph(&mut sheet, top, Style::BODY, text)?;
    }
    if let Some(code) = letter.code {
        sheet.line(LEFT_MM, top + 2.0, Style::CODE, code)?;
        top += Style::CODE.line_mm() + 6.0;
    }
    for text in letter.after {
        top = paragraph(&mut sheet, top, Style::BODY, text)?;
    }
    if top > FOOT_TOP_MM {
        return Err(SheetError::TooLong);
    }
    sheet.mark((LEFT_MM, FOOT_TOP_MM + 2.0), (RIGHT_MM, FOOT_TOP_MM + 2.0));
    let mut foot = FOOT_TOP_MM + 4.0;
    for line in lines(letter.foot, Style::SMALL, RIGHT_MM - LEFT_MM)? {
        sheet.line(LEFT_MM, foot, Style::SMALL, &line)?;
        foot += Style::SMALL.line_mm();
    }
    for y in FOLDS_MM {
        sheet.mark((5.0, y), (9.0, y));
    }
    sheet.mark((5.0, HOLE_MM), (11.0, HOLE_MM));
    bind(&[sheet], letter.subject, letter.language)
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

/// One paragraph; gives the place of the next one.
fn paragraph(sheet: &mut Sheet, mut top: f32, style: Style, text: &str) -> Result<f32, SheetError> {
    for line in lines(text, style, RIGHT_MM - LEFT_MM)? {
        sheet.line(LEFT_MM, top, style, &line)?;
        top += style.line_mm();
    }
    Ok(top + 2.5)
}
