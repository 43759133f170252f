//! The gate for PDFs: what comes in must look like one and hold nothing that acts. A parser of its own will take its
//! place; until then names are looked for, also in compressed object streams and under escapes.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// Where the end must stand: within the last bytes.
const TAIL_BYTES: usize = 1_024;
/// Most bytes of all object streams once they are unpacked.
const UNPACKED_MAX: u64 = 64 << 20;
/// Most pages that are believed.
const PAGES_MAX: usize = 2_000;

/// Names that must not stand anywhere.
const FORBIDDEN: &[&str] = &[
    "JavaScript",
    "JS",
    "Launch",
    "EmbeddedFile",
    "EmbeddedFiles",
    "XFA",
    "RichMedia",
    "SubmitForm",
    "ImportData",
];

/// What is known of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Its pages, as far as they can be counted; at least one.
    pub pages: u32,
}

/// Why a document is refused. Nothing in it repeats the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The beginning is none of a PDF.
    #[error("not a PDF")]
    NotAPdf,
    /// The end is missing.
    #[error("the PDF is cut off")]
    CutOff,
    /// It is encrypted.
    #[error("the PDF is encrypted")]
    Encrypted,
    /// It holds something that acts.
    #[error("the PDF holds /{0}")]
    Active(&'static str),
    /// Unpacking does not end.
    #[error("the PDF unpacks to too much")]
    TooMuch,
}

/// Looks into a document.
///
/// # Errors
/// See [`Refusal`].
pub fn check_pdf(bytes: &[u8]) -> Result<Facts, Refusal> {
    if !bytes.starts_with(b"%PDF-") {
        return Err(Refusal::NotAPdf);
    }
    let tail = &bytes[bytes.len().saturating_sub(TAIL_BYTES)..];
    if find(tail, b"%%EOF", 0).is_none() {
        return Err(Refusal::CutOff);
    }
    let mut pages = 0;
    let mut left = UNPACKED_MAX;
    for part in objects(bytes) {
        match part {
            Part::Plain(text) => pages += look(text)?,
            Part::Packed(packed) => {
                let mut text = Vec::new();
                // A damaged stream gives what could be read; no reader gets more out of it.
                let _damaged = ZlibDecoder::new(packed).take(left + 1).read_to_end(&mut text);
                left = left
                    .checked_sub(u64::try_from(text.len()).unwrap_or(u64::MAX))
                    .ok_or(Refusal::TooMuch)?;
                pages += look(&text)?;
            }
        }
    }
    Ok(Facts { pages: u32::try_from(pages.clamp(1, PAGES_MAX)).unwrap_or(1) })
}

/// Refuses forbidden names, and counts pages.
fn look(text: &[u8]) -> Result<usize, Refusal> {
    let mut pages = 0;
    let mut after_type = false;
    let mut at = 0;
    while let Some(place) = find(text, b"/", at) {
        let (name, end) = name_at(text, place + 1);
        if let Some(active) = FORBIDDEN.iter().find(|word| word.as_bytes() == name.as_slice()) {
            return Err(Refusal::Active(active));
        }
        if name == b"Encrypt" {
            return Err(Refusal::Encrypted);
        }
        pages += usize::from(after_type && name == b"Page");
        after_type = name == b"Type";
        at = end.max(place + 1);
    }
    Ok(pages)
}

/// The name that begins here, with its escapes (`#4a`) resolved, and where it ends.
fn name_at(text: &[u8], from: usize) -> (Vec<u8>, usize) {
    let mut name = Vec::new();
    let mut at = from;
    while let Some(byte) = text.get(at) {
        if byte.is_ascii_whitespace() || *byte == 0 || b"()<>[]{}/%".contains(byte) {
            break;
        }
        let digits = text.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(escaped) if *byte == b'#' => {
                name.push(escaped);
                at += 3;
            }
            _ => {
                name.push(*byte);
                at += 1;
            }
        }
    }
    (name, at)
}

/// What lies between the contents of streams, and the object streams.
enum Part<'a> {
    Plain(&'a [u8]),
    Packed(&'a [u8]),
}

fn objects(bytes: &[u8]) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some(place) = find(bytes, b"stream", from) {
        let plain = &bytes[from..place];
        parts.push(Part::Plain(plain));
        let mut begin = place + b"stream".len();
        begin += usize::from(bytes.get(begin) == Some(&b'\r'));
        begin += usize::from(bytes.get(begin) == Some(&b'\n'));
        let end = find(bytes, b"endstream", begin).unwrap_or(bytes.len());
        let dictionary = &plain[plain.len().saturating_sub(TAIL_BYTES)..];
        let content = &bytes[begin..end];
        if names(dictionary).iter().any(|name| name == b"ObjStm") {
            parts.push(Part::Packed(content));
            parts.push(Part::Plain(content));
        }
        from = (end + b"endstream".len()).min(bytes.len());
    }
    parts.push(Part::Plain(&bytes[from..]));
    parts
}

fn names(text: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(place) = find(text, b"/", at) {
        let (name, end) = name_at(text, place + 1);
        found.push(name);
        at = end.max(place + 1);
    }
    found
}

fn find(text: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let first = wanted.first()?;
    let mut at = 0;
    while let Some(place) = rest[at..].iter().position(|byte| byte == first) {
        if rest[at + place..].starts_with(wanted) {
            return Some(from + at + place);
        }
        at += place + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::ZlibEncoder};

    use super::*;

    fn pdf(inside: &str) -> Vec<u8> {
        format!("%PDF-1.7\n1 0 obj\n<< /Type /Page >>\nendobj\n{inside}\ntrailer << >>\n%%EOF\n").into_bytes()
    }

    #[test]
    fn a_plain_document_passes_and_its_pages_are_counted() {
        assert_eq!(check_pdf(&pdf("")), Ok(Facts { pages: 1 }));
        assert_eq!(check_pdf(&pdf("<< /Type/Page /JSX 1 >> << /Type /Pages >>")), Ok(Facts { pages: 2 }));
    }

    #[test]
    fn what_is_no_pdf_or_cut_off_is_refused() {
        assert_eq!(check_pdf(b"<html>"), Err(Refusal::NotAPdf));
        assert_eq!(check_pdf(b"%PDF-1.7\n1 0 obj"), Err(Refusal::CutOff));
        assert_eq!(check_pdf(b""), Err(Refusal::NotAPdf));
    }

    #[test]
    fn what_acts_is_refused_also_under_escapes_and_packed() {
        for (inside, name) in [
            ("<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>", "JavaScript"),
            ("<< /S/#4aavaScript >>", "JavaScript"),
            ("<< /J#53 (x) >>", "JS"),
            ("<< /S /Launch >>", "Launch"),
            ("<< /Names << /EmbeddedFiles 3 0 R >> >>", "EmbeddedFiles"),
            ("<< /AcroForm << /XFA 4 0 R >> >>", "XFA"),
            ("<< /Subtype /RichMedia >>", "RichMedia"),
        ] {
            assert_eq!(check_pdf(&pdf(inside)), Err(Refusal::Active(name)), "{inside}");
        }
        assert_eq!(check_pdf(&pdf("<< /Encrypt 5 0 R >>")), Err(Refusal::Encrypted));
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
        packer.write_all(b"1 0 << /S /JavaScript >>").unwrap();
        let packed = packer.finish().unwrap();
        let mut document = b"%PDF-1.7\n7 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\n".to_vec();
        document.extend(packed);
        document.extend(b"\nendstream\n%%EOF\n");
        assert_eq!(check_pdf(&document), Err(Refusal::Active("JavaScript")));
    }

    proptest::proptest! {
        #[test]
        fn whatever_comes_nothing_panics(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
            let mut document = b"%PDF-1.7\n".to_vec();
            document.extend(&bytes);
            document.extend(b"\n%%EOF");
            let _any = check_pdf(&document);
            let _any = check_pdf(&bytes);
        }
    }
}
