//! Text that flows over as many pages as it takes.

use std::num::NonZeroU16;

use crate::{
    LetterError, Table,
    font::{Style, lines, width_mm},
    qr::Matrix,
    sheet::{Child, Paper, Piece, Role},
};

/// Left edge of text: 25 mm (DIN 5008, 5.2).
pub(crate) const LEFT_MM: f32 = 25.0;
/// Right edge of text: 20 mm from the right.
pub(crate) const RIGHT_MM: f32 = 190.0;
const AMOUNT_MM: f32 = 45.0;
const GAP_MM: f32 = 2.5;
/// A text on its way to paper.
pub(crate) struct Flow {
    pub paper: Paper,
    /// Where the next line begins.
    pub top: f32,
    /// Where text begins on all pages but the first.
    next_top: f32,
    bottom: f32,
    pages_max: usize,
}

impl Flow {
    /// One empty page, and how many there may be.
    pub fn new(top: f32, next_top: f32, bottom: f32, pages_max: usize) -> Self {
        let paper = Paper { sheets: vec![Vec::new()], tree: Vec::new(), outline: Vec::new() };
        Self { paper, top, next_top, bottom, pages_max }
    }

    /// The page that is written on.
    pub fn page(&self) -> usize {
        self.paper.sheets.len().saturating_sub(1)
    }

    /// Puts a piece onto a page.
    pub fn put_on(&mut self, page: usize, piece: Piece) -> Child {
        let sheet = &mut self.paper.sheets[page];
        sheet.push(piece);
        Child::Piece(page, sheet.len() - 1)
    }

    /// Puts a piece onto this page.
    pub fn put(&mut self, piece: Piece) -> Child {
        self.put_on(self.page(), piece)
    }

    /// Goes to the next page unless there is so much room. Says whether it did.
    ///
    /// # Errors
    /// `TooLong` after the last page.
    pub fn need(&mut self, room_mm: f32) -> Result<bool, LetterError> {
        if self.top + room_mm <= self.bottom {
            return Ok(false);
        }
        if self.paper.sheets.len() == self.pages_max {
            return Err(LetterError::TooLong);
        }
        self.paper.sheets.push(Vec::new());
        self.top = self.next_top;
        Ok(true)
    }

    /// Writes lines from `x` on. At least two of them stand together on each side of a page's end.
    ///
    /// # Errors
    /// As [`Flow::need`] and [`Piece::line`].
    pub fn text(&mut self, x: f32, style: Style, text: &str) -> Result<Vec<Child>, LetterError> {
        let lines = lines(text, style, RIGHT_MM - x)?;
        let mut children = Vec::new();
        let mut left = lines.len();
        let mut piece = Piece::default();
        for (index, line) in lines.iter().enumerate() {
            let page = self.page();
            // The last line never goes alone.
            let together = match (index, left) {
                (0, _) => first_lines(left),
                (_, 2) => 2,
                _ => 1,
            };
            let room: f32 = (0..together).map(|_| style.line_mm()).sum();
            if self.need(room)? && !piece.is_empty() {
                children.push(self.put_on(page, std::mem::take(&mut piece)));
            }
            piece = piece.line(x, self.top, style, line)?;
            self.top += style.line_mm();
            left -= 1;
        }
        if !piece.is_empty() {
            children.push(self.put(piece));
        }
        Ok(children)
    }

    /// A paragraph; nothing for an empty text.
    ///
    /// # Errors
    /// As [`Flow::text`].
    pub fn paragraph(&mut self, x: f32, style: Style, text: &str) -> Result<Vec<Child>, LetterError> {
        if text.trim().is_empty() {
            return Ok(Vec::new());
        }
        let text = self.text(x, style, text)?;
        self.top += GAP_MM;
        Ok(vec![Child::Group(Role::Paragraph, text)])
    }

    /// A heading that never stands alone at the foot of a page.
    ///
    /// # Errors
    /// As [`Flow::text`].
    pub fn heading(&mut self, level: NonZeroU16, style: Style, text: &str) -> Result<Child, LetterError> {
        let count = lines(text, style, RIGHT_MM - LEFT_MM)?.len();
        let own: f32 = (0..count).map(|_| style.line_mm()).sum();
        self.need(own + Style::BODY.line_mm() * 3.0 + GAP_MM)?;
        self.paper.outline.push((text.to_owned(), self.page(), self.top));
        let children = self.text(LEFT_MM, style, text)?;
        self.top += 1.0;
        Ok(Child::Group(Role::Heading(level, text.to_owned()), children))
    }

    /// Points, each after a dash.
    ///
    /// # Errors
    /// As [`Flow::text`].
    pub fn list(&mut self, items: &[String]) -> Result<Vec<Child>, LetterError> {
        let mut children = Vec::new();
        for item in items.iter().filter(|item| !item.trim().is_empty()) {
            let count = first_lines(lines(item, Style::BODY, RIGHT_MM - LEFT_MM - 5.0)?.len());
            self.need((0..count).map(|_| Style::BODY.line_mm()).sum())?;
            let label = Piece::default().line(LEFT_MM, self.top, Style::BODY, "–")?;
            let label = self.put(label);
            let body = self.text(LEFT_MM + 5.0, Style::BODY, item)?;
            let parts = vec![Child::Group(Role::Label, vec![label]), Child::Group(Role::Body, body)];
            children.push(Child::Group(Role::Item, parts));
        }
        if children.is_empty() {
            return Ok(children);
        }
        self.top += GAP_MM;
        Ok(vec![Child::Group(Role::List, children)])
    }

    /// Texts with their amounts on the right, the head repeated on each page.
    ///
    /// # Errors
    /// As [`Flow::text`], and `TooLong` for an amount wider than its column.
    pub fn table(&mut self, table: &Table) -> Result<Child, LetterError> {
        // The head never stands alone either.
        let first = table.rows.first().map_or(Ok(0.0), |row| row_mm(row, Style::BODY))?;
        self.need(row_mm(&table.head, Style::STRONG)? + first + Style::BODY.line_mm() * 2.0)?;
        let head = self.row(&table.head, Style::STRONG, [Role::ColumnName, Role::ColumnName])?;
        self.rule();
        let mut rows = Vec::new();
        let total_mm =
            table.total.as_ref().map_or(Ok(0.0), |total| Ok(row_mm(total, Style::STRONG)? + 2.0))?;
        for (index, row) in table.rows.iter().enumerate() {
            // The total never stands alone on its page.
            let more = if index + 1 == table.rows.len() { total_mm } else { 0.0 };
            if self.need(row_mm(row, Style::BODY)? + more)? {
                self.repeat(&table.head)?;
            }
            rows.push(self.row(row, Style::BODY, [Role::Cell, Role::Cell])?);
        }
        if let Some(total) = &table.total {
            self.need(total_mm)?;
            self.rule();
            rows.push(self.row(total, Style::STRONG, [Role::RowName, Role::Cell])?);
        }
        self.top += GAP_MM;
        let parts = vec![Child::Group(Role::Head, vec![head]), Child::Group(Role::Rows, rows)];
        Ok(Child::Group(Role::Table(table.summary.clone()), parts))
    }

    /// Both cells of a row, already in place.
    fn cells(&mut self, row: &(String, String), style: Style) -> Result<[Piece; 2], LetterError> {
        let amount_mm = width_mm(&row.1, style)?;
        if amount_mm > AMOUNT_MM {
            return Err(LetterError::TooLong);
        }
        let amount = Piece::default().line(RIGHT_MM - amount_mm, self.top, style, &row.1)?;
        let mut text = Piece::default();
        for line in lines(&row.0, style, RIGHT_MM - LEFT_MM - AMOUNT_MM)? {
            text = text.line(LEFT_MM, self.top, style, &line)?;
            self.top += style.line_mm();
        }
        Ok([text, amount])
    }

    fn row(&mut self, row: &(String, String), style: Style, roles: [Role; 2]) -> Result<Child, LetterError> {
        let cells = self.cells(row, style)?;
        let cell = |(piece, role)| Child::Group(role, vec![self.put(piece)]);
        Ok(Child::Group(Role::Row, cells.into_iter().zip(roles).map(cell).collect()))
    }

    /// The head again, for the eye only.
    fn repeat(&mut self, head: &(String, String)) -> Result<(), LetterError> {
        for piece in self.cells(head, Style::STRONG)? {
            self.put(piece.artifact(krilla::tagging::ArtifactType::PaginationOther));
        }
        self.rule();
        Ok(())
    }

    fn rule(&mut self) {
        self.put(Piece::mark((LEFT_MM, self.top + 0.5), (RIGHT_MM, self.top + 0.5)));
        self.top += 1.5;
    }

    /// A code to scan; its white edge lies in the margin, so that the code itself stands in line with the text.
    ///
    /// # Errors
    /// `Link` when it is too much for a code.
    pub fn figure(
        &mut self,
        data: &str,
        alt: &str,
        (left_mm, top_mm): (f32, f32),
        side_mm: f32,
    ) -> Result<Child, LetterError> {
        let matrix = Matrix::of(data)?;
        let left_mm = left_mm - matrix.quiet(side_mm);
        let page = self.page();
        let piece = self.put(Piece::code(matrix, left_mm, top_mm, side_mm));
        let role = Role::Figure { alt: alt.to_owned(), page, left_mm, top_mm, side_mm };
        Ok(Child::Group(role, vec![piece]))
    }
}

fn row_mm(row: &(String, String), style: Style) -> Result<f32, LetterError> {
    let count = lines(&row.0, style, RIGHT_MM - LEFT_MM - AMOUNT_MM)?.len();
    Ok((0..count).map(|_| style.line_mm()).sum())
}

/// How many lines of a paragraph stand together at least where it begins.
fn first_lines(count: usize) -> usize {
    if count <= 3 { count } else { 2 }
}
