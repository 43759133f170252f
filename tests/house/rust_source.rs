//! Rust text taken apart just enough for the rules: code, comments and strings.

/// A Rust file in which comments and the insides of strings have become blanks, so that words can be searched.
pub struct RustSource {
    /// The code; lines are where they were.
    pub code: String,
    /// Every string literal with its line (from 1).
    pub strings: Vec<(usize, String)>,
}

impl RustSource {
    /// Takes a file apart.
    pub fn parse(text: &str) -> Self {
        let mut parser = Parser { rest: text, line: 1, code: String::new(), strings: Vec::new() };
        while !parser.rest.is_empty() {
            parser.step();
        }
        Self { code: parser.code, strings: parser.strings }
    }

    /// The code in front of the unit tests, which stand at the end of a file.
    pub fn without_tests(&self) -> &str {
        self.code.split("#[cfg(test)]").next().unwrap_or_default()
    }

    /// Line of the first unit test, or a line behind the file.
    pub fn first_test_line(&self) -> usize {
        match self.code.find("#[cfg(test)]") {
            Some(place) => line_of(&self.code, place),
            None => usize::MAX,
        }
    }
}

/// Line (from 1) of a byte position.
pub fn line_of(text: &str, place: usize) -> usize {
    text[..place].matches('\n').count() + 1
}

struct Parser<'a> {
    rest: &'a str,
    line: usize,
    code: String,
    strings: Vec<(usize, String)>,
}

impl Parser<'_> {
    fn step(&mut self) {
        if self.rest.starts_with("//") {
            self.blank(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.blank(block_comment(self.rest));
        } else if let Some(hashes) = raw_string(self.rest) {
            self.raw(hashes);
        } else if self.rest.starts_with('"') {
            self.string();
        } else if let Some(length) = character(self.rest) {
            self.blank(length);
        } else {
            self.keep();
        }
    }

    /// Copies one character; after a letter a quote or `r` starts nothing new, so whole words are copied at once.
    fn keep(&mut self) {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let word = self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len());
        let prefix = matches!(&self.rest[..word], "r" | "br" | "b" | "c" | "cr");
        let length =
            if word > 0 && !prefix { word } else { self.rest.chars().next().map_or(0, char::len_utf8) };
        self.take(length, false);
    }

    fn blank(&mut self, length: usize) {
        self.take(length, true);
    }

    fn take(&mut self, length: usize, blank: bool) {
        let (taken, rest) = self.rest.split_at(length);
        for c in taken.chars() {
            self.line += usize::from(c == '\n');
            self.code.push(if blank && c != '\n' { ' ' } else { c });
        }
        self.rest = rest;
    }

    fn string(&mut self) {
        let mut escaped = false;
        let end = self.rest.char_indices().skip(1).find(|(_, c)| {
            let closes = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            closes
        });
        let end = end.map_or(self.rest.len(), |(place, _)| place);
        self.remember(1, end, 1);
    }

    fn raw(&mut self, hashes: usize) {
        let open = self.rest.find('"').unwrap_or(0) + 1;
        let close = format!("\"{}", "#".repeat(hashes));
        let end = self.rest[open..].find(&close).map_or(self.rest.len(), |place| open + place);
        self.remember(open, end, close.len());
    }

    fn remember(&mut self, open: usize, end: usize, close: usize) {
        self.strings.push((self.line, self.rest[open..end].to_owned()));
        self.take(open, false);
        self.blank(end - open);
        self.take(close.min(self.rest.len()), false);
    }
}

/// Length of a block comment; they nest.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut place) = (0, 0);
    while place < text.len() {
        let rest = &text[place..];
        if rest.starts_with("/*") {
            depth += 1;
            place += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            place += 2;
            if depth == 0 {
                return place;
            }
        } else {
            place += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// Number of `#` when a raw string starts here.
fn raw_string(text: &str) -> Option<usize> {
    let after = ["br", "cr", "r"].iter().find_map(|prefix| text.strip_prefix(prefix))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some(hashes)
}

/// Length of a character literal; a lifetime is none.
fn character(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    let first = inside.chars().next()?;
    if first == '\\' {
        return inside[2..].find('\'').map(|place| place + 4);
    }
    let length = first.len_utf8();
    inside[length..].starts_with('\'').then_some(length + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_strings_and_characters_become_blanks() {
        let source = RustSource::parse(
            "let a = \"x // \\\" y\"; // unsafe {\nlet c = '{'; /* } */ let b = r#\"q\"w\"#;",
        );
        assert!(!source.code.contains("unsafe") && !source.code.contains('{') && !source.code.contains('}'));
        assert_eq!(source.strings, [(1, "x // \\\" y".to_owned()), (2, "q\"w".to_owned())]);
        assert!(source.code.contains("let b = r#\""));
    }

    #[test]
    fn lifetimes_are_no_characters() {
        let source = RustSource::parse("fn f<'a>(x: &'a str) -> &'a str { x }\nlet e = '\\''; fn g() {}");
        assert!(source.code.contains("fn g() {}") && source.code.contains("'a str { x }"));
    }

    #[test]
    fn tests_at_the_end_are_set_apart() {
        let source = RustSource::parse("fn a() {}\n#[cfg(test)]\nmod tests { fn b() {} }");
        assert_eq!(source.without_tests(), "fn a() {}\n");
        assert_eq!(source.first_test_line(), 2);
    }
}
