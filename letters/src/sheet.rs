//! Sheets of A4 in millimetres from the upper left corner, and the structure that screen readers follow.

use std::num::NonZeroU16;

use jiff::{Timestamp, tz::TimeZone};
use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Accessibility, Archival, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect},
    metadata::{DateTime, Metadata},
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, BBox, ContentTag, Identifier, ListNumbering, Node, TableHeaderScope, Tag,
        TagGroup, TagTree,
    },
    text::TextDirection,
};

use crate::{
    LetterError, Pdf,
    font::{POINTS_PER_MM, Style, width_mm},
    qr::Matrix,
};

/// A4 (ISO 216).
const WIDTH_MM: f32 = 210.0;
const HEIGHT_MM: f32 = 297.0;

/// What is drawn.
enum Ink {
    Words { x_mm: f32, baseline_mm: f32, style: Style, text: String },
    Line { from_mm: (f32, f32), to_mm: (f32, f32) },
    Code { matrix: Matrix, left_mm: f32, top_mm: f32, side_mm: f32 },
}

/// Ink that belongs together on one page.
#[derive(Default)]
pub(crate) struct Piece {
    ink: Vec<Ink>,
    artifact: Option<ArtifactType>,
}

impl Piece {
    /// Puts one line with its upper edge at `top_mm`.
    ///
    /// # Errors
    /// `Character` when the font lacks a letter.
    pub fn line(mut self, x_mm: f32, top_mm: f32, style: Style, text: &str) -> Result<Self, LetterError> {
        width_mm(text, style)?;
        let baseline_mm = top_mm + style.baseline_mm();
        self.ink.push(Ink::Words { x_mm, baseline_mm, style, text: text.to_owned() });
        Ok(self)
    }

    /// A code to scan.
    pub fn code(matrix: Matrix, left_mm: f32, top_mm: f32, side_mm: f32) -> Self {
        Self { ink: vec![Ink::Code { matrix, left_mm, top_mm, side_mm }], artifact: None }
    }

    /// A thin line, no part of the text.
    pub fn mark(from_mm: (f32, f32), to_mm: (f32, f32)) -> Self {
        Self { ink: vec![Ink::Line { from_mm, to_mm }], artifact: Some(ArtifactType::Layout) }
    }

    /// Not read aloud: what stands here is page furniture.
    pub fn artifact(mut self, kind: ArtifactType) -> Self {
        self.artifact = Some(kind);
        self
    }

    pub fn is_empty(&self) -> bool {
        self.ink.is_empty()
    }
}

/// What a part of the document is.
#[derive(Debug, Clone)]
pub(crate) enum Role {
    Part,
    Section,
    Paragraph,
    Heading(NonZeroU16, String),
    List,
    Item,
    Label,
    Body,
    Table(String),
    Head,
    Rows,
    Row,
    ColumnName,
    RowName,
    Cell,
    Figure { alt: String, page: usize, left_mm: f32, top_mm: f32, side_mm: f32 },
}

/// A node of the structure.
#[derive(Debug, Clone)]
pub(crate) enum Child {
    Group(Role, Vec<Self>),
    /// Page and place of a piece.
    Piece(usize, usize),
}

/// A document before it is a PDF.
pub(crate) struct Paper {
    pub sheets: Vec<Vec<Piece>>,
    pub tree: Vec<Child>,
    /// Headings with their page and height, for the outline.
    pub outline: Vec<(String, usize, f32)>,
}

/// What is said about it.
pub(crate) struct Title<'a> {
    pub title: &'a str,
    pub language: &'a str,
    pub made_at: Timestamp,
    pub author: &'a str,
}

/// Makes the document.
///
/// # Errors
/// `Pdf` when it is not PDF/UA-1 and PDF/A-2a.
pub(crate) fn bind(paper: &Paper, title: &Title<'_>) -> Result<Pdf, LetterError> {
    let said = |error: &dyn std::fmt::Debug| LetterError::Pdf(format!("{error:?}"));
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| said(&error))?;
    let settings = SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    document.set_metadata(metadata(title));
    let mut ids = Vec::new();
    for sheet in &paper.sheets {
        let size = PageSettings::from_wh(points(WIDTH_MM), points(HEIGHT_MM));
        let size = size.ok_or_else(|| LetterError::Pdf("no such paper".to_owned()))?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        let mut drawn = Vec::new();
        for piece in sheet {
            drawn.push(draw(&mut surface, piece)?);
        }
        ids.push(drawn);
        surface.finish();
        page.finish();
    }
    let mut tree = TagTree::new().with_lang(Some(title.language.to_owned()));
    for child in &paper.tree {
        tree.push(node(child, &ids)?);
    }
    document.set_tag_tree(tree);
    let mut outline = Outline::new();
    for (text, page, top_mm) in &paper.outline {
        let place = XyzDestination::new(*page, Point::from_xy(0.0, points(*top_mm)));
        outline.push_child(OutlineNode::new(text.clone(), place));
    }
    document.set_outline(outline);
    let bytes = document.finish().map_err(|error| said(&error))?;
    Ok(Pdf { bytes, pages: u32::try_from(paper.sheets.len()).unwrap_or(u32::MAX) })
}

fn metadata(title: &Title<'_>) -> Metadata {
    let at = title.made_at.to_zoned(TimeZone::UTC);
    let number = |value: i8| u8::try_from(value).unwrap_or_default();
    let date = DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(number(at.month()))
        .day(number(at.day()))
        .hour(number(at.hour()))
        .minute(number(at.minute()))
        .second(number(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(title.title.to_owned())
        .language(title.language.to_owned())
        .authors(vec![title.author.to_owned()])
        .creator("Rathaus".to_owned())
        .creation_date(date)
}

fn draw(surface: &mut Surface<'_>, piece: &Piece) -> Result<Identifier, LetterError> {
    let tag = match piece.artifact {
        Some(kind) => ContentTag::Artifact(Artifact::with_kind(kind)),
        None => ContentTag::Other,
    };
    let id = surface.start_tagged(tag);
    for ink in &piece.ink {
        match ink {
            Ink::Words { x_mm, baseline_mm, style, text } => {
                let at = Point::from_xy(points(*x_mm), points(*baseline_mm));
                surface.set_fill(Some(Fill::default()));
                surface.set_stroke(None);
                let font = style.face()?.font.clone();
                surface.draw_text(at, font, style.size, text, false, TextDirection::LeftToRight);
            }
            Ink::Line { from_mm, to_mm } => {
                surface.set_fill(None);
                let grey = rgb::Color::new(110, 110, 110).into();
                surface.set_stroke(Some(Stroke { paint: grey, width: 0.4, ..Stroke::default() }));
                let mut path = PathBuilder::new();
                path.move_to(points(from_mm.0), points(from_mm.1));
                path.line_to(points(to_mm.0), points(to_mm.1));
                if let Some(path) = path.finish() {
                    surface.draw_path(&path);
                }
            }
            Ink::Code { matrix, left_mm, top_mm, side_mm } => {
                draw_code(surface, matrix, (*left_mm, *top_mm), *side_mm);
            }
        }
    }
    surface.end_tagged();
    Ok(id)
}

/// Modules as one path, within the quiet zone.
fn draw_code(surface: &mut Surface<'_>, matrix: &Matrix, (left_mm, top_mm): (f32, f32), side_mm: f32) {
    let float = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    let (module, quiet) = (matrix.module(side_mm), matrix.quiet(side_mm));
    let mut path = PathBuilder::new();
    for (row, column, length) in matrix.runs() {
        let left = left_mm + quiet + float(column) * module;
        let top = top_mm + quiet + float(row) * module;
        let run = Rect::from_xywh(points(left), points(top), points(float(length) * module), points(module));
        if let Some(run) = run {
            path.push_rect(run);
        }
    }
    surface.set_stroke(None);
    surface.set_fill(Some(Fill::default()));
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn node(child: &Child, ids: &[Vec<Identifier>]) -> Result<Node, LetterError> {
    let (role, children) = match child {
        Child::Piece(page, place) => {
            let id = ids.get(*page).and_then(|page| page.get(*place));
            let id = id.ok_or_else(|| LetterError::Pdf("structure without content".to_owned()))?;
            return Ok(Node::Leaf(*id));
        }
        Child::Group(role, children) => (role, children),
    };
    let mut group = group(role);
    for child in children {
        group.push(node(child, ids)?);
    }
    Ok(group.into())
}

fn group(role: &Role) -> TagGroup {
    match role {
        Role::Part => TagGroup::new(Tag::Div),
        Role::Section => TagGroup::new(Tag::Section),
        Role::Paragraph => TagGroup::new(Tag::P),
        Role::Heading(level, title) => TagGroup::new(Tag::Hn(*level, Some(title.clone()))),
        Role::List => TagGroup::new(Tag::L(ListNumbering::Disc)),
        Role::Item => TagGroup::new(Tag::LI),
        Role::Label => TagGroup::new(Tag::Lbl),
        Role::Body => TagGroup::new(Tag::LBody),
        Role::Table(summary) => {
            let summary = Some(summary.clone()).filter(|summary| !summary.is_empty());
            TagGroup::new(Tag::Table.with_summary(summary))
        }
        Role::Head => TagGroup::new(Tag::THead),
        Role::Rows => TagGroup::new(Tag::TBody),
        Role::Row => TagGroup::new(Tag::TR),
        Role::ColumnName => TagGroup::new(Tag::TH(TableHeaderScope::Column)),
        Role::RowName => TagGroup::new(Tag::TH(TableHeaderScope::Row)),
        Role::Cell => TagGroup::new(Tag::TD),
        Role::Figure { alt, page, left_mm, top_mm, side_mm } => {
            let side = points(*side_mm);
            let area = Rect::from_xywh(points(*left_mm), points(*top_mm), side, side);
            let figure = Tag::Figure(Some(alt.clone()));
            TagGroup::new(figure.with_bbox(area.map(|area| BBox::new(*page, area))))
        }
    }
}

fn points(mm: f32) -> f32 {
    mm * POINTS_PER_MM
}
