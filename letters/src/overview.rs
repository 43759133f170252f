//! A list of what is known, over as many pages as it takes: title, headings, rows of a name and a value.

use std::num::NonZeroU16;

use jiff::Timestamp;
use krilla::tagging::ArtifactType;

use crate::{
    LetterError, Pdf,
    flow::{Flow, LEFT_MM, RIGHT_MM},
    font::{Style, lines, printable},
    sheet::{Child, Piece, Role, Title, bind},
};

const VALUE_LEFT_MM: f32 = 80.0;
const TOP_MM: f32 = 25.0;
const BOTTOM_MM: f32 = 272.0;
/// Somebody's whole history may stand in it.
const PAGES_MAX: usize = 5000;
const H1: NonZeroU16 = NonZeroU16::MIN;
const H2: NonZeroU16 = NonZeroU16::MIN.saturating_add(1);

/// What stands in it.
#[derive(Debug, Clone)]
pub struct Overview<'a> {
    /// First line.
    pub title: &'a str,
    /// Below the title.
    pub introduction: &'a str,
    /// The parts.
    pub sections: Vec<Section>,
    /// At the foot of each page, before its number; also the author.
    pub foot: &'a str,
    /// Language (BCP 47), for screen readers.
    pub language: &'a str,
    /// When it is made.
    pub made_at: Timestamp,
}

/// One part.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Names and values.
    pub rows: Vec<(String, String)>,
}

/// Writes it. In values a letter that the font lacks becomes a question mark: people write anything into reports.
///
/// # Errors
/// `Character` when the font lacks a letter of a heading; `TooLong` after five thousand pages.
pub fn write_overview(overview: &Overview<'_>) -> Result<Pdf, LetterError> {
    let mut flow = Flow::new(TOP_MM, TOP_MM, BOTTOM_MM, PAGES_MAX);
    let mut tree = vec![flow.heading(H1, Style::TITLE, overview.title)?];
    flow.top += 2.0;
    tree.extend(flow.paragraph(LEFT_MM, Style::BODY, overview.introduction)?);
    for section in &overview.sections {
        flow.top += 2.5;
        let mut parts = vec![flow.heading(H2, Style::SECTION, &section.heading)?];
        let mut rows = Vec::new();
        for (name, value) in &section.rows {
            rows.push(row(&mut flow, &printable(name)?, &printable(value)?)?);
        }
        if !rows.is_empty() {
            parts.push(Child::Group(Role::Table(section.heading.clone()), rows));
        }
        tree.push(Child::Group(Role::Section, parts));
    }
    flow.paper.tree = tree;
    let pages = flow.page() + 1;
    for page in 0..pages {
        let foot = format!("{} · {} / {pages}", overview.foot, page + 1);
        let piece = Piece::default().line(LEFT_MM, BOTTOM_MM + 8.0, Style::SMALL, &foot)?;
        flow.put_on(page, piece.artifact(ArtifactType::Footer));
    }
    let title = Title {
        title: overview.title,
        language: overview.language,
        made_at: overview.made_at,
        author: overview.foot,
    };
    bind(&flow.paper, &title)
}

/// A name and its value side by side; both may go on on the next page.
fn row(flow: &mut Flow, name: &str, value: &str) -> Result<Child, LetterError> {
    let style = Style::BODY;
    let names = lines(name, style, VALUE_LEFT_MM - LEFT_MM - 3.0)?;
    let values = lines(value, style, RIGHT_MM - VALUE_LEFT_MM)?;
    let mut cells = [Vec::new(), Vec::new()];
    let mut pieces = [Piece::default(), Piece::default()];
    for index in 0..names.len().max(values.len()) {
        let page = flow.page();
        if flow.need(style.line_mm())? {
            put(flow, page, &mut pieces, &mut cells);
        }
        for (side, (x, texts)) in [(LEFT_MM, &names), (VALUE_LEFT_MM, &values)].into_iter().enumerate() {
            if let Some(text) = texts.get(index) {
                pieces[side] = std::mem::take(&mut pieces[side]).line(x, flow.top, style, text)?;
            }
        }
        flow.top += style.line_mm();
    }
    let page = flow.page();
    put(flow, page, &mut pieces, &mut cells);
    flow.top += 1.0;
    let cells = [Role::RowName, Role::Cell].into_iter().zip(cells);
    Ok(Child::Group(Role::Row, cells.map(|(role, children)| Child::Group(role, children)).collect()))
}

/// Puts what was written of both cells onto a page.
fn put(flow: &mut Flow, page: usize, pieces: &mut [Piece; 2], cells: &mut [Vec<Child>; 2]) {
    for (piece, cell) in pieces.iter_mut().zip(cells) {
        if !piece.is_empty() {
            cell.push(flow.put_on(page, std::mem::take(piece)));
        }
    }
}
