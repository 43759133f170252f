//! Codes that people read, say and type: on a screen, on paper, on the phone.
//!
//! Symbols of Crockford's base 32 (no I, L, O, U), 5 bits each. A short code has 8 of them (40 bits) and is only good
//! where wrong tries are counted; a long one has 13 (65 bits). Typing is forgiven: case, blanks, hyphens, O for 0, I
//! and L for 1. Only a keyed hash is stored, so a stolen table opens nothing without the server's key.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::keys::ServerKey;

const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Longest text that is looked at as a code, in bytes.
const INPUT_BYTES_MAX: usize = 64;

/// How many symbols a code has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// 8 symbols: at most five tries each.
    Short,
    /// 13 symbols: cannot be guessed.
    Long,
}

impl Length {
    fn symbols(self) -> usize {
        match self {
            Self::Short => 8,
            Self::Long => 13,
        }
    }
}

/// A code in its plain form, upper case without hyphens.
#[derive(Clone, PartialEq, Eq)]
pub struct HumanCode(String);

/// A code never stands in a log.
impl fmt::Debug for HumanCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("HumanCode(…)")
    }
}

impl HumanCode {
    /// A new code.
    #[must_use]
    pub fn make(length: Length) -> Self {
        Self::of_bytes(length, &rand::random::<[u8; 13]>())
    }

    /// The code of a row, the same each time: a job that prints or sends it needs no plain code in a table.
    #[must_use]
    pub fn derived(length: Length, key: &ServerKey, purpose: &str, object: &str) -> Self {
        let derived = key.derive(&format!("code-of/{purpose}"), object);
        Self::of_bytes(length, &URL_SAFE_NO_PAD.decode(derived).unwrap_or_default())
    }

    fn of_bytes(length: Length, bytes: &[u8]) -> Self {
        let symbols = bytes.iter().take(length.symbols());
        Self(symbols.map(|byte| char::from(SYMBOLS[usize::from(byte % 32)])).collect())
    }

    /// What says which code is meant without knowing all of it: a keyed hash of the first symbols, five of a long code,
    /// four of a short one. The others are what wrong tries are counted against.
    #[must_use]
    pub fn handle(&self, key: &ServerKey, purpose: &str) -> String {
        let known = if self.0.len() == Length::Long.symbols() { 5 } else { 4 };
        let beginning: String = self.0.chars().take(known).collect();
        key.derive(&format!("handle/{purpose}"), &beginning)
    }

    /// What somebody typed, if it can be a code of this length.
    #[must_use]
    pub fn typed(text: &str, length: Length) -> Option<Self> {
        if text.len() > INPUT_BYTES_MAX {
            return None;
        }
        let written =
            text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '‐' | '‑' | '.'));
        let symbols: Option<String> = written.map(symbol).collect();
        symbols.filter(|symbols| symbols.len() == length.symbols()).map(Self)
    }

    /// As people read it: groups of four with hyphens, `ABCD-EFGH`.
    #[must_use]
    pub fn shown(&self) -> String {
        let mut text = String::with_capacity(self.0.len() + 3);
        for (index, c) in self.0.chars().enumerate() {
            if index > 0 && index % 4 == 0 {
                text.push('-');
            }
            text.push(c);
        }
        text
    }

    /// What is stored. `object` binds the code to a row (its id) where it is looked up together with it; it is empty
    /// where the code itself finds the row.
    #[must_use]
    pub fn hash(&self, key: &ServerKey, purpose: &str, object: &str) -> String {
        key.derive(&format!("code/{purpose}"), &format!("{object}/{}", self.0))
    }

    /// Whether this is the code of a stored hash, in constant time.
    #[must_use]
    pub fn is(&self, stored: &str, key: &ServerKey, purpose: &str, object: &str) -> bool {
        same(stored.as_bytes(), self.hash(key, purpose, object).as_bytes())
    }
}

/// The symbol somebody meant.
fn symbol(typed: char) -> Option<char> {
    let meant = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    u8::try_from(meant).is_ok_and(|byte| SYMBOLS.contains(&byte)).then_some(meant)
}

/// Compares in a time that depends on the lengths only.
#[must_use]
pub fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len()
        && std::hint::black_box(one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b))) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> ServerKey {
        let folder = tempfile::tempdir().unwrap();
        ServerKey::load_or_make(&folder.path().join("server.key")).unwrap()
    }

    #[test]
    fn a_code_is_shown_in_groups_and_read_back() {
        for (length, shown) in [(Length::Short, 9), (Length::Long, 16)] {
            let code = HumanCode::make(length);
            assert_eq!(code.shown().len(), shown);
            assert_eq!(HumanCode::typed(&code.shown(), length), Some(code.clone()));
            assert_eq!(HumanCode::typed(&code.shown().to_lowercase(), length), Some(code));
        }
    }

    #[test]
    fn the_code_of_a_row_is_found_again_and_its_handle_is_not_the_code() {
        let key = key();
        let code = HumanCode::derived(Length::Long, &key, "letter", "row");
        assert_eq!(code.shown().len(), 16);
        assert!(code == HumanCode::derived(Length::Long, &key, "letter", "row"));
        assert!(code != HumanCode::derived(Length::Long, &key, "letter", "other"));
        let neighbour = format!("{}{}", &code.0[..5], "00000000");
        let neighbour = HumanCode::typed(&neighbour, Length::Long).unwrap();
        assert_eq!(code.handle(&key, "a"), neighbour.handle(&key, "a"));
        assert_ne!(code.handle(&key, "a"), code.handle(&key, "b"));
    }

    #[test]
    fn typing_is_forgiven() {
        let code = HumanCode::typed("AB10-XYZ9", Length::Short);
        for typed in ["ab10xyz9", " aB1o – xyz9 ", "abIO-XYZ9", "ABlo.xyz9", "A B 1 0 X Y Z 9"] {
            assert_eq!(HumanCode::typed(typed, Length::Short), code, "{typed}");
        }
    }

    #[test]
    fn what_is_no_code_is_none() {
        for text in ["", "ABCD-EFG", "ABCD-EFGHJ", "ABCD-EFGU", "ÄBCD-EFGH", &"A".repeat(1000), "ABCD\0EFGH"]
        {
            assert_eq!(HumanCode::typed(text, Length::Short), None, "{text}");
        }
    }

    #[test]
    fn a_hash_belongs_to_one_code_purpose_and_row() {
        let key = key();
        let code = HumanCode::make(Length::Short);
        let stored = code.hash(&key, "letter", "row");
        assert!(code.is(&stored, &key, "letter", "row"));
        assert!(!code.is(&stored, &key, "letter", "other"));
        assert!(!code.is(&stored, &key, "counter", "row"));
        assert!(!code.is("", &key, "letter", "row"));
        assert!(!HumanCode::make(Length::Short).is(&stored, &key, "letter", "row"));
        assert!(!format!("{code:?}").contains(&code.shown()));
    }
}
