//! A letter after DIN 5008:2020, form B: the address stands in the window of the envelope.

use std::num::NonZeroU16;

use krilla::tagging::ArtifactType;

use crate::{
    Block, Cover, Letter, LetterError, NextTime, Payment, Pdf, Remedy,
    flow::{Flow, LEFT_MM, RIGHT_MM},
    font::{Style, lines, width_mm},
    sheet::{Child, Piece, Role, Title, bind},
};

/// The address field of form B: 45 mm from above, 85 mm wide; 5 lines for the sender and remarks, 6 for the address.
const FIELD_TOP_MM: f32 = 45.0;
const FIELD_TEXT_MM: f32 = 75.0;
const REMARKS_MM: f32 = 17.7;
const ADDRESS_MM: f32 = 27.3;
const ADDRESS_LINES_MAX: usize = 6;
/// The information block: 125 mm from the left, 50 mm from above.
const INFO_LEFT_MM: f32 = 125.0;
const INFO_TOP_MM: f32 = 50.0;
const INFO_BOTTOM_MM: f32 = 101.0;
/// The subject: two lines below the fields (form B ends them at 90 mm, the text begins at 98.4).
const SUBJECT_TOP_MM: f32 = 103.4;
/// Where text begins on further pages.
const NEXT_TOP_MM: f32 = 35.0;
/// Where text ends: on a single page, and where a page number follows.
const SINGLE_BOTTOM_MM: f32 = 270.0;
const BOTTOM_MM: f32 = 262.0;
const NUMBER_TOP_MM: f32 = 265.0;
/// The foot: at most four lines.
const FOOT_TOP_MM: f32 = 272.0;
const FOOT_LINES_MAX: usize = 4;
/// Fold marks of form B and the hole mark.
const FOLDS_MM: [f32; 2] = [105.0, 210.0];
const HOLE_MM: f32 = 148.5;
/// Side of a code with its quiet zone; 69 modules are then 0.5 mm each.
const GIRO_MM: f32 = 38.0;
const NEXT_TIME_MM: f32 = 32.0;
/// Between a code and the words beside it.
const BESIDE_MM: f32 = 4.0;
/// No letter is longer.
const PAGES_MAX: usize = 50;
const LINK_CHARACTERS_MAX: usize = 300;

const H1: NonZeroU16 = NonZeroU16::MIN;
const H2: NonZeroU16 = NonZeroU16::MIN.saturating_add(1);

/// Writes a letter.
///
/// # Errors
/// As [`LetterError`] says. What does not fit into the window or is not in the font is never cut off or replaced.
pub fn write(letter: &Letter) -> Result<Pdf, LetterError> {
    let single = lay_out(letter, SINGLE_BOTTOM_MM)?;
    let flow = if single.page() == 0 { single } else { numbered(letter)? };
    let title = Title {
        title: &letter.subject,
        language: &letter.language,
        made_at: letter.made_at,
        author: &letter.town,
    };
    bind(&flow.paper, &title)
}

/// Writes the sheet that goes before a PDF made elsewhere.
///
/// # Errors
/// As [`write`]; `TooLong` when it is more than one page.
pub fn cover_sheet(cover: &Cover) -> Result<Pdf, LetterError> {
    let pdf = write(&Letter {
        sender: cover.sender.clone(),
        address: cover.address.clone(),
        reference: cover.reference.clone(),
        information: cover.information.clone(),
        subject: cover.subject.clone(),
        body: cover.paragraphs.iter().cloned().map(Block::Paragraph).collect(),
        next_time: cover.next_time.clone(),
        foot: cover.foot.clone(),
        ..Letter::new(&cover.town, &cover.language, cover.made_at)
    })?;
    if pdf.pages == 1 { Ok(pdf) } else { Err(LetterError::TooLong) }
}

/// More than one page: each with its number, all but the first with what they belong to.
fn numbered(letter: &Letter) -> Result<Flow, LetterError> {
    let mut flow = lay_out(letter, BOTTOM_MM)?;
    let pages = flow.page() + 1;
    for page in 0..pages {
        let text = letter.page_text.replace("{pages}", &pages.to_string());
        let text = text.replace("{page}", &(page + 1).to_string());
        let left = RIGHT_MM - width_mm(&text, Style::SMALL)?;
        let number = Piece::default().line(left, NUMBER_TOP_MM, Style::SMALL, &text)?;
        flow.put_on(page, number.artifact(ArtifactType::Footer));
        if page > 0 {
            let reference = letter.reference.as_ref().map(|reference| reference.value.as_str());
            let parts = [Some(letter.town.as_str()), reference, Some(letter.subject.as_str())];
            let head = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let head = lines(&head, Style::SMALL, RIGHT_MM - LEFT_MM)?;
            let head = head.first().map_or("", |line| line.trim_end());
            let head = Piece::default().line(LEFT_MM, 20.0, Style::SMALL, head)?;
            flow.put_on(page, head.artifact(ArtifactType::Header));
        }
    }
    Ok(flow)
}

fn lay_out(letter: &Letter, bottom: f32) -> Result<Flow, LetterError> {
    let mut flow = Flow::new(SUBJECT_TOP_MM, NEXT_TOP_MM, bottom, PAGES_MAX);
    let town = flow.put(Piece::default().line(LEFT_MM, 20.0, Style::TITLE, &letter.town)?);
    let mut tree = vec![Child::Group(Role::Paragraph, vec![town])];
    tree.push(Child::Group(Role::Part, address(&mut flow, letter)?));
    tree.push(Child::Group(Role::Part, information(&mut flow, letter)?));
    tree.push(flow.heading(H1, Style::STRONG, &letter.subject)?);
    flow.top += 2.0;
    tree.extend(flow.paragraph(LEFT_MM, Style::BODY, &letter.greeting)?);
    for block in &letter.body {
        tree.extend(write_block(&mut flow, block)?);
    }
    for payment in &letter.payments {
        tree.push(write_payment(&mut flow, payment)?);
    }
    if let Some(remedy) = &letter.remedy {
        tree.push(write_remedy(&mut flow, remedy)?);
    }
    tree.extend(closing(&mut flow, &letter.closing)?);
    if let Some(next_time) = &letter.next_time {
        tree.push(write_next_time(&mut flow, next_time)?);
    }
    tree.extend(foot(&mut flow, &letter.foot)?);
    for y in FOLDS_MM {
        flow.put_on(0, Piece::mark((5.0, y), (9.0, y)));
    }
    flow.put_on(0, Piece::mark((5.0, HOLE_MM), (11.0, HOLE_MM)));
    flow.paper.tree = tree.into_iter().filter(|child| !is_empty(child)).collect();
    Ok(flow)
}

fn is_empty(child: &Child) -> bool {
    matches!(child, Child::Group(_, children) if children.is_empty())
}

/// Sender above, address below, all inside the window.
fn address(flow: &mut Flow, letter: &Letter) -> Result<Vec<Child>, LetterError> {
    let address_top = FIELD_TOP_MM + REMARKS_MM;
    let sender = lines(&letter.sender, Style::SMALL, FIELD_TEXT_MM)?;
    if sender.len() > 2 || !(1..=ADDRESS_LINES_MAX).contains(&letter.address.len()) {
        return Err(LetterError::Address);
    }
    let count = u8::try_from(sender.len()).unwrap_or(u8::MAX);
    let mut top = address_top - 1.5 - f32::from(count) * Style::SMALL.line_mm();
    let mut piece = Piece::default();
    for line in sender {
        piece = piece.line(LEFT_MM, top, Style::SMALL, &line)?;
        top += Style::SMALL.line_mm();
    }
    let mut children = vec![Child::Group(Role::Paragraph, vec![flow.put(piece)])];
    flow.put(Piece::mark((LEFT_MM, address_top - 0.8), (LEFT_MM + FIELD_TEXT_MM, address_top - 0.8)));
    let mut top = address_top;
    for line in &letter.address {
        // A long name takes smaller letters before it leaves the window.
        let fits = |style: &Style| width_mm(line, *style).is_ok_and(|width| width <= FIELD_TEXT_MM);
        let smaller = Style { size: 8.5, ..Style::BODY };
        width_mm(line, Style::BODY)?;
        let style = [Style::BODY, smaller].into_iter().find(fits).ok_or(LetterError::Address)?;
        let line = flow.put(Piece::default().line(LEFT_MM, top, style, line)?);
        children.push(Child::Group(Role::Paragraph, vec![line]));
        top += ADDRESS_MM / 6.0;
    }
    Ok(children)
}

/// Reference first, then date and whom to ask.
fn information(flow: &mut Flow, letter: &Letter) -> Result<Vec<Child>, LetterError> {
    let reference = letter.reference.iter();
    let reference = reference.map(|reference| format!("{}: {}", reference.label, reference.value));
    let mut children = Vec::new();
    let mut top = INFO_TOP_MM;
    for text in reference.chain(letter.information.iter().cloned()) {
        let mut piece = Piece::default();
        for line in lines(&text, Style::BODY, RIGHT_MM - INFO_LEFT_MM)? {
            piece = piece.line(INFO_LEFT_MM, top, Style::BODY, &line)?;
            top += Style::BODY.line_mm();
        }
        children.push(Child::Group(Role::Paragraph, vec![flow.put(piece)]));
    }
    if top > INFO_BOTTOM_MM { Err(LetterError::TooLong) } else { Ok(children) }
}

fn write_block(flow: &mut Flow, block: &Block) -> Result<Vec<Child>, LetterError> {
    match block {
        Block::Heading(text) => {
            flow.top += 1.5;
            Ok(vec![flow.heading(H2, Style::STRONG, text)?])
        }
        Block::Paragraph(text) => flow.paragraph(LEFT_MM, Style::BODY, text),
        Block::List(items) => flow.list(items),
        Block::Table(table) => Ok(vec![flow.table(table)?]),
        Block::Code(code) => {
            flow.need(Style::CODE.line_mm() + 8.0)?;
            let piece = flow.put(Piece::default().line(LEFT_MM, flow.top + 2.0, Style::CODE, code)?);
            flow.top += Style::CODE.line_mm() + 6.0;
            Ok(vec![Child::Group(Role::Paragraph, vec![piece])])
        }
    }
}

/// The code, and beside it the same in words.
fn write_payment(flow: &mut Flow, payment: &Payment) -> Result<Child, LetterError> {
    let style = Style::BODY;
    flow.top += 1.5;
    // Heading and code stay together.
    flow.need(GIRO_MM + style.line_mm() + 8.0)?;
    let mut children = vec![flow.heading(H2, Style::STRONG, &payment.heading)?];
    let at = (LEFT_MM, flow.top);
    let beside = LEFT_MM + GIRO_MM + BESIDE_MM;
    let text = beside_code(flow, beside, GIRO_MM, &[(style, payment.lines.as_slice())])?;
    let figure = flow.figure(&payment.giro.payload(), &payment.alt, at, GIRO_MM)?;
    children.extend(text);
    children.push(figure);
    flow.top = at.1 + GIRO_MM + 2.0;
    Ok(Child::Group(Role::Section, children))
}

/// Lines beside a code, inside its height.
fn beside_code(
    flow: &mut Flow,
    left: f32,
    height: f32,
    parts: &[(Style, &[String])],
) -> Result<Vec<Child>, LetterError> {
    let mut top = flow.top + 2.0;
    let bottom = flow.top + height;
    let mut children = Vec::new();
    for (style, texts) in parts {
        for text in texts.iter().filter(|text| !text.trim().is_empty()) {
            let mut piece = Piece::default();
            for line in lines(text, *style, RIGHT_MM - left)? {
                piece = piece.line(left, top, *style, &line)?;
                top += style.line_mm();
            }
            children.push(Child::Group(Role::Paragraph, vec![flow.put(piece)]));
        }
    }
    if top > bottom { Err(LetterError::TooLong) } else { Ok(children) }
}

fn write_remedy(flow: &mut Flow, remedy: &Remedy) -> Result<Child, LetterError> {
    flow.top += 1.5;
    let mut children = vec![flow.heading(H2, Style::STRONG, &remedy.heading)?];
    for paragraph in &remedy.paragraphs {
        children.extend(flow.paragraph(LEFT_MM, Style::BODY, paragraph)?);
    }
    Ok(Child::Group(Role::Section, children))
}

/// Never torn apart, and with room to sign by hand left to the caller's empty lines.
fn closing(flow: &mut Flow, texts: &[String]) -> Result<Vec<Child>, LetterError> {
    let style = Style::BODY;
    let height: f32 = texts.iter().map(|_| style.line_mm()).sum();
    if !texts.is_empty() {
        flow.top += 2.0;
        flow.need(height)?;
    }
    let mut children = Vec::new();
    for text in texts {
        if text.trim().is_empty() {
            flow.top += style.line_mm();
            continue;
        }
        children.push(Child::Group(Role::Paragraph, flow.text(LEFT_MM, style, text)?));
    }
    Ok(children)
}

fn write_next_time(flow: &mut Flow, next_time: &NextTime) -> Result<Child, LetterError> {
    let url = next_time.url.as_str();
    let plain = url.chars().all(|c| c.is_ascii_graphic());
    if !url.starts_with("https://") || !plain || url.len() > LINK_CHARACTERS_MAX {
        return Err(LetterError::Link);
    }
    // For people who type: what only machines need stands in the code.
    let typed = url.split(['?', '#']).next().unwrap_or(url).to_owned();
    flow.top += 5.0;
    flow.need(NEXT_TIME_MM)?;
    let at = (LEFT_MM, flow.top);
    let left = LEFT_MM + NEXT_TIME_MM + BESIDE_MM;
    let parts: [(Style, &[String]); 3] = [
        (Style::BODY, std::slice::from_ref(&next_time.caption)),
        (Style { size: 14.0, strong: true }, std::slice::from_ref(&next_time.code)),
        (Style::SMALL, std::slice::from_ref(&typed)),
    ];
    let mut children = beside_code(flow, left, NEXT_TIME_MM, &parts)?;
    children.push(flow.figure(url, &next_time.alt, at, NEXT_TIME_MM)?);
    flow.top = at.1 + NEXT_TIME_MM;
    Ok(Child::Group(Role::Section, children))
}

/// On the first page, read last.
fn foot(flow: &mut Flow, text: &str) -> Result<Vec<Child>, LetterError> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let texts = lines(text, Style::SMALL, RIGHT_MM - LEFT_MM)?;
    if texts.len() > FOOT_LINES_MAX {
        return Err(LetterError::TooLong);
    }
    flow.put_on(0, Piece::mark((LEFT_MM, FOOT_TOP_MM), (RIGHT_MM, FOOT_TOP_MM)));
    let (mut piece, mut top) = (Piece::default(), FOOT_TOP_MM + 2.0);
    for line in texts {
        piece = piece.line(LEFT_MM, top, Style::SMALL, &line)?;
        top += Style::SMALL.line_mm();
    }
    let piece = flow.put_on(0, piece);
    Ok(vec![Child::Group(Role::Paragraph, vec![piece])])
}
