//! What stands in a letter. All words come from the caller.

use jiff::Timestamp;

use crate::GiroCode;

/// A finished document.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its pages.
    pub pages: u32,
}

/// A letter. [`Letter::new`] gives an empty one to fill.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Language of the letter (BCP 47), for screen readers.
    pub language: String,
    /// When it is made; stands in the file's metadata, not on paper.
    pub made_at: Timestamp,
    /// The town as it writes its name above the letter.
    pub town: String,
    /// The small line in the window: `Stadt Erlenbrück · Marktplatz 1 · 39999 Erlenbrück`.
    pub sender: String,
    /// Lines of the address, 1 to 6.
    pub address: Vec<String>,
    /// What the town calls the matter; repeated at the head of each further page.
    pub reference: Option<Reference>,
    /// Date and whom to ask, one line each, beside the window.
    pub information: Vec<String>,
    /// What it is about; also the title of the document.
    pub subject: String,
    /// The first line to the reader.
    pub greeting: String,
    /// What the letter says.
    pub body: Vec<Block>,
    /// What is to be paid and how, one after the other.
    pub payments: Vec<Payment>,
    /// How to object; a section of its own.
    pub remedy: Option<Remedy>,
    /// Closing words and who signs, one line each; never torn apart.
    pub closing: Vec<String>,
    /// How to get the next letter without paper.
    pub next_time: Option<NextTime>,
    /// At the foot of the first page.
    pub foot: String,
    /// Page number with `{page}` and `{pages}` in it; printed when there is more than one page.
    pub page_text: String,
}

impl Letter {
    /// An empty letter.
    #[must_use]
    pub fn new(town: &str, language: &str, made_at: Timestamp) -> Self {
        Self {
            language: language.to_owned(),
            made_at,
            town: town.to_owned(),
            sender: String::new(),
            address: Vec::new(),
            reference: None,
            information: Vec::new(),
            subject: String::new(),
            greeting: String::new(),
            body: Vec::new(),
            payments: Vec::new(),
            remedy: None,
            closing: Vec::new(),
            next_time: None,
            foot: String::new(),
            page_text: "{page} / {pages}".to_owned(),
        }
    }
}

/// What the town calls a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What kind of number it is.
    pub label: String,
    /// The number.
    pub value: String,
}

/// A part of the text.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading between parts.
    Heading(String),
    /// A paragraph; line ends in it are kept.
    Paragraph(String),
    /// A list of points.
    List(Vec<String>),
    /// A table of amounts.
    Table(Table),
    /// A code to type, larger than the rest and alone in its line.
    Code(String),
}

/// Rows of a text and an amount, as people read amounts.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// What it shows, for those who do not see it.
    pub summary: String,
    /// Names of both columns.
    pub head: (String, String),
    /// The rows.
    pub rows: Vec<(String, String)>,
    /// The last row, in stronger letters.
    pub total: Option<(String, String)>,
}

/// How to object.
#[derive(Debug, Clone)]
pub struct Remedy {
    /// Its heading.
    pub heading: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// What is to be paid: a code for banking apps, and the same in words beside it.
#[derive(Debug, Clone)]
pub struct Payment {
    /// The transfer.
    pub giro: GiroCode,
    /// Heading of the part.
    pub heading: String,
    /// Payee, IBAN, amount, purpose, until when: for those who type.
    pub lines: Vec<String>,
    /// What the picture is, for those who do not see it.
    pub alt: String,
}

/// How to get the next letter without paper: an address to scan, and a code to type.
#[derive(Debug, Clone)]
pub struct NextTime {
    /// Where the code leads, `https`, at most 300 characters. The caller puts the code into it if scanning shall be enough.
    pub url: String,
    /// The code as it is typed.
    pub code: String,
    /// Beside the picture.
    pub caption: String,
    /// What the picture is, for those who do not see it.
    pub alt: String,
}

/// The sheet before a PDF that was made elsewhere: it carries the address for the window.
#[derive(Debug, Clone)]
pub struct Cover {
    /// Language of the sheet (BCP 47).
    pub language: String,
    /// When it is made.
    pub made_at: Timestamp,
    /// The town's name.
    pub town: String,
    /// The small line in the window.
    pub sender: String,
    /// Lines of the address, 1 to 6.
    pub address: Vec<String>,
    /// What the town calls the matter.
    pub reference: Option<Reference>,
    /// Date and whom to ask, one line each.
    pub information: Vec<String>,
    /// What follows; also the title of the document.
    pub subject: String,
    /// A few words about what follows.
    pub paragraphs: Vec<String>,
    /// How to get the next letter without paper.
    pub next_time: Option<NextTime>,
    /// At the foot.
    pub foot: String,
}
