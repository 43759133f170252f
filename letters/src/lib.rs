//! Paper and its digital twin: letters as tagged PDF, and a gate for PDFs that others made.
//!
//! [`write`] makes a letter after DIN 5008 (form B, for window envelopes) of as many pages as it takes, [`cover_sheet`]
//! the sheet that goes before a PDF made elsewhere, [`write_overview`] a list of what is known about somebody. All of
//! them are PDF/UA-1 and PDF/A-2a at once: language, title, structure and alternative texts are there, checked by the
//! validators of `krilla`; what they find is an error, not a warning.
//!
//! [`check`] says whether a foreign PDF may be sent to people: it accepts only what it understood to the last byte.
//!
//! Bytes in, bytes out: the crate opens nothing, asks no clock and knows no words of its own.
//!
//! ```
//! use rathaus_letters::{Block, Letter, Limits, check, write};
//!
//! let letter = Letter {
//!     sender: "Town of Erlenbrück · Marktplatz 1 · 39999 Erlenbrück".into(),
//!     address: vec!["Łucja Müller".into(), "Am Alten Bahnhof 12".into(), "39999 Erlenbrück".into()],
//!     subject: "Your dog".into(),
//!     body: vec![Block::Paragraph("The town has registered your dog.".into())],
//!     ..Letter::new("Town of Erlenbrück", "en", "2026-11-22T10:00:00Z".parse().unwrap())
//! };
//! let pdf = write(&letter).unwrap();
//! assert_eq!(check(&pdf.bytes, &Limits::default()).unwrap().pages, pdf.pages);
//! ```

mod check;
mod error;
mod flow;
mod font;
mod giro;
mod letter;
mod model;
mod overview;
mod qr;
mod sheet;

pub use check::{Facts, Limits, Refusal, check};
pub use error::LetterError;
pub use giro::{GiroCode, GiroError, Remittance};
pub use letter::{cover_sheet, write};
pub use model::{Block, Cover, Letter, NextTime, Payment, Pdf, Reference, Remedy, Table};
pub use overview::{Overview, Section, write_overview};
