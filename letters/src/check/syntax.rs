//! Values of a PDF (ISO 32000-1, 7.2 and 7.3), read strictly.

use super::{Limits, Refusal};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Real(f64),
    Text(Vec<u8>),
    Name(Vec<u8>),
    List(Vec<Self>),
    Dictionary(Dictionary),
    /// Number and generation of another object.
    Reference(u32, u64),
}

/// Names and values, each name once.
pub(super) type Dictionary = Vec<(Vec<u8>, Value)>;

/// The value of a name.
pub(super) fn get<'v>(dictionary: &'v Dictionary, name: &[u8]) -> Option<&'v Value> {
    dictionary.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

impl Value {
    pub fn integer(&self) -> Option<i64> {
        if let Self::Integer(value) = self { Some(*value) } else { None }
    }

    pub fn dictionary(&self) -> Option<&Dictionary> {
        if let Self::Dictionary(value) = self { Some(value) } else { None }
    }

    pub fn name(&self) -> Option<&[u8]> {
        if let Self::Name(value) = self { Some(value) } else { None }
    }

    pub fn text(&self) -> Option<&[u8]> {
        if let Self::Text(value) = self { Some(value) } else { None }
    }
}

/// What may still be read.
#[derive(Debug)]
pub(super) struct Budget {
    pub values: usize,
    pub depth: usize,
}

impl Budget {
    pub fn of(limits: &Limits) -> Self {
        Self { values: limits.values, depth: limits.depth }
    }

    pub fn spend(&mut self) -> Result<(), Refusal> {
        self.values = self.values.checked_sub(1).ok_or(Refusal::TooManyParts)?;
        Ok(())
    }
}

/// A place in bytes.
#[derive(Debug, Clone)]
pub(super) struct Reader<'b> {
    pub bytes: &'b [u8],
    pub at: usize,
}

fn white(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn regular(byte: u8) -> bool {
    !white(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn broken<T>(why: &'static str) -> Result<T, Refusal> {
    Err(Refusal::Broken(why))
}

impl<'b> Reader<'b> {
    pub fn new(bytes: &'b [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    pub fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// White space only.
    pub fn skip_white(&mut self) {
        while self.peek().is_some_and(white) {
            self.at += 1;
        }
    }

    /// The little white space that a table may be off by; long runs would be read again for each entry.
    pub fn skip_little(&mut self) {
        for _ in 0..16 {
            if !self.peek().is_some_and(white) {
                return;
            }
            self.at += 1;
        }
    }

    /// White space and comments.
    pub fn skip(&mut self) {
        loop {
            self.skip_white();
            if self.peek() != Some(b'%') {
                return;
            }
            while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                self.at += 1;
            }
        }
    }

    /// Takes these very bytes, if they are here.
    pub fn take(&mut self, bytes: &[u8]) -> bool {
        let here = self.rest().starts_with(bytes);
        if here {
            self.at += bytes.len();
        }
        here
    }

    /// Takes a whole word, if it is here.
    pub fn word(&mut self, word: &[u8]) -> bool {
        let after = self.rest().get(word.len()).copied();
        self.rest().starts_with(word) && !after.is_some_and(regular) && self.take(word)
    }

    /// A whole number without sign, as object numbers, offsets and counts are.
    pub fn natural(&mut self) -> Result<u64, Refusal> {
        let mut value: u64 = 0;
        let from = self.at;
        while let Some(digit) = self.peek().filter(u8::is_ascii_digit) {
            if self.at - from >= 18 {
                return broken("a number is too long");
            }
            value = value * 10 + u64::from(digit - b'0');
            self.at += 1;
        }
        if self.at == from || self.peek().is_some_and(regular) {
            return broken("a whole number is missing");
        }
        Ok(value)
    }

    /// One value, wherever it ends.
    pub fn value(&mut self, budget: &mut Budget) -> Result<Value, Refusal> {
        budget.spend()?;
        self.skip();
        match self.peek() {
            Some(b'/') => Ok(Value::Name(self.name()?)),
            Some(b'(') => Ok(Value::Text(self.text()?)),
            Some(b'[') => {
                self.at += 1;
                self.deeper(budget, Self::list)
            }
            Some(b'<') if self.take(b"<<") => self.deeper(budget, Self::dictionary),
            Some(b'<') => Ok(Value::Text(self.hex_text()?)),
            Some(b'0'..=b'9' | b'+' | b'-' | b'.') => self.number(),
            _ if self.word(b"true") => Ok(Value::Bool(true)),
            _ if self.word(b"false") => Ok(Value::Bool(false)),
            _ if self.word(b"null") => Ok(Value::Null),
            _ => broken("something that is no value"),
        }
    }

    fn deeper(
        &mut self,
        budget: &mut Budget,
        read: impl FnOnce(&mut Self, &mut Budget) -> Result<Value, Refusal>,
    ) -> Result<Value, Refusal> {
        budget.depth = budget.depth.checked_sub(1).ok_or(Refusal::TooDeep)?;
        let value = read(self, budget);
        budget.depth += 1;
        value
    }

    fn list(&mut self, budget: &mut Budget) -> Result<Value, Refusal> {
        let mut list = Vec::new();
        loop {
            self.skip();
            if self.take(b"]") {
                return Ok(Value::List(list));
            }
            list.push(self.value(budget)?);
        }
    }

    fn dictionary(&mut self, budget: &mut Budget) -> Result<Value, Refusal> {
        let mut dictionary = Dictionary::new();
        loop {
            self.skip();
            if self.take(b">>") {
                break;
            }
            if self.peek() != Some(b'/') {
                return broken("a dictionary without a name");
            }
            budget.spend()?;
            dictionary.push((self.name()?, self.value(budget)?));
        }
        let mut names: Vec<&[u8]> = dictionary.iter().map(|(name, _)| name.as_slice()).collect();
        names.sort_unstable();
        // Some readers take the first, others the last.
        if names.windows(2).any(|pair| pair.first() == pair.last()) {
            return broken("a name stands twice in a dictionary");
        }
        Ok(Value::Dictionary(dictionary))
    }

    fn name(&mut self) -> Result<Vec<u8>, Refusal> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| regular(*byte)) {
            self.at += 1;
            if byte != b'#' {
                name.push(byte);
                continue;
            }
            let digits = (self.next().and_then(hex), self.next().and_then(hex));
            match digits {
                (Some(high), Some(low)) if high | low != 0 => name.push(high << 4 | low),
                _ => return broken("a name that can be read in two ways"),
            }
        }
        Ok(name)
    }

    fn text(&mut self) -> Result<Vec<u8>, Refusal> {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 1_usize;
        loop {
            let Some(byte) = self.next() else { return broken("a text without an end") };
            match byte {
                b'(' => open += 1,
                b')' => open -= 1,
                b'\\' => {
                    text.extend(self.escaped()?);
                    continue;
                }
                _ => {}
            }
            if open == 0 {
                return Ok(text);
            }
            text.push(byte);
        }
    }

    /// What stands after a backslash.
    fn escaped(&mut self) -> Result<Option<u8>, Refusal> {
        let Some(byte) = self.next() else { return broken("a text without an end") };
        Ok(match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\n' => None,
            b'\r' => {
                self.take(b"\n");
                None
            }
            b'0'..=b'7' => {
                let mut value = u16::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit) = self.peek().filter(|byte| matches!(byte, b'0'..=b'7')) else { break };
                    self.at += 1;
                    value = value * 8 + u16::from(digit - b'0');
                }
                u8::try_from(value & 0xff).ok()
            }
            other => Some(other),
        })
    }

    fn hex_text(&mut self) -> Result<Vec<u8>, Refusal> {
        self.at += 1;
        let mut text = Vec::new();
        let mut high = None;
        loop {
            let Some(byte) = self.next() else { return broken("a text without an end") };
            if white(byte) {
                continue;
            }
            if byte == b'>' {
                text.extend(high.map(|high: u8| high << 4));
                return Ok(text);
            }
            let Some(digit) = hex(byte) else { return broken("a text with strange digits") };
            match high.take() {
                Some(high) => text.push(high << 4 | digit),
                None => high = Some(digit),
            }
        }
    }

    /// A number, or the reference that begins with it.
    fn number(&mut self) -> Result<Value, Refusal> {
        let from = self.at;
        while self.peek().is_some_and(regular) {
            self.at += 1;
        }
        let word = self.bytes.get(from..self.at).unwrap_or_default();
        let word = std::str::from_utf8(word).unwrap_or_default();
        let digits = word.strip_prefix(['+', '-']).unwrap_or(word);
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        if digits.is_empty() || digits.len() > 40 {
            return broken("a number that cannot be read");
        }
        if !plain {
            let real = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            let value = word.parse().ok().filter(|_| real && digits != ".");
            return value.map(Value::Real).ok_or(Refusal::Broken("a number that cannot be read"));
        }
        let Ok(value) = word.parse::<i64>() else { return broken("a number is too long") };
        if digits.len() == word.len()
            && let Ok(number) = u32::try_from(value)
            && let Some(generation) = self.reference()
        {
            return Ok(Value::Reference(number, generation));
        }
        Ok(Value::Integer(value))
    }

    /// Takes the rest of `12 0 R` after its first number; gives the second.
    fn reference(&mut self) -> Option<u64> {
        let mut ahead = self.clone();
        ahead.skip();
        let generation = ahead.natural().ok().filter(|generation| *generation <= 65535)?;
        ahead.skip();
        if !ahead.word(b"R") {
            return None;
        }
        self.at = ahead.at;
        Some(generation)
    }
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
