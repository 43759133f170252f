//! Looks for a text in bytes, however it is spelled.

use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// How the text is spelled there, if it is there.
pub fn found(bytes: &[u8], text: &str) -> Option<&'static str> {
    let lower = bytes.to_ascii_lowercase();
    let plain = [
        ("plain", text.to_owned()),
        ("hex", text.bytes().map(|byte| format!("{byte:02x}")).collect()),
        ("URL", url::form_urlencoded::byte_serialize(text.as_bytes()).collect()),
        (
            "URL",
            url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20"),
        ),
        ("JSON", escaped(text)),
    ];
    for (spelling, needle) in plain {
        if contains(&lower, needle.to_ascii_lowercase().as_bytes()) {
            return Some(spelling);
        }
    }
    for before in 0..3 {
        if contains(bytes, base64_inside(&STANDARD_NO_PAD, text, before).as_bytes())
            || contains(bytes, base64_inside(&URL_SAFE_NO_PAD, text, before).as_bytes())
        {
            return Some("base64");
        }
    }
    None
}

/// What a text looks like inside base64 of a longer one: the symbols that hold nothing but its own bits.
fn base64_inside(engine: &impl base64::Engine, text: &str, before: usize) -> String {
    let mut bytes = vec![0; before];
    bytes.extend_from_slice(text.as_bytes());
    let whole = engine.encode(&bytes);
    let first = [0, 2, 3][before];
    let last = whole.len() - usize::from(bytes.len() % 3 != 0);
    whole[first..last].to_owned()
}

/// As careful JSON writers escape (RFC 8259, 7).
fn escaped(text: &str) -> String {
    let escape = |c: char| match c {
        '<' | '>' | '&' => format!("\\u{:04x}", u32::from(c)),
        '"' | '\\' => format!("\\{c}"),
        other if other.is_ascii() => other.to_string(),
        other => format!("\\u{:04x}", u32::from(other)),
    };
    text.chars().map(escape).collect()
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    let Some(first) = needle.first() else { return false };
    let mut rest = bytes;
    while let Some(place) = rest.iter().position(|byte| byte == first) {
        if rest[place..].starts_with(needle) {
            return true;
        }
        rest = &rest[place + 1..];
    }
    false
}
