//! The gate for PDFs that others made: what it lets through was understood to the last byte.
//!
//! Parsers that help people read damaged files guess, each in its own way; what one of them skips, another one runs. So
//! this one never guesses. It reads the whole file from front to back ([`file`]): header, objects, tables, trailers,
//! nothing between them, every table entry leading to exactly the object it names. Old revisions, orphaned objects and
//! objects packed into streams are read like all others, names with their `#xx` written out, and every dictionary of
//! every object has to pass the rules ([`rules`]). Nothing is drawn and no font or picture is opened: those are the
//! viewer's to distrust.
//!
//! Work and memory are bounded by [`Limits`]. It has no way to panic and needs no `catch_unwind`: it indexes nothing,
//! and a property test says so.

mod file;
mod pages;
mod rules;
mod stream;
mod syntax;
mod table;

/// How much a foreign PDF may ask of us.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Pages.
    pub pages: u32,
    /// Objects and, in all of them together, numbers, names, texts and lists.
    pub values: usize,
    /// Bytes that all packed streams together give.
    pub unpacked: u64,
    /// Bytes of a packed stream that must be held at once.
    pub held: usize,
    /// Lists within lists.
    pub depth: usize,
    /// Revisions and tables.
    pub tables: usize,
    /// Pixels of one picture.
    pub pixels: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 20_000_000,
            pages: 200,
            values: 1_000_000,
            unpacked: 400_000_000,
            held: 32_000_000,
            depth: 48,
            tables: 64,
            pixels: 150_000_000,
        }
    }
}

/// What is known about a PDF that was let through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Its pages.
    pub pages: u32,
    /// Every page is upright A4, give or take a millimetre.
    pub a4: bool,
    /// It says what is a heading, a paragraph, a list: readable for screen readers.
    pub tagged: bool,
    /// The language it says it is in (BCP 47).
    pub language: Option<String>,
    /// It carries a signature, which is not checked here.
    pub signed: bool,
    /// How often it was saved again on top of itself; 1 for a file in one piece.
    pub revisions: usize,
}

/// Why a PDF is not sent to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// More bytes than allowed.
    #[error("the file is too large")]
    TooLarge,
    /// More pages than allowed.
    #[error("the file has too many pages")]
    TooManyPages,
    /// More objects, values or revisions than allowed.
    #[error("the file has too many parts")]
    TooManyParts,
    /// Lists within lists within lists.
    #[error("the file is nested too deeply")]
    TooDeep,
    /// It unpacks to more than allowed.
    #[error("the file unpacks to too much")]
    Bomb,
    /// No PDF at all.
    #[error("the file is not a PDF")]
    NotPdf,
    /// Something would have to be guessed to read it; printing it to a new PDF helps.
    #[error("the file is damaged: {0}")]
    Broken(&'static str),
    /// It needs a password, or is encrypted with an empty one.
    #[error("the file is encrypted")]
    Encrypted,
    /// It carries a program.
    #[error("the file carries a program")]
    Script,
    /// It starts another program.
    #[error("the file starts other programs")]
    Launch,
    /// It carries other files.
    #[error("the file carries other files")]
    Attachment,
    /// It sends or takes data, or has a form in XFA.
    #[error("the file sends or takes data")]
    Form,
    /// Film, sound, or bodies to turn around.
    #[error("the file carries film or sound")]
    Media,
    /// It points to files elsewhere.
    #[error("the file needs other files")]
    OtherFile,
    /// Something happens without a click.
    #[error("the file acts by itself")]
    ActsByItself,
    /// A link that is not for the web, e-mail or telephone.
    #[error("the file has a link that leads nowhere safe")]
    Link,
    /// Packed in a way that is not read here.
    #[error("the file is packed in an unusual way")]
    Packing,
}

impl Refusal {
    /// A word for catalogues and tables; never changes.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::TooManyPages => "too_many_pages",
            Self::TooManyParts => "too_many_parts",
            Self::TooDeep => "too_deep",
            Self::Bomb => "bomb",
            Self::NotPdf => "not_pdf",
            Self::Broken(_) => "broken",
            Self::Encrypted => "encrypted",
            Self::Script => "script",
            Self::Launch => "launch",
            Self::Attachment => "attachment",
            Self::Form => "form",
            Self::Media => "media",
            Self::OtherFile => "other_file",
            Self::ActsByItself => "acts_by_itself",
            Self::Link => "link",
            Self::Packing => "packing",
        }
    }
}

/// Says whether a PDF may be sent to people, and what is known about it.
///
/// # Errors
/// The first reason found why it may not.
pub fn check(bytes: &[u8], limits: &Limits) -> Result<Facts, Refusal> {
    if bytes.len() > limits.bytes {
        return Err(Refusal::TooLarge);
    }
    let file = file::File::read(bytes, limits)?;
    rules::inspect(&file, limits)?;
    pages::facts(&file, limits)
}
