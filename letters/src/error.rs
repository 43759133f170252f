//! Why there is no PDF.

/// Why there is no PDF. Nothing in it repeats a person's words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// A letter of the text is not in the font; somebody must write this one by hand.
    #[error("the font lacks a character (U+{0:04X})")]
    Character(u32),
    /// Sender or address do not fit into the window of the envelope, or there is no address.
    #[error("the address does not fit into the window")]
    Address,
    /// More text than the place or the number of pages takes.
    #[error("the text does not fit")]
    TooLong,
    /// The address to scan is no `https` address, or it is too long to be scanned from paper.
    #[error("not an address to scan")]
    Link,
    /// The document could not be made, or is not what PDF/UA-1 and PDF/A-2a ask for.
    #[error("the PDF could not be made: {0}")]
    Pdf(String),
}
